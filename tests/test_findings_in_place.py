"""Whatever a rule says of a page stands on that page, once, and at the item it is about."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from playbook.diagnostic import Diagnostic
from playbook.pipeline import Judgement
from playbook.render import Renderer
from playbook.rules import RULES
from playbook.templates_place import find_templates
from playbook.view import build_views
from playbook.view.cards import name_anchor
from playbook.view.finding import FindingView, place
from tests.overlay import Example
from tests.rendered import Seen, make_facts, see
from tests.sites import judge_files
from tests.test_rules import EXAMPLES

BAD = [each for each in EXAMPLES if each.is_bad and not each.versions]


def has_class(element: Element, name: str) -> bool:
    return name in (element.get("class") or "").split()


def read(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def list_findings(page: Seen) -> list[tuple[Element, str]]:
    """List what a page says was found, each with the id of the place at which it stands.

    In a table a finding stands in the row below its item's.
    """
    found: list[tuple[Element, str]] = []

    def walk(element: Element, place: str) -> None:
        inner = element.get("id") or place if "." in (element.get("id") or "") else place
        if has_class(element, "finding"):
            found.append((element, place))
            return
        above = ""
        for child in element:
            is_row = has_class(child, "foundrow")
            walk(child, above if is_row else inner)
            above = above if is_row else child.get("id") or ""

    walk(page.tree, "")
    return found


def list_places(page: Seen) -> set[str]:
    """List the ids of the places of stages, targets, milestones, reviews, members, messages and risks."""
    kinds = ("stages", "targets", "milestones", "risks")
    return {each for each in page.ids if each.split(".")[1:2] and each.split(".")[1] in kinds}


def find_place(found: Diagnostic, places: set[str]) -> str:
    """Give the narrowest place of a page that a finding is at or inside; "" for none."""
    parts = found.item.split(".")
    names = (name_anchor(".".join(parts[:length])) for length in range(len(parts), 0, -1))
    return next((each for each in names if each in places and each.count(".") > 1), "")


def render_some(judgement: Judgement, urls: set[str]) -> dict[str, Seen]:
    """Render some pages of a preview, and read them back."""
    renderer = Renderer(judgement.site.config.templates, find_templates())
    views = build_views(make_facts(judgement, is_preview=True))
    return {each.path: see(each.path, renderer.render(each)) for each in views if each.path in urls}


def name_place(found: Diagnostic) -> str:
    return f"{found.span.path}:{found.span.line}" if found.span.line else found.span.path


def iter_pages(judgement: Judgement) -> Iterator[tuple[str, str, tuple[Diagnostic, ...]]]:
    """Yield each page on which something was found: its kind, its output, what was found."""
    for key, found in judgement.checked.by_page.items():
        page = judgement.site.pages.get(key)
        if page and page.url and found:
            yield page.kind if page.readable else "unread", page.url, found


@pytest.mark.parametrize("example", BAD, ids=lambda each: each.name)
def test_what_was_found_stands_on_its_page_once_and_at_its_item(example: Example, tmp_path: Path) -> None:
    judgement = judge_files(tmp_path, example.files, example.today)
    pages = list(iter_pages(judgement))
    seen = render_some(judgement, {url for _, url, _ in pages})
    for kind, url, found in pages:
        page = seen[url]
        shown = list_findings(page)
        told = Counter((each.code, name_place(each)) for each in found)
        assert Counter(name_shown(each) for each, _ in shown) == told, url
        if kind == "initiative":
            places = list_places(page)
            expected = Counter((each.code, name_place(each), find_place(each, places)) for each in found)
            at = Counter((*name_shown(each), where if where in places else "") for each, where in shown)
            assert at == expected


def name_shown(finding: Element) -> tuple[str, str]:
    """Give the code and the place that a finding on a page names."""
    code = next(read(each) for each in finding.iter() if has_class(each, "code"))
    where = next(read(each) for each in finding.iter() if has_class(each, "place"))
    return code.split()[-1], where


def test_every_rule_with_an_example_was_looked_at() -> None:
    looked = {each.name.split("-")[0].replace("_", "-") for each in BAD}
    others = {each.name: each.needs for each in RULES if each.name not in looked}
    assert others.pop("internal-fault") == ""
    assert set(others.values()) == {"history"}, "those are judged by git alone"
    assert len(others) == 6


def test_the_items_that_have_places_are_met_by_the_examples(tmp_path: Path) -> None:
    met = set()
    for n, example in enumerate(BAD):
        judgement = judge_files(tmp_path / str(n), example.files, example.today)
        items = [found.item for _, _, some in iter_pages(judgement) for found in some]
        for item in items:
            parts = item.split(".")
            met.add(".".join(part for at, part in enumerate(parts) if at % 2 == 0))
    assert met > {"stages", "stages.reviews", "stages.members", "stages.communication"}
    assert met > {"targets", "milestones", "risks"}


def make(item: str) -> FindingView:
    return FindingView("error", "Error", "PB101", "x", "", "", "", item, "a.md:1", "", "")  # type: ignore[arg-type]


def test_a_finding_goes_to_the_narrowest_place_and_none_is_lost() -> None:
    items = ["stages.goals", "stages.goals.reviews.a", "milestones.a"]
    given = [
        make("stages.goals"),
        make("stages.goals.reviews.a.actions.1"),
        make("stages.goals.metric"),
        make("stages.goals-two"),
        make("milestones.a"),
        make("milestones.ab"),
        make("owner"),
        make(""),
    ]
    placed = place(given, items)
    assert {key: [each.item for each in some] for key, some in placed.items()} == {
        "stages.goals": ["stages.goals", "stages.goals.metric"],
        "stages.goals.reviews.a": ["stages.goals.reviews.a.actions.1"],
        "milestones.a": ["milestones.a"],
        "": ["stages.goals-two", "milestones.ab", "owner", ""],
    }


def test_a_waiver_stands_with_its_end(tmp_path: Path) -> None:
    waivers = "  - rule: sponsor-missing\n    reason: The board decides in July\n    until: 2026-08-01\n"
    example = next(each for each in BAD if each.name.startswith("sponsor_missing-bad"))
    page = example.files["content/initiatives/crm.md"]
    owner = "\nwaivers:\n" + waivers.replace("    until", "    by: erik-lind\n    until")
    front, rest = page.removeprefix("---\n").split("\n---\n", 1)
    edited = {**example.files, "content/initiatives/crm.md": f"---\n{front}{owner}---\n{rest}"}
    judgement = judge_files(tmp_path, edited, example.today)
    seen = render_some(judgement, {"initiative/crm.html"})["initiative/crm.html"]
    told = [read(each) for each, _ in list_findings(seen) if has_class(each, "f-waived")]
    assert len(told) == 1
    assert "Accepted until 1 Aug 2026" in told[0]
    assert "The board decides in July" in told[0]
