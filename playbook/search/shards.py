"""Entries -> the files of the search: a manifest, the titles, the texts.

In: entries. Out: outputs. Each is a script that hands one value to `playbook.take`, because a page that is
opened from a folder may load scripts and nothing else. The manifest has a name that never changes, and names
the shards, whose names change with what they hold: no page changes when the index does. They lie with the
assets, so that a page that was opened before a publish still finds its own. Equal entries give equal bytes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playbook.picture.steps import draw_step
from playbook.publish import Output
from playbook.search.entry import Entry
from playbook.search.split import count_shards, hash_url
from playbook.site_assets import name_by_content, write_value
from playbook.view.step import StepCell

MANIFEST = "search/index.js"
MOST_TITLES = 500
"""How many titles a shard holds, at most on average."""

MOST_TEXT = 1 << 18
"""How many characters of text a shard holds, at most on average."""

KINDS = {
    "initiative": "Initiatives",
    "metric": "Metrics",
    "person": "People",
    "department": "Departments",
    "method": "The method",
    "page": "Pages",
    "rule": "Rules",
}
"""What the results of a kind stand under."""


def write_shards(entries: Sequence[Entry], engine: Mapping[str, Any]) -> list[Output]:
    """Write the manifest and the shards; `engine` is what the manifest says beside them."""
    titles = count_shards(len(entries), MOST_TITLES)
    texts = count_shards(sum(len(each.text) for each in entries), MOST_TEXT)
    records = [(each.url, describe(each)) for each in entries]
    bodies = [(each.url, each.text) for each in entries if each.text]
    shards = [*_split("titles", titles, records), *_split("texts", texts, bodies)]
    outputs = [name_by_content(name, "js", write_value(name, data)) for name, data in shards]
    manifest = {
        **engine,
        "kinds": KINDS,
        "cells": _draw_cells(entries),
        "titles": [each.path for each in outputs[:titles]],
        "texts": [each.path for each in outputs[titles:]],
    }
    return [Output(MANIFEST, write_value("index", manifest).encode("utf-8")), *outputs]


def describe(entry: Entry) -> dict[str, Any]:
    """Give what a result and a card show of a page; what is empty is left out."""
    record: dict[str, Any] = {
        "title": entry.title,
        "kind": entry.kind,
        "summary": entry.summary,
        "note": entry.note,
        "reading": entry.reading,
        "heads": [list(each) for each in entry.headings],
    }
    if entry.plan:
        plan = entry.plan
        record |= {
            "steps": [name_cell(each) for each in plan.steps],
            "caret": next((each.number for each in plan.steps if each.is_caret), 0),
            "stepsText": plan.steps_text,
            "health": plan.health.text,
            "word": plan.health.word,
            "tone": plan.health.tone,
            "draft": plan.status == "draft",
        }
    return {key: value for key, value in record.items() if value}


def name_cell(cell: StepCell) -> str:
    """Name what a step's cell looks like: done, part-40."""
    return f"part-{cell.share}" if cell.state == "part" else cell.state


def _draw_cells(entries: Sequence[Entry]) -> dict[str, str]:
    """Draw each cell that some entry needs once, and the caret."""
    cells = {name_cell(cell): cell for each in entries if each.plan for cell in each.plan.steps}
    drawn = {name: str(draw_step(cells[name])) for name in sorted(cells)}
    return {**drawn, "caret": str(draw_step("caret"))} if cells else {}


def _split(name: str, count: int, values: Sequence[tuple[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Split values by their addresses: the shard's name, and what it holds by address."""
    shards: list[dict[str, Any]] = [{} for _ in range(count)]
    for url, value in values:
        shards[hash_url(url) % count][url] = value
    for number, shard in enumerate(shards):
        yield f"{name}-{number}", shard
