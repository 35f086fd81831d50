"""What each key of the front matter means: the tables of the guide, by record.

In: the guide to the front matter. Out: a `KeyDoc` for each key of each record: its type, from which status
it is required, its meaning. What the guide says and what an editor shows are one text.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LINK = re.compile(r",? ?\[([^\]]*)\]\([^)]*\)")
_BELOW = re.compile(r",? \[below\]\([^)]*\)")

HEADS = {
    "Targets / key of a target": "Target",
    "Targets / key of a baseline": "Baseline",
    "Targets / key of a target inside a target": "Goal",
    "Stages / key of a stage": "Stage",
    "Stages / key of a diagnosis": "Diagnosis",
    "Stages / key of a member (members)": "Member",
    "Stages / key of a message (communication)": "Message",
    "Stages / key of an anchor (anchors)": "Anchor",
    "Reviews / key of a review": "Review",
    "Reviews / key of an action (actions)": "Action",
    "Milestones / key of a milestone": "Milestone",
    "Milestones / key of cancelled": "Cancelled",
    "Risks / key of a risk": "Risk",
    "Updates / key of an update": "Update",
    "Slips and rebaselined / key of a slip (slips)": "Slip",
    "Slips and rebaselined / key of a changed figure (rebaselined)": "Rebaseline",
    "Paused and stopped / key of paused": "Pause",
    "Paused and stopped / key of stopped": "Stop",
    "Lessons / key of lessons": "Lessons",
    "Lessons / key of an answer": "Lesson",
    "Waivers / key of a waiver (waivers)": "Waiver",
    "Initiative / key": "Initiative",
    "Metric / key": "MetricPage",
    "Person / key": "PersonPage",
    "Department / key": "DepartmentPage",
    "Method page / key": "MethodPage",
    "Any other page / key": "OtherPage",
}
"""The section and the head of each table of keys, and the record whose keys it lists."""


@dataclass(frozen=True, slots=True)
class KeyDoc:
    """A key as the guide tells it; `required` is "" where nothing asks for it."""

    type: str
    required: str
    meaning: str

    @property
    def is_required(self) -> bool:
        """Whether something is an error without it."""
        return bool(self.required)


@cache
def read_key_docs() -> dict[tuple[str, str], KeyDoc]:
    """Read the tables of keys: (record's name, key) -> what it means."""
    text = (files("playbook") / "guide" / "front-matter.md").read_text(encoding="utf-8")
    docs, section, record = {}, "", ""
    for line in text.splitlines():
        if line.startswith("#"):
            section, record = line.lstrip("# "), ""
        elif line.startswith("| key"):
            record = HEADS.get(f"{section} / {_split(line)[0].replace('`', '')}", "")
        elif record and line.startswith("| `"):
            key, type_, required, meaning = _split(line)
            asked = "" if required.startswith("–") else required
            docs[record, key.strip("`")] = KeyDoc(_plain(type_), _plain(asked), _plain(meaning))
    return docs


def find_key_doc(record: object, key: str) -> KeyDoc | None:
    """Give what a key of a record means; None where the guide has no word of it."""
    return read_key_docs().get((getattr(record, "__name__", ""), key))


def _split(line: str) -> list[str]:
    return [each.strip().replace("\\|", "|") for each in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _plain(text: str) -> str:
    """Leave out links, which lead nowhere in an editor."""
    return _LINK.sub(r" \1", _BELOW.sub("", text)).replace("  ", " ").strip()
