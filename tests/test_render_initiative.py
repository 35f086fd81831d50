"""An initiative's page as it stands in HTML: tracker, steps, notices, folds, what a company overrides."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from tests.initiative_pages import LONG, make_pages
from tests.overlay import merge
from tests.plans import CRM, UNAPPROVED, UNREVIEWED, claim
from tests.rendered import Seen, render_files, see
from tests.sites import read_base

PAGE = "initiative/crm.html"
BLOCKS = (
    "title", "notice", "diagnosis", "verdicts", "facts", "steps", "stages", "due", "risks", "changes",
    "waivers", "lessons", "updates", "notes", "connections", "rail",
)  # fmt: skip


def show(folder: Path, files: dict[str, str]) -> Seen:
    """Render and parse the page of a site's plan."""
    return see(PAGE, render_files(folder, files)[PAGE])


def lay(fragment: str) -> dict[str, str]:
    """Give the base site with a fragment laid over its plan."""
    base = read_base()
    return base | {CRM: merge(base[CRM], fragment)}


def pick(page: Seen | Element, name: str, class_: str) -> list[Element]:
    """List the elements of a name and class."""
    tree = page.tree if isinstance(page, Seen) else page
    named = (
        each for each in tree.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == name
    )
    return [each for each in named if class_ in (each.get("class") or "").split()]


def read(element: Element) -> str:
    """Give an element's words, blanks folded."""
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The page of the base site's plan."""
    return show(tmp_path_factory.mktemp("site"), read_base())


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """The page of a plan of forty milestones and twenty reviews."""
    return show(tmp_path_factory.mktemp("site"), make_pages()["big"])


@pytest.mark.parametrize("name", make_pages())
def test_every_stage_has_its_cell_its_gate_and_its_section(tmp_path: Path, name: str) -> None:
    page = show(tmp_path, make_pages()[name])
    stages = pick(page, "li", "stage")
    assert len(stages) >= 4
    for stage in stages:
        assert len(pick(stage, "svg", "step-cell")) >= 1
        assert len(pick(stage, "svg", "wire")) == 1
        assert [read(each) for each in stage.iter("dt")] == ["Owner", "Metric", "Review", "Gate"]
        (heading,) = stage.iter("h3")
        (link,) = heading.iter("a")
        assert (link.get("href") or "").removeprefix("#") in page.ids


@pytest.mark.parametrize("name", make_pages())
def test_the_contents_lead_to_what_is_on_the_page(tmp_path: Path, name: str) -> None:
    page = show(tmp_path, make_pages()[name])
    (contents,) = pick(page, "ul", "toc")
    links = [(each.get("href") or "").removeprefix("#") for each in contents.iter("a")]
    assert len(links) >= 4
    assert set(links) <= set(page.ids)
    headed = [each.get("aria-labelledby") for each in pick(page, "section", "step")]
    assert {each for each in headed if each and not each.endswith(".title")} <= set(links)


def test_the_answer_stands_before_everything_else(base: Seen) -> None:
    (head,) = pick(base, "div", "ihead")
    words = read(head)
    assert words.index("One CRM for every deal") < words.index("Every opportunity lives in one CRM")
    assert [read(each) for each in head.iter("dt")] == ["Status", "Declared", "Computed", "Next"]
    assert "On track by Maya Okafor, 29 May 2026" in words
    assert base.text.index("Next to complete") < base.text.index("1. Vision")


def test_what_is_missing_has_a_dash_and_a_word(tmp_path: Path) -> None:
    page = show(tmp_path, lay(UNREVIEWED))
    goals = pick(page, "li", "stage")[2]
    assert [read(each) for each in pick(goals, "span", "missing")] == ["none"]
    assert [read(each) for each in pick(goals, "a", "found")] == ["1 error"]
    assert pick(goals, "dd", "g-shut")


def test_the_first_weak_step_is_marked_once(tmp_path: Path, big: Seen) -> None:
    (mark,) = pick(big, "strong", "look")
    assert read(mark) == "Look here first"
    assert read(pick(big, "li", "stage")[2]).startswith("3. Goals Look here first")
    assert not pick(show(tmp_path, read_base()), "strong", "look")


@pytest.mark.parametrize(
    ("status", "said"),
    [("paused", "Paused since 20 May 2026"), ("stopped", "Stopped on 20 May 2026: The vendor was sold")],
)
def test_a_plan_that_does_not_run_says_so_first(tmp_path: Path, status: str, said: str) -> None:
    page = show(tmp_path, lay(claim(status)))
    (notice,) = pick(page, "p", f"n-{status}")
    assert read(notice).startswith(said)
    (title,) = page.every("h1")
    assert read(title).endswith(status.capitalize())


def test_a_plan_that_runs_needs_no_notice(base: Seen) -> None:
    assert not pick(base, "p", "notice")


