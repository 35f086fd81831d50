"""Pages of guidance: their tree and what stands at their side; the rules in families; the lost page."""

from pathlib import Path

import pytest

from playbook.markdown import Heading
from playbook.view import build_views
from playbook.view.guidance import FEW, MOST, Group
from playbook.view.method import MethodPageView, MethodView
from playbook.view.page import NotFoundView, PageView, find_base
from playbook.view.prose import list_headings
from playbook.view.rule_page import RulesView, RuleView
from tests.plans import judge_plan, make_rule
from tests.rendered import make_facts, render_files, see_pages
from tests.sites import read_base
from tests.views import build, pick

TREE = {
    "content/about.md": "# About\n",
    "content/sales/index.md": "---\ntitle: How we sell\n---\nx\n",
    "content/sales/b.md": "---\ntitle: B\norder: 1\n---\nx\n",
    "content/sales/a.md": "---\ntitle: A\n---\nx\n",
    "content/sales/price_lists/x.md": "---\ntitle: X\n---\nx\n",
    "content/method/goals.md": "---\ntitle: Goals here\nstage: goals\n---\nx\n",
}


def outline(groups: tuple[Group, ...]) -> list[tuple[str, str, list[str]]]:
    """List the title, the home and the cards of groups."""
    return [
        (each.title, each.home.title if each.home else "", [card.title for card in each.cards])
        for each in groups
    ]


def test_the_tree_has_the_method_and_every_folder(tmp_path: Path) -> None:
    views = build(tmp_path, files=TREE)
    expected = [
        ("The method", "The method", ["Goals here"]),
        ("More pages", "", ["About"]),
        ("How we sell", "How we sell", ["B", "A"]),
        ("Price lists", "", ["X"]),
    ]
    assert outline(pick(views, PageView, "sales/a.html").groups) == expected
    assert outline(pick(views, MethodPageView).groups) == expected
    assert outline(pick(views, MethodView).groups) == expected[1:]


def test_a_folder_s_own_page_comes_first_in_it(tmp_path: Path) -> None:
    views = build(tmp_path, files=TREE)
    home = pick(views, PageView, "sales.html")
    assert home.previous is None
    assert home.next
    assert home.next.title == "B"
    assert pick(views, PageView, "about.html").next is None


@pytest.mark.parametrize(
    ("path", "crumbs"),
    [
        ("about.html", [("The method", "method.html")]),
        ("sales/a.html", [("The method", "method.html"), ("How we sell", "sales.html")]),
        (
            "sales/price_lists/x.html",
            [
                ("The method", "method.html"),
                ("How we sell", "sales.html"),
                ("Price lists", "method.html#at.folder.sales.price-lists"),
            ],
        ),
    ],
    ids=["at the top", "in a folder", "in a folder of a folder"],
)
def test_the_way_up_leads_by_the_folders(tmp_path: Path, path: str, crumbs: list[tuple[str, str]]) -> None:
    page = pick(build(tmp_path, files=TREE), PageView, path)
    assert [(each.title, each.url) for each in page.crumbs] == crumbs


def test_every_way_up_is_there_on_the_page_of_the_method(tmp_path: Path) -> None:
    pages = see_pages(render_files(tmp_path, read_base() | TREE))
    ids = pages["method.html"].ids
    assert {
        fragment for page in pages.values() for to, fragment in page.iter_links() if to == "method.html"
    } <= {
        "",
        *ids,
    }


def test_of_many_pages_those_nearby_are_shown(tmp_path: Path) -> None:
    many = {f"content/guides/p{n:03}.md": f"# Page {n:03}\n" for n in range(FEW + 10)}
    views = build(tmp_path, files=many | TREE)
    method, guides = pick(views, PageView, "guides/p035.html").groups
    assert method.title == "The method"
    assert (len(guides.cards), guides.more) == (MOST, FEW + 10 - MOST)
    assert [guides.cards[0].title, guides.cards[-1].title] == ["Page 015", "Page 054"]
    assert pick(views, PageView, "guides/p000.html").groups[1].cards[0].title == "Page 000"
    last = pick(views, PageView, f"guides/p{FEW + 9:03}.html").groups[1].cards
    assert (len(last), last[-1].title) == (MOST, f"Page {FEW + 9:03}")
    assert outline(pick(views, PageView, "about.html").groups)[1:] == [("More pages", "", ["About"])]
    assert len(pick(views, MethodPageView).groups) == 1


