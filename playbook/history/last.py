"""The log -> by which commit each page was changed last.

In: a log, and the files of each page. Out: for each page the commit that holds the change, and the one by
which it came to the main line. A file that was only moved was not changed: its older name is followed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playbook.history.log import Commit, FileChange, Log, list_line


@dataclass(frozen=True, slots=True)
class Landed:
    """A page's last change: `commit` made it, `by` (a merge, or the same) brought it to the main line."""

    commit: Commit
    by: Commit


class Wanted:
    """Pages that are still looked for: `paths` are the files of each at the point that was reached."""

    def __init__(self, owners: Mapping[str, Iterable[str]]) -> None:
        """Take the files of each page."""
        self.paths = {owner: set(some) for owner, some in owners.items()}
        self._owners: dict[str, set[str]] = {}
        for owner, some in self.paths.items():
            for path in some:
                self._owners.setdefault(path, set()).add(owner)

    def meet(self, changes: Iterable[FileChange]) -> dict[str, set[str]]:
        """Go one commit back: follow moved files, take out the pages that it changed, with their files."""
        changed: dict[str, set[str]] = {}
        moved: list[FileChange] = []
        for each in changes:
            owners = self._owners.get(each.path, ())
            was_only_moved = bool(each.old) and not each.is_edited
            if owners and was_only_moved:
                moved.append(each)
            for owner in () if was_only_moved else owners:
                changed[owner] = self.paths[owner]
        self._move(moved)
        for owner in changed:
            for path in self.paths.pop(owner):
                self._owners[path].discard(owner)
        return changed

    def _move(self, moved: Iterable[FileChange]) -> None:
        """Give files their older names, all at once: two may have changed places."""
        taken = [(each, self._owners.pop(each.path)) for each in moved]
        for each, owners in taken:
            for owner in owners:
                self.paths[owner].discard(each.path)
        for each, owners in taken:
            self._owners.setdefault(each.old, set()).update(owners)
            for owner in owners:
                self.paths[owner].add(each.old)


def find_last(log: Log, owners: Mapping[str, Iterable[str]]) -> dict[str, Landed]:
    """Find each page's last change; a page that no commit holds is left out."""
    main = list_line(log, log.head)
    known = frozenset(main)
    wanted = Wanted(owners)
    found: dict[str, Landed] = {}
    for commit in main.values():
        if not wanted.paths:
            break
        changed = wanted.meet(commit.changes) if commit.changes else {}
        makers = _find_makers(log, commit, changed, known) if changed and len(commit.parents) > 1 else {}
        for owner in changed:
            found[owner] = Landed(makers.get(owner, commit), commit)
    return found


def _find_makers(
    log: Log, merge: Commit, owners: Mapping[str, Iterable[str]], known: frozenset[str]
) -> dict[str, Commit]:
    """Find who made what a merge brought: the newest commits of the lines that it merged."""
    found: dict[str, Commit] = {}
    seen: set[str] = set()
    waiting = [(each, owners) for each in reversed(merge.parents[1:])]
    while waiting:
        start, some = waiting.pop()
        wanted = Wanted({owner: paths for owner, paths in some.items() if owner not in found})
        for own, commit in list_line(log, start).items():
            if own in seen or own in known or not wanted.paths:
                break
            seen.add(own)
            changed = wanted.meet(commit.changes)
            if changed and len(commit.parents) > 1:
                waiting.append((commit.parents[0], {**wanted.paths, **changed}))
                waiting.extend((each, changed) for each in reversed(commit.parents[1:]))
                break
            found.update(dict.fromkeys(changed, commit))
    return found
