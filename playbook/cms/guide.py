"""What each key means, as the guide to the front matter says it.

In: the guide's tables. Out: for each record a meaning of every key, and from when on it is needed. A test
holds the tables against the records, so that no key is without one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from playbook.schema import initiative as plan
from playbook.schema.moved import Pause, Rebaseline, Slip
from playbook.schema.pages import DepartmentPage, MethodPage, MetricPage, OtherPage, PersonPage

TABLES: Mapping[type, str] = {
    plan.Initiative: "Initiative",
    MetricPage: "Metric",
    PersonPage: "Person",
    DepartmentPage: "Department",
    MethodPage: "Method page",
    OtherPage: "Any other page",
    plan.Target: "key of a target",
    plan.Baseline: "key of a baseline",
    plan.Goal: "key of a target inside a target",
    plan.Stage: "key of a stage",
    plan.Diagnosis: "key of a diagnosis",
    plan.Member: "key of a member (members)",
    plan.Message: "key of a message (communication)",
    plan.Anchor: "key of an anchor (anchors)",
    plan.Review: "key of a review",
    plan.Action: "key of an action (actions)",
    plan.Milestone: "key of a milestone",
    plan.Cancelled: "key of cancelled",
    plan.Risk: "key of a risk",
    plan.Update: "key of an update",
    Slip: "key of a slip (slips)",
    Rebaseline: "key of a changed figure (rebaselined)",
    Pause: "key of paused",
    plan.Stop: "key of stopped",
    plan.Lessons: "key of lessons",
    plan.Lesson: "key of an answer",
    plan.Waiver: "key of a waiver (waivers)",
}
"""The head of each record's table; a page's is the heading above it."""

_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
_SEE = re.compile(r",? see \[[^]]*\]\([^)]*\)")
_ROW = re.compile(r"^\| (.*) \|$")
_SPLIT = re.compile(r" \| ")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key is, in a few words ("" where its name says it), and from when on it is needed."""

    text: str
    needed: str = ""

    @property
    def hint(self) -> str:
        """The line below a field of a form."""
        text = self.text[:1].upper() + self.text[1:]
        return f"{text}. Needed: {self.needed}." if self.needed and text else text and f"{text}."


@cache
def read_meanings() -> Mapping[str, Mapping[str, Meaning]]:
    """Read the guide: head of a table -> key -> its meaning."""
    text = (files("playbook") / "guide" / "front-matter.md").read_text(encoding="utf-8")
    found: dict[str, dict[str, Meaning]] = {}
    heading, head = "", ""
    for line in text.splitlines():
        if line.startswith("## "):
            heading = line[3:]
        row = _ROW.match(line)
        cells = _SPLIT.split(row[1]) if row else []
        if not line.startswith("|"):
            head = ""
        elif row is None:  # the line below the head
            continue
        elif not head and cells[0].startswith("key"):
            head = heading if cells[0] == "key" else cells[0].replace("`", "")
        elif head and cells[0].startswith("`"):
            found.setdefault(head, {})[cells[0].strip("`")] = _read_row(cells)
    return found


def find_meaning(record: type, key: str) -> Meaning:
    """Give the meaning of a record's key."""
    return read_meanings()[TABLES[record]][key]


def _read_row(cells: list[str]) -> Meaning:
    meaning = cells[3] if len(cells) > 3 else ""
    text = _LINK.sub(r"\1", _SEE.sub("", meaning)).replace("`", "").strip(" |")
    return Meaning(text, "; ".join(_list_needs(cells[2])))


def _list_needs(cell: str) -> Iterator[str]:
    """Yield from when on a key is needed; nothing where it never is, or its form asks for it anyway."""
    bare = _LINK.sub(r"\1", cell).replace("`", "").strip()
    if bare and not bare.startswith("–") and bare not in ("always", "draft"):
        is_status = bare.split(",")[0].split(" ")[0] in ("committed", "running", "paused", "stopped")
        yield f"from {bare} on" if is_status and bare.isalpha() else bare
