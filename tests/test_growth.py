"""No page grows with the playbook, and what a page leaves out is reached without a script."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from playbook.view.guidance import MANY, MOST
from playbook.view.method import MethodView
from playbook.view.page import PageView
from playbook.view.paging import SIZES, Size
from tests.busy import make_busy
from tests.rendered import Seen, render_files, see
from tests.views import build, pick

FEW, MORE = 45, 120
SMALL: Mapping[str, Size] = {kind: Size(3, 5, 20) for kind in SIZES}
LATE = date(2026, 9, 1)
SLACK = 3500
"""Bytes by which a page may grow with the digits of its numbers and the names of its pages."""


@cache
def publish(number: int) -> dict[str, bytes]:
    """Render the pages of a playbook that has so many of everything, with few rows to a page."""
    with TemporaryDirectory() as folder:
        outputs = render_files(Path(folder), make_busy(number), LATE, sizes=SMALL)
    return {path: body for path, body in outputs.items() if path.endswith(".html")}


def name_whole(path: str) -> str:
    """Name the list that a page belongs to: its last page is not full, and so no measure."""
    return re.sub(r"/\d+\.html$", ".html", path) if path.startswith("lists/") else path


def weigh(pages: Mapping[str, bytes]) -> dict[str, int]:
    """Give the size of every page, of a list that of its largest one."""
    sizes: dict[str, int] = defaultdict(int)
    for path, body in pages.items():
        sizes[name_whole(path)] = max(sizes[name_whole(path)], len(body))
    return sizes


def test_no_page_of_a_larger_playbook_is_larger() -> None:
    small, large = publish(FEW), publish(MORE)
    before, after = weigh(small), weigh(large)
    assert {name: (size, after[name]) for name, size in before.items() if after[name] > size + SLACK} == {}
    assert max(map(len, large.values())) <= max(map(len, small.values())) + SLACK


def test_there_is_something_that_could_have_grown() -> None:
    lists = Counter(name_whole(path) for path in publish(MORE) if path.startswith("lists/"))
    assert lists["lists/roadmap/dates.html"] == 2
    for name in (
        "initiatives",
        "people",
        "metrics",
        "departments",
        "reviews",
        "search",
        "department/sales/roadmap",
        "department/sales/initiatives",
        "department/sales/people",
        "department/sales/overdue",
        "person/erik-lind/due",
        "person/erik-lind/initiatives",
        "person/erik-lind/links",
        "metric/discount-rate/initiatives",
        "metric/m-000/links",
        "initiative/plan-000/links",
        "initiative/plan-000/waiting",
        "method/goals",
        "meeting/reviews",
        "meeting/moved",
        "changes",
        "rules/stage-review-missing/found",
        "rules/stage-review-missing/pages",
    ):
        assert lists[f"lists/{name}.html"] >= MORE // 20 - 1, name  # the first page of some lies elsewhere


@cache
def see_all(number: int) -> dict[str, Seen]:
    return {path: see(path, body) for path, body in publish(number).items()}


def test_every_page_is_reached_by_links_alone() -> None:
    pages = see_all(FEW)
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        for path, _ in pages[waiting.pop()].iter_links():
            if path in pages and path not in reached:
                reached.add(path)
                waiting.append(path)
    assert sorted(set(pages) - reached - {"404.html"}) == []


def test_every_link_and_every_place_is_there() -> None:
    pages = see_all(FEW)
    ids = {path: set(each.ids) for path, each in pages.items()}
    lost = [
        (each.path, path, fragment)
        for each in pages.values()
        for path, fragment in each.iter_links()
        if path.endswith(".html") and (path not in pages or (fragment and fragment not in ids[path]))
    ]
    assert lost == []
    assert [path for path, each in pages.items() if len(each.ids) != len(set(each.ids))] == []


def test_no_two_pages_have_one_title() -> None:
    titles = defaultdict(list)
    for path, each in see_all(FEW).items():
        titles["".join(each.every("title")[0].itertext())].append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_the_pages_of_a_list_lead_to_one_another() -> None:
    pages = see_all(FEW)
    for path, before, after in (
        ("initiatives.html", "", "lists/initiatives/2.html"),
        ("lists/initiatives/2.html", "initiatives.html", "lists/initiatives/3.html"),
        ("lists/initiatives/3.html", "lists/initiatives/2.html", ""),
    ):
        links = {each.get("rel"): each.get("href", "") for each in pages[path].every("link")}
        anchors = {each.get("rel"): each.get("href", "") for each in pages[path].every("a")}
        for rel, wanted in (("prev", before), ("next", after)):
            given = links.get(rel, "")
            assert given.removeprefix("../../") == wanted
            assert anchors.get(rel, "") == given


@pytest.mark.parametrize("number", [0, 1])
def test_a_small_playbook_has_no_pages_of_lists_and_no_rows_to_load(tmp_path: Path, number: int) -> None:
    outputs = render_files(
        tmp_path, make_busy(1) if number else {"playbook.toml": make_busy(1)["playbook.toml"]}
    )
    assert [path for path in outputs if re.match(r"lists/|data/.*\.js$", path)] == []
    assert [path for path in outputs if "rows-" in path or "keys-" in path] == []
    assert b'class="pages"' not in b"".join(body for path, body in outputs.items() if path.endswith(".html"))


def count_cards(views: list[object], kind: type[PageView] | type[MethodView]) -> list[int]:
    return [sum(len(group.cards) for group in each.groups) for each in views if isinstance(each, kind)]


@pytest.mark.parametrize("folders", [1, MOST + 5], ids=["one folder", "very many folders"])
def test_the_side_of_a_guide_and_the_method_name_some_of_very_many(tmp_path: Path, folders: int) -> None:
    files = {f"content/guides/f{n % folders:02}/g{n:03}.md": f"# Guide {n:03}\n" for n in range(MANY + 50)}
    views = list(build(tmp_path, files=files))
    own = [each for each in views if isinstance(each, PageView)]
    assert len(own) == MANY + 50
    for each in own:
        assert each.path in {card.url for group in each.groups for card in group.cards}
        assert len(each.groups) <= MOST + 1
        assert all(len(group.cards) <= MOST for group in each.groups)
    method = pick(views, MethodView)
    assert len(method.groups) <= MOST
    assert all(len(group.cards) <= MOST for group in method.groups)
    shown = sum(len(group.cards) + group.more for group in method.groups)
    assert shown == MANY + 50 or folders > MOST
