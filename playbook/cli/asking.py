"""What a command that goes on asks for at every turn: the configuration as it is now, today, the options.

In: the options as click read them. Out: `Asking`, called at every turn, and a watcher of what it reads. A
configuration that cannot be used is told and waited for; wrong usage ends the command before it begins.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from playbook.cli.dress import locate_project
from playbook.cli.judging import find_baseline, make_options, refuse_unknown
from playbook.cli.project import Project, read_project, settle_today
from playbook.config_file import FILES
from playbook.own_rules import find_own_rules
from playbook.rules import RULES
from playbook.serve.build import Asked, Refused
from playbook.serve.message import Message, Trouble
from playbook.serve.places import refuse
from playbook.serve.scan import Places
from playbook.serve.watch import Watcher

POLLED = 0.3
"""Seconds between two looks where nothing hints."""


class Asking:
    """Reads the project anew; `project` is the last that could be read."""

    def __init__(self, ctx: click.Context, options: Mapping[str, Any]) -> None:
        """Find the project's folder. Raises UsageError where the options name nothing that there is."""
        self.ctx, self.options = ctx, dict(options)
        self.place = locate_project(ctx, options)
        self.own = find_own_rules()
        refuse_unknown((*RULES, *self.own.rules), self.options)
        self.project: Project | None = None

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.place[0]

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that say what the configuration is."""
        root, file = self.place
        return (*(root / name for name in FILES), *((file,) if file else ()))

    def __call__(self) -> Asked | Refused:
        """Read the configuration and settle today."""
        files = self.files
        try:
            project = read_project(self.ctx, self.options, self.place, self.own)
            if not isinstance(project, Project):
                return refuse(project, self.root, files)
            baseline = find_baseline(project, self.options)
            files = (*files, baseline) if baseline else files
            asked = Asked(project.config, project.today, make_options(project, self.options), files)
        except click.ClickException as error:
            trouble = Trouble(error.format_message())
            return Refused(
                Message("The configuration cannot be used", (trouble,), kind="configuration"), files
            )
        self.project = project
        return asked

    def find_day(self, asked: Asked) -> date:
        """Say which day it is now."""
        return settle_today(self.options.get("today"), asked.config).day

    def make_watcher(self, *, is_polling: bool) -> Watcher:
        """Watch the configuration's files; the loop adds what it names."""
        places = Places(files=self.files)
        if is_polling:
            return Watcher(places, period=POLLED)
        from playbook.serve.hints import Hints

        return Watcher(places, Hints)
