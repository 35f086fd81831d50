"""Who changed which page last: by git, never guessed, whatever the repository holds."""

import os
import stat
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from playbook.config import read_config
from playbook.history import Change, History, list_files, read_history
from playbook.history.git import VERBS, GitError, find_git, open_repository
from playbook.history.log import Commit, FileChange, clean, parse_log
from playbook.history.past import Standpoint
from playbook.history.work_tree import name_blob
from playbook.load import load
from playbook.store import Store
from tests.repositories import DAY, NOON, Repository, make_repository
from tests.sites import write_site

PAGE, NOTE = "content/people/ines.md", "content/note.md"
TEXT = "---\nname: Ines\n---\n"


def read(folder: Path) -> History:
    """Read the history of a project."""
    config, faults = read_config(folder)
    assert not faults
    files = list_files(config.settings.content, load(config, Store()).pages)
    return read_history(Standpoint(config.content), files, config.settings.site.timezone)


def tell(folder: Path) -> dict[str, tuple[str, str]]:
    """Give who changed each page, and with which subject."""
    history = read(folder)
    assert history.state == "known"
    return {key: (each.name, each.subject) for key, each in history.changes.items()}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with two pages, committed on 1 June 2026."""
    made = make_repository(tmp_path / "project")
    made.commit({PAGE: TEXT, NOTE: "# Note\n"}, "write it down")
    return made


def test_the_last_change_has_its_author_day_commit_and_subject(repository: Repository) -> None:
    second = repository.commit({NOTE: "# Note\n\nMore.\n"}, "say more", author="Tom Hale")
    history = read(repository.folder)
    assert history.changes["page/note"] == Change("Tom Hale", date(2026, 6, 2), second, "say more")
    assert history.changes["person/ines"].day == date(2026, 6, 1)
    assert (history.state, history.open) == ("known", frozenset())


def test_the_day_is_the_committers_in_the_sites_time_zone(repository: Repository) -> None:
    repository.time = NOON + DAY + 8 * 3600 - DAY
    repository.commit({"playbook.toml": '[site]\ntimezone = "Asia/Tokyo"\n', NOTE: "x\n"})
    assert read(repository.folder).changes["page/note"].day == date(2026, 6, 3)
    write_site(repository.folder, {"playbook.toml": '[site]\ntimezone = "America/New_York"\n'})
    assert read(repository.folder).changes["page/note"].day == date(2026, 6, 2)


def test_a_file_that_was_only_moved_was_not_changed(repository: Repository) -> None:
    repository.git("mv", NOTE, "content/words.md")
    repository.commit({}, "tidy up", author="Somebody else")
    repository.git("mv", PAGE, "content/people/aldana.md")
    repository.commit({}, "tidy up again", author="Somebody else")
    assert tell(repository.folder) == {
        "page/words": ("Ines Aldana", "write it down"),
        "person/aldana": ("Ines Aldana", "write it down"),
    }


def test_a_file_that_was_moved_and_edited_was_changed(repository: Repository) -> None:
    long = "".join(f"Line {n} of a longer note.\n" for n in range(30))
    repository.commit({NOTE: long}, "write more")
    repository.git("mv", NOTE, "content/words.md")
    repository.commit({"content/words.md": long + "One more.\n"}, "move and edit", author="Tom Hale")
    assert tell(repository.folder)["page/words"] == ("Tom Hale", "move and edit")


def test_two_files_may_have_changed_places(repository: Repository) -> None:
    repository.commit({"content/b.md": "# The other note, by Tom\n"}, "other", author="Tom Hale")
    repository.git("mv", NOTE, "content/c.md")
    repository.git("mv", "content/b.md", NOTE)
    repository.git("mv", "content/c.md", "content/b.md")
    repository.commit({}, "swap", author="Nobody")
    found = tell(repository.folder)
    assert (found["page/note"][0], found["page/b"][0]) in [
        ("Tom Hale", "Ines Aldana"),
        ("Nobody", "Nobody"),  # git may tell a swap as two changes
    ]


def test_what_a_merge_brought_is_its_authors_on_the_day_it_landed(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "topic")
    made = repository.commit({NOTE: "# Note\n\nTopic.\n"}, "the change", author="Tom Hale")
    repository.commit({"content/more.md": "x\n"}, "another file", author="Lena Fox")
    repository.git("switch", "--quiet", "main")
    repository.commit({PAGE: TEXT + "Hello.\n"}, "meanwhile")
    repository.merge("topic")
    history = read(repository.folder)
    assert history.changes["page/note"] == Change("Tom Hale", date(2026, 6, 5), made, "the change")
    assert history.changes["page/more"].name == "Lena Fox"
    assert history.changes["person/ines"].subject == "meanwhile"


def test_a_merge_of_merges_is_followed_to_who_wrote_it(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "feature")
    repository.commit({NOTE: "# Note\n\nOne.\n"}, "older", author="Lena Fox")
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({NOTE: "# Note\n\nTwo.\n"}, "newer", author="Tom Hale")
    repository.git("switch", "--quiet", "feature")
    repository.commit({"content/x.md": "x\n"}, "beside", author="Lena Fox")
    repository.merge("topic")
    repository.git("switch", "--quiet", "main")
    repository.commit({"content/y.md": "y\n"}, "meanwhile")
    repository.git("switch", "--quiet", "feature")
    repository.merge("main")
    repository.git("switch", "--quiet", "main")
    repository.merge("feature")
    found = tell(repository.folder)
    assert found["page/note"] == ("Tom Hale", "newer")
    assert found["page/x"] == ("Lena Fox", "beside")
    assert found["page/y"] == ("Ines Aldana", "meanwhile")


def test_what_only_the_merge_itself_changed_is_the_mergers(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({"content/x.md": "x\n"}, "beside", author="Tom Hale")
    repository.git("switch", "--quiet", "main")
    repository.commit({"content/y.md": "y\n"})
    repository.time += DAY
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "topic")
    repository.commit({NOTE: "changed while merging\n"}, "merge by hand", author="Merger")
    assert tell(repository.folder)["page/note"] == ("Merger", "merge by hand")


def test_a_side_line_that_was_thrown_away_changed_nothing(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({NOTE: "dropped\n"}, "dropped", author="Tom Hale")
    repository.git("switch", "--quiet", "main")
    repository.commit({"content/y.md": "y\n"})
    repository.time += DAY
    repository.git("merge", "--quiet", "--no-ff", "--strategy=ours", "-m", "not this", "topic")
    assert tell(repository.folder)["page/note"] == ("Ines Aldana", "write it down")


def test_the_readings_beside_a_metric_are_part_of_its_page(repository: Repository) -> None:
    repository.commit({"content/metrics/time.md": "---\ntitle: Time\n---\n"}, "define", author="Ines")
    repository.commit({"content/metrics/time.csv": "date,value\n2026-06-01,3\n"}, "measure", author="Tom")
    assert tell(repository.folder)["metric/time"] == ("Tom", "measure")


def test_the_mailmap_is_honoured(repository: Repository) -> None:
    repository.commit({".mailmap": "Inés Aldana <ines@maren.example>\n"})
    assert tell(repository.folder)["page/note"][0] == "Inés Aldana"


def test_a_project_below_the_top_of_its_repository_is_found(tmp_path: Path) -> None:
    made = make_repository(tmp_path)
    made.commit({f"a project/{NOTE}": "x\n", f"a project/{PAGE}": TEXT, NOTE: "another\n"}, "first")
    made.commit({NOTE: "changed elsewhere\n"}, "second")
    assert set(tell(tmp_path / "a project").values()) == {("Ines Aldana", "first")}


@pytest.mark.parametrize("name", ["größe.md", "a b  c.md", "価格.md", "it's.md", "[x](y).md"])
def test_any_name_that_a_page_may_have_is_found(repository: Repository, name: str) -> None:
    repository.commit({f"content/{name}": "# A page\n"}, "named")
    assert [each.subject for each in read(repository.folder).changes.values()].count("named") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="such names are refused elsewhere")
def test_names_of_any_bytes_disturb_nobody(repository: Repository) -> None:
    folder = os.fsencode(repository.folder / "content")
    for name in (b"\xff\xfe.md", b"a\nb.md", b"\x01deadbeef.md", b"M\tx.md", b"R100.md"):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123  # bytes are no path
            file.write(name)
    repository.commit({}, "strange names")
    assert tell(repository.folder)["page/note"] == ("Ines Aldana", "write it down")


def test_a_page_that_is_not_committed_as_it_stands_is_told(repository: Repository) -> None:
    write_site(repository.folder, {NOTE: "changed\n", "content/new.md": "new\n"})
    history = read(repository.folder)
    assert history.open == {"page/note", "page/new"}
    assert history.changes["page/note"].subject == "write it down"
    assert "page/new" not in history.changes


def test_line_ends_alone_are_no_change(repository: Repository) -> None:
    write_site(repository.folder, {NOTE: b"# Note\r\n"})
    assert read(repository.folder).open == frozenset()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_another_page_is_not_taken_for_changed(repository: Repository) -> None:
    (repository.folder / "content/link.md").symlink_to("note.md")
    repository.commit({})
    assert read(repository.folder).open == frozenset()


def test_a_shallow_clone_knows_nothing_rather_than_something_wrong(repository: Repository) -> None:
    repository.commit({NOTE: "more\n"})
    clone = repository.folder.parent / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    assert read(clone) == History("unknown", "shallow clone")
    whole = repository.folder.parent / "whole"
    repository.git("clone", "--quiet", repository.folder.as_uri(), str(whole))
    assert read(whole) == read(repository.folder)


def test_without_git_there_are_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(tmp_path / "alone", {NOTE: "x\n"})
    assert read(tmp_path / "alone") == History()
    unborn = make_repository(tmp_path / "unborn")
    write_site(unborn.folder, {NOTE: "x\n"})
    assert read(unborn.folder) == History()
    home = make_repository(tmp_path / "home")
    home.commit({"elsewhere.txt": "x\n"})
    write_site(home.folder / "project", {NOTE: "x\n"})
    assert read(home.folder / "project") == History(), "a repository that holds none of the pages"
    monkeypatch.setenv("PATH", "")
    assert read(home.folder) == History()
    assert open_repository(tmp_path / "gone") is None


def test_a_commit_without_a_day_that_a_calendar_knows_is_left_out(repository: Repository) -> None:
    repository.time = 100 * DAY
    repository.commit({NOTE: "long ago\n"})
    assert set(read(repository.folder).changes) == {"person/ines"}


def test_two_readings_of_one_commit_are_equal(repository: Repository) -> None:
    assert read(repository.folder) == read(repository.folder)


PROGRAMS: Mapping[str, str] = {
    "core.fsmonitor": "PROGRAM",
    "core.pager": "PROGRAM",
    "core.sshCommand": "PROGRAM",
    "core.gitProxy": "PROGRAM",
    "core.askPass": "PROGRAM",
    "core.editor": "PROGRAM",
    "core.alternateRefsCommand": "PROGRAM",
    "pager.log": "PROGRAM",
    "gpg.program": "PROGRAM",
    "gpg.ssh.program": "PROGRAM",
    "diff.external": "PROGRAM",
    "diff.evil.command": "PROGRAM",
    "diff.evil.textconv": "PROGRAM",
    "filter.evil.clean": "PROGRAM",
    "filter.evil.smudge": "PROGRAM",
    "filter.evil.process": "PROGRAM",
    "merge.evil.driver": "PROGRAM",
    "alias.log": "!PROGRAM",
    "alias.rev-parse": "!PROGRAM",
    "alias.ls-tree": "!PROGRAM",
    "credential.helper": "!PROGRAM",
    "trailer.x.command": "PROGRAM",
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.diffMerges": "off",
    "log.mailmap": "false",
    "diff.relative": "true",
    "diff.renames": "false",
    "diff.orderFile": "/dev/zero",
    "mailmap.file": "/dev/zero",
    "core.attributesFile": "/dev/zero",
    "color.ui": "always",
    "format.pretty": "raw",
    "core.quotePath": "true",
    "i18n.logOutputEncoding": "UTF-16",
    "remote.origin.url": "ext::PROGRAM",
    "remote.origin.promisor": "true",
    "remote.origin.uploadpack": "PROGRAM",
    "extensions.partialClone": "origin",
    "core.repositoryFormatVersion": "1",
    "protocol.ext.allow": "always",
}
"""Settings by which a repository may ask git to run something, to read elsewhere or to speak otherwise."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a mark when it is run."""
    made = tmp_path / "program"
    made.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat 2>/dev/null\n", encoding="utf-8")
    made.chmod(made.stat().st_mode | stat.S_IXUSR)
    return made


