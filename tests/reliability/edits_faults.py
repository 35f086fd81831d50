"""Faults that are planted into the incremental engine: `edits` must find each of them.

In: nothing. Out: `FAULTS`, by name what plants one into the process that calls it. No file is touched.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playbook import check, memo, page_file, parts, trace, traced_page, traced_site
from playbook.publish import standing
from playbook.render import Renderer
from playbook.view import noted, worked


def forget_backlinks() -> None:
    """Let the table of backlinks note nothing."""
    plain = traced_site.trace_site

    def trace_some(site: Any, own: Any) -> Any:
        return replace(plain(site, own), backlinks=site.backlinks)

    for module in (noted, check):
        module.trace_site = trace_some  # type: ignore[attr-defined]


def see_sizes_only() -> None:
    """Let the digest of a page's file be that of its size."""

    def name_size(place: Any, raw: bytes, readings: bytes | None, faults: Any) -> str:
        return str(len(raw))

    page_file._name_bytes = name_size


def salt_without_templates() -> None:
    """Let templates be no part of what decides about pages."""
    Renderer._read_parts = lambda _: iter(())  # type: ignore[method-assign, assignment]


def forget_whole_tables() -> None:
    """Let it go unnoted that a whole table was gone through."""
    plain = trace.Trace.note

    def note_some(self: trace.Trace, fact: str) -> None:
        if not fact.endswith(trace.ALL):
            plain(self, fact)

    trace.Trace.note = note_some  # type: ignore[method-assign]


def believe_checksums() -> None:
    """Let a memo hold whatever has become of its facts."""
    memo.Memos.find = lambda self, name, _: self.held.get(name)  # type: ignore[method-assign, assignment]


def ignore_records() -> None:
    """Let the digest of a page's record be that of its address alone."""
    traced_site.hash_record = lambda page: trace.hash_bytes(page.url.encode())  # type: ignore[attr-defined]


def forget_words() -> None:
    """Let it go unnoted that a page's words were read."""
    traced_page.NotedPage._read = lambda self: self._whole  # type: ignore[method-assign]


def believe_plans() -> None:
    """Let a plan that was worked out before stand for any that has the same file."""
    worked.hash_bytes = lambda *_: b"the same for all"  # type: ignore[attr-defined]


def believe_parts() -> None:
    """Let a part of a page hold whatever has become of its facts."""
    plain = parts.Parts.open

    def open_all(self: parts.Parts, memos: memo.Memos, kind: str, ledger: trace.Ledger) -> None:
        plain(self, memos, kind, ledger)
        self.known[kind] = {key: (each.facts, each.value) for key, each in memos.held.items()}

    parts.Parts.open = open_all  # type: ignore[method-assign]


def trust_the_site() -> None:
    """Let what stands in the published folder be taken over unread."""

    class Same:
        def __init__(self, _body: bytes) -> None:
            self.hexdigest = lambda: WANTED[-1]

    plain = standing.Standing.find

    def find(self: standing.Standing, path: str, digest: str, size: int) -> standing.Kept | None:
        WANTED.append(digest)
        return plain(self, path, digest, size)

    standing.sha256 = Same  # type: ignore[attr-defined, assignment]
    standing.Standing.find = find  # type: ignore[method-assign]


WANTED: list[str] = []
"""What `trust_the_site` is asked for."""

FAULTS: dict[str, Callable[[], None]] = {
    "backlinks": forget_backlinks,
    "sizes": see_sizes_only,
    "templates": salt_without_templates,
    "whole-tables": forget_whole_tables,
    "facts": believe_checksums,
    "records": ignore_records,
    "words": forget_words,
    "plans": believe_plans,
    "parts": believe_parts,
    "unread": trust_the_site,
}
