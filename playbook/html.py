"""HTML that playbook itself made: a text that a template prints as it is.

In: HTML from the Markdown renderer. Out: `Html`. It cleans nothing: only what escapes its input may make one.
"""


class Html(str):
    """HTML made by playbook; templates escape every other text."""

    __slots__ = ()

    def __html__(self) -> str:
        """Give the HTML: how a template knows that it is not to be escaped."""
        return str(self)
