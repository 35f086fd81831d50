"""What a site weighs, in bytes: the first load of a page, its fonts, the whole.

    python -m tests.browser.budget

In: the folder of a built site. Out: figures. Compressed is as by `gzip -9`; a first load is a page with the
style sheets, scripts and drawings that it names; what a script fetches once a reader asks is not in it.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from tempfile import TemporaryDirectory

from tests.browser.served import ROOT, SHOWCASE_TODAY, build_site

KIB = 1024
HOME, EXEMPLARY = "index.html", "initiative/sales-cycle.html"
_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)")


@dataclass(frozen=True)
class Weight:
    """What a page weighs at its first load, in bytes."""

    html: int
    first_load: int
    fonts: int


class _Named(HTMLParser):
    """Collects what a page asks for by itself: style sheets, scripts, pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag asks for."""
        given = {key: value or "" for key, value in attrs}
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(given.get("rel", "").split()):
            self.paths.append(given.get("href", ""))
        elif tag in ("script", "img", "source"):
            self.paths.append(given.get("src", ""))


def list_assets(folder: Path, page: str) -> list[str]:
    """List what a page asks for by itself, with what its style sheets ask for: paths below the folder."""
    named = _Named()
    named.feed((folder / page).read_text(encoding="utf-8"))
    direct = [_join(page, each) for each in named.paths if each and not each.startswith("data:")]
    styles = [each for each in direct if each.endswith(".css")]
    inner = [_join(style, url) for style in styles for url in _list_urls(folder / style)]
    return list(dict.fromkeys(direct + inner))


def weigh_page(folder: Path, page: str) -> Weight:
    """Weigh a page: HTML as it is, its first load and fonts as they are sent."""
    assets = list_assets(folder, page)
    fonts = [each for each in assets if each.endswith(".woff2")]
    first = [page, *(each for each in assets if each.endswith((".css", ".js", ".svg")))]
    html = (folder / page).stat().st_size
    sent = sum(len(gzip.compress((folder / each).read_bytes(), 9)) for each in first)
    return Weight(html, sent, sum((folder / each).stat().st_size for each in fonts))


def weigh_site(folder: Path) -> int:
    """Give the bytes of a whole site."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _join(place: str, url: str) -> str:
    """Give the path below the site's root; an address from the root is what 404.html has."""
    path = url.partition("?")[0].partition("#")[0]
    return normpath(path.lstrip("/") if path.startswith("/") else join(place.rpartition("/")[0], path))


def _list_urls(style: Path) -> Iterator[str]:
    urls = _URL.findall(style.read_text(encoding="utf-8"))
    return (each for each in urls if not each.startswith(("data:", "#")))


def write_figures(folder: Path) -> Iterator[str]:
    """Yield the figures of a site, a line each."""
    for page in (HOME, EXEMPLARY, "initiatives.html", "roadmap.html", "check.html"):
        if not (folder / page).is_file():
            continue
        weight = weigh_page(folder, page)
        yield (
            f"{page:32} HTML {weight.html / KIB:7.1f} KiB   first load {weight.first_load / KIB:6.1f} KiB "
            f"compressed   fonts {weight.fonts / KIB:6.1f} KiB"
        )
    files = [path for path in folder.rglob("*") if path.is_file()]
    yield f"{'the whole site':32} {weigh_site(folder) / KIB / KIB:.2f} MiB in {len(files)} files"


def main() -> None:
    """Build the showcase, or take the folder that is named, and print its figures."""
    with TemporaryDirectory() as place:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else build_site(ROOT, Path(place), SHOWCASE_TODAY)
        sys.stdout.write("\n".join(write_figures(folder)) + "\n")


if __name__ == "__main__":
    main()
