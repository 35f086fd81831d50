"""`playbook lsp`, driven by a client: renames across pages and files, and actions that cure a finding."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.editor import Editor, copy_example, read_range, replace_ranges

pytestmark = pytest.mark.asyncio
PLAN = "initiatives/handover.md"
CRM = "initiatives/crm-weekly-use.md"
NEW = "initiatives/new-plan.md"


@pytest_asyncio.fixture
async def editor(tmp_path: Path) -> AsyncIterator[Editor]:
    started = await Editor.start(copy_example(tmp_path))
    await started.is_ready()
    yield started
    assert await started.stop() == 0


async def rename(editor: Editor, name: str, words: str, new: str) -> dict[str, str]:
    """Rename what stands at the caret; give the new texts of all files that changed."""
    position = editor.point(name, words)
    params = types.RenameParams(new_name=new, **editor.ask(name, position))
    return editor.apply(await editor.client.text_document_rename_async(params))


def save_all(editor: Editor) -> None:
    """Let the server know that files have changed, and that none is open."""
    for name in list(editor.texts):
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(name)))
        del editor.texts[name]
    changed = types.FileEvent(editor.uri(CRM), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))


def count_word(editor: Editor, word: str) -> dict[str, int]:
    """Count a word in every file."""
    paths = [path for path in (editor.root / "content").rglob("*") if path.suffix in (".md", ".csv")]
    counts = {editor.name(path.as_uri()): path.read_text(encoding="utf-8").count(word) for path in paths}
    return {name: n for name, n in counts.items() if n}


async def list_errors(editor: Editor) -> list[str]:
    """Judge everything from a new plan on, which makes sure that the last turn is over; list the errors."""
    editor.open("initiatives/late.md", "---\ntitle: x\nstatus: draft\nowner: no-such-person\n---\n")
    await editor.wait_for_code("initiatives/late.md", "PB005")
    errors = types.DiagnosticSeverity.Error
    every = ((uri, each) for uri, some in editor.client.diagnostics.items() for each in some)
    found = [f"{editor.name(uri)}: {each.message}" for uri, each in every if each.severity == errors]
    return [each for each in found if "no-such-person" not in each]


async def test_a_metric_is_renamed_with_its_readings_and_every_place(editor: Editor) -> None:
    editor.open(CRM)
    position = editor.point(CRM, "metric: crm-‸weekly-active\n    headline")
    prepared = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(**editor.ask(CRM, position))
    )
    assert isinstance(prepared, types.PrepareRenamePlaceholder)
    assert (read_range(editor.texts[CRM], prepared.range), prepared.placeholder) == ("crm-weekly-active",) * 2
    await rename(editor, CRM, "metric: crm-‸weekly-active\n    headline", "crm-use")
    assert count_word(editor, "crm-weekly-active") == {"metrics/crm-use.md": 1}
    page = editor.read("metrics/crm-use.md")
    assert "formerly:\n  - crm-weekly-active\n" in page
    assert (editor.root / "content/metrics/crm-use.csv").exists()
    save_all(editor)
    assert await list_errors(editor) == []


async def test_a_person_of_an_export_is_renamed_in_the_row_and_on_the_page(editor: Editor) -> None:
    editor.open(PLAN)
    new = await rename(editor, PLAN, "\nsponsor: sofie-‸dahl", "sofia-dahl")
    assert "\nsofia-dahl,Sofie Dahl,Chief operating officer" in new["people.csv"]
    assert "anders.nyberg@maren.example,sofia-dahl,\n" in new["people.csv"]
    assert count_word(editor, "sofie-dahl") == {"people/sofia-dahl.md": 1, "method/coalition.md": 1}
    save_all(editor)
    assert await list_errors(editor) == []


async def test_a_plan_is_renamed_and_an_old_name_of_its_own_may_come_back(editor: Editor) -> None:
    editor.open(
        "guides/record-a-reading.md",
        "# x\n\n[it](../initiatives/crm-weekly-use.md#goals) [[crm-weekly-use|this]]\n",
    )
    new = await rename(editor, "guides/record-a-reading.md", "[[crm-weekly‸-use|", "crm-adoption")
    assert new["guides/record-a-reading.md"] == (
        "# x\n\n[it](../initiatives/crm-adoption.md#goals) [[crm-adoption|this]]\n"
    )
    page = editor.read("initiatives/crm-adoption.md")
    assert "formerly:\n  - crm-weekly-use\n" in page
    assert not (editor.root / "content" / CRM).exists()
    save_all(editor)
    assert await list_errors(editor) == []


async def test_a_milestone_is_renamed_with_what_depends_on_it_and_its_slips(editor: Editor) -> None:
    editor.open(CRM)
    new = await rename(editor, CRM, "  - id: retire-‸spreadsheets", "retire-lists")
    assert "  - id: retire-lists\n" in new[CRM]
    assert new[CRM].count("item: retire-lists\n") == 2
    assert "retire-spreadsheets" not in new[CRM]
    save_all(editor)
    assert await list_errors(editor) == []


REFUSED = [
    pytest.param("ines-aldana", "the person id `ines-aldana` is taken", id="taken"),
    pytest.param("Sofie Dahl", "cannot be an id", id="no id"),
    pytest.param("sofie-dahl", "write another id", id="the same"),
]


@pytest.mark.parametrize(("new", "words"), REFUSED)
async def test_a_rename_that_cannot_be_is_refused_in_words(editor: Editor, new: str, words: str) -> None:
    editor.open(PLAN)
    with pytest.raises(JsonRpcException, match=words):
        await rename(editor, PLAN, "\nsponsor: sofie-‸dahl", new)


async def test_a_page_that_cannot_be_read_and_may_name_it_refuses_a_rename(editor: Editor) -> None:
    editor.open(PLAN)
    editor.open("initiatives/bad.md", "---\nowner: sofie-dahl\nown\n---\n")
    await editor.wait_for_code("initiatives/bad.md", "PB001")
    with pytest.raises(JsonRpcException, match=r"bad\.md has faults and may name `sofie-dahl`"):
        await rename(editor, PLAN, "\nsponsor: sofie-‸dahl", "sofia-dahl")


async def test_a_page_that_was_never_saved_is_not_renamed(editor: Editor) -> None:
    editor.open(NEW, "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\n---\n")
    text = "---\ntitle: y\nstatus: draft\nowner: nobody-here\ndepends-on:\n  - new-plan\n---\n"
    editor.open("initiatives/later.md", text)
    await editor.wait_for_code("initiatives/later.md", "PB005")
    with pytest.raises(JsonRpcException, match=r"new-plan\.md is not on the disk yet: save it first"):
        await rename(editor, "initiatives/later.md", "- new-‸plan", "newer-plan")
    (editor.root / "content" / NEW).write_text(editor.texts[NEW], encoding="utf-8")
    assert (
        "- newer-plan\n"
        in (await rename(editor, "initiatives/later.md", "- new-‸plan", "newer-plan"))["initiatives/later.md"]
    )


async def test_a_fault_elsewhere_on_a_page_refuses_no_rename(editor: Editor) -> None:
    editor.open(PLAN)
    text = "---\ntitle: sofie-dahl says\nstatus: draft\nowner: sofie-dahl\nvow: 1\n---\nsofie-dahl\n"
    editor.open(NEW, text)
    await editor.wait_for_code(NEW, "PB002")
    new = await rename(editor, PLAN, "\nsponsor: sofie-‸dahl", "sofia-dahl")
    assert new[NEW] == text.replace("owner: sofie", "owner: sofia")


async def test_links_follow_a_file_that_is_renamed_in_the_editor(editor: Editor) -> None:
    old, new = editor.uri("initiatives/order-entry.md"), editor.uri("initiatives/orders.md")
    params = types.RenameFilesParams([types.FileRename(old, new)])
    texts = editor.apply(await editor.client.workspace_will_rename_files_async(params))
    assert "[[orders]]" in texts[PLAN]
    assert "formerly:\n  - order-entry\n" in texts["initiatives/order-entry.md"]
    (editor.root / "content/initiatives/order-entry.md").rename(editor.root / "content/initiatives/orders.md")
    save_all(editor)
    assert await list_errors(editor) == []


async def cure(editor: Editor, text: str, code: str, title: str) -> str:
    """Type a page, wait for a finding, take the action whose title begins so: give the new text."""
    editor.type(NEW, text)
    actions = await editor.act(NEW, await editor.wait_for_code(NEW, code))
    action = next(each for name, each in actions.items() if name.startswith(title))
    assert action.kind == types.CodeActionKind.QuickFix.value
    return editor.apply(action.edit)[NEW]


async def test_the_nearest_name_is_written(editor: Editor) -> None:
    new = await cure(
        editor, "---\ntitle: 🚲\nstatus: draft\nowner: sofie-dal\n---\n", "PB005", "Write `sofie-dahl`"
    )
    assert new == "---\ntitle: 🚲\nstatus: draft\nowner: sofie-dahl\n---\n"
    editor.texts.clear()
    new = await cure(
        editor, "---\ntitle: x\nstatus: draft\nownr: sofie-dahl\n---\n", "PB002", "Write `owner`"
    )
    assert new == "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\n---\n"


async def test_a_link_to_a_page_and_to_a_heading_is_mended(editor: Editor) -> None:
    start = "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\n---\n"
    new = await cure(editor, start + "[[quote-turnarond#goals]]\n", "PB006", "Write `quote-turnaround#goals`")
    assert new == start + "[[quote-turnaround#goals]]\n"
    editor.texts.clear()
    new = await cure(editor, start + "[[quote-turnaround#gols]]\n", "PB006", "Write `quote-turnaround#goals`")
    assert new == start + "[[quote-turnaround#goals]]\n"


async def test_a_missing_owner_metric_and_review_are_added_where_they_belong(editor: Editor) -> None:
    text = "---\r\ntitle: x  # kept\r\nstatus: draft\r\nsponsor: tomasz-brandt\r\nowner: sofie-dahl\r\n"
    text += "stages:\r\n  goals:\r\n    starts: 2026-11-02\r\n---\r\n# Words\r\n"
    new = await cure(editor, text, "PB101", "Add `owner`")
    assert "  goals:\r\n    owner: sofie-dahl\r\n    starts: 2026-11-02\r\n" in new
    new = await cure(editor, new, "PB102", "Add `metric`")
    assert "    owner: sofie-dahl\r\n    metric: milestones-on-time\r\n    starts:" in new
    new = await cure(editor, new, "PB103", "Add `reviews`")
    review = "    reviews:\r\n      - due: 2026-12-07\r\n        by: tomasz-brandt\r\n"
    assert f"    starts: 2026-11-02\r\n{review}---\r\n" in new
    assert new.startswith("---\r\ntitle: x  # kept\r\n")
    assert new.endswith("---\r\n# Words\r\n")
    new = await cure(editor, new, "PB104", "Add the missing stages")
    assert [
        new.index(f"\n  {each}:") for each in ("vision", "coalition", "goals", "follow-through")
    ] == sorted(new.index(f"\n  {each}:") for each in ("vision", "coalition", "goals", "follow-through"))
    editor.type(NEW, new)
    await editor.wait(
        NEW, lambda found: not {"PB101", "PB102", "PB103", "PB104"} & {each.code for each in found}
    )


async def test_what_is_added_names_nobody_who_is_not_there_and_no_reviewer_of_their_own(
    editor: Editor,
) -> None:
    text = "---\ntitle: x\nstatus: draft\nowner: Sofie\nsponsor: Tomasz\n---\n"
    new = await cure(editor, text, "PB104", "Add the missing stages")
    assert new.count("owner: <the id of one person>\n") == 4
    assert new.count("by: <the id of one person other than the owner>\n") == 4
    text = "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\nstages:\n  goals:\n    owner: sofie-dahl\n---\n"
    new = await cure(editor, text, "PB103", "Add `reviews`")
    assert "        by: <the id of one person>\n" in new


async def test_a_missing_target_says_what_only_the_author_knows(editor: Editor) -> None:
    text = "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\n---\n"
    new = await cure(editor, text, "PB201", "Add `targets`")
    assert "targets:\n  - metric: <the id of a metric>\n    target:\n      value: <the value>\n" in new
    editor.type(NEW, new)
    await editor.wait(NEW, lambda found: any("<the value>" in each.message for each in found))


async def test_a_finding_is_waived_with_a_reason_and_a_core_rule_is_not(editor: Editor) -> None:
    editor.open(CRM)
    found = await editor.wait_for_code(CRM, "PB411")
    actions = await editor.act(CRM, found)
    title = next(each for each in actions if each.startswith("Waive target-missed"))
    new = editor.apply(actions[title].edit)[CRM]
    assert "waivers:\n  - rule: target-missed\n    item: targets.crm-weekly-active\n" in new
    assert "    reason: <why, in a sentence>\n" in new
    assert "    by: tomasz-brandt\n    until: 2027-02-21\n" in new
    editor.type(CRM, new.replace("<why, in a sentence>", "The last region follows in December"))
    await editor.wait(CRM, lambda found: any(each.message.startswith("waived until 2027") for each in found))
    committed = "---\ntitle: x\nowner: sofie-dahl\n---\n"
    editor.type(NEW, committed)
    core = await editor.act(NEW, await editor.wait_for_code(NEW, "PB104"))
    assert not any(each.startswith("Waive stage-missing") for each in core)
    assert any(each.startswith("Waive goal-not-measurable") for each in core)


async def test_no_action_where_nothing_was_found(editor: Editor) -> None:
    editor.open(PLAN)
    nothing = types.Diagnostic(types.Range(types.Position(1, 0), types.Position(1, 3)), "")
    assert await editor.act(PLAN, nothing) == {}


async def test_what_can_mean_one_thing_only_is_mended_on_saving(editor: Editor) -> None:
    text = "---\ntitle: 🚲\nstatus: draft\nowner: sofie-dahl\ngo_live: 03.07.2027\n---\n"
    editor.open(NEW, text)
    await editor.wait_for_code(NEW, "PB002")
    context = types.CodeActionContext([], [types.CodeActionKind.SourceFixAll])
    here = types.Range(types.Position(0, 0), types.Position(0, 0))
    params = types.CodeActionParams(editor.document(NEW), here, context)
    actions = await editor.client.text_document_code_action_async(params) or []
    [action] = [each for each in actions if isinstance(each, types.CodeAction)]
    assert action.kind == "source.fixAll"
    assert "go-live: " in editor.apply(action.edit)[NEW]


async def test_front_matter_is_brought_into_canonical_form_by_edits_of_its_lines(editor: Editor) -> None:
    text = "---\r\nowner: sofie-dahl\r\ntitle: 🚲 # kept\r\naffects: [it, sales]\r\n---\r\n# Words\r\n"
    editor.open(NEW, text)
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    params = types.DocumentFormattingParams(editor.document(NEW), options)
    edits = await editor.client.text_document_formatting_async(params) or []
    new = replace_ranges(text, edits)
    wanted = "---\r\ntitle: 🚲  # kept\r\nowner: sofie-dahl\r\naffects:\r\n  - it\r\n  - sales\r\n---\r\n"
    assert new == wanted + "# Words\r\n"
    assert all(each.range.end.line <= text.count("\r\n", 0, text.index("# Words")) for each in edits)
    editor.type(NEW, "---\nowner: x\nown\n---\n")
    assert await editor.client.text_document_formatting_async(params) is None


async def test_whoever_types_and_asks_at_once_gets_every_answer(editor: Editor) -> None:
    text = editor.read(PLAN)
    editor.open(PLAN)
    for n in range(40):
        editor.type(PLAN, text.replace("status: paused", f"status: pausd{n}") if n % 2 else f"{text}\n{n}\n")
        found = types.Diagnostic(types.Range(types.Position(0, 0), types.Position(9, 0)), "")
        actions = await editor.act(PLAN, found)
        assert any(each.startswith("Write `paused`") for each in actions) == bool(n % 2)
        words, _ = await editor.hover(PLAN, editor.point(PLAN, "\nsponsor: sofie-‸dahl"))
        assert words.startswith("**Sofie Dahl**")
        assert len(await editor.list_uses(PLAN, editor.point(PLAN, "\nsponsor: sofie-‸dahl"))) > 50
    assert [each.message for each in editor.client.messages] == []


async def test_a_plain_editor_gets_plain_edits_and_is_told_what_it_cannot_do(tmp_path: Path) -> None:
    editor = await Editor.start(copy_example(tmp_path), plain=True)
    text = "---\ntitle: x\nstatus: draft\nowner: sofie-dal\n---\n"
    editor.open(NEW, text)
    actions = await editor.act(NEW, await editor.wait_for_code(NEW, "PB005"))
    edit = next(each.edit for name, each in actions.items() if name.startswith("Write `sofie-dahl`"))
    assert edit is not None
    assert edit.document_changes is None
    assert edit.changes is not None
    assert replace_ranges(text, edit.changes[editor.uri(NEW)]) == text.replace("dal\n", "dahl\n")
    editor.open(PLAN)
    with pytest.raises(JsonRpcException, match="this editor cannot rename files"):
        await rename(editor, PLAN, "\nsponsor: sofie-‸dahl", "sofia-dahl")
    assert await editor.stop() == 0
