"""The follow-through's rules beside their examples: the day on which each begins to speak, and words."""

from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.readings import MOST
from tests.plans import find, judge_plan, list_severities
from tests.sites import TODAY

LATE = date(2026, 12, 1)
READ = "content/metrics/crm-weekly-active.csv"


def build(*reviews: str, stage: str = "follow-through", keys: str = "keep: 85, until: 2027-06-30") -> str:
    """Build one stage; a review is written as lines `key: value` parted by commas."""
    lines = ["owner: lena-fox", *([] if "metric:" in keys else ["metric: crm-weekly-active"])]
    lines += [each for each in keys.split(", ") if each]
    for each in reviews:
        first, *rest = each.split(", ")
        lines += ["reviews:"] * ("reviews:" not in lines) + [f"  - {first}", *(f"    {key}" for key in rest)]
    return f"stages:\n  {stage}:\n" + "".join(f"    {line}\n" for line in lines)


def read(*values: float, metric: str = "crm-weekly-active", month: int = 7) -> dict[str, str]:
    """Build a metric's readings, one a month from July 2026 on."""
    rows = [f"2026-{month + n:02}-10,{value}" for n, value in enumerate(values)]
    return {f"content/metrics/{metric}.csv": "date,value\n" + "".join(f"{row}\n" for row in rows)}


DUE = "due: 2027-06-15, by: erik-lind"
HELD = "due: 2026-09-15, by: erik-lind, held: 2026-09-15"
ACTION = "actions: [{what: Train,owner: ana-ruiz,due: 2026-10-15}]"

SPEAKS = {
    "PB501 reviews without days": ("PB501", build("by: erik-lind"), {}, 0),
    "PB501 held after go-live": ("PB501", build("due: 2026-06-30, held: 2026-07-02"), {}, 0),
    "PB502 without a day": ("PB502", build("by: erik-lind") + "  goals: ~\n", {}, 0),
    "PB503 held on the day of go-live": (
        "PB503",
        build("held: 2026-07-01, verdict: passed"),
        read(90, month=6),
        1,
    ),
    "PB503 no reading on the day of go-live": (
        "PB503",
        build("held: 2026-07-01, verdict: holding"),
        read(),
        1,
    ),
    "PB503 nobody says which way is good": (
        "PB503",
        build(f"{HELD}, verdict: holding"),
        {**read(80), "content/metrics/crm-weekly-active.md": "---\ntitle: Reps\n---\n"},
        0,
    ),
    "PB503 held the day before": ("PB503", build("held: 2026-06-30, verdict: passed"), read(), 0),
    "PB503 not held": ("PB503", build(DUE), {}, 0),
    "PB503 no metric": (
        "PB503",
        "stages:\n  follow-through:\n    reviews:\n      - held: 2026-09-15\n        verdict: holding\n",
        {},
        0,
    ),
    "PB503 an action without an owner": (
        "PB503",
        build(f"{HELD}, verdict: slipping, {ACTION.replace('owner: ana-ruiz,', '')}"),
        read(80),
        1,
    ),
    "PB503 an action without a day": (
        "PB503",
        build(f"{HELD}, verdict: slipping, {ACTION.replace(',due: 2026-10-15', '')}"),
        read(80),
        1,
    ),
    "PB503 an action": ("PB503", build(f"{HELD}, verdict: slipping, {ACTION}"), read(80), 0),
    "PB503 nothing to keep": (
        "PB503",
        build(f"{HELD}, verdict: holding", keys="until: 2027-06-30"),
        read(8),
        0,
    ),
    "PB503 a computed metric without a value": (
        "PB503",
        build("held: 2026-07-15, verdict: holding", keys="metric: milestones-on-time, keep: 90")
        + "milestones: ~\n",
        {},
        0,
    ),
    "PB503 a computed metric off what is to be kept": (
        "PB503",
        build(f"{HELD}, verdict: holding", keys="metric: milestones-on-time, keep: 90"),
        {},
        1,
    ),
    "PB505 a stage without an owner, a review without a name": (
        "PB505",
        "stages:\n  follow-through:\n    metric: crm-weekly-active\n    reviews:\n      - due: 2027-06-15\n",
        {},
        0,
    ),
    "PB506 three readings are two steps": ("PB506", build(DUE), read(92, 91, 90), 0),
    "PB506 three steps": ("PB506", build(DUE), read(93, 92, 91, 90), 1),
    "PB506 three steps, one of them level": ("PB506", build(DUE), read(93, 92, 92, 90), 0),
    "PB506 three steps of which the first lies before go-live": (
        "PB506",
        build(DUE),
        read(93, 92, 91, 90, month=6),
        0,
    ),
    "PB506 read on the day of go-live": (
        "PB506",
        build(DUE),
        {READ: "date,value\n2026-07-01,93\n2026-08-01,92\n2026-09-01,91\n2026-10-01,90\n"},
        1,
    ),
    "PB506 less than ten per cent off": ("PB506", build(DUE), read(100, 90.1), 0),
    "PB506 ten per cent off": ("PB506", build(DUE), read(100, 90), 1),
    "PB506 exactly what is to be kept": ("PB506", build(DUE), read(85), 0),
    "PB506 an action without an owner": (
        "PB506",
        build(f"{HELD}, verdict: slipping, {ACTION.replace('owner: ana-ruiz,', '')}"),
        read(80),
        1,
    ),
    "PB506 an action without a day": (
        "PB506",
        build(f"{HELD}, verdict: slipping, {ACTION.replace(',due: 2026-10-15', '')}"),
        read(80),
        1,
    ),
    "PB506 an action of a review that was not held": ("PB506", build(f"{DUE}, {ACTION}"), read(80), 1),
    "PB506 no day of go-live": ("PB506", build(DUE) + "go-live: ~\n", read(80), 0),
    "PB506 nothing to keep": ("PB506", build(DUE, keys="until: 2027-06-30"), read(100, 99), 0),
    "PB506 nobody says which way is good": (
        "PB506",
        build(DUE),
        {**read(80), "content/metrics/crm-weekly-active.md": "---\ntitle: Reps\n---\n"},
        0,
    ),
    "PB506 computed on the day of go-live": (
        "PB506",
        build("due: 2026-05-15", keys="metric: reviews-held, keep: 100") + "go-live: 2026-12-01\n",
        {},
        1,
    ),
    "PB506 computed, and nothing due": (
        "PB506",
        build(DUE, keys="metric: milestones-on-time, keep: 90") + "milestones: ~\n",
        {},
        0,
    ),
    "PB512 on the day of go-live is not after it": (
        "PB512",
        build("due: 2026-07-01", "due: 2026-09-30", keys="until: 2026-10-30"),
        {},
        1,
    ),
    "PB513 not held": ("PB513", build("due: 2026-12-15, reading: 10"), read(80), 0),
    "PB513 held without a reading": ("PB513", build(HELD), read(80), 0),
    "PB513 more exact than it was read": ("PB513", build(f"{HELD}, reading: 80.5"), read(80), 1),
    "PB514 without a day": ("PB514", build(f"{HELD}, actions: [{{what: Train}}]"), {}, 0),
}


