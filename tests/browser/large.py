"""A playbook of N initiatives in a browser: accessibility, layout, weight, and how soon it answers.

What grows with N shows here: the largest pages, and the time in which a table that is cut is filtered.

    python -m tests.browser.large 1000

In: N. Out: figures, a line for each of a few pages and for a search. Run by hand; no time in it is a test.
"""

import gzip
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.bench.corpus import make_files
from tests.browser.axe import find_violations
from tests.browser.budget import KIB, weigh_page
from tests.browser.measured import ask_at_widths
from tests.browser.served import build_files, serve
from tests.browser.watch import Watch, find_browser, launch

PAGES = (
    "index.html",
    "initiatives.html",
    "lists/initiatives/2.html",
    "roadmap.html",
    "reviews.html",
    "check.html",
    "meeting.html",
    "changes.html",
    "method.html",
    "person/erik-lind.html",
    "lists/person/erik-lind/due.html",
    "department/sales.html",
    "lists/department/sales/roadmap.html",
    "metric/discount-rate.html",
    "search.html",
)
LARGEST = 12
"""How many of the largest pages are told, one of each folder."""
TODAY = date(2026, 6, 1)
READY = """() => {
  const [navigation] = performance.getEntriesByType("navigation");
  return Math.round(navigation.domContentLoadedEventEnd);
}"""
"""Milliseconds until the page was read and its waiting scripts had run: from then on it answers."""


def measure_page(page: Page, folder: Path, path: str) -> str:
    """Measure one page: bytes, time until it answers, violations, faults of its layout."""
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(path)
    ready = page.evaluate(READY)
    size = (folder / path).read_bytes()
    sent = len(gzip.compress(size, 9)) / KIB
    violations = find_violations(page)
    faults = ask_at_widths(page, ("sideways",), (320, 768, 1440))
    return (
        f"{path:36} HTML {len(size) / KIB:8.1f} KiB ({sent:.1f} compressed)   first load "
        f"{weigh_page(folder, path).first_load / KIB:.1f} KiB   answers after {ready} ms   "
        f"{len(violations)} violations   {len(faults)} widths with sideways scroll"
        + "".join(f"\n    {each}" for each in [*violations, *faults])
    )


def measure_search(page: Page) -> str:
    """Measure the time from the key that opens the search to the first result."""
    page.goto("index.html")
    began = time.perf_counter()
    page.keyboard.press("/")
    page.keyboard.type("wave 77")
    page.locator("dialog[open] [role=option]").first.wait_for()
    return f"search             first result after {(time.perf_counter() - began) * 1000:.0f} ms"


def measure_filter(page: Page) -> str:
    """Measure the time from a word that is typed to the rows that hold it, and the same again."""
    page.goto("initiatives.html")
    told = []
    for word in ("plan 77", "plan 7"):
        began = time.perf_counter()
        page.get_by_role("searchbox", name="Find").fill(word)
        page.locator("[data-count]", has_text=" of ").wait_for()
        told.append(f"{(time.perf_counter() - began) * 1000:.0f} ms")
        page.get_by_role("button", name="Clear").click()
    return f"filter             found after {told[0]}, then {told[1]}"


def list_largest(folder: Path) -> Iterator[str]:
    """Yield the largest pages, of each folder the largest one."""
    sizes = sorted(((path.stat().st_size, path) for path in folder.rglob("*.html")), reverse=True)
    largest: dict[Path, str] = {}
    for size, path in sizes:
        name = path.relative_to(folder)
        largest.setdefault(name.parent, f"largest            {size / KIB:8.1f} KiB   {name.as_posix()}")
    yield from list(largest.values())[:LARGEST]
    yield f"pages              {len(sizes)}, {sum(size for size, _ in sizes) / KIB / KIB:.1f} MiB"


def measure(count: int, place: Path) -> Iterator[str]:
    """Build a playbook of N initiatives and measure it in a browser."""
    program = find_browser()
    assert program, "no Chromium is installed"
    folder = build_files(place, make_files(count), TODAY)
    with serve(folder) as url, sync_playwright() as playwright:
        browser = launch(playwright, program)
        with Watch(browser, [url]) as watch:
            page = watch.open()
            yield from (measure_page(page, folder, path) for path in PAGES)
            yield measure_search(page)
            yield measure_filter(page)
            yield from list_largest(folder)
            yield f"{len(watch.seen)} messages, foreign requests or violations of the policy"
        browser.close()


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as place:
        for line in measure(int(sys.argv[1]), Path(place)):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
