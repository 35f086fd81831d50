"""`playbook diff BASE [HEAD]`: what changed in the plans, in words."""

from pathlib import Path
from typing import Any

import click

from playbook.author_file import FileFault
from playbook.cli.judging import make_options
from playbook.cli.options import judging_options, option, project_options
from playbook.cli.project import Project, open_project
from playbook.cli.refusal import refuse_file, refuse_template
from playbook.cli.report import write_out
from playbook.cli.revision import open_revision, split_range
from playbook.cli.since import compare_with
from playbook.cli.tools import open_meter, tool_options
from playbook.cli.workers import open_tools
from playbook.diff_report import FORMATS
from playbook.diff_report.story import Ends
from playbook.judgement import judge_playbook
from playbook.render import TemplateFault

FILES = "the files as they are"


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    default="text",
    envvar="PLAYBOOK_DIFF_FORMAT",  # those of a check are others
    help="How to write what changed.",
)
@option(
    "-o", "--output", metavar="FILE", envvar="PLAYBOOK_DIFF_OUTPUT", help="Write to FILE instead of stdout."
)
@option("--exit-code", is_flag=True, help="Exit 1 when something changed.")
@project_options
@judging_options
@tool_options
@click.pass_context
def command(ctx: click.Context, /, base: str, head: str | None, **options: Any) -> int:
    """Say what changed in the plans since BASE: in the files as they are, or in HEAD.

    Dates, targets, baselines, owners, states, items, gates, findings: in words, the serious ones first. Both
    sides are judged as of the same day. `BASE...` stands for where HEAD, or this branch, left BASE.
    """
    base, head = split_range(base, head)
    meter = open_meter(ctx, options)
    now = open_revision(ctx, options, head) if head else open_project(ctx, options)
    tools = open_tools(now.config, options, meter)
    judgement = judge_playbook(now.config, now.today, make_options(now, options), tools)
    then, comparison = compare_with(ctx, options, base, (now, judgement))
    meter.stop()
    ends = Ends(base, head or FILES, (find_commit(then), find_commit(now)), now.style.threshold)
    try:
        text = FORMATS[options["output_format"]](comparison, ends, now.style)
    except TemplateFault as fault:
        return refuse_template(fault)
    except FileFault as fault:
        return refuse_file(fault)
    write(text, now, options["output"])
    is_changed = bool(comparison.changes or comparison.fresh.new or comparison.fresh.gone)
    return 1 if options["exit_code"] and is_changed else 0


def write(text: str, project: Project, name: str | None) -> None:
    """Write the result to a file, else to stdout; exit code 2 where that cannot be done."""
    if not name or name == "-":
        write_out(text, project.style.color)
        return
    try:
        Path(name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.UsageError(f"--output: {name} cannot be written: {error.strerror}") from None
    project.say(f"wrote {name}")


def find_commit(project: Project) -> str:
    """Give the commit that a project was taken from; "" for files as they are."""
    return project.config.origin.commit if project.config.origin else ""
