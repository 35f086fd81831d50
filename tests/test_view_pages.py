"""The check, the method, the rules and every other page."""

from dataclasses import replace
from pathlib import Path

import pytest

from playbook.baseline import shrink
from playbook.check import Options
from playbook.config_schema import SiteSettings
from playbook.formats.summary import count_findings
from playbook.markdown import Heading
from playbook.view import build_views
from playbook.view.checked import CheckView, count_build
from playbook.view.found import count_rules, group_by_rule, list_found
from playbook.view.listing import ListView
from playbook.view.method import MethodPageView, MethodView
from playbook.view.page import PageView
from playbook.view.prose import repeats_title, settle_headings
from playbook.view.rule_page import RulesView, RuleView
from playbook.view.titles import MOST_OPEN, TitlesView
from tests.plans import CRM, UNREVIEWED, judge_plan, make_rule, waive
from tests.rendered import make_facts, render_files, see
from tests.sites import read_base
from tests.views import build, look_up, make_facts_index, pick


def test_the_check_tells_every_finding_by_page(tmp_path: Path) -> None:
    found = pick(build(tmp_path, UNREVIEWED), CheckView)
    assert found.verdict == "bad"
    assert found.verdict_text.startswith("1 error")
    page = found.pages[0]
    assert page.plan
    assert "PB103" in [each.code for each in page.findings]
    assert [(each.title, each.met, each.total) for each in found.scores][2] == ("3. Goals", 0, 1)
    assert found.clean == ()
    assert found.lead.endswith("The checker read 1 initiative, 3 metrics, 5 people and 3 departments.")


def test_a_clean_check_says_so(tmp_path: Path) -> None:
    found = pick(build(tmp_path), CheckView)
    assert (found.verdict, found.verdict_text) == ("ok", "0 errors and 0 warnings")
    assert [each.card.title for each in found.clean] == ["One CRM for every deal"]
    assert "PB511 page-silent" in [each.rule for each in found.not_evaluated]


def test_waived_findings_and_loose_ones_have_their_place(tmp_path: Path) -> None:
    orphan = {"content/metrics/orphan.csv": "date,value\n"}
    found = pick(build(tmp_path, "sponsor: ~\n" + waive("sponsor-missing"), files=orphan), CheckView)
    assert [each.code for group in found.waived for each in group.findings] == ["PB301"]
    assert [each.card.title for each in found.pages] == ["Files of no page"]
    assert found.verdict_text.endswith("1 waived")


def test_what_is_waived_and_what_is_in_the_baseline_are_two_things(tmp_path: Path) -> None:
    fragment = UNREVIEWED + "sponsor: ~\n" + waive("sponsor-missing")
    first = judge_plan(tmp_path / "a", fragment)
    options = Options(baseline=shrink(None, first.checked.report.diagnostics))
    index = make_facts_index(judge_plan(tmp_path / "b", fragment, options=options))
    views = list(build_views(index.facts))
    found = pick(views, CheckView)
    assert count_findings(index.facts.report).startswith("no findings; 1 waived; 1 baselined")
    assert found.verdict_text == "0 errors, 0 warnings, 1 waived and 1 baselined"
    listed = (each for page in (*found.waived, *found.baselined) for each in page.findings)
    assert [(each.code, each.tone, each.label) for each in listed] == [
        ("PB301", "waived", "Waived"),
        ("PB103", "baselined", "Baselined"),
    ]
    counts = count_build(index)["counts"]
    assert isinstance(counts, dict)
    assert (counts["waived"], counts["baselined"]) == (1, 1)
    by_rule = [
        (each.code, each.number, each.waived, each.baselined) for each in count_rules(group_by_rule(index))
    ]
    assert by_rule == [("PB103", 0, 0, 1), ("PB301", 0, 1, 0)]
    groups = {
        group.title: len(group.rows)
        for view in list_found(index, group_by_rule(index))
        if isinstance(view, ListView)
        for group in view.groups
    }
    assert groups == {"Baselined": 1, "Waived": 1}


def test_a_plan_that_cannot_be_read_has_met_no_gate(tmp_path: Path) -> None:
    other = "content/initiatives/other.md"
    found = pick(build(tmp_path, files={other: "---\ntitle: [\n---\n"}), CheckView)
    assert {each.total for each in found.scores} == {1}
    assert [each.card.title for each in found.plans] == ["One CRM for every deal"]
    assert found.unread_text == "1 initiative cannot be read and is not counted."
    assert found.lead.endswith(
        "1 initiative, 3 metrics, 5 people and 3 departments; 1 page could not be read."
    )


def test_a_playbook_without_a_plan_that_can_be_read_counts_nothing(tmp_path: Path) -> None:
    site = {**read_base(), CRM: "---\ntitle: [\n---\n"}
    body = render_files(tmp_path, site, is_preview=True)["check.html"]
    text = see("check.html", body).text
    assert "without an open gap" not in text
    assert "How much of each step is done" not in text
    assert "1 initiative cannot be read and is not counted." in text
    assert "The checker read 0 initiatives" in text


def test_settings_of_the_run_are_shown(tmp_path: Path) -> None:
    assert pick(build(tmp_path, options=Options(settings=("--profile core",))), CheckView).settings == (
        "--profile core",
    )


GUIDES = {
    "content/method/vision.md": "---\ntitle: A vision\nstage: vision\n---\nx\n",
    "content/method/goals.md": "---\ntitle: Some goals\nstage: goals\n---\nx\n",
    "content/method/more.md": "---\ntitle: More\n---\nx\n",
}


