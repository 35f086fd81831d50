"""PB310 risk-unowned: an open risk without owner, due day or answer."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W
from playbook.words import join, quote

PARTS = {"owner": "owner", "due": "due day", "answer": "answer"}


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find risks that are not closed and that nobody, at no time or with no plan, takes care of."""
    for n, risk in enumerate(page.plan.risks):
        lacks = [key for key in PARTS if not getattr(risk, key)]
        if lacks and not risk.closed:
            name = f"the risk {quote(risk.risk)}" if risk.risk else f"risk number {n + 1}"
            message = f"{name} has no {join((PARTS[key] for key in lacks), 'or')}"
            help_ = f"add {join(f'`{key}`' for key in lacks)}, or  closed: YYYY-MM-DD  when it is over"
            yield Finding(("risks", n, lacks[0]), message, help_)


RULE = PageRule(
    code="PB310",
    name="risk-unowned",
    level=W,
    why="a risk on a list, with no name and no day, is only a worry",
    check=check,
)
