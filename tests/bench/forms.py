"""The same playbook in the form that each program wants: its front matter, its links, its templates.

In: the name of a program, N, a folder. Out: a folder that the program can build. Texts are the same but for
the links; templates and configurations of our own stand in `forms/<name>/` and print the same facts.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import iter_files, iter_pages
from tests.bench.prose import Link

STATIC = Path(__file__).parent / "forms"
INDEX = "---\ntitle: Bench\n---\nAll plans of the company.\n"


def link_file(words: str, kind: str, number: int) -> str:
    """Write a link to a page's file, which the program itself turns into the page's address."""
    name = f"plan-{number:05}.md" if kind == "initiatives" else f"../metrics/{kind}-{number:05}.md"
    return f"[{words}]({name})"


def link_address(words: str, kind: str, number: int) -> str:
    """Write a link as a browser follows it, which the program need not look at."""
    name = f"../plan-{number:05}/" if kind == "initiatives" else f"../../metrics/{kind}-{number:05}/"
    return f"[{words}]({name})"


@dataclass(frozen=True)
class Form:
    """Where a program has its pages and where it puts its site, and how its links are written."""

    name: str
    content: str
    output: str
    link: Link
    index: str = "index.md"


PEER_FORMS = {
    form.name: form
    for form in (
        Form("hugo", "content", "public", link_address, "_index.md"),
        Form("eleventy", "content", "public", link_address),
        Form("mkdocs", "docs", "site", link_file),
        Form("zensical", "docs", "site", link_file),
    )
}
FORMS = ("playbook", *PEER_FORMS)


def iter_form(name: str, count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of each page and table that a program reads."""
    if name == "playbook":
        yield from iter_files(count)
        return
    form = PEER_FORMS[name]
    yield f"{form.content}/{form.index}", INDEX
    yield from ((f"{form.content}/{path}", text) for path, text in iter_pages(count, form.link))


def write_form(name: str, count: int, folder: Path) -> Path:
    """Write all that a program needs to build a playbook of `count` plans into a folder."""
    shutil.copytree(STATIC / name, folder, dirs_exist_ok=True)
    made: set[Path] = set()
    for path, text in iter_form(name, count):
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(text.encode("utf-8"))
    return folder
