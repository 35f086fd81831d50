"""The same verdict and the same findings, however a check is run; the long run is in tests/reliability."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a terminal of one's own is not Windows's")

from tests.reliability.verdicts import SERVERS, SITES, TERMINALS, Surrounding, compare

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of one's own is not Windows's")

SURROUNDINGS = (
    Surrounding(
        ("-q", "--output-format", "sarif"), {**SERVERS[2], **TERMINALS[5]}, "below", on_terminal=True
    ),
    Surrounding(("-v", "--color", "always"), {**SERVERS[4], **TERMINALS[7]}, "a link", on_terminal=False),
)


def test_verbosity_format_server_terminal_locale_and_folder_change_no_verdict(tmp_path: Path) -> None:
    codes, differing = compare(tmp_path / "sites", SURROUNDINGS)
    assert len(codes) == SITES
    assert set(codes) == {0, 1, 2}
    assert differing == []


def test_the_comparison_catches_a_verdict_that_depends_on_verbosity(tmp_path: Path) -> None:
    codes, differing = compare(tmp_path / "sites", SURROUNDINGS, plant=True)
    assert len(differing) == codes.count(1)
