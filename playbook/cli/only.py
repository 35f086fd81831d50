"""What a check found in some files alone, for those who are about to commit them.

In: what a check of the whole playbook came to, the files asked for. Out: the same with the findings that
lie in these files, or name a place in them. Everything is judged; this narrows what is shown and what counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from playbook.cli.report import Found
from playbook.diagnostic import Diagnostic, Report
from playbook.words import count


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A report of some files, and how many gaps the baseline lists and nobody finds any more."""

    report: Report
    closed: int


def narrow(found: Found, files: Sequence[str], root: Path) -> Found:
    """Keep what was found in these files, or below these folders; a path that is not there is exit code 2."""
    if not files:
        return found
    places = [_place(each) for each in files]
    here = root.resolve()
    report = found.report
    settings = (*report.settings, f"only {count(len(files), 'path')} (argument)")
    return Narrowed(
        replace(
            report,
            diagnostics=tuple(_keep(report.diagnostics, places, here)),
            suppressed=tuple(_keep(report.suppressed, places, here)),
            settings=settings,
        ),
        found.closed,
    )


def _place(name: str) -> Path:
    path = Path(name)
    try:
        is_there = path.exists()
    except OSError as error:
        raise click.UsageError(f"{path} cannot be looked up: {error.strerror}") from None
    if not is_there:
        raise click.UsageError(f"there is no file {path}")
    return path.resolve()


def _keep(some: Iterable[Diagnostic], places: Sequence[Path], root: Path) -> Iterable[Diagnostic]:
    known: dict[str, bool] = {}
    for each in some:
        for name in (each.span.path, *(one.span.path for one in each.related)):
            if name not in known:
                file = (root / name).resolve()
                known[name] = bool(name) and any(file.is_relative_to(place) for place in places)
            if known[name]:
                yield each
                break
