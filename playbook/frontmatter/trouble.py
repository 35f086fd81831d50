"""What YAML's parser objects to, in an author's words.

In: the parser's error and the text it was reading. Out: `UnreadableError` with the place, what is
wrong and what to write instead. The parser's words only choose which look to take at the author's
line: both of PyYAML's parsers, in C and in Python, are known here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from playbook.frontmatter.line import Line, find_line, find_line_above, quote, show_quoted

_ODD_BLANK = re.compile("^(?: *|[ -]*[\\w-]+:)([\u00a0\u2007\u202f\u3000]+)", re.MULTILINE)
_COMMENT = re.compile(r"\s+#(\s.*)?\Z")
_KEY = re.compile(r"[a-z][a-z-]*")
_KEY_VALUE = "write one `key: value` a line, and put a value with special signs in quotes"


Replacement = tuple[int, int, str, bool]
"""What to write from one offset to another, and whether nothing else can be meant."""


class UnreadableError(Exception):
    """Front matter that cannot be read: offsets from its first character, words and remedy."""

    def __init__(self, start: int, end: int, message: str, cure: str = "") -> None:
        """Take the place as a half-open range, what is wrong, and what would satisfy."""
        super().__init__(message)
        self.start, self.end, self.message, self.help = start, end, message, cure
        self.fix: Replacement | None = None

    def offer(self, fix: Replacement | None) -> "UnreadableError":
        """Say what to write instead, where that can be said."""
        self.fix = fix
        return self


@dataclass(frozen=True, slots=True)
class _Case:
    """The text, where the parser stopped, where what it was reading began, and the line of the stop."""

    text: str
    at: int
    began: int
    line: Line


def explain(error: yaml.YAMLError, text: str) -> UnreadableError:
    """Turn a parser's error into plain words at the place the author must change."""
    problem = f"{getattr(error, 'context', None)}: {getattr(error, 'problem', None)}"
    at = _find_offset(error, "problem_mark", text)
    case = _Case(text, at, _find_offset(error, "context_mark", text), find_line(text, at))
    if blank := _find_odd_blank(case):
        return blank
    for needles, look in _LOOKS:
        if any(needle in problem for needle in needles):
            return look(case)
    return _look_at_anything(case)


def refuse_start(text: str, at: int) -> UnreadableError:
    """Refuse a value whose first sign means something to YAML: it must stand in quotes."""
    line = find_line(text, at)
    if not line.value or at < line.value_at:
        return UnreadableError(
            at, at + 1, f"`{text[at : at + 1]}` must not begin a key or a value", _KEY_VALUE
        )
    words = f"a value that begins with `{line.value[0]}` must stand in quotes"
    fix = _fix_by_quotes(text, line) if line.value[0] in "%@`" else None
    return UnreadableError(line.value_at, line.value_end, words, show_quoted(line)).offer(fix)


def refuse_node_as_key(text: str, at: int) -> UnreadableError:
    """Refuse a list or mapping where a key is expected: mostly a text like {{ this }}."""
    line = find_line(text, at)
    if line.value[:1] in ("{", "["):
        return refuse_start(text, line.value_at)
    words = "a list or mapping stands where a key is expected"
    return UnreadableError(at, at + 1, words, _KEY_VALUE)


def refuse_root(text: str, kind: str) -> UnreadableError:
    """Refuse front matter that is a list or a text as a whole, at its first line."""
    line = find_line(text, len(text) - len(text.lstrip()))
    if kind == "a text" and ":" in line.text:
        return _miss_colon(line)
    words = f"the front matter is {kind} and not keys with values"
    return UnreadableError(line.key_at, line.end, words, "write one `key: value` a line")


def refuse_marker(text: str, at: int) -> UnreadableError:
    """Refuse a directive or a document's start or end mark."""
    line = find_line(text, at)
    words = "a YAML directive or an end mark stands inside the front matter"
    return UnreadableError(
        line.start, line.end, words, "leave only keys and values between the two lines ---"
    )


def _find_offset(error: Any, mark: str, text: str) -> int:
    """Give a mark's offset, moved back from the end of the text to its last visible sign."""
    found = getattr(error, mark, None)
    at = int(found.index if found is not None else getattr(error, "position", 0))
    return max(0, min(at, len(text.rstrip()) - 1))


