"""The bytes of files as git holds them, by their ids.

In: a repository, ids of blobs. Out: each id with its bytes, in the order asked; what is no blob, or is too
large, is left out. Nothing is written and no filter is run.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from playbook.history.git import GitError, Repository

AT_ONCE = 1000
"""How many blobs are asked for in one go: no more bytes than theirs are held."""


def read_blobs(repository: Repository, ids: Iterable[str], limit: int) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of each blob of up to `limit` bytes. Raises GitError."""
    waiting = iter(ids)
    while some := tuple(islice(waiting, AT_ONCE)):
        small = [name for name, size in _measure(repository, some) if size <= limit]
        yield from _read(repository, small) if small else ()


def find_missing(repository: Repository, ids: Iterable[str]) -> list[str]:
    """List the ids that the repository does not hold: a partial clone has left them out. Raises GitError."""
    wanted = list(ids)
    answer = repository.ask("cat-file", "--batch-check", given=_list(wanted)) if wanted else b""
    return [name for name, size in map(_read_head, answer.splitlines()) if size is None]


def _measure(repository: Repository, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the sizes of those that are blobs."""
    for line in repository.ask("cat-file", "--batch-check", given=_list(ids)).splitlines():
        name, size = _read_head(line)
        if size is not None:
            yield name, size


def _read(repository: Repository, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    answer = repository.ask("cat-file", "--batch", given=_list(ids))
    at = 0
    while at < len(answer):
        start = answer.find(b"\n", at) + 1
        name, size = _read_head(answer[at : start - 1])
        if size is None:
            raise GitError("git cat-file gave an answer that nobody can read")
        yield name, answer[start : start + size]
        at = start + size + 1  # a line end follows


def _read_head(line: bytes) -> tuple[str, int | None]:
    """Read an id and its size; None for what is no blob."""
    name, _, rest = line.decode("ascii", "replace").partition(" ")
    kind, _, size = rest.partition(" ")
    return name, int(size) if kind == "blob" and size.isdecimal() else None


def _list(ids: Iterable[str]) -> bytes:
    return "".join(f"{each}\n" for each in ids).encode("ascii")
