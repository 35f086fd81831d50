"""The symptoms: what is seen in a plan and its readings, and where to look first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from playbook.model.case import Case
from playbook.pipeline import Judgement
from playbook.symptom import Symptom, list_symptoms
from tests.plans import CRM, claim, judge_plan
from tests.repositories import make_repository
from tests.sites import TODAY, judge_files, read_base

ACTIVE = "content/metrics/crm-weekly-active.csv"
CYCLE = "content/metrics/sales-cycle.csv"
LIVE = "go-live: 2026-04-01\n"
SILENT_SPONSOR = "sponsor: lena-fox\n"
QUIET = "updates: ~\n"
LATE_DAY = date(2026, 12, 1)

COALITION = """stages:
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    members:
      - person: {person}
        ask: Budget
        accepted: 2026-01-20
{more}    communication:
      - audience: sales
        message: Type a deal once
        channel: all-hands
        by: erik-lind
        {told}
"""
ADOPTION = """targets:
  - metric: crm-weekly-active
    baseline:
      value: 20
      date: 2026-02-27
      source: Log
    target:
      value: 85
      due: 2026-12-18
"""
DUE_SOON = """targets:
  - metric: sales-cycle
    baseline:
      value: 62
      date: 2025-12-31
      source: Log
    target:
      value: 45
      due: 2026-06-30
"""
VALUE = """milestones:
  - title: Half
    owner: ana-ruiz
    due: 2026-03-31
    metric: sales-cycle
    target: 55
