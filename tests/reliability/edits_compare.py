"""What of a build is compared by `edits`, and how a difference is told.

In: what a check came to; two builds as lists. Out: all that must be equal; the first difference in words.
"""

from collections.abc import Iterator
from typing import Any

from jinja2 import Environment

from playbook.check import Checked


def show(checked: Checked) -> Iterator[object]:
    """Yield all that a check came to."""
    yield from checked.whole.diagnostics
    yield from (checked.whole, dict(checked.by_page), dict(checked.standings), checked.closed)


def tell_first(clean: list[object], warm: list[object]) -> str:
    """Tell the first thing in which two builds differ."""
    for n in range(max(len(clean), len(warm))):
        one, other = (each[n] if n < len(each) else None for each in (clean, warm))
        if one != other:
            return f"clean {str(one)[:400]}\n      warm  {str(other)[:400]}"
    return ""


def compile_once() -> None:
    """Compile templates of the same text once: each of many builds has an environment of its own."""
    known: dict[object, Any] = {}
    plain = Environment.compile

    def compile_known(
        self: Environment, source: Any, name: Any = None, filename: Any = None, *more: Any
    ) -> Any:
        key = (source, name, filename, more)
        if not isinstance(source, str):
            return plain(self, source, name, filename, *more)
        if key not in known:
            known[key] = plain(self, source, name, filename, *more)
        return known[key]

    Environment.compile = compile_known  # type: ignore[method-assign, assignment]
