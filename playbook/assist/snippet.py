"""The front matter that a finding's help tells to add: `add under it:  reviews:` and the lines below it.

In: the words of a help. Out: the keys and values in it, once for each word to choose from; the same with
real days.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from playbook.frontmatter import Node, PageHandler

_ADD = re.compile(r"\A(?P<lead>add[^:\n]*:  )(?P<first>[a-z].*)", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|YYYY-MM-DD")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
AHEAD = {"due": 14, "until": 365, "needed": 14, "go-live": 91}
"""How many days ahead a day is proposed for, by its key; 0 for one that has been."""


def list_snippets(help_: str) -> Iterator[tuple[str, dict[str, Node]]]:
    """Yield what a help tells to add, each with the word that was chosen, "" where there is no choice;
    nothing where it is told in words alone."""
    found = _ADD.match(help_)
    if found is None:
        return
    width = len(found["lead"])
    lines = [each[width:] if not each[:width].strip() else each for each in found["first"].split("\n")]
    try:
        data = PageHandler().load("\n".join(lines) + "\n")
    except ValueError:
        return
    choices = [(key, each) for key, each in data.items() if isinstance(each, str) and " | " in each]
    if not choices:
        yield "", data
    for key, words in choices[:1]:
        yield from ((word, {**data, key: word}) for word in words.split(" | "))


def fill_in(snippet: dict[str, Node], today: date) -> dict[str, Node]:
    """Put real days in the place of examples, and marks in that of figures that only the author knows."""
    return {key: _fill(key, each, today) for key, each in snippet.items()}


def _fill(key: str, node: Node, today: date) -> Node:
    if isinstance(node, dict):
        return fill_in(node, today)
    if isinstance(node, list):
        return [_fill(key, each, today) for each in node]
    text = node or ""
    if _DAY.fullmatch(text):
        proposed = (today + timedelta(days=AHEAD.get(key, 0))).isoformat()
        return text if text[0].isdigit() and text >= proposed else proposed
    return "<the value>" if _NUMBER.fullmatch(text) else text
