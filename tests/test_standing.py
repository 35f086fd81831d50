"""What stands in the published site is kept by its bytes alone, and never in doubt."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from playbook.publish import Kept, Output, PublishError, publish, read_standing

BODY = b"<p>A page.</p>"
OUTPUTS = [Output("a.html", BODY), Output("b.html", b"other")]


def find(site: Path, body: bytes = BODY, path: str = "a.html") -> Kept | None:
    """Ask for an output."""
    return read_standing(site).find(path, sha256(body).hexdigest(), len(body))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Publish a site."""
    publish(OUTPUTS, tmp_path / "build")
    return tmp_path / "build"


def test_what_stands_there_is_kept_and_nothing_is_written(site: Path) -> None:
    kept = find(site)
    assert kept
    before = (site / "a.html").stat()
    done = publish([kept, OUTPUTS[1]], site)
    assert (done.written, done.unchanged, done.removed) == (0, 2, 0)
    assert (site / "a.html").stat().st_mtime_ns == before.st_mtime_ns
    done = publish([kept, Output("b.html", b"new")], site)
    assert (done.written, done.unchanged) == (1, 1)
    assert (site / "a.html").read_bytes() == BODY


def test_other_bytes_another_path_and_no_site_are_none(site: Path, tmp_path: Path) -> None:
    assert find(site, b"<p>A pagE.</p>") is None
    assert find(site, path="c.html") is None
    assert find(tmp_path / "nowhere") is None


def bend(path: Path) -> None:
    """Change a byte and put the times back."""
    before = path.stat()
    path.write_bytes(BODY.replace(b"A", b"B"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def link(path: Path) -> None:
    """Put a link to the same bytes in its place."""
    path.rename(path.parent.with_name("real"))
    path.symlink_to("../real")


def unlock(path: Path) -> None:
    """Change its permissions."""
    path.chmod(0o600)


def exchange(path: Path) -> None:
    """Put another file with the same bytes in its place."""
    path.rename(path.parent.with_name("old"))
    path.write_bytes(BODY)
    path.chmod(0o644)


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
@pytest.mark.parametrize("act", [bend, link, unlock, Path.unlink])
def test_what_was_touched_is_not_kept(site: Path, act: Callable[[Path], None]) -> None:
    act(site / "a.html")
    assert find(site) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")
@pytest.mark.parametrize("act", [bend, link, unlock, exchange, Path.unlink])
def test_what_is_touched_between_reading_and_publishing_is_noticed(
    site: Path, act: Callable[[Path], None]
) -> None:
    kept = find(site)
    assert kept
    act(site / "a.html")
    with pytest.raises(PublishError, match=r"a\.html"):
        publish([kept, Output("b.html", b"new")], site)
    assert (site / "b.html").read_bytes() == b"other"


def test_a_record_that_cannot_be_read_keeps_nothing(site: Path) -> None:
    (site / "manifest.json").write_text("{}")
    assert find(site) is None
