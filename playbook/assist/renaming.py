"""Another id for a page or a milestone: every place that names it, its files, what it was called.

In: what is renamed, the new id, the judged playbook, the texts of its files. Out: `Renaming`: edits by file
and files to be moved; or `RenameError`, in words. All of it or nothing: a place that cannot be changed
exactly refuses the whole.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from unicodedata import normalize

from playbook.assist.items import find_part, is_unsure
from playbook.assist.outline import read_outline
from playbook.assist.places import find_milestone
from playbook.assist.rename_checks import RenameError, check_file, check_new
from playbook.assist.rename_rows import list_item_edits, list_row_edits
from playbook.assist.uses import Use, Uses
from playbook.edit import Edit
from playbook.edit.amend import AmendError, amend
from playbook.edit.order import list_order
from playbook.frontmatter import Document, Node, read
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.source import Source, Span

ReadText = Callable[[str], str]
"""Gives the text of a file as it is open or lies on the disk, by its path from the project's root."""

PLAIN = re.compile(r"\w[\w.-]*")


@dataclass(slots=True)
class Renaming:
    """Edits by file, and the files that get another path, all from the project's root."""

    edits: dict[str, list[Edit]] = field(default_factory=dict)
    files: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, edit: Edit) -> None:
        """Change a place."""
        some = self.edits.setdefault(path, [])
        if edit not in some:
            some.append(edit)


