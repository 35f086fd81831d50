"""The parts that somebody or something plays in plans, as its own page begins to list them.

In: parts, the lists of a page. Out: those under way and the others that the page shows; of very many those
that need attention first, and a list with all of them.
"""

from collections.abc import Sequence

from playbook.view.home import rank
from playbook.view.involved import Part
from playbook.view.listing import Lists, Wanted

UNDER_WAY, ASIDE = "Initiatives under way", "Drafts and stopped initiatives"


def begin_parts(lists: Lists, parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Give the parts under way and the others, as many as the page shows."""
    if len(parts) > lists.index.sizes["parts"].most:
        parts = sorted(parts, key=lambda each: rank(each.plan))
    wanted = Wanted("initiatives", "parts", f"Initiatives of {lists.title}", "All {} initiatives")
    rows = [(UNDER_WAY, each) for each in parts if each.is_active]
    rows += [(ASIDE, each) for each in parts if not each.is_active]
    shown = lists.begin_titled(wanted, rows)
    return (
        tuple(each for title, each in shown if title == UNDER_WAY),
        tuple(each for title, each in shown if title == ASIDE),
    )
