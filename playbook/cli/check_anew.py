"""What `check` does where something may have changed: judge, remember what came of it, write the baseline.

In: the options as click read them. Out: the project and what the check came to; the baseline's file.
"""

import os
from typing import Any

import click

from playbook.baseline import BaselineError, format_baseline, read_baseline, shrink
from playbook.check import Checked, Options
from playbook.cli.judging import find_baseline, make_options
from playbook.cli.known import BASELINE, list_done, make_asked
from playbook.cli.meter import Meter
from playbook.cli.project import Project, open_project
from playbook.cli.tools import open_meter
from playbook.cli.workers import open_tools
from playbook.judgement import judge_playbook
from playbook.run_keep import begin_run
from playbook.words import count


def check_anew(ctx: click.Context, options: dict[str, Any], meter: Meter) -> tuple[Project, Checked]:
    """Judge every page that may have another verdict than before, and remember the report."""
    project = open_project(ctx, options)
    asked = make_asked(ctx, options, "check", (project.config.path, project.config.text))
    keeper = begin_run(asked, project.config) if asked else None
    how = make_options(project, options)
    tools = open_tools(project.config, options, meter)
    judgement = judge_playbook(project.config, project.today, how, tools)
    meter.stop()
    if keeper:
        keeper.keep(judgement, tools, list_done(meter))
    if options["since"]:
        from playbook.cli.since import leave_fresh

        return project, leave_fresh(ctx, options, (project, judgement))
    return project, judgement.checked


def write_baseline(ctx: click.Context, options: dict[str, Any]) -> int:
    """Write what is found now as known; an existing baseline loses what is closed and gains nothing."""
    project = open_project(ctx, options)
    path = find_baseline(project, options) or project.config.root / BASELINE
    try:
        old = read_baseline(path) if path.exists() else None
    except BaselineError as error:
        raise click.UsageError(str(error)) from None
    asked = Options(profile=options.get("profile") or "", own_rules=project.own_rules)
    meter = open_meter(ctx, options)
    tools = open_tools(project.config, options, meter)
    found = judge_playbook(project.config, project.today, asked, tools).checked
    meter.stop()
    known = [each for each in found.report.diagnostics if each.severity >= project.style.threshold]
    baseline = shrink(old, known)
    try:
        path.write_text(format_baseline(baseline), encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    new = len(known) - sum(baseline.known.values())
    total = count(sum(baseline.known.values()), "known finding")
    click.echo(f"wrote {os.path.relpath(path)}: {total}", err=True)
    if new:
        was = "was" if new == 1 else "were"
        click.echo(f"   {count(new, 'new one')} {was} not added: a baseline only shrinks", err=True)
    if not (options.get("baseline") or project.config.settings.check.baseline):
        click.echo(
            f'   use it with --baseline {BASELINE}, or in the configuration: [check] baseline = "{BASELINE}"',
            err=True,
        )
    return 1 if new else 0
