"""`playbook list KIND`: the pages of a kind, a line each."""

import json
from typing import Any

import click

from playbook.check import Options
from playbook.cli.options import option, project_options, rev_option, shape_option
from playbook.cli.project import open_project
from playbook.cli.tools import cache_options
from playbook.cli.workers import open_tools
from playbook.formats.inert import fold
from playbook.inventory import list_rows
from playbook.judgement import judge_playbook
from playbook.words import suggest

KINDS = {
    "initiatives": "initiative",
    "metrics": "metric",
    "people": "person",
    "departments": "department",
    "methods": "method",
    "pages": "page",
}


class KindChoice(click.Choice):  # type: ignore[type-arg]  # not a generic in click 8.1
    """One of KINDS, in the plural or the singular."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the plural; the nearest kind is named where there is no such one."""
        plural = {singular: each for each, singular in KINDS.items()}.get(value, value)
        if plural not in KINDS:
            self.fail(f"there is no kind `{value}`: {suggest(value, KINDS, limit=6)}", param, ctx)
        return plural


@click.command("list")
@click.argument("kind", type=KindChoice(list(KINDS)), default="initiatives")
@shape_option("Write a table or JSON.")
@option("--status", metavar="STATUS", help="Only initiatives of this status.")
@project_options
@rev_option
@cache_options
@click.pass_context
def command(ctx: click.Context, /, kind: str, **options: Any) -> None:
    """List the pages of a KIND (default: initiatives) with their state."""
    project = open_project(ctx, options)
    tools = open_tools(project.config, options)
    judgement = judge_playbook(project.config, project.today, Options(own_rules=project.own_rules), tools)
    rows = list_rows(judgement.site, judgement.checked.standings, KINDS[kind])
    if options["status"]:
        rows = [each for each in rows if each.get("status") == options["status"]]
    if options["shape"] == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for line in tabulate(rows):
        click.echo(line)


def tabulate(rows: list[dict[str, str]]) -> list[str]:
    """Lay rows out in columns under their names; no lines for no rows."""
    if not rows:
        return []
    cells = [list(rows[0]), *([fold(value) for value in row.values()] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(cells[0]))]
    return [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
