"""Waivers: a finding that somebody other than the owner accepts until a day.

In: a plan's waivers and its judged findings. Out: the same findings, the waived ones marked; and, under
the rule waiver-invalid, each waiver whose rule is unknown or may not be waived, that met nothing, that met
several items without naming one, or that has ended.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from playbook.judge import Judged, Policy, mark
from playbook.model.page import Page
from playbook.rule import DiffRule, Finding, Rule, W
from playbook.schema.initiative import Waiver
from playbook.words import count, suggest


def waive(page: Page, judged: Sequence[Judged], today: date, policy: Policy) -> list[Judged]:
    """Mark what the plan's valid waivers cover; an expired one goes on, except under strict deadlines."""
    waivers = [each for each in page.plan.waivers if is_valid(each, page)]
    if policy.deadlines == "error":
        waivers = [each for each in waivers if not _has_ended(each, today)]
    return [_waive_one(each, waivers, page.plan.status) for each in judged]


def _waive_one(judged: Judged, waivers: Sequence[Waiver], status: str) -> Judged:
    for waiver in waivers:
        if not judged.rule.is_locked(status) and covers(waiver, judged):
            words = f"{waiver.reason} ({waiver.by})"
            return mark(judged, waived=words, waived_until=str(waiver.until))
    return judged


def is_valid(waiver: Waiver, page: Page) -> bool:
    """Whether a waiver has all that it needs and was not given by the plan's owner."""
    complete = waiver.rule and waiver.reason and waiver.by and waiver.until
    return bool(complete) and waiver.by != page.plan.owner


def covers(waiver: Waiver, judged: Judged) -> bool:
    """Whether a waiver names this finding: its rule by name or code, and its item where one is named.

    `stages.goals` covers everything in that stage; a last part alone ("pilot") names the item too.
    """
    if waiver.rule not in (judged.rule.name, judged.rule.code):
        return False
    item = judged.diagnostic.item
    return (
        not waiver.item
        or item == waiver.item
        or item.startswith(waiver.item + ".")
        or item.endswith("." + waiver.item)
    )


def _has_ended(waiver: Waiver, today: date) -> bool:
    return waiver.until is not None and waiver.until < today


def check_waivers(
    page: Page, judged: Sequence[Judged], rules: Sequence[Rule], today: date
) -> Iterator[Finding]:
    """Find waivers of unknown or locked rules, unused, too wide, or ended."""
    known = {each.name: each for each in rules}
    by_code = {each.code: each for each in rules}
    for n, waiver in enumerate(page.plan.waivers):
        rule = known.get(waiver.rule) or by_code.get(waiver.rule)
        if waiver.rule and rule is None:
            yield Finding(
                ("waivers", n, "rule"), f"no rule is called `{waiver.rule}`", suggest(waiver.rule, known)
            )
        elif rule and rule.is_locked(page.plan.status):
            message = f"{rule.code} {rule.name} cannot be waived"
            yield Finding(
                ("waivers", n, "rule"),
                message,
                "mend what it finds; an old repository starts with a baseline",
            )
        elif rule and is_valid(waiver, page):
            idle = (
                rule.needs == "history"
                or isinstance(rule, DiffRule)
                or (rule.timed and page.plan.status == "paused")
            )
            yield from _check_use(n, waiver, None if idle else judged, today)


def _check_use(n: int, waiver: Waiver, judged: Sequence[Judged] | None, today: date) -> Iterator[Finding]:
    """Look at what a waiver meets; `judged` is None where its rule rests or cannot run, so nobody knows."""
    items = {each.diagnostic.item for each in judged or () if covers(waiver, each)}
    at = ("waivers", n, "rule")
    if judged is not None and not items:
        message = f"the waiver of {waiver.rule} meets no finding"
        yield Finding(at, message, "take it out", severity=W, timed=True)
    elif len(items) > 1 and not waiver.item:
        message = f"the waiver of {waiver.rule} meets {count(len(items), 'item')} and names none"
        yield Finding(at, message, f"add  item: {min(items)}", severity=W)
    if _has_ended(waiver, today):
        message = f"the waiver of {waiver.rule} ended on {waiver.until}"
        help_ = "mend what it waives, or have it approved again with a later `until`"
        yield Finding(("waivers", n, "until"), message, help_, severity=W, timed=True)
