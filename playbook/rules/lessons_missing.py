"""PB509 lessons-missing: the change is over, and what was learned is not written down."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W
from playbook.words import join

ASKED = {
    "expected": "what you expected",
    "actual": "what happened",
    "why": "why it differed",
    "keep": "what to keep",
    "change": "what to do differently",
}


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find sustained and stopped plans without all five answers of the after-action review."""
    lessons = page.plan.lessons
    missing = [key for key in ASKED if getattr(lessons, key, None) is None]
    if missing:
        at = ("lessons", missing[0]) if lessons else ("lessons",)
        keys = join(f"`{each}`" for each in missing)
        message = f"the lessons lack {keys}" if lessons else f"the plan is {page.plan.status} without lessons"
        help_ = "write under `lessons:` " + join(f"{ASKED[each]} ({each})" for each in missing)
        yield Finding(at, message, help_)


RULE = PageRule(
    code="PB509",
    name="lessons-missing",
    level=W,
    why="what is not written down is learned again, at the same price, by the next team",
    check=check,
    statuses=frozenset({"sustained", "stopped"}),
)
