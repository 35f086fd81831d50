"""Every kind of page fits its window: nothing scrolls sideways, is cut off, or lies upon something else."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import EDGES, KINDS, SHOWCASE, Sites
from tests.browser.measured import WIDTHS, ask, ask_at_widths
from tests.browser.watch import Watch

OPEN = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"
FITS = ("sideways", "clipped", "overlapping", "labels")
ENDS = (WIDTHS[0], 704, WIDTHS[-1])
FINGER = 24
"""The least width and height of a control, in px."""

PLANTED = {
    "a wide line": ("sideways", "<p style='white-space: nowrap'>" + "x" * 900 + "</p>"),
    "a page that hides its width": ("sideways", "<style>body { overflow-x: hidden }</style>"),
    "a word in a box too small": ("clipped", "<p style='overflow: hidden; width: 40px'>Unabridged</p>"),
    "words moved out": ("clipped", "<p style='margin-left: -200px'>Words that begin far to the left</p>"),
    "words on words": ("overlapping", "<p>One line</p><p style='margin-top: -2.6em'>Another line</p>"),
    "labels on labels": ("labels", "<svg class='fx'><text y='20'>one</text><text y='22'>two</text></svg>"),
    "a label outside": ("labels", "<svg class='fx'><text x='290' y='20'>a long label</text></svg>"),
    "a small button": ("small", "<button style='all: unset; display: block'>x</button>"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_fits_every_width(browser: Browser, sites: Sites, kind: str) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        assert_fits(watch.open(), site.kinds[kind])


@pytest.mark.parametrize("name", EDGES)
def test_the_pages_of_a_small_site_fit_every_width(browser: Browser, sites: Sites, name: str) -> None:
    site = sites.find(name)
    with Watch(browser, [site.url]) as watch:
        paths = [path for kind in KINDS if kind != "rule_page" for path in site.kinds[kind]]
        assert_fits(watch.open(), paths, ENDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_is_as_large_as_a_finger_needs(browser: Browser, sites: Sites, kind: str) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        found: list[str] = []
        for page in (watch.open(1440), watch.open(390, touch=True)):
            for path in site.kinds[kind]:
                page.goto(path)
                page.evaluate(OPEN)
                found += [f"{path}: {each}" for each in ask(page, "small", FINGER)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("question", "markup"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_found(browser: Browser, question: str, markup: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        arguments = [FINGER] if question == "small" else []
        page.set_content(
            "<!doctype html><body><p>One good line</p><button style='padding: 9px'>A good one</button>"
        )
        assert ask(page, question, *arguments) == []
        page.locator("body").evaluate("(body, more) => body.insertAdjacentHTML('beforeend', more)", markup)
        assert ask(page, question, *arguments) != []


def assert_fits(page: Page, paths: Sequence[str], widths: Sequence[int] = WIDTHS) -> None:
    """Fail when a page does not fit at any of the widths, with everything unfolded."""
    found: list[str] = []
    for path in paths:
        page.goto(path)
        page.evaluate(OPEN)
        found += [f"{path} at {each}" for each in ask_at_widths(page, FITS, widths)]
    assert not found, "\n".join(found)
