"""What has changed on the disk is known, whatever an editor or git does, with hints and with none at all."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playbook.serve.git_files import list_git_files
from playbook.serve.hints import Hints
from playbook.serve.scan import Change, Places, Scanner, read_stamps
from playbook.serve.watch import StartHints, Watcher, merge
from tests.previewed import DEADLINE
from tests.repositories import make_repository
from tests.sites import write_site

FILES = {"content/a.md": "a", "content/sub/b.md": "b", "content/sub/deep/c.md": "c", "playbook.toml": ""}


def make_places(root: Path) -> Places:
    return Places((root / "content", root / "templates"), (root / "playbook.toml", root / "logo.svg"))


@pytest.fixture(params=["hints", "looking alone"])
def watcher(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watcher]:
    write_site(tmp_path, FILES)
    hints: StartHints | None = Hints if request.param == "hints" else None
    made = Watcher(make_places(tmp_path), hints, 2 * DEADLINE if hints else 0.02)
    yield made
    made.close()


def collect(watcher: Watcher, root: Path, until: Callable[[dict[str, str]], bool]) -> dict[str, str]:
    """Wait until the changes seen are enough: path -> kind."""
    seen: tuple[Change, ...] = ()
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        seen = merge(seen, watcher.wait())
        named = {os.path.relpath(each.path, root).replace(os.sep, "/"): each.kind for each in seen}
        if until(named) and time.monotonic() < end:  # by a hint, not by the period's end
            return named
    raise AssertionError(f"not in time: {seen}")


def write_in_place(root: Path) -> None:
    (root / "content/a.md").write_text("new")


def write_and_replace(root: Path) -> None:
    (root / "content/.a.md.swp").write_text("new")
    (root / "content/.a.md.swp").replace(root / "content/a.md")


def move_away_and_write(root: Path) -> None:
    (root / "content/a.md").rename(root / "content/a.md~")
    (root / "content/a.md").write_text("new")
    (root / "content/a.md~").unlink()


def write_the_same_size_and_time(root: Path) -> None:
    before = (root / "content/a.md").stat()
    (root / "content/a.md").write_text("A")
    os.utime(root / "content/a.md", ns=(before.st_atime_ns, before.st_mtime_ns))


def remove_and_write(root: Path) -> None:
    (root / "content/a.md").unlink()
    (root / "content/a.md").write_text("a")


SAVES = [
    write_in_place,
    write_and_replace,
    move_away_and_write,
    write_the_same_size_and_time,
    remove_and_write,
]


@pytest.mark.parametrize("save", SAVES, ids=lambda each: each.__name__)
def test_every_way_to_save_is_seen(watcher: Watcher, tmp_path: Path, save: Callable[[Path], None]) -> None:
    save(tmp_path)
    seen = collect(watcher, tmp_path, lambda named: "content/a.md" in named)
    assert seen["content/a.md"] in ("changed", "added")
    assert not [name for name in seen if "swp" in name]


def test_a_new_folder_and_what_comes_into_it_later(watcher: Watcher, tmp_path: Path) -> None:
    write_site(tmp_path, {"content/new/deeper/x.md": "x"})
    collect(watcher, tmp_path, lambda named: named.get("content/new/deeper/x.md") == "added")
    (tmp_path / "content/new/deeper/x.md").write_text("changed")
    collect(watcher, tmp_path, lambda named: named.get("content/new/deeper/x.md") == "changed")


def test_a_folder_that_is_renamed_is_all_its_files(watcher: Watcher, tmp_path: Path) -> None:
    (tmp_path / "content/sub").rename(tmp_path / "content/other")
    wanted = {
        "content/sub/b.md": "removed",
        "content/sub/deep/c.md": "removed",
        "content/other/b.md": "added",
        "content/other/deep/c.md": "added",
    }
    assert collect(watcher, tmp_path, lambda named: len(named) >= 4) == wanted
    (tmp_path / "content/other/deep/c.md").write_text("new")
    collect(watcher, tmp_path, lambda named: named == {"content/other/deep/c.md": "changed"})


def test_a_whole_content_folder_that_is_replaced_is_watched_on(watcher: Watcher, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "content", tmp_path / "copy")
    (tmp_path / "content").rename(tmp_path / "old")
    (tmp_path / "copy").rename(tmp_path / "content")
    collect(watcher, tmp_path, lambda named: len(named) >= 3)
    while watcher._woken.wait(1.0):  # until no late hint of the move is left
        watcher._woken.clear()
    (tmp_path / "content/sub/b.md").write_text("new")
    collect(watcher, tmp_path, lambda named: named == {"content/sub/b.md": "changed"})


def test_templates_and_files_that_were_not_there_before(watcher: Watcher, tmp_path: Path) -> None:
    write_site(tmp_path, {"logo.svg": "<svg/>", "templates/home.html": "x"})
    wanted = {"logo.svg": "added", "templates": "added", "templates/home.html": "added"}
    collect(watcher, tmp_path, lambda named: named == wanted)


def test_a_checkout_of_another_branch(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    repository.commit(FILES)
    repository.git("checkout", "--quiet", "-b", "other")
    more = {f"content/many/{n:03}.md": str(n) for n in range(200)}
    repository.commit({**more, "content/a.md": "other"})
    repository.git("checkout", "--quiet", "main")
    places = make_places(tmp_path).join(Places(files=tuple(list_git_files(tmp_path / "content"))))
    watcher = Watcher(places, Hints)
    repository.git("checkout", "--quiet", "other")
    seen = collect(watcher, tmp_path, lambda named: ".git/HEAD" in named and len(named) > 200)
    assert seen["content/a.md"] == "changed"
    assert sum(kind == "added" for kind in seen.values()) >= 200
    repository.commit({}, "nothing but a commit")
    assert ".git/refs/heads/other" not in seen
    assert ".git/logs/HEAD" in collect(watcher, tmp_path, lambda named: len(named) > 0)
    watcher.close()


def test_a_linked_work_tree_names_its_own_head(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "main")
    repository.commit(FILES)
    repository.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    found = {each for each in list_git_files(tmp_path / "side" / "content") if each.is_file()}
    assert {each.resolve().relative_to(tmp_path / "main/.git").as_posix() for each in found} == {
        "worktrees/side/HEAD",
        "worktrees/side/logs/HEAD",
        "refs/heads/side",
    }
    assert not any(each.exists() for each in list_git_files(tmp_path))


@pytest.mark.parametrize("name", [".mailmap", ".git/shallow"])
def test_what_else_decides_about_a_repository_s_history(tmp_path: Path, name: str) -> None:
    make_repository(tmp_path).commit(FILES)
    assert tmp_path.resolve() / name in list_git_files(tmp_path / "content")


def test_a_repository_that_begins(tmp_path: Path) -> None:
    write_site(tmp_path, FILES)
    watcher = Watcher(Places(files=tuple(list_git_files(tmp_path / "content"))), period=0.02)
    repository = make_repository(tmp_path)
    assert collect(watcher, tmp_path, lambda named: len(named) > 0) == {".git/HEAD": "added"}
    watcher.follow(Places(files=tuple(list_git_files(tmp_path / "content"))))
    repository.commit({})
    assert ".git/refs/heads/main" in collect(watcher, tmp_path, lambda named: len(named) > 1)
    watcher.close()


def test_two_writes_within_one_tick_are_two_changes(tmp_path: Path) -> None:
    file = write_site(tmp_path, FILES) / "content/a.md"
    scanner = Scanner(make_places(tmp_path))
    scanner.look()
    stamp = file.stat()
    for text in "xyz":
        file.write_text(text)
        os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        scanner._stamps |= read_stamps(Places(files=(file,)))  # as if the clock had stood still
        assert [each.kind for each in scanner.look()] == ["changed"]
    assert scanner.look() == ()


def test_a_look_forgets_nothing_where_places_change(tmp_path: Path) -> None:
    write_site(tmp_path, {**FILES, "words/w.md": "w"})
    scanner = Scanner(make_places(tmp_path))
    scanner.look()
    (tmp_path / "content/a.md").unlink()
    (tmp_path / "playbook.toml").write_text("# changed")
    scanner.follow(make_places(tmp_path).join(Places((tmp_path / "words",))))
    assert [Path(each.path).name for each in scanner.look()] == ["a.md", "playbook.toml"]
    scanner.follow(Places((tmp_path / "words",)))
    (tmp_path / "content/sub/b.md").unlink()
    assert scanner.look() == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes of this kind")
def test_links_pipes_and_hidden_files(tmp_path: Path) -> None:
    write_site(tmp_path, FILES)
    (tmp_path / "content/link.md").symlink_to("a.md")
    (tmp_path / "content/dangling.md").symlink_to("nowhere.md")
    (tmp_path / "content/loop").symlink_to(tmp_path / "content")
    os.mkfifo(tmp_path / "content/pipe")
    scanner = Scanner(make_places(tmp_path))
    assert len(scanner.look()) == 9
    (tmp_path / "content/.hidden.md").write_text("x")
    assert scanner.look() == ()
    (tmp_path / "content/a.md").write_text("longer")
    assert [Path(each.path).name for each in scanner.look()] == ["a.md", "link.md"]
    (tmp_path / "content/link.md").unlink()
    (tmp_path / "content/link.md").symlink_to("sub/b.md")
    assert [Path(each.path).name for each in scanner.look()] == ["link.md"]
