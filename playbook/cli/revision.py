"""A revision, opened as a project: what `--rev`, `--since` and `diff` have in common.

In: the options as click read them, a word for a revision. Out: `Project`, read from a folder apart that goes
when the command ends. A revision that cannot be read ends the command with exit code 2.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from playbook.cli.dress import locate_project
from playbook.cli.project import Project, read_project
from playbook.cli.project import refuse as refuse_config
from playbook.config import Origin
from playbook.formats.inert import fold
from playbook.history.git import open_repository
from playbook.history.tree import PARTED, find_commit
from playbook.own_rules import find_own_rules
from playbook.revision import Revision, RevisionError, write_revision

SHORT = 8
"""How many digits of a commit are shown."""


def open_revision(ctx: click.Context, options: Mapping[str, Any], word: str) -> Project:
    """Read a revision of a project, with its own configuration, and say on stderr which commit it is."""
    root, file = locate_project(ctx, options)
    folder = Path(ctx.with_resource(TemporaryDirectory(prefix="playbook-", ignore_cleanup_errors=True)))
    revision = _write(root, word, (folder, file.name if file else ""))
    place = (folder, folder / file.name if file else None)
    project = read_project(ctx, options, place, find_own_rules(), origin=Origin(root, revision.commit))
    if not isinstance(project, Project):
        click.echo(f"the configuration as of {fold(word)} cannot be used:", err=True)
        refuse_config(project)
    project.say(f"as of {fold(word)}, commit {revision.commit[:SHORT]}")
    for each in revision.left_out:
        project.say(f"   left out, since it is too large: {fold(each)}")
    return project


def open_base(ctx: click.Context, options: Mapping[str, Any], word: str, now: Project) -> Project:
    """Read the revision with which a project is compared; say where that one lacks a part of it."""
    base = open_revision(ctx, {**options, "quiet": True}, word)
    repository = open_repository(base.config.home)
    if repository and base.config.origin:
        head = now.config.origin.commit if now.config.origin else "HEAD"
        own = base.config.origin.commit
        if find_commit(repository, f"{own}{PARTED}{head}") != own:
            now.say(
                f"{fold(word)} has commits that are not in what it is compared with: what they changed shows"
            )
            now.say(f"   as taken back; {fold(word)}{PARTED} compares with where the two parted")
    return base


def split_range(base: str, head: str | None) -> tuple[str, str | None]:
    """Read "A...B" as git does: from where the two parted, to B."""
    left, dots, right = base.partition(PARTED)
    if not dots:
        return base, head
    return f"{left}{dots}{head or right}", head or right or None


def _write(root: Path, word: str, to: tuple[Path, str]) -> Revision:
    """Write a revision to a folder, with the name of its configuration; exit code 2 where that fails."""
    try:
        return write_revision(root, word, *to)
    except RevisionError as error:
        click.echo(f"error: {fold(error.message)}", err=True)
        if error.help:
            click.echo(f"   {fold(error.help)}", err=True)
        raise click.exceptions.Exit(2) from None
