"""The bars of the benchmark and the table that holds the measured figures against them.

In: rows and figures. Out: Markdown, or values for JSON. A row is met when its figure is at most its bar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from tests.bench.measure import Run

MIB = 1024 * 1024


@dataclass(frozen=True)
class Row:
    """A goal: its words, the figure, the bar, and the unit of both (`×` for a ratio)."""

    goal: str
    measured: float
    bar: float
    unit: str = "×"

    @property
    def is_met(self) -> bool:
        """Whether the figure is at most the bar."""
        return self.measured <= self.bar


@dataclass(frozen=True)
class Figure:
    """What a program took for a work, as the median of its runs."""

    program: str
    work: str
    run: Run


def write_number(value: float, unit: str) -> str:
    """Write a figure with its unit, as exactly as it is worth."""
    if unit == "files":
        return f"{value:.0f} files"
    digits = f"{value:.2f}" if value < 10 else f"{value:.1f}"
    return f"{digits} {unit}"


def write_table(rows: Iterable[Row]) -> Iterator[str]:
    """Write the goals as a Markdown table."""
    yield "| goal | measured | bar | |\n|---|---:|---:|---|"
    for each in rows:
        verdict = "met" if each.is_met else "**missed**"
        measured, bar = (write_number(value, each.unit) for value in (each.measured, each.bar))
        yield f"| {each.goal} | {measured} | ≤ {bar} | {verdict} |"


def write_figures(figures: Iterable[Figure]) -> Iterator[str]:
    """Write what each program took as a Markdown table."""
    yield "| program | work | wall | processor | memory |\n|---|---|---:|---:|---:|"
    for each in figures:
        seconds = [write_number(value, "s") for value in (each.run.seconds, each.run.processor)]
        yield f"| {each.program} | {each.work} | {' | '.join(seconds)} | {each.run.peak / MIB:,.0f} MiB |"


def list_values(rows: Iterable[Row], figures: Iterable[Figure]) -> dict[str, object]:
    """Give rows and figures as plain values."""
    goals = [{**asdict(each), "met": each.is_met} for each in rows]
    return {"goals": goals, "figures": [asdict(each) for each in figures]}
