"""A site that is resolved again after a change is the one that resolving everything gives."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import pytest

from playbook.config import read_config
from playbook.load import load
from playbook.model.site import Site
from playbook.resolve import resolve
from playbook.resolve_again import Resolved
from playbook.store import Store
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"
NOTE = "content/note.md"
HOME = "content/index.md"
WORDS = "content/glossary.md"
MAYA = "content/people/maya-okafor.md"
METRIC = "content/metrics/sales-cycle"

BASE = {
    **read_base(),
    NOTE: "# Note\n\n## How\n\nSee [[crm]] and [[order-intake]], owned by [[maya-okafor]].\n",
    HOME: "# Home\n\n[A note](note.md#how), and [[note]] about it; [[crm]] again. ![](a.svg)\n",
    WORDS: "# Words\n\nDeal\n:   What [[crm]] counts.\n",
    MAYA: "---\ntitle: Head of sales\n---\n\nAsk her about [[crm]].\n",
    "content/old.md": "---\nformerly: [older]\n---\n\n# Old\n\nIt was another page.\n",
    "content/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}

Edit = tuple[str, str, str] | Mapping[str, str | None]
ALIKE: dict[str, Edit] = {
    "prose": (NOTE, "See", "Look at"),
    "link": (NOTE, "[[crm]]", "[[index]]"),
    "two links": (NOTE, "[[crm]]", "[[index]], [[glossary]], [[crm]]"),
    "no link": (HOME, "; [[crm]] again", ""),
    "first link": (HOME, "# Home\n", "# Home\n\n[[glossary]] and [[old]]\n"),
    "broken link": (HOME, "[[note]]", "[[notes]]"),
    "broken anchor": (HOME, "#how", "#why"),
    "own anchor": (NOTE, "See", "See [above](#how) and [below](#hows);"),
    "own anchor by name": (NOTE, "See", "See [[note#hows]] and [it](note.md#hows);"),
    "picture": (HOME, "a.svg", "b.svg"),
    "unknown reference": (CRM, "sponsor: erik-lind", "sponsor: erik-lint"),
    "another reference": (CRM, "sponsor: erik-lind", "sponsor: tom-hale"),
    "readings": (f"{METRIC}.csv", "\n", "\n2025-01-01,5\n"),
    "several": {NOTE: "# Note\n\n## How\n\nSee [[index]].\n", HOME: "# Home\n\n[[note]]\n"},
}
OTHERWISE: dict[str, Edit] = {
    "title": (CRM, "title: ", "title: Another, or "),
    "heading": (NOTE, "## How", "## Why"),
    "status": (CRM, "status: running", "status: paused"),
    "owner": (CRM, "owner: maya-okafor\n", "owner: tom-hale\n"),
    "milestone": (CRM, "  - id: ", "  - id: other-"),
    "unread": (CRM, "---\n", "--\n"),
    "old id": ("content/old.md", "older", "oldest"),
    "page of an old id": {"content/older.md": "# Older\n"},
    "term": (WORDS, "Deal\n", "Offer\n"),
    "term's page": (WORDS, "[[crm]]", "[[note]]"),
    "joined": (MAYA, "[[crm]]", "[[note]] and [[crm]]"),
    "row": ("content/people.csv", "maya-okafor", "mayo-okafor"),
    "no page": {NOTE: None},
    "another page": {"content/notes.md": "# Notes\n\n[[note]]\n"},
    "second of an id": {"content/note/index.md": "# Note too\n"},
    "renamed": {NOTE: None, "content/notes.md": BASE[NOTE]},
    "swapped": {NOTE: BASE[HOME], HOME: BASE[NOTE]},
    "no picture": {"content/a.svg": None},
    "a file": {"content/b.mp4": ""},
    "setting": {"playbook.toml": BASE["playbook.toml"] + "\n[words]\nplaceholders = ['later']\n"},
    "navigation": {
        "playbook.toml": BASE["playbook.toml"] + "\n[[site.navigation]]\ntitle = 'X'\npage = 'no'\n"
    },
}


class Lasting:
    """A playbook that is resolved again and again, and each time from nothing too."""

    def __init__(self, folder: Path) -> None:
        """Write it."""
        self.root, self.store = write_site(folder, BASE), Store()
        self.resolve()

    def resolve(self) -> None:
        """Resolve it both ways, and compare all that there is, with the order of each table."""
        config, _ = read_config(self.root)
        fresh = Store()
        here = resolve(config, load(config, self.store), self.store)
        anew = resolve(config, load(config, fresh), fresh)
        for each in fields(Site):
            own, other = getattr(here, each.name), getattr(anew, each.name)
            assert own == other, each.name
            assert not isinstance(own, dict) or list(own) == list(other), each.name

    def find_basis(self) -> object:
        """Give what tells that everything was resolved anew."""
        assert isinstance(self.store.resolved, Resolved)
        return self.store.resolved.known

    def change(self, edit: Edit) -> None:
        """Change files."""
        if isinstance(edit, tuple):
            file, old, new = edit
            before = (self.root / file).read_text(encoding="utf-8")
            assert old in before
            edit = {file: before.replace(old, new, 1)}
        for name, text in edit.items():
            if text is None:
                (self.root / name).unlink()
            else:
                write_site(self.root, {name: text})

    def restore(self) -> None:
        """Take all changes back."""
        for path in [each for each in (self.root / "content").rglob("*") if each.is_file()]:
            if path.relative_to(self.root).as_posix() not in BASE:
                path.unlink()
        write_site(self.root, BASE)


@pytest.mark.parametrize("name", [*ALIKE, *OTHERWISE])
def test_a_change_and_its_end_are_resolved_as_anew(tmp_path: Path, name: str) -> None:
    lasting = Lasting(tmp_path)
    before = lasting.find_basis()
    lasting.change((ALIKE | OTHERWISE)[name])
    lasting.resolve()
    assert (lasting.find_basis() is before) == (name in ALIKE)
    lasting.restore()
    lasting.resolve()
    assert (lasting.find_basis() is before) == (name in ALIKE)


def test_changes_upon_changes_are_resolved_as_anew(tmp_path: Path) -> None:
    lasting = Lasting(tmp_path)
    before = lasting.find_basis()
    for edit in ALIKE.values():
        try:
            lasting.change(edit)
        except AssertionError:
            continue  # an edit before took the words away
        lasting.resolve()
    assert lasting.find_basis() is before


def test_nothing_changed_is_the_same_site(tmp_path: Path) -> None:
    lasting = Lasting(tmp_path)
    assert isinstance(lasting.store.resolved, Resolved)
    before = lasting.store.resolved.site
    lasting.resolve()
    assert lasting.store.resolved.site.pages is before.pages
