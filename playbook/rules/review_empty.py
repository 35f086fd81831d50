"""PB503 review-empty: a review was held, and one cannot see what it found or what follows."""

from collections.abc import Iterable, Iterator
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.health import is_off
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import list_reviews
from playbook.model.site import Site
from playbook.rule import E, Finding, SiteRule
from playbook.schema.initiative import Review

BEFORE = ("passed", "not-passed")
AFTER = ("holding", "slipping", "regressed")


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find held reviews without a fitting verdict, and after go-live without reading or consequence."""
    case = Case(page, site, today)
    plan = page.plan
    for path, each in list_reviews(plan, site.config.shape):
        if each.held is None:
            continue
        yield from _check_verdict(case, path, each)
        if plan.go_live and each.held >= plan.go_live:
            yield from _check_reading(case, path, each)


def _check_verdict(case: Case, path: KeyPath, review: Review) -> Iterator[Finding]:
    words = _list_verdicts(case, str(path[1]), review)
    if review.verdict is None:
        message = f"the review of `{path[1]}` held on {review.held} has no verdict"
        yield Finding((*path, "verdict"), message, f"add under it:  verdict: {' | '.join(words)}")
    elif review.verdict not in words:
        when = "before" if words == BEFORE else "after"
        message = f"`{review.verdict}` is no verdict of a review {when} go-live"
        yield Finding((*path, "verdict"), message, f"one of: {', '.join(words)}")


def _list_verdicts(case: Case, stage: str, review: Review) -> tuple[str, ...]:
    """List the verdicts that fit: by go-live's day; after it a stage before it may still pass its gate."""
    follows = case.shape.step_of(stage) == "follow-through"
    go_live = case.plan.go_live
    if go_live and review.held:
        after = AFTER if follows else BEFORE + AFTER
        return after if review.held >= go_live else BEFORE
    return AFTER if follows else BEFORE


def _check_reading(case: Case, path: KeyPath, review: Review) -> Iterator[Finding]:
    stage = (case.plan.stages or {})[str(path[1])]
    page = case.site.find("metric", stage.metric)
    value = review.reading
    if value is None and review.held:
        value = case.measure(stage.metric, review.held)
    if value is None and page:
        message = f"the review of `{path[1]}` held on {review.held} has no reading of {page.id}"
        help_ = f"add under it  reading: <the value>  or:  playbook reading add {page.id} VALUE"
        yield Finding((*path, "reading"), message, help_)
    if value is None or stage.keep is None or any(each.owner and each.due for each in review.actions):
        return
    direction = case.site.direction(stage.metric)
    if direction and is_off(value, stage.keep, direction):
        stood, keep = case.site.say(stage.metric, value), case.site.say(stage.metric, stage.keep)
        message = f"{stage.metric} stood at {stood}, off the {keep} to keep, and nobody is to act"
        help_ = "add under it  actions:  one with  what,  owner  and  due"
        yield Finding((*path, "actions"), message, help_)


RULE = SiteRule(
    code="PB503",
    name="review-empty",
    level=E,
    why="a review that leaves no figure, no verdict and no consequence was only a meeting",
    check=check,
    guard="follow-through",
)
