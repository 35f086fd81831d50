"""Where words go: a stream that is not there, or cannot be written to, changes no verdict.

In: the streams of this process. Out: the same, and for a closed one nowhere; what is told on stderr is told
where that can be done. What is written to stdout is a result: that it cannot be written is an error.
"""

import io
import os
import sys
from typing import TextIO


class _Telling(io.RawIOBase):
    """Writes where that can be done; what cannot be written is lost, and nobody is the wiser."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._raw.fileno()

    def isatty(self) -> bool:
        return self._raw.isatty()

    def write(self, data: object) -> int:
        size = len(memoryview(data))  # type: ignore[arg-type]
        try:
            return self._raw.write(data) or size  # type: ignore[arg-type]
        except OSError:
            return size


def guard_streams() -> None:
    """Put something in the place of a stream that is closed, and let stderr never fail."""
    sys.stdout = sys.stdout or _open_nowhere()
    sys.stderr = make_telling(sys.stderr) if sys.stderr else _open_nowhere()


def make_telling(stream: TextIO) -> TextIO:
    """Give a stream that writes where another does, and never fails."""
    raw: io.RawIOBase = getattr(stream.buffer, "raw", stream.buffer)  # type: ignore[arg-type]
    telling = io.BufferedWriter(_Telling(raw))
    return io.TextIOWrapper(telling, stream.encoding, stream.errors, line_buffering=True, write_through=True)


def _open_nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123  # a stream, as long as the process
