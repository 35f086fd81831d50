"""`playbook serve`: the site as a preview in the browser, built anew and reloaded on every save."""

import webbrowser
from secrets import token_urlsafe
from threading import Thread
from typing import Any

import click

from playbook.cli.asking import Asking
from playbook.cli.options import judging_options, option, project_options
from playbook.cli.refusal import refuse
from playbook.cli.tell_turn import say_changes, say_time
from playbook.cli.tools import FOLDER
from playbook.cli.workers import open_reading_tools
from playbook.formats.inert import fold
from playbook.formats.summary import count_findings
from playbook.serve.build import Built, LastingBuilder
from playbook.serve.edit import EDIT, Editor
from playbook.serve.hosts import LOOPBACK, is_loopback
from playbook.serve.loop import Loop, Turn
from playbook.serve.message import Message, list_lines, say_place
from playbook.serve.preview import Preview
from playbook.serve.server import Server, listen
from playbook.serve.session import Session

PORT = 8000


@click.command("serve")
@project_options
@judging_options
@option("--open", is_flag=True, help="Open the preview in the browser.")
@option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Listen on this port, or on the next that is free; 0 is any.",
)
@option(
    "--host",
    default=LOOPBACK[1],
    show_default=True,
    help="Listen on this address: by default nobody but this machine reaches the preview.",
)
@option("--edit", is_flag=True, help="Serve forms too, in which pages are changed: on this machine only.")
@option("--poll", is_flag=True, help="Look at the files all the time, without the system's events.")
@option(
    "--cache-dir",
    metavar="DIR",
    help=f"Read what was worked out before from DIR (default {FOLDER} in the project's folder).",
)
@option("--no-cache", is_flag=True, help="Work everything out anew.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Show the playbook in the browser while you write.

    Everything is built in memory, as a preview: faulty pages too, with what was found at its place. Saving
    a file builds anew and reloads the page where it is. Nothing is published. Ctrl-C ends it.
    """
    if options["edit"] and not is_loopback(options["host"]):
        words = (
            f"--edit is for this machine alone: whoever reaches {fold(options['host'])} could change files"
        )
        return refuse(words, f"leave --host out, or write --host {LOOPBACK[1]}")
    asking = Asking(ctx, options)
    preview = Preview(say_fault)
    try:
        server = listen(preview, options["host"], options["port"])
    except OSError as error:
        words = f"{options['host']} port {options['port']} cannot be listened on: {error.strerror}"
        return refuse(words, "take another one: --host, --port")
    if options["edit"]:
        server.editor = Editor(preview, token_urlsafe(16))
    watcher = asking.make_watcher(is_polling=bool(options["poll"]))
    teller = Teller(asking, server.hosts.url, opens=bool(options["open"]))
    try:
        server.start()
        greet(server, options)
        Loop(
            asking,
            watcher,
            Session(LastingBuilder(open_reading_tools(asking.root, options)), preview, teller.tell),
            asking.find_day,
        ).run()
    finally:
        watcher.close()
        server.close()
    return 0


def say_fault(message: Message) -> None:
    """Say why a page, or every page, cannot be shown."""
    for line in list_lines(message):
        click.echo(line, err=True)


def greet(server: Server, options: dict[str, Any]) -> None:
    """Say where the preview is, and who can reach it."""
    hosts, wanted = server.hosts, options["port"]
    taken = f" (port {wanted} is taken)" if wanted not in (0, hosts.port) else ""
    click.echo(f"serving {hosts.url}{taken}; Ctrl-C ends it")
    if server.editor:
        click.echo(f"forms: {hosts.url}{EDIT}")
    if not is_loopback(hosts.host):
        who = f"warning: whoever reaches this machine at {fold(hosts.host)} can read this preview"
        click.echo(f"{who}: drafts, names, findings", err=True)


class Teller:
    """Tells of every build in a line; opens the browser at the first."""

    def __init__(self, asking: Asking, address: str, *, opens: bool) -> None:
        """Take where the preview is, and whether it is to be opened."""
        self.asking, self.address, self.opens = asking, address, opens
        self.is_first = True
        self._apart: list[str] = []

    def tell(self, built: Built, turn: Turn) -> None:
        """Tell of a build."""
        project = self.asking.project
        if not (project and project.is_quiet) or built.message:
            click.echo(f"{self.say_cause(turn)}: {say_outcome(built)}; {say_time(turn.seconds)}", err=True)
        if built.message:
            say_fault(built.message)
        elif not (project and project.is_quiet):
            self.tell_apart(built)
        if self.is_first and project and project.settings:
            project.say(f"not from the configuration file: {', '.join(map(fold, project.settings))}")
        if self.is_first and self.opens:
            Thread(target=webbrowser.open, args=(self.address,), daemon=True).start()
        self.is_first = False

    def tell_apart(self, built: Built) -> None:
        """Tell of what was found on no page, where it is not what was told last."""
        last, self._apart = self._apart, say_apart(built, f"{self.address}check.html")
        for line in self._apart if self._apart != last else ():
            click.echo(line, err=True)

    def say_cause(self, turn: Turn) -> str:
        """Say why there was a build."""
        if turn.changes:
            return say_changes(turn, self.asking.root)
        return "first build" if self.is_first else "a new day"


def say_apart(built: Built, address: str) -> list[str]:
    """Say what was found first that stands on no page, and where all that was found stands; nothing where
    there is no such finding."""
    found = built.apart
    if found is None:
        return []
    place = fold(say_place(found.span))
    help_ = [f"   {fold(found.help)}"] if found.help else []
    head = f"{place}: {found.severity.word} {found.code} {fold(found.message)}"
    return [head, *help_, f"   all that was found: {address}"]


def say_outcome(built: Built) -> str:
    """Say what came of a build: what was found, or that nothing can be shown."""
    if built.message:
        return "nothing can be shown"
    return count_findings(built.report) if built.report else "no report"
