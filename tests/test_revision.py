"""A revision is read as it was committed, whatever lies in the work tree or in the repository."""

import sys
from pathlib import Path

import pytest

from playbook.cache import AddingCache, Cache
from playbook.revision import SHALLOW, RevisionError, write_revision
from tests.cli import Commands
from tests.reliability.same_bytes import take
from tests.repositories import Repository, make_repository, write_tree
from tests.sites import read_base

PLAN = "content/initiatives/crm.md"
OWNER = "  goals:\n    owner: tom-hale\n"
DAY = ("--today", "2026-06-01")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose project lies below its top: two commits, the second without the owner of a stage."""
    made = make_repository(tmp_path / "top")
    files = {f"books/ours/{name}": text for name, text in read_base().items()}
    made.commit({**files, "books/other.txt": "not ours\n"}, "one")
    whole = files[f"books/ours/{PLAN}"]
    made.commit({f"books/ours/{PLAN}": whole.replace(OWNER, "  goals:\n")}, "two")
    return made


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(repository.folder / "books" / "ours", capsys)


def write(repository: Repository, word: str, folder: Path) -> set[str]:
    """Write a revision; give the files that are there then."""
    folder.mkdir()
    write_revision(repository.folder, word, folder)
    assert not [each for each in folder.rglob("*") if each.is_symlink()]
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_a_check_of_a_revision_judges_what_was_committed_and_names_the_files_as_ever(run: Commands) -> None:
    run.edit(PLAN, "title: ", "titel: ")
    before = take(run.folder)
    now, old = run("check", "--rev", "HEAD", *DAY), run("check", "--rev", "HEAD~1", *DAY)
    assert now.code == 1
    assert f"{PLAN}:" in now.out
    assert "PB101" in now.out
    assert "titel" not in now.out
    assert (old.code, old.out.count("error")) == (0, 0)
    assert "as of HEAD~1, commit " in old.err
    after = {name: body for name, body in take(run.folder).items() if ".playbook-cache" not in name}
    assert after == before


def test_a_build_of_a_revision_has_the_bytes_of_a_build_in_a_clone_at_it(
    run: Commands, repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = repository.git("rev-parse", "HEAD~1")
    ended = run("build", "--rev", old, *DAY, "--output-dir", str(tmp_path / "site"))
    assert ended.code == 0, ended.err
    repository.git("clone", "--quiet", str(repository.folder), str(tmp_path / "clone"))
    repository.git("-C", str(tmp_path / "clone"), "checkout", "--quiet", old)
    there = Commands(tmp_path / "clone" / "books" / "ours", capsys)
    assert there("build", *DAY).code == 0
    assert take(tmp_path / "site") == take(there.folder / "build")
    assert not (run.folder / "build").exists()
    assert run("build", "--rev", old, *DAY).code == 2


def test_a_preview_of_a_revision_goes_where_previews_go(run: Commands) -> None:
    assert run("build", "--rev", "HEAD", *DAY, "--preview").code == 1
    assert (run.folder / "build-preview" / "index.html").is_file()


@pytest.mark.parametrize("place", ["content", ".", "templates/site"])
def test_a_site_of_a_revision_never_goes_where_the_sources_lie(
    run: Commands, place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (run.folder / PLAN).read_bytes()
    ended = run("build", "--rev", "HEAD~1", *DAY, "--output-dir", str(run.folder / place))
    assert ended.code == 2
    assert "cannot hold the site" in ended.err
    assert (run.folder / PLAN).read_bytes() == before


def test_the_run_of_a_revision_is_not_that_of_the_work_tree(run: Commands) -> None:
    first = run("check", *DAY)
    assert run("check", "--rev", "HEAD~1", *DAY).code == 0
    assert run("check", *DAY) == first == run("check", *DAY, "--no-cache")


def test_the_configuration_is_that_of_the_revision(run: Commands, repository: Repository) -> None:
    repository.commit({"books/ours/playbook.toml": 'content = "words"\n'})
    (run.folder / "content").rename(run.folder / "words")
    repository.commit({})
    old, new = (run("list", "--rev", each, *DAY) for each in ("HEAD~2", "HEAD"))
    assert old.out == new.out != ""
    assert run("list", "--rev", "HEAD~1", *DAY).out == ""
    (run.folder / "playbook.toml").write_text("[broken\n", encoding="utf-8")
    repository.commit({})
    ended = run("check", "--rev", "HEAD")
    assert (ended.code, "the configuration as of HEAD cannot be used" in ended.err) == (2, True)


def test_a_revision_whose_folder_was_called_otherwise_has_its_history(
    run: Commands, repository: Repository
) -> None:
    project = repository.folder / "books" / "ours"
    text = (project / PLAN).read_text(encoding="utf-8")
    repository.commit({f"books/ours/{PLAN}": text.replace("due: 2026-06-26", "due: 2026-08-26")})
    before = run("check", "--rev", "HEAD", *DAY, "--require", "history")
    assert "PB701" in before.out
    (project / "content").rename(project / "words")
    repository.commit({"books/ours/playbook.toml": 'content = "words"\n'})
    for how in ((), ("--no-cache",)):
        after = run("check", "--rev", "HEAD~1", *DAY, "--require", "history", *how)
        assert (after.code, after.out) == (before.code, before.out)


@pytest.mark.parametrize("word", ["--all", "-", "", "nope", "HEAD:books", "main..HEAD", "a\nb", "@{9}"])
def test_a_word_that_is_no_revision_is_exit_2_in_plain_words(run: Commands, word: str) -> None:
    ended = run("check", f"--rev={word}", *DAY)
    if word:
        assert ended.code == 2
        assert ended.err.startswith("error: there is no revision `")
        assert "git branch --all" in ended.err


def test_a_branch_of_the_server_is_proposed(run: Commands, repository: Repository) -> None:
    repository.git("update-ref", "refs/remotes/origin/release", "HEAD")
    assert "did you mean `origin/release`?" in run("check", "--rev", "release").err


def test_a_shallow_clone_says_what_to_do(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = (repository.folder).as_uri()
    repository.git("clone", "--quiet", "--depth", "1", address, str(tmp_path / "shallow"))
    run = Commands(tmp_path / "shallow" / "books" / "ours", capsys)
    ended = run("check", "--rev", "HEAD~1", *DAY)
    assert ended.code == 2
    assert SHALLOW in ended.err
    assert run("check", "--rev", "HEAD", *DAY).code == 1


def test_without_a_repository_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Commands(tmp_path, capsys)
    ended = run("check", "--rev", "HEAD")
    assert (ended.code, "in no git repository" in ended.err) == (2, True)


def make_hostile(repository: Repository) -> None:
    """Commit a tree that no `git add` would make: names that lead out, links, a submodule."""
    page = repository.git("rev-parse", "HEAD:content/note.md")
    out, inside = (repository.git("hash-object", "-w", each) for each in ("out.txt", "in.txt"))
    inner = write_tree(
        repository,
        f"100644 blob {page}\tnote.md",
        f"100644 blob {page}\t.hidden.md",
        f"100644 blob {page}\t..",
        f"120000 blob {out}\tout.md",
        f"120000 blob {inside}\tin.md",
        f"160000 commit {repository.git('rev-parse', 'HEAD')}\tmodule",
    )
    top = write_tree(repository, f"040000 tree {inner}\tcontent", f"040000 tree {inner}\t..")
    repository.git("update-ref", "refs/heads/hostile", repository.git("commit-tree", top, "-m", "hostile"))


def test_names_that_lead_out_links_and_modules_do_no_harm(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "project")
    repository.commit({"content/note.md": "# Note\n", "out.txt": "../../secret.md", "in.txt": "note.md"})
    (tmp_path / "secret.md").write_text("secret\n", encoding="utf-8")
    make_hostile(repository)
    assert write(repository, "hostile", tmp_path / "apart") == {"content/note.md", "content/in.md"}
    assert (tmp_path / "apart" / "content" / "in.md").read_text(encoding="utf-8") == "# Note\n"
    assert {each.name for each in tmp_path.iterdir()} == {"project", "apart", "secret.md"}


@pytest.mark.skipif(sys.platform == "win32", reason="needs links that git writes as such")
def test_a_link_is_followed_within_its_own_folder_alone(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "project")
    content = repository.folder / "content"
    content.mkdir()
    leads = {
        "in": "a.md",
        "twice": "in.md",
        "out": "../README.md",
        "round": "round.md",
        "far": "/etc/hostname",
    }
    for name, target in leads.items():
        (content / f"{name}.md").symlink_to(target)
    repository.commit({"content/a.md": "# A\n", "README.md": "# Not ours\n"})
    names = write(repository, "HEAD", tmp_path / "apart")
    assert names == {f"content/{each}.md" for each in ("a", "in", "twice")}


@pytest.mark.skipif(sys.platform == "win32", reason="needs links that git writes as such")
def test_a_configuration_that_is_a_link_is_followed_or_refused(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "project")
    link = repository.folder / "playbook.toml"
    link.symlink_to("conf/ours.toml")
    repository.commit({"conf/ours.toml": 'content = "words"\n', "words/a.md": "# A\n"})
    assert write(repository, "HEAD", tmp_path / "apart") == {"playbook.toml", "words/a.md"}
    link.unlink()
    (tmp_path / "far.toml").write_text('content = "words"\n', encoding="utf-8")
    link.symlink_to("../far.toml")
    repository.commit({})
    with pytest.raises(RevisionError, match="is a link"):
        write(repository, "HEAD", tmp_path / "other")


def test_only_what_a_playbook_reads_is_written(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "project")
    config = '[site]\nlogo = "brand/logo.svg"\n[check]\nbaseline = "known.json"\n'
    files = dict.fromkeys(("content/a.md", "templates/home.html", "brand/logo.svg", "known.json"), "x\n")
    repository.commit({**files, "playbook.toml": config, "src/large.bin": "x", "brand/other.svg": "x"})
    assert write(repository, "HEAD", tmp_path / "apart") == {*files, "playbook.toml"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system on which nobody may write: /sys")
def test_a_folder_that_takes_nothing_is_said(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "project")
    repository.commit({"content/a.md": "x\n"})
    with pytest.raises(RevisionError, match="cannot be written"):
        write_revision(repository.folder, "HEAD", Path("/sys/nowhere"))


def test_a_cache_that_others_own_gains_rows_and_loses_none(tmp_path: Path) -> None:
    own, guest = Cache(tmp_path, b"salt"), AddingCache(tmp_path, b"salt")
    own.keep("pages", {"one": b"1"})
    guest.keep("pages", {"one": b"another", "two": b"2"})
    guest.prune({}, most=0)
    assert own.find("pages", ["one", "two"]) == {"one": b"1", "two": b"2"}
