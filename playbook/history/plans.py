"""git -> how the promises of every plan have moved.

In: the content folder, the files of its plans. Out: `SiteHistory`. Where nothing can be known it says why and
what to do; a plan whose line does not end in what is committed is left out rather than told wrongly.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from playbook.cache import TRAILS
from playbook.config import Config
from playbook.history.align import Told
from playbook.history.brought import list_brought, list_makers
from playbook.history.git import GitError, find_git
from playbook.history.index import Entry, Index, index_plans
from playbook.history.line import Versions, find_former
from playbook.history.log import Commit
from playbook.history.past import SHALLOW, Past, Standpoint, find_day, look_back, tell
from playbook.history.promises import Promises, read_promises
from playbook.history.recall import PARTIAL, Recall, cut_head
from playbook.history.trails import make_trails
from playbook.history.work_tree import read_other
from playbook.memo import Tools
from playbook.model.site import Site
from playbook.model.trail import NO_PLANS, Landing, PlanHistory, PlanRows, SiteHistory
from playbook.words import join

AT_ONCE = 200
"""How many plans' versions are held at a time."""

NO_GIT = "git is not installed"
NOT_COMMITTED = "the pages are not committed to git"

TWINS = "two files are the plan, or its file is a link"

REMEDIES = {
    NO_GIT: "install git",
    NOT_COMMITTED: "commit them: git add, git commit",
    SHALLOW: "fetch all commits: git fetch --unshallow; in CI fetch-depth: 0 (GitHub), GIT_DEPTH: 0 (GitLab)",
    PARTIAL: "clone without --filter",
}
"""What to do where nothing is known, by the reason."""


class Filed(Protocol):
    """A plan's page, as far as git is asked about it."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def path(self) -> str:
        """Its file."""
        ...


def list_plan_files(content: str, pages: Iterable[Filed]) -> dict[str, str]:
    """List the files of plans below the content folder, whose name is given, by page key."""
    return {page.key: page.path.removeprefix(f"{content}/") for page in pages}


Steps = tuple[tuple[str, Landing], ...]
"""The versions of a plan, oldest first: the id of the bytes, "" where it was taken away, and by what it
landed."""

_encode = msgspec.msgpack.Encoder().encode
_decode_row = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes]).decode
_decode_steps = msgspec.msgpack.Decoder(Steps).decode
_Row = tuple[bytes, bytes, bytes]
"""What is remembered of a plan: the digest of what decides, its history, its steps."""


def read_plans(at: Standpoint, files: Mapping[str, str], timezone: str, tools: Tools) -> SiteHistory:
    """Ask git about plans: `files` are their paths below the folder of the standpoint by page key; days are
    those of the time zone. Never raises on what a repository holds. Raises WorkerDied."""
    past = look_back(at, tools.lasting, tools.cache)
    if past is None:
        return SiteHistory("none", NO_GIT if find_git(os.environ) is None else NOT_COMMITTED, head=tell(past))
    if past.repository.head.is_shallow:
        return SiteHistory("unknown", SHALLOW, head=tell(past))
    try:
        return _Reader(past, at, files, ZoneInfo(timezone), tools).read()
    except GitError as error:
        return SiteHistory("unknown", str(error))


def recall_plans(site: Site, tools: Tools) -> Site:
    """Give a site with what git knows of its plans. Raises WorkerDied."""
    settings = site.config.settings
    files = list_plan_files(settings.content, site.initiatives)
    found = read_plans(stand(site.config), files, settings.site.timezone, tools)
    return replace(site, trails=found.plans, history=replace(found, plans=NO_PLANS))


def stand(config: Config) -> Standpoint:
    """Give the standpoint of a playbook's content: the commit where it is that of a revision."""
    origin = config.origin
    content = config.settings.content
    return Standpoint(origin.folder / content, origin.commit) if origin else Standpoint(config.content)


@dataclass
class _Plan:
    """One plan that is asked about: its file, what is committed of it (None for nothing), `work` the bytes
    that are not committed (None where nothing differs), its versions once they were listed."""

    key: str
    path: str
    entry: Entry | None
    work: bytes | None
    versions: Versions = field(default_factory=list)

    @cached_property
    def promises(self) -> Promises | None:
        """What the work tree's version promises."""
        return None if self.work is None else read_promises(cut_head(self.work))

    @property
    def digest(self) -> bytes:
        """What decides about what is committed of it."""
        return self.entry.digest if self.entry else b""


