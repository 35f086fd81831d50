"""`playbook reassign`: what one person has goes to another, in all files or in none, and no more."""

import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from playbook.handover import HISTORY, ROLES, Pattern
from playbook.rewrite import RewriteError, rewrite_files
from playbook.schema.record import list_keys, strip_none
from playbook.schema.scalar import Refers
from playbook.schema.validate import KINDS
from tests.cli import Commands
from tests.sites import read_base, write_site

PLAN = "content/initiatives/plan.md"
TEXT = """---
# The plan of maya, who leaves.
title: A plan
summary: "What maya does."   # maya stays in prose
status: {status}
owner: maya   # since 2024
sponsor: 'erik'
department: sales
stages:
  vision:
    owner: "maya"
    done: 2026-02-12
    reviews:
      - due: 2026-02-13
        by: maya
        held: 2026-02-12
        verdict: passed
        actions:
          - what: Ask maya
            owner: maya
            due: 2026-07-01
          - {{what: Done by then, owner: maya, done: 2026-03-01}}
      - {{due: 2026-07-13, by: maya}}
  coalition:
    owner: tom
    members:
      - person: maya
        ask: Give two days
        accepted: 2026-02-01
      - person: maya
        ask: Give two more
    communication:
      - {{message: Begun, by: maya, sent: 2026-02-01}}
      - {{message: Next, by: maya, due: 2026-07-01}}
milestones:
  - {{id: one, title: One, owner: maya, due: 2026-03-01, done: 2026-03-01}}
  - {{id: two, title: Two, owner: maya, due: 2026-07-01}}
risks:
  - {{risk: Gone, owner: maya, closed: 2026-03-01}}
  - {{risk: Here, owner: maya}}
updates:
  - date: 2026-05-01
    by: maya
    health: on-track
    note: maya says so
waivers:
  - {{rule: no-guardrail, reason: fine, by: maya, until: 2026-09-01}}
lessons:
  keep:
    what: Keep it
    owner: maya
---

Ask maya.
"""
PEOPLE = """id,name,role,department,email,deputy,left
maya,Maya,Head,sales,,"ana",
erik,Erik,Chief,board,,maya,
tom,Tom,Controller,finance,,"maya",
ana,Ana,Manager,sales,,,
gone,Gone,Once,sales,,,2020-01-01
"""
METRIC = "---\ntitle: Time\nunit: days\ncollector: maya\n---\n"


def write_files(status: str = "running") -> dict[str, str]:
    files = {name: text for name, text in read_base().items() if "/initiatives/" not in name}
    return {
        **files,
        PLAN: TEXT.format(status=status),
        "content/people.csv": PEOPLE,
        "content/departments.csv": "id,title,head\nsales,Sales,maya\nboard,Board,erik\nfinance,Finance,tom\n",
        "content/metrics/time.md": METRIC,
    }


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, write_files()), capsys)


def read_all(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted((folder / "content").rglob("*"))
        if each.is_file()
    }


def list_changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """List the lines that differ, as they are now; no line may have come or gone."""
    found = []
    assert list(before) == list(after)
    for name, old in before.items():
        lines, now = old.split(b"\n"), after[name].split(b"\n")
        assert len(lines) == len(now)
        for one, other in zip(lines, now, strict=True):
            if one != other:
                assert one.replace(b"maya", b"ana") == other or one.count(b"maya") > other.count(b"maya")
                found.append(f"{name.rpartition('/')[2]}: {other.decode().strip()}")
    return found


OPEN = [
    "departments.csv: sales,Sales,ana",
    "plan.md: owner: ana   # since 2024",
    "plan.md: owner: ana",
    "plan.md: - {due: 2026-07-13, by: ana}",
    "plan.md: - person: ana",
    "plan.md: - {message: Next, by: ana, due: 2026-07-01}",
    "plan.md: - {id: two, title: Two, owner: ana, due: 2026-07-01}",
    "plan.md: - {risk: Here, owner: ana}",
    "plan.md: owner: ana",
    "time.md: collector: ana",
    "people.csv: erik,Erik,Chief,board,,ana,",
    'people.csv: tom,Tom,Controller,finance,,"ana",',
]
OVER = [
    'plan.md: owner: "ana"',
    "plan.md: - {what: Done by then, owner: ana, done: 2026-03-01}",
    "plan.md: - {id: one, title: One, owner: ana, due: 2026-03-01, done: 2026-03-01}",
    "plan.md: - {risk: Gone, owner: ana, closed: 2026-03-01}",
]


@pytest.mark.parametrize("open_only", [True, False], ids=["open only", "all"])
def test_what_is_handed_over_and_what_stays(base: Commands, open_only: bool) -> None:
    before = read_all(base.folder)
    ended = base("reassign", "maya", "ana", *(["--open-only"] if open_only else []))
    assert ended.code == 0, ended.err
    changed = list_changed(before, read_all(base.folder))
    assert sorted(changed) == sorted(OPEN + ([] if open_only else OVER))
    assert len(ended.out.splitlines()) == len(changed)
    assert f"{len(changed)} places in 4 files handed over from maya to ana" in ended.err
    again = base("reassign", "maya", "ana", *(["--open-only"] if open_only else []))
    assert (again.code, again.out) == (0, "")


