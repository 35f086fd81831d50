"""PB900 internal-fault: a rule crashed; rule and page are named, and the run goes on."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import ANY_KIND, E, Finding, PageRule, Rule


def check(_page: Page, _config: Config) -> Iterable[Finding]:
    """Find nothing by itself: the checker reports a rule that crashed under this one."""
    return ()


def describe(rule: Rule, page: Page, error: BaseException) -> Finding:
    """Say which rule failed on which page, and with what."""
    message = f"the rule {rule.code} {rule.name} failed on {page.path}: {type(error).__name__}: {error}"
    return Finding(
        (),
        message,
        "this is a fault of playbook or of an added rule: please report it with the page",
        item=rule.name,
    )


RULE = PageRule(
    code="PB900",
    name="internal-fault",
    level=E,
    why="a check that did not run must never look like one that passed",
    check=check,
    kinds=ANY_KIND,
    fixed=True,
    locked=True,
)
