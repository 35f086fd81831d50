"""`playbook snippets`: what an editor writes at a few letters, from the same schema as the check."""

import json
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.cli.project import open_project
from playbook.snippets import compose_snippets


@click.command("snippets")
@project_options
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Print snippets for an editor, in VS Code's form: a plan, a stage, a review, a milestone, a risk, …

    The stages are those of the company's method; days are counted from today.
    """
    project = open_project(ctx, options)
    found = compose_snippets(project.config.shape, project.today)
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
