"""What every sentence about a page needs: the page before and after, how things are called.

In: a page's two states. Out: `Speech`, which makes a `Change` of an edit and its sentence.
"""

from dataclasses import dataclass
from datetime import date

from playbook.diff.change import NOTABLE, Change
from playbook.diff.edit import Edit
from playbook.diff.label import label, quote_text
from playbook.diff.side import Names
from playbook.diff.write import write
from playbook.model.page import Page

PROMISES = frozenset({"due", "target.due", "starts", "go-live", "until", "needed", "paused.until"})
"""Days that a plan promises; any other day is one that it tells."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Speaks of one page; `old` and `new` are the page before and after."""

    old: Page
    new: Page
    names: Names

    def label(self, edit: Edit, *, is_old: bool = False) -> str:
        """Call the thing that an edit is about; the page's own kind where it is about the page."""
        return label(edit.items, self.names, is_old=is_old) if edit.items else ""

    def approve(self, person: str | None, reason: str) -> str:
        """Say who approved something, and why."""
        who = self.names.title("person", person) if person else "nobody who is named"
        return f"approved by {who}" + (f": {quote_text(reason)}" if reason else "")

    def make(self, edit: Edit, kind: str, words: str, weight: int = NOTABLE) -> Change:
        """Make the change."""
        days = (edit.after - edit.before).days if _are_days(edit) else 0
        return Change(
            kind=kind,
            page=self.new.key,
            title=self.new.title,
            message=words[:1].upper() + words[1:],
            item=edit.name,
            key=edit.key,
            before=write(edit.before) if edit.key else "",
            after=write(edit.after) if edit.key else "",
            days=days,
            weight=weight,
        )


def _are_days(edit: Edit) -> bool:
    return edit.key in PROMISES and isinstance(edit.before, date) and isinstance(edit.after, date)
