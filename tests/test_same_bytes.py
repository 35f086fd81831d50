"""Equal inputs, equal bytes: a small playbook built in surroundings that have nothing in common."""

import sys
from pathlib import Path

import pytest

from tests.reliability.same_bytes import CARELESS, Snapshot, Surrounding, build, list_differing
from tests.sites import read_base

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions and links are not Windows's")

ONE = Surrounding("1", "UTC", "C.UTF-8", "1", 0o022, Path("one/a"), 1, inside=True)
OTHER = Surrounding(
    "4242", "Pacific/Kiritimati", "tr_TR.ISO-8859-9", "0", 0o077, Path("é o/link"), 2, inside=False
)


def build_in(folder: Path, where: Surrounding, **more: str) -> Snapshot:
    """Build the base site in a surrounding below a folder."""
    files = {name: text.encode() for name, text in (read_base() | more).items()}
    settings = {each: getattr(where, each) for each in where.__slots__}
    return build(files, Surrounding(**{**settings, "place": folder / where.place}))


def test_hash_seed_zone_locale_mask_path_order_and_folder_change_no_byte(tmp_path: Path) -> None:
    one, other = build_in(tmp_path, ONE), build_in(tmp_path, OTHER)
    assert len(one) > 90
    assert list_differing(one, other) == []
    assert {mode for mode, _ in other.values()} == {0o644, 0o755}


def test_the_comparison_catches_a_page_that_depends_on_the_hash_seed(tmp_path: Path) -> None:
    careless = {"templates/metrics.html": CARELESS}
    one, other = build_in(tmp_path, ONE, **careless), build_in(tmp_path, OTHER, **careless)
    assert list_differing(one, other) == ["manifest.json", "metrics.html"]
