"""`playbook lsp`, driven by a client: completion, hover, definition, references, symbols, folds, links."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.editor import Editor, copy_example, read_range, replace_ranges

pytestmark = pytest.mark.asyncio
PLAN = "initiatives/handover.md"
NEW = "initiatives/new-plan.md"


@pytest_asyncio.fixture
async def editor(tmp_path: Path) -> AsyncIterator[Editor]:
    started = await Editor.start(copy_example(tmp_path))
    await started.is_ready()
    yield started
    assert await started.stop() == 0


def write(text: str, item: types.CompletionItem) -> str:
    """Take an offer: give the text that comes of it."""
    assert isinstance(item.text_edit, types.TextEdit)
    return replace_ranges(text.replace("‸", ""), [item.text_edit])


TYPED = [
    pytest.param("---\nown‸\n---\n", "owner", "---\nowner: \n---\n", id="a key half typed"),
    pytest.param(
        "---\ntitle: x\n‸\n---\n", "affects", "---\ntitle: x\naffects:\n  - \n---\n", id="an empty line"
    ),
    pytest.param("---\ntitle: x\nsta‸", "status", "---\ntitle: x\nstatus: ", id="without a closing fence"),
    pytest.param("---\n‸\n", "owner", "---\nowner: \n", id="an empty line, no closing fence"),
    pytest.param(
        "---\ntitle: x\n‸\n", "owner", "---\ntitle: x\nowner: \n", id="an empty line at the end, no fence"
    ),
    pytest.param(
        "---\ntitle: x\n\nowner: ‸\n",
        "sofie-dahl",
        "---\ntitle: x\n\nowner: sofie-dahl\n",
        id="after an empty line, no closing fence",
    ),
    pytest.param("‸", "---", "---\ntitle: \nstatus: draft\nowner: \n---\n", id="an empty file"),
    pytest.param("--‸\n", "---", "---\ntitle: \nstatus: draft\nowner: \n---\n\n", id="a fence half typed"),
    pytest.param("---\nstages:\n  ‸\n---\n", "goals", "---\nstages:\n  goals:\n    \n---\n", id="a stage"),
    pytest.param(
        "---\nown‸: sofie-dahl\n---\n", "owner", "---\nowner: sofie-dahl\n---\n", id="before a colon"
    ),
    pytest.param(
        "---\nrisks:\n  ‸\n---\n", "- risk", "---\nrisks:\n  - risk: \n---\n", id="an item with its dash"
    ),
    pytest.param("---\nrisks:\n  - ‸\n---\n", "owner", "---\nrisks:\n  - owner: \n---\n", id="after a dash"),
    pytest.param("---\nowner: sof‸\n---\n", "sofie-dahl", "---\nowner: sofie-dahl\n---\n", id="a person"),
    pytest.param(
        "---\nowner: ‸\nown\n---\n", "sofie-dahl", "---\nowner: sofie-dahl\nown\n---\n", id="amid faults"
    ),
    pytest.param(
        "---\r\nowner: sof‸\r\n---\r\n", "sofie-dahl", "---\r\nowner: sofie-dahl\r\n---\r\n", id="CRLF"
    ),
    pytest.param("---\nstatus: ‸\n---\n", "running", "---\nstatus: running\n---\n", id="a word"),
    pytest.param(
        "---\naffects:\n  - ‸\n---\n", "sales", "---\naffects:\n  - sales\n---\n", id="a department"
    ),
    pytest.param(
        "---\naffects: [it, s‸]\n---\n", "sales", "---\naffects: [it, sales]\n---\n", id="in brackets"
    ),
    pytest.param(
        "---\nstages:\n  coalition:\n    metric: ‸\n---\n",
        "asks-accepted",
        "---\nstages:\n  coalition:\n    metric: asks-accepted\n---\n",
        id="a metric that is computed",
    ),
    pytest.param(
        "---\nstages:\n  goals:\n    reviews:\n      - due: ‸\n---\n",
        "2026-12-07",
        "---\nstages:\n  goals:\n    reviews:\n      - due: 2026-12-07\n---\n",
        id="a day in two weeks",
    ),
    pytest.param(
        "---\ndepends-on:\n  - crm-weekly-use#‸\n---\n",
        "crm-weekly-use#retire-spreadsheets",
        "---\ndepends-on:\n  - crm-weekly-use#retire-spreadsheets\n---\n",
        id="a milestone of another plan",
    ),
    pytest.param(
        "---\nwaivers:\n  - rule: ‸\n---\n",
        "gap-too-wide",
        "---\nwaivers:\n  - rule: gap-too-wide\n---\n",
        id="a rule",
    ),
    pytest.param(
        "---\ntitle: 🚲 [x]\n---\n🚲🚲 see [[crm‸ and",
        "crm-weekly-use",
        "---\ntitle: 🚲 [x]\n---\n🚲🚲 see [[crm-weekly-use]] and",
        id="a wikilink after signs of two units",
    ),
    pytest.param(
        "---\ntitle: x\n---\n[[quote-turnaround#‸]]",
        "coalition",
        "---\ntitle: x\n---\n[[quote-turnaround#coalition]]",
        id="a heading",
    ),
    pytest.param(
        "---\ntitle: x\n---\n[x](../gui‸)",
        "../guides/glossary.md",
        "---\ntitle: x\n---\n[x](../guides/glossary.md)",
        id="a file",
    ),
]


@pytest.mark.parametrize(("text", "label", "becomes"), TYPED)
async def test_what_may_stand_there_is_offered_and_fits(
    editor: Editor, text: str, label: str, becomes: str
) -> None:
    found = await editor.complete(NEW, text)
    assert write(text, found[label]) == becomes


async def test_keys_that_are_there_are_not_offered_and_required_ones_come_first(editor: Editor) -> None:
    found = await editor.complete(NEW, "---\ntitle: x\nstatus: draft\n‸\n---\n")
    assert not {"title", "status"} & set(found)
    assert list(found)[:2] == ["summary", "owner"]
    assert found["owner"].detail == "person (required: draft)"
    assert isinstance(found["owner"].documentation, types.MarkupContent)
    assert found["owner"].documentation.value == "the one accountable person"


async def test_a_stage_is_offered_the_keys_of_its_step_alone(editor: Editor) -> None:
    found = await editor.complete(NEW, "---\nstages:\n  vision:\n    ‸\n---\n")
    assert "diagnosis" in found
    assert not {"members", "until", "anchors"} & set(found)


async def test_nothing_is_offered_in_the_lines_of_a_text(editor: Editor) -> None:
    assert await editor.complete(NEW, "---\nsummary: |\n  some ‸\n---\n") == {}
    assert await editor.complete(NEW, "---\ntitle: x\n---\nplain ‸ prose") == {}


async def test_on_an_empty_page_fences_alone_are_offered_with_what_its_kind_needs(editor: Editor) -> None:
    found = await editor.complete("metrics/new.md", "‸")
    assert {label: write("‸", each) for label, each in found.items()} == {
        "---": "---\ntitle: \nunit: \ndirection: \nkind: \n---\n"
    }
    assert write("‸", (await editor.complete("new.md", "‸"))["---"]) == "---\ntitle: \n---\n"


async def test_a_person_a_metric_a_plan_and_a_key_are_explained(editor: Editor) -> None:
    editor.open("people/sofie-dahl.md")
    words, place = await editor.hover(
        "people/sofie-dahl.md", editor.point("people/sofie-dahl.md", "deputy: ines-‸aldana")
    )
    assert words.startswith("**Ines Aldana** (person `ines-aldana`)")
    assert read_range(editor.texts["people/sofie-dahl.md"], place) == "ines-aldana"
    words, _ = await editor.hover(
        "people/sofie-dahl.md", editor.point("people/sofie-dahl.md", "[[quote-turn‸around]]")
    )
    assert "(initiative `quote-turnaround`)" in words
    assert "Vision: met; begun 202" in words
    plan = "initiatives/crm-weekly-use.md"
    editor.open(plan)
    words, _ = await editor.hover(plan, editor.point(plan, "metric: crm-weekly-‸active\n    headline"))
    assert "Last reading: 71% on 2026-11-16" in words
    assert "Target of this plan: from 41% to 90% by 2026-09-30" in words
    words, place = await editor.hover(plan, editor.point(plan, "\nspon‸sor: "))
    assert "who clears the way; never the owner" in words
    assert read_range(editor.texts[plan], place) == "sponsor"


async def test_a_rule_is_explained_in_a_waiver_and_where_it_found_something(editor: Editor) -> None:
    text = "---\ntitle: x\nstatus: draft\nowner: nobody-here\nwaivers:\n  - rule: gap-‸too-wide\n---\n"
    words, _ = await editor.hover(NEW, editor.type(NEW, text))
    assert words.startswith("**PB405 gap-too-wide**")
    await editor.wait_for_code(NEW, "PB005")
    words, _ = await editor.hover(NEW, editor.point(NEW, "nobody-‸here"))
    assert "**PB005 unknown-reference**" in words


async def find(editor: Editor, name: str, words: str) -> list[tuple[str, int]]:
    """Ask for a definition: (file, line from 1)."""
    params = types.DefinitionParams(**editor.ask(name, editor.point(name, words)))
    found = await editor.client.text_document_definition_async(params)
    assert isinstance(found, list | tuple)
    places = [each for each in found if isinstance(each, types.Location)]
    return [(editor.name(each.uri), each.range.start.line + 1) for each in places]


async def test_a_definition_is_the_page_the_row_the_heading_or_the_milestone(editor: Editor) -> None:
    text = "---\nowner: sofie-dahl\nsponsor: anders-nyberg\nown\ndepends-on:\n"
    text += "  - crm-weekly-use#retire-spreadsheets\nstages:\n  goals:\n---\n[[quote-turnaround#goals]]\n"
    editor.open(NEW, text)
    assert await find(editor, NEW, "sofie-‸dahl") == [("people/sofie-dahl.md", 1)]
    rows = editor.read("people.csv").splitlines()
    row = next(n for n, each in enumerate(rows, 1) if each.startswith("anders-nyberg,"))
    assert await find(editor, NEW, "anders-‸nyberg") == [("people.csv", row)]
    crm = editor.read("initiatives/crm-weekly-use.md").splitlines()
    line = next(n for n, each in enumerate(crm, 1) if each.strip() == "- id: retire-spreadsheets")
    assert await find(editor, NEW, "#retire‸-") == [("initiatives/crm-weekly-use.md", line)]
    quote = editor.read("initiatives/quote-turnaround.md").splitlines()
    assert await find(editor, NEW, "[[quote‸-") == [
        ("initiatives/quote-turnaround.md", quote.index("## Goals") + 1)
    ]
    assert await find(editor, NEW, "  go‸als:") == [("method/goals.md", 1)]


async def test_references_are_every_place_that_names_it_exactly(editor: Editor) -> None:
    editor.open(PLAN)
    found = await editor.list_uses(PLAN, editor.point(PLAN, "\nsponsor: sofie-‸dahl"))
    named = {each.partition(": ")[2] for each in found}
    assert named == {"sofie-dahl"}
    every = [path for path in (editor.root / "content").rglob("*") if path.suffix in (".md", ".csv")]
    counted = {
        editor.name(path.as_uri()): path.read_text(encoding="utf-8").count("sofie-dahl") for path in every
    }
    others = {"people.csv": 1, "method/coalition.md": 1}  # its own row, and an example in a block of code
    expected = sorted(
        name
        for name, n in counted.items()
        for _ in range(n - others.get(name, 0))
        if name != "people/sofie-dahl.md"
    )
    assert sorted(each.partition(": ")[0] for each in found) == expected


async def test_references_of_a_page_itself_are_asked_for_anywhere_on_it(editor: Editor) -> None:
    metric = "metrics/crm-weekly-active.md"
    editor.open(metric)
    found = await editor.list_uses(metric, types.Position(1, 2))
    assert "initiatives/crm-weekly-use.md: crm-weekly-active" in found
    assert "guides/record-a-reading.md: crm-weekly-active" in found


async def test_a_row_of_an_export_knows_who_names_it(editor: Editor) -> None:
    editor.open("people.csv")
    found = await editor.list_uses("people.csv", editor.point("people.csv", "\nanders-‸nyberg,"))
    assert found
    assert {each.partition(": ")[2] for each in found} == {"anders-nyberg"}


async def test_a_row_whose_page_adds_prose_is_a_place_too(editor: Editor) -> None:
    rows = editor.read("people.csv")
    rows = rows.replace("joris.vanacker@maren.example,,", "joris.vanacker@maren.example,helena-moreau,")
    assert ",helena-moreau," in rows
    (editor.root / "content/people.csv").write_text(rows, encoding="utf-8", newline="")
    editor.open("people.csv")
    editor.open(NEW, "---\ntitle: x\nstatus: draft\nowner: no-such-person\n---\n")
    await editor.wait_for_code(NEW, "PB005")
    found = await editor.list_uses("people.csv", editor.point("people.csv", "\nhelena-‸moreau,"))
    assert found.count("people.csv: helena-moreau") == rows.count(",helena-moreau,")


def flatten(symbols: list[types.DocumentSymbol], path: str = "") -> dict[str, types.DocumentSymbol]:
    """Give symbols by the names on the way to them."""
    flat = {}
    for each in symbols:
        flat[f"{path}{each.name}"] = each
        flat |= flatten(list(each.children or ()), f"{path}{each.name}/")
    return flat


async def ask_symbols(editor: Editor, name: str) -> dict[str, types.DocumentSymbol]:
    params = types.DocumentSymbolParams(editor.document(name))
    found = await editor.client.text_document_document_symbol_async(params) or []
    return flatten([each for each in found if isinstance(each, types.DocumentSymbol)])


async def test_symbols_are_the_parts_by_step_and_the_headings(editor: Editor) -> None:
    editor.open(PLAN)
    found = await ask_symbols(editor, PLAN)
    assert "Stages/Vision/Reviews" in found
    assert any(name.startswith("Milestones/") for name in found)
    assert found["Vision"].kind is types.SymbolKind.String
    assert read_range(editor.texts[PLAN], found["Stages/Goals"].range).startswith("goals:\n    owner:")
    editor.type(PLAN, editor.texts[PLAN].replace("\nsponsor:", "\nspon\nsponsor:"))
    assert set(await ask_symbols(editor, PLAN)) == set(found), "a half-typed line hides no part"


async def test_folds_are_the_front_matter_its_parts_and_the_sections(editor: Editor) -> None:
    editor.open(PLAN)
    lines = editor.texts[PLAN].splitlines()
    params = types.FoldingRangeParams(editor.document(PLAN))
    found = await editor.client.text_document_folding_range_async(params) or []
    folded = {lines[each.start_line]: lines[each.end_line] for each in found}
    assert folded["---"].startswith(("  ", "lessons", "- "))
    assert "stages:" in folded
    assert "  goals:" in folded
    assert any(first.startswith("## ") for first in folded)


async def test_links_of_prose_lead_to_their_files(editor: Editor) -> None:
    editor.open(PLAN)
    params = types.DocumentLinkParams(editor.document(PLAN))
    found = await editor.client.text_document_document_link_async(params) or []
    linked = {read_range(editor.texts[PLAN], each.range): each.target for each in found}
    assert linked["sofie-dahl"] == editor.uri("people/sofie-dahl.md")


async def test_pages_are_found_by_title(editor: Editor) -> None:
    found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("weekly use of the crm"))
    assert [each.name for each in found or ()] == ["One pipeline: weekly use of the CRM"]


async def test_a_milestone_of_a_page_that_is_no_plan_names_nothing(editor: Editor) -> None:
    text = "---\ntitle: x\nmilestones:\n  - id: foo-a\n---\n"
    for name in ("about-x.md", "departments/x.md"):
        editor.open(name, text)
        await editor.wait_for_code(name, "PB002")
        at = editor.point(name, "foo‸-a")
        assert await editor.hover(name, at) == ("", None)
        assert await editor.list_uses(name, at) == []
        params = types.PrepareRenameParams(**editor.ask(name, at))
        assert await editor.client.text_document_prepare_rename_async(params) is None
    assert [each.message for each in editor.client.messages] == []
