"""What a file may be called so that every system, link and address can name it.

In: a file's path below content, POSIX style. Out: why it cannot be so called, and a better name. It looks at
no disk.
"""

import re
import unicodedata

from playbook.words import slugify

LONGEST = 195
"""Bytes of a name without `.md`, so that the output's name has at most 200: file systems take 255."""

_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_REFUSED = re.compile(r'[\\<>:"|?*]')
_LINKING = re.compile(r"[#\[\]]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?", re.IGNORECASE)


def explain_name(path: str) -> str:
    """Say what is wrong with a path's parts, for a sentence that begins with "the name"; "" for nothing."""
    return next((words for part in path.split("/") if (words := _explain(part))), "")


def _explain(part: str) -> str:
    stem = part.removesuffix(".md").removesuffix(".csv")
    faults = (
        (_SURROGATE.search(part), "is not UTF-8"),
        (_UNSAFE.search(part), "holds a control sign that nobody sees"),
        (_REFUSED.search(part), 'holds a sign that some systems refuse: \\ < > : " | ? *'),
        (_LINKING.search(part), "holds `#`, `[` or `]`, which mean something else in a link"),
        (stem != stem.strip(" ").rstrip("."), "begins or ends with a space or a dot, which Windows drops"),
        (_DEVICE.fullmatch(part), "is the name of a device on Windows"),
        (len(stem.encode(errors="replace")) > LONGEST, f"has more than {LONGEST} bytes"),
    )
    return next((words for bad, words in faults if bad), "")


def propose_name(path: str) -> str:
    """Give a name that is good in the place of a path's last part."""
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    slug = slugify((stem if dot else name)[:80].encode("utf-8", "ignore").decode())
    if not slug or _DEVICE.fullmatch(slug):
        slug = f"{slug}-page".strip("-")
    return f"{slug}.{ending}" if dot else slug


def show_path(path: str) -> str:
    """Write a path so that a report can hold it: what is not text becomes \\xNN."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def fold_path(path: str) -> str:
    """Give what two paths share when some system takes them for the same."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
