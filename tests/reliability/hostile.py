"""Nothing that an author writes runs in a reader's browser: payloads everywhere, a parser and a browser look.

In: an empty folder, how many payloads, how often each is placed. Out: payloads, places, pages; breaches that
an HTML parser finds (an element, an attribute or an address that no harmless page has); pages on which a
real browser ran something, with the policy of the pages and without it. By hand:

    python -m tests.reliability.hostile /dev/shm/hostile 6000 8 --browser /usr/bin/chromium
    python -m tests.reliability.hostile /dev/shm/hostile 200 1 --browser /usr/bin/chromium --plant

With `--plant` templates escape nothing and drawings stay as they are: parser and browser must find plenty.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import judge_playbook
from playbook.render import Renderer
from playbook.render_site import render_site
from playbook.templates_place import find_templates
from playbook.view import Facts
from tests.reliability.browser import open_pages
from tests.reliability.drawings import DRAWN, make_drawings
from tests.reliability.hostile_site import Payloads, list_breaches, list_kinds, make_site
from tests.reliability.payloads import make_payloads
from tests.sites import TODAY, write_site

DRAWINGS = 6
"""Drawings of each playbook."""

FEW = 500
"""Payloads that are placed where nothing is escaped: a browser in which all of it runs is slow."""


def render(folder: Path, files: dict[str, str], *, plant: bool = False) -> dict[str, bytes]:
    """Write, check and render a playbook, whatever the check finds; give what authors have a hand in."""
    shutil.rmtree(folder, ignore_errors=True)
    config, faults = read_config(write_site(folder, files))
    assert not faults, faults
    judgement = judge_playbook(config, TODAY, Options())
    renderer = Renderer(config.templates, find_templates())
    for each in (renderer._environment, renderer._direct):
        each.autoescape = not plant
    facts = Facts(judgement.site, judgement.store, judgement.checked, TODAY)
    outputs = {each.path: each.body for each in render_site(facts, renderer)}
    if plant:
        outputs |= {
            path: (config.content / path.removeprefix("files/")).read_bytes()
            for path in outputs
            if path.startswith("files/") and path.endswith(".svg")
        }
    return {path: body for path, body in outputs.items() if not path.startswith("rules/")}


def render_all(
    folder: Path, payloads: list[str], times: int, *, plant: bool
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Render playbooks until every payload has been placed so often, each time in another order."""
    drawings = make_drawings(Random(6), 100_000)
    for turn in range(times):
        shuffled = list(payloads)
        Random(turn).shuffle(shuffled)
        give = Payloads(shuffled)
        while give.given < (FEW if plant else len(shuffled)):
            before, some = give.given, [drawings.pop() for _ in range(DRAWINGS)]
            files = make_site(give, some)
            yield give.given - before + len(some), render(folder, files, plant=plant)


def find_harmless(folder: Path) -> set[str]:
    """Find what stands on pages into which nothing hostile was put."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    found: set[str] = set()
    for word in (
        "plain",
        "https://a.example/x",
        "crm",
        "a.svg",
        "2026-05-01",
        "sales-cycle",
        "tom-hale",
        "two\\\nlines",
    ):
        pages = render(folder, make_site(Payloads([word]), [drawing]))
        found |= list_kinds({path: body for path, body in pages.items() if path.endswith(".html")})
    return found


def main() -> int:
    """Render, parse, open, and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("payloads", type=int)
    parser.add_argument("times", type=int)
    parser.add_argument("--browser")
    parser.add_argument("--plant", action="store_true")
    asked = parser.parse_args()
    payloads = make_payloads(Random(5), asked.payloads)
    allowed, pages, breaches, counts = find_harmless(asked.folder), {}, [], Counter[str]()
    for given, site in render_all(asked.folder, payloads, asked.times, plant=asked.plant):
        counts["playbooks"] += 1
        counts["places"] += given
        for path, body in site.items():
            if path.endswith(".html"):
                counts["pages"] += 1
                breaches += [f"{counts['playbooks']} {path}: {each}" for each in look(body, allowed)]
            pages[f"{counts['playbooks']}/{path}"] = body
    for each in breaches[:20]:
        sys.stdout.write(each + "\n")
    sys.stdout.write(
        f"{len(payloads)} payloads, {len(DRAWN)} drawings, {dict(counts)}: {len(breaches)} breaches\n"
    )
    ran = 0
    if asked.browser:
        seen = open_pages(pages, asked.browser, asked.folder / "profile")
        ran = len(seen.ran) + seen.hits
        on = sum(each.startswith("/on/") for each in seen.ran)
        sys.stdout.write(
            f"{seen.opened} pages opened: {on} ran something under the policy, "
            f"{len(seen.ran) - on} without it, {seen.hits} requests that nobody meant {seen.ran[:10]}\n"
        )
    shutil.rmtree(asked.folder, ignore_errors=True)
    return 1 if breaches or ran else 0


def look(body: bytes, allowed: set[str]) -> list[str]:
    """List the breaches of a page; markup that is not well formed is one."""
    try:
        return list(list_breaches(body, allowed))
    except Exception as error:
        return [f"malformed: {type(error).__name__} {error}"]


if __name__ == "__main__":
    sys.exit(main())
