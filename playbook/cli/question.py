"""What a terminal is asked for where a command lacks what it needs.

In: a question, what is known. Out: an answer that can be used; one that cannot is told why and asked again.
Who gives an option of the command, has no terminal or runs under CI is asked nothing: what is missing is then
wrong usage. Ctrl-C and Ctrl-D end the command before it has written anything.
"""

import os
import sys
from collections.abc import Callable, Mapping

import click
from click.core import ParameterSource

from playbook.cli.clock import parse_day
from playbook.cli.tools import is_robot
from playbook.formats.inert import fold
from playbook.words import find_nearest, split_words, suggest

SHARED = {"directory", "config", "quiet", "verbose", "color", "today"}
"""The options of every command: they say where and how, not what, and leave the questions alone."""
GIVEN = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
SHOWN = 12
"""Of so many known words each is shown; of more, the first of them."""


class AskingCommand(click.Command):
    """A command whose required parameters may be missing where a terminal can be asked for them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises MissingParameter where one is missing and nobody is to be asked."""
        required = [each for each in self.params if each.required]
        if not is_terminal():
            return super().parse_args(ctx, args)
        for each in required:
            each.required = False
        try:
            left = super().parse_args(ctx, args)
        finally:
            for each in required:
                each.required = True
        lacking = [each for each in required if ctx.params.get(each.name or "") is None]
        if lacking and not wants_questions(ctx):
            raise click.MissingParameter(ctx=ctx, param=lacking[0])
        return left


def is_terminal() -> bool:
    """Whether somebody sits at a terminal who can read a question and answer it."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not is_robot(os.environ)


def wants_questions(ctx: click.Context) -> bool:
    """Whether a command may ask: at a terminal, and when it was called without an option of its own."""
    own = [each.name or "" for each in ctx.command.params if isinstance(each, click.Option)]
    given = {each for each in own if ctx.get_parameter_source(each) in GIVEN}
    return is_terminal() and given <= SHARED


def settle(ctx: click.Context, name: str, ask: Callable[[], str]) -> str:
    """Give the value of a parameter, or the answer of a terminal where it was not given."""
    if ctx.get_parameter_source(name) in GIVEN or not wants_questions(ctx):
        return ctx.params[name] or ""
    return ask()


def accept(_text: str) -> None:
    """Accept any text."""


def ask_text(words: str, check: Callable[[str], None] = accept) -> str:
    """Ask for a text in one line; `check` raises UsageError for one that will not do."""

    def take(answer: str) -> str:
        text = " ".join(answer.split())
        if not text or not text.isprintable():
            raise click.UsageError("write it in signs that can be printed")
        check(text)
        return text

    return _prompt(words, take)


def ask_day(words: str, name: str) -> str:
    """Ask for a day, as YYYY-MM-DD."""

    def take(answer: str) -> str:
        try:
            return parse_day(answer.strip(), name).isoformat()
        except ValueError as error:
            raise click.UsageError(str(error)) from None

    return _prompt(f"{words} (YYYY-MM-DD)", take)


def ask_one(words: str, known: Mapping[str, str]) -> str:
    """Ask for one of the known ids, each with what it is called; the start of either is enough.

    Raises UsageError where none is known.
    """
    if not known:
        raise click.UsageError(f"{words} None is known yet")
    click.echo(words)
    width = max(len(each) for each in known)
    for each, label in list(known.items())[:SHOWN]:
        click.echo(f"   {fold(each):{width}}  {fold(label)}".rstrip())
    if len(known) > SHOWN:
        click.echo(f"   … and {len(known) - SHOWN} more")
    return _prompt("   the id, or its start", lambda answer: find_meant(answer.strip(), known))


def find_meant(answer: str, known: Mapping[str, str]) -> str:
    """Find the id that an answer means. Raises UsageError where it is none, with the nearest, or several."""
    asked = answer.casefold()
    ways: tuple[Callable[[str, str], bool], ...] = (_is_called, _begins, _has_part)
    found = next((some for is_meant in ways if (some := _list(known, asked, is_meant))), [])
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"`{fold(each)}`" for each in found[:SHOWN])
        raise click.UsageError(f"`{fold(answer)}` may be {several}: write more of it")
    raise click.UsageError(f"there is no `{fold(answer)}`: {_suggest(asked, known)}")


def _list(known: Mapping[str, str], asked: str, is_meant: Callable[[str, str], bool]) -> list[str]:
    """List the ids of which an id or a label, as a way to write it, is what was asked for."""
    return [
        each
        for each, label in known.items()
        if any(is_meant(asked, name.casefold()) for name in (each, label))
    ]


def _is_called(asked: str, name: str) -> bool:
    return asked == name


def _begins(asked: str, name: str) -> bool:
    return bool(asked) and name.startswith(asked)


def _has_part(asked: str, name: str) -> bool:
    return bool(asked) and any(each.startswith(asked) for each in split_words(name))


def _suggest(asked: str, known: Mapping[str, str]) -> str:
    """Name the id of which a part is nearest, else the known ones."""
    owners = {part: each for each, label in known.items() for part in split_words(f"{each} {label}")}
    nearest = find_nearest(asked, owners)
    return suggest(asked, known) if not nearest else f"did you mean `{owners[nearest]}`?"


def _prompt(words: str, take: Callable[[str], str]) -> str:
    """Ask until an answer is taken; whoever breaks off leaves the line of the question."""
    try:
        return str(click.prompt(words, value_proc=take))
    except click.Abort:
        click.echo()
        raise
