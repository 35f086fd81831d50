"""The coalition's rules beside their examples: words, several stages, the go-lives of a department."""

from datetime import date
from pathlib import Path

import pytest

from tests.plans import claim, find, judge_plan
from tests.sites import judge_files, read_base

COALITION = """stages:
  coalition:
    owner: maya-okafor
    metric: asks-accepted
{parts}    reviews:
      - due: 2026-03-06
        by: erik-lind
"""


def build_coalition(*parts: str) -> str:
    """Build the fragment of a coalition's stage from its further lines."""
    return COALITION.format(parts="".join(f"    {each}\n" for each in parts))


DECLINED = ("members:", "  - person: tom-hale", "    ask: Budget", "    declined: 2026-01-20")
OPEN = ("members:", "  - person: tom-hale", "    ask: Budget")

MESSAGES = {
    "PB301 no sponsor": ("sponsor: ~\n", "the initiative has no sponsor"),
    "PB301 in one": ("sponsor: maya-okafor\n", "`maya-okafor` is the owner and the sponsor"),
    "PB304 without a day": (build_coalition(*OPEN), "the ask to `tom-hale` is open: `Budget`"),
    "PB304 with its day": (
        build_coalition(*OPEN, "    asked: 2026-01-14"),
        "the ask to `tom-hale` has been open since 2026-01-14: `Budget`",
    ),
    "PB305 both too few": (
        build_coalition("communication:", "  - audience: sales", "    channel: mail"),
        "too little is said to `sales` (1 message, 1 channel) and `finance` (0 messages, 0 channels)",
    ),
    "PB310 named": (
        "risks:\n  - risk: The import is late\n",
        "the risk `The import is late` has no owner, due day or answer",
    ),
    "PB310 nameless": ("risks:\n  - owner: tom-hale\n", "risk number 1 has no due day or answer"),
    "PB311 nobody": (
        build_coalition(),
        "stage `coalition` is a coalition without a member who was asked for anything",
    ),
    "PB311 all declined": (
        build_coalition(*DECLINED),
        "stage `coalition` is a coalition in which everybody who was asked declined",
    ),
    "PB312 none": (build_coalition(), "stage `coalition` plans no message to anybody"),
    "PB312 not whole": (
        build_coalition("communication:", "  - audience: everyone"),
        "no message is whole; this one has no channel, sender or day",
    ),
    "PB313 before a day": (
        "affects:\n  - sales\n  - finance\n  - board\n",
        "nobody in `board` is trained before the go-live of 2026-07-01",
    ),
    "PB313 at no day": (
        "affects:\n  - sales\n  - finance\n  - board\ngo-live: ~\n",
        "nobody in `board` is trained",
    ),
    "PB314 to somebody": (
        build_coalition("communication:", "  - audience: everyone", "    due: 2026-05-31"),
        "the message to `everyone` was due on 2026-05-31 and is not sent",
    ),
    "PB314 to nobody": (
        build_coalition("communication:", "  - message: Type a deal once", "    due: 2026-05-31"),
        "the message to nobody in particular was due on 2026-05-31 and is not sent",
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_the_message_names_what_is_wrong(name: str, tmp_path: Path) -> None:
    fragment, message = MESSAGES[name]
    found = [each.message for each in find(judge_plan(tmp_path, fragment), name[:5])]
    assert found == [message]


ITEMS = {
    "PB303": ("affects:\n  - sales\n  - people\n", "affects.people"),
    "PB304": (build_coalition(*OPEN), "stages.coalition.members.tom-hale"),
    "PB313": ("affects:\n  - sales\n  - finance\n  - people\n", "affects.people"),
}


@pytest.mark.parametrize("code", ITEMS)
def test_a_waiver_names_the_department_or_the_person(code: str, tmp_path: Path) -> None:
    fragment, item = ITEMS[code]
    if code == "PB303":
        fragment += build_coalition("communication:", "  - audience: sales", "    channel: mail")
    files = read_base()
    departments = files["content/departments.csv"] + "people,People,erik-lind\n"
    judgement = judge_plan(tmp_path, fragment, files={"content/departments.csv": departments})
    assert [each.item for each in find(judgement, code)] == [item]


ALLIES = """
[[method.stages]]
id = "vision"
step = "vision"

[[method.stages]]
id = "allies"
step = "coalition"

[[method.stages]]
id = "word"
step = "coalition"

[[method.stages]]
id = "goals"
step = "goals"

[[method.stages]]
id = "follow-through"
step = "follow-through"
"""
SPLIT = """stages:
  coalition: ~
  allies:
    owner: maya-okafor{allies}
  word:
    owner: maya-okafor{word}
"""
ASK = "\n    members:\n      - person: tom-hale\n        ask: Budget"
WORD = """
    communication:
      - audience: everyone
        message: Type a deal once
        channel: mail
        by: erik-lind
        due: 2026-06-15"""

STEPS = {
    "nothing: at the last stage of the step": ("", "", ["stages.word", "stages.word"]),
    "each in a stage of its own": (ASK, WORD, []),
    "both in the first": (ASK + WORD, "", []),
}


@pytest.mark.parametrize(("allies", "word", "items"), STEPS.values(), ids=STEPS)
def test_a_step_of_several_stages_is_asked_once(
    allies: str, word: str, items: list[str], tmp_path: Path
) -> None:
    judgement = judge_plan(tmp_path, SPLIT.format(allies=allies, word=word), config=ALLIES)
    assert [each.item for each in find(judgement, "PB311") + find(judgement, "PB312")] == items


def test_go_lives_are_listed_by_department_and_day(tmp_path: Path) -> None:
    lines = "---\nowner: ana-ruiz\nstatus: {}\ngo-live: {}\naffects:\n  - board\n  - sales\n  - board\n---\n"
    plans = {
        "a": ("committed", "2026-07-02"),
        "b": ("live", "2026-07-01"),
        "c": ("sustained", "2026-06-30"),
        "d": ("draft", "2026-07-03"),
        "e": ("paused", "2026-07-03"),
        "f": ("stopped", "2026-07-03"),
    }
    added = {f"content/initiatives/{name}.md": lines.format(*each) for name, each in plans.items()}
    site = judge_files(tmp_path, read_base() | added).site
    board = ((date(2026, 6, 30), "c"), (date(2026, 7, 1), "b"), (date(2026, 7, 2), "a"))
    assert site.go_lives["board"] == board
    assert site.go_lives["sales"] == (*board[:2], (date(2026, 7, 1), "crm"), board[2])
    assert site.go_lives["finance"] == ((date(2026, 7, 1), "crm"),)


def test_the_first_day_and_the_largest_threshold_are_no_crash(tmp_path: Path) -> None:
    limit = "[rules.department-saturated]\ndays = 100_000\n"
    judgement = judge_plan(tmp_path, "go-live: 1900-01-01\n", config=limit)
    assert find(judgement, "PB900") == []
    assert find(judgement, "PB309") == []


def test_saturation_names_the_other_go_lives(tmp_path: Path) -> None:
    other = (
        "---\ntitle: Quotes\nstatus: live\nowner: ana-ruiz\naffects:\n  - sales\ngo-live: 2026-06-01\n---\n"
    )
    limit = "[rules.department-saturated]\ngo-lives = 1\n"
    judgement = judge_plan(tmp_path, config=limit, files={"content/initiatives/quotes.md": other})
    found = find(judgement, "PB309")
    assert [(each.item, each.message) for each in found] == [
        (
            "affects.sales",
            "`sales` has 2 go-lives within 60 days, among them `quotes` (2026-06-01) and this one",
        )
    ]


def test_an_overloaded_owner_is_told_of_the_others(tmp_path: Path) -> None:
    other = "---\ntitle: Quotes\nstatus: running\nowner: maya-okafor\nstarts: 2025-06-01\n---\n"
    limit = "[rules.owner-overloaded]\ninitiatives = 1\n"
    judgement = judge_plan(tmp_path, config=limit, files={"content/initiatives/quotes.md": other})
    assert [each.message for each in find(judgement, "PB308")] == [
        "`maya-okafor` is accountable for 2 running initiatives, among them `quotes` and this one"
    ]


def test_a_crowd_is_counted_and_three_of_it_are_named(tmp_path: Path) -> None:
    text = "---\ntitle: {0}\nstatus: running\nowner: maya-okafor\nstarts: 2025-06-0{0}\n"
    text += "affects:\n  - sales\ngo-live: 2026-06-0{0}\n---\n"
    others = {f"content/initiatives/p{n}.md": text.format(n) for n in range(1, 5)}
    judgement = judge_plan(tmp_path, files=others)
    owned = [each.message for each in find(judgement, "PB308") if each.page == "initiative/crm"]
    saturated = [each.message for each in find(judgement, "PB309") if each.page == "initiative/crm"]
    assert owned == [
        "`maya-okafor` is accountable for 5 running initiatives, among them `p1`, `p2`, `p3` and this one"
    ]
    days = "`p2` (2026-06-02), `p3` (2026-06-03), `p4` (2026-06-04)"
    assert saturated == [f"`sales` has 5 go-lives within 60 days, among them {days} and this one"]


@pytest.mark.parametrize(
    "status", ["draft", "committed", "running", "live", "sustained", "paused", "stopped"]
)
def test_a_plan_without_parts_crashes_no_rule(status: str, tmp_path: Path) -> None:
    files = read_base()
    files["content/initiatives/crm.md"] = f"---\n{claim(status)}---\n"
    files["content/people.csv"] = "id,name\n"
    assert find(judge_files(tmp_path, files), "PB900") == []
