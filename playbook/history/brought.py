"""The log -> what each merge brought to the main line.

In: a log. Out: by the id of a merge the commits that it brought, oldest first: each belongs to the first
merge by which it came. Whoever changed a plan there changed it; the merge only landed it.
"""

from collections.abc import Iterable, Mapping, Sequence

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
    commit: Commit, keys: Iterable[str], brought: Mapping[str, Sequence[Commit]]
) -> tuple[tuple[str, ...], str]:
    """Give who changed a plan in what a commit of the main line landed, in the order of names, and the
    subject: that of the one change, else of the commit. `keys` are the plan's before and after."""
    names, some = set(keys), []
    for each in reversed(brought.get(commit.id, ())):
        touched = [(name_plan(one.path), name_plan(one.old)) for one in each.changes]
        mine = [pair for pair in touched if names.intersection(pair) - {""}]
        if mine and len(each.parents) < 2:
            names.update(name for pair in mine for name in pair)
            some.append(each)
    people = tuple(sorted({each.name for each in some})) or (commit.name,)
    return people, some[0].subject if len(some) == 1 else commit.subject
