"""A page of an older schema version, brought to the next one.

In: a page, taken apart, its kind and what changed. Out: its text with other keys and words at the places that
changed; quotes, comments, order and prose stay.
"""

from collections.abc import Iterable, Iterator

from playbook.edit import Edit, apply_edits
from playbook.edit.places import walk
from playbook.frontmatter import Document, Tree, read
from playbook.schema.versions import Migration, Step, matches
from playbook.source import Source


def migrate_page(document: Document, kind: str, steps: Iterable[Step]) -> str:
    """Give a page's text after all steps; as it is where its front matter cannot be read."""
    for step in steps:
        for migration in step:
            if migration.kind == kind and document.tree is not None:
                edits = list(_list_edits(document.source, document.tree, migration))
                text = apply_edits(document.source.text, edits)
                document = read(document.source.path, text.encode("utf-8", "surrogatepass"))
    return document.source.text


def _list_edits(source: Source, tree: Tree, migration: Migration) -> Iterator[Edit]:
    for path, value in walk(tree.data):
        for pattern, key in migration.keys.items():
            if matches(path, pattern):
                yield _replace(source, source.offsets(tree.keys[path]), str(path[-1]), key)
        for pattern, words in migration.words.items():
            if isinstance(value, str) and matches(path, pattern) and value.strip() in words:
                place = source.offsets(tree.values[path])
                yield _replace(source, place, value.strip(), words[value.strip()])


def _replace(source: Source, place: tuple[int, int], old: str, new: str) -> Edit:
    """Replace a word in whatever quotes it stands."""
    start, end = place
    return Edit(start, end, source.text[start:end].replace(old, new, 1))
