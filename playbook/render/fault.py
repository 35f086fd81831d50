"""What a template does wrong, told where it stands, with the nearest name that would do.

In: an error of jinja2, the folders of templates. Out: `TemplateFault`. It renders nothing.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.utils import missing

from playbook.author_file import find_place, say_foreign, say_unread
from playbook.source import Source, Span
from playbook.words import suggest

PACKAGED = "playbook/"
"""How a company's template names a packaged one that it extends."""

_UNKNOWN = re.compile(r"No (filter|test) named '([^']*)'")
_KNOWN_NAMES = ("view",)


class TemplateFault(Exception):  # noqa: N818  # a fault of the author's, with a place, as in diagnostic.py
    """A template that cannot be used: where, what is wrong with it, what would help, the line it is about."""

    def __init__(self, span: Span, message: str, help_: str = "", excerpt: str = "") -> None:
        super().__init__(f"{span.path}:{span.line}: {message}" if span.line else f"{span.path}: {message}")
        self.span = span
        self.message = message
        self.help = help_
        self.excerpt = excerpt

    def __reduce__(self) -> tuple[type["TemplateFault"], tuple[Span, str, str, str]]:
        """Send all of it from a worker."""
        return TemplateFault, (self.span, self.message, self.help, self.excerpt)

    @property
    def way(self) -> str:
        """What to do about a template that cannot be used, whatever is wrong with it."""
        if self.span.path.startswith(PACKAGED):
            return "a template of your own has taken away what this packaged one uses"
        return "mend it, or take it away, and the packaged one takes its place"


class Missing(StrictUndefined):
    """A name that a template uses and that is not there: using it raises, and says what is."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if owner is missing:
            return f"`{name}` is undefined\n{suggest(name, _KNOWN_NAMES)}"
        known = frozenset(each for each in dir(owner) if not each.startswith("_"))
        kind = "template" if type(owner).__name__ == "TemplateModule" else type(owner).__name__
        return f"the {kind} has no `{name}`\n{suggest(name, known)}"


class Locator:
    """Finds the place of an error in the templates of some folders, the company's own first."""

    def __init__(self, folders: Sequence[Path], environment: Environment) -> None:
        """Take the folders and what is known there."""
        self.folders = folders
        self.environment = environment

    def locate(self, error: Exception, name: str) -> TemplateFault:
        """Give the fault that an error stands for; `name` is the template that was asked for."""
        if isinstance(error, UnicodeDecodeError):
            return self._blame_bytes(error, name)
        if isinstance(error, TemplateSyntaxError):
            words, file = error.message or "not valid", self.find_file(error.filename or name)
            return self.make(file, error.lineno, (words, self._help(words)))
        place, line = self._find_line(error.__traceback__, name)
        if isinstance(error, TemplateNotFound):
            return self.make(place, line, self.explain_lost(str(error.name)))
        if isinstance(error, OSError):
            return self.make(place, line, say_unread(error))
        if isinstance(error, RecursionError):
            words = "RecursionError: the template includes or calls itself without end"
            return self.make(place, line, (words, "let it end, or take the call out"))
        message, _, help_ = str(error).partition("\n")
        kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
        return self.make(place, line, (f"{kind}{message}", help_ or self._help(message)))

    def _blame_bytes(self, error: UnicodeDecodeError, name: str) -> TemplateFault:
        """Give the fault of a template that is no text: at its byte, not at what reads it."""
        file = self.find_file(name)
        line, column = find_place(error.object, error.start)
        span = Span(self.name(file) if file else "templates", line, column, line, column + 1)
        return TemplateFault(span, *say_foreign(error))

    def make(self, file: Path | None, line: int, words: tuple[str, str]) -> TemplateFault:
        """Make a fault at a line of a file."""
        path = self.name(file) if file else "templates"
        excerpt = ""
        if file and file.is_file() and line:
            excerpt = Source(path, file.read_text(encoding="utf-8", errors="replace")).line(line)
        start = len(excerpt) - len(excerpt.lstrip()) + 1
        span = Span(path, line, start, line, max(len(excerpt), 1) + 1) if line else Span(path)
        return TemplateFault(span, *words, excerpt)

    def explain_lost(self, name: str) -> tuple[str, str]:
        """Say that a template is not there, and which name is near."""
        known = frozenset(self.environment.list_templates(filter_func=lambda each: each.endswith(".html")))
        return f"there is no template `{name}`", suggest(name, known)

    def _help(self, message: str) -> str:
        unknown = _UNKNOWN.search(message)
        if not unknown:
            return ""
        known = self.environment.filters if unknown[1] == "filter" else self.environment.tests
        return suggest(unknown[2], frozenset(map(str, known)))

    def _find_line(self, trace: TracebackType | None, name: str) -> tuple[Path | None, int]:
        """Find the innermost template and its line in a traceback."""
        found: tuple[Path | None, int] = (self.find_file(name), 0)
        while trace:
            file = Path(trace.tb_frame.f_code.co_filename)
            if any(file.is_relative_to(each) for each in self.folders):
                found = (file, trace.tb_lineno)
            trace = trace.tb_next
        return found

    def find_file(self, name: str) -> Path | None:
        """Find the file of a template by its name, or by its path."""
        if any(Path(name).is_relative_to(each) for each in self.folders):
            return Path(name)
        folders = self.folders[1:] if name.startswith(PACKAGED) else self.folders
        places = [folder / name.removeprefix(PACKAGED) for folder in folders]
        return next((each for each in places if each.is_file()), places[0])

    def name(self, file: Path) -> str:
        """Name a template as its author does: templates/home.html, playbook/home.html for a packaged one."""
        for folder in reversed(self.folders):
            if file.is_relative_to(folder):
                prefix = "templates/" if folder == self.folders[0] else PACKAGED
                return prefix + file.relative_to(folder).as_posix()
        return f"templates/{file}"
