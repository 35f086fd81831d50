"""Widths of texts: as a browser draws them in the shipped font, and upper estimates for what it lacks."""

import pytest

from playbook.chart.type import measure

DRAWN = [
    ("Shorten the sales cycle", 111.78, 117.36),
    ("AV", 13.42, 13.88),
    ("To Wave", 40.61, 42.02),
    ("Łódź, Škoda", 58.19, 61.03),
    ("Ångström", 49.05, 51.22),
    ("moved twice, +45 days", 111.64, 115.88),
    ("€12.50 → €14.00", 87.50, 88.72),
    ("Next: 4 Dec, pilot ends", 108.77, 113.34),
]
"""Texts with their widths at 12 px in both weights, as Chromium draws them (compare_widths.py)."""


@pytest.mark.parametrize(("text", "regular", "strong"), DRAWN, ids=[each[0] for each in DRAWN])
def test_a_text_is_as_wide_as_a_browser_draws_it(text: str, regular: float, strong: float) -> None:
    assert measure(text) == pytest.approx(regular, rel=0.01)
    assert measure(text, strong=True) == pytest.approx(strong, rel=0.01)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("0", 6.696),
        ("0123456789", 66.96),
        ("日本", 24),
        ("ω", 8.4),
        ("🚀", 12),
        ("\u200b\u0301\n", 0),
    ],
    ids=[
        "nothing",
        "a figure",
        "ten figures",
        "ideographs",
        "a Greek letter",
        "a picture",
        "signs without width",
    ],
)
def test_a_text_is_as_wide_as_its_signs(text: str, width: float) -> None:
    assert measure(text) == pytest.approx(width)


def test_a_width_grows_with_the_size() -> None:
    assert measure("Coalition", 24) == pytest.approx(2 * measure("Coalition", 12))


def test_an_accent_of_its_own_is_as_wide_as_one_within_a_letter() -> None:
    assert measure("Tóo") == pytest.approx(measure("To\u0301o"), rel=0.02)
