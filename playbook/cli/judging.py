"""What a check is asked for, as the check itself takes it.

In: a project, the options as click read them. Out: `Options`. An unknown rule or a broken baseline ends the
command with exit code 2.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from playbook.baseline import Baseline, BaselineError, read_baseline
from playbook.check import Options, names
from playbook.cli.project import Project
from playbook.rule import Rule
from playbook.rule_settings import NEEDS
from playbook.words import suggest


def make_options(project: Project, options: dict[str, Any]) -> Options:
    """Gather what a check is asked for; an unknown rule or a broken baseline ends with exit code 2."""
    refuse_unknown(project.rules, options)
    path = find_baseline(project, options)
    try:
        baseline = read_baseline(path) if path else None
    except BaselineError as error:
        raise click.UsageError(str(error)) from None
    return _gather(project, options, baseline)


def _gather(project: Project, options: dict[str, Any], baseline: Baseline | None) -> Options:
    return Options(
        select=options.get("select") or (),
        ignore=options.get("ignore") or (),
        deadlines=options.get("deadlines") or "warning",
        baseline=baseline,
        profile=options.get("profile") or "",
        settings=project.settings,
        own_rules=project.own_rules,
    )


def make_base_options(project: Project, options: dict[str, Any]) -> Options:
    """Gather the same for a revision with which is compared: what its own baseline accepted was accepted."""
    path = find_baseline(project, {})
    try:
        baseline = read_baseline(path) if path else None
    except BaselineError:
        baseline = None
    return _gather(project, options, baseline)


def refuse_unknown(rules: Sequence[Rule], options: dict[str, Any]) -> None:
    """Refuse the name of a rule that there is not: it would select, ignore or require nothing unseen."""
    known = [*(each.name for each in rules), *(each.code for each in rules)]
    for word in options.get("require") or ():
        if word not in (*known, *NEEDS):
            help_ = suggest(word, [*NEEDS, *known], limit=3)
            raise click.UsageError(f"--require: `{word}` is nothing that can be required: {help_}")
    for key in ("select", "ignore"):
        for word in options.get(key) or ():
            if not any(names(each, (word,)) for each in rules):
                raise click.UsageError(f"--{key}: `{word}` names no rule: {suggest(word, known, limit=3)}")


def find_baseline(project: Project, options: dict[str, Any]) -> Path | None:
    """Give the baseline's file: the option's, else the configuration's; None when there is none."""
    if options.get("baseline"):
        return project.config.home / str(options["baseline"])
    name = project.config.settings.check.baseline
    return project.config.root / name if name else None
