"""New pages and parts of pages, as text.

In: titles, ids, today. Out: the text of a page or an edited page, and the starter's files. It writes no file;
days in the starter are counted from today.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from playbook.diagnostic import KeyPath
from playbook.edit import apply_edits
from playbook.edit.amend import amend
from playbook.edit.data import get_value, set_value
from playbook.edit.order import list_order
from playbook.frontmatter import Document, Node, write
from playbook.schema.shape import Shape

_DAY = re.compile(r"@DAY([+-]\d+)@")
_GIVEN = re.compile("@TITLE@|@OWNER@")
_ORDER = partial(list_order, "initiative", Shape())
PACKAGE = files("playbook")


class ComposeError(Exception):
    """What was asked for cannot be written; the message says why and what would do."""


def date_text(text: str, today: date) -> str:
    """Put real days in the place of @DAY+14@ and its like."""
    return _DAY.sub(lambda match: (today + timedelta(days=int(match.group(1)))).isoformat(), text)


def list_starter(today: date) -> dict[str, str]:
    """Give the files of a first playbook, path -> text."""
    site = PACKAGE / "starter" / "site"
    return {
        path: date_text(file.read_text(encoding="utf-8"), today) for path, file in sorted(_walk(site, ""))
    }


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        path = f"{prefix}{each.name}"
        if each.is_dir():
            yield from _walk(each, path + "/")
        else:
            yield path, each


def compose_initiative(title: str, owner: str, today: date) -> str:
    """Write a draft: title, status and owner, and every further key as a comment to fill in."""
    text = (PACKAGE / "starter" / "new" / "initiative.md").read_text(encoding="utf-8")
    quoted = write({"title": " ".join(title.split())}, "").split("\n")[1].removeprefix("title:").strip()
    given = {"@TITLE@": quoted, "@OWNER@": owner}
    return _GIVEN.sub(lambda found: given[found[0]], date_text(text, today))


def compose_page(kind: str, values: Mapping[str, object]) -> str:
    """Write a metric's, person's or department's page with the keys that are known."""
    return write({key: value for key, value in values.items() if value}, GUIDANCE[kind])


GUIDANCE = {
    "metric": "<!-- How it is measured, by whom, what would mislead. Readings: playbook reading add. -->\n",
    "person": "",
    "department": "",
}


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review to be added to a stage."""

    stage: str
    due: date
    by: str


def add_review(document: Document, review: NewReview) -> str:
    """Give a page's text with one more review in a stage; everything else stays as it is.

    Raises ComposeError when the page has no such stage, or its reviews are no list.
    """
    tree, path = document.tree, document.source.path
    stage: KeyPath = ("stages", review.stage)
    if tree is None or stage not in tree.keys:
        raise ComposeError(f"{path} has no stage `{review.stage}`: add it under `stages:` first")
    known = get_value(tree.data, (*stage, "reviews"))
    if isinstance(known, str | dict):
        at = tree.keys[*stage, "reviews"]
        raise ComposeError(f"{path}:{at.line}: take the value of `reviews` out first")
    made: Node = {"due": review.due.isoformat(), "by": review.by}
    try:
        wanted = set_value(tree.data, (*stage, "reviews", len(known or ())), made)
        return apply_edits(document.source.text, amend(document, wanted, _ORDER))
    except ValueError as error:
        raise ComposeError(str(error)) from None
