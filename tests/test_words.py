"""Slugs, nearest words, counted and joined words."""

import pytest

from playbook.words import count, find_nearest, join, slugify, suggest

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
