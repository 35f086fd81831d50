"""`playbook`: finds the command, and turns every way to end into its exit code.

In: the arguments. Out: an exit code. Commands are imported when they are called, so that `--help` is quick.
"""

import errno
import gc
import signal
import sys
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from playbook.cli.streams import guard_streams

COMMANDS = {
    "init": "Make a small playbook that builds at once.",
    "new": "Write a page that says what to fill in.",
    "check": "Check every page; exit 1 when a plan is incomplete.",
    "build": "Check, then publish the site: all or nothing.",
    "fmt": "Bring front matter into its canonical form; values, comments and prose stay.",
    "serve": "Show the site while you write: rebuilt and reloaded on every save.",
    "lsp": "Serve an editor: findings, completion, hover and rename while you type.",
    "explain": "Explain a rule: what, why, examples, how to waive.",
    "diagnose": "Say at which step an initiative is most likely stuck.",
    "diff": "Say what changed in the plans since a revision.",
    "history": "Tell what was promised first, and every move since, by git.",
    "reading": "Add a reading to a metric's CSV.",
    "reassign": "Hand over what one person has to another.",
    "list": "List pages of a kind with their state.",
    "show": "Show what playbook knows about one page.",
    "due": "Tell what is overdue and what is due soon, by person.",
    "export": "Write a machine copy: JSON, CSV, calendar, feed, Markdown.",
    "ci": "Write a file for a build server, or for pre-commit.",
    "cms": "Print the configuration of forms in the browser (Decap CMS).",
    "schema": "Print the JSON Schema of a kind of page, of the configuration or of a machine copy.",
    "snippets": "Print snippets for an editor: a plan, a stage, a review.",
    "completion": "Let a shell complete commands, options and ids.",
    "doctor": "Look at the set-up: versions, folders, what could be better.",
}
"""Every command with the line that `--help` shows."""

FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EIO})
"""What a system says of an output that takes nothing more."""


class LazyGroup(click.Group):
    """A group whose commands are imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's protocol
        """List the commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(f"playbook.cli.{cmd_name}_command"), "command", None)
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when one is unknown."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from playbook.words import suggest

            words = f"no such command `{args[0]}`: {suggest(args[0], COMMANDS, limit=20)}"
            raise click.UsageError(words, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"playbook {version('playbook')}")
        ctx.exit()


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every option has an environment twin: --today is PLAYBOOK_TODAY. More: playbook COMMAND --help",
)
@click.option(
    "-C", "directory", metavar="DIR", envvar="PLAYBOOK_DIRECTORY", help="Work as if started in DIR."
)
@click.option(
    "-c", "--config", metavar="FILE", envvar="PLAYBOOK_CONFIG", help="Take this configuration file."
)
@click.option("-q", "--quiet", is_flag=True, envvar="PLAYBOOK_QUIET", help="Say only what is asked for.")
@click.option("-v", "--verbose", is_flag=True, envvar="PLAYBOOK_VERBOSE", help="Say more.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Say which playbook this is.",
)
@click.pass_context
def group(ctx: click.Context, /, **shared: Any) -> None:
    """Turn a folder of Markdown into a company's change playbook: checked like code, published as a site."""
    ctx.obj = shared


def main() -> NoReturn:
    """Run the command line and exit."""
    guard_streams()
    signal.signal(signal.SIGTERM, _stop)
    gc.set_threshold(200_000, 50, 100)  # a build makes millions of values that hold no cycle
    sys.exit(run(sys.argv[1:]))


def _stop(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def run(arguments: list[str]) -> int:
    """Run the command line; give the exit code. Never a traceback: a crash goes to a file that is named."""
    try:
        result = group.main(args=arguments, prog_name="playbook", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except (BrokenPipeError, SystemExit) as end:
        return _end_pipe(end)
    except Exception as error:
        return _report_lost(error) or _report_crash(error)


def _end_pipe(end: BrokenPipeError | SystemExit) -> int:
    """End well where a reader has closed the pipe, for which click says 1; any other end goes on."""
    from playbook.cli.report import silence_output

    if isinstance(end, SystemExit) and end.code != 1:
        raise end
    silence_output()
    return 0


def _report_lost(error: Exception) -> int:
    """Say that the output takes nothing more, where that is what is wrong; else 0. A file has a name."""
    if not isinstance(error, OSError) or error.errno not in FULL or error.filename is not None:
        return 0
    from playbook.cli.report import silence_output

    silence_output()
    click.echo(f"error: the output cannot be written: {error.strerror}", err=True)
    return 2


def _report_crash(error: Exception) -> int:
    from playbook.crash import keep_trace
    from playbook.executor import WorkError

    if isinstance(error, WorkError):
        click.echo(f"error: {error.message}; nothing was published\n   {error.help}", err=True)
        return 2
    file = keep_trace(error)
    click.echo(f"error: playbook itself failed; nothing was published. The trace is in {file}", err=True)
    click.echo("   please report it with that file: it is a fault of playbook, not of your pages", err=True)
    return 2
