"""`playbook due`: who owes what soon, in words and as data; nothing of it acts where it is posted."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from playbook.exports.due_json import describe_due
from playbook.reminder import MAX_SIGNS
from tests.cli import Commands
from tests.overlay import merge
from tests.plans import CRM
from tests.sites import read_base, write_site

TODAY = ("--today", "2026-06-10")
TITLE = "Every team on it"
NEXT = f"""milestones:
  - id: wave-one
    title: {TITLE}
    due: 2026-06-24
    owner: tom-hale
    evidence: All teams report in it
  - id: late
    title: The pilot's report
    due: 2026-06-09
    owner: tom-hale
    evidence: It is read
"""


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    text = merge(read_base()[CRM], NEXT)
    return Commands(write_site(tmp_path, {**read_base(), CRM: text}), capsys)


def test_what_is_late_and_what_is_due_until_the_day(base: Commands) -> None:
    ended = base("due", *TODAY, "--person", "tom-hale")
    assert (ended.code, ended.err) == (0, "")
    head, _, name, *rows = ended.out.splitlines()
    assert re.fullmatch(r"\d things due until 24 Jun 2026, 1 of them overdue; as of 10 Jun 2026", head)
    assert name == "Tom Hale"
    assert rows[0] == "  2026-06-09  1 day late  Milestone: The pilot's report (One CRM for every deal)"
    assert f"  2026-06-24  in 14 days  Milestone: {TITLE} (One CRM for every deal)" in rows
    assert [row.split()[0] for row in rows] == sorted(row.split()[0] for row in rows)


def test_the_days_ahead_are_counted_and_what_is_late_stays(base: Commands) -> None:
    assert TITLE not in base("due", *TODAY, "--days", "13").out
    near = base("due", *TODAY, "--days", "0").out
    assert "The pilot's report" in near
    assert TITLE in base("due", *TODAY, "--days", "14").out


@pytest.mark.parametrize("person", ["", "tom-hale"])
def test_json_is_due_json_for_these_days(base: Commands, person: str) -> None:
    asked = ("--person", person) if person else ()
    data = json.loads(base("due", *TODAY, "--days", "30", "--format", "json", *asked).out)
    assert not list(Draft202012Validator(describe_due()).iter_errors(data))
    whole = json.loads(base("export", "due", *TODAY).out)
    if person:
        whole["people"] = [each for each in whole["people"] if each["id"] == person]
        whole["nobody"] = []
        assert [each["id"] for each in data["people"]] == [person]
    assert data == whole


def test_nobody_of_that_id_is_named_with_the_nearest(base: Commands) -> None:
    ended = base("due", "--person", "tom-hal")
    assert ended.code == 2
    assert "did you mean `tom-hale`?" in ended.err


def test_nothing_due_is_said(base: Commands) -> None:
    ended = base("due", "--today", "2020-01-01", "--days", "1")
    assert (ended.code, ended.out) == (0, "Nothing is due until 2 Jan 2020; as of 1 Jan 2020\n")


HOSTILE = "'@vips [pay](https://evil.example) <img src=x> **now** \\#12 #12'"


def test_markdown_calls_nobody_and_links_nowhere_else(base: Commands) -> None:
    base.edit(CRM, f"title: {TITLE}", f"title: {HOSTILE}")
    base.edit("playbook.toml", "[site]", '[site]\nurl = "https://site.example/p"')
    text = base("due", *TODAY, "--format", "markdown").out
    line = next(each for each in text.splitlines() if "vips" in each)
    assert "@vips" not in line
    assert "#12" not in line
    assert re.findall(r"(?<!\\)\]\(([^)]*)\)", line) == [
        "https://site.example/p/initiative/crm.html#at.milestones.wave-one"
    ]
    assert not re.search(r"(?<!\\)<|(?<!\\)\*\*now", line)
    assert "### Tom Hale" in text.splitlines()


def test_markdown_says_the_plan_behind_a_blank(base: Commands) -> None:
    lines = base("due", *TODAY, "--format", "markdown").out.splitlines()
    assert f"- 24 Jun 2026, in 14 days: Milestone: {TITLE} (One CRM for every deal)" in lines


ACTING = {
    "a reference of a reference": ("Ask &amp;commat;vips", "@vips"),
    "an address": ("See https://elsewhere.example/x", "https://elsewhere"),
    "a host": ("See WWW.elsewhere.example", "WWW.elsewhere"),
    "a label": ("Drop ~wontfix now", "~wontfix"),
    "a milestone": ("Reach %3 now", "%3"),
    "a snippet": ("Spend $30 now", "$30"),
    "an epic": ("With &30 now", "&amp;30"),
}


@pytest.mark.parametrize(("title", "acts"), ACTING.values(), ids=ACTING)
def test_what_a_forge_looks_for_in_plain_words_is_not_there(base: Commands, title: str, acts: str) -> None:
    base.edit(CRM, f"title: {TITLE}", f'title: "{title}"')
    text = base("due", *TODAY, "--format", "markdown").out
    page = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert title.split(maxsplit=1)[0] in page
    assert acts not in page


def test_markdown_is_no_longer_than_an_issue(base: Commands) -> None:
    many = "".join(
        f"  - id: m{n}\n    title: {'A long name of a milestone ' * 4}{n}\n    due: 2026-06-20\n"
        f"    owner: tom-hale\n    evidence: seen\n"
        for n in range(150)
    )
    base.edit(CRM, "milestones:\n", f"milestones:\n{many}")
    for name in ("two", "three", "four"):
        (base.folder / CRM).with_stem(name).write_text((base.folder / CRM).read_text())
    text = base("due", *TODAY, "--format", "markdown").out
    assert MAX_SIGNS - 500 < len(text) < 65_536
    listed = sum(line.startswith("- ") for line in text.splitlines())
    total = int(re.findall(r"(\d+) things due", text)[0])
    assert text.rstrip().endswith(f"And {total - listed} more: `playbook due` lists them.")


def test_a_plan_that_rests_reminds_nobody(base: Commands) -> None:
    base.edit(
        CRM,
        "status: running",
        "status: paused\npaused:\n  since: 2026-06-01\n  until: 2026-09-01\n  reason: x",
    )
    assert TITLE not in base("due", *TODAY).out
