"""What Decap's local backend is asked, answered for one playbook.

In: an action with its parameters, as JSON gives them; the site as it was built last. Out: plain data, or
`RefusedError` with words for the author. A page is shown as `entry` makes it and saved as `save` does.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from playbook.cms.delete import delete_all, fingerprint, refuse_unseen
from playbook.cms.entry import Entry, make_entry, read_entry, read_page, write_entry
from playbook.cms.media import describe, draft_media, find_media, list_media
from playbook.cms.places import Place, Places, RefusedError, get_text
from playbook.cms.save import draft_change, draft_page, save_all
from playbook.load_files import read_bytes
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.source import MAX_PAGE

KEPT = 500
"""So many states of pages are remembered: those with which the last forms were opened."""

LISTED = ("status", "unit", "stage", "order")
"""What a list of pages is sorted and filtered by, beside the title."""


@dataclass(slots=True)
class Memory:
    """The states of pages that forms were opened with, by path and digest; from any thread."""

    lock: Lock = field(default_factory=Lock)
    _states: OrderedDict[tuple[str, str], Entry] = field(default_factory=OrderedDict)
    _shown: OrderedDict[str, str] = field(default_factory=OrderedDict)

    def keep(self, path: str, entry: Entry) -> None:
        """Remember a state."""
        self._states[path, entry.digest] = entry
        self._states.move_to_end((path, entry.digest))
        while len(self._states) > KEPT:
            self._states.popitem(last=False)

    def find(self, path: str, digest: str) -> Entry | None:
        """Give a state; None where it is not known any more."""
        return self._states.get((path, digest))

    def show(self, path: str, raw: bytes) -> None:
        """Remember the bytes of a page that a form has shown last."""
        self._shown[path] = fingerprint(raw)
        self._shown.move_to_end(path)
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)

    def find_shown(self, path: str) -> str | None:
        """Give the fingerprint of what a form has shown last; None where it has shown nothing."""
        return self._shown.get(path)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers for one site."""

    site: Site
    memory: Memory

    @property
    def places(self) -> Places:
        """Names the site's files."""
        return Places(self.site.config)

    def answer(self, asked: object) -> Any:
        """Answer what a request's body says. Raises RefusedError."""
        action, params = (asked.get("action"), asked.get("params")) if isinstance(asked, dict) else ("", {})
        act = ACTIONS.get(action) if isinstance(action, str) else None
        if act is None:
            raise RefusedError(f"there is no action {str(action)[:40]!r}")
        with self.memory.lock:
            return act(self, params if isinstance(params, dict) else {})

    def list_entries(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """List the pages of a folder, each with what a list shows of it."""
        by_path = {page.path: page for page in self.site.pages.values()}
        return [
            _wrap(each, self._outline(each, by_path.get(each.shown)))
            for each in self.places.list_pages(get_text(params, "folder"))
        ]

    def _outline(self, place: Place, page: Page | None) -> str:
        """Write what a list shows of a page: not its text, which would be much for many pages."""
        title = "name" if place.kind == "person" else "title"
        values = {each: getattr(page.data, each, None) for each in LISTED} if page else {}
        shown = {key: str(value) for key, value in values.items() if value is not None}
        return f"---\n{json.dumps({title: page.title if page else place.file.stem} | shown)}\n---\n"

    def list_files(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Give named pages."""
        files = params.get("files")
        return [self.get_entry(each) for each in files if isinstance(each, dict)] if files else []

    def get_entry(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Give a page as a form shows it; without text where there is none."""
        place = self.places.find_page(get_text(params, "path"))
        if not place.file.exists():
            return _wrap(place, "")
        raw, words, help_ = read_bytes(place.file, MAX_PAGE)
        if words:
            raise RefusedError(f"{place.shown}: {words}; {help_}")
        entry = make_entry(place.kind, read_page(place.shown, raw))
        self.memory.keep(place.shown, entry)
        self.memory.show(place.shown, raw)
        return _wrap(place, write_entry(place.kind, entry))

    def save_entry(self, params: Mapping[str, Any]) -> dict[str, str]:
        """Save what a form says, and the files that it brings: all of it, or nothing."""
        files = params.get("dataFiles") or [params.get("entry")]
        if not isinstance(files, list) or len(files) != 1 or not isinstance(files[0], dict):
            raise RefusedError("one page is saved at a time")
        if files[0].get("newPath"):
            raise RefusedError(
                "a page is not renamed by a form: rename its file, and name the old id in `formerly`"
            )
        place = self.places.find_page(get_text(files[0], "path"))
        wish, seen = read_entry(place.shown, place.kind, get_text(files[0], "raw"))
        assets = draft_media(self.places, params.get("assets") or ())
        options = params.get("options")
        is_copy = isinstance(options, dict) and options.get("newEntry") is True  # it brings its model's state
        if seen and not is_copy:
            base = self.memory.find(place.shown, seen) or self._find_unchanged(place, seen)
            page = draft_change(place, wish, base, self.site.config.shape)
        else:
            self.places.refuse_twin(place)
            page = draft_page(place, wish, self.site.config.shape)
        save_all([*assets, page])
        if page.old is None or fingerprint(page.old) == self.memory.find_shown(place.shown):
            self.memory.show(place.shown, page.new)  # all that is in it has been seen
        return {"message": "entry persisted"}

    def _find_unchanged(self, place: Place, seen: str) -> Entry | None:
        """Give the state of a page where it is still the one that a form was opened with."""
        if not place.file.exists():
            return None
        entry = make_entry(place.kind, read_page(place.shown, place.file.read_bytes()))
        return entry if entry.digest == seen else None

    def list_media(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """List the files of the folder for assets."""
        return list_media(self.places, get_text(params, "mediaFolder"))

    def get_media(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Give one of these files."""
        place = find_media(self.places, get_text(params, "path"))
        if not place.file.exists():
            raise RefusedError(f"{place.shown} is not there", 404)
        return describe(place)

    def save_media(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Save a file."""
        drafts = draft_media(self.places, [params.get("asset")])
        save_all(drafts)
        return describe(drafts[0].place)

    def delete(self, params: Mapping[str, Any]) -> dict[str, str]:
        """Delete pages or assets: all, or none where one of them must not be."""
        paths = params.get("paths") or [params.get("path")]
        if not isinstance(paths, list) or not all(isinstance(each, str) for each in paths):
            raise RefusedError("say which file is to be deleted")
        places = [self._find_deleted(each) for each in dict.fromkeys(paths)]
        for place in places:
            if place.name.endswith(".md"):
                refuse_unseen(place, self.memory.find_shown(place.shown))
        delete_all(places)
        return {"message": f"deleted {', '.join(paths)}"}

    def _find_deleted(self, path: str) -> Place:
        place = self.places.find_page(path) if path.endswith(".md") else find_media(self.places, path)
        if not place.file.exists():
            raise RefusedError(f"{path} is not there any more", 404)
        return place

    def refuse_unpublished(self, _params: Mapping[str, Any]) -> None:
        """Say that nothing waits to be published: what is saved is saved."""
        raise RefusedError("there is no editorial workflow here", 404)

    def tell(self, _params: Mapping[str, Any]) -> dict[str, Any]:
        """Say what this is."""
        return {"repo": self.site.config.root.name, "publish_modes": ["simple"], "type": "local_fs"}


ACTIONS: Mapping[str, Callable[[Desk, Mapping[str, Any]], Any]] = {
    "info": Desk.tell,
    "entriesByFolder": Desk.list_entries,
    "entriesByFiles": Desk.list_files,
    "getEntry": Desk.get_entry,
    "persistEntry": Desk.save_entry,
    "getMedia": Desk.list_media,
    "getMediaFile": Desk.get_media,
    "persistMedia": Desk.save_media,
    "deleteFile": Desk.delete,
    "deleteFiles": Desk.delete,
    "unpublishedEntries": lambda _desk, _params: [],
    "unpublishedEntry": Desk.refuse_unpublished,
    "getDeployPreview": lambda _desk, _params: None,
    "getNotes": lambda _desk, _params: {"notes": []},
}
"""What Decap asks of a backend that publishes at once."""


def _wrap(place: Place, raw: str) -> dict[str, Any]:
    """Give a page as Decap's local backend does."""
    return {"data": raw, "file": {"path": place.shown, "id": place.shown if raw else None, "label": None}}
