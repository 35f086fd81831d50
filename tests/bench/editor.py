"""How long an editor waits for `playbook lsp`, in milliseconds, on a playbook of N plans.

In: N, a work folder. Out: by request, the time from asking to the whole answer; for findings from the change
to what is shown, with the pause that is waited for. The server is a process of its own; the client's time to
take an answer apart is in the figure.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from lsprotocol import types

from playbook.lsp.turns import PAUSE
from tests.bench.project import write_once
from tests.editor import Editor

BAR = 50
"""Milliseconds within which a reply must be there."""

Times = dict[str, list[float]]


def measure_editor(count: int, work: Path, repeats: int) -> Times:
    """Ask everything again and again; give the times by request."""
    return asyncio.run(_measure(write_once("playbook", count, work).absolute(), count, repeats))


async def _measure(folder: Path, count: int, repeats: int) -> Times:
    began = time.perf_counter()
    editor = await Editor.start(folder)
    name = f"initiatives/plan-{count // 2:05}.md"
    text = editor.read(name)
    editor.open(name, text.replace("\nowner: ", "\nowner: nobody-x\nold: ", 1))
    await editor.wait_for_code(name, "PB005")
    times: Times = {"ready": [1000 * (time.perf_counter() - began)]}
    await asyncio.sleep(5)  # places are looked up once
    times |= await _ask_all(editor, name, text, repeats)
    times["findings"] = await _type(editor, name, text, repeats)
    await editor.stop()
    return times


async def _ask_all(editor: Editor, name: str, text: str, repeats: int) -> Times:
    """Ask each kind of request at places of the plan, in turn."""
    editor.type(name, text)
    await asyncio.sleep(2)
    owner = editor.texts[name].index("\nowner: ") + len("\nowner: ") + 2
    here = _place(editor.texts[name], owner)
    body = text.rstrip("\n") + "\nsee [[plan‸"
    half = text.replace("\nowner: ", "\n‸\nowner: ", 1)
    document = editor.document(name)
    client = editor.client
    asked = editor.ask(name, here)
    context = types.ReferenceContext(include_declaration=True)
    requests: dict[str, Callable[[], Awaitable[Any]]] = {
        "completion of a person": lambda: client.text_document_completion_async(
            types.CompletionParams(**asked)
        ),
        "hover": lambda: client.text_document_hover_async(types.HoverParams(**asked)),
        "definition": lambda: client.text_document_definition_async(types.DefinitionParams(**asked)),
        "references": lambda: client.text_document_references_async(
            types.ReferenceParams(context=context, **asked)
        ),
        "symbols": lambda: client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
        "folds": lambda: client.text_document_folding_range_async(types.FoldingRangeParams(document)),
        "rename": lambda: client.text_document_rename_async(types.RenameParams(new_name="new-name", **asked)),
        "search by title": lambda: client.workspace_symbol_async(types.WorkspaceSymbolParams("plan")),
        "actions": lambda: client.text_document_code_action_async(
            types.CodeActionParams(document, types.Range(here, here), types.CodeActionContext([]))
        ),
    }
    times: Times = {key: [] for key in requests}
    for _ in range(repeats):
        for key, request in requests.items():
            times[key].append(await _time(request))
    for key, typed in (
        ("completion of a key, as one types", half),
        ("completion of a link, as one types", body),
    ):
        times[key] = []
        for n in range(repeats):
            marked = typed + f"\n{n}\n" if typed is half else typed.replace("see", f"see {n}")
            times[key].append(await _time(lambda marked=marked: editor.complete(name, marked)))  # type: ignore[misc]
    return times


async def _type(editor: Editor, name: str, text: str, repeats: int) -> list[float]:
    """Type a name that nobody bears, and mend it: how long until it is shown, and gone."""
    times = []
    bad = text.replace("\nowner: ", "\nowner: nobody-x # ", 1)
    editor.type(name, text)
    await asyncio.sleep(2)
    for n in range(repeats):
        began = time.perf_counter()
        editor.type(name, f"{bad}\n{n}\n")
        await editor.wait_for_code(name, "PB005")
        times.append(1000 * (time.perf_counter() - began))
        editor.type(name, f"{text}\n{n}\n")
        await editor.wait(name, lambda found: all(each.code != "PB005" for each in found))
        await asyncio.sleep(1)
    return times


async def _time(request: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await request()
    return 1000 * (time.perf_counter() - began)


def _place(text: str, at: int) -> types.Position:
    return types.Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)


def find_bar(request: str) -> float | None:
    """Give the bar of a request; none for what is worked out once."""
    return {"ready": None, "findings": 1000 * PAUSE + 150}.get(request, BAR)
