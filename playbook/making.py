"""A site while it is made: which of its jobs still hold, which are to be done, what has come of them.

In: the press, what is remembered, what is at hand from before. Out: `Making`; its jobs can be done all at
once, or one when somebody asks for what it makes. It writes nothing but what is remembered.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Protocol

import msgspec

from playbook.job import Job, Jobs, Press, list_jobs, make_some, spread
from playbook.memo import Memo, Memos, Tools
from playbook.parts import keep_parts
from playbook.publish import Kept, Output, Spool, Spooled
from playbook.render import Renderer
from playbook.rules import RULES

Outputs = Sequence[Output | Spooled | Kept]

LARGE = 256
"""From how many jobs on the bytes of a site that is published are kept on the disk until then."""


class Held(Protocol):
    """What has been made before and is at hand."""

    def find(self, path: str, digest: str, size: int) -> Output | Kept | None:
        """Give an output with these bytes; None where there is none, or in any doubt."""
        ...


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[tuple[str, str, int], ...]).decode


@dataclass(frozen=True, slots=True)
class Means:
    """With what a site is rendered: the templates, tools, what has been made before, and what gives a place
    on the disk for the bytes of a large one."""

    renderer: Renderer
    tools: Tools = field(default_factory=Tools)
    held: Held | None = None
    spools: Callable[[], Spool | None] | None = None


@dataclass(slots=True)
class Making:
    """The jobs of a site with their outputs, None for those still to be done; `others` are of no job."""

    press: Press
    memos: Memos
    jobs: Jobs
    done: dict[Job, Outputs | None]
    others: tuple[Output, ...] = ()
    fresh: int = field(default=0)

    @property
    def stale(self) -> list[Job]:
        """The jobs that are still to be done."""
        return [job for job, outputs in self.done.items() if outputs is None]

    def spool(self, spools: Callable[[], Spool | None] | None) -> None:
        """Keep the bytes of what is to be done on the disk, where that is much."""
        if spools and len(self.stale) >= LARGE:
            self.press = replace(self.press, spool=spools())

    def do_all(self, tools: Tools) -> None:
        """Do the jobs that are still to be done, and tell how far they are."""
        for phase, some in split_phases(list(self.done), apart=tools.progress.apart):
            stale = [job for job in some if self.done[job] is None]
            tools.progress.begin(phase, len(some))
            tools.progress.skip(len(some) - len(stale))
            self.do(stale, tools)

    def do(self, jobs: Sequence[Job], tools: Tools) -> None:
        """Do some jobs. Raises what they raise, when no worker works any more."""
        jobs, ledger = spread(jobs), self.press.index.ledger
        memos = self._open_parts(jobs, tools)
        with closing(tools.run(make_some, self.press, jobs)) as results:
            for job, (facts, outputs, fresh) in zip(jobs, results, strict=True):
                if job in memos:
                    keep_parts(memos[job], fresh, ledger, tools)
                self.done[job] = self.press.put(outputs)
                self.fresh += 1
                value = _encode([(each.path, each.digest, each.size) for each in outputs])
                self.memos.put(str(job), facts, ledger, value)

    def _open_parts(self, jobs: Sequence[Job], tools: Tools) -> dict[Job, Memos]:
        """Find which parts of pages still hold, for the jobs that put some together."""
        index, opened = self.press.index, {}
        for job in jobs if self.memos.kind and tools.cache else ():
            if job.parts:
                opened[job] = tools.open_memos(self._name_parts(job), self.memos.salt)
                opened[job].keep_only({*index.site.pages, *(f"rule/{each.name}" for each in RULES)})
                index.texts.open(opened[job], job.parts, index.ledger)
        return opened

    def _name_parts(self, job: Job) -> str:
        """Name what is remembered of parts: those of a preview are others."""
        return f"{job.parts} preview" if self.press.index.chrome.is_preview else job.parts

    def save(self, tools: Tools) -> None:
        """Remember what has been made, for the next time."""
        self.memos.keep_only(self.jobs.by_name)
        tools.save(self.memos)

    def list_outputs(self) -> list[Output | Spooled | Kept]:
        """List everything that has been made."""
        return [*(each for outputs in self.done.values() for each in outputs or ()), *self.others]

    def list_paths(self, job: Job) -> list[str]:
        """List the paths that a job has made, this time or when it was last done."""
        outputs = self.done[job]
        if outputs is not None:
            return [each.path for each in outputs]
        memo = self.memos.held.get(str(job))
        return [path for path, _, _ in _decode(memo.value)] if memo else []


def split_phases(jobs: Sequence[Job], *, apart: bool) -> Iterator[tuple[str, list[Job]]]:
    """Yield the phases with their jobs: all at once, so that nobody waits, or the machine copies apart."""
    yield "render", [job for job in jobs if not (apart and job.is_copy)]
    if apart:
        yield "copies", [job for job in jobs if job.is_copy]


def begin(press: Press, means: Means, memos: Memos, others: tuple[Output, ...]) -> Making:
    """Find which jobs still hold."""
    ledger, held = press.index.ledger, means.held
    jobs = list_jobs(press.index, means.tools.lasting.get("jobs"))
    means.tools.lasting["jobs"] = jobs
    done: dict[Job, Outputs | None] = {**jobs.undone}
    for name in memos.held.keys() & jobs.by_name.keys() if held is not None else ():
        done[jobs.by_name[name]] = _find_held(memos.find(name, ledger), held)
    return Making(press, memos, jobs, done, others)


def _find_held(memo: Memo | None, held: Held | None) -> Outputs | None:
    """Give the outputs of a job that holds, where all of them are at hand."""
    if memo is None or held is None:
        return None
    found = [held.find(*each) for each in _decode(memo.value)]
    whole = [each for each in found if each is not None]
    return whole if len(whole) == len(found) else None
