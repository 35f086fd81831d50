"""What a form says -> the file of its page.

In: a page's place, what the form says, the state that it was opened with. Out: a draft, of a page that was
there by edits of what the form has changed, of a new one in the order of the schema; then drafts as files on
the disk, all or none. No file is written over that is not what was read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playbook.cms.entry import Entry, make_entry, read_page
from playbook.cms.merge import merge, merge_body
from playbook.cms.places import Place, RefusedError
from playbook.edit import Edit, apply_edits
from playbook.edit.amend import AmendError, amend
from playbook.edit.data import Order, arrange
from playbook.edit.order import list_order
from playbook.frontmatter import Document, write
from playbook.rewrite import RewriteError, rewrite_files
from playbook.schema.shape import Shape

AGAIN = "Copy what you have written, open the page again, and enter it there"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it shall lie there: what was read of it, None where it is new, and what is written."""

    place: Place
    old: bytes | None
    new: bytes


def draft_page(place: Place, wish: Entry, shape: Shape) -> Draft:
    """Give a new page. Raises RefusedError where there is a file already, or it cannot be written so."""
    data = arrange(wish.data, (), _find_order(place, shape))
    assert isinstance(data, dict)
    if place.file.exists():
        raise _refuse_taken(place)
    try:
        return Draft(place, None, write(data, f"{wish.body}\n" if wish.body else "").encode())
    except ValueError as error:
        raise RefusedError(f"this cannot be saved: {error}") from None


def draft_change(place: Place, wish: Entry, base: Entry | None, shape: Shape) -> Draft:
    """Make a page say what the form has changed since it was `base`; None where nobody knows that any more.

    Raises RefusedError where that cannot be, or somebody else has changed the same thing.
    """
    try:
        raw = place.file.read_bytes()
    except OSError:
        raise RefusedError(f"{place.shown} is not there any more. {AGAIN}", 409) from None
    document = read_page(place.shown, raw)
    if base is None:
        words = "this form was opened before the preview was started, and the page has changed since"
        raise RefusedError(f"{words}. {AGAIN}", 409)
    return Draft(place, raw, _change_text(place, document, (base, wish), shape))


def save_all(drafts: Iterable[Draft]) -> None:
    """Write files in their order: all, or none. Raises RefusedError where one cannot be written.

    A file that was there can only be the last one: it is not put back.
    """
    made: list[Path] = []
    try:
        for each in drafts:
            if each.old is None:
                _write_new(each)
                made.append(each.place.file)
            elif each.old != each.new:
                rewrite_files({each.place.file: (each.old, each.new)})
    except BaseException as error:
        for file in made:
            file.unlink(missing_ok=True)
        if isinstance(error, RewriteError):
            raise RefusedError(f"{error}. {AGAIN}", 409) from None
        raise


def _write_new(draft: Draft) -> None:
    """Write a file that is not there yet. Raises RefusedError where it is, or cannot be written."""
    place = draft.place
    try:
        place.file.parent.mkdir(parents=True, exist_ok=True)
        file = place.file.open("xb")
    except FileExistsError:
        raise _refuse_taken(place) from None
    except OSError as error:
        raise RefusedError(f"{place.shown} cannot be written: {error.strerror}") from None
    try:
        with file:
            file.write(draft.new)
    except BaseException as error:  # no half of a file stays
        place.file.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise RefusedError(f"{place.shown} cannot be written: {error.strerror}") from None
        raise


def _refuse_taken(place: Place) -> RefusedError:
    cure = "give another title" if place.name.endswith(".md") else "give the file another name"
    return RefusedError(f"{place.shown} exists already and is not written over: {cure}", 409)


def _change_text(place: Place, document: Document, both: tuple[Entry, Entry], shape: Shape) -> bytes:
    base, wish = both
    disk = make_entry(place.kind, document)
    data = merge(base.data, wish.data, disk.data, document.tree.data if document.tree else {})
    body = merge_body(base.body, wish.body, disk.body)
    try:
        edits = [*amend(document, data, _find_order(place, shape)), *_change_body(document, disk.body, body)]
    except AmendError as error:
        raise RefusedError(str(error)) from None
    return apply_edits(document.source.text, edits).encode()


def _change_body(document: Document, old: str, new: str) -> list[Edit]:
    """Replace a page's text; blank lines around it and the way that lines end stay."""
    if old == new:
        return []
    text, ending = document.body, "\r\n" if "\r\n" in document.source.text else "\n"
    kept = text.strip("\r\n\ufeff")
    at = document.body_offset + (text.index(kept) if kept else len(text))
    gap = "" if kept else ending
    return [Edit(at, at + len(kept), gap + new.replace("\n", ending) + gap)]


def _find_order(place: Place, shape: Shape) -> Order:
    return partial(list_order, place.kind, shape)
