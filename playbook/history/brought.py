"""The log -> what each merge brought to the main line.

In: a log. Out: by the id of a merge the commits that it brought, oldest first: each belongs to the first
merge by which it came. Whoever changed a plan there changed it; the merge only landed it.
"""

from collections.abc import Mapping, Sequence

from playbook.history.line import name_plan
from playbook.history.log import Commit, Log, list_line


def list_brought(log: Log) -> dict[str, tuple[Commit, ...]]:
    """List what each merge of the main line brought."""
    line = list_line(log, log.head)
    seen = set(line)
    order = {own: n for n, own in enumerate(log.commits)}
    found = {}
    for merge in reversed(line.values()):
        brought: list[Commit] = []
        waiting = list(merge.parents[1:])
        while waiting:
            own = waiting.pop()
            commit = log.commits.get(own)
            if own not in seen and commit:
                seen.add(own)
                brought.append(commit)
                waiting.extend(commit.parents)
        if brought:
            found[merge.id] = tuple(sorted(brought, key=lambda each: order[each.id], reverse=True))
    return found


def list_makers(
    commit: Commit, key: str, brought: Mapping[str, Sequence[Commit]]
) -> tuple[tuple[str, ...], str]:
    """Give who changed a plan in what a commit of the main line landed, each name once, and the subject: that
    of the one change, else of the commit."""
    some = [each for each in brought.get(commit.id, ()) if len(each.parents) < 2 and _touches(each, key)]
    names = tuple(dict.fromkeys(each.name for each in some)) or (commit.name,)
    return names, some[0].subject if len(some) == 1 else commit.subject


def _touches(commit: Commit, key: str) -> bool:
    return any(key in (name_plan(each.path), name_plan(each.old)) for each in commit.changes)