def _find_odd_blank(case: _Case) -> UnreadableError | None:
    """Find a blank that looks like a space and is none, as word processors write it: here or just above."""
    above = find_line_above(case.text, case.line)
    found = _ODD_BLANK.search(case.text, (above or case.line).start, case.line.end)
    if found is None:
        return None
    words = "a no-break space stands where YAML allows only plain spaces"
    cure = "type it anew as a plain space; it looks the same"
    trouble = UnreadableError(found.start(1), found.end(), words, cure)
    return trouble.offer((*found.span(1), " " * len(found[1]), True))


def _look_at_colon(case: _Case) -> UnreadableError:
    line = case.line
    if line.value and case.at >= line.value_at:
        words = f"the value of `{line.key}` holds a colon, which YAML reads as the end of another key"
        trouble = UnreadableError(line.value_at, line.value_end, words, show_quoted(line))
        return trouble.offer(_fix_by_quotes(case.text, line))
    above = find_line_above(case.text, line)
    if above is None or not line.key:
        return _look_at_anything(case)
    if not above.key:
        return _miss_colon(above)
    words = f"`{line.key}` is indented as if it belonged to `{above.key}`, which has a value already"
    cure = f"begin `{line.key}` in column {above.indent + 1}, below `{above.key}`"
    return UnreadableError(line.key_at, line.key_at + len(line.key), words, cure)


def _fix_by_quotes(text: str, line: Line) -> Replacement | None:
    """Put a value in quotes, not the comment behind it; None where nobody knows where it ends.

    Before a colon may stand a key whose line break was lost; an abbreviation or a number is none.
    """
    value = _COMMENT.sub("", line.value)
    below = find_line(text, line.end + 1) if line.end + 1 < len(text) else line
    goes_on = below.start > line.start and below.indent > line.indent and bool(below.text.strip())
    if value[:1] in ("'", '"', "[", "{") or " #" in value or goes_on:
        return None
    words = [each.split()[-1] for each in re.split(r":(?:\s|\Z)", value)[:-1] if each.split()]
    is_safe = all(each == each.upper() for each in words)
    return line.value_at, line.value_at + len(value), quote(value), is_safe


def _look_at_key(case: _Case) -> UnreadableError:
    line = find_line(case.text, case.began)
    return _look_at_anything(case) if line.key else _miss_colon(line)


def _miss_colon(line: Line) -> UnreadableError:
    content = line.text.strip()
    key, colon, value = content.partition(":")
    if colon and value and " " not in key:
        words = f"a space is missing after the colon of `{key}`"
        whole = f"{key}: {value.strip()}"
        trouble = UnreadableError(line.key_at, line.end, words, f"write {whole}")
        is_key = _KEY.fullmatch(key) and not value.startswith("/")
        return trouble.offer((line.key_at, line.end, whole, False) if is_key else None)
    words = "this line is no key with a value: it has no colon"
    cure = "write `key: value`; indent the line if its text belongs to the line above"
    return UnreadableError(line.key_at, line.end, words, cure)


def _look_at_quote(case: _Case) -> UnreadableError:
    sign = case.text[case.began : case.began + 1]
    cure = f"close it with {sign} at the end of the value"
    if sign == "'":
        cure += ", or put a text with an apostrophe in double quotes"
    return UnreadableError(case.began, case.began + 1, "the quote that opens here is not closed", cure)


def _look_at_sign(case: _Case) -> UnreadableError:
    if case.text[case.at : case.at + 1] != "\t":
        return refuse_start(case.text, case.at)
    end = case.at + 1
    while case.text[end : end + 1] == "\t":
        end += 1
    words = "a tab stands where YAML allows only spaces"
    return UnreadableError(case.at, end, words, "replace each tab by two spaces")


