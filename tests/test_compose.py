"""New pages and parts of pages: what is written is read back as it was meant, and nothing else is touched."""

from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.compose import (
    ComposeError,
    NewReview,
    add_review,
    compose_initiative,
    compose_page,
    date_text,
    list_starter,
)
from playbook.config import read_config
from playbook.frontmatter import Tree, read
from playbook.pipeline import judge_playbook
from playbook.schema.shape import Shape
from playbook.schema.validate import KINDS, validate
from tests.sites import judge_files, list_found, read_base, write_site

DAY = date(2026, 6, 1)
NEW = NewReview("goals", date(2026, 9, 1), "erik-lind")


def read_tree(text: str) -> Tree:
    tree = read("page.md", text.encode()).tree
    assert tree is not None
    return tree


def test_days_are_counted_from_today() -> None:
    assert date_text("@DAY+0@ @DAY-1@ @DAY+31@ @DAY@", DAY) == "2026-06-01 2026-05-31 2026-07-02 @DAY@"


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 6, 1), date(2031, 12, 31)])
def test_the_starter_passes_its_own_gate_on_the_day_it_is_made(tmp_path: Path, day: date) -> None:
    write_site(tmp_path, list_starter(day))
    config, faults = read_config(tmp_path)
    assert faults == ()
    checked = judge_playbook(config, day, Options()).checked
    assert [each for each in checked.report.diagnostics if each.severity.word == "error"] == []
    assert "@" not in "".join(list_starter(day).values())