@pytest.mark.parametrize("case", SPEAKS.values(), ids=SPEAKS)
def test_a_rule_speaks_from_its_threshold_on(
    tmp_path: Path, case: tuple[str, str, dict[str, str], int]
) -> None:
    code, fragment, files, times = case
    judgement = judge_plan(tmp_path, fragment, files=files, today=LATE)
    assert judgement.checked.standings, "the page cannot be read"
    assert len(find(judgement, code)) == times, [each.message for each in find(judgement, code)]
    assert not find(judgement, "PB900")


CYCLE = "content/metrics/sales-cycle.csv"
SUSTAINED = "status: sustained\n"
ON_45 = {
    "no day of go-live": (SUSTAINED + "go-live: ~\n", read(45, 45, metric="sales-cycle", month=2), ""),
    "on the day of go-live": (SUSTAINED, {CYCLE: "date,value\n2026-07-01,45\n2026-08-01,45\n"}, ""),
    "without targets": (SUSTAINED + "targets:\n  - metric: sales-cycle\n", {}, ""),
    "an unknown metric": (
        SUSTAINED + "targets:\n  - metric: sales\n    target:\n      value: 45\n",
        {},
        "",
    ),
    "misses": (SUSTAINED, read(45, 46, metric="sales-cycle"), "sales-cycle stands at 46, not at 45"),
    "once": (SUSTAINED, read(46, 45, metric="sales-cycle"), "with 1 reading of sales-cycle on 45"),
}  # fmt: skip


@pytest.mark.parametrize(("fragment", "files", "words"), ON_45.values(), ids=ON_45)
def test_a_victory(tmp_path: Path, fragment: str, files: dict[str, str], words: str) -> None:
    judgement = judge_plan(tmp_path, fragment, files=files, today=LATE)
    assert judgement.checked.standings, "the page cannot be read"
    found = find(judgement, "victory-too-soon")
    assert [each.item for each in found] == (["targets.sales-cycle"] if words else [])
    assert all(words in each.message for each in found)


def test_only_what_readings_show_turns_red_with_strict_deadlines(tmp_path: Path) -> None:
    strict = Options(deadlines="error")
    files = read(46, metric="sales-cycle")
    judgement = judge_plan(tmp_path, SUSTAINED, files=files, today=date(2026, 8, 3), options=strict)
    assert list_severities(judgement, "PB504") == ["warning", "error"]


