"""`check --fix`: what can mean one thing only is mended by span; what is a guess never is."""

from pathlib import Path

import pytest

from playbook.diagnostic import Diagnostic, Fix, Severity
from playbook.edit.fix import apply_fixes
from playbook.frontmatter import read
from playbook.load_page import name_page
from playbook.schema.shape import Shape
from playbook.schema.validate import validate
from playbook.source import Source, Span
from tests.cli import Commands
from tests.sites import read_base, write_site

PLAN = "content/initiatives/plan.md"
FAULTY = """---
# A plan in a hurry.
title: CRM: weekly use   # to be named
Summary: "One list."
status: On Draft
owner: maya
go_live: 30.11.2026    # agreed
affects: sales
targets:
  - metric: cycle
    headline: yes
    baseline: {value: "11,4", date: 2026-01-12T08:00}
    target: {value: 18 000, due: 2026-12-1}
stages:
  Vision:
    ownr: maya
---
go_live: yes
"""
MENDED = """---
# A plan in a hurry.
title: "CRM: weekly use"   # to be named
summary: "One list."
status: On Draft
owner: maya
go-live: 2026-11-30    # agreed
affects: [sales]
targets:
  - metric: cycle
    headline: true
    baseline: {value: 11.4, date: 2026-01-12}
    target: {value: 18000, due: 2026-12-01}
stages:
  vision:
    ownr: maya
---
go_live: yes
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    (tmp_path / PLAN).write_text(FAULTY, encoding="utf-8", newline="")
    return commands


def test_what_is_safe_is_mended_by_span_pass_after_pass(run: Commands) -> None:
    ended = run("check", "--fix")
    assert (run.folder / PLAN).read_bytes().decode() == MENDED
    assert f"mended: 11 findings in {PLAN}\n" in ended.err
    assert ended.code == 1  # `On Draft` and `ownr` are guesses
    assert "On Draft" in ended.out
    assert "did you mean `owner`?" in ended.out


def test_a_second_run_finds_nothing_more_to_mend(run: Commands) -> None:
    run("check", "--fix")
    text = (run.folder / PLAN).read_bytes()
    ended = run("check", "--fix")
    assert "nothing to mend" in ended.err
    assert (run.folder / PLAN).read_bytes() == text


def test_a_check_says_how_much_could_be_mended_and_writes_nothing(run: Commands) -> None:
    ended = run("check")
    assert "1 of these can be mended: playbook check --fix" in ended.out
    assert (run.folder / PLAN).read_bytes().decode() == FAULTY


def test_only_the_files_asked_for_are_mended(run: Commands) -> None:
    other = run.folder / "content/initiatives/other.md"
    other.write_text(FAULTY, encoding="utf-8", newline="")
    run("check", "--fix", str(other))
    assert other.read_bytes().decode() == MENDED
    assert (run.folder / PLAN).read_bytes().decode() == FAULTY


@pytest.mark.parametrize("other", [("--watch",), ("--write-baseline",), ("--rev", "HEAD")])
def test_mending_is_refused_where_nothing_can_be_written(run: Commands, other: tuple[str, ...]) -> None:
    ended = run("check", "--fix", *other)
    assert ended.code == 2
    assert "--fix goes with none of" in ended.err


def list_fixes(text: str, name: str = "initiatives/a.md") -> list[tuple[str, str, bool]]:
    """List what would be written in the place of what, and whether it is safe."""
    document = read(name, text.encode())
    faults = document.faults
    if document.tree is not None:
        faults += validate(name_page(name)[0], document.tree, Shape())[1]
    lines = text.split("\n")
    return [
        (lines[fix.span.line - 1][fix.span.column - 1 : fix.span.end_column - 1], fix.text, fix.is_safe)
        for fix in (each.fix for each in faults)
        if fix is not None
    ]


@pytest.mark.parametrize(
    ("line", "fixes"),
    [
        pytest.param("go_live: 2026-11-30", [("go_live", "go-live", True)], id="an underscore"),
        pytest.param("Go Live: 2026-11-30", [("Go Live", "go-live", True)], id="capitals and a blank"),
        pytest.param("ownr: a", [("ownr", "owner", False)], id="a misspelt key is a guess"),
        pytest.param("title: a\ntitel: b", [], id="a key that is there already"),
        pytest.param("status: Running", [("Running", "running", True)], id="a word with a capital"),
        pytest.param("status: runing", [("runing", "running", False)], id="a misspelt word is a guess"),
        pytest.param("starts: 3/4/2026", [], id="a day that can mean two"),
        pytest.param("starts: 30/4/2026", [("30/4/2026", "2026-04-30", True)], id="a day that means one"),
        pytest.param("affects: sales, it", [], id="a text that may be two items"),
        pytest.param("affects: 'sales'", [("'sales'", "[sales]", True)], id="one item in quotes"),
        pytest.param("targets: sales", [], id="a record is no text"),
        pytest.param("title:One", [("title:One", "title: One", False)], id="no blank after the colon"),
        pytest.param("title: A: b # c", [("A: b", '"A: b"', True)], id="a comment stays one"),
        pytest.param("title: '10% a': b", [], id="a quote that ends too early"),
        pytest.param("title: 10%: a", [("10%: a", '"10%: a"', True)], id="a colon in a value"),
        pytest.param("title: @home", [("@home", '"@home"', True)], id="a sign that YAML keeps for itself"),
        pytest.param("starts: 2026-12-31 2027-01-15", [], id="two days"),
        pytest.param("starts: 2026-12-31 5 days later", [], id="a day and words"),
        pytest.param("starts: 2026-12-31T23:30:00-08:00", [], id="a time of another zone"),
        pytest.param("starts: 2026-12-31 08:00", [("2026-12-31 08:00", "2026-12-31", True)], id="a time"),
        pytest.param(
            "owner: kim starts: 2026-12-01",
            [("kim starts: 2026-12-01", '"kim starts: 2026-12-01"', False)],
            id="a line break that was lost",
        ),
        pytest.param("title: CRM: a\n  b", [], id="a text that goes on below"),
        pytest.param("summary: see\nhttps://a.example/x", [], id="an address"),
        pytest.param("summary: see\n12:30-meeting", [], id="a time of day"),
        pytest.param("affects: sales board", [("sales board", "[sales board]", False)], id="perhaps two"),
        pytest.param("tags: none", [("none", "[none]", False)], id="nothing"),
        pytest.param("affects: | # c\n  sales", [], id="a comment behind a sign"),
        pytest.param("Owner: a\nOWNER: b", [], id="two keys that would be one"),
        pytest.param("sponsr:", [("sponsr", "sponsor", False)], id="a key without a value"),
        pytest.param("title: \ta", [], id="a tab before a value is a blank"),
        pytest.param("title:\u00a0a", [("title:\u00a0a", "title: a", False)], id="a blank that is none"),
        pytest.param("title: A: b #1", [], id="a value that has a number sign"),
    ],
)
def test_each_fault_has_its_fix_or_none(line: str, fixes: list[tuple[str, str, bool]]) -> None:
    assert list_fixes(f"---\n{line}\n---\n") == fixes


@pytest.mark.parametrize(
    ("line", "fixes"),
    [
        ("unit: Days", [("Days", "days", True)]),
        ("unit: dys", [("dys", "days", False)]),
        ("decimals: 1,0", [("1,0", "1.0", True)]),
        ("decimals: 2 days", [("2 days", "2", False)]),
        ("decimals: 1,000", []),
    ],
)
def test_a_metric_has_its_fixes(line: str, fixes: list[tuple[str, str, bool]]) -> None:
    assert list_fixes(f"---\n{line}\n---\n", "metrics/a.md") == fixes


OLD = "content/initiatives/{}.md"


def test_what_two_claim_is_not_mended(run: Commands) -> None:
    plan = "---\ntitle: {0}\nstatus: draft\nowner: maya\n{1}---\n{2}"
    for name, more, prose in (
        ("one", "formerly:\n  - old\n", ""),
        ("two", "formerly:\n  - old\n", ""),
        ("three", "depends-on:\n  - old\n", "[[old]] [x](old.md)\n"),
    ):
        (run.folder / OLD.format(name)).write_text(plan.format(name, more, prose), encoding="utf-8")
    before = (run.folder / OLD.format("three")).read_bytes()
    assert run("check", "--fix", str(run.folder / OLD.format("three"))).code == 1
    assert (run.folder / OLD.format("three")).read_bytes() == before


def test_of_two_names_that_differ_by_signs_alone_none_is_taken(run: Commands) -> None:
    (run.folder / "content/people").mkdir(exist_ok=True)
    for name in ("kim-novak", "kim_novak"):
        (run.folder / f"content/people/{name}.md").write_text("---\nname: Kim\n---\n", encoding="utf-8")
    text = "---\ntitle: A\nstatus: draft\nowner: Kim Novak\n---\n"
    (run.folder / PLAN).write_text(text, encoding="utf-8", newline="")
    run("check", "--fix")
    assert (run.folder / PLAN).read_bytes().decode() == text


def find(line: int, text: str, excerpt: str, columns: tuple[int, int] = (1, 2)) -> Diagnostic:
    span = Span("a.md", line, columns[0], line, columns[1])
    fix = Fix(span, text, is_safe=True)
    return Diagnostic(span, "PB002", "unknown-key", Severity.ERROR, "m", excerpt=excerpt, fix=fix)


def test_a_line_that_reads_otherwise_by_now_is_left_alone() -> None:
    source = Source("a.md", "abc\nxyz\n")
    text, mended = apply_fixes(source, [find(1, "A", "abc"), find(2, "X", "old"), find(9, "?", "")])
    assert text == "Abc\nxyz\n"
    assert len(mended) == 1


def test_of_two_fixes_that_overlap_the_first_is_made() -> None:
    source = Source("a.md", "abc\n")
    found = [find(1, "B", "abc", (2, 4)), find(1, "A", "abc", (1, 3)), find(1, "C", "abc", (3, 4))]
    text, mended = apply_fixes(source, found)
    assert text == "AC\n"
    assert len(mended) == 2
