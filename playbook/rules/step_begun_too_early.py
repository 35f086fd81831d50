"""PB601 step-begun-too-early: a later stage has begun while an earlier one's gate is not met."""

from collections.abc import Iterable

from playbook.gate import Standing
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import DerivedRule, Finding, W
from playbook.words import join


def check(_page: Page, _site: Site, standing: Standing) -> Iterable[Finding]:
    """Find the barrier: name it, its failing rules, and the day on which the later stage began."""
    barrier, later = standing.barrier, standing.later
    if not (barrier and later and later.began):
        return
    open_ = [each for each in barrier.blockers if not each.suppressed]
    codes = join(dict.fromkeys(each.code for each in open_))
    path, day = later.began
    message = (
        f"stage `{later.stage.id}` began on {day} while the gate of `{barrier.stage.id}` is not met ({codes})"
    )
    help_ = f"complete `{barrier.stage.id}` first: {open_[0].message}"
    related = tuple((each.span, f"{each.code} {each.message}") for each in open_[:5])
    yield Finding(path, message, help_, related, item=f"stages.{later.stage.id}")


RULE = DerivedRule(
    code="PB601",
    name="step-begun-too-early",
    level=W,
    why="a change that does not stick has nearly always left one step unfinished before starting the next",
    check=check,
    timed=True,
    claims=frozenset({"running", "live"}),
)
