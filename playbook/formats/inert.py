"""Text that does nothing but be read.

In: text that a stranger may have written. Out: the same text without a character or a sequence on
which a terminal, a log reader or an XML parser would act. It knows no report.
"""

import json
import re
from typing import Any

_CLASS = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # terminal control, both sets, but for the line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # writing direction
    "\u200b\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb"  # invisible, and further line ends
    "\ufffe\uffff\ud800-\udfff"  # in no valid text
    "\U000e0000-\U000e007f"  # invisible letters
)
_ACTIVE = re.compile(f"[\n{_CLASS}]")
_ACTIVE_IN_JSON = re.compile(f"[{_CLASS}]")
_LONE = re.compile("[\ud800-\udfff]")
# Build servers read "##[name]", "##vso[name]" and "##teamcity[name]" anywhere in a line as an order,
# and "::name::" after any blank or invisible beginning.
_ORDER = re.compile(r"##(?=\w*\[)")
_ORDER_AT_START = re.compile("^(?=[\\s\u00ad\u200c\u200d\ufe00-\ufe0f]*::)")
TAB = 4


def escape_controls(text: str) -> str:
    r"""Show every control, direction mark and invisible character as its escape: "\x1b", "\u202e"."""
    return _ACTIVE.sub(_spell, text)


def neutralise(text: str) -> str:
    """Make one line inert: controls are shown as escapes, orders to build servers are broken."""
    return _ORDER_AT_START.sub(r"\\", disarm(escape_controls(text)))


def disarm(text: str) -> str:
    """Break orders that stand inside a line; the width in columns stays."""
    return _ORDER.sub("#♯", text)


def fold(text: str) -> str:
    """Make a text of any number of lines one inert line."""
    return neutralise(" ".join(text.split()))


def split_lines(text: str) -> list[str]:
    """Split a text into inert lines; their layout is kept, tabs become blanks, outer blank lines go."""
    lines = [neutralise(line.expandtabs(TAB).rstrip()) for line in re.split(r"\r\n|\r|\n", text)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def dump_json(value: Any) -> str:
    """Write a value as JSON ending in a newline; active characters stand as escapes, in any string."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    # Line feeds of the value are escaped by now: those that are left are layout.
    text = _ACTIVE_IN_JSON.sub(_spell_json, _LONE.sub("\ufffd", text))
    return _ORDER.sub(r"#\\u0023", text) + "\n"


def _spell(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _spell_json(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
