"""A site replaced file by file, where its folder cannot be exchanged.

In: a plan. Out: the new site, or the old one again. New files are made and old ones backed up inside
the site first; a journal tells the next publish how to undo what a killed one had begun.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from playbook.publish.error import PublishError
from playbook.publish.manifest import good_paths, torn
from playbook.publish.output import MANIFEST, OWN, Names
from playbook.publish.plan import Plan, assets_first
from playbook.publish.tree import (
    make_folder,
    make_folders,
    parents,
    remove_empty,
    remove_listed,
    scan,
    write_file,
)
from playbook.publish.verify import verify
from playbook.system import System, is_link

WORK = f"{OWN}-replace"
JOURNAL = "journal.json"
BEGUN = "begun"  # stands exactly while the site is neither the old one nor the new one
HEAD = '{"made_by": "playbook", "version": 1, "added": ['

Journal = tuple[list[str], list[str]]
NO_JOURNAL: Journal = ([], [])


def replace_files(place: Path, plan: Plan, system: System) -> None:
    """Publish file by file: assets first, deletions last; on any failure the old site is put back."""
    make_folder(place)
    work = place / WORK
    try:
        _prepare(work, plan, system)
        _replace(work, plan)
        _sync_site(place, plan, system)
        (work / BEGUN).unlink()
    except BaseException:
        _give_up(place, system)
        raise
    with suppress(OSError):
        _clear(work)


def _prepare(work: Path, plan: Plan, system: System) -> None:
    """Have everything that can fail behind us before the first file of the site is touched."""
    standing = plan.current.tree.files
    written = plan.written
    added = [path for path in (*written, MANIFEST) if path not in standing]
    changed = [path for path in (*written, MANIFEST) if path in standing] + plan.removed
    make_folder(work)
    journal = {"made_by": "playbook", "version": 1, "added": added, "changed": changed}
    write_file(work / JOURNAL, json.dumps(journal, ensure_ascii=False).encode())
    new, old = work / "new", work / "old"
    make_folders(work, ["new/", "old/"])
    make_folders(new, written)
    write_file(new / MANIFEST, plan.record)
    for path in written:
        plan.write(path, new / path, system)
    verify(new, plan, written)
    make_folders(old, changed)
    for path in changed:
        _copy(work.parent / path, old / path, system)
    inside = scan(work)
    system.sync(work, [work / path for path in (*inside.files, *inside.folders)])
    write_file(work / BEGUN, b"")
    system.sync(work, [work / BEGUN, work])


def _replace(work: Path, plan: Plan) -> None:
    place, removed = work.parent, plan.removed
    blocking = _clashing(removed, plan.manifest)
    for path in blocking:
        (place / path).unlink()
    remove_empty(place, parents(blocking))
    make_folders(place, plan.written)
    for path in (*plan.written, MANIFEST):
        (work / "new" / path).replace(place / path)
    for path in sorted(set(removed) - set(blocking)):
        (place / path).unlink()
    remove_empty(place, parents(removed))


def _clashing(paths: Iterable[str], others: Iterable[str]) -> list[str]:
    """Give those of the paths that cannot stand beside the others on every system."""
    names = Names()
    for path in others:
        names.take(path)
    return [path for path in paths if names.take(path) is not None]


def _sync_site(place: Path, plan: Plan, system: System) -> None:
    written = (*plan.written, MANIFEST)
    system.sync(place, [place / path for path in (*written, *parents(written), "")])


def _give_up(place: Path, system: System) -> None:
    try:
        recover_replace(place, system)
    except OSError as error:
        if (place / WORK / BEGUN).exists():
            raise PublishError(
                f"`{place.as_posix()}` is half replaced, and putting the old site back failed: {error}",
                "Publish again: the old site is put back first.",
            ) from error


def recover_replace(place: Path, system: System) -> None:
    """Undo a replacement that did not come to its end, and clear away what it left. Raises OSError."""
    work = place / WORK
    if is_link(work) or not work.is_dir():
        return
    if (work / BEGUN).exists() and _read_journal(work) != NO_JOURNAL:
        _undo(work, system)
    _clear(work)


def _undo(work: Path, system: System) -> None:
    """Put every file back, from whatever point on: a second undo after a torn one does no harm.

    New pages go before their style sheets; the old ones' were kept all the while: no page is ever bare.
    """
    place, (added, changed) = work.parent, _read_journal(work)
    backups = sorted(scan(work / "old").files.keys() & set(changed))
    blocked = _clashing(backups, added)
    for path in backups:
        if path not in blocked:
            make_folders(place, [path])
            (work / "old" / path).replace(place / path)
    for path in sorted(added, key=assets_first, reverse=True):
        if (place / path).is_file():
            (place / path).unlink()
    remove_empty(place, parents(added))
    make_folders(place, blocked)
    for path in blocked:  # the backups stay: where case does not count, a second undo removes these again
        (place / path).unlink(missing_ok=True)
        _copy(work / "old" / path, place / path, system)
    system.sync(place, [place / path for path in (*changed, *parents(changed), "")])
    (work / BEGUN).unlink()


def _copy(source: Path, target: Path, system: System) -> None:
    if not system.link(source, target):
        write_file(target, source.read_bytes())


def _read_journal(work: Path) -> Journal:
    """Give the paths added and the paths changed; `NO_JOURNAL` when it is not whole or not ours."""
    try:
        journal = json.loads((work / JOURNAL).read_bytes())
        added, changed = journal["added"], journal["changed"]
        ours = (journal["made_by"], journal["version"]) == ("playbook", 1)
        if ours and good_paths(path for path in (*added, *changed) if path != MANIFEST):
            return added, changed
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    return NO_JOURNAL


def _clear(work: Path) -> None:
    """Remove what the journal lists, then the journal; whatever else lies there stays, and is refused."""
    added, changed = _read_journal(work)
    remove_listed(work, {f"{side}/{path}" for side in ("new", "old") for path in (*added, *changed)})
    tree = scan(work)
    if (
        tree.files.keys() <= {JOURNAL}
        and not (tree.folders or tree.others)
        and torn(work / JOURNAL, HEAD.encode())
    ):
        (work / JOURNAL).unlink(missing_ok=True)
        work.rmdir()
