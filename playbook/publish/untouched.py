"""Whether a publish of the same outputs again would change nothing.

In: the folder of a site, the digest of the outputs. Out: what that publish would come to; None in any doubt.
It writes nothing, holds no lock, and believes no time stamp.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from playbook.publish.error import PublishError
from playbook.publish.manifest import Manifest, hash_live, load_manifest
from playbook.publish.output import MANIFEST
from playbook.publish.target import check_place
from playbook.publish.tree import FILE_MODE, parents, scan
from playbook.published import Published
from playbook.system import HERE, System, has_mode


def find_untouched(
    target: Path, protected: Iterable[Path], digest: str, system: System = HERE
) -> Published | None:
    """Give what a publish would come to where the folder holds these outputs, each with its bytes and
    permissions, with what is kept for open pages, and nothing else; nor may anything of another publish lie
    beside it."""
    try:
        place = check_place(target, protected)
        manifest = load_manifest(place)
        if manifest is None or hash_live(manifest) != digest or _has_leftovers(place):
            return None
        if not _holds(place, manifest):
            return None
    except (OSError, PublishError):
        return None
    live = sum(not each.kept for each in manifest.values())
    return Published(0, live, 0, "swap" if system.swappable(place) else "replace", digest)


def _has_leftovers(place: Path) -> bool:
    """Whether a lock, or what a killed publish has left, lies beside the site."""
    return any(each.name.startswith(f".{place.name}.") for each in place.parent.iterdir())


def _holds(place: Path, manifest: Manifest) -> bool:
    """Whether a folder holds what its manifest says, byte by byte, and nothing else."""
    tree = scan(place)
    if tree.others or tree.files.keys() != {*manifest, MANIFEST} or set(tree.folders) != parents(manifest):
        return False
    for path, entry in manifest.items():
        found = tree.files[path]
        if found.st_size != entry.size or not has_mode(found, FILE_MODE):
            return False
        with open(f"{place}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  # thousands of them
            if sha256(file.read()).hexdigest() != entry.sha256:
                return False
    return True
