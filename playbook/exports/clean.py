"""Text as it may leave the site: read by machines that act on what a reader never sees.

In: text of a page, or words of a view. Out: the same text without controls, writing-direction overrides,
invisible letters and whatever no XML may hold; line ends are line feeds. Everything else stays: other
scripts, emoji and their joiners.
"""

import re
from html import unescape

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x85]")
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u202a-\u202e\u2066-\u2069"  # writing direction, turned over
    "\u2060-\u2064\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"  # letters that nobody sees
)
_LINES = {ord(sign): None for sign in "\n\t"}
_CODE = re.compile("</?code>")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """Give a text without what no export may hold; its lines stay lines."""
    if text.isprintable() or text.translate(_LINES).isprintable():  # as nearly every text is: none is in it
        return text
    return _DROPPED.sub("", _LINE_END.sub("\n", text))


def clean_line(text: str) -> str:
    """Give a text on one line."""
    return _BLANKS.sub(" ", clean(text)).strip()


def strip_html(text: str) -> str:
    """Give the words of what a rule or a diagnosis says: the only element in it is `code`."""
    return unescape(_CODE.sub("`", text)) if "<" in text or "&" in text else text