def turn_hostile(repository: Repository, program: Path) -> None:
    """Let a repository's own configuration, attributes and hooks ask for a program wherever they can."""
    for key, value in PROGRAMS.items():
        repository.git("config", key, value.replace("PROGRAM", str(program)))
    hooks = repository.folder / ".git/hooks"
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "post-checkout"):
        write_site(hooks, {name: program.read_bytes()})
        (hooks / name).chmod(0o755)
    write_site(repository.folder, {".git/info/attributes": "* diff=evil filter=evil merge=evil\n"})


@pytest.mark.skipif(sys.platform == "win32", reason="programs of the shell")
def test_a_hostile_repository_runs_nothing_and_tells_the_same(repository: Repository, program: Path) -> None:
    repository.commit({NOTE: "more\n", ".gitattributes": "* diff=evil filter=evil\n"})
    expected = read(repository.folder)
    turn_hostile(repository, program)
    assert read(repository.folder) == expected
    assert len(expected.changes) == 2
    assert not (program.parent / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="programs of the shell")
def test_objects_that_are_missing_are_not_fetched(repository: Repository, program: Path) -> None:
    first = repository.git("rev-parse", "HEAD~0^{tree}")
    repository.commit({NOTE: "more\n"})
    turn_hostile(repository, program)
    (repository.folder / ".git/objects" / first[:2] / first[2:]).unlink()
    history = read(repository.folder)
    assert (history.state, history.reason) == ("unknown", "git log failed")
    assert not (program.parent / "ran").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="programs of the shell")