def test_findings_stand_once_at_what_they_concern(big: Seen) -> None:
    rows = pick(big, "tr", "foundrow")
    assert rows
    assert all(pick(each, "div", "finding") for each in rows)
    places = [read(each) for each in pick(big, "p", "place")]
    assert places
    assert all(PAGE.removesuffix("html").split("/")[1] + "md" in each for each in places)


def test_a_waived_gap_is_in_place_and_in_the_list(tmp_path: Path) -> None:
    waiver = "waivers:\n  - rule: step-unapproved\n    item: stages.goals\n    reason: The board knows\n"
    page = show(tmp_path, lay(UNAPPROVED + waiver + "    by: erik-lind\n    until: 2026-06-30\n"))
    (table,) = pick(page, "table", "t-waivers")
    assert "29 days left" in read(table)
    assert "The board knows" in read(table)


def test_milestones_have_their_place_on_the_axis(base: Seen, big: Seen) -> None:
    (table,) = pick(base, "table", "mstable")
    rows = [each for each in table.iter("tr") if each.get("id")]
    assert len(rows) == 3
    assert all(len(pick(each, "td", "tl")) == 1 for each in rows)
    assert [read(each) for each in pick(table, "span", "win")] == ["Early win"]
    (moved,) = pick(big, "span", "slipnote")
    assert read(moved).startswith("moved")
    reasons = pick(big, "details", "moves")
    assert [len(list(each.iter("li"))) for each in reasons] == [3]
    assert "1 Feb 2026 to 1 May 2026: The tool was not ready" in read(reasons[0])


def test_one_milestone_alone_needs_no_axis(tmp_path: Path) -> None:
    one = "milestones:\n  - title: All\n    owner: tom-hale\n    due: 2026-06-26\n    acceptance: All of it\n"
    (table,) = pick(show(tmp_path, lay(one)), "table", "mstable")
    assert not pick(table, "td", "tl")
    assert len(list(table.iter("th"))) == 5


def find_sorts(page: Seen, class_: str) -> list[str | None]:
    """Give by what the columns of the first table of a class can be sorted."""
    return [
        each.get("data-sort")
        for head in pick(page, "table", class_)[0].iter("thead")
        for each in head.iter("th")
    ]


def test_a_long_table_can_be_sorted_and_a_short_one_needs_it_not(tmp_path: Path, base: Seen) -> None:
    assert find_sorts(base, "mstable") == [None] * 5
    long = show(tmp_path, make_pages()["long"])
    assert find_sorts(long, "mstable") == ["text", None, "date", "text", None]
    rows = [each for each in pick(long, "table", "mstable")[0].iter("tr") if each.get("id")]
    assert [each.get("data-value") for each in pick(rows[0], "td", "du")] == ["2026-07-15"]


def test_a_long_chain_of_reviews_can_be_sorted(tmp_path: Path) -> None:
    tables = pick(show(tmp_path, make_pages()["long"]), "table", "reviews")
    assert [each.get("data-table") for each in tables] == [None, None, None, "follow-through-reviews"]


def test_findings_between_rows_keep_a_table_in_its_order(big: Seen) -> None:
    assert pick(big, "tr", "foundrow")
    assert find_sorts(big, "mstable") == [None] * 5


def test_what_folds_is_native_and_closed(base: Seen) -> None:
    folds = pick(base, "details", "fold")
    words = [read(next(each.iter("summary"))) for each in folds]
    assert "The messages, 2 of 3 sent" in words
    assert "The reviews, 0 of 4 held" in words
    assert "Read the notes" in words
    assert not [each for each in folds if each.get("open") is not None]


def test_what_is_owed_is_cut_and_counted(big: Seen) -> None:
    (owed,) = pick(big, "ul", "owed")
    assert len(list(owed)) == 8
    assert "more later; each stands at its step." in big.text


def test_titles_of_any_length_are_not_cut(big: Seen) -> None:
    (title,) = big.every("h1")
    assert read(title) == LONG
    assert f"{LONG} 39" in big.text


def test_nothing_at_all_is_said_in_words(tmp_path: Path) -> None:
    page = show(tmp_path, make_pages()["bare"])
    assert "nothing yet" in page.text
    assert not pick(page, "table", "mstable")
    assert not pick(page, "figure", "chart")
    assert "at.risks" not in page.ids


def test_a_target_without_a_reading_has_no_chart(tmp_path: Path, base: Seen) -> None:
    assert len(pick(base, "figure", "chart")) == 1
    page = show(tmp_path, make_pages()["unread"])
    assert not pick(page, "figure", "chart")
    assert "No reading yet" in page.text


@pytest.mark.parametrize("name", BLOCKS)
def test_a_company_replaces_one_part_and_keeps_the_rest(tmp_path: Path, name: str) -> None:
    own = '{% extends "playbook/initiative.html" %}{% block ' + name + " %}<p>Our own part</p>{% endblock %}"
    files = read_base() | {"templates/initiative.html": own}
    page = show(tmp_path, files)
    assert page.text.count("Our own part") == 1
    assert len(pick(page, "p", "printfoot")) == 1
