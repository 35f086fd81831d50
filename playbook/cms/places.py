"""The files that a form may name: pages and assets below the content folder, nothing else.

In: a path as the form says it. Out: the file's place, or `RefusedError` with words for its author. Nothing is
made simpler on the way: what holds `..` is refused, and so is what a link leads to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from playbook.config import Config
from playbook.file_name import explain_name, fold_path, show_path
from playbook.load import ASSETS
from playbook.load_files import scan_files
from playbook.load_looks import find_place
from playbook.model.page import FOLDERS


class RefusedError(Exception):
    """What was asked for is not done; the message says why. `status` is HTTP's word for it."""

    def __init__(self, words: str, status: int = 422) -> None:
        """Take the words for the author."""
        super().__init__(words)
        self.status = status


@dataclass(frozen=True, slots=True)
class Place:
    """A file below content: where it is, its path below content and as reports call it, its kind of page."""

    file: Path
    name: str
    shown: str
    kind: str


@dataclass(frozen=True, slots=True)
class Places:
    """Names the files of one playbook."""

    config: Config

    @property
    def content(self) -> str:
        """How forms and reports call the content folder."""
        return find_place(self.config).shown

    def find_page(self, path: str) -> Place:
        """Give the place of a page, there or not. Raises RefusedError."""
        place = self._find(path)
        if not place.name.endswith(".md"):
            raise RefusedError(f"{path} is no page: its name must end in .md", 403)
        return place

    def find_asset(self, path: str) -> Place:
        """Give the place of a file that pages may link to, there or not. Raises RefusedError."""
        place = self._find(path)
        if PurePosixPath(place.name).suffix.lower() not in ASSETS:
            known = ", ".join(sorted(ASSETS))
            raise RefusedError(f"{place.name} is no file that a page can link to; these are: {known}", 403)
        return place

    def refuse_twin(self, place: Place) -> None:
        """Refuse a new file that some systems cannot tell from another, its folders too: RefusedError."""
        folder, meant = self.config.content, list(FOLDERS) if "/" in place.name else []
        for part in place.name.split("/"):
            there = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
            twin = next((each for each in [*there, *meant] if fold_path(each) == fold_path(part)), part)
            if part not in there and twin != part:
                words = f"some systems cannot tell `{part}` from `{show_path(twin)}`"
                raise RefusedError(f"{place.shown} was not written: {words}. Give another name", 409)
            folder, meant = folder / part, []

    def list_pages(self, folder: str) -> list[Place]:
        """List the pages of a collection by its folder: those in folders below it too; of the content folder
        those that have no kind of their own."""
        kind = find_kind(f"{folder.removeprefix(self.content).strip('/')}/x.md".lstrip("/"))
        names = (each for each in scan_files(self.config.content).files if each.endswith(".md"))
        return [
            Place(self.config.content / name, name, f"{self.content}/{name}", kind)
            for name in names
            if find_kind(name) == kind and explain_name(name) == ""
        ]

    def list_assets(self, folder: str) -> list[Place]:
        """List the files of a folder below content that pages may link to."""
        prefix = self._find(f"{folder}/x").name.removesuffix("x")
        found = (each for each in scan_files(self.config.content).files if each.startswith(prefix))
        return [
            Place(self.config.content / name, name, f"{self.content}/{name}", "")
            for name in found
            if "/" not in name.removeprefix(prefix) and PurePosixPath(name).suffix.lower() in ASSETS
        ]

    def _find(self, path: str) -> Place:
        head = f"{self.content}/"
        name = path.removeprefix(head)
        parts = name.split("/")
        if not path.startswith(head) or any(each in ("", ".", "..") or each[0] == "." for each in parts):
            raise RefusedError(f"{path[:200]!r} does not lie below {head}", 403)
        if bad := explain_name(name):
            raise RefusedError(f"the file's name {bad}", 403)
        file, root = self.config.content / name, self.config.content.resolve()
        try:
            is_own = file.resolve() == root / name and (file.is_file() or not file.exists())
        except (OSError, RuntimeError, ValueError):
            is_own = False
        if not is_own:
            raise RefusedError(f"{path} is a link or no ordinary file; change it where it is", 403)
        return Place(file, name, path, find_kind(name))


def find_kind(name: str) -> str:
    """Give the kind of a page by its path below content."""
    folder, slash, _ = name.partition("/")
    return FOLDERS.get(folder, "page") if slash else "page"


def get_text(params: Mapping[str, Any], key: str) -> str:
    """Give a text that was asked with. Raises RefusedError where it is missing."""
    value = params.get(key)
    if not isinstance(value, str):
        raise RefusedError(f"`{key}` is missing")
    return value
