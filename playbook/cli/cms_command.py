"""`playbook cms`: the configuration of Decap CMS for this playbook, or a folder with all that it needs."""

from pathlib import Path
from typing import Any

import click

from playbook.check import Options
from playbook.cli.options import option, project_options
from playbook.cli.project import Project, open_project
from playbook.cms.carried import list_hosted
from playbook.cms.configuration import store_elsewhere, write_configuration
from playbook.pipeline import judge_playbook

BACKENDS = ("git-gateway", "github", "gitlab", "gitea", "bitbucket")
NEEDS_REPO = frozenset(BACKENDS[1:])


@click.command("cms")
@option(
    "--backend",
    type=click.Choice(BACKENDS),
    default=BACKENDS[0],
    show_default=True,
    help="Who stores the pages: Decap's name for it.",
)
@option("--repo", metavar="OWNER/NAME", help="The repository of the pages, as the backend calls it.")
@option("--branch", default="main", show_default=True, help="The branch that is changed.")
@option(
    "--base-url", metavar="URL", help="The server that a backend signs in at, where it is not the usual one."
)
@option("--into", metavar="DIR", help="Write a folder to put on a server, instead of the text alone.")
@project_options
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Print the configuration of Decap CMS: forms in the browser for this playbook's pages.

    For forms on this machine nothing is needed: playbook serve --edit.
    """
    project = open_project(ctx, options)
    if options["backend"] in NEEDS_REPO and not options["repo"]:
        raise click.UsageError(f"the backend {options['backend']} needs --repo OWNER/NAME")
    text = write(project, options)
    if options["into"] is None:
        click.echo(text, nl=False)
        return
    folder = Path(options["into"])
    try:
        save(folder, text)
    except OSError as error:
        raise click.UsageError(f"{error.filename} cannot be written: {error.strerror}") from None
    click.echo(folder.as_posix())


def write(project: Project, options: dict[str, Any]) -> str:
    """Write the configuration for a backend."""
    site = judge_playbook(project.config, project.today, Options(own_rules=project.own_rules)).site
    asked = {"repo": options["repo"], "branch": options["branch"], "base_url": options["base_url"]}
    backend = {"name": options["backend"], **{key: each for key, each in asked.items() if each}}
    return write_configuration(site, store_elsewhere(site, backend))


def save(folder: Path, text: str) -> None:
    """Write the folder's files; others in it stay. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in list_hosted(text).items():
        (folder / name).write_bytes(body)
