"""Where pages of the site lie, and how an address names them.

In: paths of outputs. Out: paths and URLs. A list that is cut into pages keeps its own address for the first;
the others lie below `lists/`, where no page of an author may lie.
"""

from urllib.parse import quote

LISTS = "lists/"
"""The folder of the pages that lists go on in; `resolve_ids` keeps it free."""


def quote_path(path: str) -> str:
    """Write an output's path as a URL: whatever has a meaning in a URL is encoded."""
    return quote(path, safe="/~")


def name_part(path: str, number: int) -> str:
    """Give the path of a page of a list: people.html, then lists/people/2.html."""
    if number == 1:
        return path
    return f"{LISTS}{path.removeprefix(LISTS).removesuffix('.html')}/{number}.html"


def name_list(path: str, name: str) -> str:
    """Give the path of a list that another page begins: lists/person/kim-novak/due.html."""
    return f"{LISTS}{path.removesuffix('.html')}/{name}.html"