def test_a_repository_hidden_among_the_pages_is_not_believed(tmp_path: Path, program: Path) -> None:
    content = make_repository(tmp_path / "bare")
    content.commit({"note.md": "x\n"})
    turn_hostile(content, program)
    content.git("config", "core.bare", "true")
    (content.folder / ".git").rename(tmp_path / "project")
    (tmp_path / "project").rename(tmp_path / "content")
    (tmp_path / "project").mkdir()
    (tmp_path / "content").rename(tmp_path / "project/content")
    write_site(tmp_path / "project", {NOTE: "x\n"})
    assert read(tmp_path / "project") == History()
    assert not (tmp_path / "ran").exists()


def test_the_watch_for_programs_would_see_one(repository: Repository, program: Path) -> None:
    repository.git("config", "alias.planted", f"!{program}")
    repository.git("planted")
    assert (program.parent / "ran").exists()


def test_git_is_taken_from_absolute_folders_of_the_search_path_alone(tmp_path: Path) -> None:
    name = "git.exe" if os.name == "nt" else "git"
    write_site(tmp_path, {f"bin/{name}": "", f"plain/{name}": ""})
    (tmp_path / "bin" / name).chmod(0o755)
    path = os.pathsep.join(["", ".", "bin", str(tmp_path / "gone"), str(tmp_path / "bin")])
    assert find_git({"PATH": path}) == tmp_path / "bin" / name
    assert find_git({"PATH": os.pathsep.join(["", "."])}) is None
    assert find_git({}) is None


