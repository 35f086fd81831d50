"""Faults that are planted into the incremental engine: `edits` must find each of them.

In: nothing. Out: `FAULTS`, by name what plants one into the process that calls it. No file is touched.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from playbook import check, memo, page_file, trace, traced_site
from playbook.publish import standing
from playbook.render import Renderer
from playbook.view import noted


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
    "unread": trust_the_site,
}