def test_history_is_never_rewritten(base: Commands) -> None:
    assert base("reassign", "maya", "ana").code == 0
    text = (base.folder / PLAN).read_text()
    for fact in (
        "by: maya\n        held: 2026-02-12",
        "person: maya\n        ask: Give two days\n        accepted",
        "message: Begun, by: maya",
        "by: maya\n    health: on-track",
        "reason: fine, by: maya",
        "# The plan of maya, who leaves.",
        'summary: "What maya does."   # maya stays in prose',
        "what: Ask maya",
        "Ask maya.\n",
    ):
        assert fact in text


def test_json_and_a_dry_run(base: Commands) -> None:
    before = read_all(base.folder)
    dry = json.loads(base("reassign", "maya", "ana", "--dry-run", "--format", "json").out)
    assert read_all(base.folder) == before
    real = json.loads(base("reassign", "maya", "ana", "--format", "json").out)
    assert (dry.pop("written"), real.pop("written")) == (False, True)
    assert dry == real
    assert real["changes"][1] == {
        "path": PLAN,
        "line": 6,
        "page": "A plan",
        "item": "owner",
        "as": "owner",
    }


def test_what_a_stopped_plan_names_is_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = Commands(write_site(tmp_path, write_files("stopped")), capsys)
    assert base("reassign", "maya", "ana", "--open-only").code == 0
    assert (base.folder / PLAN).read_text() == TEXT.format(status="stopped")


CONFLICTS = {
    "sponsor": (("maya", "erik"), {}, "`erik` would be the owner and the sponsor"),
    "owner becomes sponsor": (("erik", "maya"), {}, "`maya` would be the owner and the sponsor"),
    "reviewer": (
        ("maya", "ana"),
        {'    owner: "maya"\n': "    owner: ana\n"},
        "`ana` would review a stage of their own: stages.vision.reviews.2",
    ),
    "owner of a stage that is reviewed": (
        ("maya", "tom"),
        {"by: maya}\n  coalition": "by: tom}\n  coalition", '    owner: "maya"\n': ""},
        "`tom` would review a stage of their own: stages.vision.reviews.2",
    ),
    "waiver": (
        ("maya", "ana"),
        {"reason: fine, by: maya": "reason: fine, by: ana"},
        "`ana` would be the owner of a plan whose waiver they gave: waivers.1",
    ),
    "another form": (
        ("maya", "ana"),
        {"owner: maya   # since 2024": "owner: >-\n  maya"},
        "`owner` is written in a form that cannot be edited",
    ),
    "unreadable": (("maya", "ana"), {"title: A plan": "title: [A plan"}, "its front matter cannot be read"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_what_speaks_against_it_stops_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (person, to), edits, words = CONFLICTS[name]
    files = write_files()
    for old, new in edits.items():
        assert old in files[PLAN]
        files[PLAN] = files[PLAN].replace(old, new)
    base = Commands(write_site(tmp_path, files), capsys)
    before = read_all(base.folder)
    ended = base("reassign", person, to)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert PLAN in ended.err
    assert read_all(base.folder) == before


WRONG = {
    "unknown to": (("maya", "anna"), "TO: nobody has the id `anna`: did you mean `ana`?"),
    "unknown from": (("mya", "ana"), "nobody has the id `mya`: did you mean `maya`?"),
    "the same": (("maya", "maya"), "both are the same person"),
    "has left": (("maya", "gone"), "`gone` has left"),
}


@pytest.mark.parametrize(("asked", "words"), WRONG.values(), ids=WRONG)
def test_who_cannot_take_over(base: Commands, asked: tuple[str, str], words: str) -> None:
    before = read_all(base.folder)
    ended = base("reassign", *asked)
    assert (ended.code, ended.out) == (2, "")
    assert words in " ".join(ended.err.split())
    assert read_all(base.folder) == before


def test_somebody_who_is_taken_out_already_can_be_replaced(base: Commands) -> None:
    rows = [row for row in PEOPLE.splitlines() if not row.startswith("maya,")]
    (base.folder / "content/people.csv").write_text("\n".join(rows) + "\n")
    assert base("reassign", "maya", "ana").code == 0
    assert "owner: ana   # since 2024" in (base.folder / PLAN).read_text()


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_endings_marks_and_rights_stay(base: Commands, ending: str) -> None:
    plan, people = base.folder / PLAN, base.folder / "content/people.csv"
    plan.write_bytes(plan.read_bytes().replace(b"\n", ending.encode()))
    people.write_bytes(b"\xef\xbb\xbf" + people.read_bytes().replace(b"\n", ending.encode()))
    plan.chmod(0o640)
    before = read_all(base.folder)
    assert base("reassign", "maya", "ana").code == 0
    assert len(list_changed(before, read_all(base.folder))) == len(OPEN + OVER)
    assert people.read_bytes().startswith(b"\xef\xbb\xbfid,")
    assert plan.stat().st_mode & 0o777 == 0o640
    assert not [each for each in plan.parent.iterdir() if each.name.startswith(".")]


def test_a_name_composed_in_another_way_is_the_same_name(base: Commands) -> None:
    composed, apart = "jos\u00e9", "jose\u0301"
    people = base.folder / "content/people.csv"
    text = people.read_text().replace('maya,Maya,Head,sales,,"ana"', f"{composed},José,Head,sales,,")
    people.write_text(text.replace(",maya,", f",{apart},"))
    base.edit(PLAN, "owner: maya   # since 2024", f"owner: {apart}   # since 2024")
    ended = base("reassign", composed, "ana")
    assert ended.code == 0
    assert [line.partition(" ")[0] for line in ended.out.splitlines()] == [
        f"{PLAN}:6:",
        "content/people.csv:3:",
    ]
    assert "owner: ana   # since 2024\n" in (base.folder / PLAN).read_text()
    assert "erik,Erik,Chief,board,,ana,\n" in people.read_text()
    assert base("reassign", "ana", apart).code == 0
    assert f"owner: {composed}   # since 2024\n" in (base.folder / PLAN).read_text()


TABLES = {
    "not UTF-8": (
        b"id,title,head\nsales,S\xe4les,maya\n",
        "content/departments.csv: it cannot be read; mend it first",
    ),
    "a name of quotes and commas": (
        b'id,title,head\nsales,"""x"" ""y"" ""z"", maya",maya\n',
        "content/departments.csv: cannot be edited without changing more than the names",
    ),
}


@pytest.mark.parametrize(("raw", "words"), TABLES.values(), ids=TABLES)
def test_a_table_that_cannot_be_edited_stops_all_of_it(base: Commands, raw: bytes, words: str) -> None:
    (base.folder / "content/departments.csv").write_bytes(raw)
    before = read_all(base.folder)
    ended = base("reassign", "maya", "ana")
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert read_all(base.folder) == before


OWN = {
    "a row": (
        "content/people.csv",
        PEOPLE.replace("ana,Ana,Manager,sales,,,", "ana,Ana,Manager,sales,,maya,"),
    ),
    "a page": (
        "content/people/ben.md",
        "---\ntitle: Ben\nrole: Buyer\ndepartment: sales\ndeputy: maya\n---\n",
    ),
}


@pytest.mark.parametrize(("path", "text"), OWN.values(), ids=OWN)
def test_nobody_becomes_their_own_deputy(base: Commands, path: str, text: str) -> None:
    write_site(base.folder, {path: text})
    before = read_all(base.folder)
    to = "ana" if path.endswith(".csv") else "ben"
    ended = base("reassign", "maya", to)
    assert (ended.code, ended.out) == (2, "")
    assert f"   {path}:5: `{to}` would be their own deputy\n" in ended.err
    assert read_all(base.folder) == before


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"1")
    two.write_bytes(b"edited meanwhile")
    with pytest.raises(RewriteError, match=r"two\.md has changed meanwhile"):
        rewrite_files({one: (b"1", b"new"), two: (b"2", b"new")})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"edited meanwhile")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.md", "two.md"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    two.chmod(0o444)
    with pytest.raises(RewriteError, match=r"two\.md is read-only: nothing was written"):
        rewrite_files({one: (b"1", b"new"), two: (b"2", b"new")})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    two.chmod(0o644)


