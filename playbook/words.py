"""Small facts about words, for ids and for what an author reads.

In: words. Out: slugs, the nearest known word, counted and joined words. It knows no page.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from difflib import get_close_matches

_GAP = re.compile(r"[\W_]+")


def slugify(title: str) -> str:
    """Make an id from a title: "Pilot & wave 1" -> "pilot-wave-1"; accents go, other scripts stay."""
    parts = unicodedata.normalize("NFKD", title)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _GAP.sub("-", unicodedata.normalize("NFC", plain).casefold()).strip("-")


def split_words(text: str) -> list[str]:
    """Split a text into its words, casefolded, in order: "Re-sell it" -> ["re", "sell", "it"]."""
    return [each for each in _GAP.split(text.casefold()) if each]


def find_nearest(word: str, known: Collection[str]) -> str:
    """Give the known word nearest to `word`, or "" when none is near (ratio 0.6 of difflib)."""
    folded = {each.casefold().replace("_", "-"): each for each in sorted(known, reverse=True)}
    matches = get_close_matches(word.casefold().replace("_", "-"), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""


def count(number: int, noun: str, plural: str = "") -> str:
    """Count a noun: count(1, "review") -> "1 review", count(3, "review") -> "3 reviews"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def join(parts: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def suggest(word: str, known: Collection[str], limit: int = 8) -> str:
    """Say what would satisfy in a word's place: the nearest known word, else the known ones."""
    nearest = find_nearest(word, known)
    if nearest:
        return f"did you mean `{nearest}`?"
    if not known:
        return "none is known yet"
    some = sorted(known)[:limit]
    more = f" and {len(known) - limit} more" if len(known) > limit else ""
    return "known: " + ", ".join(f"`{each}`" for each in some) + more
