"""Answers that change files: renames and code actions, as workspace edits.

In: a desk and what was asked. Out: edits with exact ranges, never a whole document. What an editor cannot
do is refused in words.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import PurePosixPath

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from playbook.assist.cures import Cure, list_cures, list_safe_edits
from playbook.assist.named import Named, find_named
from playbook.assist.rename_checks import RenameError
from playbook.assist.renaming import Rename, Renaming
from playbook.edit import Edit
from playbook.edit.format import FormatError, format_page, list_edits
from playbook.load_page import name_page
from playbook.lsp.findings import show_finding
from playbook.lsp.positions import Positions
from playbook.lsp.publishing import Publishing
from playbook.lsp.session import Desk, Session
from playbook.lsp.uris import find_path

Change = types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile

ALL = types.CodeActionKind.SourceFixAll.value
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
    done = work_out(desk.publishing, named.key, params.new_name.strip())
    if done.files and not moves_files:
        raise Refused("this editor cannot rename files: rename the file, and mend the links")
    for path, _ in done.files:
        if not (desk.project.root / path).is_file():
            raise Refused(f"{path} is not on the disk yet: save it first")
    return write_edit(desk.publishing, done)


def follow_files(session: Session, files: Sequence[types.FileRename]) -> types.WorkspaceEdit | None:
    """Give the edits that let pages keep their links while their files are renamed; None for none."""
    found: list[Change] = []
    for each in files:
        old, new = find_path(each.old_uri), find_path(each.new_uri)
        project = session.find_project(old) if old else None
        if old and new and project:
            publishing = session.publishing[project.root]
            found += _follow_file(publishing, project.find_name(old), project.find_name(new))
    return types.WorkspaceEdit(document_changes=found) if found else None


def _follow_file(publishing: Publishing, old: str, new: str) -> Sequence[Change]:
    """Give the edits for one file; none where it is moved to another folder, or is no page."""
    if not (old and new) or PurePosixPath(old).parent != PurePosixPath(new).parent:
        return ()
    (kind, old_id), (_, new_id) = name_page(old), name_page(new)
    if f"{kind}/{old_id}" not in publishing.project.judgement.site.pages:
        return ()
    done = work_out(publishing, f"{kind}/{old_id}", new_id)
    content = publishing.project.config.settings.content
    others = Renaming(done.edits, [each for each in done.files if each[0] != f"{content}/{old}"])
    return write_edit(publishing, others).document_changes or ()


def work_out(publishing: Publishing, key: str, new: str) -> Renaming:
    """Work out a renaming; refuse in words what cannot be."""
    project = publishing.project

    @cache
    def read(path: str) -> str:
        return publishing.read_now(path).text

    try:
        return Rename(key, new, project.judgement, project.uses, read).run()
    except RenameError as error:
        raise Refused(str(error)) from None


def write_edit(publishing: Publishing, done: Renaming) -> types.WorkspaceEdit:
    """Write a renaming: edits of files as they are called now, then their new names."""
    changes: list[Change] = []
    for path, edits in done.edits.items():
        changes.append(_edit_file(publishing, path, write_edits(edits, publishing.read_now(path))))
    for old, new in done.files:
        changes.append(types.RenameFile(publishing.find_uri(old), publishing.find_uri(new)))
    return types.WorkspaceEdit(document_changes=changes)


def _edit_file(publishing: Publishing, path: str, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
    draft = publishing.find_draft(path)
    version = draft.version if draft else None
    identifier = types.OptionalVersionedTextDocumentIdentifier(publishing.find_uri(path), version)
    return types.TextDocumentEdit(identifier, list(edits))


def simplify(edit: types.WorkspaceEdit) -> types.WorkspaceEdit:
    """Write the same for an editor that takes edits by file alone; there is no file to rename among them."""
    changed = {
        each.text_document.uri: [edit for edit in each.edits if isinstance(edit, types.TextEdit)]
        for each in edit.document_changes or ()
        if isinstance(each, types.TextDocumentEdit)
    }
    return types.WorkspaceEdit(changes=changed)


def write_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    """Write edits of one text."""
    return [types.TextEdit(positions.range(each.start, each.end), each.text) for each in sorted(edits)]


def act(desk: Desk, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Give what would satisfy the findings at a range."""
    only = [str(getattr(each, "value", each)) for each in params.context.only or ()]
    cures = _list_cures(desk, params) if not only or {"", "quickfix"} & set(only) else []
    if any(ALL.startswith(each) for each in only):
        cures += _fix_all(desk)
    return cures


def _fix_all(desk: Desk) -> list[types.CodeAction]:
    """Give the one action that mends whatever can mean one thing only: an editor takes it on saving."""
    project = desk.project
    edits = list_safe_edits(desk.draft, project.judgement, project.brief.options)
    change = _edit_file(desk.publishing, desk.draft.path, write_edits(edits, desk.positions))
    edit = types.WorkspaceEdit(document_changes=[change])
    return [types.CodeAction("Mend what can mean one thing only", ALL, edit=edit)] if edits else []


def lay_out(desk: Desk) -> list[types.TextEdit] | None:
    """Bring the front matter into its canonical form; None where there is nothing to do."""
    draft = desk.draft
    if not draft.name.endswith(".md"):
        return None
    try:
        new = format_page(draft.loaded[1].document, draft.kind, draft.config.shape)
    except FormatError as error:
        raise Refused(str(error)) from None
    return write_edits(list_edits(draft.text, new), desk.positions) or None


def _list_cures(desk: Desk, params: types.CodeActionParams) -> list[types.CodeAction]:
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
        edit=types.WorkspaceEdit(document_changes=[_edit_file(desk.publishing, desk.draft.path, edits)]),
    )
