"""`playbook lsp`: the language server, for an editor that speaks with it on stdin and stdout."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import click

from playbook.cache import ReadOnlyCache
from playbook.cli.dress import locate_project
from playbook.cli.judging import make_options, refuse_unknown
from playbook.cli.options import judging_options, option, project_options
from playbook.cli.project import Project, read_project
from playbook.cli.tools import FOLDER, find_cache
from playbook.config_file import FILES, find_file, name_file
from playbook.diagnostic import Fault
from playbook.executor import Here
from playbook.memo import Tools
from playbook.own_rules import find_own_rules
from playbook.program import find_salt
from playbook.rules import RULES
from playbook.source import Span

EXTRA = ("pygls", "lsprotocol", "attrs", "attr", "cattrs")
"""The modules that the extra `lsp` brings."""


@click.command("lsp")
@project_options
@judging_options
@option(
    "--cache-dir",
    metavar="DIR",
    help=f"Read what was worked out before from DIR (default {FOLDER} in the project's folder).",
)
@option("--no-cache", is_flag=True, help="Work everything out anew.")
@click.option("--stdio", is_flag=True, hidden=True, expose_value=False, help="What it does anyway.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Serve an editor: findings, completion, hover, rename and more while you type.

    The editor starts it, and speaks the Language Server Protocol with it on stdin and stdout. Nothing is
    written to the disk. It ends when the editor does.
    """
    try:
        from playbook.lsp.features import make_server
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        raise click.UsageError("it needs the extra `lsp`: pip install 'playbook[lsp]'") from None
    finder = Finder(ctx, options)
    stdin, stdout = take_streams()
    return make_server(finder).run(stdin, stdout)


def take_streams() -> tuple[BinaryIO, BinaryIO]:
    """Give the streams of the protocol; whatever else writes to stdout is told on stderr from now on."""
    stdout = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, stdout


class Finder:
    """Finds the playbook of a file: the one that the options name, else the nearest with a configuration."""

    def __init__(self, ctx: click.Context, options: Mapping[str, Any]) -> None:
        """Take the options. Raises UsageError where they name nothing that there is."""
        self.ctx, self.options = ctx, dict(options)
        self.own = find_own_rules()
        refuse_unknown((*RULES, *self.own.rules), self.options)
        before: Mapping[str, Any] = ctx.obj or {}
        is_named = any(options.get(each) or before.get(each) for each in ("directory", "config"))
        self.place = locate_project(ctx, options) if is_named else None

    def find(self, path: Path) -> Path | None:
        """Give the folder of the playbook that a file or folder belongs to; None where it belongs to none."""
        if self.place:
            root = self.place[0].resolve()
            return root if path.is_relative_to(root) else None
        return next((each for each in (path, *path.parents) if each.is_dir() and find_file(each)), None)

    def open(self, root: Path) -> Any:
        """Give what a playbook is judged by: nothing is kept on the disk."""
        from playbook.lsp.project import Opened

        place = find_cache(root, self.options)
        cache = None if self.options.get("no_cache") else ReadOnlyCache(place, find_salt())
        return Opened(root, lambda: self.ask(root), Tools(Here(), cache))

    def ask(self, root: Path) -> Any:
        """Read the configuration of a project; the faults where it cannot be used."""
        from playbook.lsp.project import Brief

        file = self.place[1] if self.place else None
        try:
            project = read_project(self.ctx, self.options, (root, file), self.own)
            if not isinstance(project, Project):
                return project
            return Brief(project.config, project.today, make_options(project, self.options))
        except click.ClickException as error:
            path = file or find_file(root) or root / FILES[0]
            return (Fault("configuration", Span(name_file(path, root)), error.format_message()),)
