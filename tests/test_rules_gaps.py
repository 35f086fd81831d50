"""No rule crashes on a plan that lacks something: every key of the base plan is taken out, one at a time."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.pipeline import Judgement
from playbook.rule import DerivedRule, DiffRule, PageRule, Rule
from playbook.rules import RULES
from playbook.schema.initiative import Cancelled, Initiative, Lessons
from tests.overlay import merge
from tests.plans import CRM
from tests.sites import TODAY, judge_files, read_base

KEY = "initiative/crm"
DAYS = (TODAY, date(2026, 12, 1), date(2028, 1, 3))
STATUSES = ("draft", "running", "sustained", "stopped")
EMPTY = Initiative()

FULL = """depends-on:
  - crm#the-first-weeks-are-saved
stages:
  follow-through:
    owner: lena-fox
    metric: crm-weekly-active
    keep: 85
    until: 2027-06-30
    reviews:
      - due: 2026-09-15
        by: erik-lind
        held: 2026-09-15
        verdict: slipping
        reading: 80
        actions:
          - what: Train the new reps
            owner: ana-ruiz
            due: 2026-10-15
      - due: 2026-12-15
        by: erik-lind
milestones:
  - title: The first weeks are saved
    owner: ana-ruiz
    due: 2026-06-26
    metric: sales-cycle
    target: 50
  - title: More weeks are saved
    owner: ana-ruiz
    due: 2026-11-27
    metric: sales-cycle
    target: 48
    depends-on:
      - the-first-weeks-are-saved
lessons:
  expected: All reps in the CRM by July
  actual: All but the export team
  why: Their deals need two currencies
  keep: The training in teams of five
  change:
    what: Ask the export team first
    owner: maya-okafor
    due: 2026-09-30
"""
"""What the base plan has none of, so that its gaps are tried too."""


def cut(value: Any) -> Iterator[Any]:
    """Yield a value with one key at its default or one item taken out, for each there is."""
    if isinstance(value, tuple):
        for n, each in enumerate(value):
            yield value[:n] + value[n + 1 :]
            yield from ((*value[:n], less, *value[n + 1 :]) for less in cut(each))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield {name: item for name, item in value.items() if name != key}
            yield from ({**value, key: less} for less in cut(each))
    elif hasattr(value, "__dataclass_fields__"):
        bare = type(value)()
        for each in fields(value):
            own = getattr(value, each.name)
            if own != getattr(bare, each.name):
                yield replace(value, **{each.name: getattr(bare, each.name)})
                yield from (replace(value, **{each.name: less}) for less in cut(own))


def list_plans(page: Page) -> list[Initiative]:
    """List the plans to try: the base one with each gap, and some that say hardly anything."""
    bare = [EMPTY, replace(EMPTY, stages={}), replace(EMPTY, lessons=Lessons())]
    cancelled = tuple(replace(each, cancelled=Cancelled()) for each in page.plan.milestones)
    return [*bare, replace(page.plan, milestones=cancelled), *cut(page.plan)]


@pytest.fixture(scope="module")
def judgement(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    files = read_base()
    files[CRM] = merge(files[CRM], FULL)
    found = judge_files(tmp_path_factory.mktemp("base"), files)
    assert not list(found.site.iter_faults(found.site.pages[KEY]))
    return found


def ask(rule: Rule, page: Page, site: Site, day: date) -> None:
    """Let a rule judge a page to the end."""
    list(rule.check(page, site.config) if isinstance(rule, PageRule) else rule.check(page, site, day))


@pytest.mark.parametrize("status", STATUSES)
def test_no_rule_crashes_on_a_gap(judgement: Judgement, status: str) -> None:
    whole = judgement.site.pages[KEY]
    rules = [
        each for each in RULES if "initiative" in each.kinds and not isinstance(each, DerivedRule | DiffRule)
    ]
    plans = list_plans(whole)
    assert len(plans) > 150
    for plan in plans:
        page = replace(whole, data=replace(plan, status=status))
        site = replace(judgement.site, pages={**judgement.site.pages, KEY: page})
        for rule in rules:
            for day in DAYS:
                ask(rule, page, site, day)


def test_every_gap_is_tried(judgement: Judgement) -> None:
    plan = judgement.site.pages[KEY].plan
    plans = list_plans(judgement.site.pages[KEY])
    assert replace(plan, go_live=None) in plans
    assert any(each.milestones and each.milestones[0].due is None for each in plans)
    stages = plan.stages or {}
    assert replace(plan, stages={name: stages[name] for name in stages if name != "goals"}) in plans
