"""The configuration before and after -> each setting that is another.

In: two configurations. Out: `Change`s of no page: what decides about all of them is told as well.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from playbook.config import Config
from playbook.diff.change import GRAVE, NOTABLE, Change
from playbook.schema.record import name_key

WEIGHING = ("check.", "rules.", "method.")
"""What begins so decides how strict the gate is."""
_LONGEST = 60


def compare_settings(before: Config, after: Config) -> Iterator[Change]:
    """Compare the settings of two configurations."""
    if before.text == after.text:
        return
    then, now = dict(_list(before.settings)), dict(_list(after.settings))
    for name in dict.fromkeys((*then, *now)):
        old, new = then.get(name, ""), now.get(name, "")
        if old != new:
            weight = GRAVE if name.startswith(WEIGHING) else NOTABLE
            words = f"The setting `{name}` changed from {_show(old)} to {_show(new)}"
            yield Change(
                "settings-changed", "", after.path or before.path, words, "", name, old, new, weight=weight
            )


def _list(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """List the settings below one by their dotted names, as texts."""
    if is_dataclass(value):
        below = [(name_key(each.name), getattr(value, each.name)) for each in fields(value)]
    elif isinstance(value, dict):
        below = list(value.items())
    elif isinstance(value, tuple) and any(is_dataclass(each) for each in value):
        below = [(str(n + 1), each) for n, each in enumerate(value)]
    else:
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else "" if value is None else str(value)
        yield path, text
        return
    for name, each in below:
        yield from _list(each, f"{path}.{name}" if path else name)


def _show(text: str) -> str:
    if not text:
        return "nothing"
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + '…'}`"
