"""A real client of the language server: starts `playbook lsp` on a copy of the example, types, asks.

In: texts with a caret `‸` where the cursor stands. Out: what the server answers. Positions are counted here,
by UTF-16 as the protocol does unless told otherwise, and not by the code that is tested.
"""

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest_lsp
from coverage import Coverage
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

ROOT = Path(__file__).parent.parent
CARET = "‸"
PATIENCE = 30
"""Seconds after which something that was waited for counts as not coming."""


def list_command() -> list[str]:
    """Give the words that start playbook: measured where this process is measured."""
    measured = ["-m", "coverage", "run", "--parallel-mode"] if Coverage.current() else []
    return [sys.executable, *measured, "-m", "playbook"]


def copy_example(folder: Path) -> Path:
    """Copy the example playbook with its configuration: a project without git."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


class Editor:
    """An editor with one folder open."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    @classmethod
    async def start(
        cls,
        root: Path,
        *options: str,
        encodings: Iterable[str] = (),
        folder: bool = True,
        plain: bool = False,
    ) -> "Editor":
        """Start the server as an editor does; a `plain` one knows neither versions in edits nor renames."""
        command = [*list_command(), "lsp", *options]
        client = await ClientServerConfig(server_command=command).start()
        assert isinstance(client, LanguageClient)
        capabilities = pytest_lsp.client_capabilities("visual-studio-code")
        assert capabilities.workspace is not None
        capabilities.workspace.did_change_watched_files = None
        assert capabilities.general is not None
        capabilities.general.position_encodings = [types.PositionEncodingKind(each) for each in encodings]
        if plain:
            capabilities.workspace.workspace_edit = None
        folders = [types.WorkspaceFolder(root.as_uri(), root.name)] if folder else []
        await client.initialize_session(
            types.InitializeParams(capabilities=capabilities, root_uri=None, workspace_folders=folders)
        )
        return cls(client, root)

    def uri(self, name: str) -> str:
        """Give a file's address by its path below content/, or from the root where there is no such one."""
        path = self.root / name if name.endswith(".toml") else self.root / "content" / name
        return path.as_uri()

    def read(self, name: str) -> str:
        """Read a page of the example with its line ends."""
        return (self.root / "content" / name).read_bytes().decode()

    def open(self, name: str, text: str | None = None) -> None:
        """Open a file, with another text than it has where one is given."""
        self.texts[name] = (self.read(name) if text is None else text).replace(CARET, "")
        self.versions[name] = 1
        item = types.TextDocumentItem(self.uri(name), "markdown", 1, self.texts[name])
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> types.Position:
        """Let a file be this text; give the caret's position."""
        bare = text.replace(CARET, "")
        if name not in self.texts:
            self.open(name, bare)
        elif self.texts[name] != bare:
            self.texts[name] = bare
            self.versions[name] += 1
            document = types.VersionedTextDocumentIdentifier(self.versions[name], self.uri(name))
            change = types.TextDocumentContentChangeWholeDocument(bare)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return locate(text, text.find(CARET))

    def point(self, name: str, words: str) -> types.Position:
        """Give the position of the caret in words that stand in an open file once."""
        bare = words.replace(CARET, "")
        assert self.texts[name].count(bare) == 1, f"{bare!r} stands {self.texts[name].count(bare)} times"
        return locate(self.texts[name], self.texts[name].index(bare) + words.index(CARET))

    def document(self, name: str) -> types.TextDocumentIdentifier:
        """Name a file as requests do."""
        return types.TextDocumentIdentifier(self.uri(name))

    def ask(self, name: str, position: types.Position) -> dict[str, Any]:
        """Give the arguments of a request about a place."""
        return {"text_document": self.document(name), "position": position}

    async def wait(
        self, name: str, is_met: Callable[[list[types.Diagnostic]], bool]
    ) -> list[types.Diagnostic]:
        """Wait until what was found in a file is as expected; give it."""
        uri = self.uri(name)
        async with asyncio.timeout(PATIENCE):
            while not (uri in self.client.diagnostics and is_met(list(self.client.diagnostics[uri]))):
                await self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(self.client.diagnostics[uri])

    async def wait_for_code(self, name: str, code: str) -> types.Diagnostic:
        """Wait for a finding of a rule; give the first."""
        found = await self.wait(name, lambda found: any(each.code == code for each in found))
        return next(each for each in found if each.code == code)

    async def is_ready(self) -> None:
        """Wait until the example playbook was judged: one of its pages is known to have findings."""
        await self.wait_for_code("initiatives/crm-weekly-use.md", "PB411")

    async def complete(self, name: str, text: str) -> dict[str, types.CompletionItem]:
        """Type a text and ask what may stand at the caret: by label, in the order of the answer."""
        position = self.type(name, text)
        params = types.CompletionParams(**self.ask(name, position))
        found = await self.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return {each.label: each for each in found.items}

    async def hover(self, name: str, position: types.Position) -> tuple[str, types.Range | None]:
        """Ask what stands at a place: the words and their range; "" for nothing."""
        found = await self.client.text_document_hover_async(types.HoverParams(**self.ask(name, position)))
        if found is None:
            return "", None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value, found.range

    async def act(self, name: str, found: types.Diagnostic) -> dict[str, types.CodeAction]:
        """Ask what would satisfy a finding: by title."""
        context = types.CodeActionContext([found])
        params = types.CodeActionParams(self.document(name), found.range, context)
        actions = await self.client.text_document_code_action_async(params) or []
        return {each.title: each for each in actions if isinstance(each, types.CodeAction)}

    async def list_uses(self, name: str, position: types.Position) -> list[str]:
        """Ask who names what stands at a place: its file and the words in the range, for each."""
        context = types.ReferenceContext(include_declaration=False)
        params = types.ReferenceParams(context=context, **self.ask(name, position))
        found = await self.client.text_document_references_async(params) or []
        texts = {each.uri: self.read(self.name(each.uri)) for each in found}
        return [f"{self.name(each.uri)}: {read_range(texts[each.uri], each.range)}" for each in found]

    def apply(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """Make a workspace edit on the disk and in open files; give the new texts by path below content/."""
        assert edit is not None
        new: dict[str, str] = {}
        for change in edit.document_changes or ():
            if isinstance(change, types.TextDocumentEdit):
                name = self.name(change.text_document.uri)
                new[name] = replace_ranges(self.texts.get(name) or self.read(name), list(change.edits))
                (self.root / "content" / name).write_bytes(new[name].encode())
            else:
                assert isinstance(change, types.RenameFile)
                old, moved = self.name(change.old_uri), self.name(change.new_uri)
                (self.root / "content" / old).rename(self.root / "content" / moved)
        return new

    def name(self, uri: str) -> str:
        """Give a file's path below content/ by its address."""
        return uri.removeprefix((self.root / "content").as_uri() + "/")

    async def stop(self) -> int | None:
        """End the server as an editor does; give its exit code."""
        await self.client.shutdown_session()
        server = self.client._server
        return await asyncio.wait_for(server.wait(), PATIENCE) if server else None


def locate(text: str, at: int) -> types.Position:
    """Give the position of an offset in UTF-16."""
    lines = text[:at].split("\n")
    return types.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)


def find_offset(text: str, position: types.Position) -> int:
    """Give the offset of a position in UTF-16."""
    lines = text.split("\n")
    raw = lines[position.line].encode("utf-16-le")[: 2 * position.character]
    return sum(len(each) + 1 for each in lines[: position.line]) + len(raw.decode("utf-16-le"))


def read_range(text: str, place: types.Range | None) -> str:
    """Give what stands in a range."""
    assert place is not None
    return text[find_offset(text, place.start) : find_offset(text, place.end)]


def replace_ranges(text: str, edits: Iterable[Any]) -> str:
    """Make edits, the last first."""
    for each in sorted(
        edits, key=lambda each: (each.range.start.line, each.range.start.character), reverse=True
    ):
        start, end = find_offset(text, each.range.start), find_offset(text, each.range.end)
        text = text[:start] + each.new_text + text[end:]
    return text
