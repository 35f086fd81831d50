"""How a check's report reaches its reader, and the verdict.

In: what the check came to. Out: text on stdout and in files, counts on stderr, an exit code. The verdict is a
function of the findings and of what is required, never of verbosity.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import click

from playbook.cli.dress import Dress
from playbook.diagnostic import Report, list_unmet
from playbook.formats import FORMATS
from playbook.formats.step_summary import MAX_BYTES, write_step_summary
from playbook.formats.summary import count_findings, summarize
from playbook.words import count


class Found(Protocol):
    """What a check came to, now or before: the report, and how many gaps of the baseline are closed."""

    @property
    def report(self) -> Report:
        """Everything that was found."""
        ...

    @property
    def closed(self) -> int:
        """How many gaps the baseline lists and nobody finds any more."""
        ...


def print_report(dress: Dress, checked: Found, name: str | None) -> None:
    """Print the report; under GitHub Actions as annotations with a step summary, unless told otherwise."""
    chosen = name or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "full")
    text = FORMATS[chosen](checked.report, dress.style)
    if dress.is_quiet and chosen == "full" and not checked.report.diagnostics:
        text = ""
    write_out(text, dress.style.color)
    if chosen != "full":
        dress.say(summarize(checked.report).rstrip("\n"))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and os.environ.get("GITHUB_ACTIONS") == "true":
        _append_summary(dress, Path(summary), checked.report)


def _append_summary(dress: Dress, path: Path, report: Report) -> None:
    """Add to the step summary what still has room in it: one that is too large would be thrown away whole.

    Where that fails the verdict stays what it is.
    """
    try:
        room = MAX_BYTES - (path.stat().st_size if path.exists() else 0)
        text = write_step_summary(report, room)
        if len(text.encode()) > room:
            dress.say("the step summary is full: nothing was added")
            return
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        dress.say(f"the step summary cannot be written: {error.strerror}")


def write_out(text: str, color: bool) -> None:
    """Write the result; a reader who has closed the pipe changes no verdict, a full disk is exit code 2."""
    try:
        click.echo(text, nl=False, color=color)
    except BrokenPipeError:
        silence_output()
    except OSError as error:
        silence_output()
        raise click.ClickException(f"the output cannot be written: {error.strerror}") from None


def silence_output() -> None:
    """Send what still comes to nowhere: the interpreter would fail when it flushes a closed pipe."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def write_reports(dress: Dress, checked: Found, wanted: Sequence[str]) -> None:
    """Write the report to files, each given as FORMAT=FILE."""
    for each in wanted:
        name, _, path = each.partition("=")
        if name not in FORMATS or not path:
            raise click.UsageError(
                f"--report `{each}`: write FORMAT=FILE, FORMAT one of {', '.join(FORMATS)}"
            )
        try:
            Path(path).write_text(FORMATS[name](checked.report, dress.style), encoding="utf-8", newline="\n")
        except OSError as error:
            raise click.UsageError(f"--report: {path} cannot be written: {error.strerror}") from None


def decide(dress: Dress, checked: Found, options: Mapping[str, Any]) -> int:
    """Give the exit code: 1 when a finding counts, or when what is required could not be judged."""
    required = (*dress.required, *(options.get("require") or ()))
    unmet = list_unmet(checked.report, required)
    for each in unmet:
        words = f"required and not evaluated: {each.code} {each.name}: {each.reason}"
        click.echo(f"error: {words}" + (f"\n   {each.help}" if each.help else ""), err=True)
    shut = any(each.severity >= dress.style.threshold for each in checked.report.diagnostics)
    return 1 if shut or unmet else 0


def judge_baseline(checked: Found) -> int:
    """Give the exit code of the baseline: 1 when it lists what is closed, and so would let it open again."""
    if not checked.closed:
        return 0
    verb = "is" if checked.closed == 1 else "are"
    click.echo(f"error: the baseline lists {count(checked.closed, 'gap')} that {verb} closed", err=True)
    click.echo("   take what is closed out of it: playbook check --write-baseline", err=True)
    return 1


def say_counts(checked: Found) -> str:
    """Say the counts of a report in one line."""
    return count_findings(checked.report)
