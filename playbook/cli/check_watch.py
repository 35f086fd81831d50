"""`playbook check --watch`: the report anew on every save, for those who live in the terminal.

In: the options of `check`. Out: at every turn the report, as `check` prints it, and a line that says what
had changed and how long it took. It ends by a signal.
"""

from typing import Any

import click

from playbook.check import Checked
from playbook.cli.asking import Asking
from playbook.cli.report import decide, judge_baseline, print_report, write_reports
from playbook.cli.tell_turn import say_changes, say_time
from playbook.cli.workers import open_executor, open_tools
from playbook.executor import Executor
from playbook.judgement import judge_playbook
from playbook.memo import Tools
from playbook.serve.build import Asked, Refused
from playbook.serve.explain import explain
from playbook.serve.loop import Loop, Turn
from playbook.serve.message import Message, list_lines


def watch_check(ctx: click.Context, options: dict[str, Any]) -> None:
    """Check at every change, until a signal comes."""
    asking = Asking(ctx, options)
    executor = open_executor(options)
    watcher = asking.make_watcher(is_polling=bool(options["poll"]))
    try:
        Loop(asking, watcher, Checking(asking, executor), asking.find_day).run()
    finally:
        watcher.close()


class Checking:
    """The work of `check --watch`."""

    def __init__(self, asking: Asking, executor: Executor) -> None:
        """Take what is asked for, and what does the work."""
        self.asking = asking
        self.executor = executor
        self.is_first = True
        self._tools: Tools | None = None

    def make(self, asked: Asked | Refused) -> Checked | Message:
        """Check; whatever goes wrong becomes a message."""
        if isinstance(asked, Refused):
            return asked.message
        try:
            self._tools = self._tools or open_tools(asked.config, self.asking.options, executor=self.executor)
            return judge_playbook(asked.config, asked.today, asked.options, self._tools).checked
        except Exception as error:
            return explain(error)

    def is_failed(self, made: Checked | Message) -> bool:
        """Whether there is no report."""
        return isinstance(made, Message)

    def show(self, made: Checked | Message, turn: Turn) -> None:
        """Print the report on a clear screen, and the line below it."""
        click.clear()  # at a terminal only
        if isinstance(made, Message):
            for line in list_lines(made):
                click.echo(line, err=True)
        else:
            self.print_report(made)
        self.is_first = False
        cause = f"{say_changes(turn, self.asking.root)}; " if turn.changes else ""
        click.echo(f"-- {cause}{say_time(turn.seconds)}; waiting for changes, Ctrl-C ends it", err=True)

    def print_report(self, checked: Checked) -> None:
        """Print the report and the verdict; what cannot be written ends the first turn alone."""
        project, options = self.asking.project, self.asking.options
        assert project is not None
        try:
            print_report(project, checked, options["output_format"])
            write_reports(project, checked, options["report"])
        except click.UsageError as error:
            if self.is_first:
                raise
            click.echo(f"error: {error.format_message()}", err=True)
        decide(project, checked, options)
        judge_baseline(checked)
