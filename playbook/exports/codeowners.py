"""CODEOWNERS: who must approve a change of a plan's file, for the forge: its sponsor and its owner.

In: the index, the project's folder in the repository. Out: the file's text, and in words what it lacks. It
holds addresses of persons: it is for the repository, and no part of a site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from playbook.exports.clean import clean_line
from playbook.model.page import Page
from playbook.view import Index

NO_DEPARTMENT = "Of no department"
_SPECIAL = re.compile(r"[\\ *?\[\]#!]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")
_ADDRESS = re.compile(r"[^\s@#\\<>,;\"()\[\]]+@[^\s@#\\<>,;\"()\[\]]+\.[^\s@#\\<>,;\"()\[\]]+")


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The text of the file; `missing` says, a line each, who is not in it and why."""

    text: str
    missing: tuple[str, ...]


def write_codeowners(index: Index, prefix: str = "") -> CodeOwners:
    """Write a line for each plan's file, below its department; `prefix` is the project's folder in the
    repository, "" for its root."""
    missing: dict[str, None] = {}
    sections: list[str] = []
    plans = sorted(index.site.initiatives, key=lambda each: (_name_department(index, each), each.path))
    for name, pages in groupby(plans, key=lambda each: _name_department(index, each)):
        lines = [line for each in pages if (line := _write_line(index, each, prefix, missing))]
        if lines:
            sections.append("\n".join([f"# {name}", *lines]))
    head = (
        "# Who approves a change of a plan: its sponsor and its owner. Made by `playbook export codeowners`."
    )
    return CodeOwners("\n\n".join([head, *sections]) + "\n", tuple(missing))


def _name_department(index: Index, page: Page) -> str:
    found = index.site.find("department", page.plan.department) if page.readable else None
    return clean_line(found.title) if found else NO_DEPARTMENT


def _write_line(index: Index, page: Page, prefix: str, missing: dict[str, None]) -> str:
    """Write a plan's line; "" where nobody can be named, so that what stands above holds for the file."""
    path = f"/{prefix}/{page.path}" if prefix else f"/{page.path}"
    if not page.readable or _UNSAFE.search(path):
        missing[f"{clean_line(page.path)}: the page cannot be read, or its name cannot stand in the file"] = (
            None
        )
        return ""
    handles = list(dict.fromkeys(_list_handles(index, page, missing)))
    if not handles:
        missing[f"{page.path}: nobody could be named, so it has no line"] = None
        return ""
    return f"{escape_path(path)} {' '.join(handles)}"


def _list_handles(index: Index, page: Page, missing: dict[str, None]) -> Iterator[str]:
    for person in (page.plan.sponsor, page.plan.owner):
        found = index.site.find("person", person) if person else None
        if found is None:
            continue
        email = found.data.email.strip()
        if index.site.has_left(person, index.today):
            missing[f"{found.title} ({found.id}) has left"] = None
        elif not email:
            missing[f"{found.title} ({found.id}) has no email"] = None
        elif not _ADDRESS.fullmatch(email):
            missing[f"{found.title} ({found.id}): `{clean_line(email)}` is no address"] = None
        else:
            yield email


def escape_path(path: str) -> str:
    """Write a path as a pattern that means this file and no other."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", path)
