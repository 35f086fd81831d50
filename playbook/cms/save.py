"""What a form says -> the file of its page.

In: a page's place, what the form says, the state that it was opened with. Out: bytes on the disk: of a page
that was there by edits of what the form has changed, of a new one in the order of the schema. No file is
written over that is not what was read.
"""

from functools import partial

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


def create_page(place: Place, wish: Entry, shape: Shape) -> None:
    """Write a new page. Raises RefusedError where there is a file already, or it cannot be written."""
    data = arrange(wish.data, (), _find_order(place, shape))
    assert isinstance(data, dict)
    try:
        raw = write(data, f"{wish.body}\n" if wish.body else "").encode()
        write_new(place, raw)
    except ValueError as error:
        raise RefusedError(f"this cannot be saved: {error}") from None


def write_new(place: Place, raw: bytes) -> None:
    """Write a file that is not there yet. Raises RefusedError where it is, or cannot be written."""
    try:
        place.file.parent.mkdir(parents=True, exist_ok=True)
        with place.file.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        words = f"{place.shown} exists already and is not written over: give another title"
        raise RefusedError(words, 409) from None
    except OSError as error:
        raise RefusedError(f"{place.shown} cannot be written: {error.strerror}") from None


def change_page(place: Place, wish: Entry, base: Entry | None, shape: Shape) -> None:
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
    new = _change_text(place, document, (base, wish), shape)
    try:
        if new != raw:
            rewrite_files({place.file: (raw, new)})
    except RewriteError as error:
        raise RefusedError(f"{error}. {AGAIN}", 409) from None


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
