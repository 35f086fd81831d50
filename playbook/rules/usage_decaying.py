"""PB506 usage-decaying: since go-live the use goes back, and nobody is to act."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise

from playbook.config import Config
from playbook.health import is_off
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import list_reviews, list_stages
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.rule import BEGUN, Finding, SiteRule, W

HELP = "hold a review, and write in it an action with  what,  owner  and  due"


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find follow-through whose metric is off what is to be kept, or decays, while no action is open."""
    case = Case(page, site, today)
    if page.plan.go_live is None or has_open_action(case):
        return
    for name, stage in list_stages(page.plan, case.shape, "follow-through"):
        values = list_values(case, stage.metric, page.plan.go_live)
        direction = site.direction(stage.metric)
        if not (values and direction):
            continue
        if stage.keep is not None and is_off(values[-1], stage.keep, direction):
            now, keep = site.say(stage.metric, values[-1]), site.say(stage.metric, stage.keep)
            message = f"{stage.metric} stands at {now}, off the {keep} to keep"
            yield Finding(("stages", name, "keep"), f"{message}, and no action is open", HELP)
        elif decay := find_decay(values, direction, site.config):
            yield Finding(("stages", name, "metric"), f"{stage.metric} {decay}, and no action is open", HELP)


def has_open_action(case: Case) -> bool:
    """Whether a review of follow-through left an action, with owner and day, that is still open."""
    reviews = [each for _, each in list_reviews(case.plan, case.shape, "follow-through") if each.held]
    actions = [action for each in reviews for action in each.actions]
    return any(each.owner and each.due and not each.done for each in actions)


def list_values(case: Case, metric: str | None, go_live: date) -> list[Decimal]:
    """List a metric's values from go-live to today, oldest first; of a computed one only today's."""
    if metric in COMPUTED_METRICS:
        value = case.measure(metric, case.today) if go_live <= case.today else None
        return [] if value is None else [value]
    return [each.value for each in case.site.readings(metric, case.today) if each.date >= go_live]


def find_decay(values: list[Decimal], direction: str, config: Config) -> str:
    """Say how values decay, one after the other or off their best; "" where they do not."""
    if direction == "hold":
        return ""
    sign = -1 if direction == "down" else 1
    least, percent = int(RULE.number(config, "readings")), RULE.number(config, "percent")
    tail = values[-least - 1 :]
    if len(tail) > least and all(sign * then < sign * first for first, then in pairwise(tail)):
        return f"went the wrong way {least} readings in a row, from {tail[0]} to {tail[-1]}"
    best = max(values, key=lambda each: sign * each)
    off = abs(100 * (best - values[-1]) / best) if best else Decimal(0)
    return f"stands at {values[-1]}, {off:.0f} % off its best of {best}" if off >= percent else ""


RULE = SiteRule(
    code="PB506",
    name="usage-decaying",
    level=W,
    why="use that slips a little at each reading is gone before anybody has decided to give it up",
    check=check,
    statuses=BEGUN,
    guard="follow-through",
    timed=True,
    needs="readings",
    thresholds={"readings": 3, "percent": 10},
)
