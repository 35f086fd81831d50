"""`playbook ci SYSTEM`: a working file for a build server, or for pre-commit."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import click

from playbook.ci_files import SYSTEMS, CiFileError, Project, compose_ci
from playbook.cli.export_command import print_out
from playbook.cli.options import option, project_options
from playbook.cli.project import open_project
from playbook.config import Config, find_version


@click.command("ci")
@click.argument("system", type=click.Choice(list(SYSTEMS)))
@option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to this file instead of the one that the system reads; - is stdout.",
)
@option("--force", is_flag=True, help="Write over a file that is there.")
@option(
    "--package",
    metavar="REQUIREMENT",
    help="What is installed: a name with its version, or an address, as pip takes it.",
)
@project_options
@click.pass_context
def command(ctx: click.Context, /, system: str, **options: Any) -> None:
    """Write a file that checks, previews, publishes and reminds on a SYSTEM. It is yours from then on.

    A file that is there is never overwritten without --force.
    """
    project = open_project(ctx, options)
    try:
        text = compose_ci(system, describe(project.config, project.style.prefix, options["package"] or ""))
    except CiFileError as error:
        raise click.UsageError(str(error)) from None
    if options["output"] == "-":
        print_out(text.encode())
        return
    root = find_top(project.root, project.style.prefix)
    path = Path(options["output"]) if options["output"] else root / SYSTEMS[system].path
    if os.path.lexists(path) and not options["force"]:
        words = f"{os.path.relpath(path)} exists already: take what you need from `playbook ci {system} -o -`"
        raise click.UsageError(f"{words}, or write over it with --force")
    write_whole(path, text)
    project.say(f"wrote {os.path.relpath(path)}")
    project.say(f"   next: {SYSTEMS[system].next}")


def describe(config: Config, prefix: str, package: str) -> Project:
    """Say what the file must know; the package is this playbook or a newer one, unless another is named."""
    version, settings = find_version(), config.settings
    return Project(
        folder=prefix or ".",
        content=settings.content,
        output=settings.output,
        preview=settings.preview,
        branch=settings.site.branch,
        package=package or f"playbook>={version}",
        version=version,
    )


def find_top(root: Path, prefix: str) -> Path:
    """Give the repository's root, of a project that lies in it at `prefix`."""
    here = root.resolve()
    return here.parents[len(Path(prefix).parts) - 1] if prefix else here


def write_whole(path: Path, text: str) -> None:
    """Write a file wholly or not at all; one that cannot be written ends with exit code 2."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(text.encode())
        beside = Path(file.name)
        try:
            beside.chmod(0o644)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}") from None
