"""A snippet -> the lines of its body, with a tab stop for every value.

In: the snippet, the shape of a plan, today. Out: lines in block style. What stands at a stop is read without
a fault: a day, a number, the first of the words that are allowed, an id, or words in angle brackets.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, get_origin

from playbook.schema.record import step_into
from playbook.schema.required import FROM_COMMITTED, RECORDS
from playbook.schema.scalar import Day, Number, Refers, Shorthand, Word
from playbook.schema.shape import Shape
from playbook.snippets.table import Keys, Snippet

WORDS = {
    "acceptance": "<how everybody can tell that it is done>",
    "answer": "<what is done about it>",
    "ask": "<what you ask them for>",
    "channel": "<team meeting, mail, …>",
    "definition": "<what exactly is counted>",
    "evidence": "<the figure that shows it>",
    "item": "<stages.goals, the id of a milestone, …>",
    "note": "<what was seen>",
    "reason": "<why, in a sentence>",
    "role": "<what the person does>",
    "rule": "<the name of a rule>",
    "source": "<where the figure is read>",
    "way-back": "<what brings it back, and by when>",
}
"""What stands for a text of which the schema gives no example."""

_ACTIVE = re.compile(r"[\\$}]")
_IN_CHOICE = re.compile(r"[\\$},|]")


def write_body(snippet: Snippet, shape: Shape, today: date) -> list[str]:
    """Write the lines of a snippet."""
    writer = Writer(shape, today)
    if snippet.form == "page":
        return ["---", *writer.write_keys(snippet.record, snippet.keys), "---", "$0"]
    if snippet.form == "stage":
        name = writer.choose([each.id for each in shape.stages])
        return [f"{name}:", *_indent(writer.write_keys(snippet.record, snippet.keys))]
    return list(writer.write_item(snippet.record, snippet.keys))


class Writer:
    """Writes one snippet; its stops are numbered in the order in which they stand."""

    def __init__(self, shape: Shape, today: date) -> None:
        """Begin before the first stop."""
        self.shape, self.today = shape, today
        self.stops = 0

    def write_keys(self, hint: Any, keys: Keys) -> Iterator[str]:
        """Write the keys of a record, or of a mapping of records, one below the other."""
        for key, asked in keys.items():
            below = step_into(hint, key)
            if isinstance(asked, str):
                yield from self._write_value(hint, key, below, asked)
                continue
            yield f"{key}:"
            if isinstance(asked, tuple):
                for each in asked:
                    yield from _indent(self.write_item(step_into(below, 0), each))
            else:
                yield from _indent(self.write_keys(below, asked))

    def write_item(self, hint: Any, keys: Keys) -> Iterator[str]:
        """Write an item of a list: a dash before its first line, the others below."""
        first, *others = self.write_keys(hint, keys)
        yield f"- {first}"
        yield from _indent(others)

    def _write_value(self, record: Any, key: str, hint: Any, asked: str) -> Iterator[str]:
        if asked.startswith("="):
            yield f"{key}: {asked[1:]}"
        elif get_origin(hint) is tuple:
            yield f"{key}:"
            yield f"  - {self._place(record, key, step_into(hint, 0), asked)}"
        else:
            yield f"{key}: {self._place(record, key, hint, asked)}"

    def _place(self, record: Any, key: str, hint: Any, asked: str) -> str:
        """Write the stop of a value."""
        if key == "unit":
            return self.choose([f'"{each}"' if each == "%" else each for each in self.shape.units])
        if hint == Day:
            return self.stop((self.today + timedelta(days=int(asked))).isoformat())
        mark = next((each for each in hint.__metadata__ if isinstance(each, (Word, Refers, Shorthand))), None)
        if isinstance(mark, Word):
            return self.choose(sorted(mark.words, key=lambda word: word != asked))
        return self.stop(asked or _guess(record, key, hint, mark))

    def choose(self, words: list[str]) -> str:
        """Write a stop at which one of some words is chosen; the first is taken where nobody does."""
        self.stops += 1
        return f"${{{self.stops}|{','.join(_IN_CHOICE.sub(_escape, each) for each in words)}|}}"

    def stop(self, text: str) -> str:
        """Write a stop with what stands there at first."""
        self.stops += 1
        return f"${{{self.stops}:{_ACTIVE.sub(_escape, text)}}}"


def _guess(record: Any, key: str, hint: Any, mark: object) -> str:
    """Guess what may stand for a value of which nothing is known but the schema."""
    if isinstance(mark, Shorthand):
        return "everyone"
    if isinstance(mark, Refers):
        return f"{mark.kinds[0]}-id"
    if hint == Number:
        return "0"
    _, examples = RECORDS.get(record, ("", {}))
    words = examples.get(key) or FROM_COMMITTED.get(key) or WORDS[key]
    return words.replace(": ", ", ")  # where YAML would see the end of a key


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _indent(lines: Iterator[str] | list[str]) -> Iterator[str]:
    return (f"  {each}" for each in lines)
