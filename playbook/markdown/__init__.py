"""A page's Markdown to HTML, headings, links, terms and plain texts.

In: the source of a page and where its body starts. Out: `Body`; `fill` puts in the targets of links
when they are known. It looks at one page alone, resolves nothing, and never raises on any text.
"""

from html import escape

from playbook.markdown.body import Body, Heading, Link, Prose, Target, Term
from playbook.markdown.bounds import is_too_dense
from playbook.markdown.html import Writer
from playbook.markdown.outline import Outline
from playbook.markdown.place import Lines
from playbook.markdown.slugs import slug
from playbook.markdown.syntax import make_safe, tokenize
from playbook.markdown.targets import fill
from playbook.source import Source

__all__ = ["Body", "Heading", "Link", "Prose", "Target", "Term", "fill", "parse", "slug"]


def parse(source: Source, body_offset: int) -> Body:
    """Turn the text from an offset on into a `Body`; spans and lines are those of the file.

    A first heading of level 1 serves as the page's title: it keeps its level in `headings`, and in
    the HTML it becomes an h2 that `fill` can leave out. If there are more of level 1, every heading
    moves down by one, so that the page's template prints the only h1.
    """
    text = make_safe(source.text[body_offset:])
    if is_too_dense(text):
        return Body(f'<pre class="plain">{escape(text, quote=False)}</pre>\n', plain=True)
    tokens, env = tokenize(text)
    outline = Outline(source, Lines(source, body_offset, text), env.get("references", {}))
    outline.read(tokens)
    return Body(
        html=Writer(tokens).write(),
        headings=outline.list_headings(),
        links=tuple(outline.links),
        prose=tuple(outline.prose),
        terms=tuple(outline.terms),
        words=sum(outline.counts),
    )
