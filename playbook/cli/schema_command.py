"""`playbook schema KIND`: the JSON Schema of a kind of page, or of the configuration."""

import json
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.cli.project import open_project
from playbook.json_schema import describe_config, describe_kind
from playbook.schema.validate import KINDS


@click.command("schema")
@click.argument("kind", type=click.Choice([*KINDS, "config"]))
@project_options
@click.pass_context
def command(ctx: click.Context, /, kind: str, **options: Any) -> None:
    """Print the JSON Schema (2020-12) of a kind of page, or of the configuration file.

    The stages of the company's method and its own fields are part of the initiative's schema.
    """
    project = open_project(ctx, options)
    schema = describe_config() if kind == "config" else describe_kind(kind, project.config.shape)
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
