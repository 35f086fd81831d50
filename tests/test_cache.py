"""The cache on disk: what is whole comes back, everything else is nothing, and nothing raises."""

import os
import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from playbook import cache as cache_module
from playbook.cache import FILE, Cache, ReadOnlyCache
from tests.reliability.edits_damage import exchange_rows, flip_bytes, truncate, write_foreign, write_garbage

ROWS = {f"key-{n}": bytes([n]) * 3000 for n in range(40)}


def fill(folder: Path) -> Cache:
    """Keep some rows."""
    cache = Cache(folder, b"salt")
    assert cache.keep("pages", ROWS)
    return cache


def test_rows_come_back_to_another_process(tmp_path: Path) -> None:
    fill(tmp_path / "c")
    again = Cache(tmp_path / "c", b"salt")
    assert again.find("pages", [*ROWS, "none"]) == ROWS
    assert pickle.loads(pickle.dumps(again)).find("pages", ROWS) == ROWS
    assert (tmp_path / "c" / ".gitignore").read_text() == "*\n"


def test_a_table_and_a_salt_are_their_own(tmp_path: Path) -> None:
    fill(tmp_path)
    assert Cache(tmp_path, b"salt").find("texts", ROWS) == {}
    assert Cache(tmp_path, b"other").find("pages", ROWS) == {}


def test_more_keys_than_one_question_takes(tmp_path: Path) -> None:
    many = {f"{n}": b"%d" % n for n in range(2500)}
    assert fill(tmp_path).keep("pages", many)
    assert Cache(tmp_path, b"salt").find("pages", many) == many


DAMAGES: tuple[Callable[[Path, Random], None], ...] = (
    flip_bytes,
    truncate,
    write_garbage,
    write_foreign,
    exchange_rows,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda each: str(each.__name__))
def test_what_is_damaged_is_nothing_and_is_made_anew(
    tmp_path: Path, damage: Callable[[Path, Random], None]
) -> None:
    for seed in range(12):
        fill(tmp_path / "c").close()
        damage(tmp_path / "c", Random(seed))
        cache = Cache(tmp_path / "c", b"salt")
        found = cache.find("pages", ROWS)
        assert all(ROWS[key] == body for key, body in found.items())
        assert damage is not exchange_rows or found == {}
        cache.keep("pages", ROWS)
        if cache.find("pages", ROWS) != ROWS:  # a fault is met at the second question at the latest
            assert cache.keep("pages", ROWS)
        assert cache.find("pages", ROWS) == ROWS
        cache.close()


def test_a_file_cut_to_nothing_is_made_anew(tmp_path: Path) -> None:
    fill(tmp_path).close()
    os.truncate(tmp_path / FILE, 0)
    cache = Cache(tmp_path, b"salt")
    assert cache.find("pages", ROWS) == {}
    assert cache.keep("pages", ROWS)
    assert cache.find("pages", ROWS) == ROWS


def test_where_no_folder_can_be_made_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "c", b"salt")
    assert not cache.keep("pages", ROWS)
    assert cache.find("pages", ROWS) == {}
    cache.prune({})


def test_a_row_that_is_too_big_is_not_kept_and_takes_nothing_away(tmp_path: Path) -> None:
    fill(tmp_path).close()
    cache = Cache(tmp_path, b"salt")
    cache._connect().setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 5000)
    assert not cache.keep("pages", {"big": b"x" * 6000, "small": b"x"})
    assert cache.find("pages", ["big", "small"]) == {}
    assert cache.find("pages", ROWS) == ROWS
    assert cache.keep("pages", {"small": b"x"})


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE / "mine").mkdir(parents=True)
    cache = Cache(tmp_path, b"salt")
    assert not cache.keep("pages", ROWS)
    assert cache.find("pages", ROWS) == {}
    assert (tmp_path / FILE / "mine").is_dir()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind this user")
def test_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    fill(tmp_path).close()
    (tmp_path / FILE).chmod(0o444)
    tmp_path.chmod(0o555)
    cache = Cache(tmp_path, b"salt")
    assert cache.find("pages", ROWS) == ROWS
    assert not cache.keep("pages", {"more": b""})
    tmp_path.chmod(0o755)


def test_a_file_that_somebody_holds_is_waited_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path).close()
    monkeypatch.setattr(cache_module, "SECONDS", 0.05)
    cache = Cache(tmp_path, b"salt")
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert cache.find("pages", ROWS) == {}
        other.execute("ROLLBACK")
    assert cache.find("pages", ROWS) == {}, "it was given up"
    assert Cache(tmp_path, b"salt").find("pages", ROWS) == ROWS


def test_tidying_keeps_what_is_asked_for_once_there_is_much_more(tmp_path: Path) -> None:
    cache = fill(tmp_path)
    cache.keep("old", {f"{n}": b"" for n in range(270)})
    kept = {"pages": ["key-1", "key-2"]}
    cache.prune(kept, most=4)
    assert len(cache.find("old", map(str, range(270)))) == 270, "310 rows are not yet too many"
    cache.prune(kept)
    assert cache.find("old", map(str, range(270))) == {}
    assert set(cache.find("pages", ROWS)) == {"key-1", "key-2"}


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("place", ["c", f"c/{FILE}", "c/.gitignore", "c/CACHEDIR.TAG"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_that_a_repository_holds_leads_nowhere(tmp_path: Path, place: str, is_there: bool) -> None:
    """A stranger's proposal may hold links in the place of the folder or of what is in it."""
    outside = tmp_path / "outside"
    if is_there and place == "c":
        outside.mkdir()
        (outside / ".gitignore").write_text("mine")
    elif is_there:
        outside.write_text("mine")
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).symlink_to(outside)
    before = (
        {each: each.read_bytes() for each in outside.rglob("*")} if outside.is_dir() else outside.exists()
    )
    cache = Cache(tmp_path / "c", b"salt")
    kept = cache.keep("pages", ROWS)
    assert kept == (place in ("c/.gitignore", "c/CACHEDIR.TAG"))
    assert cache.find("pages", ROWS) == (ROWS if kept else {})
    after = {each: each.read_bytes() for each in outside.rglob("*")} if outside.is_dir() else outside.exists()
    assert after == before
    assert not outside.is_file() or outside.read_text() == "mine"


def test_one_that_only_reads_leaves_everything_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    reading = pickle.loads(pickle.dumps(ReadOnlyCache(folder, b"salt")))
    assert (reading.find("pages", ROWS), reading.keep("pages", ROWS), folder.exists()) == ({}, False, False)
    cache = fill(folder)
    assert reading.find("pages", ROWS) == ROWS
    assert not reading.keep("pages", {"more": b"more"})
    reading.prune({}, 0.0)
    assert Cache(folder, b"salt").find("pages", [*ROWS, "more"]) == ROWS
    cache.path.write_bytes(b"no database" * 500)
    reading.close()
    assert reading.find("pages", ROWS) == {}
    assert cache.path.read_bytes() == b"no database" * 500
