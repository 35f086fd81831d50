"""`playbook lsp`, driven by a client: findings as one types, unsaved texts, the configuration."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.editor import Editor, copy_example, read_range
from tests.sites import read_base, write_site

pytestmark = pytest.mark.asyncio
PLAN = "initiatives/handover.md"


@pytest_asyncio.fixture
async def editor(tmp_path: Path) -> AsyncIterator[Editor]:
    started = await Editor.start(copy_example(tmp_path))
    yield started
    assert await started.stop() == 0


async def test_a_finding_appears_while_typing_with_its_exact_range_and_goes(editor: Editor) -> None:
    text = editor.read(PLAN)
    editor.open(PLAN)
    await editor.is_ready()
    editor.type(PLAN, text.replace("status: paused", "status: pausd"))
    found = await editor.wait_for_code(PLAN, "PB003")
    assert read_range(editor.texts[PLAN], found.range) == "pausd"
    assert found.source == "playbook"
    assert found.severity is types.DiagnosticSeverity.Error
    assert "did you mean `paused`" in found.message
    assert found.code_description is not None
    assert found.code_description.href == "https://playbook.maren.example/rules/invalid-value.html"
    editor.type(PLAN, text)
    assert await editor.wait(PLAN, lambda found: not found) == []


async def test_a_half_typed_line_is_one_finding_at_its_place(editor: Editor) -> None:
    editor.open(PLAN, editor.read(PLAN).replace("\nsponsor:", "\nspon\nsponsor:"))
    found = await editor.wait_for_code(PLAN, "PB001")
    assert read_range(editor.texts[PLAN], found.range) == "spon"
    assert len(editor.client.diagnostics[editor.uri(PLAN)]) == 1


async def test_signs_of_two_units_before_a_finding_count_twice(editor: Editor) -> None:
    text = editor.read(PLAN).replace("affects:\n", "affects: [🚲🚲, sals]\nold:\n", 1)
    editor.open(PLAN, text)
    found = await editor.wait(PLAN, lambda found: any("sals" in each.message for each in found))
    places = [read_range(editor.texts[PLAN], each.range) for each in found if "no department" in each.message]
    assert places == ["🚲🚲", "sals"]


async def test_positions_are_counted_as_the_editor_asks(tmp_path: Path) -> None:
    editor = await Editor.start(copy_example(tmp_path), encodings=["utf-8"])
    editor.open(PLAN, editor.read(PLAN).replace("affects:\n", "affects: [🚲, sals]\nold:\n", 1))
    found = await editor.wait(PLAN, lambda found: any("sals" in each.message for each in found))
    starts = {
        each.message.split("`")[1]: each.range.start.character for each in found if "`sals`" in each.message
    }
    assert starts == {"sals": len("affects: [🚲, ".encode())}
    assert await editor.stop() == 0


async def test_windows_line_ends_move_no_range(editor: Editor) -> None:
    text = editor.read(PLAN).replace("\n", "\r\n").replace("status: paused", "status: pausd")
    editor.open(PLAN, text)
    found = await editor.wait_for_code(PLAN, "PB003")
    assert read_range(editor.texts[PLAN], found.range) == "pausd"


async def test_a_page_that_is_not_saved_counts_for_all_others(editor: Editor) -> None:
    editor.open(PLAN, editor.read(PLAN).replace("owner: ", "owner: new-person\nold: ", 1))
    await editor.wait(PLAN, lambda found: any("new-person" in each.message for each in found))
    editor.open("people/new-person.md", "---\nname: New Person\nrole: Tester\ndepartment: sales\n---\n")
    await editor.wait(PLAN, lambda found: not any("new-person" in each.message for each in found))
    assert not (editor.root / "content/people/new-person.md").exists()


async def test_a_document_that_is_closed_counts_as_its_file(editor: Editor) -> None:
    editor.open(PLAN, editor.read(PLAN).replace("status: paused", "status: pausd"))
    await editor.wait_for_code(PLAN, "PB003")
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(PLAN)))
    assert await editor.wait(PLAN, lambda found: not found) == []


async def test_a_page_that_is_deleted_breaks_the_links_to_it(editor: Editor) -> None:
    await editor.is_ready()
    path = editor.root / "content/initiatives/order-entry.md"
    path.unlink()
    gone = types.FileEvent(path.as_uri(), types.FileChangeType.Deleted)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([gone]))
    found = await editor.wait_for_code(PLAN, "PB006")
    assert "order-entry" in found.message


async def test_rows_of_an_export_are_judged_as_they_are_typed(editor: Editor) -> None:
    text = editor.read("people.csv")
    editor.open(
        "people.csv", text.replace("anders-nyberg,Anders Nyberg,", "anders-nyberg,Anders 🚲 Nyberg,", 1)
    )
    await editor.is_ready()
    editor.type("people.csv", editor.texts["people.csv"].replace("sofie-dahl,\n", "sofie-dal,\n", 1))
    found = await editor.wait_for_code("people.csv", "PB005")
    assert read_range(editor.texts["people.csv"], found.range) == "sofie-dal"


async def test_a_broken_configuration_is_told_at_its_line_and_waited_for(editor: Editor) -> None:
    await editor.is_ready()
    path = editor.root / "pyproject.toml"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace('timezone = "Europe/Amsterdam"', 'timezon = "x"'), encoding="utf-8")
    saved = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(path.as_uri()))
    editor.client.text_document_did_save(saved)
    found = (await editor.wait("pyproject.toml", bool))[0]
    assert "timezon" in found.message
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[found.range.start.line].startswith("timezon")
    assert editor.client.diagnostics[editor.uri("initiatives/crm-weekly-use.md")], "what is known stays"
    path.write_text(good, encoding="utf-8")
    editor.client.text_document_did_save(saved)
    assert await editor.wait("pyproject.toml", lambda found: not found) == []


async def test_what_is_waived_is_a_hint_that_says_until_when(editor: Editor) -> None:
    waived = "initiatives/sales-cycle.md"
    found = await editor.wait(waived, lambda found: any("waived" in each.message for each in found))
    first = next(each for each in found if "waived" in each.message)
    assert first.severity is types.DiagnosticSeverity.Hint
    assert first.message.startswith("waived until 20")


async def test_a_file_of_no_playbook_is_left_alone(tmp_path: Path) -> None:
    editor = await Editor.start(tmp_path, folder=False)
    (tmp_path / "content").mkdir()
    editor.open("notes.md", "---\nown\n---\n")
    params = types.HoverParams(**editor.ask("notes.md", types.Position(1, 1)))
    assert await editor.client.text_document_hover_async(params) is None
    assert editor.client.diagnostics == {}
    assert await editor.stop() == 0


async def test_each_file_belongs_to_the_nearest_playbook(editor: Editor) -> None:
    write_site(editor.root / "content" / "inner", read_base())
    await editor.is_ready()
    editor.open("inner/content/initiatives/new.md", "---\ntitle: x\nstatus: draft\nowner: sofie-dahl\n---\n")
    found = await editor.wait_for_code("inner/content/initiatives/new.md", "PB005")
    assert "sofie-dahl" in found.message, "the person is of the other playbook"
    keys = await editor.complete("inner/content/initiatives/new.md", "---\nowner: ‸\n---\n")
    assert "maya-okafor" in keys


async def test_a_file_that_is_passed_over_is_no_page(editor: Editor) -> None:
    await editor.is_ready()
    editor.open("initiatives/.hidden.md", "---\nown\n---\n")
    editor.open("initiatives/plain.txt", "---\nown\n---\n")
    editor.open("initiatives/seen.md", "---\nown\n---\n")
    await editor.wait_for_code("initiatives/seen.md", "PB001")
    told = {editor.name(uri) for uri in editor.client.diagnostics}
    assert not {"initiatives/.hidden.md", "initiatives/plain.txt"} & told


async def test_the_folder_that_is_named_is_the_playbook(tmp_path: Path) -> None:
    folder = write_site(tmp_path / "plain", {"content/people/x.md": "---\nname: X\n---\n"})
    editor = await Editor.start(folder, "-C", str(folder), folder=False)
    editor.open("initiatives/a.md", "---\ntitle: x\nstatus: draft\nowner: y\n---\n")
    await editor.wait_for_code("initiatives/a.md", "PB005")
    assert await editor.stop() == 0


async def test_the_server_ends_when_the_editor_is_gone(tmp_path: Path) -> None:
    editor = await Editor.start(copy_example(tmp_path))
    await editor.is_ready()
    server = editor.client._server
    assert server is not None
    assert server.stdin is not None
    server.stdin.close()
    assert await asyncio.wait_for(server.wait(), 30) == 1
