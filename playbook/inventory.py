"""Pages as rows: what `list` and `show` tell about each.

In: the site and every plan's standing. Out: plain texts by column.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from playbook.gate import Standing
from playbook.model.page import Page, Reading
from playbook.model.site import Site
from playbook.schema.record import list_keys
from playbook.schema.validate import get_field

Row = dict[str, str]


def list_rows(site: Site, standings: Mapping[str, Standing], kind: str) -> list[Row]:
    """Give a row for each page of a kind, by id."""
    return [make_row(page, standings.get(page.key)) for page in site.list_kind(kind)]


def make_row(page: Page, standing: Standing | None) -> Row:
    """Give a page's row: its id, its title, and what matters of its kind."""
    row = {"id": page.id, "title": page.title}
    if page.kind == "initiative":
        barrier = standing.barrier.stage.id if standing and standing.barrier else ""
        return row | {
            "status": page.plan.status,
            "health": standing.health.word if standing else "unreadable",
            "stuck at": barrier,
            "owner": page.plan.owner or "",
            "go-live": _say(page.plan.go_live),
        }
    if page.kind == "metric":
        last = page.readings[-1:]
        value, day = (_say(last[0].value), _say(last[0].date)) if last else ("", "")
        return row | {"unit": page.data.unit, "last": value, "on": day}
    if page.kind == "person":
        return row | {"department": page.data.department or "", "left": _say(page.data.left)}
    return row | {"path": page.path}


def dump_page(page: Page, site: Site, standing: Standing | None) -> dict[str, Any]:
    """Give everything that is known about a page, as plain data."""
    backlinks = site.backlinks.get(page.key, ())
    known: dict[str, Any] = {"kind": page.kind, "path": page.path, "url": page.url}
    known |= make_row(page, standing)
    known["front matter"] = dump(page.data)
    if page.readings:
        known["readings"] = [dump_reading(each) for each in page.readings]
    if standing:
        known["gates"] = {each.stage.id: say_gate(standing, each.stage.id) for each in standing.states}
    known["linked from"] = sorted({each.page for each in backlinks})
    return known


def dump_reading(reading: Reading) -> Row:
    """Give a reading's day and value, and its note where it has one."""
    note = {"note": reading.note} if reading.note else {}
    return {"date": _say(reading.date), "value": _say(reading.value), **note}


def say_gate(standing: Standing, stage_id: str) -> str:
    """Say how a stage's gate stands: met, not met, or not met and waived; and since when it has begun."""
    state = standing.state(stage_id)
    assert state is not None
    word = "met" if state.is_met else "not met, waived" if state.is_waived else "not met"
    return f"{word}; begun {state.began[1]}" if state.began else f"{word}; not begun"


def dump(value: Any) -> Any:
    """Turn a record into plain data in the keys that an author writes; absent keys are left out."""
    if isinstance(value, tuple):
        return [dump(each) for each in value]
    if isinstance(value, dict):
        return {key: dump(each) for key, each in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        record: type = type(value)
        pairs = ((key, getattr(value, get_field(record, key))) for key in list_keys(record))
        return {key: dump(each) for key, each in pairs if _is_told(each)}
    return value if isinstance(value, (str, bool)) else _say(value)


def _is_told(value: Any) -> bool:
    """Whether a key was written: a figure of 0 was, though it equals False."""
    return value is not None and value is not False and value not in ("", ())


def _say(value: date | Decimal | None) -> str:
    return "" if value is None else str(value)
