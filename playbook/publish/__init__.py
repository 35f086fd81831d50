"""Outputs become the site, all or nothing.

In: outputs and the folder they are for. Out: that folder, wholly new or wholly as it was, and
`Published`, the counts. It deletes only what it made, and it does not know what a page is.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playbook.publish.error import ChangedError, PublishError, plain_words
from playbook.publish.manifest import hash_live, read_manifest
from playbook.publish.output import Output, Spooled, check_paths
from playbook.publish.plan import Plan, make_plan
from playbook.publish.replace import recover_replace, replace_files
from playbook.publish.spool import Spool, clear_spools, open_spool
from playbook.publish.standing import Kept, Standing, read_standing
from playbook.publish.swap import recover_swap, swap_in
from playbook.publish.target import INNER_LOCK, check_place, read_current
from playbook.publish.tree import make_folder
from playbook.published import Published
from playbook.system import HERE, System

__all__ = [
    "ChangedError",
    "Kept",
    "Output",
    "PublishError",
    "Published",
    "Spool",
    "Spooled",
    "Standing",
    "open_spool",
    "publish",
    "read_manifest",
    "read_standing",
]


def publish(
    outputs: Iterable[Output | Spooled | Kept],
    target: Path,
    protected: Iterable[Path] = (),
    system: System = HERE,
) -> Published:
    """Make `target` hold exactly these outputs, and for one round the assets of the site before.

    What is kept must be in the current site still as it was when it was read.

    `protected` are folders that may neither be the target nor lie in it; those of them that hold no
    other protected folder may not hold the target either. When nothing changed, nothing is written.
    Raises PublishError, with the old site as it was; ChangedError where what is kept is another by now.
    """
    checked = check_paths(outputs)
    made = {path: each for path, each in checked.items() if not isinstance(each, Kept)}
    kept = {path: each for path, each in checked.items() if isinstance(each, Kept)}
    place = check_place(target, protected)
    with plain_words(target.as_posix()), _held(place, system):
        if system.swappable(place):
            recover_swap(place)
            clear_spools(place, system)
        recover_replace(place, system)
        plan = make_plan((made, kept), place, read_current(place))
        mode = _carry_out(plan, place, system)
    written = len(plan.written)
    removed = len(plan.removed) if plan.changes else 0
    return Published(written, len(checked) - written, removed, mode, hash_live(plan.manifest))


@contextmanager
def _held(place: Path, system: System) -> Iterator[None]:
    """Hold the lock beside the target; inside it where its parent folder is not ours to write to."""
    place.parent.mkdir(parents=True, exist_ok=True)
    inner = place / INNER_LOCK
    beside = system.swappable(place)
    if not beside:
        make_folder(place)
    with ExitStack() as locks:
        if beside:
            locks.enter_context(system.hold(place.with_name(f".{place.name}.lock")))
        if not beside or inner.exists():
            locks.enter_context(system.hold(inner))
        yield


def _carry_out(plan: Plan, place: Path, system: System) -> str:
    """Do what is to be done, the better way where it is possible; give the mode."""
    swappable = system.swappable(place)
    if plan.changes and not (swappable and swap_in(place, plan, system)):
        replace_files(place, plan, system)
        return "replace"
    return "swap" if swappable else "replace"