@dataclass(frozen=True)
class _Reader:
    """Answers for the plans of one site; `files` are their paths by page key."""

    past: Past
    at: Standpoint
    files: Mapping[str, str]
    zone: ZoneInfo
    tools: Tools

    @cached_property
    def recall(self) -> Recall:
        """What versions promise."""
        return Recall(self.past.repository, self.tools)

    @cached_property
    def brought(self) -> Mapping[str, Sequence[Commit]]:
        """What merges brought."""
        return self.past.answer("brought", lambda: list_brought(self.past.read_log()))

    def read(self) -> SiteHistory:
        """Answer for all plans: from memory, from the cache, else by what their versions promise."""
        index = index_plans(self.past, self.zone.key, self.tools.cache)
        head = tell(self.past)
        if not index:
            return SiteHistory("none", NOT_COMMITTED, head=head)
        plans = list(self.list_plans(index))
        rows = self.find_known(plans)
        unknown = [each for each in plans if each.entry and each.key not in rows]
        for start in range(0, len(unknown), AT_ONCE):
            rows |= self.work_out(unknown[start : start + AT_ONCE])
        found = {each.key: rows[each.key][1] for each in plans if each.work is None}
        found |= self.add_work([each for each in plans if each.work is not None], rows)
        return SiteHistory("known", "", PlanRows({key: found[key] for key in sorted(found)}), head)

    def list_plans(self, index: Index) -> Iterator[_Plan]:
        """List what is asked about and can be told."""
        for key, path in self.files.items():
            entry = index.get(key)
            if entry is None or entry.blob:
                yield _Plan(key, path, entry, self.read_work(path, entry))

    def read_work(self, path: str, entry: Entry | None) -> bytes | None:
        """Give the bytes that are not committed; None where nothing differs."""
        return None if self.at.commit else read_other(self.at.folder / path, entry.blob if entry else "")

    def find_known(self, plans: Sequence[_Plan]) -> dict[str, _Row]:
        """Give what is remembered of plans as they are committed."""
        held = self.past.answer("trails", dict[str, _Row])
        missing = [each for each in plans if held.get(each.key, (b"-",))[0] != each.digest]
        rows = self.tools.cache.find(TRAILS, [each.path for each in missing]) if self.tools.cache else {}
        for each in missing:
            with suppress(ValueError):
                held[each.key] = _decode_row(rows.get(each.path, b""))
        known = ((each, held.get(each.key)) for each in plans)
        return {plan.key: row for plan, row in known if row and row[0] == plan.digest}

    def work_out(self, plans: Sequence[_Plan]) -> dict[str, _Row]:
        """Follow some plans through what is committed."""
        for each in plans:
            each.versions = list(self.past.follow().open.get(each.key, []))
        self.join([(each, ()) for each in plans])
        rows = {}
        for each in plans:
            steps = tuple(self.list_steps(each))
            rows[each.key] = (each.digest, _encode(self.follow(steps, None)), _encode(steps))
        self.past.answer("trails", dict[str, _Row]).update(rows)
        if self.tools.cache:
            self.tools.cache.keep(TRAILS, {each.path: _encode(rows[each.key]) for each in plans})
        self.recall.forget()
        return rows

    def join(self, plans: Sequence[tuple[_Plan, Sequence[str]]]) -> None:
        """Read versions, and put before them those from before a plan had its id; with each plan go the older
        ids that its work tree names."""
        waiting = list(plans)
        while waiting:
            self.load({each.path: [v.blob for v in each.versions if v.blob] for each, _ in waiting})
            waiting = [(each, names) for each, names in waiting if self.join_former(each, names)]

    def load(self, wanted: Mapping[str, Sequence[str]]) -> None:
        """Read what versions promise."""
        self.recall.load({path: blobs for path, blobs in wanted.items() if blobs})

    def join_former(self, plan: _Plan, names: Sequence[str]) -> bool:
        """Put the former versions before a plan's; give whether there were any."""
        ends = [each.blob for each in (*plan.versions[:1], *plan.versions[-1:]) if each.blob]
        named = [*names, *(name for each in map(self.recall.find, ends) if each for name in each.formerly)]
        former = find_former(self.list_ended(plan), plan.versions, named) if named else []
        plan.versions = [*former, *plan.versions]
        return bool(former)

    def list_ended(self, plan: _Plan) -> Mapping[str, Versions]:
        """Give the plans that ended; for one that is not committed also those whose file is gone."""
        lines = self.past.follow()
        if plan.versions:
            return lines.ended
        gone = {key: line for key, line in lines.open.items() if key not in self.files}
        return {**lines.ended, **{key: [*line, line[-1]] for key, line in gone.items()}}

    def add_work(self, plans: Sequence[_Plan], rows: Mapping[str, _Row]) -> dict[str, bytes]:
        """Follow some plans into what is not committed."""
        steps = {each.key: _decode_steps(rows[each.key][2]) if each.entry else () for each in plans}
        self.load({each.path: [blob for blob, _ in steps[each.key] if blob] for each in plans})
        for each in plans:
            names = each.promises.formerly if each.promises else ()
            if names and not self.names_already(steps[each.key], names):
                each.versions = list(self.past.follow().open.get(each.key, []))
                self.join([(each, names)])
                steps[each.key] = tuple(self.list_steps(each))
        return {each.key: _encode(self.follow(steps[each.key], each)) for each in plans}

    def names_already(self, steps: Steps, names: Sequence[str]) -> bool:
        """Whether the last version that is committed names the same older ids."""
        last = self.recall.find(steps[-1][0]) if steps and steps[-1][0] else None
        return bool(last and last.formerly == tuple(names))

    def list_steps(self, plan: _Plan) -> Iterator[tuple[str, Landing]]:
        """Yield a plan's versions, each with by what it landed."""
        before = plan.key
        for each in plan.versions:
            names, subject = list_makers(each.commit, (each.key, before), self.brought)
            day = find_day(each.commit.time, self.zone)
            yield each.blob, Landing(each.commit.id, join(names, "and"), day, subject, each.at)
            before = each.key

    def follow(self, steps: Steps, open_plan: _Plan | None) -> PlanHistory:
        """Give a plan's trails; `open_plan` is the plan where it is not committed as it stands."""
        read = [(landing, blob, self.recall.find(blob) if blob else None) for blob, landing in steps]
        told: list[Told] = [(landing, it) for landing, blob, it in read if it or not blob]
        unread = sum(1 for _, blob, it in read if blob and not it)
        versions = sum(1 for _, _, it in read if it)
        if open_plan and open_plan.promises:
            told.append((Landing(), open_plan.promises))
        last = steps[-1][1].day if steps else None
        return PlanHistory(make_trails(told), versions, unread, open_plan is not None, last)