"""
WAITING = "      - person: tom-hale\n        ask: Seats\n        asked: 2026-01-15\n"


def form(person: str = "tom-hale", told: str = "sent: 2026-01-27", more: str = "") -> str:
    """Give a coalition: whose ask was accepted, when the message went out."""
    return COALITION.format(person=person, told=told, more=more)


def slip(*moves: tuple[str, str]) -> str:
    """Give slips of (item, day)."""
    text = "  - item: {}\n    from: 2026-05-29\n    to: 2026-06-12\n    date: {}\n    reason: x\n"
    return "slips:\n" + "".join(text.format(*each) for each in moves)


def soften(*days: str) -> str:
    """Give changed figures of the sales cycle."""
    text = (
        "  - item: sales-cycle\n    from: '45'\n    to: '50'\n    date: {}\n    reason: x\n    by: tom-hale\n"
    )
    return "rebaselined:\n" + "".join(map(text.format, days))


def update(*healths: str) -> str:
    """Give updates of February, March and so on."""
    text = "  - date: 2026-0{}-01\n    by: maya-okafor\n    health: {}\n    note: x\n"
    return "updates:\n" + "".join(text.format(n, each) for n, each in enumerate(healths, 2))


def read(path: str, **values: float) -> Mapping[str, str]:
    """Give the readings of a metric: m0529=54 is of 29 May 2026, b0=62 of the end of 2025."""
    days = {key: "2025-12-31" if key == "b0" else f"2026-{key[1:3]}-{key[3:]}" for key in values}
    return {path: "date,value\n" + "".join(f"{days[key]},{value}\n" for key, value in values.items())}


@dataclass(frozen=True)
class Shown:
    """A plan, the step that it points to, and the words for it."""

    fragment: str
    step: str
    words: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    today: date = TODAY


def list_seen(judgement: Judgement) -> tuple[Symptom, ...]:
    return list_symptoms(Case(judgement.site.pages["initiative/crm"], judgement.site, judgement.today))


def see(folder: Path, shown: Shown) -> dict[str, str]:
    """Map the step to look at to what was seen."""
    judged = judge_plan(folder, shown.fragment, files=shown.files, today=shown.today)
    return {each.step: each.seen for each in list_seen(judged)}


SYMPTOMS = {
    "low from the start": Shown(
        LIVE + ADOPTION,
        "coalition",
        "Reps active in the CRM each week stood at 30% at the start, on 2026-04-30",
        read(ACTIVE, m0227=20, m0430=30),
    ),
    "less than half of what is to be kept": Shown(
        LIVE, "coalition", "each week stood at 30% at the start", read(ACTIVE, m0227=20, m0430=30)
    ),
    "told after launch": Shown(
        LIVE + form(told="sent: 2026-04-20"),
        "coalition",
        "the first message went out on 2026-04-20, and people had to work the new way from 2026-04-01",
    ),
    "never told": Shown(LIVE + form(told="due: 2026-07-20"), "coalition", "no message has been sent"),
    "a silent sponsor": Shown(
        SILENT_SPONSOR, "coalition", "the sponsor has sent no message and held no review"
    ),
    "milestones done, metric flat": Shown(
        "",
        "vision",
        "2 of 3 milestones are done and Length of the sales cycle has hardly moved",
        read(CYCLE, b0=62, m0529=61),
    ),
    "reached and lost": Shown(
        "",
        "follow-through",
        "Length of the sales cycle had reached its target on 2026-05-19, has lost it since, and no review",
        read(CYCLE, b0=62, m0519=45, m0529=54),
    ),
    "one department": Shown(form("ana-ruiz"), "coalition", "Sales takes part, Finance not yet"),
    "dates slip": Shown(
        form(more=WAITING)
        + slip(("milestones.all-teams", "2026-04-01"), ("milestones.all-teams", "2026-05-01")),
        "coalition",
        "the milestone “All teams work in the CRM only” was moved twice, and 1 ask waits for an answer",
    ),
    "the go-live slips, two asks wait": Shown(
        form(more=2 * WAITING) + slip(("go-live", "2026-04-01"), ("go-live", "2026-05-01")),
        "coalition",
        "the go-live was moved twice, and 2 asks wait for an answer",
    ),
    "another day slips": Shown(
        slip(("starts", "2026-04-01"), ("starts", "2026-05-01")), "coalition", "`starts` was moved twice"
    ),
    "green until the last quarter": Shown(
        DUE_SOON + update("on-track", "on-track"),
        "goals",
        "every update was green until 2026-05-16, and Length of the sales cycle is behind now",
        read(CYCLE, b0=62, m0529=58),
    ),
    "target softened": Shown(
        soften("2026-03-01", "2026-05-01"),
        "vision",
        "Length of the sales cycle was given a new figure 2 times",
    ),
    "silent": Shown(
        QUIET, "follow-through", "nothing has been written on the page since 2026-05-14", today=LATE_DAY
    ),
}

SHORT = {
    "adoption over half of the way": Shown(LIVE + ADOPTION, "coalition"),
    "low, but read half a year later": Shown(
        "go-live: 2026-03-01\n" + ADOPTION,
        "coalition",
        "",
        read(ACTIVE, m0227=20, m0629=30),
        date(2026, 7, 1),
    ),
    "low before go-live": Shown(ADOPTION, "coalition", "", read(ACTIVE, m0227=20, m0529=21)),
    "told in time": Shown(LIVE + form(told="sent: 2026-04-01"), "coalition"),
    "the sponsor of a young plan": Shown(SILENT_SPONSOR + "starts: 2026-05-01\n", "coalition"),
    "a tenth of the way gained": Shown("", "vision", "", read(CYCLE, b0=62, m0529=60)),
    "early days": Shown("", "vision", "", read(CYCLE, b0=62, m0227=62), date(2026, 3, 1)),
    "lost under the eyes of a review": Shown(
        "", "follow-through", "", read(CYCLE, b0=62, m0212=45, m0428=54)
    ),
    "reached and kept": Shown("", "follow-through", "", read(CYCLE, b0=62, m0529=45)),
    "both departments": Shown(form("tom-hale"), "coalition"),
    "one department alone is affected": Shown("affects:\n  - sales\n" + form("ana-ruiz"), "coalition"),
    "two dates, each once": Shown(slip(("all-teams", "2026-04-01"), ("pilot", "2026-05-01")), "coalition"),
    "a slip of tomorrow": Shown(slip(("all-teams", "2026-04-01"), ("all-teams", "2026-07-01")), "coalition"),
    "an amber update before": Shown(
        DUE_SOON + update("on-track", "at-risk"), "goals", "", read(CYCLE, b0=62, m0529=58)
    ),
    "one update before": Shown(DUE_SOON + update("on-track"), "goals", "", read(CYCLE, b0=62, m0529=58)),
    "a value on the way": Shown(
        DUE_SOON + VALUE + update("on-track", "on-track"), "goals", "", read(CYCLE, b0=62, m0529=58)
    ),
    "before the last quarter": Shown(
        DUE_SOON.replace("2026-06-30", "2026-12-30") + update("on-track", "on-track"),
        "goals",
        "",
        read(CYCLE, b0=62, m0529=62),
    ),
    "softened once": Shown(soften("2026-03-01"), "vision"),
    "silent for 183 days": Shown(QUIET, "follow-through", today=date(2026, 11, 13)),
    "silent and over": Shown(
        QUIET + "milestones: ~\nstages:\n  follow-through:\n    owner: lena-fox\n    until: 2026-11-30\n",
        "follow-through",
        today=LATE_DAY,
    ),
    "paused": Shown(claim("paused") + QUIET, "follow-through", today=LATE_DAY),
    "stopped": Shown(claim("stopped") + QUIET, "follow-through", today=LATE_DAY),
}


@pytest.mark.parametrize("shown", SYMPTOMS.values(), ids=SYMPTOMS)
def test_a_symptom_points_to_a_step(tmp_path: Path, shown: Shown) -> None:
    assert shown.words in see(tmp_path, shown)[shown.step]


@pytest.mark.parametrize("shown", SHORT.values(), ids=SHORT)
def test_what_is_short_of_a_symptom_is_none(tmp_path: Path, shown: Shown) -> None:
    assert shown.step not in see(tmp_path, shown)


def test_a_plan_in_order_shows_no_symptom(tmp_path: Path) -> None:
    assert list_seen(judge_plan(tmp_path)) == ()


def test_targets_that_count_activity_point_to_the_vision(tmp_path: Path) -> None:
    page = "---\ntitle: Calls\nunit: count\ndirection: up\nkind: activity\n---\n"
    shown = Shown("targets:\n  - metric: calls\n", "", "", {"content/metrics/calls.md": page})
    assert see(tmp_path, shown)["vision"] == "every target counts activity, none an outcome"


def test_several_signs_of_one_symptom_are_one(tmp_path: Path) -> None:
    fragment = SILENT_SPONSOR + LIVE + form(told="sent: 2026-04-20")
    first = list_seen(judge_plan(tmp_path, fragment))[0]
    assert first.seen.startswith("the first message went out on 2026-04-20")
    assert first.seen.endswith(" and the sponsor has sent no message and held no review")


def test_a_sign_about_a_person_is_kept_off_with_the_rules_about_persons(tmp_path: Path) -> None:
    config = "\nrules-about-persons = false\n"
    assert list_seen(judge_plan(tmp_path, SILENT_SPONSOR, config=config)) == ()


def test_owners_that_changed_twice_point_to_the_coalition_by_git_alone(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    text = read_base()[CRM]
    own = "owner: maya-okafor\nsponsor"
    seen = []
    for owner in ("maya-okafor", "ana-ruiz", "tom-hale"):
        repository.commit({**read_base(), CRM: text.replace(own, f"owner: {owner}\nsponsor", 1)})
        judgement = judge_files(tmp_path, {}, date(2026, 6, 10))
        seen.append([each.seen for each in list_seen(judgement) if "owner" in each.seen])
    assert seen == [[], [], ["the owner changed twice"]]
    early = judge_files(tmp_path, {}, date(2026, 6, 2))
    assert not [each for each in list_seen(early) if "owner" in each.seen]
