"""Why nothing was published, in words.

In: what went wrong. Out: lines on stderr, exit code 2.
"""

import click

from playbook.author_file import FileFault
from playbook.formats.excerpt import draw_excerpt
from playbook.formats.inert import fold
from playbook.render import TemplateFault
from playbook.source import Span


def refuse(message: str, help_: str) -> int:
    """Say why nothing was published; the exit code is 2."""
    click.echo(f"error: {fold(message)}", err=True)
    if help_:
        click.echo(f"   {fold(help_)}", err=True)
    return 2


def refuse_file(fault: FileFault) -> int:
    """Say what is wrong with a file that a page, the configuration or the look names; the exit code is 2."""
    _say_place(fault.span, "file", fault.message)
    click.echo(f"   {fault.help}; nothing was published", err=True)
    return 2


def refuse_template(fault: TemplateFault) -> int:
    """Say what is wrong with a template, with the line and what would help; the exit code is 2."""
    _say_place(fault.span, "template", fault.message)
    if fault.excerpt:
        click.echo(f"{fault.span.line:>5} | {draw_excerpt(fault.excerpt, 0, 0).text}", err=True)
    if fault.help:
        click.echo(f"   {fold(fault.help)}", err=True)
    click.echo(f"   {fault.way}; nothing was published", err=True)
    return 2


def _say_place(span: Span, what: str, message: str) -> None:
    """Say where something is wrong, of a file as a whole without a line."""
    place = f"{span.path}:{span.line}:{span.column}" if span.line else span.path
    click.echo(f"{fold(place)}: error {what}: {fold(message)}", err=True)
