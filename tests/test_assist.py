"""What an editor asks, on the example playbook: nothing is raised, a glance sees what a check sees."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from playbook.assist.completion import MOST, choose, complete
from playbook.assist.cures import list_cures
from playbook.assist.draft import Draft
from playbook.assist.explanation import explain_place
from playbook.assist.glance import glance
from playbook.assist.key_docs import HEADS, read_key_docs
from playbook.assist.offer import Offer
from playbook.assist.snippet import fill_in, list_snippets
from playbook.assist.symbols import list_folds, list_symbols
from playbook.check import Options
from playbook.config import read_config
from playbook.edit import apply_edits
from playbook.judgement import Judgement, judge_playbook
from playbook.memo import Tools
from playbook.rule import E
from playbook.schema import initiative, pages
from playbook.schema.record import list_keys
from tests.sites import judge_files, read_base

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def judged() -> Judgement:
    config, faults = read_config(ROOT)
    assert not faults
    return judge_playbook(config, TODAY, Options(), Tools())


def list_drafts(judged: Judgement) -> Iterator[Draft]:
    """Yield every page of the example."""
    content = ROOT / "content"
    for path in sorted(content.rglob("*.md")):
        name = path.relative_to(content).as_posix()
        yield Draft(judged.site.config, name, path.read_text(encoding="utf-8"))


def test_whatever_is_cut_off_is_answered(judged: Judgement) -> None:
    asked = 0
    for draft in list_drafts(judged):
        for at in range(0, len(draft.text), 211):
            cut = Draft(draft.config, draft.name, draft.text[:at])
            complete(cut, at, judged)
            explain_place(cut, at, judged)
            symbols = list_symbols(cut)
            assert all(0 <= each.start <= each.name_start <= each.end <= at for each in symbols)
            assert all(0 <= start < end <= at for start, end in list_folds(cut))
            asked += 1
    assert asked > 500


EDITS = [
    pytest.param("status: live", "status: draft", id="another status"),
    pytest.param("owner: oskar-lindqvist\nsponsor", "owner: oskar\nsponsor", id="a name that nobody bears"),
    pytest.param("\nsponsor: ", "\nspon\nsponsor: ", id="a line that is no key"),
    pytest.param("[[finance]]", "[[finanze]]", id="a broken link"),
    pytest.param("        verdict: passed\n        reading: 42\n", "", id="a review without a verdict"),
    pytest.param("One pipeline", "Another pipeline", id="nothing that is judged"),
]


@pytest.mark.parametrize(("old", "new"), EDITS)
def test_a_glance_finds_what_a_whole_check_finds(judged: Judgement, old: str, new: str) -> None:
    name = "initiatives/crm-weekly-use.md"
    text = (ROOT / "content" / name).read_text(encoding="utf-8")
    assert old in text
    draft = Draft(judged.site.config, name, text.replace(old, new, 1), 2)
    tools = Tools()
    tools.overlay = {name: draft.text.encode()}
    whole = judge_playbook(judged.site.config, TODAY, Options(), tools).checked.by_page[draft.key]
    assert glance(draft, judged, Options()) == whole


def test_a_glance_keeps_what_only_all_pages_tell(tmp_path: Path) -> None:
    name = "initiatives/second.md"
    text = "---\ntitle: X\nstatus: draft\nowner: maya-okafor\nformerly:\n  - crm\n---\n"
    found = judge_files(tmp_path, {**read_base(), f"content/{name}": text})
    draft = Draft(found.site.config, name, text.replace("title: X", "title: Y"), 2)
    assert [each.code for each in glance(draft, found, Options()) or () if each.severity is E] == ["PB004"]


def test_every_key_has_words_from_the_guide() -> None:
    records = [
        each
        for module in (initiative, pages)
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__ and list_keys(each)
    ]
    assert {each.__name__ for each in records} <= set(HEADS.values())
    docs = read_key_docs()
    assert [
        (each.__name__, key)
        for each in records
        for key in list_keys(each)
        if (each.__name__, key) not in docs
    ] == []
    assert "](" not in "".join(f"{each.type}{each.required}{each.meaning}" for each in docs.values())


def test_every_cure_of_the_example_satisfies_its_finding(judged: Judgement) -> None:
    cured = 0
    for draft in list_drafts(judged):
        before = glance(draft, judged, Options()) or ()
        for cure in list_cures(draft, (0, len(draft.text)), judged, Options()):
            new = Draft(draft.config, draft.name, apply_edits(draft.text, cure.edits), 2)
            after = glance(new, judged, Options()) or ()
            counted = [each for each in after if not each.suppressed]
            same = (cure.found.code, cure.found.item, cure.found.message)
            assert same not in [(each.code, each.item, each.message) for each in counted], cure.title
            assert cure.found in before
            cured += 1
    assert cured >= 10


def test_of_many_offers_those_are_chosen_that_fit() -> None:
    offers = [Offer(f"plan-{n:03}", "", 0, 0, "id", search=f"plan-{n:03} Title {n}") for n in range(400)]
    found = choose(offers, "plan-39")
    assert [each.label for each in found.offers] == [f"plan-{n}" for n in range(390, 400)]
    assert not found.is_whole
    assert len(choose(offers, "").offers) == MOST
    assert choose(offers, "title 77").offers[0].label == "plan-077"
    assert choose(offers[:5], "zzz").is_whole


SNIPPETS = [
    pytest.param(
        "add under it:  reviews:\n                 - due: 2026-01-01\n                   by: x",
        {"reviews": [{"due": "2026-12-07", "by": "x"}]},
        id="a day that has passed",
    ),
    pytest.param(
        "add under it:  reviews:\n                 - due: 2027-01-01\n                   by: x",
        {"reviews": [{"due": "2027-01-01", "by": "x"}]},
        id="a day to come",
    ),
    pytest.param("add:  owner: <the id of one person>", {"owner": "<the id of one person>"}, id="a mark"),
    pytest.param("add:  value: 45", {"value": "<the value>"}, id="an example of a figure"),
]


@pytest.mark.parametrize(("help_", "wanted"), SNIPPETS)
def test_what_a_help_tells_to_add_is_read(help_: str, wanted: dict[str, object]) -> None:
    [(choice, snippet)] = list_snippets(help_)
    assert choice == ""
    assert fill_in(snippet, TODAY) == wanted


def test_words_to_choose_from_are_several_and_prose_is_none() -> None:
    found = [choice for choice, _ in list_snippets("add under it:  verdict: passed | not-passed")]
    assert found == ["passed", "not-passed"]
    assert list(list_snippets("ask for a yes, and add:  accepted: YYYY-MM-DD")) == []
    assert list(list_snippets("add:  accepted: YYYY-MM-DD, or  declined: YYYY-MM-DD")) == []
    assert list(list_snippets("add `value` under `baseline:`")) == []


def explain_at(found: Judgement, name: str, text: str) -> str:
    """Explain what stands at the caret."""
    at = text.index("‸")
    made = explain_place(Draft(found.site.config, name, text.replace("‸", "")), at, found)
    return made.text if made else ""


def test_what_is_named_is_described_as_it_stands(tmp_path: Path) -> None:
    files = {
        "content/people/gone.md": "---\nname: G*ne\ndeputy: maya-okafor\nleft: 2026-01-31\n---\n",
        "content/departments/house.md": "---\ntitle: House\nhead: gone\n---\n",
        "content/metrics/calls.md": "---\ntitle: Calls\nunit: count\ndirection: down\nkind: guardrail\n---\n",
        "content/initiatives/b.md": "---\ntitle: B\nstatus: draft\nowner: gone\naffects:\n  - house\n---\n",
    }
    found = judge_files(tmp_path, {**read_base(), **files})
    name = "initiatives/b.md"
    person = explain_at(found, name, "---\nowner: go‸ne\n---\n")
    assert person.splitlines()[::2] == [
        "**G\\*ne** (person `gone`)",
        "no role is known",
        "Deputy: Maya Okafor",
        "Left the company on 2026-01-31",
    ]
    house = explain_at(found, name, "---\naffects:\n  - hou‸se\n---\n")
    assert house == "**House** (department `house`)\n\nHead: G\\*ne\n\nAffected by 1 plan"
    guarded = "---\ntargets:\n  - metric: cal‸ls\n    guardrail: true\n    limit: 5\n---\n"
    assert explain_at(found, name, guarded) == (
        "**Calls** (metric `calls`)\n\ncount, less is better, guardrail\n\nNo reading yet"
        "\n\nGuard-rail of this plan: 5"
    )
    computed = explain_at(found, name, "---\nstages:\n  goals:\n    metric: reviews‸-held\n---\n")
    assert computed == "**Reviews held** (metric): computed from the plan, in per cent"
    own = "---\nmilestones:\n  - id: one\n    title: One\n  - depends-on:\n      - b#o‸ne\n---\n"
    assert explain_at(found, name, own) == "", "a milestone that is not judged yet is not told of"
    assert explain_at(found, name, "---\nfields:\n  x‸: 1\n---\n") == ""
    assert explain_at(found, name, "---\nowner: nobody-‸here\n---\n").startswith("**owner** (person")


def test_what_other_plans_use_is_offered(judged: Judgement) -> None:
    def offer(text: str) -> list[str]:
        draft = Draft(judged.site.config, "initiatives/new.md", text.replace("‸", ""))
        return [each.label for each in complete(draft, text.index("‸"), judged).offers]

    assert "One set of figures" in offer("---\ntheme: ‸\n---\n")
    assert "crm" in offer("---\ntags:\n  - ‸\n---\n")
    assert "All-hands" in offer("---\nstages:\n  coalition:\n    communication:\n      - channel: ‸\n---\n")
    assert offer("---\nheadline: ‸\n---\n") == []
    assert offer("---\ntargets:\n  - headline: ‸\n---\n") == ["true", "false"]
    metric = Draft(judged.site.config, "metrics/new.md", "---\nunit: \n---\n")
    assert "%" in [each.label for each in complete(metric, len("---\nunit: "), judged).offers]
    method = Draft(judged.site.config, "method/new.md", "---\nstage: \n---\n")
    assert [each.label for each in complete(method, len("---\nstage: "), judged).offers] == [
        "vision",
        "coalition",
        "goals",
        "follow-through",
    ]