TITLES = {
    "plain": "Fewer open invoices",
    "a colon": "Sales: one CRM",
    "a hash": "Line #4 # first",
    "quotes": 'It\'s "done"',
    "a dash": "- first",
    "a number": "2026",
    "a flag": "true",
    "nothing said": "null",
    "two lines": "One\n  two",
    "our own marks": "@OWNER@ and @TITLE@",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_new_initiative_is_a_draft_without_errors(tmp_path: Path, title: str) -> None:
    text = compose_initiative(title, "maya-okafor", DAY)
    plan, faults = validate("initiative", read_tree(text), Shape())
    assert faults == ()
    assert (plan.title, plan.owner, plan.status) == (" ".join(title.split()), "maya-okafor", "draft")
    files = {**read_base(), "content/initiatives/new.md": text}
    assert [each for each in list_found(judge_files(tmp_path, files)) if each[1] == "error"] == []


def test_a_new_initiative_with_its_marks_taken_away_lacks_no_stage() -> None:
    text = compose_initiative("A", "maya-okafor", DAY)
    front = text.split("\n---\n")[0].split("\n")
    opened = [each[2:] if each.startswith("# ") else each for each in front if each != "#"]
    whole = "\n".join(each for each in opened if not each.startswith(("A draft", "away from", "`playbook")))
    plan, faults = validate("initiative", read_tree(whole + "\n---\n"), Shape())
    assert faults == ()
    assert list(plan.stages) == ["vision", "coalition", "goals", "follow-through"]
    assert all(each.owner and each.metric and each.reviews for each in plan.stages.values())


def test_what_is_left_to_fill_in_is_found(tmp_path: Path) -> None:
    text = compose_initiative("A", "maya-okafor", DAY).replace("status: draft", "status: committed")
    notes = ("# A draft", "# away from", "# `playbook", "#\n")
    lines = [each for each in text.splitlines(keepends=True) if not each.startswith(notes)]
    opened = "".join(each.removeprefix("# ") for each in lines)
    found = judge_files(tmp_path, {**read_base(), "content/initiatives/new.md": opened})
    mine = [
        each for each in found.checked.report.diagnostics if each.span.path == "content/initiatives/new.md"
    ]
    assert {each.code for each in mine if each.severity.word == "error"} == {"PB005", "PB008"}
    left = [each.message for each in mine if each.code == "PB008"]
    assert len(left) == opened.count("<") - opened.count("<!--")
    assert "PB512" not in {each.code for each in mine}


VALUES: dict[str, dict[str, object]] = {
    "metric": {"title": "Time: to quote", "unit": "%", "direction": "down", "kind": "outcome", "source": ""},
    "person": {"name": "O'Neil #2", "department": "sales", "left": None},
    "department": {"title": "People & culture", "head": "a"},
}


@pytest.mark.parametrize("kind", VALUES)
def test_a_new_page_holds_what_was_given(kind: str) -> None:
    values = {key: each for key, each in VALUES[kind].items() if each}
    tree = read_tree(compose_page(kind, VALUES[kind]))
    assert tree.data == values
    assert validate(kind, tree, Shape())[1] == ()
    assert kind in KINDS


PLAN = """---
title: A
stages:
  goals:{goals}
  follow-through:
    owner: b
milestones: []
---
Prose - due: 2026-01-01
"""

REVIEWS: dict[str, tuple[str, int]] = {
    "one": ("\n    reviews:\n      - due: 2026-01-01\n        by: a", 1),
    "two, the dashes in line": ("\n    reviews:\n    - due: 2026-01-01\n    - by: a", 2),
    "an empty item": ("\n    reviews:\n      -", 1),
    "items in braces": ("\n    reviews:\n      - {due: 2026-01-01, by: a}", 1),
    "with a note over lines": (
        "\n    reviews:\n      - due: 2026-01-01\n        note: |\n          a\n\n          b",
        1,
    ),
    "with a comment": ("\n    reviews: # later\n      - due: 2026-01-01 # soon", 1),
    "before another key": ("\n    reviews:\n      - due: 2026-01-01\n    metric: m", 1),
    "none, but keys": ("\n    owner: a", 0),
    "an empty key": ("\n    reviews:\n    owner: a", 0),
    "an empty stage": ("", 0),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize(("goals", "before"), REVIEWS.values(), ids=REVIEWS)
def test_a_review_is_added_and_nothing_else_is_touched(goals: str, before: int, ending: str) -> None:
    text = PLAN.format(goals=goals).replace("\n", ending)
    document = read("page.md", text.encode())
    after = add_review(document, NEW)
    plan, faults = validate("initiative", read_tree(after), Shape())
    assert [each for each in faults if "must be keys" not in each.message] == []
    reviews = plan.stages["goals"].reviews
    assert len(reviews) == before + 1
    assert (reviews[-1].due, reviews[-1].by) == (NEW.due, NEW.by)
    rest = iter(after.split(ending))
    assert all(line in rest for line in text.split(ending)), "a line is gone or has moved"
    assert plan.stages["follow-through"].owner == "b"


REFUSED: dict[str, tuple[str, str]] = {
    "no such stage": ("---\nstages:\n  vision:\n    owner: a\n---\n", "has no stage `goals`"),
    "no front matter": ("# A\n", "has no stage `goals`"),
    "a comment in brackets": (
        "---\nstages:\n  goals:\n    reviews: [{due: 2026-01-01}, # soon\n      {}]\n---\n",
        "page.md:4: a comment stands inside this value",
    ),
    "a text": (
        "---\nstages:\n  goals:\n    reviews: none\n---\n",
        "page.md:4: take the value of `reviews` out first",
    ),
}


FLOW: dict[str, tuple[str, str]] = {
    "a stage in braces": (
        "  goals: {owner: a} # now\n",
        f"  goals: {{owner: a, reviews: [{{due: {NEW.due}, by: {NEW.by}}}]}} # now\n",
    ),
    "reviews in brackets": (
        "  goals:\n    reviews: [{due: 2026-01-01}]\n",
        f"  goals:\n    reviews: [{{due: 2026-01-01}}, {{due: {NEW.due}, by: {NEW.by}}}]\n",
    ),
    "an empty list": (
        "  goals:\n    reviews: [] # none\n",
        f"  goals:\n    reviews: # none\n      - due: {NEW.due}\n        by: {NEW.by}\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), FLOW.values(), ids=FLOW)
def test_braces_and_brackets_stay_where_a_review_is_added(before: str, after: str) -> None:
    document = read("page.md", f"---\nstages:\n{before}---\n".encode())
    assert add_review(document, NEW) == f"---\nstages:\n{after}---\n"


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_a_review_that_cannot_be_added(text: str, words: str) -> None:
    with pytest.raises(ComposeError) as caught:
        add_review(read("page.md", text.encode()), NEW)
    assert words in str(caught.value)
