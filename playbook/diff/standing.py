"""How a plan stood and stands on the same day -> gates passed and lost, the computed health.

In: a plan's page, its standing before and after. Out: `Change`s.
"""

from collections.abc import Iterator

from playbook.diff.change import GRAVE, NOTABLE, Change
from playbook.gate import StageState, Standing
from playbook.health import WORDS
from playbook.model.page import Page
from playbook.schema.choice import STATUSES


def compare_standings(page: Page, before: Standing | None, after: Standing | None) -> Iterator[Change]:
    """Compare two standings; nothing is said where one of them is not known."""
    if before is None or after is None:
        return
    for state in after.states:
        old = before.state(state.stage.id)
        if old and old.is_met != state.is_met:
            yield _say_gate(page, state)
    then, now = before.health.word, after.health.word
    if then != now and not {then, now} & set(STATUSES):
        words = f"The computed health changed from {WORDS[then].lower()} to {WORDS[now].lower()}"
        is_worse = list(WORDS).index(now) < list(WORDS).index(then)
        weight = GRAVE if is_worse else NOTABLE
        yield Change("health-changed", page.key, page.title, words, "", "health", then, now, weight=weight)


def _say_gate(page: Page, state: StageState) -> Change:
    title, item = state.stage.title, f"stages.{state.stage.id}"
    if state.is_met:
        words = f"The gate of {title} is met now: nothing stands in its way any more"
        return Change("gate-passed", page.key, page.title, words, item, "gate", "shut", "met")
    codes = ", ".join(dict.fromkeys(each.code for each in state.blockers))
    words = f"The gate of {title} is no longer met ({codes})"
    return Change("gate-lost", page.key, page.title, words, item, "gate", "met", "shut", weight=GRAVE)
