"""`init`, `new` and `reading`: what they write passes the check, and nothing is ever overwritten."""

from pathlib import Path

import pytest

from playbook.frontmatter import read
from tests.cli import Commands
from tests.sites import read_base, write_site

TODAYS = ["2026-02-28", "2028-02-29", "2026-12-31"]


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


@pytest.mark.parametrize("today", TODAYS)
def test_the_starter_is_green_on_its_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], today: str
) -> None:
    commands = Commands(tmp_path, capsys)
    assert commands("init", "--today", today).code == 0
    ended = commands("check", "--today", today, "--output-format", "concise")
    assert ended.code == 0
    assert [line for line in ended.out.splitlines() if "first-draft" not in line] == []


def test_init_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "playbook.toml").write_text("mine")
    ended = Commands(tmp_path, capsys)("init")
    assert ended.code == 2
    assert "exists already" in ended.err
    assert (tmp_path / "playbook.toml").read_text() == "mine"
    assert not (tmp_path / "content").exists()


NEW = {
    "initiative": ("initiatives/a-b.md", ("initiative", "A: b #", "--owner", "maya-okafor")),
    "metric": (
        "metrics/share.md",
        ("metric", "Share", "--unit", "%", "--direction", "down", "--collector", "lena-fox"),
    ),
    "person": ("people/jose-nandu.md", ("person", "José Ñandú", "--role", "Rep", "--department", "sales")),
    "department": ("departments/legal.md", ("department", "Legal", "--head", "maya-okafor")),
    "own id": ("departments/law.md", ("department", "Legal", "--id", "law")),
}


@pytest.mark.parametrize(("path", "arguments"), NEW.values(), ids=NEW)
def test_a_new_page_is_understood_and_read_back(
    base: Commands, path: str, arguments: tuple[str, ...]
) -> None:
    before = base("check").out
    ended = base("new", *arguments)
    assert (ended.code, ended.out) == (0, f"content/{path}\n")
    document = read(path, (base.folder / "content" / path).read_bytes())
    assert document.faults == ()
    assert document.tree is not None
    title = document.tree.data.get("title", document.tree.data.get("name"))
    assert title == arguments[1]
    after = base("check", "--output-format", "concise")
    assert after.code == 0, (before, after.out)
    assert base("new", *arguments).code == 2


def test_a_new_initiative_says_what_to_fill_in(base: Commands) -> None:
    ended = base("new", "initiative", "Nobody's plan")
    assert "name its owner" in ended.err
    text = (base.folder / "content/initiatives/nobody-s-plan.md").read_text()
    assert "# summary: <one sentence" in text
    assert base("check", "--output-format", "concise").out.count("PB105") == 1


REFUSED = {
    "unknown owner": (("new", "initiative", "X", "--owner", "maya-okafr"), "did you mean `maya-okafor`?"),
    "no id": (("new", "initiative", "!"), "--id"),
    "unknown department": (("new", "person", "X", "--department", "slaes"), "did you mean `sales`?"),
    "unknown initiative": (
        ("new", "review", "crn", "goals", "--due", "2026-07-01", "--by", "erik-lind"),
        "`crm`",
    ),
    "unknown stage": (
        ("new", "review", "crm", "gaols", "--due", "2026-07-01", "--by", "erik-lind"),
        "no stage `gaols`",
    ),
    "no day": (("new", "review", "crm", "goals", "--due", "July", "--by", "erik-lind"), "is not a day"),
    "unknown metric": (("reading", "add", "sales-cycl", "4"), "did you mean `sales-cycle`?"),
    "no number": (("reading", "add", "sales-cycle", "4,5"), "write the decimals after a point: 4.5"),
    "a day with a reading": (("reading", "add", "sales-cycle", "4", "--date", "2026-05-29"), "has a reading"),
    "a day to come": (("reading", "add", "sales-cycle", "4", "--date", "2026-06-02"), "after today"),
    "no day of a reading": (("reading", "add", "sales-cycle", "4", "--date", "May"), "is not a day"),
}


@pytest.mark.parametrize(("arguments", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused_and_nothing_changes(
    base: Commands, arguments: tuple[str, ...], words: str
) -> None:
    before = {path: path.read_bytes() for path in base.folder.rglob("*") if path.is_file()}
    ended = base(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert before == {path: path.read_bytes() for path in base.folder.rglob("*") if path.is_file()}


def test_a_review_is_added_and_nothing_else_changes(base: Commands) -> None:
    path = base.folder / "content/initiatives/crm.md"
    before = path.read_text().splitlines()
    assert base("new", "review", "crm", "goals", "--due", "2026-06-25", "--by", "erik-lind").code == 0
    after = path.read_text().splitlines()
    at = before.index("  follow-through:")
    assert after == [*before[:at], "      - due: 2026-06-25", "        by: erik-lind", *before[at:]]


def test_a_first_review_is_added_in_the_pages_own_line_ending(base: Commands) -> None:
    path = base.folder / "content/initiatives/x.md"
    path.write_bytes(
        b"---\r\ntitle: X\r\nstatus: draft\r\nowner: maya-okafor\r\n"
        b"stages:\r\n  vision:\r\n    owner: tom-hale\r\n---\r\n"
    )
    assert base("new", "review", "x", "vision", "--due", "2026-06-25", "--by", "erik-lind").code == 0
    added = b"    reviews:\r\n      - due: 2026-06-25\r\n        by: erik-lind\r\n---\r\n"
    assert path.read_bytes().endswith(b"    owner: tom-hale\r\n" + added)


def test_reviews_in_one_line_stay_in_one_line(base: Commands) -> None:
    path = base.folder / "content/initiatives/x.md"
    path.write_text(
        "---\ntitle: X\nstatus: draft\nowner: maya-okafor\n"
        "stages:\n  vision:\n    reviews: [{due: 2026-06-01, by: erik-lind}]\n---\n"
    )
    ended = base("new", "review", "x", "vision", "--due", "2026-06-25", "--by", "erik-lind")
    assert ended.code == 0
    both = "[{due: 2026-06-01, by: erik-lind}, {due: 2026-06-25, by: erik-lind}]"
    assert f"    reviews: {both}\n---\n" in path.read_text()


def test_a_reading_is_appended(base: Commands) -> None:
    ended = base("reading", "add", "sales-cycle", "53", "--note", "after the pilot")
    assert ended.code == 0
    assert (
        (base.folder / "content/metrics/sales-cycle.csv")
        .read_text()
        .endswith("2026-06-01,53,after the pilot\n")
    )
    assert base("check").code == 0


def test_a_negative_reading_of_a_metric_without_any(base: Commands) -> None:
    assert base("new", "metric", "Balance", "--unit", "k€").code == 0
    assert base("reading", "add", "balance", "-3.5").code == 0
    assert (base.folder / "content/metrics/balance.csv").read_text() == "date,value\n2026-06-01,-3.5\n"
