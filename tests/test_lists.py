"""Home, the list and the roadmap as a reader's browser has them: hooks of scripts, keys, folded groups."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from playbook.render import Renderer
from playbook.templates_place import find_templates
from playbook.view import home, initiatives, make_index, roadmap
from tests.overlay import merge
from tests.plans import CRM, UNREVIEWED
from tests.rendered import Seen, make_facts, see
from tests.sites import judge_files, read_base

PAGES = ("index.html", "initiatives.html", "roadmap.html")
HOSTILE = '<script>alert(1)</script> & "more"'


BUILDERS = {"index.html": home.build, "initiatives.html": initiatives.build, "roadmap.html": roadmap.build}


def show(folder: Path, path: str, files: dict[str, str] | None = None) -> Seen:
    """Render one page of a site, and only that."""
    index = make_index(make_facts(judge_files(folder, files or read_base())))
    view = next(BUILDERS[path](index))
    return see(path, Renderer(folder / "templates", find_templates()).render(view))


def write_plans(number: int, fragment: str = UNREVIEWED) -> dict[str, str]:
    """Give the base site with many plans that need somebody."""
    plan = merge(read_base()[CRM], fragment).replace("due: 2026-06-26", "due: 2026-05-26")
    return read_base() | {f"content/initiatives/plan-{n}.md": plan for n in range(number)}


def without_plans() -> dict[str, str]:
    return {"content/about.md": "# About\n", "playbook.toml": read_base()["playbook.toml"]}


def list_by_class(seen: Seen, name: str) -> list[Element]:
    return [each for each in seen.tree.iter() if name in (each.get("class") or "").split()]


def say(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_every_filter_of_the_list_finds_what_its_rows_carry(tmp_path: Path) -> None:
    seen = show(tmp_path, "initiatives.html", write_plans(2))
    (table,) = [each for each in seen.every("table") if each.get("data-table") == "initiatives"]
    rows = [each for each in table.iter("tr") if each.get("data-health")]
    assert len(rows) == 3
    for select in seen.every("select"):
        assert select.get("data-for") == "initiatives"
        offered = {each.get("value") for each in select.iter("option")}
        values = [each.get(f"data-{select.get('data-filter')}", "") for each in rows]
        parts = [each.split(" ") if select.get("data-many") is not None else [each] for each in values]
        carried = {part for some in parts for part in some}
        assert carried <= offered, select.get("data-filter")
        assert len(offered) == len(carried - {""}) + 1
    assert [each.get("data-filter") for each in seen.every("input")].count("text") == 1


def test_controls_need_a_script_and_the_count_is_told(tmp_path: Path) -> None:
    seen = show(tmp_path, "initiatives.html")
    (form,) = [each for each in seen.every("form") if "filters" in (each.get("class") or "")]
    assert "js-only" in (form.get("class") or "").split()
    (count,) = [each for each in seen.tree.iter() if each.get("data-count") == "initiatives"]
    assert (count.get("role"), say(count)) == ("status", "1 initiative")
    assert {each.get("data-sort") for each in seen.every("th")} - {None} == {"text", "number", "date"}


def test_a_column_of_steps_has_the_letters_of_the_method(tmp_path: Path) -> None:
    seen = show(tmp_path, "initiatives.html")
    letters = [each.text for each in list_by_class(seen, "c-letter")]
    assert letters == ["V", "C", "G", "F"]
    names = [each.get("aria-label") for each in list_by_class(seen, "glyph") if each.get("role") == "img"]
    assert names[0] == "Vision, Coalition, Goals and Follow-through"
    assert str(names[1]).startswith("Vision done, Coalition done, Goals")


@pytest.mark.parametrize("path", PAGES)
def test_a_playbook_without_plans_says_so_and_offers_nothing_to_filter(tmp_path: Path, path: str) -> None:
    seen = show(tmp_path, path, without_plans())
    assert list_by_class(seen, "empty")
    assert not list_by_class(seen, "filters")
    assert not list_by_class(seen, "legend")
    assert not list_by_class(seen, "lanes")


@pytest.mark.parametrize("path", PAGES)
def test_hostile_titles_run_nothing_in_lists_and_lanes(tmp_path: Path, path: str) -> None:
    files = read_base()
    files[CRM] = merge(files[CRM], f"title: '{HOSTILE}'\n").replace(
        "title: All teams", f"title: {HOSTILE} All teams"
    )
    seen = show(tmp_path, path, files)
    assert not [each for each in seen.every("script") if each.text]
    assert HOSTILE in seen.text


def test_home_names_by_health_whom_it_does_not_show(tmp_path: Path) -> None:
    seen = show(tmp_path, "index.html", write_plans(120))
    (rest,) = list_by_class(seen, "rest")
    folds = list(rest.iter("details"))
    assert "109 more" in say(rest)
    assert [say(next(each.iter("summary"))) for each in folds] == ["Late 108", "On track 1"]
    assert [len(list(each.iter("li"))) for each in folds] == [31, 1]
    assert "78 more, in the table" in say(folds[0])
    assert len(list_by_class(seen, "lane")) == 1 + 12
    assert "109 more initiatives with dates" in seen.text


def test_the_roadmap_says_what_it_leaves_to_other_pages_and_how_many_need_somebody(tmp_path: Path) -> None:
    seen = show(tmp_path, "roadmap.html", write_plans(45))
    (groups,) = list_by_class(seen, "lane-groups")
    assert [say(each) for each in groups.iter("li")] == ["Sales 46 initiatives, 45 need attention"]
    assert [each.get("href") for each in groups.iter("a")] == ["lists/department/sales/roadmap.html"]
    assert "The 20 initiatives that need attention first, of 46." in seen.text
    assert len(list_by_class(seen, "lane")) == 1 + 20
    assert "220 dates as a table" in seen.text


def test_a_lane_tells_its_next_date_in_words(tmp_path: Path) -> None:
    seen = show(tmp_path, "roadmap.html", write_plans(1))
    said = [say(each) for each in list_by_class(seen, "lane-next")]
    assert said[0].startswith("Overdue: 26 May 2026, ")
    assert said[1].startswith("Next: ")


@pytest.mark.parametrize("path", ["index.html", "roadmap.html"])
def test_the_key_to_the_marks_is_drawn_and_said(tmp_path: Path, path: str) -> None:
    seen = show(tmp_path, path)
    keys = [each for each in seen.every("ul") if each.get("aria-label") == "Key to the marks"]
    rows = [row for each in keys for row in each.iter("li")]
    assert len(rows) > 4
    assert all(say(row) and len(list(row.iter())) > 2 for row in rows)
