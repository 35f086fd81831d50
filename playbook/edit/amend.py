"""A page's front matter made to say something else, by edits of what is different alone.

In: a page, the whole front matter as it shall be, the order of keys. Out: `Edit`s. What is not different
stays as it is written: order, quotes, comments, blank lines. What is taken out takes along the comments on
its lines and between them; the comment above it stays, since nobody can tell whether it is about it alone.
An item that stands elsewhere in its list, and says what it said, goes there as it is written with the comment
lines directly above it; one that says something else there comes anew, without comments.
It reads and writes no file.
"""

from playbook.edit import Edit, apply_edits
from playbook.edit.data import Order, arrange, tidy
from playbook.edit.difference import Difference
from playbook.edit.layout import lay_out
from playbook.frontmatter import Document, Node, read, write

MARK = "\ufeff"

How = tuple[bool, bool]
"""Whether new texts of several lines stand in lines, whether items move as they are written."""

TRIES: tuple[How, ...] = ((True, True), (False, True), (True, False), (False, False))
"""The best first."""


class AmendError(ValueError):
    """The page cannot be made to say this by edits alone; the message is for its author."""


def amend(document: Document, wanted: dict[str, Node], order: Order) -> list[Edit]:
    """Give the edits after which the front matter reads as `wanted`, and the body as before.

    Texts are compared without blanks around them, and a key without a value is as good as none. Raises
    AmendError where no such edits are found: nothing else is ever written. A page whose bytes are not UTF-8
    must not come here: its text is not what lies in the file.
    """
    path, goal = document.source.path, tidy(wanted)
    if is_unreadable(document):
        raise AmendError(f"{path}: its front matter cannot be read; mend it first")
    refused = ""
    for how in TRIES:
        try:
            edits = _find_edits(document, goal, order, how)
            if _is_reached(document, goal, edits):
                return edits
        except ValueError as error:
            refused = refused or f"{path}:{error}"
    if refused:
        raise AmendError(refused)
    words = "its front matter is written in a form that cannot be changed without touching more"
    raise AmendError(f"{path}: {words}; change it by hand")


def is_unreadable(document: Document) -> bool:
    """Whether a page has front matter that cannot be read, or is no text."""
    is_begun = document.body_offset > 0 or not document.source.text
    return document.tree is None and is_begun and bool(document.faults)


def _find_edits(document: Document, goal: Node, order: Order, how: How) -> list[Edit]:
    layout = lay_out(document)
    if layout is None:
        return _begin(document, arrange(goal, (), order)) if goal else []
    difference = Difference(layout, order, *how)
    difference.amend_value((), layout.tree.data, goal)
    return difference.edits


def _begin(document: Document, data: Node) -> list[Edit]:
    """Give front matter to a page that has none."""
    assert isinstance(data, dict)
    text = document.source.text
    at = len(text) - len(text.removeprefix(MARK))
    ending = "\r\n" if "\r\n" in text else "\n"
    return [Edit(at, at, write(data, "").replace("\n", ending))]


def _is_reached(document: Document, goal: Node, edits: list[Edit]) -> bool:
    new = read(document.source.path, apply_edits(document.source.text, edits).encode())
    if is_unreadable(new):
        return False
    data = new.tree.data if new.tree else {}
    is_same = new.body.removeprefix(MARK) == document.body.removeprefix(MARK)
    return tidy(data) == goal and is_same
