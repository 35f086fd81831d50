"""Files' bytes as git holds them."""

from pathlib import Path

import pytest

from playbook.history import blobs
from playbook.history.blobs import read_blobs
from playbook.history.git import Repository, open_repository
from tests.repositories import make_repository

LIMIT = 1000
RAW = {"a.md": b"one\n", "empty.md": b"", "odd.bin": b"\x00blob 3\nx\n\xff", "large.md": b"x" * (LIMIT + 1)}


@pytest.fixture
def ids(tmp_path: Path) -> dict[str, str]:
    made = make_repository(tmp_path)
    made.commit(RAW)
    return {name: made.git("rev-parse", f"HEAD:{name}") for name in RAW} | {
        "tree": made.git("rev-parse", "HEAD:")
    }


def open_there(folder: Path) -> Repository:
    found = open_repository(folder)
    assert found
    return found


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_bytes_come_as_they_were_committed(
    tmp_path: Path, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(blobs, "AT_ONCE", at_once)
    asked = ["a.md", "odd.bin", "empty.md", "a.md"]
    found = list(read_blobs(open_there(tmp_path), [ids[name] for name in asked], LIMIT))
    assert found == [(ids[name], RAW[name]) for name in asked]


@pytest.mark.parametrize("asked", ["large.md", "tree", "0" * 40, "no id", "HEAD:large.md"])
def test_what_is_no_page_is_left_out(tmp_path: Path, ids: dict[str, str], asked: str) -> None:
    names = [ids.get(asked, asked), ids["a.md"]]
    assert [raw for _, raw in read_blobs(open_there(tmp_path), names, LIMIT)] == [RAW["a.md"]]
