"""`playbook fmt`: the canonical form of every page's front matter; values, comments and prose stay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

import click

from playbook.cli.options import option, project_options
from playbook.cli.project import Project, open_project
from playbook.edit.format import FormatError, format_page
from playbook.edit.migrate import migrate_page
from playbook.formats.inert import fold, neutralise
from playbook.frontmatter import read
from playbook.load_files import scan_files
from playbook.load_page import name_page
from playbook.rewrite import RewriteError, rewrite_files
from playbook.schema.versions import SCHEMA, list_steps
from playbook.words import count

_VERSION = re.compile(r"(?m)^(\s*schema\s*=\s*)\d+")


@dataclass(frozen=True, slots=True)
class Formed:
    """A file: where it lies, its name in reports, what was read and what shall stand there.

    `trouble` says why it is left as it is.
    """

    path: Path
    shown: str
    old: str
    new: str
    trouble: str = ""


@click.command("fmt")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@option("--check", is_flag=True, help="Write nothing; exit 1 when a page is not in canonical form.")
@option(
    "--diff", is_flag=True, help="Write nothing; show what would change, and exit 1 when something would."
)
@project_options
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **options: Any) -> int:
    """Bring the front matter of every page into its canonical form; with FILES, of these.

    Keys in the order of the schema, block style, two blanks a level. No value, comment or word of prose
    changes, and nothing below the front matter. Pages of an older schema version are brought to the
    present one.
    """
    project = open_project(ctx, {**options, "migrates": True})
    formed = list(list_formed(project, list_places(files)))
    if files and not formed:
        words = f"none of these is a page: pages end in .md and lie below {project.config.settings.content}"
        raise click.UsageError(words)
    changed = [each for each in formed if each.new != each.old]
    troubled = [each for each in formed if each.trouble]
    writes = not (options["check"] or options["diff"])
    if writes:
        write(changed)
    for each in changed:
        if options["diff"]:
            show_diff(each)
        else:
            click.echo(fold(each.shown))
    for each in troubled:
        click.echo(fold(each.trouble), err=True)
    say_sum(project, (len(formed), len(changed), len(troubled)), writes=writes)
    return int(bool(troubled) or (bool(changed) and not writes))


def list_places(files: Sequence[str]) -> list[Path]:
    """List the files and folders that are asked for; one that is not there ends with exit code 2."""
    for each in files:
        if not Path(each).exists():
            raise click.UsageError(f"there is no file {each}")
    return [Path(each).resolve() for each in files]


def list_formed(project: Project, places: Sequence[Path]) -> Iterator[Formed]:
    """Yield every page that is asked for, then the configuration where its version changes."""
    config = project.config
    steps = list_steps(config.settings.schema_)
    if steps and places:
        words = f"the pages are written for schema {config.settings.schema_}"
        raise click.UsageError(f"{words}: they are migrated all at once, name no files")
    for name in scan_files(config.content).files:
        path = config.content / name
        if name.endswith(".md") and is_asked(path, places):
            yield form_page(project, path, f"{config.settings.content}/{name}", name)
    if steps:
        new = _VERSION.sub(rf"\g<1>{SCHEMA}", config.text, count=1)
        yield Formed(config.root / config.path, config.path, config.text, new)


def is_asked(path: Path, places: Sequence[Path]) -> bool:
    """Whether a page is one of the files asked for, or lies below one of the folders."""
    return not places or any(path.resolve().is_relative_to(each) for each in places)


def form_page(project: Project, path: Path, shown: str, name: str) -> Formed:
    """Read a page and give it with its canonical form."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return Formed(path, shown, "", "", f"{shown}: cannot be read: {error.strerror}")
    kind, _ = name_page(name)
    document = read(shown, raw)
    old = document.source.text
    if document.faults:
        fault = document.faults[0]
        place = f"{shown}:{fault.span.line}:{fault.span.column}"
        return Formed(path, shown, old, old, f"{place}: {fault.message}; the page stays as it is")
    if steps := list_steps(project.config.settings.schema_):
        document = read(shown, migrate_page(document, kind, steps).encode())
    try:
        return Formed(path, shown, old, format_page(document, kind, project.config.shape))
    except FormatError as error:
        return Formed(path, shown, old, old, str(error))


def write(changed: Sequence[Formed]) -> None:
    """Write all files, or none."""
    try:
        rewrite_files({each.path.resolve(): (each.old.encode(), each.new.encode()) for each in changed})
    except RewriteError as error:
        raise click.UsageError(str(error)) from None


def show_diff(formed: Formed) -> None:
    """Print what changes in a file, as `diff -u` does."""
    old, new = formed.old.splitlines(keepends=True), formed.new.splitlines(keepends=True)
    for line in unified_diff(old, new, formed.shown, formed.shown):
        click.echo(neutralise(line.rstrip()))


def say_sum(project: Project, numbers: tuple[int, int, int], *, writes: bool) -> None:
    """Say how many pages were looked at, and what came of it."""
    all_, changed, troubled = numbers
    verb = "formatted" if writes else "would be formatted"
    left = f", {troubled} cannot be" if troubled else ""
    project.say(f"{count(all_, 'page')}: {changed} {verb}{left}")
