"""How wide and high an image is, so that a page leaves room for it before it is loaded.

In: the first bytes of a file. Out: width and height in pixels, None where they do not say. It decodes
nothing, and never raises on any bytes.
"""

import re
from typing import Final

HEAD: Final = 262_144
"""How many bytes are enough: a photograph may carry a preview before its own size."""

MOST: Final = 30_000
_SIZES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SVG = re.compile(rb"<svg\b[^>]*>")
_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*["']""")
_LENGTH = re.compile(rb"""\s(width|height)\s*=\s*["']\s*(\d+(?:\.\d+)?)(?:px)?\s*["']""")

Size = tuple[int, int]


def read_size(head: bytes) -> Size | None:
    """Give the width and height that a PNG, GIF, JPEG or SVG file states at its beginning."""
    if head.startswith(b"\x89PNG\r\n\x1a\n") and head[12:16] == b"IHDR":
        return _keep(int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _keep(int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little"))
    return _read_jpeg(head) if head.startswith(b"\xff\xd8") else _read_svg(head)


def _keep(width: float, height: float) -> Size | None:
    """Give a size that an image can have."""
    size = round(width), round(height)
    return size if all(0 < each <= MOST for each in size) else None


def _read_jpeg(head: bytes) -> Size | None:
    """Walk from segment to segment to the one that begins the picture."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        if head[at + 1] in _SIZES:
            return _keep(
                int.from_bytes(head[at + 7 : at + 9], "big"), int.from_bytes(head[at + 5 : at + 7], "big")
            )
        at += 2 + max(2, int.from_bytes(head[at + 2 : at + 4], "big"))
    return None


def _read_svg(head: bytes) -> Size | None:
    """Take the lengths of a drawing, else the size of its view box."""
    tag = _SVG.search(head[:8192])
    if tag is None:
        return None
    lengths = {name: float(value) for name, value in _LENGTH.findall(tag[0])}
    if len(lengths) == 2:
        return _keep(lengths[b"width"], lengths[b"height"])
    box = _BOX.search(tag[0])
    try:
        return _keep(float(box[1]), float(box[2])) if box else None
    except ValueError:
        return None
