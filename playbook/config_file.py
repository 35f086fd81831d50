"""The configuration's file: which one it is, and its text.

In: the project's folder. Out: the file, its name, its text or a fault. It knows no setting.
"""

import re
from pathlib import Path

from playbook.diagnostic import Fault
from playbook.source import Span

FILES = ("playbook.toml", "pyproject.toml")
LIMIT = 1 << 20
"""The largest configuration file, in bytes."""

_OWN_TABLE = re.compile(r"^\s*\[{1,2}\s*tool\s*\.\s*playbook\b", re.MULTILINE)


def find_file(root: Path) -> Path | None:
    """Find the file that holds a project's configuration; None where none does."""
    return next((root / name for name in FILES if _holds_config(root / name)), None)


def _holds_config(path: Path) -> bool:
    if path.name != FILES[1]:
        return path.exists()
    text, fault = read_file(path, path.name)
    return not fault and bool(_OWN_TABLE.search(text))


def name_file(path: Path, root: Path) -> str:
    """Name a file as reports do: by its path below the project's folder, where it lies there."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return path.as_posix()


def read_file(path: Path, name: str) -> tuple[str, Fault | None]:
    """Read the text, without a byte-order mark; "" and a fault where that cannot be done."""
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT + 1)
    except OSError as error:
        return "", Fault("configuration", Span(name), f"cannot be read: {error.strerror}", "check its rights")
    if len(raw) > LIMIT:
        return "", Fault("configuration", Span(name), f"larger than {LIMIT >> 20} MiB", "take data out of it")
    try:
        return raw.decode("utf-8").removeprefix("\ufeff"), None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", Fault("configuration", Span(name, line, 1, line, 1), "is not UTF-8", "save it as UTF-8")
