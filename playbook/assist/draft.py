"""A page as it is being written: its text, understood as far as it goes.

In: the configuration, a file's path and text. Out: `Draft`: its outline, which is always there, and the
page that loading it alone gives. Both are worked out when somebody asks for them.
"""

from dataclasses import dataclass
from functools import cached_property

from playbook.assist.outline import Outline, read_outline
from playbook.config import Config
from playbook.load_page import load_page, name_page
from playbook.model.page import Page
from playbook.page_file import PageFile
from playbook.source import Source, Span
from playbook.store import Stored


@dataclass(frozen=True)
class Draft:
    """A page's text; `name` is its path below the content folder, `version` the editor's number of the
    text."""

    config: Config
    name: str
    text: str
    version: int = 0

    @property
    def path(self) -> str:
        """Its path in reports: relative to the project's root."""
        return f"{self.config.settings.content}/{self.name}"

    @cached_property
    def key(self) -> str:
        """The page's key by its file: "initiative/crm"."""
        kind, page_id = name_page(self.name)
        return f"{kind}/{page_id}"

    @property
    def kind(self) -> str:
        """The kind of page by its file."""
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        """The page's id by its file."""
        return self.key.partition("/")[2]

    @cached_property
    def outline(self) -> Outline:
        """Its front matter, line by line."""
        return read_outline(self.text)

    @cached_property
    def source(self) -> Source:
        """Its text with its lines."""
        return Source(self.path, self.text)

    @cached_property
    def loaded(self) -> tuple[Page, Stored]:
        """The page and what is stored of it, read alone: no readings, no other page."""
        raw = self.text.encode("utf-8", "replace")
        return load_page(self.config, PageFile(self.name, f"draft:{self.version}:{self.name}", raw))

    @property
    def page(self) -> Page:
        """The page, read alone."""
        return self.loaded[0]

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a 1-based line and column; the nearest one where the text is shorter."""
        starts = self.source.starts
        row = min(max(line, 1), len(starts)) - 1
        return min(starts[row] + max(column, 1) - 1, len(self.text))

    def measure(self, span: Span) -> tuple[int, int]:
        """Give the offsets of a span."""
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)
