"""One turn of a command that goes on, in one line: what had changed, what came of it, how long it took.

In: the turn, the project's folder. Out: plain words. It prints nothing.
"""

import os
from pathlib import Path

from playbook.formats.inert import fold
from playbook.serve.loop import Turn

MOST = 3
"""How many files are named."""


def say_changes(turn: Turn, root: Path) -> str:
    """Say what had changed: "content/x.md changed"; "" where nothing had."""
    named = [f"{_name(each.path, root)} {each.kind}" for each in turn.changes[:MOST]]
    more = len(turn.changes) - len(named)
    return ", ".join([*named, *([f"{more} more"] if more else [])])


def say_time(seconds: float) -> str:
    """Say how long it took."""
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"


def _name(path: str, root: Path) -> str:
    inside = Path(path).is_relative_to(root)
    return fold(os.path.relpath(path, root) if inside else path)
