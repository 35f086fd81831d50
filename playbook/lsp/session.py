"""What is open in an editor: documents, and the playbooks that they belong to.

In: the editor's notices. Out: a `Desk` for a document: all that an answer about it needs. Nothing is judged
here.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from playbook.assist.draft import Draft
from playbook.lsp.positions import Positions
from playbook.lsp.project import Opened, Project
from playbook.lsp.publishing import Publishing
from playbook.lsp.uris import find_path
from playbook.page_file import EXPORTS


class Finder(Protocol):
    """Finds playbooks on the disk."""

    def find(self, path: Path) -> Path | None:
        """Give the folder of the playbook to which a file or folder belongs; None for none."""
        ...

    def open(self, root: Path) -> Opened:
        """Give what a playbook is judged by."""
        ...


Encoding = str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A document with all that is known around it."""

    draft: Draft
    positions: Positions
    project: Project
    publishing: Publishing
    uri: str


class Session:
    """The open documents of one editor."""

    def __init__(self, finder: Finder) -> None:
        """Take who finds a playbook."""
        self._finder = finder
        self.encoding: Encoding = None
        self.projects: dict[Path, Project] = {}
        self.publishing: dict[Path, Publishing] = {}
        self._open: dict[str, tuple[Project, str]] = {}

    def find_project(self, path: Path) -> Project | None:
        """Give the playbook of a file or folder, opened when it is first met; None for what is in none."""
        root = self._finder.find(path)
        if root is None:
            return None
        if root not in self.projects:
            self.publishing[root] = Publishing(project := Project(self._finder.open(root)), self.encoding)
            self.projects[root] = project
        return self.projects[root]

    def put(self, uri: str, text: str, version: int) -> Project | None:
        """Take the text of a document, new or changed; give the playbook that must be judged again."""
        path = find_path(uri)
        project = self.find_project(path) if path else None
        if path is None or project is None:
            return None
        name = project.find_name(path)
        self.publishing[project.root].uris[path] = uri
        if name:
            self._open[uri] = (project, name)
            project.texts[name] = Draft(project.config, name, text, version)
        return project

    def drop(self, uri: str) -> Project | None:
        """Forget a document: its file counts again."""
        project, name = self._open.pop(uri, (None, ""))
        path = find_path(uri)
        if project is None:
            return self.find_project(path) if path else None
        project.texts.pop(name, None)
        if path:
            self.publishing[project.root].uris.pop(path, None)
        return project

    def open_desk(self, uri: str) -> Desk | None:
        """Give a page or an export that is open, with what is known around it; None for others."""
        project, name = self._open.get(uri, (None, ""))
        if project is None or not (name.endswith(".md") or name in EXPORTS):
            return None
        draft = project.texts[name]
        if draft.config is not project.config:
            draft = project.texts[name] = replace(draft, config=project.config)
        positions = Positions(draft.text, self.encoding)
        return Desk(draft, positions, project, self.publishing[project.root], uri)
