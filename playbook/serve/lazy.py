"""A site in memory of which each piece is made when somebody asks for it.

In: a site's making. Out: bodies and digests by path. What is asked for again is at hand; what nobody asks for
is never made. Many requests ask at once: one at a time is worked on. What cannot be made is tried once; its
fault is told to whoever asks for what it would have made, and keeps nobody else from theirs.
"""

from collections.abc import Iterator, Mapping
from threading import Lock

from playbook.job import Job
from playbook.making import Making
from playbook.memo import Memos, Tools
from playbook.publish import Output
from playbook.serve.makers import Makers


class LazyOutputs(Mapping[str, bytes]):
    """The bodies of a site by path, each made when it is first asked for."""

    def __init__(self, making: Making) -> None:
        """Take the making; what it holds already is at hand."""
        self._making = making
        self._tools = Tools()
        self._lock = Lock()
        self._made: dict[str, Output] = {}
        self._failed: dict[Job, Exception] = {}
        self._makers = Makers(making.press.index, making.done)
        self._where = dict(self._list_remembered())
        self._learn(making.others)
        for outputs in making.done.values():
            if outputs:
                self._learn(outputs)

    def find(self, path: str, digest: str, size: int) -> Output | None:
        """Give an output that was made, for the next making."""
        found = self._made.get(path)
        return found if found and (found.digest, len(found.body)) == (digest, size) else None

    def close(self, tools: Tools) -> None:
        """Remember what was made; what is made from here on is not."""
        with self._lock:
            self._making.save(tools)
            self._making.memos = Memos("", b"")

    def __getitem__(self, path: str) -> bytes:
        """Give a body. Raises KeyError, and what rendering raises."""
        return self.get_output(path).body

    def get_output(self, path: str) -> Output:
        """Give an output. Raises KeyError, and what rendering raises."""
        with self._lock:
            fault: Exception | None = None
            for job in self._list_candidates(path):
                if path in self._made:
                    break
                fault = self._try(job) or fault
            if path not in self._made and fault:
                raise fault
            return self._made[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is such an output, or should be: one that cannot be made counts as one.

        It renders only where the name alone does not tell.
        """
        name = str(path)
        if name in self._made or self._makers.find_sure(name):
            return True
        try:
            self.get_output(name)
        except KeyError:
            return False
        except Exception:  # whoever asks for it is told
            return True
        return True

    def __iter__(self) -> Iterator[str]:
        """Yield all paths."""
        with self._lock:
            for job in self._making.stale:
                self._do(job)
        return iter(sorted(self._made))

    def __len__(self) -> int:
        """Count the bodies."""
        return sum(1 for _ in self)

    def count_made(self) -> int:
        """Count the jobs that have been done or were at hand."""
        return sum(1 for outputs in self._making.done.values() if outputs is not None)

    def _list_remembered(self) -> Iterator[tuple[str, Job]]:
        """Yield the paths that jobs made the last time, with the jobs that are to be done again."""
        making = self._making
        for name in making.memos.held:
            job = making.jobs.by_name.get(name)
            if job and making.done[job] is None:
                yield from ((path, job) for path in making.list_paths(job))

    def _list_candidates(self, path: str) -> Iterator[Job]:
        """Yield the jobs that may make a path, the likeliest first; none when it is made already."""
        if path in self._made:
            return
        if path in self._where:
            yield self._where[path]
        yield from self._makers.list_all(path)

    def _try(self, job: Job) -> Exception | None:
        """Do a job, once; give why it cannot be done."""
        if job not in self._failed:
            try:
                self._do(job)
            except Exception as error:
                self._failed[job] = error
        return self._failed.get(job)

    def _do(self, job: Job) -> None:
        if self._making.done[job] is None:
            self._making.do([job], self._tools)
            self._learn(self._making.done[job] or ())

    def _learn(self, outputs: object) -> None:
        assert isinstance(outputs, (list, tuple))
        self._made.update({each.path: each for each in outputs if isinstance(each, Output)})


class LazyDigests(Mapping[str, str]):
    """The SHA-256 of the bodies, in hex."""

    def __init__(self, outputs: LazyOutputs) -> None:
        """Take the outputs."""
        self._outputs = outputs

    def __getitem__(self, path: str) -> str:
        """Give a body's digest. Raises KeyError, and what rendering raises."""
        return self._outputs.get_output(path).digest

    def __iter__(self) -> Iterator[str]:
        """Yield all paths."""
        return iter(self._outputs)

    def __len__(self) -> int:
        """Count the bodies."""
        return len(self._outputs)
