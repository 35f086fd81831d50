"""The baseline: findings of an old repository that are known, and may only become fewer.

In: a JSON file of (rule, page, item) with how often. Out: the findings marked that it covers, and the
baseline that remains. Lines are no part of it, so that an edit above a gap changes nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playbook.diagnostic import Diagnostic
from playbook.judge import Judged, mark

SCHEMA = 1
Key = tuple[str, str, str]


class BaselineError(Exception):
    """The baseline's file cannot be used; the message says why in an author's words."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How many findings of each rule, page and item are known."""

    known: Counter[Key] = field(default_factory=Counter)


def identify(diagnostic: Diagnostic) -> Key:
    """Give what a finding is known by: rule, page, item."""
    return diagnostic.name, diagnostic.page, diagnostic.item


def apply_baseline(baseline: Baseline | None, judged: Sequence[Judged]) -> list[Judged]:
    """Mark the findings that the baseline knows; the first ones where there are more than it knows."""
    if baseline is None:
        return list(judged)
    left = Counter(baseline.known)
    marked = []
    for each in judged:
        key = identify(each.diagnostic)
        is_known = left[key] > 0 and not each.diagnostic.waived
        left[key] -= is_known
        marked.append(mark(each, baselined=True) if is_known else each)
    return marked


def shrink(baseline: Baseline | None, found: Iterable[Diagnostic]) -> Baseline:
    """Give the baseline of what was found; an old one only loses what is closed, it never gains."""
    now = Counter(identify(each) for each in found if not each.waived)
    return Baseline(now if baseline is None else baseline.known & now)


def list_closed(baseline: Baseline | None, found: Iterable[Diagnostic]) -> Counter[Key]:
    """List the gaps that the baseline still lists and nobody finds any more, each with how often."""
    if baseline is None:
        return Counter()
    return baseline.known - Counter(identify(each) for each in found if each.baselined)


def read_baseline(path: Path) -> Baseline:
    """Read a baseline's file. Raises BaselineError with the cause when it is none."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        known = Counter(dict(_read_entry(each) for each in data["findings"]))
        if data["schema"] != SCHEMA:
            raise ValueError
    except FileNotFoundError:
        raise BaselineError(f"there is no baseline {path}; --write-baseline makes one") from None
    except OSError as error:
        raise BaselineError(f"the baseline {path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BaselineError(f"{path} is no baseline of schema {SCHEMA}; --write-baseline makes one") from None
    return Baseline(known)


def _read_entry(entry: Any) -> tuple[Key, int]:
    """Read one entry. Raises ValueError, KeyError or TypeError when it is none."""
    key, number = (entry["rule"], entry["page"], entry["item"]), entry["count"]
    if type(number) is not int or number < 1 or not all(isinstance(part, str) for part in key):
        raise ValueError
    return key, number


def format_baseline(baseline: Baseline) -> str:
    """Write a baseline as JSON, sorted, an entry a line, so that its diff reads."""
    lines = [
        "  " + json.dumps({"rule": rule, "page": page, "item": item, "count": count}, ensure_ascii=False)
        for (rule, page, item), count in sorted(baseline.known.items())
        if count > 0
    ]
    return f'{{"schema": {SCHEMA}, "findings": [\n' + ",\n".join(lines) + "\n]}\n"
