"""What nearly every command begins with: the project's folder, its configuration, today, the dress.

In: the options as click read them. Out: `Project`. A configuration that cannot be used ends the command
with exit code 2, each fault with its line.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from playbook.cli.clock import Today, choose_today
from playbook.cli.dress import Dress, choose_style, list_settings, locate_project, wants_quiet
from playbook.config import Config, Origin, find_version, read_config, say_at
from playbook.diagnostic import Fault
from playbook.formats.inert import fold
from playbook.own_rules import OwnRules, find_own_rules
from playbook.rule import Rule
from playbook.rule_settings import check_rule_settings
from playbook.rules import RULES
from playbook.schema.versions import SCHEMA


@dataclass(frozen=True, slots=True)
class Project(Dress):
    """A project as a command sees it; `own_rules` are those of installed packages."""

    config: Config
    today: date
    own_rules: tuple[Rule, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that a check of this project runs."""
        return (*RULES, *self.own_rules)


def open_project(ctx: click.Context, options: Mapping[str, Any]) -> Project:
    """Read the configuration and what is installed, settle today; exit code 2 when that cannot be done."""
    if options.get("rev"):
        from playbook.cli.revision import open_revision

        return open_revision(ctx, options, str(options["rev"]))
    project = read_project(ctx, options, locate_project(ctx, options), find_own_rules())
    if not isinstance(project, Project):
        refuse(project)
    return project


def read_project(
    ctx: click.Context,
    options: Mapping[str, Any],
    place: tuple[Path, Path | None],
    own: OwnRules,
    *,
    origin: Origin | None = None,
) -> Project | tuple[Fault, ...]:
    """Read a project as it is now, or as a revision of it was written apart; the faults where its
    configuration, or a rule of its own, cannot be used."""
    config, faults = read_config(*place)
    config = replace(config, origin=origin)
    faults = (*own.faults, *faults)
    faults = faults or check_rule_settings(config, (*RULES, *own.rules))
    faults = faults or (() if options.get("migrates") else _refuse_older(config))
    if faults:
        return faults
    today = settle_today(options.get("today"), config)
    settings, asked = config.settings, (ctx, options)
    return Project(
        root=config.home,
        style=choose_style(asked, config.home, settings.check.fail_on, find_version()),
        is_quiet=wants_quiet(*asked),
        settings=tuple(list_settings(ctx, today)),
        required=settings.check.require,
        output=settings.output,
        preview=settings.preview,
        config=config,
        today=today.day,
        own_rules=own.rules,
    )


def _refuse_older(config: Config) -> tuple[Fault, ...]:
    """Refuse pages of an older schema version: what they say is never guessed."""
    version = config.settings.schema_
    if version == SCHEMA:
        return ()
    words = f"the pages are written for schema {version}; this playbook reads schema {SCHEMA}"
    return (say_at(config, ("schema",), words, "run  playbook fmt  once: it rewrites them"),)


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
        return choose_today(option, config.settings.today, config.settings.site.timezone, os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
