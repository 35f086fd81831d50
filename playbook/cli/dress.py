"""Where a project lies, and how a command speaks of it: all that needs no configuration to be read.

In: the options as click read them. Out: the project's folder, `Dress`, the settings to be named.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from playbook.cli.clock import Today
from playbook.config_file import FILES
from playbook.diagnostic import Severity
from playbook.formats.style import Style


@dataclass(frozen=True, slots=True)
class Dress:
    """How a command speaks.

    `settings` names what is not from the configuration file, `required` what the configuration requires to be
    judged; `output` and `preview` are its folders.
    """

    root: Path
    style: Style
    is_quiet: bool
    settings: tuple[str, ...]
    required: tuple[str, ...]
    output: str
    preview: str

    def say(self, words: str) -> None:
        """Tell progress, on stderr, unless asked to be quiet."""
        if not self.is_quiet:
            click.echo(words, err=True)


def wants_quiet(ctx: click.Context, options: Mapping[str, Any]) -> bool:
    """Whether only what is asked for is said; the option may stand before the command too."""
    return bool(options.get("quiet") or (ctx.obj or {}).get("quiet"))


def choose_style(
    asked: tuple[click.Context, Mapping[str, Any]], root: Path, fail_on: str, version: str
) -> Style:
    """Choose how a report is dressed, by the context and its options."""
    ctx, options = asked
    return Style(
        color=wants_color(options.get("color") or "auto"),
        verbose=bool(options.get("verbose") or (ctx.obj or {}).get("verbose")),
        version=version,
        prefix=find_prefix(root),
        threshold=find_threshold(fail_on, options),
    )


def locate_project(ctx: click.Context, options: Mapping[str, Any]) -> tuple[Path, Path | None]:
    """Give the project's folder, and the configuration file where one was asked for."""
    before: Mapping[str, Any] = ctx.obj or {}
    return find_project(
        options.get("directory") or before.get("directory"), options.get("config") or before.get("config")
    )


def find_prefix(root: Path) -> str:
    """Give the project's folder relative to the repository's root, as formats of a forge want it."""
    here = root.resolve()
    top = next((each for each in (here, *here.parents) if (each / ".git").exists()), here)
    return "" if top == here else here.relative_to(top).as_posix()


def find_threshold(fail_on: str, options: Mapping[str, Any]) -> Severity:
    """Give the severity from which findings shut the gate."""
    if options.get("strict"):
        return Severity.WARNING
    return Severity[str(options.get("fail_on") or fail_on).upper()]


def find_project(directory: str | None, config: str | None) -> tuple[Path, Path | None]:
    """Find the project's folder: the nearest one upwards with a configuration, else the one given."""
    start = Path(directory or ".")
    if not start.is_dir():
        raise click.UsageError(f"there is no folder {start}")
    if config:
        file = start / config
        if not file.is_file():
            raise click.UsageError(f"there is no configuration file {file}")
        return file.resolve().parent, file
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / FILES[0]).is_file() or _is_ours(folder / FILES[1]):
            return folder, None
    return here, None


def _is_ours(path: Path) -> bool:
    try:
        return "[tool.playbook" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def wants_color(choice: str) -> bool:
    """Whether to colour: asked for, or a terminal without NO_COLOR (no-color.org) or with FORCE_COLOR."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


JUDGING = (
    "profile",
    "fail_on",
    "strict",
    "require",
    "baseline",
    "deadlines",
    "select",
    "ignore",
    "today",
    "config",
    "since",
)
"""The options that change what a check says; none of them may do so unseen."""


def list_settings(ctx: click.Context, today: Today | None) -> list[str]:
    """Name each setting that weighs the verdict and is not from the configuration file."""
    named = []
    for name in JUDGING:
        source = ctx.get_parameter_source(name)
        value = ctx.params.get(name)
        if value and source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT):
            words = ",".join(value) if isinstance(value, tuple) else str(value)
            origin = "environment" if source is ParameterSource.ENVIRONMENT else "option"
            shown = "" if value is True else f"={words}"
            named.append(f"{name.replace('_', '-')}{shown} ({origin})")
    if today and today.origin == "SOURCE_DATE_EPOCH":
        named.append(f"today={today.day} (SOURCE_DATE_EPOCH)")
    return named
