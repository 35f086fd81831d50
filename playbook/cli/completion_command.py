"""`playbook completion SHELL`: what lets a shell complete commands, options, rules and ids."""

from typing import Any

import click
from click.shell_completion import get_completion_class

from playbook.cli.options import project_options

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_PLAYBOOK_COMPLETE"
"""By what a shell asks playbook for words; click's own name for it."""


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@project_options
@click.pass_context
def command(ctx: click.Context, /, shell: str, **_options: Any) -> None:
    """Print what lets a shell complete commands, options, rules and the ids of pages.

    Put  eval "$(playbook completion bash)"  into ~/.bashrc, the same with zsh into ~/.zshrc; for fish write
    it to ~/.config/fish/completions/playbook.fish
    """
    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(ctx.find_root().command, {}, "playbook", VARIABLE).source())
