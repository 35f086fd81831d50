"""The table of --timings: where the seconds went.

In: the phases as they were measured. Out: lines: seconds, share of the whole, items, how many of them were
known from before, items per second, those that were known among them.
"""

from playbook.cli.meter import COMPARE, WORDS, Meter

LEAST = 0.001
"""Seconds of which a rate says something: what is known from before takes none."""

HEADS = ("phase", "seconds", "share", "items", "", "from before", "per second")


def write_timings(meter: Meter) -> list[str]:
    """Lay the phases out in columns, what belongs to none in a last row but one, the whole in the last."""
    whole = meter.seconds
    rows: list[tuple[str, ...]] = [HEADS]
    for each in meter.list_phases():
        rate = f"{each.done / each.seconds:,.0f}" if each.done and each.seconds >= LEAST else ""
        counts = (f"{each.done:,}", WORDS[each.name][1], f"{each.known:,}", rate)
        counts = counts if each.name != COMPARE else ("", "", "", "")
        rows.append((each.name, *_tell_share(each.seconds, whole), *counts))
    rest = whole - sum(each.seconds for each in meter.list_phases())
    rows += [
        (name, *_tell_share(part, whole), "", "", "", "") for name, part in (("rest", rest), ("all", whole))
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADS))]
    return [_lay_out(row, widths) for row in rows]


def _tell_share(seconds: float, whole: float) -> tuple[str, str]:
    return f"{seconds:.2f}", f"{seconds / whole:.0%}" if whole else ""


def _lay_out(row: tuple[str, ...], widths: list[int]) -> str:
    """Write a row: words to the left, figures to the right."""
    words = (0, 4)
    cells = (
        text.ljust(width) if n in words else text.rjust(width)
        for n, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()
