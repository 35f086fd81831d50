"""Results hold as long as their facts do, from one process to the next, and never a moment longer."""

from pathlib import Path

import pytest

from playbook.cache import Cache
from playbook.memo import MEMOS, Memos, Tools
from playbook.trace import Ledger, hash_value, list_digests

SALT = b"s" * 16


def tell(**values: object) -> Ledger:
    """Give the ledger of one table."""
    return Ledger({"t": list_digests(values, hash_value)})


def open_some(folder: Path, salt: bytes = SALT) -> tuple[Tools, Memos]:
    """Begin as a new process does."""
    tools = Tools(None, Cache(folder, b"program"))
    return tools, tools.open_memos("check", salt)


def fill(folder: Path) -> None:
    """Remember two results."""
    tools, memos = open_some(folder)
    memos.put("one", {"t:a", "t:c"}, tell(a=1, b=2), b"first")
    memos.put("all", {"t:*"}, tell(a=1, b=2), b"second")
    tools.save(memos)


def list_held(folder: Path, ledger: Ledger, salt: bytes = SALT) -> set[str]:
    """List what still holds."""
    _, memos = open_some(folder, salt)
    return {name for name in ("one", "all") if memos.find(name, ledger)}


def test_a_result_holds_until_a_fact_of_it_changes(tmp_path: Path) -> None:
    fill(tmp_path)
    assert list_held(tmp_path, tell(a=1, b=2)) == {"one", "all"}
    assert list_held(tmp_path, tell(a=1, b=3)) == {"one"}, "it never asked for b"
    assert list_held(tmp_path, tell(a=2, b=2)) == set()
    assert list_held(tmp_path, tell(a=1, b=2, c=0)) == set(), "what was not there is there now"
    assert list_held(tmp_path, tell(b=2)) == set()


def test_another_salt_knows_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    assert list_held(tmp_path, tell(a=1, b=2), b"t" * 16) == set()
    assert list_held(tmp_path, tell(a=1, b=2)) == {"one", "all"}


def test_another_program_knows_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    tools = Tools(None, Cache(tmp_path, b"another program"))
    assert tools.open_memos("check", SALT).held == {}


@pytest.mark.parametrize(
    "row", [b"", SALT, SALT + b"garbage", SALT + b"\x92\x90\x81\xa1a\x93\x91\x05\xc4\x00\xc4\x00"]
)
def test_a_row_that_is_no_memos_is_none(tmp_path: Path, row: bytes) -> None:
    Cache(tmp_path, b"program").keep(MEMOS, {"check": row})
    assert open_some(tmp_path)[1].held == {}


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    fill(tmp_path)
    tools, memos = open_some(tmp_path)
    memos.keep_only(["all", "new"])
    tools.save(memos)
    assert set(open_some(tmp_path)[1].held) == {"all"}


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    fill(tmp_path)
    tools, memos = open_some(tmp_path)
    memos.keep_only(["one", "all"])
    assert tools.cache
    tools.cache.prune({}, most=0)
    tools.save(memos)
    assert open_some(tmp_path)[1].held == {}, "what was taken away was not written again"


def test_without_a_cache_it_is_remembered_as_long_as_the_tools_live() -> None:
    tools = Tools()
    tools.open_memos("check", SALT).put("one", {"t:a"}, tell(a=1), b"first")
    assert tools.open_memos("check", SALT).find("one", tell(a=1))
    assert not tools.open_memos("check", b"t" * 16).find("one", tell(a=1))
