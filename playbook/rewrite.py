"""Several files of an author, changed together: all of them, or none.

In: files with the bytes that were read and those that shall stand there. Out: nothing, or `RewriteError`. A
file that is not what was read is never written over.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile


class RewriteError(Exception):
    """Nothing was changed; the message names the file and says why."""


Bytes = tuple[bytes, bytes]
"""What was read, and what shall stand there."""


def rewrite_files(files: Mapping[Path, Bytes]) -> None:
    """Change all files. Raises RewriteError where one has changed meanwhile or cannot be written; what was
    written by then is as it was before."""
    ready: dict[Path, Path] = {}
    try:
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
