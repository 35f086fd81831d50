"""The bytes of a large site while it is made: on the disk, not in memory, until they are published.

In: outputs, one by one, in this process or in copies of it. Out: `Spooled`, where the bytes lie, on the file
system of the folder that they are for, so that publishing gives them a second name and copies nothing. A
spool belongs to whoever holds its lock; one that nobody holds is left over from a run that was killed.
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playbook.publish.error import PublishError, plain_words
from playbook.publish.manifest import torn
from playbook.publish.output import Output, Spooled, name_spooled
from playbook.publish.target import check_place
from playbook.publish.tree import FILE_MODE, make_folder, scan, write_file
from playbook.system import HERE, HeldError, System, is_link, set_mode

MARK = "spool.txt"
HEAD = b"Outputs of a playbook that is being built; safe to delete when none is.\n"
NAME = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder for the bytes of outputs that are published to `place`."""

    folder: Path
    place: Path

    def put(self, output: Output) -> Spooled:
        """Write an output's bytes. Raises PublishError where the disk refuses them."""
        file = name_spooled(self.folder, output.path)
        with plain_words(self.place.as_posix()):
            file.write_bytes(output.body)  # over what a worker that has died left of it
            set_mode(file, FILE_MODE)
        return Spooled(output.path, output.digest, output.size, self.folder)


@contextmanager
def open_spool(target: Path, protected: Iterable[Path] = (), system: System = HERE) -> Iterator[Spool | None]:
    """Give a spool for a site, which is gone afterwards, and clear away what killed runs have left.

    None where a folder beside the site cannot be made, or no site may be published there: publishing says so.
    """
    with ExitStack() as held:
        yield _open(target, protected, system, held)


def _open(target: Path, protected: Iterable[Path], system: System, held: ExitStack) -> Spool | None:
    try:
        place = check_place(target, protected)
        if not (place.parent.is_dir() and system.swappable(place)):
            return None
        clear_spools(place, system)
        folder = place.with_name(f".{place.name}.spool-{secrets.token_hex(8)}")
        held.enter_context(system.hold(_name_lock(folder)))
        held.callback(_remove, folder)
        make_folder(folder)
        write_file(folder / MARK, HEAD)
    except (OSError, HeldError, PublishError):
        return None
    return Spool(folder, place)


def clear_spools(place: Path, system: System = HERE) -> None:
    """Clear away the spools beside a site that nobody holds any more. Raises OSError."""
    pattern = re.compile(re.escape(f".{place.name}.") + r"spool-[0-9a-f]{16}(\.lock)?")
    for leftover in sorted(place.parent.iterdir()):
        if pattern.fullmatch(leftover.name) and os.path.lexists(leftover):
            folder = leftover.with_suffix("") if leftover.suffix == ".lock" else leftover
            with suppress(OSError, HeldError), system.hold(_name_lock(folder)):
                _remove(folder)


def _name_lock(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")


def _remove(folder: Path) -> None:
    """Remove a spool if it is ours, its mark last; whatever else lies in it stays."""
    with suppress(OSError):
        if is_link(folder):
            return
        tree = scan(folder)
        if MARK in tree.files and (folder / MARK).read_bytes() == HEAD:
            for path in filter(NAME.fullmatch, tree.files):
                (folder / path).unlink()
            tree = scan(folder)
        if tree.files.keys() <= {MARK} and not (tree.folders or tree.others) and torn(folder / MARK, HEAD):
            (folder / MARK).unlink(missing_ok=True)
            folder.rmdir()