def _look_at_block(case: _Case) -> UnreadableError:
    """A line that does not fit among its neighbours, or text after a closing quote or bracket."""
    line, sign = case.line, case.text[case.at : case.at + 1]
    if line.value and case.at > line.value_at:
        return _look_after_close(case)
    if sign == "-":
        words = "a list item stands where a key is expected"
        return UnreadableError(
            case.at, line.end, words, "indent the dash below the key of its list, and give that key no value"
        )
    if sign == ":":
        return UnreadableError(case.at, case.at + 1, "a key has no name", "write a name before the colon")
    if not line.key:
        return _miss_colon(line)
    words = f"the indentation of `{line.key}` fits none of the keys above it"
    return UnreadableError(
        line.key_at, line.key_at + len(line.key), words, "give it as many spaces as its neighbours have"
    )


def _look_after_close(case: _Case) -> UnreadableError:
    line = case.line
    sign = line.value[0]
    above = find_line_above(case.text, line)
    whole = len(line.value) > 1 and line.value.endswith(sign) and sign not in line.value[1:-1]
    while whole and sign in "'\"" and above is not None:
        if above.value.startswith(sign) and sign not in above.value[1:]:
            return _look_at_quote(_Case(case.text, case.at, above.value_at, above))
        above = find_line_above(case.text, above)
    close = {"[": "]", "{": "}"}.get(sign, sign)
    words = f"text follows the closing `{close}` of the value of `{line.key}`"
    return UnreadableError(line.value_at, line.value_end, words, show_quoted(line))


def _look_at_list(case: _Case) -> UnreadableError:
    line = case.line
    name = f"`{line.key}`" if line.key else "this line"
    words = f"{name} stands among the items of a list but is none"
    return UnreadableError(
        line.key_at,
        line.end,
        words,
        "begin the line with `- `, or give it the indentation of the key it belongs to",
    )


def _look_at_flow(case: _Case) -> UnreadableError:
    name = "list" if case.text[case.began : case.began + 1] == "[" else "mapping"
    words = f"the {name} that opens here is not closed, or a comma is missing in it"
    cure = (
        "write each item on a line of its own, after a dash"
        if name == "list"
        else "write each key on a line of its own"
    )
    return UnreadableError(
        case.began, case.began + 1, words, f"{cure}; put a text that begins with a bracket in quotes"
    )


def _look_at_dash(case: _Case) -> UnreadableError:
    line = case.line
    words = "a list cannot begin on the line of its key"
    return UnreadableError(
        case.at,
        max(case.at + 1, line.value_end),
        words,
        f"write {line.value or '- '} on a line of its own, indented",
    )


def _look_at_escape(case: _Case) -> UnreadableError:
    at = case.text.rfind("\\", 0, case.at + 1)
    shown = case.text[at : at + 2]
    cure = "write two backslashes, or put the value in single quotes"
    return UnreadableError(at, at + 2, f"`{shown}` means nothing between double quotes", cure)


def _look_at_document(case: _Case) -> UnreadableError:
    above = find_line_above(case.text, case.line)
    if above is not None and above.text.startswith("%"):
        return refuse_marker(case.text, above.start)
    if case.line.key and case.at == case.line.key_at:
        return _look_at_block(case)
    return refuse_marker(case.text, case.at)


def _look_at_anything(case: _Case) -> UnreadableError:
    line = case.line
    if line.value and line.value[0] in "*&!|>@`%{}[],?#'\"-":
        return refuse_start(case.text, case.at)
    return UnreadableError(line.key_at, max(line.end, line.key_at), "this line cannot be read", _KEY_VALUE)


_LOOKS: tuple[tuple[tuple[str, ...], Callable[[_Case], UnreadableError]], ...] = (
    (("mapping values are not allowed",), _look_at_colon),
    (("could not find expected ':'",), _look_at_key),
    (
        ("unexpected end of stream", "unexpected document separator", "unexpected document indicator"),
        _look_at_quote,
    ),
    (("cannot start any token", "found a tab character"), _look_at_sign),
    (("expected ',' or",), _look_at_flow),
    (("sequence entries are not allowed",), _look_at_dash),
    (("unknown escape character", "hexdec"), _look_at_escape),
    (("<document start>", "directive"), _look_at_document),
    (("parsing a block collection",), _look_at_list),
    (("expected key", "expected <block end>"), _look_at_block),
)
