"""HTML that playbook itself made: a text that a template prints as it is.

In: HTML from the Markdown renderer. Out: `Html`. It cleans nothing: only what escapes its input may make one.
"""

from typing import Any


class Html(str):
    """HTML made by playbook; templates escape every other text."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give the HTML: how a template knows that it is not to be escaped."""
        return str(self)


def write_html(value: Any) -> str:
    """Tell an encoder, which asks, how HTML is written. Raises NotImplementedError for all else."""
    if isinstance(value, Html):
        return str(value)
    raise NotImplementedError(type(value))


def make_html(kind: type, value: Any) -> Html:
    """Make HTML of what a decoder has read. Raises NotImplementedError for all other types."""
    if kind is Html:
        return Html(value)
    raise NotImplementedError(kind)
