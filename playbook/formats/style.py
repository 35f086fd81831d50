"""How a report is dressed.

In: what the command line and the environment decided (colour, links, place in the repository).
Out: `Style`, which every format gets beside the report. It never changes what was found.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playbook.diagnostic import Severity

_INKS = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "strong": "1",
    "faint": "2",
}


@dataclass(frozen=True, slots=True)
class Style:
    """The dress of one report.

    `docs` is the template of where a rule is explained, a command or an http(s) address; `{code}`
    in it becomes the rule's code. `prefix` is the project's folder relative to the repository's
    root, POSIX style ("" for the root itself). `threshold` is the least severity that makes the
    check fail: the formats which tell failed from passed (junit) need it. `verbose` shows more of
    what does not count.
    """

    color: bool = False
    docs: str = "playbook explain {code}"
    verbose: bool = False
    prefix: str = ""
    version: str = ""
    threshold: Severity = Severity.ERROR

    def paint(self, text: str, ink: str) -> str:
        """Colour a text for a terminal: `ink` is a severity's word, "strong" or "faint"."""
        return f"\x1b[{_INKS[ink]}m{text}\x1b[0m" if self.color and text else text

    def explain(self, code: str) -> str:
        """Say where a rule is explained: a command to type or an address to open."""
        return self.docs.replace("{code}", code)

    def link(self, code: str) -> str:
        """Give the address of a rule's page, or "" when the documentation is not on the web."""
        address = self.explain(code)
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.netloc and not set(address) & set(' <>"')
        return address if usable else ""

    def repo_path(self, path: str) -> str:
        """Give a project path as the repository sees it."""
        prefix = self.prefix.strip("/")
        return path if prefix in ("", ".") else f"{prefix}/{path}"
