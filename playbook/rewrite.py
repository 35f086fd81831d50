"""Several files of an author, changed together: all of them, or none.

In: files with the bytes that were read and those that shall stand there. Out: nothing, or `RewriteError`. A
file that is not what was read is never written over, nor is one that its author has made read-only. Each file
is replaced, not written into: another name of it, a hard link, keeps what stood there before.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile


class RewriteError(Exception):
    """Nothing was changed; the message names the file and says why."""


ANY_WRITE = 0o222
"""The bits of a file's mode by which anybody may write it."""

Bytes = tuple[bytes, bytes]
"""What was read, and what shall stand there."""


def rewrite_files(files: Mapping[Path, Bytes]) -> None:
    """Change all files. Raises RewriteError where one is read-only, has changed meanwhile or cannot be
    written; what was written by then is as it was before."""
    ready: dict[Path, Path] = {}
    try:
        _refuse_read_only(files)
        for path, (_, new) in files.items():
            ready[path] = _write_beside(path, new)
        _refuse_changed(files)
        _replace(ready, files)
    except OSError as error:
        raise RewriteError(f"{error.filename} cannot be written: {error.strerror}") from None
    finally:
        for beside in ready.values():
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def is_read_only(path: Path) -> bool:
    """Whether this user may not write a file, or nobody may: so its own mode says, whatever its folder lets
    happen and whoever asks, root too. Raises OSError."""
    return not path.stat().st_mode & ANY_WRITE or not os.access(path, os.W_OK)


def _refuse_read_only(paths: Iterable[Path]) -> None:
    for path in paths:
        if is_read_only(path):
            raise RewriteError(f"{path} is read-only: nothing was written")


def _refuse_changed(files: Mapping[Path, Bytes]) -> None:
    for path, (old, _) in files.items():
        if path.read_bytes() != old:
            raise RewriteError(f"{path} has changed meanwhile: nothing was written")


def _replace(ready: Mapping[Path, Path], files: Mapping[Path, Bytes]) -> None:
    """Put each new file into its place; where one cannot be, put the old ones back."""
    done: list[Path] = []
    try:
        for path, beside in ready.items():
            beside.replace(path)
            done.append(path)
    except BaseException:  # an interrupt too leaves no half
        for path in done:
            _write_beside(path, files[path][0]).replace(path)
        raise


def _write_beside(path: Path, body: bytes) -> Path:
    """Write a file beside another, with its rights, and see to it that it is on the disk."""
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            copymode(path, beside)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    return beside
