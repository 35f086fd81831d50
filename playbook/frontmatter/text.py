"""Bytes to text: what a page must be before anybody looks for front matter in it.

In: a page's path and bytes. Out: its `Source` and located faults about size, encoding and
characters that must not be there. It changes no character, so every offset is the file's own.
"""

import re

from playbook.diagnostic import Fault, Fix
from playbook.source import MAX_PAGE, Source, Span

RULE = "front-matter-invalid"
MAX_FRONT_MATTER = 64 * 1024
BOM = "\ufeff"
SAVE_AS_UTF8 = "save the file as UTF-8 without a byte-order mark"

_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_OVERRIDES = "\u202a-\u202e\u2066-\u2069"
_IN_BODY = re.compile(f"[\0{_OVERRIDES}]")
_IN_METADATA = re.compile(
    f"[\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u2060{_OVERRIDES}\ufeff\ufffe\uffff]"
    "|\r(?!\n)"
)
_NAMES = {
    "\0": "a NUL character",
    "\r": "a line that ends in a carriage return alone",
    "\f": "a form feed",
    "\x85": "an invisible line separator",
    "\u2028": "an invisible line separator",
    "\u2029": "an invisible paragraph separator",
    "\u200b": "an invisible space of no width",
    "\u2060": "an invisible word joiner",
    BOM: "a byte-order mark in the middle of the text",
}


def decode(path: str, raw: bytes) -> tuple[Source, list[Fault]]:
    """Decode a page. With a fault about size or encoding the text is empty or partly replaced."""
    if len(raw) > MAX_PAGE:
        words = f"the page has {len(raw):,} bytes; a page has at most {MAX_PAGE:,}"
        return Source(path, ""), [
            Fault(RULE, Span(path), words, "split it, or move data and pictures to files beside it")
        ]
    for mark, name in _WIDE_MARKS:
        if raw.startswith(mark):
            return Source(path, ""), [
                Fault(RULE, Span(path, 1, 1, 1, 1), f"the file is encoded as {name}", SAVE_AS_UTF8)
            ]
    try:
        return Source(path, raw.decode("utf-8")), []
    except UnicodeDecodeError as error:
        return _replace(path, raw, error)


def _replace(path: str, raw: bytes, error: UnicodeDecodeError) -> tuple[Source, list[Fault]]:
    source = Source(path, raw.decode("utf-8", "replace"))
    start = len(raw[: error.start].decode("utf-8"))
    words = f"byte 0x{raw[error.start]:02X} is not UTF-8 text"
    return source, [Fault(RULE, source.span(start, start + 1), words, "save the file as UTF-8")]


def find_mark(source: Source) -> list[Fault]:
    """Report a byte-order mark at the start: it hides the opening fence from many tools."""
    if not source.text.startswith(BOM):
        return []
    words = "the file starts with an invisible byte-order mark"
    span = source.span(0, 1)
    return [Fault(RULE, span, words, SAVE_AS_UTF8, fix=Fix(span, "", is_safe=True))]


def find_in_metadata(source: Source, start: int, end: int) -> list[Fault]:
    """Report the first character between two offsets that no metadata may hold."""
    found = _IN_METADATA.search(source.text, start, end)
    return [_refuse(source, found, "the front matter")] if found else []


def find_in_body(source: Source, start: int) -> list[Fault]:
    """Report the first NUL or bidirectional control from an offset on."""
    found = _IN_BODY.search(source.text, start)
    return [_refuse(source, found, "the text")] if found else []


def name_forbidden(value: str) -> str:
    """Name the first character of a value that no metadata may hold; "" when there is none."""
    found = _IN_METADATA.search(value)
    return _name(found.group()) if found else ""


def _refuse(source: Source, found: re.Match[str], where: str) -> Fault:
    cure = "save the file with LF or CRLF line endings" if found.group() == "\r" else "delete it"
    return Fault(RULE, source.span(found.start(), found.end()), f"{where} holds {_name(found.group())}", cure)


def _name(sign: str) -> str:
    if sign in _NAMES and sign != "\r":
        return f"{_NAMES[sign]} (U+{ord(sign):04X})"
    if sign in _NAMES:
        return _NAMES[sign]
    kind = "a control character" if ord(sign) < 0xA0 else "an invisible text-direction control"
    return f"{kind} (U+{ord(sign):04X})"
