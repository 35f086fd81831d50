"""`playbook reading add METRIC VALUE`: append a reading to the metric's CSV."""

from pathlib import Path
from typing import Any

import click

from playbook.check import Options
from playbook.cli.clock import parse_day
from playbook.cli.completing import complete_ids
from playbook.cli.options import option, project_options
from playbook.cli.project import Project, open_project
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.pipeline import judge_playbook
from playbook.readings import append_reading
from playbook.schema.scalar import RefusedError, explain, read_number
from playbook.words import suggest


@click.group("reading", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Add a reading to a metric's CSV."""


@command.command("add", context_settings={"ignore_unknown_options": True})
@click.argument("metric", shell_complete=complete_ids("metric"))
@click.argument("value")
@option(
    "--date", "day", metavar="DATE", envvar="PLAYBOOK_DATE", help="The day of the reading (default: today)."
)
@option("--note", default="", help="A word on it.")
@project_options
@click.pass_context
def add(ctx: click.Context, /, metric: str, value: str, **options: Any) -> None:
    """Append a VALUE of METRIC; a day that has one already is refused."""
    project = open_project(ctx, options)
    site = judge_playbook(project.config, project.today, Options()).site
    page = find_metric(site, metric)
    day = _read_day(project, options["day"])
    try:
        number = read_number(value)
    except RefusedError as error:
        raise click.UsageError(": ".join(explain(error))) from None
    if any(each.date.isoformat() == day for each in page.readings):
        raise click.UsageError(f"{metric} has a reading of {day} already: edit it in {page.readings_path}")
    path = project.config.root / (page.readings_path or page.path.removesuffix(".md") + ".csv")
    _write(path, day, str(number), options["note"])
    click.echo(f"{page.title}: {number} on {day}, in {path.relative_to(project.config.root).as_posix()}")


def find_metric(site: Site, name: str) -> Page:
    """Find a metric by its id; an unknown one ends with exit code 2 and the nearest id."""
    page = site.find("metric", name)
    if page is None:
        known = [each.id for each in site.list_kind("metric")]
        raise click.UsageError(f"no metric has the id `{name}`: {suggest(name, known)}")
    return page


def _read_day(project: Project, text: str | None) -> str:
    try:
        day = parse_day(text, "--date") if text else project.today
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if day > project.today:
        raise click.UsageError(f"{day} is after today, {project.today}: a reading is of a day that has come")
    return day.isoformat()


def _write(path: Path, day: str, value: str, note: str) -> None:
    try:
        old = path.read_bytes() if path.exists() else b""
        path.write_bytes(append_reading(old, (day, value, note)))
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
