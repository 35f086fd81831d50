"""`playbook export FORMAT`: one machine copy of the playbook, without building the site."""

from pathlib import Path
from typing import Any

import click

from playbook.check import Options
from playbook.cli.options import option, project_options, rev_option
from playbook.cli.project import Project, open_project
from playbook.cli.report import silence_output
from playbook.cli.show_command import find_page
from playbook.cli.tools import open_meter, tool_options
from playbook.cli.workers import open_tools
from playbook.exports import EXPORTS
from playbook.exports.codeowners import write_codeowners
from playbook.exports.document import TABLES
from playbook.formats.inert import fold
from playbook.memo import Tools
from playbook.pipeline import judge_playbook
from playbook.publish import Output
from playbook.view import Facts, Index, make_index
from playbook.view.feed import TABLES as FOLDER
from playbook.view.feed import name_calendar, name_copy
from playbook.words import suggest

SEVERAL = frozenset({"csv", "markdown"})
"""The formats of which no file speaks for the whole site."""

OWNERS = "codeowners"
"""What is for the repository alone: it holds addresses of persons."""

PICKED = {"csv": "--table NAME", "markdown": "--page PAGE"}


@click.command("export")
@click.argument("format", type=click.Choice([*EXPORTS, OWNERS]))
@option(
    "-o",
    "--output",
    metavar="PATH",
    default="-",
    help="Write to this file, or all files of the format into this folder; - is stdout.",
)
@option("--table", metavar="NAME", help="Only this table (csv).")
@option("--page", metavar="PAGE", help="Only this page: a person or department (ics), any page (markdown).")
@project_options
@rev_option
@tool_options
@click.pass_context
def command(ctx: click.Context, /, format: str, **options: Any) -> None:  # noqa: A002  # what it is called
    """Write a machine copy in a FORMAT: the same bytes as in the published site.

    What the check found is part of the copies and changes no exit code.
    """
    project = open_project(ctx, options)
    meter = open_meter(ctx, options)
    index = look_up(project, open_tools(project.config, options, meter))
    meter.begin("copies")
    outputs = list(EXPORTS[format](index)) if format in EXPORTS else [make_owners(project, index)]
    meter.stop()
    if not outputs:
        raise click.UsageError("a sitemap holds whole addresses: say in [site] url where the site lies")
    picked = pick(index, format, outputs, options)
    if options["output"] == "-":
        if picked is None:
            raise click.UsageError(f"{format} has many files: add {PICKED[format]}, or -o FOLDER for all")
        print_out(picked.body)
        return
    target = Path(options["output"])
    named = options["table"] or options["page"]
    if picked is None or (not named and (target.is_dir() or options["output"].endswith("/"))):
        write_files(project, {target / each.path: each.body for each in outputs})
    else:
        write_files(project, {target / Path(picked.path).name if target.is_dir() else target: picked.body})


def make_owners(project: Project, index: Index) -> Output:
    """Make CODEOWNERS; who is not in it is named on stderr."""
    made = write_codeowners(index, project.style.prefix)
    for each in made.missing:
        click.echo(f"not in it: {fold(each)}", err=True)
    return Output("CODEOWNERS", made.text.encode())


def look_up(project: Project, tools: Tools) -> Index:
    """Check the playbook and look it up, as a build does."""
    judgement = judge_playbook(project.config, project.today, Options(own_rules=project.own_rules), tools)
    return make_index(
        Facts(
            judgement.site, judgement.store, judgement.checked, judgement.today, own_rules=project.own_rules
        )
    )


def pick(index: Index, format_: str, outputs: list[Output], options: dict[str, Any]) -> Output | None:
    """Pick the output that is asked for, else the one for the whole site; None where there is none."""
    path = find_path(index, format_, options["table"], options["page"])
    if not path:
        return None if format_ in SEVERAL else outputs[0]
    found = next((each for each in outputs if each.path == path), None)
    if found is None:
        raise click.UsageError(f"`{options['page']}` has no calendar: name a person or a department")
    return found


def find_path(index: Index, format_: str, table: str | None, page: str | None) -> str:
    """Give the path of the table or page that is asked for; "" when none is."""
    if table and format_ != "csv":
        raise click.UsageError("--table belongs to csv")
    if page and format_ not in ("ics", "markdown"):
        raise click.UsageError("--page belongs to ics and markdown")
    if table and table not in TABLES:
        raise click.UsageError(f"there is no table `{table}`: {suggest(table, TABLES, limit=30)}")
    if table:
        return f"{FOLDER}/{table}.csv"
    url = find_page(index.site, page).url if page else ""
    return (name_calendar(url) if format_ == "ics" else name_copy(url)) if url else ""


def print_out(body: bytes) -> None:
    """Write the result as it is; a reader who has closed the pipe is none of our business."""
    try:
        click.echo(body, nl=False)
    except BrokenPipeError:
        silence_output()
    except OSError as error:
        silence_output()
        raise click.ClickException(f"the output cannot be written: {error.strerror}") from None


def write_files(project: Project, bodies: dict[Path, bytes]) -> None:
    """Write files; one that cannot be written is exit code 2."""
    for path, body in bodies.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        except OSError as error:
            raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
    total = sum(map(len, bodies.values()))
    project.say(f"wrote {len(bodies)} {'file' if len(bodies) == 1 else 'files'}, {total:,} bytes")
