"""Readers of a site that is published again and again under them.

In: a site whose pages each repeat one number and name that number's style sheet. Out: how many pages
were read, missing or torn, and how many lacked their style sheet. It does not publish.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.publish import Output

PAGES = ("index.html", "initiative/crm.html")
LINES = 400


@dataclass(slots=True)
class Readings:
    """What one reader met."""

    whole: int = 0
    missing: int = 0
    torn: int = 0
    bare: int = 0


@contextmanager
def open_memory() -> Iterator[Path]:
    """Give an empty folder, in memory where there is one: thousands of small files are made."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


def make_round(number: int) -> list[Output]:
    """Give the site of this round."""
    pages = [Output(path, b"%d\n" % number * LINES) for path in PAGES]
    return [*pages, Output(f"assets/style-{number}.css", b"%d" % number)]


def read_until(site: Path, stopped: Callable[[], bool]) -> Readings:
    """Read every page and its style sheet, at least once, until told to stop."""
    readings = Readings()
    while True:
        for page in PAGES:
            _read_page(site, page, readings)
        if stopped():
            return readings


def _read_page(site: Path, page: str, readings: Readings) -> None:
    try:
        lines = (site / page).read_bytes().splitlines()
    except FileNotFoundError:
        readings.missing += 1
        return
    if len(lines) != LINES or len(set(lines)) != 1:
        readings.torn += 1
        return
    readings.whole += 1
    number = int(lines[0])
    if not (site / f"assets/style-{number}.css").exists():
        # A reader asleep for two rounds is late, and no page open for one round may lack its style sheet.
        readings.bare += int((site / page).read_bytes().splitlines()[0]) < number + 2
