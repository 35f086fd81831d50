"""sitemap.xml: the addresses of the site's pages, for a search engine of the intranet.

In: the index. Out: one output, or none: a sitemap holds whole addresses, and without `[site] url` nobody
knows them. Pages that have moved and the page for what is not there are not in it.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from playbook.exports.fact_days import EPOCH, find_newest
from playbook.publish import Output
from playbook.view import Index
from playbook.view.address import quote_path
from playbook.view.feed import join_address
from playbook.view.rule_text import list_documented


def export_sitemap(index: Index) -> Iterator[Output]:
    """Write the sitemap, where the site's address is known."""
    base = index.site.config.settings.site.url
    if not base:
        return
    root = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for url, day in _list_pages(index).items():
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = join_address(base, url)
        if day:
            SubElement(entry, "lastmod").text = day
    indent(root, "")
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    yield Output("sitemap.xml", body + b"\n")


def _list_pages(index: Index) -> dict[str, str]:
    """List the pages that playbook writes, then those of content, each with the day of its newest fact."""
    pages = {each.url: "" for each in (*index.chrome.nav, *index.chrome.foot) if each.url.endswith(".html")}
    for page in index.site.pages.values():
        if page.url:
            pages[quote_path(page.url)] = _say_newest(index, page.key)
    return pages | {f"rules/{name}.html": "" for name in list_documented()}


def _say_newest(index: Index, key: str) -> str:
    facts = index.plans.get(key)
    day = find_newest(facts.case.plan, facts.case.shape) if facts else EPOCH
    return "" if day == EPOCH else day.isoformat()
