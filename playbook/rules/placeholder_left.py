"""PB008 placeholder-left: TBD, TODO, `<…>` or lorem ipsum where words should stand."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import ALL_STATUSES, ANY_KIND, E, Finding, PageRule, W


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find what was left to be filled in: in prose a warning, unless the whole paragraph is one."""
    for each in page.placeholders:
        where = " in place of a paragraph" if each.whole else ""
        message = f"`{' '.join(each.word.split())}` was left to be filled in{where}"
        help_ = "write what is known, or take it out; what is meant literally stands in `code`"
        if each.in_prose:
            yield Finding(each.span, message, help_, severity=E if each.whole else W)
        else:
            yield Finding(each.path, message, "write what is known, or take the key out")


RULE = PageRule(
    code="PB008",
    name="placeholder-left",
    level=E,
    why="a placeholder looks like an answer in every list, and answers nothing",
    check=check,
    kinds=ANY_KIND,
    statuses=ALL_STATUSES,
)
