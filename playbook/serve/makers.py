"""Which jobs may make a path, told by its name alone: nothing is rendered to know that there is no such page.

In: a path, the index, the jobs. Out: the jobs, the likeliest first; none for a path that no site has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.job import Job
from playbook.load_page import name_url
from playbook.trace import Noted
from playbook.view import BUILDERS, Index
from playbook.view.address import LISTS

WHOLE = {
    "index.html": "view home",
    "initiatives.html": "view initiatives",
    "roadmap.html": "view roadmap",
    "reviews.html": "view reviews",
    "meeting.html": "view meeting",
    "changes.html": "view changes",
    "metrics.html": "view metrics",
    "people.html": "view people",
    "departments.html": "view departments",
    "method.html": "view method",
    "404.html": "view lost",
    "check.html": "view check",
    "rules.html": "view rules",
    "search.html": "view titles",
    "search/index.js": "search",
    "build.json": "count",
    "site.json": "export json",
    "site.schema.json": "export json",
    "due.json": "export due",
    "due.schema.json": "export due",
    "calendar.ics": "export ics",
    "changes.atom": "export atom",
    "llms.txt": "export llms",
    "badge.svg": "export badge",
    "sitemap.xml": "export sitemap",
    "_headers": "export headers",
}
"""What a job about the whole site makes in any case."""

BELOW = (
    ("method/", ".html", ("view method",)),
    ("rules/", ".html", ("view rules", "view check")),
    ("department/", ".html", ("view roadmap",)),
    ("data/", ".csv", ("export csv",)),
    ("", ".ics", ("export ics",)),
)
"""What else one may make: how the path begins and ends, and the jobs."""

SEARCH = ("vendor", "search", "cards", "titles", "texts")
TABLES = ("keys", "rows", "choices")
"""How the scripts are named that the search has, and a table that is cut."""


@dataclass(frozen=True, slots=True)
class Makers:
    """Tells who makes what in one site."""

    index: Index
    jobs: Mapping[Job, object]

    def find_sure(self, path: str) -> Job | None:
        """Give the job that makes a page, where there surely is one."""
        key = self._read_keys().get(path)
        asked = (Job(f"view {each.name}", key) for each in BUILDERS if key and each.list_keys)
        whole = (Job(WHOLE[path]),) if WHOLE.get(path, "").startswith("view ") else ()
        return next((job for job in (*asked, *whole) if job in self.jobs), None)

    def list_all(self, path: str) -> Iterator[Job]:
        """Yield the jobs that may make a path, each once."""
        named = dict.fromkeys(job for job in self._list_named(path) if job in self.jobs)
        yield from named

    def _list_named(self, path: str) -> Iterator[Job]:
        sure = self.find_sure(path)
        yield from (sure,) if sure else ()
        yield from (Job(part) for part in (WHOLE.get(path),) if part)
        if path.startswith(LISTS):
            yield from self._list_begun(path)
        yield from _list_below(path)
        yield from _list_scripts(path)
        if path.endswith(".md"):
            yield Job("copy", self._read_keys().get(f"{path.removesuffix('.md')}.html", ""))
        if path.endswith(".html") and self._is_former(path):
            yield Job("view former")

    def _list_begun(self, path: str) -> Iterator[Job]:
        """Yield who makes a further page of a list: it lies below the page that begins the list."""
        whole = path.removeprefix(LISTS).removesuffix(".html").split("/")
        for end in range(len(whole) - 1, 0, -1):
            page = f"{'/'.join(whole[:end])}.html"
            sure = self.find_sure(page)
            yield from (sure,) if sure else ()
            yield from _list_below(page)

    def _read_keys(self) -> Mapping[str, str]:
        by_url = self.index.by_url
        return by_url.values_unnoted if isinstance(by_url, Noted) else by_url

    def _is_former(self, path: str) -> bool:
        """Whether a page had this address before."""
        pages = self.index.site.pages
        known = pages.values_unnoted if isinstance(pages, Noted) else pages
        return any(
            name_url(page.kind, old) == path
            for page in known.values()
            if page.url
            for old in page.data.formerly
        )


def _list_below(path: str) -> Iterator[Job]:
    for start, end, parts in BELOW:
        if path.startswith(start) and path.endswith(end):
            yield from map(Job, parts)


def _list_scripts(path: str) -> Iterator[Job]:
    """Yield who makes a script of the search, or of a table."""
    folder, _, name = path.rpartition("/")
    kind, _, table = name.partition(".")[0].partition("-")
    if not name.endswith(".js") or folder not in ("assets", "data"):
        return
    if folder == "data":
        yield Job(f"view {name.partition('.')[0]}")
    elif kind in TABLES:
        yield Job(f"view {table.rpartition('-')[0] or table}")
    elif kind in SEARCH:
        yield Job("search")
