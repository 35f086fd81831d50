"""Slugs, nearest words, counted and joined words."""

import pytest

from playbook.words import count, find_nearest, join, quote, slugify, split_words, suggest

SLUGS = {
    "signs": ("Pilot & wave 1", "pilot-wave-1"),
    "accents": ("José Ñandú, Über uns", "jose-nandu-uber-uns"),
    "sharp s": ("Straße", "strasse"),
    "another script": ("日本 語", "日本-語"),
    "underscores": ("a_b__c", "a-b-c"),
    "nothing": ("– !", ""),
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.values(), ids=SLUGS)
def test_slugify(title: str, slug: str) -> None:
    assert slugify(title) == slug


NEAREST = {
    "a letter": ("imlpemented", ["implemented", "draft"], "implemented"),
    "an underscore": ("go_live", ["go-live", "starts"], "go-live"),
    "singular": ("review", ["reviews", "owner"], "reviews"),
    "case": ("Draft", ["draft"], "draft"),
    "nothing near": ("zebra", ["draft"], ""),
    "nothing known": ("zebra", [], ""),
}


@pytest.mark.parametrize(("word", "known", "nearest"), NEAREST.values(), ids=NEAREST)
def test_find_nearest(word: str, known: list[str], nearest: str) -> None:
    assert find_nearest(word, known) == nearest


def test_suggest_names_the_nearest_else_the_known_ones() -> None:
    assert suggest("ownr", ["owner", "starts"]) == "did you mean `owner`?"
    assert suggest("zebra", ["b", "a"]) == "known: `a`, `b`"
    assert suggest("zebra", ["a", "b", "c"], limit=2) == "known: `a`, `b` and 1 more"
    assert suggest("zebra", []) == "none is known yet"


def test_count_and_join() -> None:
    assert (count(1, "review"), count(0, "review"), count(2, "entry", "entries")) == (
        "1 review",
        "0 reviews",
        "2 entries",
    )
    assert (join([]), join(["a"]), join(["a", "b"]), join(["a", "b", "c"], "or")) == (
        "",
        "a",
        "a and b",
        "a, b or c",
    )


def test_a_near_word_is_found_among_many_whichever_end_is_wrong() -> None:
    known = frozenset(
        f"{a}{b}{c}-plan-{n}" for a in "abcdefgh" for b in "xyzuvw" for c in "klmno" for n in range(9)
    )
    assert len(known) > 2000
    assert find_nearest("axk-plan-3x", known) == "axk-plan-3"
    assert find_nearest("qaxk-plan-3", known) == "axk-plan-3"
    assert find_nearest("completely-different", known) == ""
    assert (
        suggest("completely-different", known, limit=2) == "known: `auk-plan-0`, `auk-plan-1` and 2158 more"
    )


def test_a_word_of_endless_length_is_near_to_nothing() -> None:
    assert find_nearest("a" * 201, ["a" * 200]) == ""


def test_quote_shows_one_short_line() -> None:
    assert quote("a b") == "`a b`"
    assert quote(" a\n  b ") == "`a b`"
    assert quote("x" * 60) == f"`{'x' * 60}`"
    assert quote("x" * 61) == f"`{'x' * 59}…`"
    assert quote("a" + " " * 1000 + "b") == "`a…`"


def test_split_words() -> None:
    assert split_words("Re-sell it") == ["re", "sell", "it"]
