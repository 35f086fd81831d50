"""Sites rendered for tests, and what an HTML parser sees of their pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

from playbook.pipeline import Judgement
from playbook.render import Renderer
from playbook.render_site import render_site
from playbook.templates_place import find_templates
from playbook.view import Facts
from tests.sites import TODAY, judge_files


def make_facts(judgement: Judgement, **changes: Any) -> Facts:
    """Give the facts of a checked site."""
    return Facts(judgement.site, judgement.store, judgement.checked, judgement.today, **changes)


def render(judgement: Judgement, **changes: Any) -> dict[str, bytes]:
    """Render a checked site: path -> bytes."""
    renderer = Renderer(judgement.site.config.templates, find_templates())
    return {each.path: each.body for each in render_site(make_facts(judgement, **changes), renderer)}


def render_files(
    folder: Path, files: Mapping[str, str | bytes], today: date = TODAY, **changes: Any
) -> dict[str, bytes]:
    """Write a site from text, check and render it."""
    return render(judge_files(folder, files, today), **changes)


@dataclass(frozen=True)
class Seen:
    """A page as a browser would see it."""

    path: str
    tree: Element

    def every(self, name: str) -> list[Element]:
        """List the elements of a name."""
        return list(self.tree.iter(name))

    @property
    def text(self) -> str:
        """The page's words, blanks folded."""
        return " ".join("".join(self.tree.itertext()).split())

    @property
    def ids(self) -> list[str]:
        """The ids of the page's elements, in order."""
        return [each.get("id", "") for each in self.tree.iter() if each.get("id")]

    def iter_links(self) -> Iterator[tuple[str, str]]:
        """Yield (output, fragment) for each address that leads into the site."""
        for element in self.tree.iter():
            for key in ("href", "src"):
                url = urlsplit(element.get(key) or "")
                if element.get(key) is not None and not url.scheme and not url.netloc:
                    yield self._follow(unquote(url.path)), unquote(url.fragment)

    def _follow(self, path: str) -> str:
        if not path:
            return self.path
        if path.startswith("/"):
            return path[1:]
        parts = self.path.split("/")[:-1]
        for part in path.split("/"):
            if part == "..":
                parts.pop()
            else:
                parts.append(part)
        return "/".join(parts)


def see(path: str, body: bytes) -> Seen:
    """Parse a page strictly: any mistake in the markup raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return Seen(path, parser.parse(body.decode("utf-8")))


def see_pages(outputs: Mapping[str, bytes]) -> dict[str, Seen]:
    """Parse every page of a rendered site."""
    return {path: see(path, body) for path, body in outputs.items() if path.endswith(".html")}


_SCRIPT = re.compile(r"#|(?:(?:\.\./)*|/(?!/)(?:.*/)?)assets/[a-z]+\.[0-9a-f]{12}\.js")


def is_our_script(element: Element) -> bool:
    """Whether an element loads a script of this host's site (or none: `#`), and holds nothing."""
    src = element.get("src", "")
    return element.tag == "script" and not (element.text or len(element)) and bool(_SCRIPT.fullmatch(src))
