"""What nearly every command begins with: the project's folder, its configuration, today, the dress.

In: the options as click read them. Out: `Project`. A configuration that cannot be used ends the command
with exit code 2, each fault with its line.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from playbook.cli.clock import Today, choose_today
from playbook.config import FILES, Config, find_version, read_config
from playbook.diagnostic import Fault, Severity
from playbook.formats.inert import fold
from playbook.formats.style import Style
from playbook.own_rules import OwnRules, find_own_rules
from playbook.rule import Rule
from playbook.rule_settings import check_rule_settings
from playbook.rules import RULES


@dataclass(frozen=True, slots=True)
class Project:
    """A project as a command sees it.

    `settings` names what is not from the configuration file, `own_rules` are those of installed packages.
    """

    config: Config
    today: date
    style: Style
    is_quiet: bool
    settings: tuple[str, ...]
    own_rules: tuple[Rule, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that a check of this project runs."""
        return (*RULES, *self.own_rules)

    def say(self, words: str) -> None:
        """Tell progress, on stderr, unless asked to be quiet."""
        if not self.is_quiet:
            click.echo(words, err=True)


def open_project(ctx: click.Context, options: Mapping[str, Any]) -> Project:
    """Read the configuration and what is installed, settle today; exit code 2 when that cannot be done."""
    project = read_project(ctx, options, locate_project(ctx, options), find_own_rules())
    if not isinstance(project, Project):
        refuse(project)
    return project


def locate_project(ctx: click.Context, options: Mapping[str, Any]) -> tuple[Path, Path | None]:
    """Give the project's folder, and the configuration file where one was asked for."""
    before: Mapping[str, Any] = ctx.obj or {}
    return find_project(
        options.get("directory") or before.get("directory"), options.get("config") or before.get("config")
    )


def read_project(
    ctx: click.Context, options: Mapping[str, Any], place: tuple[Path, Path | None], own: OwnRules
) -> Project | tuple[Fault, ...]:
    """Read a project as it is now; the faults where its configuration, or a rule of its own, cannot be
    used."""
    before: Mapping[str, Any] = ctx.obj or {}
    config, faults = read_config(*place)
    faults = (*own.faults, *faults)
    faults = faults or check_rule_settings(config, (*RULES, *own.rules))
    if faults:
        return faults
    today = settle_today(options.get("today"), config)
    return Project(
        config=config,
        today=today.day,
        style=Style(
            color=wants_color(options.get("color") or "auto"),
            verbose=bool(options.get("verbose") or before.get("verbose")),
            version=find_version(),
            prefix=find_prefix(config.root),
            threshold=find_threshold(config, options),
        ),
        is_quiet=bool(options.get("quiet") or before.get("quiet")),
        settings=tuple(list_settings(ctx, today)),
        own_rules=own.rules,
    )


def find_prefix(root: Path) -> str:
    """Give the project's folder relative to the repository's root, as formats of a forge want it."""
    here = root.resolve()
    top = next((each for each in (here, *here.parents) if (each / ".git").exists()), here)
    return "" if top == here else here.relative_to(top).as_posix()


def find_threshold(config: Config, options: Mapping[str, Any]) -> Severity:
    """Give the severity from which findings shut the gate."""
    if options.get("strict"):
        return Severity.WARNING
    return Severity[str(options.get("fail_on") or config.settings.check.fail_on).upper()]


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


def refuse(faults: tuple[Fault, ...]) -> NoReturn:
    """Print the faults of a configuration and end with exit code 2."""
    for each in faults:
        place = f"{each.span.path}:{each.span.line}:{each.span.column}" if each.span.line else each.span.path
        click.echo(f"{fold(place)}: error configuration: {fold(each.message)}", err=True)
        if each.help:
            click.echo(f"   {fold(each.help)}", err=True)
    raise click.exceptions.Exit(2)


def settle_today(option: str | None, config: Config) -> Today:
    """Settle which day it is; a day that is none ends with exit code 2."""
    try:
        return choose_today(option, config, os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


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
)
"""The options that change what a check says; none of them may do so unseen."""


def list_settings(ctx: click.Context, today: Today) -> list[str]:
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
    if today.origin == "SOURCE_DATE_EPOCH":
        named.append(f"today={today.day} (SOURCE_DATE_EPOCH)")
    return named
