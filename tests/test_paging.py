"""Lists cut into pages: what each page holds, which it names, what the page that begins a list shows."""

from pathlib import Path

import pytest

from playbook.view.address import name_list, name_part
from playbook.view.due import DueGroup, cut_groups
from playbook.view.listing import Lists, Wanted
from playbook.view.paging import SIZES, Paging, Size, split
from tests.views import list_rows, look_up


@pytest.mark.parametrize(
    ("number", "most", "pages"),
    [
        pytest.param(0, 3, [0], id="none is one page"),
        pytest.param(1, 3, [1], id="one"),
        pytest.param(3, 3, [3], id="a full page"),
        pytest.param(4, 3, [3, 1], id="one more"),
        pytest.param(1000, 300, [300, 300, 300, 100], id="many"),
    ],
)
def test_a_list_is_cut_into_full_pages_and_a_rest(number: int, most: int, pages: list[int]) -> None:
    leaves = list(split("people.html", range(number), most))
    assert [len(each.rows) for each in leaves] == pages
    assert [row for each in leaves for row in each.rows] == list(range(number))
    assert [each.path for each in leaves[:2]] == ["people.html", "lists/people/2.html"][: len(pages)]
    assert [each.name("People") for each in leaves[:2]] == ["People", "People, page 2"][: len(pages)]
    assert [each.paging is None for each in leaves] == [len(pages) == 1] * len(pages)


def test_a_page_says_where_it_stands_and_leads_on() -> None:
    first, middle, last = [each.paging for each in split("lists/metric/a b/links.html", range(8), 3)]
    assert first
    assert middle
    assert last
    assert (first.previous, first.next) == (0, 2)
    assert (middle.previous, middle.next, middle.since, middle.until, middle.total) == (1, 3, 4, 6, 8)
    assert (last.next, last.since, last.until) == (0, 7, 8)
    assert middle.url(1) == "lists/metric/a%20b/links.html"
    assert middle.url(3) == "lists/metric/a%20b/links/3.html"


def make_paging(number: int, count: int) -> Paging:
    return Paging("people.html", number, count, 1, 2, 2)


@pytest.mark.parametrize(
    ("number", "count", "named"),
    [
        pytest.param(1, 2, (1, 2), id="two"),
        pytest.param(2, 7, (1, 2, 3, 4, 5, 6, 7), id="no gap for one page"),
        pytest.param(1, 20, (1, 2, 3, 4, 0, 8, 0, 12, 0, 16, 0, 20), id="the first"),
        pytest.param(20, 20, (1, 0, 4, 0, 8, 0, 12, 0, 16, 17, 18, 19, 20), id="the last"),
    ],
)
def test_a_page_names_its_neighbours_and_some_far_off(
    number: int, count: int, named: tuple[int, ...]
) -> None:
    assert make_paging(number, count).numbers == named


@pytest.mark.parametrize("count", [2, 3, 10, 1000, 100_000])
def test_the_numbers_named_are_few_however_many_pages_there_are(count: int) -> None:
    for number in {1, 2, count // 2, count - 1, count}:
        named = make_paging(number, count).numbers
        assert {1, number, count} <= set(named)
        assert len(named) <= 22
        shown = [each for each in named if each]
        assert shown == sorted(set(shown))


def test_the_addresses_of_lists_lie_in_one_folder() -> None:
    assert name_list("person/kim.html", "due") == "lists/person/kim/due.html"
    assert name_part("lists/person/kim/due.html", 2) == "lists/person/kim/due/2.html"
    assert name_part("people.html", 1) == "people.html"


def make_lists(folder: Path, size: Size) -> Lists:
    index = look_up(folder, sizes={**SIZES, "cards": size})
    return Lists(index, "guides/a b.html", "A guide", "method")


def test_a_short_list_stands_whole_on_its_page(tmp_path: Path) -> None:
    lists = make_lists(tmp_path, Size(1, 3, 2))
    assert lists.begin(Wanted("cards", "cards", "Cards"), "abc") == ("a", "b", "c")
    assert (lists.more, list(lists.build())) == ({}, [])


def test_a_long_list_is_begun_and_goes_on_from_its_start_elsewhere(tmp_path: Path) -> None:
    lists = make_lists(tmp_path, Size(1, 3, 2))
    assert lists.begin(Wanted("cards", "cards", "Cards", "All {} cards"), "abcde") == ("a",)
    card = lists.more["cards"]
    assert (card.title, card.url) == ("All 5 cards", "lists/guides/a%20b/cards.html")
    pages = list(lists.build())
    assert [each.path for each in pages] == [
        "lists/guides/a b/cards.html",
        "lists/guides/a b/cards/2.html",
        "lists/guides/a b/cards/3.html",
    ]
    assert list_rows(pages, "lists/guides/a b/cards.html") == list("abcde")
    assert {each.crumbs[0].url for each in pages} == {"guides/a%20b.html"}


def test_titles_go_on_over_the_pages(tmp_path: Path) -> None:
    lists = make_lists(tmp_path, Size(1, 3, 2))
    rows = [("Near", "a"), ("Near", "b"), ("Near", "c"), ("Far", "d")]
    assert lists.begin_titled(Wanted("cards", "cards", "Cards"), rows) == [("Near", "a")]
    assert [[(group.title, group.rows) for group in each.groups] for each in lists.build()] == [
        [("Near", ("a", "b"))],
        [("Near", ("c",)), ("Far", ("d",))],
    ]


def test_groups_are_cut_where_the_page_is_full(tmp_path: Path) -> None:
    (item, *_) = look_up(tmp_path).plans["initiative/crm"].due
    groups = [DueGroup(key, key.title(), "", (item,) * 3) for key in ("overdue", "week", "later")]
    cut = list(cut_groups(groups, 4))
    assert [(each.key, len(each.items), each.span) for each in cut] == [
        ("overdue", 3, ""),
        ("week", 1, "1 of 3"),
    ]
