"""An open page, measured in the browser by probe.js.

In: a page, a question of the probe. Out: what is wrong, in words.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from playwright.sync_api import Page

from tests.browser.watch import HEIGHT

PROBE = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
WIDTHS = (320, 390, 600, 768, 900, 1024, 1200, 1440)
SHOWN = 4
"""How many faults of a kind are told of each page and width."""


def ask(page: Page, question: str, *arguments: object) -> list[str]:
    """Ask the probe; it answers with what is wrong, each thing once."""
    if not page.evaluate("'probe' in window"):
        page.evaluate(PROBE)
    found = page.evaluate(f"given => probe.{question}(...given)", list(arguments))
    return list(dict.fromkeys(cast("list[str]", found)))


def ask_at_widths(page: Page, questions: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Ask the probe at several widths; its answers, with the width before them."""
    found: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for question in questions:
            answers = ask(page, question)
            found += [f"{width} px, {question} ({len(answers)}): {each}" for each in answers[:SHOWN]]
    return found
