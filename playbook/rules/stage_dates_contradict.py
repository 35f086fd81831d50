"""PB106 stage-dates-contradict: days of the plan or of its stages that cannot all be true."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import ALL_STATUSES, E, Finding, SiteRule
from playbook.schema.initiative import Initiative, Stage

Ended = tuple[KeyPath, date] | None
"""Where and when the latest of the earlier stages ended."""

CORRECT = "correct one of the two days"


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find stages that end before they start, before an earlier one or in the future; a pause, a stop."""
    plan = page.plan
    last = today + timedelta(RULE.number(site.config, "grace-days"))
    if plan.status == "stopped":
        yield from _check_stop(plan, last)
        return
    yield from _check_pause(plan)
    if plan.starts and plan.go_live and plan.go_live < plan.starts:
        message = f"the plan goes live on {plan.go_live}, before it starts on {plan.starts}"
        yield Finding(("go-live",), message, CORRECT, ((("starts",), "starts here"),))
    earlier: Ended = None
    for each in site.config.stages:
        stage = (plan.stages or {}).get(each.id, Stage())
        at: KeyPath = ("stages", each.id)
        yield from _check_span(at, stage, plan.go_live)
        if stage.done:
            yield from _check_done((*at, "done"), stage.done, earlier, last)
            if earlier is None or stage.done > earlier[1]:
                earlier = ((*at, "done"), stage.done)


def _check_stop(plan: Initiative, last: date) -> Iterator[Finding]:
    if plan.stopped and plan.stopped.date and plan.stopped.date > last:
        message = f"the plan is stopped on {plan.stopped.date}, which has not come"
        help_ = "until that day, claim the status that holds: a stopped plan is asked for nothing"
        yield Finding(("stopped", "date"), message, help_, timed=True)


def _check_pause(plan: Initiative) -> Iterator[Finding]:
    pause = plan.paused
    if pause and pause.since and pause.until and pause.until < pause.since:
        message = f"the pause ends on {pause.until}, before it begins on {pause.since}"
        related = ((("paused", "since"), "begins here"),)
        yield Finding(("paused", "until"), message, CORRECT, related)


def _check_span(at: KeyPath, stage: Stage, go_live: date | None) -> Iterator[Finding]:
    for key, end in (("done", stage.done), ("until", stage.until)):
        if end and stage.starts and end < stage.starts:
            message = f"stage `{at[1]}` ends on {end}, before it starts on {stage.starts}"
            yield Finding((*at, key), message, CORRECT, (((*at, "starts"), "starts here"),))
    if stage.until and go_live and stage.until < go_live:
        message = f"stage `{at[1]}` is watched until {stage.until}, before go-live on {go_live}"
        yield Finding((*at, "until"), message, "watch it until the change has proved to hold")


def _check_done(at: KeyPath, done: date, earlier: Ended, last: date) -> Iterator[Finding]:
    if done > last:
        message = f"stage `{at[1]}` is done on {done}, which has not come"
        yield Finding(at, message, "write `done` when it is", timed=True)
    if earlier and done < earlier[1]:
        message = f"stage `{at[1]}` is done on {done}, before stage `{earlier[0][1]}` on {earlier[1]}"
        help_ = "the stages are passed in order: correct one of the two days"
        yield Finding(at, message, help_, ((earlier[0], "the earlier stage"),))


RULE = SiteRule(
    code="PB106",
    name="stage-dates-contradict",
    level=E,
    why="days that cannot all be true spoil every list and every gate that is computed from them",
    check=check,
    statuses=ALL_STATUSES,
    thresholds={"grace-days": 1},
)
