"""`playbook new KIND`: write a page that the checker understands and that says what to fill in.

At a terminal, what is required and was not given is asked for, and nothing else.
"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from playbook.check import Options
from playbook.cli.clock import parse_day
from playbook.cli.completing import complete_ids
from playbook.cli.options import option, project_options
from playbook.cli.project import Project, open_project
from playbook.cli.question import AskingCommand, ask_day, ask_one, ask_text, settle
from playbook.compose import ComposeError, NewReview, add_review, compose_initiative, compose_page
from playbook.frontmatter import read
from playbook.model.page import FOLDERS
from playbook.model.site import Site
from playbook.pipeline import judge_playbook
from playbook.words import count, join, slugify, suggest

FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}
TITLES = {
    "initiative": "What will be different, in a few words (title)",
    "metric": "What is measured (title)",
    "person": "First and last name (name)",
    "department": "What the department is called (title)",
}
DIRECTIONS = {"down": "less is better", "up": "more is better", "hold": "it shall stay where it is"}
MEASURES = {
    "outcome": "what the change is for",
    "adoption": "how many work the new way",
    "activity": "what is done for it",
    "guardrail": "what must not suffer",
}


@click.group("new", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Write a page that says what to fill in: an initiative, metric, person, department or review."""


def load_site(project: Project) -> Site:
    """Load the playbook, to know its ids."""
    return judge_playbook(project.config, project.today, Options()).site


def write_page(project: Project, site: Site, key: tuple[str, str], text: str) -> None:
    """Write a new page of a kind and an id; an id that is taken or empty ends with exit code 2."""
    kind, page_id = key
    if not page_id:
        raise click.UsageError("the title gives no id: give one with --id")
    taken = site.find(kind, page_id)
    path = project.config.content / FOLDER_OF[kind] / f"{page_id}.md"
    if taken or path.exists():
        where = taken.path if taken else path
        raise click.UsageError(f"the {kind} `{page_id}` exists already ({where}): give another --id")
    _save(path, text)
    click.echo(path.relative_to(project.config.root).as_posix())