def test_the_method_lists_who_stands_where_in_its_order(tmp_path: Path) -> None:
    views = build(tmp_path, files=GUIDES)
    found = pick(views, MethodView)
    assert [(each.number, each.title, len(each.plans)) for each in found.stages] == [
        (1, "Vision", 0),
        (2, "Coalition", 0),
        (3, "Goals", 1),
        (4, "Follow-through", 0),
    ]
    assert [each.title for each in found.others] == ["More"]
    goals = pick(views, MethodPageView, "method/goals.html")
    assert goals.previous
    assert goals.next
    assert (goals.previous.title, goals.next.title, goals.number) == ("A vision", "More", 3)
    assert [each.card.title for each in goals.plans] == ["One CRM for every deal"]
    assert pick(views, MethodPageView, "method/more.html").number == 0


def test_a_guide_s_own_order_comes_first(tmp_path: Path) -> None:
    files = GUIDES | {"content/method/more.md": "---\ntitle: More\norder: 0\n---\nx\n"}
    assert pick(build(tmp_path, files=files), MethodPageView, "method/more.html").previous is None


def test_other_pages_have_neighbours_by_order_within_their_folder(tmp_path: Path) -> None:
    files = {
        "content/guides/b.md": "---\ntitle: Second\norder: 2\n---\nx\n",
        "content/guides/a.md": "---\ntitle: First\norder: 1\n---\nSee [the second](b.md).\n",
        "content/guides/z.md": "# Last\n",
        "content/about.md": "# About\n",
    }
    views = build(tmp_path, files=files)
    second = pick(views, PageView, "guides/b.html")
    assert second.previous
    assert second.next
    assert (second.previous.title, second.next.title) == ("First", "Last")
    assert [(each.card.title, each.sentence) for each in second.mentions] == [("First", "See the second.")]
    about = pick(views, PageView, "about.html")
    assert (about.previous, about.next) == (None, None)
    last = pick(views, PageView, "guides/z.html").prose
    assert last
    assert "<h" not in last.html


def test_titles_stand_under_their_letters(tmp_path: Path) -> None:
    files = {"content/4.md": "---\ntitle: 4 ways\n---\n", "content/e.md": "---\ntitle: Énergie\n---\n"}
    found = pick(build(tmp_path, files=files), TitlesView)
    letters = {each.title: [row.card.title for row in each.rows] for each in found.letters}
    assert list(letters) == sorted(letters)
    assert letters["#"][0] == "4 ways"
    assert "Ana Ruiz" in letters["A"]
    assert letters["E"] == ["Énergie", "Erik Lind"]
    assert found.is_folded == (sum(map(len, letters.values())) > MOST_OPEN)


def test_rules_count_what_they_found_here(tmp_path: Path) -> None:
    views = build(tmp_path, UNREVIEWED)
    row = next(each for each in pick(views, RulesView).rules if each.code == "PB103")
    assert (row.level, row.is_core, row.step, row.found) == ("error", True, "Every stage", 1)
    page = pick(views, RuleView, row.url)
    assert [each.title for each in page.pages] == ["One CRM for every deal"]
    assert "<h1" not in page.prose.html


@pytest.mark.parametrize(
    ("html", "lower", "settled"),
    [
        pytest.param('<h2 id="a">A</h2>', 0, '<h2 id="a">A</h2>', id="as it should be"),
        pytest.param("<h1>A</h1><h3>B</h3>", 0, "<h2>A</h2><h3>B</h3>", id="no level is skipped"),
        pytest.param("<h2>A</h2><h3>B</h3>", 1, "<h3>A</h3><h4>B</h4>", id="set lower"),
        pytest.param("<h6>A</h6>", 5, "<h6>A</h6>", id="never below the sixth"),
        pytest.param("<p>&lt;h1&gt;</p><hr>", 0, "<p>&lt;h1&gt;</p><hr>", id="words are no headings"),
    ],
)
def test_headings_are_set_below_the_page_s_title(html: str, lower: int, settled: str) -> None:
    assert settle_headings(html, lower) == settled


def test_only_the_page_s_own_title_is_left_out() -> None:
    first = Heading(1, "A title", "a-title", 1, 5)
    assert repeats_title((first,), "A title")
    assert not repeats_title((first,), "Another")
    assert not repeats_title((replace(first, level=2),), "A title")
    assert not repeats_title((), "A title")


def test_a_company_s_own_rules_are_listed_and_found(tmp_path: Path) -> None:
    own = make_rule(about_persons=True)
    judged = judge_plan(tmp_path, options=Options(own_rules=(own,)))
    facts = make_facts(judged, own_rules=(own,))
    row = pick(list(build_views(facts)), RulesView).rules[-1]
    assert (row.code, row.found, row.url) == ("AC001", 1, "")
    config = replace(
        judged.site.config,
        settings=replace(judged.site.config.settings, site=SiteSettings(rules_about_persons=False)),
    )
    quiet = replace(facts, site=replace(judged.site, config=config))
    assert pick(list(build_views(facts)), CheckView).pages
    assert not pick(list(build_views(quiet)), CheckView).pages


def test_whoever_reads_the_report_is_known_to_have(tmp_path: Path) -> None:
    index = look_up(tmp_path, config="\nrules-about-persons = false\n")
    for _ in range(2):
        with index.trace.record() as facts:
            assert index.facts.report.pages
        assert "checked:*" in facts