def test_the_page_at_which_the_reader_is_is_marked_at_its_side(tmp_path: Path) -> None:
    page = see_pages(render_files(tmp_path, read_base() | TREE))["sales/a.html"]
    (side,) = [each for each in page.every("nav") if each.get("aria-label") == "Guidance"]
    current = [each.text for each in side.iter("a") if each.get("aria-current") == "page"]
    assert current == ["A"]


def test_a_list_of_contents_holds_the_highest_headings_without_the_title() -> None:
    headings = [Heading(1, "T", "t", 1, 9), Heading(3, "A", "a", 2, 1), Heading(4, "B", "b", 3, 1)]
    assert [(each.title, each.url) for each in list_headings(headings, "T")] == [("A", "#a")]
    assert [each.title for each in list_headings(headings, "Another")] == ["T"]
    assert list_headings([], "T") == ()


def test_the_method_says_in_words_how_many_stand_where(tmp_path: Path) -> None:
    found = pick(build(tmp_path, files=TREE), MethodView)
    assert [each.standing_text for each in found.stages[1:3]] == [
        "No initiatives stand",
        "One initiative stands",
    ]
    assert found.standing == 1


def test_rules_stand_in_families(tmp_path: Path) -> None:
    views = build(tmp_path)
    found = pick(views, RulesView)
    assert [each.key for each in found.families] == [
        "PB0",
        "PB1",
        "PB2",
        "PB3",
        "PB4",
        "PB5",
        "PB6",
        "PB7",
        "PB9",
    ]
    assert all(rule.code.startswith(each.key) for each in found.families for rule in each.rules)
    assert [word for word, _ in found.levels] == ["error", "warning", "info"]
    rule = pick(views, RuleView, "rules/unknown-key.html")
    assert (rule.family, rule.siblings[0].code) == ("Every page", "PB001")
    assert rule.previous
    assert rule.next
    assert (rule.previous.title, rule.next.url) == ("PB001 front-matter-invalid", "rules/invalid-value.html")
    assert [each.title for each in rule.prose.headings][:2] == ["Why it matters", "Bad"]


def test_a_company_s_own_rules_are_a_family(tmp_path: Path) -> None:
    facts = make_facts(judge_plan(tmp_path), own_rules=(make_rule(),))
    own = pick(list(build_views(facts)), RulesView).families[-1]
    assert (own.key, own.title, [each.code for each in own.rules]) == ("own", "The company's own", ["AC001"])


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("", "/"),
        ("https://playbook.example", "/"),
        ("https://example.org/change/", "/change/"),
        ("https://example.org/a/b", "/a/b/"),
    ],
    ids=["nobody says", "a host", "a folder", "a folder of a folder"],
)
def test_the_lost_page_links_from_where_the_site_lies(url: str, base: str) -> None:
    assert find_base(url) == base


def test_every_address_of_the_lost_page_holds_at_any_depth(tmp_path: Path) -> None:
    base = read_base()
    config = base["playbook.toml"].replace("[site]", '[site]\nurl = "https://example.org/change/"')
    page = see_pages(render_files(tmp_path, base | {"playbook.toml": config}))["404.html"]
    addresses = [
        each.get(key, "") for each in page.tree.iter() for key in ("href", "src") if each.get(key) is not None
    ]
    assert len(addresses) > 10
    assert all(each.startswith(("/change/", "#")) for each in addresses)


def test_the_lost_page_has_three_ways_on(tmp_path: Path) -> None:
    lost = pick(build(tmp_path), NotFoundView)
    assert lost.root == "/"
    page = see_pages(render_files(tmp_path, read_base()))["404.html"]
    ways = [link.get("href") for each in page.every("li") for link in each.iter("a")]
    assert ways == ["/index.html", "/initiatives.html", "/search.html"]
