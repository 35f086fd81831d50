"""Every method of the protocol that is answered, and by what.

In: a server. Out: the same one, ready to run.
"""

from collections.abc import Callable
from typing import Any

from lsprotocol import types

from playbook.lsp import answers, changes
from playbook.lsp.server import Server, silence_library
from playbook.lsp.session import Desk, Finder
from playbook.lsp.uris import find_path


def make_server(finder: Finder) -> Server:
    """Make a server that answers all it can; `finder` gives the playbook of a file."""
    silence_library()
    server = Server(finder)
    add_notices(server)
    add_answers(server)
    add_changes(server)
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


Answer = Callable[[Desk, Any], Any]


def add_answers(server: Server) -> None:
    """Answer what changes nothing; None where a document is no page of a playbook."""

    def add(method: str, answer: Answer, options: Any = None) -> None:
        server.add(method, at_desk(server, answer), options)

    options = types.CompletionOptions(trigger_characters=list(answers.TRIGGERS))
    add(types.TEXT_DOCUMENT_COMPLETION, lambda desk, asked: answers.complete(desk, asked.position), options)
    add(types.TEXT_DOCUMENT_HOVER, lambda desk, asked: answers.hover(desk, asked.position))
    add(types.TEXT_DOCUMENT_DEFINITION, lambda desk, asked: answers.define(desk, asked.position))
    add(types.TEXT_DOCUMENT_REFERENCES, answers.refer)
    add(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, lambda desk, _: answers.outline(desk))
    add(types.TEXT_DOCUMENT_FOLDING_RANGE, lambda desk, _: answers.fold(desk))
    add(types.TEXT_DOCUMENT_DOCUMENT_LINK, lambda desk, _: answers.link(desk))
    server.add(
        types.WORKSPACE_SYMBOL,
        lambda asked: answers.search(server.session.projects.values(), asked.query),
    )


def at_desk(server: Server, answer: Answer) -> Callable[[Any], Any]:
    """Make what answers a request about a page that is open."""

    def answer_at(asked: Any) -> Any:
        desk = server.session.open_desk(asked.text_document.uri)
        return answer(desk, asked) if desk else None

    return answer_at


def add_changes(server: Server) -> None:
    """Answer what changes files."""

    def fit(edit: types.WorkspaceEdit) -> types.WorkspaceEdit:
        return edit if server.takes_versions else changes.simplify(edit)

    async def rename(asked: types.RenameParams) -> types.WorkspaceEdit | None:
        await server.settle()
        desk = server.session.open_desk(asked.text_document.uri)
        return fit(changes.rename(desk, asked, moves_files=server.moves_files)) if desk else None

    def act(desk: Desk, asked: types.CodeActionParams) -> list[types.CodeAction]:
        actions = changes.act(desk, asked)
        for each in actions:
            each.edit = fit(each.edit) if each.edit else None
        return actions

    async def follow(asked: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        await server.settle()
        return changes.follow_files(server.session, asked.files)

    prepare = at_desk(server, lambda desk, asked: changes.prepare_rename(desk, asked.position))
    server.add(types.TEXT_DOCUMENT_PREPARE_RENAME, prepare)
    options = types.RenameOptions(prepare_provider=True)
    server.add_slow(types.TEXT_DOCUMENT_RENAME, rename, options)
    kinds = types.CodeActionOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll])
    server.add(types.TEXT_DOCUMENT_FORMATTING, at_desk(server, lambda desk, _: changes.lay_out(desk)))
    server.add(types.TEXT_DOCUMENT_CODE_ACTION, at_desk(server, act), kinds)
    pages = types.FileOperationFilter(types.FileOperationPattern("**/*.md"), scheme="file")
    filters = types.FileOperationRegistrationOptions([pages])
    server.add_slow(types.WORKSPACE_WILL_RENAME_FILES, follow, filters)
