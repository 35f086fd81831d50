"""`playbook check`: judge every page, print the report, exit 1 when the gate is shut."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from playbook.baseline import BaselineError, format_baseline, read_baseline, shrink
from playbook.check import Options, names
from playbook.cli.options import check_options, option, project_options
from playbook.cli.project import Project, open_project
from playbook.cli.report import decide, judge_baseline, print_report, write_reports
from playbook.cli.tools import open_meter, open_tools, say_timings, timings_option, tool_options
from playbook.formats import FORMATS
from playbook.judgement import judge_playbook
from playbook.rule import Rule
from playbook.rule_settings import NEEDS
from playbook.words import count, suggest

BASELINE = "playbook-baseline.json"


@click.command("check")
@project_options
@check_options
@tool_options
@timings_option
@option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    help="How to write the report (github under GitHub Actions, else full).",
)
@option(
    "--report",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report to a file too; may be given again.",
)
@option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Show only these rules (name, code or its start), and the core rules.",
)
@option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out; the core rules stay.")
@option(
    "--deadlines",
    type=click.Choice(["warning", "error"]),
    default="warning",
    help="Let what is overdue be an error: for the nightly job.",
)
@option(
    "--write-baseline",
    is_flag=True,
    help=f"Write the findings to the baseline (default {BASELINE}); an existing one only shrinks.",
)
@option("--watch", is_flag=True, help="Check again on every save, until Ctrl-C.")
@option(
    "--poll", is_flag=True, help="With --watch: look at the files all the time, without the system's events."
)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Check every page of the playbook.

    Exits 1 when a finding at or above the threshold is neither waived nor in the baseline.
    """
    if options["watch"]:
        from playbook.cli.check_watch import watch_check

        if options["write_baseline"]:
            raise click.UsageError("--watch and --write-baseline: choose one of the two")
        watch_check(ctx, options)
    project = open_project(ctx, options)
    if options["write_baseline"]:
        return write_baseline(ctx, project, options)
    asked, meter = make_options(project, options), open_meter(ctx, project, options)
    tools = open_tools(project.config, options, meter)
    checked = judge_playbook(project.config, project.today, asked, tools).checked
    meter.stop()
    print_report(project, checked, options["output_format"])
    write_reports(project, checked, options["report"])
    code = max(decide(project, checked, options), judge_baseline(checked))
    say_timings(meter, options)
    return code


def make_options(project: Project, options: dict[str, Any]) -> Options:
    """Gather what a check is asked for; an unknown rule or a broken baseline ends with exit code 2."""
    refuse_unknown(project.rules, options)
    path = find_baseline(project, options)
    try:
        baseline = read_baseline(path) if path else None
    except BaselineError as error:
        raise click.UsageError(str(error)) from None
    return Options(
        select=options.get("select") or (),
        ignore=options.get("ignore") or (),
        deadlines=options.get("deadlines") or "warning",
        baseline=baseline,
        profile=options.get("profile") or "",
        settings=project.settings,
        own_rules=project.own_rules,
    )


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
    name = options.get("baseline") or project.config.settings.check.baseline
    return project.config.root / name if name else None


def write_baseline(ctx: click.Context, project: Project, options: dict[str, Any]) -> int:
    """Write what is found now as known; an existing baseline loses what is closed and gains nothing."""
    path = find_baseline(project, options) or project.config.root / BASELINE
    try:
        old = read_baseline(path) if path.exists() else None
    except BaselineError as error:
        raise click.UsageError(str(error)) from None
    asked = Options(profile=options.get("profile") or "", own_rules=project.own_rules)
    meter = open_meter(ctx, project, options)
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