def test_only_verbs_that_look_are_asked(repository: Repository) -> None:
    opened = open_repository(repository.folder)
    assert opened
    assert frozenset({"rev-parse", "log", "rev-list", "cat-file", "ls-tree"}) == VERBS
    with pytest.raises(AssertionError, match="git fetch is not asked"):
        opened.ask("fetch")
    with pytest.raises(GitError, match="git log failed"):
        opened.ask("log", "no-such-branch")


@pytest.mark.skipif(sys.platform == "win32", reason="programs of the shell")
def test_a_git_that_hangs_or_cannot_start_is_told(tmp_path: Path, repository: Repository) -> None:
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    opened = open_repository(repository.folder)
    assert opened
    with pytest.raises(GitError, match=r"git took longer than 0\.1 seconds"):
        type(opened)(slow, opened.folder, 0.1).ask("log")
    with pytest.raises(GitError, match="git could not be started"):
        type(opened)(tmp_path, opened.folder).ask("log")


def test_names_and_subjects_are_one_line_that_shows() -> None:
    assert clean("a\x1b[31m\r\nb\u202ec\u2066 ") == "a [31m b c"
    assert clean("x" * 500) == "x" * 119 + "…"


@pytest.mark.parametrize("cut", range(0, 112, 7))
def test_a_log_that_is_cut_off_anywhere_is_read_as_far_as_it_goes(cut: int) -> None:
    raw = (
        b"\x01aa\0bb cc\x001780315200\0Ines\0one\0\n:1 100644 1 2 M\0a.md\0:1 1 2 2 R100\0b.md\0c.md\0"
        b"\x01bb\0\0x\0\0two\0\n"
    )
    commits = list(parse_log(raw[:cut]))
    assert [each.id for each in commits] == ["aa", "bb"][: len(commits)]


def test_a_log_is_read_token_by_token() -> None:
    raw = (
        b"\x01aa\0bb cc\x001780315200\0Ines\0one\0\n:100644 100644 11 22 M\0a.md\0"
        b":100644 100755 33 33 R100\0b.md\0\xff.md\0:100644 100644 44 55 R081\0c.md\0d.md\0"
        b":100644 000000 66 00 D\0e.md\0:000000 120000 00 77 A\0f.md\0\x01bb\0\0x\0\0two\0"
    )
    assert list(parse_log(raw)) == [
        Commit(
            "aa",
            ("bb", "cc"),
            NOON,
            "Ines",
            "one",
            (
                FileChange("a.md", blob="22"),
                FileChange(os.fsdecode(b"\xff.md"), "b.md", "33"),
                FileChange("d.md", "c.md", "55", is_edited=True),
                FileChange("e.md"),
                FileChange("f.md"),
            ),
        ),
        Commit("bb", (), 0, "", "two"),
    ]


def test_a_file_s_id_is_git_s(repository: Repository) -> None:
    path = repository.folder / NOTE
    assert name_blob(path.read_bytes()) == repository.git("hash-object", NOTE)
    assert len(name_blob(b"", 64)) == 64
