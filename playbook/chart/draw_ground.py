"""What lies below a chart over time: the lines of its values, the time axis, the words of both.

In: a ground. Out: `Html`. It knows nothing of what the chart shows.
"""

from playbook.chart.day_ticks import list_day_ticks, list_month_starts
from playbook.chart.draw_label import write
from playbook.chart.place_labels import Label, Place, Sheet
from playbook.chart.plot import SPACE, Ground
from playbook.chart.svg import WIDTH, across, draw, join, stretch, write_number
from playbook.html import Html

LABELS = 8
"""How many days a time axis may name at most."""


def draw_grid(ground: Ground, height: int) -> Html:
    """Draw the lines of the values and the time axis: a foot for each month, a longer one for each name."""
    heights = [write_number(ground.find_y(value), 1) for value, _ in ground.ticks]
    feet = dict.fromkeys(list_month_starts(ground.days, 36), 3)
    feet |= {each.day: 6 for each in list_day_ticks(ground.days, LABELS)}
    y = ground.bottom
    down = "".join(f"M{across(ground.days.share(day), 0)} {y}v{length}" for day, length in feet.items())
    return stretch(
        height,
        draw("path", class_="x-grid", d="".join(f"M0 {each}H{WIDTH}" for each in heights)),
        draw("path", class_="x-axis", d=f"M0 {y}H{WIDTH}{down}"),
    )


def draw_values(ground: Ground) -> Html:
    """Write the words of the values left of their lines."""
    drawn = [draw("text", text, x=-SPACE, y=ground.find_y(value) + 4) for value, text in ground.ticks if text]
    return draw("g", *drawn, class_="t-mute", text_anchor="end")


def draw_days(ground: Ground) -> Html:
    """Write the words of the days; every so many of them stand in the narrow layout as well."""
    days = ((each.text, ground.days.share(each.day)) for each in list_day_ticks(ground.days, LABELS))
    labels = [Label(text, (Place(share, ground.bottom + 20, 0, "middle"),)) for text, share in days]
    wide, narrow = _space_out(labels, ground.wide), _space_out(labels, ground.narrow)
    both = ((each, [name for name, some in (("at-wide", wide), ("at-narrow", narrow)) if each in some])
            for each in labels)  # fmt: skip
    named = [
        write(each, each.places[0], only[0] if len(only) == 1 else "", "middle")
        for each, only in both
        if only
    ]
    return draw("g", *named, class_="t-mute", text_anchor="middle") if named else join()


def _space_out(labels: list[Label], sheet: Sheet) -> list[Label]:
    """Give the most labels, evenly apart, that all have room in a row; those that name years come first."""
    rows = (row for step in range(1, len(labels) + 1) for row in _list_rows(labels, step))
    return next((row for row in rows if _has_room(row, sheet)), [])


def _list_rows(labels: list[Label], step: int) -> list[list[Label]]:
    rows = [labels[first::step] for first in range(step)]
    return sorted(rows, key=lambda row: -sum(each.text.isdigit() for each in row))


def _has_room(row: list[Label], sheet: Sheet) -> bool:
    trial = Sheet(sheet.width, sheet.left, sheet.right)
    return all(trial.put(box) for each in row for _, box in each.boxes())
