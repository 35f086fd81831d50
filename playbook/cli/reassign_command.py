"""`playbook reassign FROM TO`: hand over everything that one person has to another."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize

import click

from playbook.cli.completing import complete_ids
from playbook.cli.new_command import load_site
from playbook.cli.options import option, project_options, shape_option
from playbook.cli.project import Project, open_project
from playbook.formats.inert import fold
from playbook.load_files import scan_files
from playbook.model.page import FOLDERS
from playbook.model.site import Site
from playbook.page_file import EXPORTS
from playbook.reassign import Asked, Rewritten, rewrite_page, rewrite_rows
from playbook.rewrite import RewriteError, rewrite_files
from playbook.words import count, suggest


@dataclass(frozen=True, slots=True)
class Handed:
    """A file in which something is handed over: its name in reports, its bytes, and what becomes of it."""

    path: Path
    shown: str
    raw: bytes
    made: Rewritten


@click.command("reassign")
@click.argument("person", metavar="FROM", shell_complete=complete_ids("person"))
@click.argument("to", shell_complete=complete_ids("person"))
@option("--open-only", is_flag=True, help="Only what is not done, held or closed; stopped plans stay.")
@option("--dry-run", is_flag=True, help="Say what would be handed over, and write nothing.")
@shape_option("Write lines or JSON.")
@project_options
@click.pass_context
def command(ctx: click.Context, /, person: str, to: str, **options: Any) -> None:
    """Hand over what a person has (FROM) to another one (TO), in all files or in none.

    What somebody said, decided, held or answered is history and stays.
    """
    project = open_project(ctx, options)
    site = load_site(project)
    person, to = normalize("NFC", person), normalize("NFC", to)
    refuse_unknown(site, project, (person, to))
    asked = Asked(person, to, bool(options["open_only"]))
    handed = [each for each in list_handed(project, asked) if each.made.changes or each.made.conflicts]
    refuse_conflicts(handed)
    if not handed and site.find("person", person) is None:
        known = [each.id for each in site.list_kind("person")]
        raise click.UsageError(f"nobody has the id `{person}`: {suggest(person, known)}")
    if not options["dry_run"]:
        write(handed)
    head = {"from": person, "to": to, "written": not options["dry_run"]}
    rows = list_rows(site, handed)
    if options["shape"] == "json":
        click.echo(json.dumps({**head, "changes": rows}, indent=2, ensure_ascii=False))
        return
    for row in rows:
        about = f" ({row['page']})" if row["page"] else ""
        click.echo(fold(f"{row['path']}:{row['line']}: {row['as']}: {row['item']}{about}"))
    verb = "handed over" if head["written"] else "would be handed over"
    places = f"{count(len(rows), 'place')} in {count(len(handed), 'file')}" if rows else "nothing"
    project.say(f"{places} {verb} from {fold(person)} to {fold(to)}")


def refuse_unknown(site: Site, project: Project, asked: tuple[str, str]) -> None:
    """End with exit code 2 where nobody is there to take over."""
    person, to = asked
    if person == to:
        raise click.UsageError("both are the same person")
    if site.find("person", to) is None:
        known = [each.id for each in site.list_kind("person")]
        raise click.UsageError(f"TO: nobody has the id `{to}`: {suggest(to, known)}")
    if site.has_left(to, project.today):
        raise click.UsageError(f"TO: `{to}` has left: name somebody who is here")


def list_handed(project: Project, asked: Asked) -> Iterator[Handed]:
    """Yield every file that may name a person, with what becomes of it."""
    content = project.config.content
    for name in scan_files(content).files:
        kind = FOLDERS.get(name.partition("/")[0], "") if name.endswith(".md") else EXPORTS.get(name, "")
        if not kind:
            continue
        path, shown = content / name, f"{project.config.settings.content}/{name}"
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
        rewrite = rewrite_page if name.endswith(".md") else rewrite_rows
        yield Handed(path.resolve(), shown, raw, rewrite(shown, kind, raw, asked))


def refuse_conflicts(handed: list[Handed]) -> None:
    """End with exit code 2 where something speaks against it, with all of that: nothing is written then."""
    conflicts = [each for one in handed for each in one.made.conflicts]
    if not conflicts:
        return
    click.echo("error: nothing was handed over:", err=True)
    for each in conflicts:
        click.echo(f"   {fold(each)}", err=True)
    click.echo("   change these places by hand, then hand over the rest", err=True)
    raise click.exceptions.Exit(2)


def write(handed: list[Handed]) -> None:
    """Write all files, or none."""
    try:
        rewrite_files({each.path: (each.raw, each.made.raw) for each in handed})
    except RewriteError as error:
        raise click.UsageError(str(error)) from None


def list_rows(site: Site, handed: list[Handed]) -> list[dict[str, Any]]:
    """List what is handed over: file, line, key, as what, and the title of the page."""
    titles = {each.path: each.title for each in site.pages.values() if each.path.endswith(".md")}
    return [
        {
            "path": one.shown,
            "line": each.span.line,
            "page": titles.get(one.shown, ""),
            "item": each.item,
            "as": each.title,
        }
        for one in handed
        for each in one.made.changes
    ]
