"""View and template -> bytes.

In: a view, the folders of templates (a company's own before the packaged ones). Out: the page. A template
sees its view and nothing else; what a template does wrong is a `TemplateFault` with file and line. The
only module that imports jinja2.
"""

import re
from pathlib import Path
from types import TracebackType

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from playbook.picture import PICTURES
from playbook.source import Span
from playbook.view.base import View
from playbook.view.words import say_day, say_long_day, say_weekday

REFUSED = "#"
"""What stands in the place of an address that may lead anywhere else."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ALLOWED = ("http:", "https:", "mailto:")
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class TemplateFault(Exception):  # noqa: N818  # a fault of the author's, with a place, as in diagnostic.py
    """A template that cannot be used: where, and what is wrong with it."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(f"{span.path}:{span.line}: {message}" if span.line else f"{span.path}: {message}")
        self.span = span
        self.message = message


def safe_url(url: str) -> str:
    """Give an address that may stand in a page: http, https, mailto, relative or a fragment; else `#`."""
    plain = _INVISIBLE.sub("", url)
    scheme = _SCHEME.match(plain)
    if scheme and scheme[0].lower() not in _ALLOWED:
        return REFUSED
    return REFUSED if "\\" in plain or plain.startswith("//") else url.strip()


class Renderer:
    """Renders views by their templates; compiled once, used for every page."""

    def __init__(self, own: Path, packaged: Path) -> None:
        """Take the folder of a company's own templates, which need not be there, and the packaged one."""
        self.folders = (own, packaged)
        self._environment = Environment(
            loader=FileSystemLoader([str(each) for each in self.folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        self._environment.globals.clear()
        self._environment.filters.update(
            **PICTURES, safe_url=safe_url, day=say_day, long_day=say_long_day, weekday=say_weekday
        )

    def render(self, view: View) -> bytes:
        """Render a page. Raises TemplateFault."""
        try:
            return self._environment.get_template(view.template).render(view=view).encode("utf-8")
        except Exception as error:
            raise self._locate(error, view.template) from None

    def _locate(self, error: Exception, name: str) -> TemplateFault:
        if isinstance(error, TemplateSyntaxError):
            span = Span(self._name(error.filename or name), error.lineno, 1, error.lineno, 1)
            return TemplateFault(span, error.message or "not valid")
        place, line = self._find_line(error.__traceback__, name)
        span = Span(place, line, 1, line, 1) if line else Span(f"templates/{name}")
        if isinstance(error, TemplateNotFound):
            return TemplateFault(span, f"there is no template `{error.name}`")
        kind = "" if isinstance(error, TemplateError) else f"{type(error).__name__}: "
        return TemplateFault(span, f"{kind}{error}")

    def _find_line(self, trace: TracebackType | None, name: str) -> tuple[str, int]:
        """Find the innermost template and its line in a traceback."""
        found = (name, 0)
        while trace:
            file = trace.tb_frame.f_code.co_filename
            if any(Path(file).is_relative_to(each) for each in self.folders):
                found = (self._name(file), trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _name(self, file: str) -> str:
        """Name a template below the folder it lies in: templates/home.html."""
        for folder in self.folders:
            if Path(file).is_relative_to(folder):
                return f"templates/{Path(file).relative_to(folder).as_posix()}"
        return f"templates/{file}"
