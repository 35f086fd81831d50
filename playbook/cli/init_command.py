"""`playbook init DIR`: a small playbook that builds at once."""

from pathlib import Path
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.cli.project import settle_today
from playbook.compose import list_starter
from playbook.config import Config
from playbook.words import count


@click.command("init")
@click.argument("target", default=".", metavar="[DIR]")
@project_options
@click.pass_context
def command(ctx: click.Context, /, target: str, **options: Any) -> None:
    """Make a first playbook in DIR (default: here). A file that exists is never overwritten."""
    folder = Path(options["directory"] or ctx.obj["directory"] or ".") / target
    today = settle_today(options["today"], Config(folder)).day
    starter = list_starter(today)
    taken = [name for name in starter if (folder / name).exists()]
    if taken:
        raise click.UsageError(f"{folder / taken[0]} exists already: choose an empty folder")
    try:
        for name, text in starter.items():
            _write(folder / name, text)
    except OSError as error:
        raise click.UsageError(f"{folder} cannot be written: {error.strerror}") from None
    where = "" if folder == Path() else f" -C {folder.as_posix()}"
    click.echo(f"made a playbook of {count(len(starter), 'file')} in {folder}", err=True)
    click.echo(f"   next: playbook{where} build", err=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
