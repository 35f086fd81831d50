"""Links in prose: relative `.md` links, anchors, assets, wikilinks.

In: the site and one page. Out: where each link of the page leads, in the order of the page's links; a fault
for each that leads nowhere, at the link's own line and column.
"""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from playbook.markdown import Link

from playbook.diagnostic import Fault
from playbook.model.page import Page
from playbook.model.site import ResolvedLink, Site
from playbook.words import find_nearest, suggest

SCHEMES = ("http://", "https://", "mailto:")
BROKEN = ResolvedLink()


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that a link may lead to, looked up once for a site."""

    content: str
    by_path: Mapping[str, Page]
    by_name: Mapping[str, tuple[Page, ...]]
    assets: frozenset[str]


def list_targets(site: Site) -> Targets:
    """Index a site's pages by file, by id and by key, and its assets by file."""
    content = site.config.settings.content
    pages = [each for each in site.pages.values() if each.url]
    by_name: dict[str, tuple[Page, ...]] = defaultdict(tuple)
    for each in pages:
        by_name[each.id] += (each,)
        by_name[each.key] += (each,)
    return Targets(
        content=content,
        by_path={each.path: each for each in pages if each.path.endswith(".md")},
        by_name=dict(by_name),
        assets=frozenset(f"{content}/{each}" for each in site.assets),
    )


def resolve_links(targets: Targets, page: Page, faults: list[Fault]) -> tuple[ResolvedLink, ...]:
    """Resolve a page's links; what is broken joins `faults`."""
    return tuple(_Resolver(targets, page, link, faults).resolve() for link in page.links)


@dataclass(frozen=True, slots=True)
class _Resolver:
    targets: Targets
    page: Page
    link: Link
    faults: list[Fault]

    def resolve(self) -> ResolvedLink:
        href = self.link.href.strip()
        if self.link.kind == "wiki":
            return self.follow_name(href)
        if href.lower().startswith(SCHEMES):
            return ResolvedLink(url=href, external=True)
        if ":" in href.partition("/")[0].partition("#")[0]:
            scheme = href.partition(":")[0]
            return self.refuse(f"`{scheme}:` links are not allowed", "use http, https, mailto or a page")
        if href.startswith("/"):
            return self.refuse(f"`{href}` begins with a slash", "write it relative to this file")
        return self.follow_path(href)

    def follow_path(self, href: str) -> ResolvedLink:
        path, _, anchor = href.partition("#")
        if not path:
            return self.point(self.page, unquote(anchor))
        plain = unquote(path.partition("?")[0])
        full = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), plain))
        if full in self.targets.by_path:
            return self.point(self.targets.by_path[full], unquote(anchor))
        if full in self.targets.assets:
            name = posixpath.relpath(full, self.targets.content)
            return ResolvedLink(url=f"files/{name}", title=posixpath.basename(name))
        if not full.startswith(self.targets.content + "/"):
            message = f"`{href}` leads out of the folder {self.targets.content}"
            return self.refuse(message, "link to a page or file inside it")
        return self.refuse(
            f"there is no file {full}", _guess(full, self.targets.assets | self.targets.by_path.keys())
        )

    def follow_name(self, href: str) -> ResolvedLink:
        name, _, anchor = (each.strip() for each in href.partition("#"))
        if not name:
            return self.point(self.page, anchor)
        found = self.targets.by_name.get(name, ())
        if len(found) == 1:
            return self.point(found[0], anchor)
        if found:
            keys = ", ".join(f"[[{each.key}]]" for each in found)
            return self.refuse(f"`{name}` is the id of {len(found)} pages", f"say which: {keys}")
        return self.refuse(f"no page has the id `{name}`", _guess(name, self.targets.by_name))

    def point(self, target: Page, anchor: str) -> ResolvedLink:
        known = {each.id for each in target.headings}
        if anchor and anchor not in known:
            where = "this page" if target is self.page else target.path
            return self.refuse(f"{where} has no heading `#{anchor}`", suggest(anchor, known))
        return ResolvedLink(page=target.key, anchor=anchor, url=target.url, title=target.title)

    def refuse(self, message: str, help_: str) -> ResolvedLink:
        self.faults.append(Fault("broken-link", self.link.span, message, help_))
        return BROKEN


def _guess(name: str, known: Collection[str]) -> str:
    nearest = find_nearest(name, known)
    return f"did you mean `{nearest}`?" if nearest else "check the name, or add the page"
