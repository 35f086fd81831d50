"""A file that an author lays beside the pages: read, or a fault that tells where it stands.

In: a path, the folder from which the author names it. Out: its bytes or its text, or `FileFault`. No such
fault is one of playbook.
"""

from pathlib import Path

from playbook.source import Span


class FileFault(Exception):  # noqa: N818  # a fault of the author's, with a place, as in diagnostic.py
    """A file that cannot be used: where, what is wrong with it, what would help."""

    def __init__(self, span: Span, message: str, help_: str) -> None:
        """Take all three."""
        super().__init__(f"{span.path}: {message}")
        self.span = span
        self.message = message
        self.help = help_

    def __reduce__(self) -> tuple[type["FileFault"], tuple[Span, str, str]]:
        """Send all of it from a worker."""
        return FileFault, (self.span, self.message, self.help)


def read_file(path: Path, root: Path, most: int = -1) -> bytes:
    """Read a file's bytes, at most so many where it is told. Raises FileFault where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        words, help_ = say_unread(error)
        raise FileFault(Span(_name(path, root)), words, help_) from None


def read_text(path: Path, root: Path) -> str:
    """Read a file's text, its lines ended as in Python. Raises FileFault where it is none in UTF-8."""
    raw = read_file(path, root)
    try:
        return raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line, column = find_place(raw, error.start)
        raise FileFault(
            Span(_name(path, root), line, column, line, column + 1), *say_foreign(error)
        ) from None


def find_place(raw: bytes, at: int) -> tuple[int, int]:
    """Give the line and the column, from 1, of a byte before which all is UTF-8."""
    before = raw[:at].decode("utf-8", errors="replace")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def say_unread(error: OSError) -> tuple[str, str]:
    """Say that a file cannot be read, and what would help."""
    return f"the file cannot be read: {error.strerror or error}", "check its rights"


def say_foreign(error: UnicodeDecodeError) -> tuple[str, str]:
    """Say that a byte is not UTF-8, and what would help."""
    return f"byte 0x{error.object[error.start]:02X} is not UTF-8 text", "save the file as UTF-8"


def _name(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