MESSAGES = {
    "PB501 end": (build("due: 2026-09-15", keys="keep: 85"), {}, "has no end: how long is it watched?"),
    "PB502 a day": (build("due: 2026-11-30"), {}, "`follow-through` was due on 2026-11-30, 1 day ago"),
    "PB503 which words fit": (build(HELD), {}, "held on 2026-09-15 has no verdict"),
    "PB503 after": (build(f"{HELD}, verdict: passed"), {}, "no verdict of a review after go-live"),
    "PB503 before": (
        build("held: 2026-05-04, verdict: holding", stage="goals"),
        {},
        "no verdict of a review before go-live",
    ),
    "PB506 row": (build(DUE), read(93, 92, 91, 90), "wrong way 3 readings in a row, from 93 to 90"),
    "PB506 best": (build(DUE), read(100, 87), "stands at 87, 13 % off its best of 100"),
    "PB506 keep": (build(DUE), read(100, 84), "stands at 84%, off the 85% to keep"),
    "PB509 some": ("status: sustained\nlessons:\n  why: Luck\n", {}, "lack `expected`, `actual`, `keep`"),
    "PB509 none": ("status: sustained\nlessons: ~\n", {}, "the plan is sustained without lessons"),
    "PB511 how long": ("updates: ~\n", {}, "nothing on this page is newer than 2026-05-14, 201 days ago"),
    "PB512 first": (build("due: 2026-10-01"), {}, "is due on 2026-10-01, 92 days after go-live"),
    "PB512 last": (build("due: 2026-09-15"), {}, "due on 2026-09-15, 288 days before the watch ends"),
    "PB514 what": (build(f"{HELD}, {ACTION}"), {}, "`Train` was promised for 2026-10-15, 47 days ago"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "case"), MESSAGES.items(), ids=MESSAGES)
def test_a_finding_says(tmp_path: Path, name: str, case: tuple[str, dict[str, str], str]) -> None:
    fragment, files, words = case
    found = find(judge_plan(tmp_path, fragment, files=files, today=LATE), name[:5])
    assert any(words in each.message for each in found), [each.message for each in found]


PEOPLE = """id,name,role,department,email,deputy,left
maya-okafor,Maya Okafor,,sales,,,
erik-lind,Erik Lind,,board,,,
tom-hale,Tom Hale,,finance,,,
ana-ruiz,Ana Ruiz,,sales,,,
lena-fox,Lena Fox,,finance,,{deputy},2026-05-29
"""


@pytest.mark.parametrize(
    ("deputy", "help_"), [("", "name somebody else"), ("ana-ruiz", "the deputy is `ana-ruiz`")]
)
def test_one_who_left_is_named_once_with_the_deputy(tmp_path: Path, deputy: str, help_: str) -> None:
    files = {"content/people.csv": PEOPLE.format(deputy=deputy)}
    fragment = build("due: 2027-01-15, by: lena-fox", "by: lena-fox", "held: 2026-05-04, by: lena-fox")
    (found,) = find(judge_plan(tmp_path, fragment, files=files), "watcher-left")
    assert found.message == "`lena-fox`, who is to watch whether it holds, left on 2026-05-29"
    assert (help_ in found.help, "deputy" in found.help) == (True, bool(deputy))
    assert [each.message for each in found.related] == [
        "holds the review of 2027-01-15",
        "holds the review of no day",
    ]


def test_an_owner_of_a_stage_that_is_done_watches_no_more(tmp_path: Path) -> None:
    files = {"content/people.csv": PEOPLE.format(deputy="")}
    assert not find(judge_plan(tmp_path, build(DUE, keys="done: 2026-05-04"), files=files), "watcher-left")


def test_a_page_is_silent_only_after_its_last_sign(tmp_path: Path) -> None:
    tomorrow = "updates:\n  - date: 2026-06-02\n    by: maya-okafor\n    health: on-track\n"
    config = "[rules.page-silent]\ndays = 18\n"
    assert find(judge_plan(tmp_path / "one", tomorrow, config=config.replace("18", "17")), "PB511")
    assert not find(judge_plan(tmp_path / "two", tomorrow, config=config), "PB511")
    today = tomorrow.replace("2026-06-02", TODAY.isoformat())
    assert not find(judge_plan(tmp_path / "three", today, config=config.replace("18", "0")), "PB511")


def test_commits_are_told_as_not_evaluated(tmp_path: Path) -> None:
    report = judge_plan(tmp_path).checked.report
    assert ("PB511", "history") in {(each.code, each.needs) for each in report.not_evaluated}


@pytest.mark.parametrize("rows", [3, MOST, MOST + 2_000])
def test_readings_of_days_to_come_are_told_one_by_one_up_to_a_bound(tmp_path: Path, rows: int) -> None:
    days = [date.fromordinal(TODAY.toordinal() + n + 1) for n in range(rows)]
    files = {CYCLE: "date,value\n" + "".join(f"{day},45\n" for day in days)}
    found = find(judge_plan(tmp_path, files=files), "PB010")
    assert len(found) == min(rows, MOST)
    assert [each.message.partition(", and")[2] for each in found if ", and" in each.message] == (
        [" 2,000 more do"] if rows > MOST else []
    )
