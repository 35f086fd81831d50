"""Options that several commands share, each with its environment twin.

In: an option's names. Out: a click decorator whose environment variable is PLAYBOOK_ and the long name.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def option(*names: str, **settings: Any) -> Callable[[F], F]:
    """Declare an option whose environment twin follows from its name."""
    long = next(each for each in names if each.startswith("--"))
    twin = "PLAYBOOK_" + long.lstrip("-").split("/")[0].upper().replace("-", "_")
    return click.option(*names, envvar=settings.pop("envvar", twin), **settings)


def shape_option(words: str, shapes: Iterable[str] = ("text", "json")) -> Callable[[F], F]:
    """Declare in which shape a command tells what it found. Its twin is its own, so that a CI's
    PLAYBOOK_OUTPUT_FORMAT, which is about reports, leaves it alone."""
    return click.option(
        "--format",
        "--output-format",
        "shape",
        type=click.Choice(list(shapes)),
        default="text",
        envvar="PLAYBOOK_FORMAT",
        help=words,
    )


def project_options(command: F) -> F:
    """Let a command take -C, -c, -q, -v, --color and --today itself, as well as before its name."""
    for decorate in reversed(
        (
            click.option(
                "-C",
                "directory",
                metavar="DIR",
                envvar="PLAYBOOK_DIRECTORY",
                help="Work as if started in DIR.",
            ),
            option("-c", "--config", metavar="FILE", help="Take this configuration file."),
            option("-q", "--quiet", is_flag=True, help="Say only what is asked for."),
            option("-v", "--verbose", is_flag=True, help="Say more."),
            option(
                "--color",
                type=click.Choice(["auto", "always", "never"]),
                default="auto",
                help="Colour the output; NO_COLOR and FORCE_COLOR hold too.",
            ),
            option("--today", metavar="DATE", help="Judge as of this day (YYYY-MM-DD) instead of today."),
        )
    ):
        command = decorate(command)
    return command


def judging_options(command: F) -> F:
    """Let a command take what weighs the findings that it shows."""
    for decorate in reversed(
        (
            option(
                "--profile",
                type=click.Choice(["method", "core"]),
                help="Hold plans to all four steps, or to owner, metric and review only.",
            ),
            option(
                "--baseline",
                metavar="FILE",
                help="Accept the findings that this file lists; it may only shrink.",
            ),
        )
    ):
        command = decorate(command)
    return command


def check_options(command: F) -> F:
    """Let a command take what weighs a check and its verdict."""
    for decorate in reversed(
        (
            judging_options,
            option(
                "--fail-on",
                type=click.Choice(["error", "warning", "info"]),
                help="Exit 1 from this severity on.",
            ),
            option("--strict", is_flag=True, help="The same as --fail-on warning."),
            option(
                "--require",
                multiple=True,
                metavar="WHAT",
                help='Exit 1 when this could not be judged: "history", "readings" or a rule.',
            ),
        )
    ):
        command = decorate(command)
    return command


def refuse_empty(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Refuse a revision that a script left empty: the answer would be another one than was asked for. Raises
    BadParameter."""
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty: name a commit, a branch or a tag")
    return value


rev_option = option(
    "--rev",
    metavar="REV",
    callback=refuse_empty,
    help="Read this revision (a commit, branch or tag) instead of the files as they are.",
)
"""Lets a command read the playbook as it was; the work tree is not touched."""
