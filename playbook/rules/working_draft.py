"""PB607 working-draft: a draft in which work is already done or reviewed."""

from collections.abc import Iterable, Iterator

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule
from playbook.words import count


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find what is done or held in a draft: one finding at the first, the others beside it."""
    places = list(_list_worked(page))
    if places:
        path, what = places[0]
        more = f", and {count(len(places) - 1, 'more thing')} done or held" if places[1:] else ""
        help_ = "write `status: committed` and meet its bar, or take out what was entered too early"
        yield Finding(path, f"the plan is a draft, and {what}{more}", help_, tuple(places[1:]), item="status")


def _list_worked(page: Page) -> Iterator[tuple[KeyPath, str]]:
    for name, stage in (page.plan.stages or {}).items():
        if stage.done:
            yield ("stages", name, "done"), f"stage `{name}` is done"
        for n, review in enumerate(stage.reviews):
            if review.held:
                yield ("stages", name, "reviews", n, "held"), f"review `{review.id}` is held"
    for n, milestone in enumerate(page.plan.milestones):
        if milestone.done:
            yield ("milestones", n, "done"), f"milestone `{milestone.id}` is done"


RULE = PageRule(
    code="PB607",
    name="working-draft",
    level=E,
    why="work that runs under a draft has escaped every check that a plan must pass before it starts",
    check=check,
    statuses=frozenset({"draft"}),
    fixed=True,
)
