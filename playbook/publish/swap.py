"""A new generation of the site, made beside the old one and put in its place in one step.

In: a plan. Out: the whole new site, or the whole old one. It deletes generations of its own making
only: folders with its own name and its own manifest inside.
"""

import errno
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path

from playbook.publish.error import PublishError
from playbook.publish.manifest import HEAD, load_manifest, torn
from playbook.publish.output import MANIFEST
from playbook.publish.plan import Plan
from playbook.publish.target import INNER_LOCK
from playbook.publish.tree import make_folder, make_folders, parents, remove_listed, scan, write_file
from playbook.publish.verify import verify
from playbook.system import System, is_link

REFUSED = frozenset(
    {errno.EACCES, errno.EPERM, errno.EBUSY, errno.EXDEV, errno.EINVAL, errno.ENOTEMPTY, errno.EEXIST}
)
"""How a system says that this folder cannot be renamed, while its files might well be replaced."""


def swap_in(place: Path, plan: Plan, system: System) -> bool:
    """Publish by exchanging folders; False, with the site as it was, where they cannot be exchanged."""
    stage = place.with_name(f".{place.name}.new-{secrets.token_hex(8)}")
    try:
        _write_generation(stage, place, plan, system)
        if not _exchange(stage, place, system):
            return False
        with suppress(OSError):
            system.sync(place.parent, [place.parent])
        return True
    finally:
        with suppress(OSError):
            _remove_generation(stage)


def _write_generation(stage: Path, place: Path, plan: Plan, system: System) -> None:
    """Make the new site; its manifest comes first, so that a torn generation says whose it is."""
    make_folder(stage)
    write_file(stage / MANIFEST, plan.record)
    make_folders(stage, plan.manifest)
    linked = {path for path in plan.reused if system.link(place / path, stage / path)}
    written = sorted(plan.manifest.keys() - linked)
    for path in written:
        if path in plan.made:
            plan.write(path, stage / path, system)
        else:
            write_file(stage / path, (place / path).read_bytes())
    verify(stage, plan, plan.manifest.keys(), proven=linked)
    folders = ["", *parents(plan.manifest)]
    system.sync(stage, [stage / path for path in (MANIFEST, *written, *folders)])


def _exchange(stage: Path, place: Path, system: System) -> bool:
    old = place.with_name(stage.name.replace(".new-", ".old-"))
    try:
        if os.path.lexists(place) and system.exchange(stage, place):
            return True
        if os.path.lexists(place):
            place.rename(old)
        stage.rename(place)
    except BaseException as error:
        if os.path.lexists(old) and not os.path.lexists(place):
            _put_back(old, place)
        if isinstance(error, OSError) and error.errno in REFUSED:
            return False
        raise
    with suppress(OSError):
        _remove_generation(old)
    return True


def _put_back(old: Path, place: Path) -> None:
    try:
        old.rename(place)
    except OSError as error:
        raise PublishError(
            f"`{place.as_posix()}` stands as `{old.name}`, and giving it its name back failed: {error}",
            "Publish again: it gets its name back first.",
        ) from error


def recover_swap(place: Path) -> None:
    """Clear away what a killed publish left beside the target; put back a site that it had set aside."""
    pattern = re.compile(re.escape(f".{place.name}.") + r"(new|old)-[0-9a-f]{16}")
    for leftover in sorted(place.parent.iterdir()):
        match = pattern.fullmatch(leftover.name)
        if match is None or is_link(leftover) or not leftover.is_dir():
            continue
        if match[1] == "old" and not os.path.lexists(place) and load_manifest(leftover) is not None:
            leftover.rename(place)
        else:
            with suppress(OSError):
                _remove_generation(leftover)


def _remove_generation(root: Path) -> None:
    """Remove a generation if it is ours, its manifest last; whatever else lies in it stays."""
    remove_listed(root, {INNER_LOCK, *(load_manifest(root) or ())})
    tree = scan(root)
    if (
        tree.files.keys() <= {MANIFEST}
        and not (tree.folders or tree.others)
        and torn(root / MANIFEST, HEAD.encode())
    ):
        (root / MANIFEST).unlink(missing_ok=True)
        root.rmdir()
