"""`playbook schema KIND`: the JSON Schema of a kind of page, of the configuration, of a copy."""

import json
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.cli.project import open_project
from playbook.exports.due_json import describe_due
from playbook.exports.schema import describe_site
from playbook.json_schema import describe_config, describe_kind
from playbook.schema.shape import Shape
from playbook.schema.validate import KINDS


@click.command("schema")
@click.argument("kind", type=click.Choice([*KINDS, "config", "site", "due"]))
@project_options
@click.pass_context
def command(ctx: click.Context, /, kind: str, **options: Any) -> None:
    """Print the JSON Schema (2020-12) of a kind of page, of the configuration file, or of a machine copy.

    The stages of the company's method and its own fields are part of the initiative's schema.
    """
    project = open_project(ctx, options)
    click.echo(json.dumps(describe(kind, project.config.shape), indent=2, ensure_ascii=False))


def describe(kind: str, shape: Shape) -> dict[str, Any]:
    """Describe what is asked for."""
    others = {"config": describe_config, "site": lambda: describe_site(shape), "due": describe_due}
    return others[kind]() if kind in others else describe_kind(kind, shape)
