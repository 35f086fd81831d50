"""axe-core, asked about an open page.

In: a page, what to ask. Out: what it found, in words: the rule, the elements, the remedy.
"""

from collections.abc import Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
COLOUR = ("color-contrast", "link-in-text-block")


def find_violations(page: Page, asked: Sequence[str] = ALL) -> list[str]:
    """List what is wrong with a page, by the rules that are asked for or carry a tag that is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": list(asked), "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [_describe(rule) for rule in found["violations"]]


def _describe(rule: dict[str, Any]) -> str:
    nodes = rule["nodes"]
    first = " and ".join(f"{' '.join(map(str, node['target']))}" for node in nodes[:3])
    return f"{rule['id']}: {len(nodes)} times, as {first}: {' '.join(nodes[0]['failureSummary'].split())}"
