"""The changes as a feed: Atom (RFC 4287).

In: the index. Out: one output. An entry's id is made of its page's first id, its kind, its item and its day,
so that no reader sees it twice; `updated` is the day of the fact, that of the feed the newest one.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from playbook.exports.clean import clean, clean_line
from playbook.exports.fact_days import EPOCH
from playbook.publish import Output
from playbook.view import Index
from playbook.view.change import Change, list_changes
from playbook.view.changes import PATH
from playbook.view.feed import CHANGES, join_address

NEWEST = 100
SINCE = "2026"
"""The year in which the ids begin, as RFC 4151 wants one."""
NOWHERE = "playbook.invalid"
"""Who gives the ids of a site that has no address: a name that RFC 2606 keeps free."""


def export_atom(index: Index) -> Iterator[Output]:
    """Write the newest changes."""
    changes = list_changes(index)[:NEWEST]
    site = index.site.config.settings.site
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language})
    _add(root, "id", name_tag(index, "changes"))
    _add(root, "title", f"{clean_line(site.name)}: changes")
    _add(root, "updated", _write_time(changes))
    author = SubElement(root, "author")
    _add(author, "name", clean_line(site.organisation or site.name) or "playbook")
    SubElement(
        root, "link", {"rel": "self", "type": "application/atom+xml", "href": _address(index, CHANGES)}
    )
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _address(index, PATH)})
    for each in changes:
        _add_entry(index, root, each)
    indent(root, "")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    yield Output(CHANGES, body + b"\n")


def _add_entry(index: Index, root: Element, change: Change) -> None:
    entry = SubElement(root, "entry")
    _add(entry, "id", name_tag(index, change.name))
    _add(entry, "title", clean_line(change.title))
    _add(entry, "updated", _write_time((change,)))
    if change.who:
        _add(SubElement(entry, "author"), "name", clean_line(change.who.title) or "playbook")
    href = _address(index, change.url)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
    SubElement(entry, "category", {"term": change.kind})
    SubElement(entry, "content", {"type": "text"}).text = clean(change.text or change.title)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def name_tag(index: Index, name: str) -> str:
    """Give a name for ever (RFC 4151) under the site's host."""
    host = urlsplit(index.site.config.settings.site.url).hostname or NOWHERE
    return f"tag:{host},{SINCE}:{quote(clean_line(name), safe='/+:')}"


def _write_time(changes: Sequence[Change]) -> str:
    return f"{(changes[0].day if changes else EPOCH).isoformat()}T00:00:00Z"


def _address(index: Index, url: str) -> str:
    return clean_line(join_address(index.site.config.settings.site.url, url) or url)
