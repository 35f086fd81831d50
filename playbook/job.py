"""A site in pieces: what makes each, by name, so that pieces can be made anywhere and in any order.

In: the index, a renderer. Out: `Job`s; of each its outputs. A job knows no other's outcome and writes
nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from playbook.exports import EXPORTS, list_made
from playbook.exports.markdown_page import export_page
from playbook.parts import Known
from playbook.publish import Output, Spool, Spooled
from playbook.render import Renderer
from playbook.search.make import make_search
from playbook.table_rows import make_table_rows
from playbook.trace import Ledger, list_facts
from playbook.view import BUILDERS, Builder, Index
from playbook.view.checked import count_build
from playbook.view.table import TableView

Read = tuple[tuple[str, ...], Sequence[Output | Spooled], Known]
"""The facts that were read for a job, its outputs, and the parts that were made for it."""

PARTS_OF = {"search": "words", "export json": "json", "export csv": "csv", "export ics": "ics"}
"""The kind of parts of pages that a job puts together."""

_BUILDERS: Mapping[str, Builder] = {each.name: each for each in BUILDERS}


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of a site: `part` names what makes it, `key` the page it is about, "" for none."""

    part: str
    key: str = ""

    def __str__(self) -> str:
        """Name the job: by its page where it has one."""
        return f"{self.part} {self.key}".rstrip()

    @property
    def parts(self) -> str:
        """The kind of parts of pages that it puts together; "" for none."""
        return PARTS_OF.get(self.part, "")

    @property
    def is_copy(self) -> bool:
        """Whether it makes machine copies."""
        return self.part == "copy" or self.part.startswith("export ")


@dataclass(frozen=True, slots=True)
class Press:
    """Makes the pieces of a site; where there is a spool, their bytes are put there."""

    index: Index
    renderer: Renderer
    spool: Spool | None = None

    def __reduce__(self) -> tuple[type["Press"], tuple[Index, Renderer]]:
        """Send what makes; digests are told, and bytes put away, where the results are kept."""
        return Press, (replace(self.index, ledger=Ledger({})), self.renderer)

    def make(self, job: Job) -> list[Output]:
        """Make the outputs of a job. Raises TemplateFault, SearchFault."""
        kind, _, name = job.part.partition(" ")
        if kind == "view":
            return self._render(_BUILDERS[name], job.key)
        if kind == "search":
            return make_search(self.index, (), self.renderer.folders)
        if kind == "count":
            record = json.dumps(count_build(self.index), indent=2, sort_keys=True) + "\n"
            return [Output("build.json", record.encode())]
        if kind == "copy":
            return [export_page(self.index, self.index.site.pages[job.key])]
        return list(EXPORTS[name](self.index))

    def put(self, outputs: Sequence[Output | Spooled]) -> Sequence[Output | Spooled]:
        """Put the bytes of outputs into the spool, those that are not there yet. Raises PublishError."""
        spool = self.spool
        if spool is None:
            return outputs
        return [spool.put(each) if isinstance(each, Output) else each for each in outputs]

    def _render(self, builder: Builder, key: str) -> list[Output]:
        pages: list[Output] = []
        paged: list[tuple[TableView, Output]] = []
        for view in builder.build(self.index, key):
            pages.append(Output(view.path, self.renderer.render(view)))
            if isinstance(view, TableView) and view.paging:
                paged.append((view, pages[-1]))
        return [*pages, *make_table_rows(paged)]


def make_some(press: Press, jobs: Sequence[Job]) -> list[Read]:
    """Do some jobs, each with the facts that were read for it."""
    done: list[Read] = []
    for job in jobs:
        with press.index.trace.record() as facts, press.index.texts.begin(job.parts) as fresh:
            outputs = press.make(job)
        done.append((list_facts(facts), press.put(outputs), dict(fresh)))
    return done


def list_parts(index: Index) -> list[tuple[str, list[str]]]:
    """List what makes a site, each with the keys of the pages it is about: those about the whole of it first,
    since they take longest."""
    whole = [f"view {each.name}" for each in BUILDERS if each.list_keys is None]
    whole += ["count", *_list_search(index), *(f"export {each}" for each in _list_exports(index))]
    single = [(f"view {each.name}", list(each.keys(index))) for each in BUILDERS if each.list_keys]
    return [*((part, [""]) for part in whole), *single, *_list_copies(index)]


def spread(jobs: Sequence[Job]) -> list[Job]:
    """Order jobs so that those about the whole of a site, which take longest, lie apart in the first half: in
    batches of several workers, none of which then works on when all others are done."""
    long, short = [job for job in jobs if not job.key], [job for job in jobs if job.key]
    step = len(short) // (2 * len(long)) if long else 0
    ordered: list[Job] = []
    for n, job in enumerate(long):
        ordered += [job, *short[n * step : (n + 1) * step]]
    return ordered + short[len(long) * step :]


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of a site, in order, by the names under which they are remembered."""

    parts: list[tuple[str, list[str]]]
    by_name: dict[str, Job]
    undone: dict[Job, None]


def list_jobs(index: Index, last: object = None) -> Jobs:
    """List the jobs of a site; those of the last time, where they are the same."""
    parts = list_parts(index)
    if isinstance(last, Jobs) and last.parts == parts:
        return last
    jobs = [Job(part, key) for part, keys in parts for key in keys]
    return Jobs(parts, {str(each): each for each in jobs}, dict.fromkeys(jobs))


def _list_search(index: Index) -> Iterator[str]:
    """Yield the job of the search; Pagefind reads rendered pages, and so comes after them."""
    if index.chrome.search == "minisearch":
        yield "search"


def _list_exports(index: Index) -> Iterator[str]:
    """Yield the copies to be made that are about the whole site."""
    yield from (name for name in list_made(index) if name != "markdown")


def _list_copies(index: Index) -> Iterator[tuple[str, list[str]]]:
    """Yield the copies of single pages."""
    if "markdown" in index.copies:
        yield "copy", [page.key for page in index.site.pages.values() if page.url]
