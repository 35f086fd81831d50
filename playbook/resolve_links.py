"""Links in prose: relative `.md` links, anchors, assets, wikilinks.

In: the site and one page. Out: where each link of the page leads, in the order of the page's links; a fault
for each that leads nowhere, at the link's own line and column.
"""

import posixpath
import re
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

from playbook.diagnostic import Fault, Fix
from playbook.file_name import explain_name
from playbook.markdown import Link
from playbook.model.page import Page
from playbook.model.site import ResolvedLink
from playbook.resolve_targets import Targets
from playbook.words import find_nearest, quote, slugify, suggest

SCHEMES = ("http://", "https://", "mailto:")
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
BROKEN = ResolvedLink()
UNKNOWN = "check the name, or add the page"
_PLAIN = re.compile(r"[\w./-]*(#.*)?")
"""A target that may stand in a link as it is."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would satisfy, in words and as the link's target; safe where nothing else can be meant."""

    help: str
    target: str = ""
    is_safe: bool = False


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
        """Follow the link by its kind."""
        href = self.link.href.strip()
        if self.link.kind == "wiki":
            return self.follow_name(normalize("NFC", href))
        if href.lower().startswith(SCHEMES):
            return self.follow_out(href)
        if not href:
            return self.refuse("the link has no target", "write where it leads, or take the brackets away")
        if ":" in href.partition("/")[0].partition("#")[0]:
            scheme = href.partition(":")[0]
            return self.refuse(f"{quote(scheme + ':')} links are not allowed", "use https, mailto or a page")
        if href.startswith(("/", "\\")):
            return self.refuse(f"{quote(href)} begins with a slash", "write it relative to this file")
        return self.follow_path(href)

    def follow_out(self, href: str) -> ResolvedLink:
        """Let a link leave the site; a picture must not, since pages load nothing from another host."""
        if self.link.kind == "image":
            message = "a picture from another host is not shown: pages load nothing from elsewhere"
            return self.refuse(message, "put the picture beside the page and link to it there")
        return ResolvedLink(url=href, external=True)

    def follow_path(self, href: str) -> ResolvedLink:
        """Follow a path relative to the page's file; what stands after a question mark says nothing here."""
        path, _, anchor = href.partition("#")
        path = path.partition("?")[0]
        if not path:
            return self.point(self.page, unquote(anchor))
        full = normalize("NFC", self.locate(unquote(path)))
        target = self.targets.by_path.get(full) or self.targets.by_path.get(f"{full}/index.md")
        if target:
            return self.point(target, unquote(anchor))
        if full in self.targets.assets:
            return self.show_asset(full, anchor)
        return self.refuse(*self.explain_path(href, full, path))

    def locate(self, path: str) -> str:
        """Give a relative path from the project's root."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), path))

    def show_asset(self, full: str, anchor: str) -> ResolvedLink:
        """Lead to a file that is published as it is."""
        name = posixpath.relpath(full, self.targets.content)
        if bad := explain_name(name):
            return self.refuse(f"the file's name {bad}", "rename the file")
        if self.link.kind == "image" and not name.lower().endswith(PICTURES):
            return self.refuse(f"{quote(name)} is no picture", f"a picture ends in {', '.join(PICTURES)}")
        title = posixpath.basename(name)
        return ResolvedLink(url=f"files/{self.targets.assets[full]}", anchor=unquote(anchor), title=title)

    def explain_path(self, href: str, full: str, path: str) -> tuple[str, str | Remedy]:
        """Say why a path leads nowhere, and what its author very likely meant."""
        targets, name = self.targets, quote(posixpath.basename(full))
        if full != targets.content and not full.startswith(targets.content + "/"):
            return f"{quote(href)} leads out of the folder {targets.content}", "link to what lies inside it"
        twin = targets.find_twin(full)
        renamed = targets.find_former(full)
        missing = f"there is no file {full}"
        rest, slashed = href[len(path) :], href.replace("\\", "/")
        to_twin, to_renamed = self.point_to(twin), self.point_to(renamed)
        ways: tuple[tuple[object, str, str | Remedy], ...] = (
            (
                twin,
                f"{missing}; only its capital letters differ",
                Remedy(f"write {to_twin}", to_twin + rest, is_safe=True),
            ),
            (
                renamed,
                f"{missing} any more: it was renamed",
                Remedy(f"write {to_renamed}", to_renamed + rest, is_safe=True),
            ),
            (full in targets.folders, f"{quote(href)} is a folder", "link to a page in it"),
            (full in targets.others, f"files like {name} are not published", "link to a page or asset"),
            (
                "\\" in full,
                missing,
                Remedy(f"write slashes: {slashed}", slashed if self.is_there(slashed) else "", is_safe=True),
            ),
            (
                f"{full}.md" in targets.by_path,
                missing,
                Remedy(f"write {path}.md", f"{path}.md{rest}", is_safe=True),
            ),
        )
        found = next(((message, help_) for fits, message, help_ in ways if fits), None)
        return found or (missing, self.guess_path(full, rest))

    def is_there(self, href: str) -> bool:
        """Whether a path leads to a page or an asset: signs that Markdown took for escapes are lost."""
        full = normalize("NFC", self.locate(unquote(href.partition("#")[0])))
        return full in self.targets.by_path or full in self.targets.assets

    def point_to(self, full: str) -> str:
        """Write a file's path as a link of this page must."""
        return posixpath.relpath(full, posixpath.dirname(self.page.path)) if full else ""

    def guess_path(self, full: str, rest: str) -> str | Remedy:
        """Name the nearest file, as the page's author must write it."""
        stem = posixpath.basename(full).removesuffix(".md")
        if stem in self.targets.by_name and f"{stem}.md" not in self.targets.bases:
            return f"it has no file of its own: write [[{stem}]]"
        nearest = self.targets.find_near(full)
        to_nearest = self.point_to(nearest) if nearest else ""
        return Remedy(f"did you mean `{to_nearest}`?", to_nearest + rest) if nearest else UNKNOWN

    def follow_name(self, href: str) -> ResolvedLink:
        """Follow a wikilink: an id, alone or after its kind."""
        name, _, anchor = (each.strip() for each in href.partition("#"))
        if not name:
            return self.point(self.page, anchor)
        found = self.targets.by_name.get(name, ())
        if len(found) == 1:
            return self.point(found[0], anchor)
        if found:
            keys = ", ".join(f"[[{each.key}]]" for each in found)
            return self.refuse(f"{quote(name)} is the id of {len(found)} pages", f"say which: {keys}")
        renamed = self.targets.former.get(name)
        if renamed:
            remedy = Remedy(f"write [[{renamed.id}]]", renamed.id + _hash(anchor), is_safe=True)
            return self.refuse(f"{quote(name)} was renamed", remedy)
        slug = slugify(name.removesuffix(".md"))
        nearest = slug if slug in self.targets.by_name else find_nearest(name, self.targets.names)
        meant = Remedy(f"did you mean `{nearest}`?", nearest + _hash(anchor)) if nearest else UNKNOWN
        return self.refuse(f"no page has the id {quote(name)}", meant)

    def point(self, target: Page, anchor: str) -> ResolvedLink:
        """Lead to a page; nobody knows the headings of one that cannot be read."""
        if self.link.kind == "image":
            return self.refuse("a page is no picture", f"a picture ends in {', '.join(PICTURES)}")
        known = frozenset(each.id for each in target.headings)
        if anchor and anchor not in known and target.readable:
            where = "this page" if target is self.page else target.path
            help_ = suggest(anchor, known) if known else "it has no headings: leave the part after # out"
            nearest = find_nearest(anchor, known)
            to_nearest = f"{self.link.href.strip().partition('#')[0]}#{nearest}" if nearest else ""
            return self.refuse(f"{where} has no heading {quote('#' + anchor)}", Remedy(help_, to_nearest))
        return ResolvedLink(page=target.key, anchor=anchor, url=target.url, title=target.title)

    def refuse(self, message: str, remedy: str | Remedy) -> ResolvedLink:
        """Say that the link is broken, and what would mend it."""
        meant = Remedy(remedy) if isinstance(remedy, str) else remedy
        is_plain = _PLAIN.fullmatch(meant.target) or self.link.kind == "wiki"
        fix = Fix(self.link.span, meant.target, meant.is_safe) if meant.target and is_plain else None
        self.faults.append(Fault("broken-link", self.link.span, message, meant.help, fix=fix))
        return BROKEN


def _hash(anchor: str) -> str:
    return f"#{anchor}" if anchor else ""
