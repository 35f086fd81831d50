"""What the search knows of a page.

In: nothing. Out: `Entry`. It is all plain text: a browser shows it as text and never as HTML.
"""

from dataclasses import dataclass

from playbook.view.plan import PlanCard


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that can be found: `url` is relative to the site's root, `text` all its words.

    `kind` is a key of words.KIND or "rule"; `summary` its sentence, `note` a fact beside it (an owner, a
    department), `reading` the last one in words; `headings` are pairs of a text and its id in the page.
    """

    url: str
    title: str
    kind: str
    summary: str = ""
    note: str = ""
    reading: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    text: str = ""
    plan: PlanCard | None = None