@dataclass(frozen=True, slots=True)
class Rename:
    """The work: `key` gets the id `new`."""

    key: str
    new: str
    judgement: Judgement
    uses: Uses
    read: ReadText
    seen: set[str] = field(default_factory=set)

    @property
    def old(self) -> str:
        """The id that goes."""
        return self.key.partition("#")[2] or self.key.partition("/")[2]

    def run(self) -> Renaming:
        """Work out the whole. Raises RenameError."""
        done = Renaming()
        page = self.judgement.site.pages.get(self.key.partition("#")[0])
        if page is None:
            raise RenameError(f"there is no page `{self.key}`")
        check_new(self.key, self.new, self.judgement)
        self.refuse_changed(page)
        for use in self.uses.find(self.key, self.judgement):
            if not use.page.path.endswith(".csv"):
                self.change(use, done)
        self.refuse_unread(done)
        if "#" in self.key:
            self.name_milestone(page, done)
        else:
            self.move(page, done)
            for path, edit in list_row_edits(page, self.new, self.judgement, self.read):
                done.add(path, edit)
        for path, edit in list_item_edits(self.key, self.new, self.judgement, self.read):
            done.add(path, edit)
        return done

    def refuse_unread(self, done: Renaming) -> None:
        """Refuse where a page has faults and may name the id at more places than those that could be read."""
        for page in self.judgement.site.pages.values():
            is_sound = page.readable and not any(self.judgement.site.iter_faults(page))
            if is_sound or not page.path.endswith(".md"):
                continue
            if count_names(self.read(page.path), self.old) > len(done.edits.get(page.path, ())):
                raise RenameError(f"{page.path} has faults and may name `{self.old}`; mend it first")

    def refuse_changed(self, page: Page) -> None:
        """Refuse where a page is no more what was judged: its places would be wrong."""
        if page.path in self.seen:
            return
        self.seen.add(page.path)
        stored = self.judgement.store.fetch(page.digest)
        if stored and not stored.row and stored.raw.decode("utf-8", "replace") != self.read(page.path):
            raise RenameError(f"{page.path} has just changed: try again in a moment")

    def change(self, use: Use, done: Renaming) -> None:
        """Write the new id into a place."""
        self.refuse_changed(use.page)
        if use.how == "part" and is_unsure(use.name, self.key, use.page, self.judgement):
            where = f"{use.page.path}:{use.span.line}"
            raise RenameError(f"{where}: the item `{use.name}` may name something else; change it by hand")
        source = Source(use.page.path, self.read(use.page.path))
        start, end = _measure(source, use.span)
        raw = source.text[start:end]
        text = self.write(use, raw)
        if text is None:
            where = f"{use.page.path}:{use.span.line}"
            raise RenameError(f"{where}: {raw or 'this place'} cannot be changed exactly; change it by hand")
        done.add(use.page.path, Edit(start, end, text))

    def write(self, use: Use, raw: str) -> str | None:
        """Give what stands at a use afterwards; None where the old id does not stand there as it must."""
        plain = normalize("NFC", raw)
        if use.how == "link":
            return self.write_path(plain)
        if use.how == "wiki":
            name, sign, rest = plain.partition("#")
            before = name.strip().removesuffix(self.old)
            is_whole = before in ("", f"{self.key.partition('/')[0]}/") and before != name.strip()
            return f"{before}{self.new}{sign}{rest}" if is_whole else None
        quote = plain[:1] if plain[:1] in ("'", '"') and plain[-1:] == plain[:1] else ""
        bare = plain.strip(quote) if quote else plain
        if use.how == "part":
            at = find_part(bare, self.key.partition("/")[0], self.old) if bare == use.name else None
            new = at is not None and f"{bare[:at]}{self.new}{bare[at + len(self.old) :]}"
            return f"{quote}{new}{quote}" if new else None
        parts = re.split(r"([#.])" if use.how == "item" else r"(#)", bare)
        if bare != use.name or self.old not in parts:
            return None
        at = parts.index(self.old) if use.how != "milestone" else len(parts) - 1
        parts[at] = self.new
        return f"{quote}{''.join(parts)}{quote}"

    def write_path(self, raw: str) -> str | None:
        """Give a link to a file that has another name."""
        path, sign, rest = raw.partition("#")
        folder, slash, base = path.rpartition("/")
        old = posixpath.basename(self.old)
        if base == f"{old}.md":
            return f"{folder}{slash}{posixpath.basename(self.new)}.md{sign}{rest}"
        before, inner, last = folder.rpartition("/")
        if base == "index.md" and last == old:
            return f"{before}{inner}{self.new}/index.md{sign}{rest}"
        return None

    def move(self, page: Page, done: Renaming) -> None:
        """Give a page's file its new name, and note what it was called."""
        if not page.path.endswith(".md"):
            return
        new_path = check_file(page, self.new, self.judgement)
        done.files.append((page.path, new_path))
        if page.readings_path:
            done.files.append((page.readings_path, f"{new_path.removesuffix('.md')}.csv"))
        document = read(page.path, self.read(page.path).encode())
        data = deepcopy(document.tree.data) if document.tree else {}
        former = data.get("formerly")
        kept = [each for each in former if each != self.new] if isinstance(former, list) else []
        for edit in self.amend(page, document, {**data, "formerly": [*kept, self.old]}):
            done.add(page.path, edit)

    def name_milestone(self, page: Page, done: Renaming) -> None:
        """Write a milestone's new id where it is declared."""
        document = read(page.path, self.read(page.path).encode())
        path = find_milestone(page.data, self.old)
        data = deepcopy(document.tree.data) if document.tree else {}
        milestones = data.get("milestones")
        own = milestones[int(path[1])] if path and isinstance(milestones, list) else None
        if not isinstance(own, dict):
            raise RenameError(f"{page.path}: the milestone `{self.old}` is not written there as keys")
        own["id"] = self.new
        for edit in self.amend(page, document, data):
            done.add(page.path, edit)

    def amend(self, page: Page, document: Document, wanted: dict[str, Node]) -> Iterator[Edit]:
        """Yield the edits of the page's own front matter. Raises RenameError."""
        order = partial(list_order, page.kind, self.judgement.site.config.shape)
        try:
            yield from amend(document, wanted, order)
        except AmendError as error:
            raise RenameError(str(error)) from None


def count_names(text: str, name: str) -> int:
    """Count where a page may name an id: in values of its front matter, however faulty, and in links."""
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)")
    outline = read_outline(text)
    flows = [each.in_flow or each.value.startswith(("[", "{")) for each in outline.entries]
    values = (
        each.value
        for each, is_flow in zip(outline.entries, flows, strict=True)
        if is_flow or not (each.bare or each.in_text or " " in each.value)
    )
    in_values = (len(word.findall(each)) for each in values)
    part = re.compile(rf"\.{re.escape(name)}(?![\w-])")
    in_items = (len(part.findall(each.value)) for each in outline.entries if each.path[-1:] == ("item",))
    base = re.escape(posixpath.basename(name))
    links = re.compile(rf"\[\[(?:\w+/)?{re.escape(name)}[\]|#]|[(/]{base}(?:/index)?\.md[)#]")
    return sum(in_values) + sum(in_items) + len(links.findall(text, outline.body))


def _measure(source: Source, span: Span) -> tuple[int, int]:
    starts = source.starts

    def at(line: int, column: int) -> int:
        return starts[min(line, len(starts)) - 1] + column - 1

    return at(span.line, span.column), at(span.end_line, span.end_column)
