"""What a publish has to do.

In: the outputs by path and what stands at the target. Out: `Plan`, decided by reading alone. Only
bytes that were read and compared are ever taken over from the current site.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from playbook.publish.error import ChangedError
from playbook.publish.manifest import Entry, Manifest, encode, enter
from playbook.publish.output import Names, Output, Spooled
from playbook.publish.standing import Kept
from playbook.publish.target import Current
from playbook.publish.tree import FILE_MODE, write_file
from playbook.system import System, has_mode

ASSETS = "assets/"
"""Where files lie that pages refer to by a name with a digest in it."""


def assets_first(path: str) -> tuple[bool, str]:
    """Order paths so that what pages refer to stands before them."""
    return not path.startswith(ASSETS), path


@dataclass(frozen=True, slots=True)
class Plan:
    """The site that is to stand, and how it differs from the one that does.

    `manifest` records all files, those kept from the round before among them; `made` are the
    outputs; `reused` the paths whose current bytes, outputs' and kept ones, were found to be right.
    """

    manifest: Manifest
    made: Mapping[str, Output | Spooled]
    reused: frozenset[str]
    current: Current

    @property
    def written(self) -> list[str]:
        """The outputs to be written, assets first."""
        return sorted(self.made.keys() - self.reused, key=assets_first)

    @property
    def removed(self) -> list[str]:
        """The files that stand there and are not to stand any more."""
        return sorted(self.current.tree.files.keys() & self.current.manifest.keys() - self.manifest.keys())

    @property
    def changes(self) -> bool:
        """Whether there is anything to do: files kept for open pages are no reason by themselves."""
        if self.made.keys() - self.reused:
            return True
        return _live(self.manifest) != _live(self.current.manifest)

    @property
    def record(self) -> bytes:
        """The manifest's own bytes."""
        return encode(self.manifest)

    def write(self, path: str, target: Path, system: System) -> None:
        """Make the file of an output: a second name where its bytes lie on the disk already."""
        output = self.made[path]
        if not (isinstance(output, Spooled) and system.link(output.file, target)):
            write_file(target, output.body)


def _live(manifest: Manifest) -> Manifest:
    return {path: entry for path, entry in manifest.items() if not entry.kept}


def make_plan(
    outputs: tuple[Mapping[str, Output | Spooled], Mapping[str, Kept]], place: Path, current: Current
) -> Plan:
    """Compare the outputs, new ones and those that stand there, with the site at `place`, and find the assets
    to keep for one round. Raises ChangedError where what stood there has changed since it was read."""
    made, standing = outputs
    manifest: dict[str, Entry] = {path: Entry(each.digest, each.size) for path, each in made.items()}
    manifest |= {path: _check_kept(each, current) for path, each in standing.items()}
    reused = {path for path, each in made.items() if _stands(each, place, current)}
    kept = _keep(manifest, place, current)
    return Plan(manifest | kept, made, frozenset({*reused, *standing, *kept}), current)


def _stands(output: Output | Spooled, place: Path, current: Current) -> bool:
    """Whether the current site has the same bytes there."""
    found = _read_proven(place, output.path, Entry(output.digest, output.size), current)
    return found is not None and enter(found).sha256 == output.digest


def _check_kept(kept: Kept, current: Current) -> Entry:
    found, recorded = current.tree.files.get(kept.path), current.manifest.get(kept.path)
    mark = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns) if found else None
    if mark != kept.mark or recorded is None or recorded.sha256 != kept.digest:
        raise ChangedError(
            f"`{kept.path}` in the published site was changed while the new one was made",
            "Nothing was touched: build again.",
        )
    return Entry(kept.digest, kept.size)


def _keep(bodies: Collection[str], place: Path, current: Current) -> dict[str, Entry]:
    """Find the assets that only pages opened before this publish still ask for."""
    old = [path for path, entry in current.manifest.items() if path.startswith(ASSETS) and not entry.kept]
    kept: dict[str, Entry] = {}
    names = Names()
    for path in bodies if old else ():
        names.take(path)
    for path in old:
        body = None if path in bodies else _read_proven(place, path, current.manifest[path], current)
        entry = replace(current.manifest[path], kept=True)
        if body is not None and enter(body, kept=True) == entry and names.take(path) is None:
            kept[path] = entry
    return kept


def _read_proven(place: Path, path: str, entry: Entry, current: Current) -> bytes | None:
    """Read a file of the current site; None when record, size or permissions speak against it."""
    recorded, found = current.manifest.get(path), current.tree.files.get(path)
    if recorded is None or found is None or not has_mode(found, FILE_MODE):
        return None
    if (recorded.sha256, recorded.size, found.st_size) != (entry.sha256, entry.size, entry.size):
        return None
    return (place / path).read_bytes()
