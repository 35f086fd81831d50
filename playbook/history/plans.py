"""git -> how the promises of every plan have moved.

In: the content folder, the files of its plans. Out: `SiteHistory`. Where nothing can be known it says why and
what to do; a plan whose line does not end in what is committed is left out rather than told wrongly.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from playbook.history.align import Told
from playbook.history.brought import list_brought, list_makers
from playbook.history.git import GitError, find_git
from playbook.history.line import Version, Versions, find_former
from playbook.history.log import Commit
from playbook.history.past import LINK, SHALLOW, Past, find_day, look_back, spell
from playbook.history.promises import Promises, read_promises
from playbook.history.recall import PARTIAL, Recall, cut_head
from playbook.history.trails import make_trails
from playbook.history.work_tree import read_other
from playbook.memo import TRAILS, Tools
from playbook.model.trail import Landing, PlanHistory, SiteHistory
from playbook.trace import hash_value
from playbook.words import join

AT_ONCE = 200
"""How many plans' versions are held at a time."""

NO_GIT = "git is not installed"
NOT_COMMITTED = "the pages are not committed to git"

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


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[bytes, PlanHistory]).decode


def read_plans(folder: Path, files: Mapping[str, str], timezone: str, tools: Tools) -> SiteHistory:
    """Ask git about plans: `files` are their paths below the content folder by page key; days are those of
    the time zone. Never raises on what a repository holds. Raises WorkerDied."""
    past = look_back(folder, tools.lasting)
    if past is None:
        return SiteHistory("none", NO_GIT if find_git(os.environ) is None else NOT_COMMITTED)
    if past.repository.head.is_shallow:
        return SiteHistory("unknown", SHALLOW)
    try:
        return _Reader(past, folder, files, ZoneInfo(timezone), tools).read()
    except GitError as error:
        return SiteHistory("unknown", str(error))


@dataclass
class _Plan:
    """One plan that is asked about: its file, its versions, `work` the bytes that are not committed (None
    where nothing differs), the digest of all that decides about what is committed."""

    key: str
    path: str
    versions: Versions
    work: bytes | None
    digest: bytes

    @cached_property
    def promises(self) -> Promises | None:
        """What the work tree's version promises."""
        return None if self.work is None else read_promises(cut_head(self.work))


@dataclass(frozen=True)
class _Reader:
    """Answers for the plans of one site; `files` are their paths by page key."""

    past: Past
    folder: Path
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
        committed = self.past.list_files()
        if not any(spell(each) in committed for each in self.files.values()):
            return SiteHistory("none", NOT_COMMITTED)
        plans = list(self.list_plans(committed))
        found = self.find_known([each for each in plans if each.work is None])
        waiting = iter([each for each in plans if each.key not in found])
        while some := list(islice(waiting, AT_ONCE)):
            found |= self.work_out(some)
        return SiteHistory("known", "", {key: found[key] for key in sorted(found)})

    def list_plans(self, committed: Mapping[str, str]) -> Iterator[_Plan]:
        """List what is asked about. A plan whose line ends otherwise than what is committed is left out: two
        files that are one plan, say."""
        lines, mailmap = self.past.follow(), self.past.repository.head.mailmap
        for key, path in self.files.items():
            own, line = committed.get(spell(path), ""), lines.open.get(key, [])
            if own == LINK or (own and not (line and line[-1].blob == own)):
                continue
            last = line[-1] if line else None
            work = read_other(self.folder / path, last.blob if last else "")
            digest = hash_value((self.zone.key, mailmap, key, last.commit.id if last else ""))
            yield _Plan(key, path, list(line), work, digest)

    def find_known(self, plans: Sequence[_Plan]) -> dict[str, PlanHistory]:
        """Give what is remembered of plans that are committed as they stand."""
        held = self.held
        missing = [each for each in plans if held.get(each.key, (b"",))[0] != each.digest]
        rows = self.tools.cache.find(TRAILS, [each.path for each in missing]) if self.tools.cache else {}
        for each in missing:
            with suppress(ValueError):
                held[each.key] = _decode(rows.get(each.path, b""))
        known = ((each, held.get(each.key)) for each in plans)
        return {plan.key: row[1] for plan, row in known if row and row[0] == plan.digest}

    @property
    def held(self) -> dict[str, tuple[bytes, PlanHistory]]:
        """What this process remembers, by plan: the digest of what decides, and the answer."""
        return self.past.answer("trails", dict)

    def work_out(self, plans: Sequence[_Plan]) -> dict[str, PlanHistory]:
        """Follow some plans through their versions."""
        self.load(plans)
        joined = list(plans)
        while joined := [each for each in joined if self.join_former(each)]:
            self.load(joined)
        found = {each.key: self.follow(each) for each in plans}
        closed = [each for each in plans if each.work is None]
        self.held.update({each.key: (each.digest, found[each.key]) for each in closed})
        if self.tools.cache:
            rows = {each.path: _encode((each.digest, found[each.key])) for each in closed}
            self.tools.cache.keep(TRAILS, rows)
        self.recall.forget()
        return found

    def load(self, plans: Sequence[_Plan]) -> None:
        """Read what the versions of some plans promise."""
        self.recall.load({each.path: [v.blob for v in each.versions if v.blob] for each in plans})

    def join_former(self, plan: _Plan) -> bool:
        """Put before a plan's versions those from before it had its id; give whether there were any."""
        ends = [each.blob for each in (*plan.versions[:1], *plan.versions[-1:]) if each.blob]
        said = [plan.promises, *(self.recall.find(each) for each in ends)]
        names = [name for each in said if each for name in each.formerly]
        former = find_former(self.list_ended(plan), plan.versions, names) if names else []
        plan.versions = [*former, *plan.versions]
        return bool(former)

    def list_ended(self, plan: _Plan) -> Mapping[str, Versions]:
        """Give the plans that ended; for one that is not committed also those whose file is gone."""
        lines = self.past.follow()
        if plan.versions:
            return lines.ended
        gone = {key: line for key, line in lines.open.items() if key not in self.files}
        return {**lines.ended, **{key: [*line, line[-1]] for key, line in gone.items()}}

    def follow(self, plan: _Plan) -> PlanHistory:
        """Give a plan's trails."""
        told: list[Told] = []
        before, versions, unread = plan.key, 0, 0
        for each in plan.versions:
            promises = self.recall.find(each.blob) if each.blob else None
            if promises or not each.blob:
                told.append((self.land(each, before), promises))
            versions += promises is not None
            unread += bool(each.blob) and promises is None
            before = each.key
        if plan.promises:
            told.append((Landing(), plan.promises))
        return PlanHistory(make_trails(told), versions, unread, plan.work is not None)

    def land(self, version: Version, before: str) -> Landing:
        """Say by what a version landed; `before` is the plan's key in the one before."""
        names, subject = list_makers(version.commit, (version.key, before), self.brought)
        day = find_day(version.commit.time, self.zone)
        return Landing(version.commit.id, join(names, "and"), day, subject)
