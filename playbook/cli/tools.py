"""With what a command works: how many processes, which cluster, which cache.

In: the options as click read them. Out: where the cache is, what measures the phases; `workers` gives the
rest. It loads nothing that works.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from playbook.cli.dress import wants_quiet
from playbook.cli.meter import Line, Meter, write_error
from playbook.cli.options import option
from playbook.cli.timings import write_timings

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = ".playbook-cache"
"""Where the cache is, below the project's folder; it says itself that git leaves it alone."""

NARROW = 80
"""How wide a terminal is that does not say so."""


def cache_options(command: F) -> F:
    """Let a command take where it remembers what it worked out."""
    for decorate in reversed(
        (
            option(
                "--cache-dir",
                metavar="DIR",
                help=f"Keep what was worked out in DIR (default {FOLDER} in the project's folder).",
            ),
            option("--no-cache", is_flag=True, help="Work everything out anew, and keep nothing."),
        )
    ):
        command = decorate(command)
    return command


def tool_options(command: F) -> F:
    """Let a command take with what it works."""
    for decorate in reversed(
        (
            option(
                "-j",
                "--jobs",
                type=click.IntRange(min=0),
                default=0,
                metavar="N",
                help="Work in N processes; 0, the default, takes as many as there are cores.",
            ),
            option(
                "--executor",
                metavar="ADDRESS",
                help="Work on a Dask cluster instead: dask://HOST:PORT (needs the extra `distributed`).",
            ),
            cache_options,
        )
    ):
        command = decorate(command)
    return command


timings_option = option(
    "--timings", is_flag=True, help="Say on stderr how long each phase took, and of how many items."
)


def find_cache(root: Path, options: Mapping[str, Any]) -> Path:
    """Give the folder of the cache: the one asked for, seen from where the command was started, else the
    project's."""
    asked = options.get("cache_dir")
    return Path(asked).resolve() if asked else root / FOLDER  # the default is never a link


def open_meter(ctx: click.Context, options: Mapping[str, Any]) -> Meter:
    """Give what measures the phases, with a line at a terminal; the line goes however the command ends."""
    line = (
        Line(measure_terminal(), write_error)
        if shows_progress(wants_quiet(ctx, options), os.environ)
        else None
    )
    meter = Meter(line, apart=bool(options.get("timings")))
    ctx.call_on_close(meter.stop)
    return meter


def measure_terminal() -> int:
    """Give the width of the terminal that stderr leads to, in letters."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or NARROW
    except (OSError, ValueError):
        return NARROW


def shows_progress(is_quiet: bool, environ: Mapping[str, str]) -> bool:
    """Whether somebody sits before a terminal that can write over a line."""
    return sys.stderr.isatty() and not (is_quiet or is_robot(environ) or environ.get("TERM") == "dumb")


def is_robot(environ: Mapping[str, str]) -> bool:
    """Whether a build server runs this: nobody watches, and nobody answers."""
    return environ.get("CI", "false") not in ("", "0", "false")


def say_timings(meter: Meter, options: Mapping[str, Any]) -> None:
    """Print the table of the phases, where it was asked for."""
    for line in write_timings(meter) if options.get("timings") else ():
        click.echo(line, err=True)
