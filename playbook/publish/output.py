"""What is to be published, and which names it may have.

In: outputs. Out: bodies by path, every path good on every system and no two the same on any.
It writes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar
from unicodedata import normalize

from playbook.publish.error import PublishError

MANIFEST = "manifest.json"
OWN = ".playbook"
"""How the names begin that publishing uses for itself at the site's root."""

LONGEST = 200  # bytes: a suffix still fits into the 255 that file systems take
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\\<>:"|?*]')
SURROGATE = re.compile(r"[\ud800-\udfff]")
DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Output:
    """One file of the site: `path` is POSIX style and relative to the site's root."""

    path: str
    body: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the body, in hex."""
        return sha256(self.body).hexdigest()

    @property
    def size(self) -> int:
        """How many bytes the body has."""
        return len(self.body)


def name_spooled(folder: Path, path: str) -> Path:
    """Give where the bytes of an output lie, whose path may be none that a file can have."""
    return folder / sha256(path.encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Spooled:
    """An output whose bytes lie in a folder till they are published: their SHA-256 in hex, their size."""

    path: str
    digest: str
    size: int
    folder: Path

    @property
    def file(self) -> Path:
        """Where the bytes lie."""
        return name_spooled(self.folder, self.path)

    @property
    def body(self) -> bytes:
        """The bytes, read. Raises OSError."""
        return self.file.read_bytes()


@lru_cache(1 << 16)
def _component_fault(name: str) -> str:
    size = len(name.encode(errors="surrogatepass"))
    faults = (
        (name in ("", ".", ".."), f"the part `{name}` is not a name"),
        (
            FORBIDDEN.search(name),
            'it holds a sign that some systems refuse: \\ < > : " | ? * or a control sign',
        ),
        (name[-1:] in (".", " "), f"`{name}` ends in a dot or a space, which Windows drops"),
        (DEVICE.fullmatch(name), f"`{name}` is the name of a device on Windows"),
        (fold(name) == ".git", "`.git` would make the site look like a work tree"),
        (SURROGATE.search(name), "it is not valid Unicode"),
        (size > LONGEST, f"`{name}` has {size} bytes, and {LONGEST} is the most"),
    )
    return next((words for bad, words in faults if bad), "")


def path_fault(path: str) -> str:
    """Say why `path` cannot be a path of the site; "" when it can."""
    if path.startswith("/"):
        return "it begins with `/`"
    first, *rest = path.split("/")
    if (not rest and fold(first) == MANIFEST) or fold(first).startswith(OWN):
        return f"`{first}` is a name that publishing keeps for itself"
    return next(filter(None, map(_component_fault, (first, *rest))), "")


@lru_cache(1 << 16)
def fold(text: str) -> str:
    """Give what two names share when some system takes them for the same."""
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFC", text).casefold())


class Names:
    """The paths taken so far, to find two that some system could not tell apart."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, tuple[str, str]] = {}

    def take(self, path: str) -> str | None:
        """Take a path; give the path it clashes with, and take nothing, when there is one."""
        key = fold(path)
        folders = [path[:end] for end, sign in enumerate(path) if sign == "/"]
        clash = self._files.get(key) or self._folders.get(key, ("", ""))[1]
        for folder in () if clash else folders:
            spelled, owner = self._folders.get(fold(folder), (folder, ""))
            clash = clash or self._files.get(fold(folder), "") or (owner if spelled != folder else "")
        if clash:
            return clash
        self._files[key] = path
        for folder in folders:
            self._folders.setdefault(fold(folder), (folder, path))
        return None


class Named(Protocol):
    """Whatever has a path in the site."""

    @property
    def path(self) -> str:
        """Where it stands, POSIX style and relative to the site's root."""
        ...


N = TypeVar("N", bound=Named)


def check_paths(outputs: Iterable[N]) -> Mapping[str, N]:
    """Give outputs by path, in the order of the paths' bytes; raise PublishError at a bad path."""
    names, checked = Names(), dict[str, N]()
    for output in sorted(outputs, key=lambda each: each.path):
        if fault := path_fault(output.path):
            shown = output.path.encode("unicode_escape").decode() or "(empty)"
            raise PublishError(
                f"`{shown}` cannot be published: {fault}", "Rename the page or file it is made from."
            )
        if clash := names.take(output.path):
            raise PublishError(
                f"`{clash}` and `{output.path}` cannot both be published: they clash on some systems",
                "Rename one of the two; names that differ in upper and lower case alone count as one.",
            )
        checked[output.path] = output
    return checked


def check_outputs(outputs: Iterable[Output]) -> Mapping[str, bytes]:
    """Give the bodies by path, in the order of the paths' bytes; raise PublishError at a bad path."""
    return {path: output.body for path, output in check_paths(outputs).items()}