FAILURES: dict[str, tuple[BaseException, type[BaseException], str]] = {
    "no room": (
        OSError(errno.ENOSPC, "No space left on device", "two.md"),
        RewriteError,
        r"two\.md cannot be written: No space left",
    ),
    "interrupted": (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_what_was_written_is_put_back_where_a_later_file_cannot_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: tuple[BaseException, type[BaseException], str],
) -> None:
    raised, told, words = failure
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    replace = Path.replace
    refused: list[Path] = []

    def fail_once(beside: Path, target: Path) -> Path:
        if target == two and not refused:
            refused.append(target)
            raise raised
        return replace(beside, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(told, match=words):
        rewrite_files({one: (b"1", b"new"), two: (b"2", b"new")})
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.md", "two.md"]


def find_persons(cls: Any, path: Pattern = ()) -> Iterator[Pattern]:
    """Yield where a record, and those in it, may name a person."""
    for key, hint in list_keys(cls).items():
        yield from find_in(hint, (*path, key))


def find_in(hint: Any, path: Pattern) -> Iterator[Pattern]:
    hint = strip_none(hint)
    if any(isinstance(each, Refers) and "person" in each.kinds for each in getattr(hint, "__metadata__", ())):
        yield path
        return
    inner = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    if hasattr(inner, "__dataclass_fields__"):
        yield from find_persons(inner, path)
    elif get_args(inner):
        yield from find_in(get_args(inner)[-1] if "dict" in str(inner) else get_args(inner)[0], (*path, "*"))


def test_every_key_that_names_a_person_is_handed_over_or_history() -> None:
    for kind, cls in KINDS.items():
        known = {each.pattern for each in ROLES.get(kind, ())} | (HISTORY if kind == "initiative" else set())
        found = {re.sub(r"lessons/\w+", "lessons/*", "/".join(each)) for each in find_persons(cls)}
        assert found == {"/".join(each) for each in known}, kind
