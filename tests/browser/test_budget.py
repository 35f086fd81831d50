"""What the showcase may weigh, in bytes, so that a page opens at once on a poor line."""

import gzip
from pathlib import Path

import pytest

from tests.browser.budget import EXEMPLARY, HOME, KIB, list_assets, weigh_page, weigh_site, write_figures
from tests.sites import write_site

PAGES = (HOME, EXEMPLARY)


@pytest.mark.parametrize("page", PAGES)
def test_the_first_load_is_small(site_folder: Path, page: str) -> None:
    assert weigh_page(site_folder, page).first_load <= 40 * KIB


@pytest.mark.parametrize("page", PAGES)
def test_the_fonts_are_small(site_folder: Path, page: str) -> None:
    weight = weigh_page(site_folder, page)
    assert 0 < weight.fonts <= 110 * KIB


def test_the_page_of_the_exemplary_initiative_is_small(site_folder: Path) -> None:
    assert weigh_page(site_folder, EXEMPLARY).html <= 60 * KIB


def test_the_whole_site_is_small(site_folder: Path) -> None:
    assert weigh_site(site_folder) <= 8 * KIB * KIB


def test_everything_that_a_page_asks_for_is_there(site_folder: Path) -> None:
    pages = [path.relative_to(site_folder).as_posix() for path in site_folder.rglob("*.html")]
    asked = {(page, asset) for page in pages for asset in list_assets(site_folder, page)}
    assert len(asked) > len(pages)
    assert sorted(pair for pair in asked if not (site_folder / pair[1]).is_file()) == []


def test_a_page_weighs_what_it_asks_for(tmp_path: Path) -> None:
    page = (
        '<link rel="stylesheet" href="../a/s.css"><script src="../a/s.js"></script><img src="../p.png">'
        '<link rel="icon" href="/i.svg"><img src="data:,"><a href="other.html">x</a>'
    )
    files = {
        "d/page.html": page,
        "a/s.css": "@font-face { src: url('f.woff2') } p { fill: url(#g) }",
        "a/s.js": "1;" * 500,
        "a/f.woff2": "f" * 900,
        "p.png": "p",
        "i.svg": "<svg/>",
    }
    write_site(tmp_path, files)
    assert list_assets(tmp_path, "d/page.html") == ["a/s.css", "a/s.js", "p.png", "i.svg", "a/f.woff2"]
    weight = weigh_page(tmp_path, "d/page.html")
    first = ("d/page.html", "a/s.css", "a/s.js", "i.svg")
    sent = [len(gzip.compress(files[name].encode(), 9)) for name in first]
    assert (weight.html, weight.first_load, weight.fonts) == (len(page), sum(sent), 900)
    assert weigh_site(tmp_path) == sum(map(len, files.values()))


def test_the_figures_are_told(site_folder: Path) -> None:
    lines = list(write_figures(site_folder))
    assert lines[0].startswith(HOME)
    assert "MiB in" in lines[-1]
