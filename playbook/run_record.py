"""What a whole run came to, remembered by all that decided it, so that the same run need not be made again.

In: how a run is asked for, a cache. Out: what the same run came to before, where everything that decides is
as it was, by its bytes and never by its times. In any doubt there is none, and the run is made as ever.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from playbook.cache import Cache
from playbook.contents import read_contents
from playbook.diagnostic import Report
from playbook.page_file import Place
from playbook.trace import encode, hash_bytes, hash_value

RUNS = "runs"
COMMANDS = ("check", "build", "preview")
"""The rows of the cache that are not tidied away; what follows a command's name tells apart rows that may
be."""

NOTHING = b"-"
"""Stands for a file that is not there, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a run is asked for: the command, the project's folder, the configuration's name and text, the
    options that decide about findings, the baseline's name ("" for the configuration's)."""

    command: str
    root: Path
    config: tuple[str, str]
    options: tuple[Any, ...]
    baseline: str = ""

    @property
    def row(self) -> str:
        """The name of its row; each way to ask has its own."""
        is_plain = not any((*self.options, self.baseline))
        return (
            self.command if is_plain else f"{self.command} {hash_value((self.options, self.baseline)).hex()}"
        )

    @property
    def digest(self) -> bytes:
        """All of it but for the folder, which decides nothing."""
        return hash_value((self.command, self.config, self.options, self.baseline))


@dataclass(frozen=True, slots=True)
class Setup:
    """What a configuration says of where to look and how to speak: as much as it takes to look again.

    `loading` is the digest of what it says of pages, `files` are single files that it names.
    """

    content: str
    output: str
    preview: str
    templates: str
    files: tuple[str, ...]
    baseline: str
    loading: bytes
    today: str
    timezone: str
    fail_on: str
    require: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a site was made from beside what was judged, and what it came to: assets that are linked to, and
    digests of templates and outputs. What git knows of pages follows from what decides about findings: the
    newest commit, and the bytes of the files."""

    linked: tuple[str, ...]
    parts: bytes
    outputs: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to: the report, closed gaps of the baseline, how many items each phase had."""

    setup: Setup
    report: Report
    closed: int
    phases: tuple[tuple[str, int], ...]
    proof: Proof | None = None


Settled = tuple[str, tuple[str, ...], str]
"""The day as of which is judged (YYYY-MM-DD), the settings that are not from the configuration file, the
digest of what git holds beside the files."""

_encode = msgspec.msgpack.Encoder().encode
_Row = tuple[bytes, Setup, bytes, bytes]
"""How it was asked for, where to look, all that decides, the run."""


def find_run(cache: Cache, asked: Asked, settle: Callable[[Setup], Settled]) -> Run | None:
    """Give what the same run came to, where all that decides about findings is as it was."""
    row = cache.find(RUNS, [asked.row]).get(asked.row)
    try:
        digest, setup, key, body = msgspec.msgpack.decode(row or b"", type=_Row)
        if digest != asked.digest:
            return None
        surroundings = hash_surroundings(asked, setup)
        place = Place(asked.root / setup.content, setup.content, setup.loading)
        if key != hash_all(settle(setup), surroundings, read_contents(place)):
            return None
        return msgspec.msgpack.decode(body, type=Run)
    except (ValueError, OSError, RuntimeError):
        return None


def keep_run(cache: Cache, asked: Asked, run: Run, key: bytes) -> None:
    """Remember a run; one that cannot be written is not."""
    try:
        row = _encode((asked.digest, run.setup, key, _encode(run)))
    except UnicodeEncodeError:
        return
    cache.keep(RUNS, {asked.row: row})


def hash_all(settled: Settled, surroundings: bytes, contents: bytes) -> bytes:
    """Give the digest of all that decides about findings beside how the run is asked for."""
    return hash_bytes(hash_value(settled), surroundings, contents)


def hash_surroundings(asked: Asked, setup: Setup) -> bytes:
    """Give the digest of the baseline, of single files that the configuration names, and of where its folders
    lead."""
    root = asked.root.resolve()
    name = asked.baseline or setup.baseline
    parts = [read_part(asked.root / name) if name else b""]
    for each in (*setup.files, setup.content, setup.output, setup.preview, setup.templates):
        place = asked.root / each
        real = place.resolve()
        parts.append(encode(real.relative_to(root).as_posix()) if real.is_relative_to(root) else NOTHING)
        parts.append(read_part(place) if each in setup.files else b"")
    return hash_bytes(*parts)


def read_part(path: Path) -> bytes:
    """Give the bytes of a file with a sign before them, or the sign that there is none."""
    try:
        return b"+" + path.read_bytes()
    except OSError:
        return NOTHING
