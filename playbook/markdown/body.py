"""What a page's Markdown turns into.

In: nothing. Out: the values that `parse` gives and `fill` takes. They do nothing by themselves.
"""

from dataclasses import dataclass

from playbook.source import Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level as written, its plain text, its id in the page and its line.

    `words` counts the section's words up to the next heading of the same or a higher level.
    """

    level: int
    text: str
    id: str
    line: int
    words: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the author wrote it.

    `href` is the target without escapes, for a wikilink the id with its anchor; `text` is what a
    reader sees; `kind` is "link", "image" or "wiki"; `span` is the target's own text in the file,
    for a reference link the one in its definition; `label` is what stands after the bar of a
    wikilink; `sentence` is the plain text around it; `block` counts the entries of `Body.prose`.
    """

    href: str
    text: str
    kind: str
    span: Span
    label: str
    sentence: str
    block: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A block's plain text without code, for checks of words; a line break is a line break.

    `kind` is "paragraph", "item", "heading" or "cell"; `line` is the line of its first word.
    """

    line: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a definition list: its words, the first paragraph that defines it, its id and its line.

    `name` is "" for what is written as code, `id` for what has no letters. `block` counts the entry of
    `Body.prose` that is the definition.
    """

    name: str
    text: str
    id: str
    line: int
    block: int


@dataclass(frozen=True, slots=True)
class Body:
    """A page's prose: its HTML with places for the links, headings, links, texts and terms
    in order.

    `words` counts the words outside code, headings included. `plain` says that the text holds so
    many signs of Markdown that it is shown as it is written, without headings or links.
    """

    html: str
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    prose: tuple[Prose, ...] = ()
    terms: tuple[Term, ...] = ()
    words: int = 0
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `href` for the page that shows it, the `title` of what it leads to.

    `size` is the width and height of an image, where they are known.
    """

    href: str
    title: str
    external: bool = False
    broken: bool = False
    size: tuple[int, int] | None = None
