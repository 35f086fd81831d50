"""The log -> the versions of each plan along the main line.

In: a log. Out: for each plan that is there at its end the commits that changed its page, oldest first, each
with the id of its bytes. A plan is told by its id, wherever its file lies; through a change of its id it is
followed where git sees a file moved, or where the page names its older id under `formerly`.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from playbook.history.log import Commit, Log, list_line

KIND, FOLDER = "initiative", "initiatives/"


@dataclass(frozen=True, slots=True)
class Version:
    """A plan as a commit holds it: the number of the commit on the main line, the commit, the plan's key
    there, the id of the bytes, "" where the commit took the page away."""

    at: int
    commit: Commit
    key: str
    blob: str


Versions = list[Version]


class Lines:
    """The plans that are there at the point that was reached, and those that were taken away, by key: what a
    later plan was called once stays so when its older id is given again."""

    def __init__(self) -> None:
        """Begin before the first commit."""
        self.open: dict[str, Versions] = {}
        self.ended: dict[str, Versions] = {}

    def meet(self, at: int, commit: Commit) -> None:
        """Go one commit on."""
        came: dict[str, tuple[str, str]] = {}
        left: set[str] = set()
        for each in commit.changes:
            key, old = name_plan(each.path), name_plan(each.old)
            left.add(old)
            if each.blob:
                came[key] = (each.blob, old)
            else:
                left.add(key)
        came.pop("", None)
        lost = {key: self.open.pop(key) for key in left - came.keys() if key in self.open}
        for key, (blob, old) in came.items():
            line = self.open.get(key) or lost.pop(old, None) or [*self.ended.get(key, ())]
            self.open[key] = line
            line.append(Version(at, commit, key, blob))
        for key, line in lost.items():
            self.ended[key] = [*line, Version(at, commit, key, "")]


def follow_plans(log: Log) -> Lines:
    """Follow every plan from the first commit of the main line to the last."""
    lines = Lines()
    for at, commit in enumerate(reversed(list_line(log, log.head).values())):
        if commit.changes:
            lines.meet(at, commit)
    return lines


@lru_cache(1 << 15)
def name_plan(path: str) -> str:
    """Give the key of the plan that a file holds; "" where it holds none.

    It is that of `load_page.name_page`, which loads much that is not needed here.
    """
    if not (path.endswith(".md") and path.startswith(FOLDER)):
        return ""
    *folders, name = normalize("NFC", path.removesuffix(".md")).split("/")
    page_id = folders[-1] if name == "index" and len(folders) > 1 else name
    return (
        "" if page_id.lower() == "readme" or (name == "index" and len(folders) < 2) else f"{KIND}/{page_id}"
    )


def find_former(ended: Mapping[str, Versions], versions: Versions, names: Iterable[str]) -> Versions:
    """Give the versions of the plan that had one of these ids, and had ended when a plan with these versions
    began, whether that id was given again since or not; of several the one that ended last. Nothing where
    there is none."""
    start = versions[0].at if versions else sys.maxsize
    some = [_cut(ended.get(f"{KIND}/{each}", []), start) for each in names]
    older = sorted((each for each in some if each), key=lambda each: each[-1].at)
    return older[-1][:-1] if older else []


def _cut(versions: Versions, start: int) -> Versions:
    """Give the versions up to the last end that is not after a start."""
    ends = [n for n, each in enumerate(versions, 1) if not each.blob or n == len(versions)]
    return versions[: max((n for n in ends if versions[n - 1].at <= start), default=0)]
