"""PB510 watermelon: green outside, red inside; or red with neither a word nor a way back."""

from collections.abc import Iterable

from playbook.gate import Standing
from playbook.health import WORDS
from playbook.model.page import Page
from playbook.model.plan import find_last_update
from playbook.model.site import Site
from playbook.rule import DerivedRule, E, Finding, W
from playbook.words import join


def check(page: Page, _site: Site, standing: Standing) -> Iterable[Finding]:
    """Find a newest update that calls on track what is not, or that admits it and leaves it there."""
    newest = find_last_update(page.plan, standing.today)
    if newest is None:
        return
    path, update = newest
    computed = standing.health.as_declared
    if update.health == "on-track" and computed != "on-track" and not is_told(standing):
        reason = f": {standing.health.reasons[0]}" if standing.health.reasons else ""
        word = WORDS[standing.health.word].lower()
        message = f"declared on-track on {update.date}, but the plan is {word}{reason}"
        help_ = f"mend it, or say so in a new update with `health: {computed}`, `note` and `way-back`"
        yield Finding((*path, "health"), message, help_)
    if update.health in ("at-risk", "off-track"):
        missing = [key for key, text in (("note", update.note), ("way-back", update.way_back)) if not text]
        if missing:
            keys = join(f"`{each}`" for each in missing)
            message = f"declared {update.health} on {update.date} without {keys}"
            help_ = "say what is wrong and how, by when, it gets back on track"
            yield Finding((*path, missing[0]), message, help_)


def is_told(standing: Standing) -> bool:
    """Whether an error, with which nothing is published, says already what is wrong: a gap of the plan."""
    open_ = [each for each in standing.barrier.blockers if not each.suppressed] if standing.barrier else []
    return standing.health.is_gap or any(each.severity is E for each in open_)


RULE = DerivedRule(
    code="PB510",
    name="watermelon",
    level=W,
    why="those who hear of trouble only when it can no longer be hidden can no longer help",
    check=check,
    timed=True,
)
