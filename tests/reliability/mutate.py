"""Texts bent at random: bytes, lines, values, splices of two texts.

In: a source of chance, a text's bytes, other texts to splice with. Out: other bytes, the same for the same
chance. It reads and writes nothing.
"""

import re
from collections.abc import Callable, Sequence
from random import Random

DAYS = (
    b"0001-01-01 1899-12-31 1900-01-01 1970-01-01 2026-02-29 2026-05-31 2026-06-01 2026-06-02 2026-13-45 "
    b"2199-12-31 2200-01-01 9999-12-31 12:30 2026-06-01T00:00:00Z 86400"
).split()
NUMBERS = (
    b"0 -0 -1 45 0.000000001 -0.000000001 999999999999999 -999999999999999 999999999999999.999999999 1e999 "
    b"nan inf 0x1F 1_000 11,4 0o7 45% 1.000.000"
).split()
WORDS = (
    b"NO yes ~ null true [] {} [[]] {a:} ! & * | > ? - : # ' \" % @ ` draft committed running live sustained "
    b"paused stopped on-track off-track regressed sales-cycle crm pilot goals vision maya-okafor tom-hale "
    b"up down range monthly go-live stages.goals milestones.pilot PB103 goal-vague ../x a/b ."
).split()
LONG = (b"x" * 5000, b"word " * 2000, "é".encode() * 3000, b"[" * 300, b"*" * 300, b"- " * 120, b"> " * 120)
SIGNS = (
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\r",
    b"\t",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    "\u2066".encode(),
    "\u2028".encode(),
    "\u200b".encode(),
    b"\x1b[31m",
    b"\x85",
    "\U0001f600".encode(),
    "e\u0301".encode(),
)
MARKS = (
    b"---\n",
    b"...\n",
    b"```\n",
    b"~~~ sql\n",
    b"<!--",
    b"-->",
    b"[[crm]]",
    b"[a](b.md#c)",
    b"![a](b.svg)",
    b"[^1]",
    b"\n[^1]: x\n",
    b"\n[a]: b.md\n",
    b"\n| a | b |\n|---|--:|\n| 1 |\n",
    b"\n# A\n\n# A\n",
    b"\n: x\n",
    b"\n> [!NOTE]\n> x\n",
    b"\n- [x] a\n",
    b"\n    code\n",
    b"\n1. a\n1) b\n",
    b"&amp;",
    b"&#0;",
    b"\\",
    b"<b>",
    b"<https://a.example>",
    b"\n  - rule: goal-vague\n    reason: x\n    by: erik-lind\n    until: 2026-07-01\n",
    b"&a [x]",
    b"*a",
    b"<<: *a",
    b"!!python/object:a",
    b"? a\n: b\n",
    b"{a: [b, {c: d}]}",
    b"key: |\n  text\n",
    b"key: >-\n  text\n",
)
_VALUE = re.compile(rb"(?<=[:,-] )[^\n,]*|(?<=,)[^\n,]+")

Bend = Callable[[Random, bytes, Sequence[bytes]], bytes]


def _cut(chance: Random, text: bytes, most: int = 200) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.randrange(1, most))


def _put(chance: Random, text: bytes, what: bytes) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + what + text[at:]


def _flip(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(text) + 1)
    return text[:at] + bytes([chance.randrange(256)]) + text[at + 1 :]


def _remove(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, text)
    return text[:start] + text[end:]


def _repeat(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    start, end = _cut(chance, text)
    return text[:end] + text[start:end] * chance.choice((1, 1, 2, 30)) + text[end:]


def _splice(chance: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    start, end = _cut(chance, other, 1000)
    return _put(chance, text, other[start:end])


def _insert(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    return _put(chance, text, chance.choice(chance.choice((SIGNS, MARKS, MARKS, WORDS, LONG))))


def _revalue(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    places = list(_VALUE.finditer(text))
    if not places:
        return text
    place = chance.choice(places)
    new = chance.choice(chance.choice((DAYS, DAYS, NUMBERS, WORDS, MARKS, LONG)))
    return text[: place.start()] + new + text[place.end() :]


def _lines(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    lines = text.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(6)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one] = b"  " + lines[one]
    elif way == 3:
        lines[one] = lines[one][2:]
    elif way == 4:
        lines[one:other] = [b"  " + each for each in lines[one:other]]
    else:
        del lines[one : one + chance.randrange(1, 4)]
    return b"\n".join(lines)


def _ends(chance: Random, text: bytes, _others: Sequence[bytes]) -> bytes:
    return chance.choice((text.replace(b"\n", b"\r\n"), text[: chance.randrange(len(text) + 1)], text[::-1]))


BENDS: tuple[Bend, ...] = (
    *(_revalue,) * 6,
    *(_lines,) * 4,
    *(_insert,) * 3,
    _flip,
    _remove,
    _repeat,
    _splice,
    _splice,
    _ends,
)


def bend(chance: Random, text: bytes, others: Sequence[bytes]) -> bytes:
    """Bend a text one to six times; one in 200 is bytes at random. At most 300,000 bytes come out."""
    if chance.randrange(200) == 0:
        return chance.randbytes(chance.randrange(3000))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice(BENDS)(chance, text, others)
    return text[:300_000]
