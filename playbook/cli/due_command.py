"""`playbook due`: what is overdue and what is due soon, by person, for a reminder."""

from datetime import timedelta
from typing import Any

import click

from playbook.cli.export_command import look_up, print_out
from playbook.cli.options import option, project_options, shape_option
from playbook.cli.project import open_project
from playbook.cli.tools import cache_options
from playbook.cli.workers import open_tools
from playbook.exports.due_json import write_due
from playbook.exports.due_list import list_owing
from playbook.model.site import Site
from playbook.reminder import write_markdown, write_text
from playbook.words import suggest

SHAPES = {"text": write_text, "markdown": write_markdown, "json": write_due}
FURTHEST = 36_500
"""As many days as anybody plans ahead: a hundred years."""


@click.command("due")
@option(
    "--days",
    type=click.IntRange(0, FURTHEST),
    default=14,
    metavar="N",
    help="Look so many days ahead (14 when absent); what is overdue is always told.",
)
@option("--person", metavar="ID", help="Only what this person owes.")
@shape_option("Write lines, Markdown for an issue or a chat, or JSON as in due.json.", SHAPES)
@project_options
@cache_options
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Tell what is overdue and what is due soon, by person.

    What is found changes no exit code: it is a reminder, not a gate.
    """
    project = open_project(ctx, options)
    index = look_up(project, open_tools(project.config, options))
    if options["person"]:
        refuse_unknown(index.site, options["person"])
    ahead = timedelta(days=options["days"])
    owing = list(list_owing(index, ahead, options["person"] or ""))
    print_out(SHAPES[options["shape"]](index, ahead, owing).encode())


def refuse_unknown(site: Site, person: str) -> None:
    """End with exit code 2 where nobody has this id."""
    known = [each.id for each in site.list_kind("person")]
    if person not in known:
        raise click.UsageError(f"nobody has the id `{person}`: {suggest(person, known)}")
