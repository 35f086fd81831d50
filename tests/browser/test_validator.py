"""Every page, style sheet and drawing is valid, by the W3C's checker."""

import os
from pathlib import Path

import pytest

from tests.browser.kinds import EDGES, SHOWCASE, Sites
from tests.browser.validator import WHERE, find_validator, list_errors
from tests.sites import write_site

GOOD = '<!doctype html><html lang="en"><title>x</title><p>One line</p></html>'


@pytest.fixture(scope="module")
def command() -> list[str]:
    """Find the checker; under CI it must be there."""
    found = find_validator()
    if not found and os.environ.get("CI"):
        pytest.fail(WHERE)
    if not found:
        pytest.skip(WHERE)
    return found


@pytest.mark.parametrize("names", [[SHOWCASE], list(EDGES)], ids=["the example company", "small sites"])
def test_every_page_is_valid(command: list[str], sites: Sites, names: list[str]) -> None:
    assert list_errors(command, [sites.find(name).folder for name in names]) == []


def test_a_planted_error_is_found(command: list[str], tmp_path: Path) -> None:
    files = {
        "good.html": GOOD,
        "twice.html": GOOD.replace("<p>", '<p id="a"><b id="a">'),
        "loose.css": "p { colour: red }",
        "torn.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path/></g></svg>',
    }
    write_site(tmp_path, files)
    errors = list_errors(command, [tmp_path])
    assert {Path(each.split(":")[0]).name for each in errors} == set(files) - {"good.html"}