def _save(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None


def find_known(site: Site, kind: str, name: str | None, option_name: str) -> str:
    """Give a named id back when a page bears it; else end with exit code 2 and the nearest one."""
    if name and site.find(kind, name) is None:
        known = [each.id for each in site.list_kind(kind)]
        raise click.UsageError(f"{option_name}: no {kind} has the id `{name}`: {suggest(name, known)}")
    return name or ""


def settle_title(ctx: click.Context, site: Site, kind: str) -> str:
    """Give the title of a new page; a terminal is asked until it gives an id that is free."""

    def check(title: str) -> None:
        page_id = slugify(title)
        if not page_id:
            raise click.UsageError("it has neither a letter nor a digit")
        if site.find(kind, page_id):
            raise click.UsageError(f"the {kind} `{page_id}` exists already: give it another name")

    return settle(ctx, "name" if kind == "person" else "title", partial(ask_text, TITLES[kind], check))


def list_people(site: Site, today: date) -> dict[str, str]:
    """Map each person who has not left to the name and the role."""
    here = [each for each in site.list_kind("person") if not site.has_left(each.id, today)]
    return {each.id: ", ".join(filter(None, (each.data.name, each.data.role))) for each in here}


@command.command("initiative", cls=AskingCommand)
@click.argument("title")
@option("--owner", metavar="PERSON", help="The id of the accountable person.")
@option("--id", "page_id", metavar="ID", help="The file's stem (default: from the title).")
@project_options
@click.pass_context
def new_initiative(ctx: click.Context, /, **options: Any) -> None:
    """Write a draft of an initiative called TITLE."""
    project = open_project(ctx, options)
    site = load_site(project)
    title = settle_title(ctx, site, "initiative")
    people = list_people(site, project.today)
    ask = partial(ask_one, "Who is accountable for it (owner)?", people)
    owner = find_known(site, "person", settle(ctx, "owner", ask) if people else options["owner"], "--owner")
    page_id = slugify(options["page_id"] or title)
    write_page(project, site, ("initiative", page_id), compose_initiative(title, owner, project.today))
    if not owner:
        project.say("   name its owner: a draft needs a title, a status and an owner")
    if not people:
        project.say('   nobody is known yet: playbook new person "First Last"')
    project.say("   next: fill it in; playbook check says what is missing, and where")


@command.command("metric", cls=AskingCommand)
@click.argument("title")
@option("--unit", default="count", help="What a value counts: days, %, €, count, …")
@option("--direction", type=click.Choice(list(DIRECTIONS)), default="up", help="Which way is good.")
@option(
    "--kind",
    "measures",
    type=click.Choice(list(MEASURES)),
    default="outcome",
    help="What it measures.",
)
@option("--collector", metavar="PERSON", help="Who reads it.")
@option("--id", "page_id", metavar="ID", help="The file's stem (default: from the title).")
@project_options
@click.pass_context
def new_metric(ctx: click.Context, /, **options: Any) -> None:
    """Write a metric called TITLE."""
    project = open_project(ctx, options)
    site = load_site(project)
    title = settle_title(ctx, site, "metric")
    values = {
        "title": title,
        "unit": settle(ctx, "unit", partial(ask_text, "What a value counts: days, %, €, count, … (unit)")),
        "direction": settle(ctx, "direction", partial(ask_one, "Which way is good (direction)?", DIRECTIONS)),
        "kind": settle(ctx, "measures", partial(ask_one, "What does it measure (kind)?", MEASURES)),
        "collector": find_known(site, "person", options["collector"], "--collector"),
        "cadence": "monthly",
    }
    write_page(
        project, site, ("metric", slugify(options["page_id"] or title)), compose_page("metric", values)
    )
    left = ["`definition`", "`source`", *([] if values["collector"] else ["`collector`"])]
    project.say(f"   next: add its keys {join(left)}; playbook check says why")


@command.command("person", cls=AskingCommand)
@click.argument("name")
@option("--role", help="What the person does.")
@option("--department", metavar="DEPARTMENT", help="The id of the department.")
@option("--id", "page_id", metavar="ID", help="The file's stem (default: from the name).")
@project_options
@click.pass_context
def new_person(ctx: click.Context, /, **options: Any) -> None:
    """Write a page for a person called NAME."""
    project = open_project(ctx, options)
    site = load_site(project)
    name = settle_title(ctx, site, "person")
    department = find_known(site, "department", options["department"], "--department")
    values = {"name": name, "role": options["role"], "department": department}
    write_page(project, site, ("person", slugify(options["page_id"] or name)), compose_page("person", values))


@command.command("department", cls=AskingCommand)
@click.argument("title")
@option("--head", metavar="PERSON", help="The id of the person who heads it.")
@option("--id", "page_id", metavar="ID", help="The file's stem (default: from the title).")
@project_options
@click.pass_context
def new_department(ctx: click.Context, /, **options: Any) -> None:
    """Write a page for a department called TITLE."""
    project = open_project(ctx, options)
    site = load_site(project)
    title = settle_title(ctx, site, "department")
    values = {"title": title, "head": find_known(site, "person", options["head"], "--head")}
    write_page(
        project,
        site,
        ("department", slugify(options["page_id"] or title)),
        compose_page("department", values),
    )


@command.command("review", cls=AskingCommand)
@click.argument("initiative", shell_complete=complete_ids("initiative"))
@click.argument("stage")
@option("--due", required=True, metavar="DATE", help="The day of the review.")
@option("--by", required=True, metavar="PERSON", help="The id of the reviewer.")
@project_options
@click.pass_context
def new_review(ctx: click.Context, /, **options: Any) -> None:
    """Add a follow-through review to a STAGE of an INITIATIVE; the rest of the page stays as it is."""
    project = open_project(ctx, options)
    site = load_site(project)
    plans = {each.id: each.plan.title for each in site.initiatives}
    initiative = settle(ctx, "initiative", partial(ask_one, "Which initiative?", plans))
    find_known(site, "initiative", initiative, "INITIATIVE")
    page = site.pages[f"initiative/{initiative}"]
    path = project.config.root / page.path
    stages = {name: count(len(each.reviews), "review") for name, each in (page.plan.stages or {}).items()}
    if not stages:
        raise click.UsageError(f"{page.path} has no stages yet: add them under `stages:` first")
    stage = settle(ctx, "stage", partial(ask_one, "Which stage?", stages))
    due = settle(ctx, "due", partial(ask_day, "When does somebody look (due)", "the day"))
    ask = partial(ask_one, "Who looks (by)?", list_people(site, project.today))
    by = find_known(site, "person", settle(ctx, "by", ask), "--by")
    try:
        review = NewReview(stage, parse_day(due, "--due"), by)
        text = add_review(read(page.path, path.read_bytes()), review)
    except (ComposeError, ValueError) as error:
        raise click.UsageError(str(error)) from None
    _save(path, text)
    click.echo(page.path)
