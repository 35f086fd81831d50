"""Small facts about words, for ids and for what an author reads.

In: words. Out: slugs, the nearest known word, counted, quoted and joined words. It knows no page.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

_GAP = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")
_SHOWN = 60
_LONGEST = 200
"""The longest word, in signs, for which a near one is looked for: the search costs its square."""
_FEW = 400
"""Up to so many known words, each is compared; of more, those that begin or end alike."""
_REACH = 50


@lru_cache(maxsize=4096)
def slugify(title: str) -> str:
    """Make an id from a title: "Pilot & wave 1" -> "pilot-wave-1"; accents go, other scripts stay."""
    if title.isascii():  # there is no accent to go
        return _GAP.sub("-", title.lower()).strip("-")
    parts = unicodedata.normalize("NFKD", title)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _GAP.sub("-", unicodedata.normalize("NFC", plain).casefold()).strip("-")


def split_words(text: str) -> list[str]:
    """Split a text into its words, casefolded, in order: "Re-sell it" -> ["re", "sell", "it"]."""
    return [each for each in _GAP.split(text.casefold()) if each]


@dataclass(frozen=True, slots=True)
class _Index:
    """Known words made ready for many searches: in order, folded, and sorted from either end."""

    ordered: tuple[str, ...]
    folded: dict[str, str]
    forward: tuple[str, ...]
    backward: tuple[str, ...]
    twins: frozenset[str]

    def list_near(self, word: str) -> Collection[str]:
        """List the folded words worth comparing: all of few, the neighbours from both ends of many."""
        if len(self.forward) <= _FEW:
            return self.forward
        return {
            *_cut_around(self.forward, word),
            *(each[::-1] for each in _cut_around(self.backward, word[::-1])),
        }


def _cut_around(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    at = bisect_left(words, word)
    return words[max(0, at - _REACH) : at + _REACH]


@lru_cache(maxsize=64)
def _index(known: frozenset[str]) -> _Index:
    ordered = tuple(sorted(known))
    folded: dict[str, str] = {}
    twins: set[str] = set()
    for each in reversed(ordered):
        if (key := _fold(each)) in folded:
            twins.add(key)
        folded[key] = each
    backward = tuple(sorted(each[::-1] for each in folded))
    return _Index(ordered, folded, tuple(sorted(folded)), backward, frozenset(twins))


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-")


def is_spelling(word: str, nearest: str, known: Collection[str]) -> bool:
    """Whether a word is the nearest known one but for capitals, and blanks or underscores instead of hyphens,
    and no other known one is that too."""
    folded = _fold(nearest)
    return bool(nearest) and "-".join(_fold(word).split()) == folded and folded not in _find_twins(known)


def _find_twins(known: Collection[str]) -> frozenset[str]:
    return _index(frozenset(known)).twins


def find_nearest(word: str, known: Collection[str]) -> str:
    """Give the known word nearest to `word`, or "" when none is near (ratio 0.65 of difflib).

    A frozenset is made ready once and not at each call.
    """
    if len(word) > _LONGEST:
        return ""
    index, folded = _index(frozenset(known)), _fold(word)
    matches = get_close_matches(folded, index.list_near(folded), n=1, cutoff=0.65)
    return index.folded[matches[0]] if matches else ""


def count(number: int, noun: str, plural: str = "") -> str:
    """Count a noun: count(1, "review") -> "1 review", count(3, "review") -> "3 reviews"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def say_times(number: int) -> str:
    """Say how often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def join(parts: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: a, b and c."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quote(text: str) -> str:
    """Put an author's text between backticks: on one line, at most 60 signs long."""
    line = _BLANKS.sub(" ", text[: 4 * _SHOWN]).strip()
    short = line if len(line) <= _SHOWN and len(text) <= 4 * _SHOWN else line[: _SHOWN - 1] + "…"
    return f"`{short}`"


def suggest(word: str, known: Collection[str], limit: int = 8) -> str:
    """Say what would satisfy in a word's place: the nearest known word, else the known ones."""
    nearest = find_nearest(word, known)
    if nearest:
        return f"did you mean `{nearest}`?"
    if not known:
        return "none is known yet"
    some = _index(frozenset(known)).ordered[:limit]
    more = f" and {len(known) - limit} more" if len(known) > limit else ""
    return "known: " + ", ".join(f"`{each}`" for each in some) + more
