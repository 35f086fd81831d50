"""What fills the page when nothing can be shown: what is wrong, where, and what would help.

In: troubles in plain words. Out: `Message`, as a whole page and as lines for a terminal. The page is made
from a form of its own: it stands when no template of the site does, under the site's policy, without a
script.
"""

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from playbook.diagnostic import Fault
from playbook.formats.inert import fold
from playbook.source import Span

_FORM = Template((Path(__file__).parent / "message.html").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: `place` as file:line:column ("" when it has none), the line it is about."""

    text: str
    place: str = ""
    help: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """All that is to be said; `kind` is one word for a terminal, `note` what happens next."""

    title: str
    troubles: tuple[Trouble, ...] = ()
    note: str = "This page comes back by itself as soon as it is mended."
    kind: str = "preview"

    @property
    def digest(self) -> str:
        """What tells this message from another one."""
        return sha256(write_page(self)).hexdigest()


def say_place(span: Span) -> str:
    """Write a span as file:line:column; the file alone where no line is known."""
    return f"{span.path}:{span.line}:{span.column}" if span.line else span.path


def blame_configuration(faults: tuple[Fault, ...]) -> Message:
    """Tell the faults of a configuration."""
    troubles = tuple(Trouble(each.message, say_place(each.span), each.help) for each in faults)
    return Message("The configuration cannot be used", troubles, kind="configuration")


def write_page(message: Message) -> bytes:
    """Write a message as a whole page."""
    body = "\n".join(map(_write_trouble, message.troubles))
    texts = {"title": escape(message.title), "note": escape(message.note)}
    return _FORM.substitute(texts, troubles=body).encode("utf-8", "replace")


def _write_trouble(each: Trouble) -> str:
    parts = (
        ("<p><code>{}</code></p>", each.place),
        ('<p class="what">{}</p>', each.text),
        ("<pre>{}</pre>", each.excerpt),
        ('<p class="help">{}</p>', each.help),
    )
    shown = "".join(form.format(escape(fold(text))) for form, text in parts if text)
    return f"<section>{shown}</section>"


def list_lines(message: Message) -> list[str]:
    """Write a message for a terminal, as `check` and `build` write theirs."""
    if not message.troubles:
        return [message.title]
    lines = []
    for each in message.troubles:
        place = f"{fold(each.place)}: " if each.place else ""
        lines.append(f"{place}error {message.kind}: {fold(each.text)}")
        lines += [f"    | {fold(each.excerpt)}"] if each.excerpt else []
        lines += [f"   {fold(each.help)}"] if each.help else []
    return lines
