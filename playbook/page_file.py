"""The files of pages and the exports of persons, as bytes with their digests.

In: where pages lie, names below the content folder. Out: a `PageFile` for each page, with the digest of all
that a page is made of. No page is taken apart here.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playbook.diagnostic import Fault
from playbook.file_name import explain_name, propose_name, show_path
from playbook.load_files import check_size, read_bytes
from playbook.source import MAX_PAGE, MAX_TABLE, Span

RULE = "front-matter-invalid"
EXPORTS = {"people.csv": "person", "departments.csv": "department"}
"""The exports of persons, and of what kind the pages of their rows are."""


@dataclass(frozen=True, slots=True)
class Place:
    """The content folder, how reports call it, and the digest of what the configuration says of pages.

    `overlay` holds, by path below the folder, what stands for a file's bytes: a text that is not saved yet.
    """

    folder: Path
    shown: str
    loading: bytes
    overlay: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, name: str, limit: int) -> tuple[bytes, str, str]:
        """Give a file's bytes, or what is wrong with it and what to do, as `read_bytes` does."""
        raw = self.overlay.get(name)
        return read_bytes(self.folder / name, limit) if raw is None else check_size(raw, limit)


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page's file: its path below content, the digest of what was read, the bytes, those of the readings
    beside it (None without any), and what was wrong with reading them or with the name."""

    name: str
    digest: str
    raw: bytes
    readings: bytes | None = None
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        """Name the file."""
        return self.name


def read_page_file(place: Place, name: str, files: Collection[str]) -> PageFile:
    """Read the bytes of a page by its path below content, and of the readings beside it."""
    shown = show_path(name)
    raw, words, help_ = place.read(name, MAX_PAGE)
    faults = [Fault(RULE, Span(f"{place.shown}/{shown}"), words, help_)] if words else []
    if bad := explain_name(name):
        words = f"the file's name {bad}"
        span = Span(f"{place.shown}/{shown}")
        faults.append(Fault("invalid-value", span, words, f"call it {propose_name(name)}"))
    readings = _read_beside(place, name, files, faults)
    digest = _name_bytes(place, raw, readings, faults)
    return PageFile(shown, f"{digest}:{shown}", raw, readings, tuple(faults))


def _name_bytes(place: Place, raw: bytes, readings: bytes | None, faults: list[Fault]) -> str:
    """Give the digest of all that a page is made of beside its name: what the configuration says of pages,
    both files, told apart by their lengths, and what was wrong with reading them."""
    made = hashlib.sha256(place.loading)
    for part in (raw, b"" if readings is None else b"+" + readings, repr(faults).encode() if faults else b""):
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()


def _read_beside(place: Place, name: str, files: Collection[str], faults: list[Fault]) -> bytes | None:
    """Read the CSV beside a metric's page; None where there is none."""
    beside = name.removesuffix(".md") + ".csv"
    if not name.startswith("metrics/") or beside not in files:
        return None
    raw, words, help_ = place.read(beside, MAX_TABLE)
    if words:
        faults.append(Fault("reading-invalid", Span(f"{place.shown}/{show_path(beside)}"), words, help_))
    return raw


def read_export(place: Place, name: str) -> tuple[bytes, str, tuple[str, str]]:
    """Read an export of persons: its bytes, the digest of what was read, what is wrong and what to do."""
    raw, words, help_ = place.read(name, MAX_TABLE)
    return raw, f"rows:{name}:{hashlib.sha256(raw).hexdigest()}{words}", (words, help_)
