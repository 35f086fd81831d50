"""Answers that change files: renames and code actions, as workspace edits.

In: a desk and what was asked. Out: edits with exact ranges, never a whole document. What an editor cannot
do is refused in words.
"""

from collections.abc import Iterable

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from playbook.assist.cures import Cure, list_cures
from playbook.assist.named import Named, find_named
from playbook.assist.rename_checks import RenameError
from playbook.assist.renaming import Rename, Renaming
from playbook.edit import Edit
from playbook.lsp.answers import read_positions
from playbook.lsp.findings import show_finding
from playbook.lsp.positions import Positions
from playbook.lsp.session import Desk

FAILED = -32803
"""The protocol's code for a request that was understood and cannot be done."""


class Refused(JsonRpcException):
    """A request that cannot be done, with the words for the author."""

    CODE = FAILED


def prepare_rename(desk: Desk, position: types.Position) -> types.PrepareRenamePlaceholder | None:
    """Give the range of the id that would be renamed; None where there is none."""
    named = find_named(desk.draft, desk.positions.offset(position), desk.project.judgement)
    if named is None or named.what not in ("page", "milestone"):
        return None
    start, end, name = _find_id(desk, named)
    return types.PrepareRenamePlaceholder(desk.positions.range(start, end), name)


def _find_id(desk: Desk, named: Named) -> tuple[int, int, str]:
    """Give where the id stands within what is named, and the id."""
    name = named.key.partition("#")[2] or named.key.partition("/")[2]
    text = desk.draft.text[named.start : named.end]
    at = text.rfind(name) if "#" in named.key else text.find(name)
    return (
        (named.start + at, named.start + at + len(name), name) if at >= 0 else (named.start, named.end, name)
    )


def rename(desk: Desk, params: types.RenameParams, *, moves_files: bool) -> types.WorkspaceEdit:
    """Give a page or a milestone another id everywhere."""
    named = find_named(desk.draft, desk.positions.offset(params.position), desk.project.judgement)
    if named is None or named.what not in ("page", "milestone"):
        raise Refused("there is no id to rename here")
    done = work_out(desk, named.key, params.new_name.strip())
    if done.files and not moves_files:
        raise Refused("this editor cannot rename files: rename the file, and mend the links")
    return write_edit(desk, done)


def work_out(desk: Desk, key: str, new: str) -> Renaming:
    """Work out a renaming; refuse in words what cannot be."""
    project = desk.project
    try:
        return Rename(
            key, new, project.judgement, project.uses, lambda path: read_positions(desk, path).text
        ).run()
    except RenameError as error:
        raise Refused(str(error)) from None


def write_edit(desk: Desk, done: Renaming) -> types.WorkspaceEdit:
    """Write a renaming: edits of files as they are called now, then their new names."""
    changes: list[types.TextDocumentEdit | types.RenameFile] = []
    for path, edits in done.edits.items():
        positions = read_positions(desk, path)
        changes.append(_edit_file(desk, path, write_edits(edits, positions)))
    for old, new in done.files:
        find = desk.publishing.find_uri
        changes.append(types.RenameFile(find(old), find(new)))
    return types.WorkspaceEdit(document_changes=changes)


def _edit_file(desk: Desk, path: str, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    draft = desk.project.texts.get(path.removeprefix(f"{desk.project.config.settings.content}/"))
    version = draft.version if draft else None
    identifier = types.OptionalVersionedTextDocumentIdentifier(desk.publishing.find_uri(path), version)
    return types.TextDocumentEdit(identifier, edits)


def write_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    """Write edits of one text."""
    return [types.TextEdit(positions.range(each.start, each.end), each.text) for each in sorted(edits)]


def act(desk: Desk, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Give what would satisfy the findings at a range."""
    only = params.context.only
    if only and not any(str(getattr(each, "value", each)) in ("", "quickfix") for each in only):
        return []
    place = desk.positions.offset(params.range.start), desk.positions.offset(params.range.end)
    project = desk.project
    cures = list_cures(desk.draft, place, project.judgement, project.brief.options)
    return [_show_cure(desk, each) for each in cures]


def _show_cure(desk: Desk, cure: Cure) -> types.CodeAction:
    edits = write_edits(cure.edits, desk.positions)
    found = show_finding(cure.found, desk.positions, desk.project.config, desk.publishing.find_uri)
    return types.CodeAction(
        title=f"{cure.title} ({cure.found.code})",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[found],
        is_preferred=cure.is_preferred or None,
        edit=types.WorkspaceEdit(document_changes=[_edit_file(desk, desk.draft.path, edits)]),
    )
