"""Every method of the protocol that is answered, and by what.

In: a server. Out: the same one, ready to run.
"""

from typing import Any

from lsprotocol import types

from playbook.lsp import answers, changes
from playbook.lsp.server import Server, silence_library
from playbook.lsp.session import Find
from playbook.lsp.uris import find_path


def make_server(find: Find) -> Server:
    """Make a server that answers all it can; `find` gives the playbook of a file."""
    silence_library()
    server = Server(find)
    add_notices(server)
    add_answers(server)
    return server


def add_notices(server: Server) -> None:
    """Take the editor's notices."""

    def put(document: Any, text: str) -> None:
        server.touch(server.session.put(document.uri, text, document.version or 0))

    def end(_: Any) -> None:
        server.ended_well = True

    def look_again(params: types.DidChangeWatchedFilesParams) -> None:
        for each in params.changes:
            path = find_path(each.uri)
            server.touch(server.session.find_project(path) if path else None)

    def save(params: types.DidSaveTextDocumentParams) -> None:
        path = find_path(params.text_document.uri)
        server.touch(server.session.find_project(path) if path else None)

    server.add(types.INITIALIZED, lambda _: server.begin())
    server.add(types.SHUTDOWN, end)
    server.add(
        types.TEXT_DOCUMENT_DID_OPEN, lambda params: put(params.text_document, params.text_document.text)
    )
    server.add(
        types.TEXT_DOCUMENT_DID_CHANGE,
        lambda params: put(params.text_document, params.content_changes[-1].text),
    )
    server.add(
        types.TEXT_DOCUMENT_DID_CLOSE,
        lambda params: server.touch(server.session.drop(params.text_document.uri)),
    )
    server.add(types.TEXT_DOCUMENT_DID_SAVE, save)
    server.add(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, look_again)


def add_answers(server: Server) -> None:
    """Answer the editor's requests; None where a document is no page of a playbook."""

    def complete(params: types.CompletionParams) -> types.CompletionList | None:
        desk = server.open_desk(params.text_document)
        return answers.complete(desk, params.position) if desk else None

    def hover(params: types.HoverParams) -> types.Hover | None:
        desk = server.open_desk(params.text_document)
        return answers.hover(desk, params.position) if desk else None

    def define(params: types.DefinitionParams) -> list[types.Location] | None:
        desk = server.open_desk(params.text_document)
        return answers.define(desk, params.position) if desk else None

    def refer(params: types.ReferenceParams) -> list[types.Location] | None:
        desk = server.open_desk(params.text_document)
        with_definition = params.context.include_declaration
        return answers.refer(desk, params.position, with_definition=with_definition) if desk else None

    def outline(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        desk = server.open_desk(params.text_document)
        return answers.outline(desk) if desk else None

    def fold(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        desk = server.open_desk(params.text_document)
        return answers.fold(desk) if desk else None

    def link(params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
        desk = server.open_desk(params.text_document)
        return answers.link(desk) if desk else None

    def search(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        return answers.search(server.session.projects.values(), params.query)

    add_changes(server)
    options = types.CompletionOptions(trigger_characters=list(answers.TRIGGERS))
    server.add(types.TEXT_DOCUMENT_COMPLETION, complete, options)
    server.add(types.TEXT_DOCUMENT_HOVER, hover)
    server.add(types.TEXT_DOCUMENT_DEFINITION, define)
    server.add(types.TEXT_DOCUMENT_REFERENCES, refer)
    server.add(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, outline)
    server.add(types.TEXT_DOCUMENT_FOLDING_RANGE, fold)
    server.add(types.TEXT_DOCUMENT_DOCUMENT_LINK, link)
    server.add(types.WORKSPACE_SYMBOL, search)


def add_changes(server: Server) -> None:
    """Answer what changes files."""

    def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        desk = server.open_desk(params.text_document)
        return changes.prepare_rename(desk, params.position) if desk else None

    def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        desk = server.open_desk(params.text_document)
        return changes.rename(desk, params, moves_files=server.moves_files) if desk else None

    def act(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        desk = server.open_desk(params.text_document)
        return changes.act(desk, params) if desk else None

    server.add(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare)
    server.add(types.TEXT_DOCUMENT_RENAME, rename, types.RenameOptions(prepare_provider=True))
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    server.add(types.TEXT_DOCUMENT_CODE_ACTION, act, kinds)
