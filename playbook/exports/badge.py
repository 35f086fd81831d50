"""badge.svg: how the plans stand, in one line, for a README or any page that shows an image.

In: the index. Out: one output. It says how many plans are of each health, the drafts, paused and stopped ones
apart; its widths come from our own table of letters, so that it is the same on every machine.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from playbook.chart.svg import draw
from playbook.chart.type import measure
from playbook.exports.clean import clean_line
from playbook.html import Html
from playbook.publish import Output
from playbook.view import Index
from playbook.view.feed import BADGE
from playbook.view.words import HEALTH
from playbook.words import join

COUNTED = ("on-track", "sustained", "at-risk", "late", "slipping", "regressed", "stuck")
"""The healths that the badge counts, in its order: what is neither draft nor paused nor stopped."""

LABEL = "#3d444d"
GOOD, WATCH, BAD = "#1a7f37", "#8a5a00", "#b3261e"
"""Each with white letters on it at a contrast of at least 4.5 to 1."""

HEIGHT = 20
_SIZE = 11
_PAD = 7
_BASELINE = 14
_WIDER = 1.2
"""How much wider than our font the fonts of most systems are: the reader's own draws the letters."""
_LONGEST = 40


def export_badge(index: Index) -> Iterator[Output]:
    """Write badge.svg."""
    counts = Counter(each.plan_card.health.word for each in index.plans.values())
    name = clean_line(index.site.config.settings.site.name)
    label = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
    yield Output(BADGE, f"{draw_badge(label or 'Playbook', counts)}\n".encode())


def draw_badge(label: str, counts: Mapping[str, int]) -> Html:
    """Draw the label and the counts beside each other, with a title for who does not see them."""
    parts = [f"{counts[word]} {HEALTH[word].lower()}" for word in COUNTED if counts.get(word)]
    said = " · ".join(parts) or "no plans under way"
    left, right = (_measure(each) + 2 * _PAD for each in (label, said))
    return draw(
        "svg",
        draw("title", f"{label}: {join(parts) or said}"),
        draw("rect", width=left + right, height=HEIGHT, rx=3, fill=LABEL),
        draw("rect", x=left, width=right, height=HEIGHT, rx=3, fill=choose_colour(counts)),
        draw("rect", x=left, width=4, height=HEIGHT, fill=choose_colour(counts)),
        draw(
            "g",
            _write(label, _PAD),
            _write(said, left + _PAD),
            fill="#fff",
            font_family="Verdana,DejaVu Sans,Arial,sans-serif",
            font_size=_SIZE,
        ),
        xmlns="http://www.w3.org/2000/svg",
        width=left + right,
        height=HEIGHT,
        viewBox=f"0 0 {left + right} {HEIGHT}",
        role="img",
        aria_label=f"{label}: {join(parts) or said}",
    )


def choose_colour(counts: Mapping[str, int]) -> str:
    """Choose the colour of the worst health that a plan has."""
    if counts.get("stuck") or counts.get("regressed"):
        return BAD
    return WATCH if any(counts.get(each) for each in ("at-risk", "late", "slipping")) else GOOD


def _measure(text: str) -> int:
    return round(measure(text, _SIZE) * _WIDER)


def _write(text: str, x: int) -> Html:
    """Write a text so that it takes the room that was measured, whatever font draws it."""
    return draw("text", text, x=x, y=_BASELINE, textLength=_measure(text))
