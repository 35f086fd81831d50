"""A publish that is broken off at every call that changes the disk, one after the other.

In: a way to publish and a kind of fault, as arguments, and an empty folder. Out: one JSON object of
counts on the standard output. Run as a process of its own: it forks, and its hook cannot be removed.
"""

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from playbook.publish import Output, PublishError, open_spool, publish
from playbook.system import HERE, System

OLD = {
    "index.html": b"old home" * 40,
    "gone/page.html": b"soon gone with its folder",
    "initiative/crm.html": b"old crm",
    "same/page.html": b"same" * 90,
    "turns": b"a file that becomes a folder",
    "assets/style-1.css": b"old style",
    "assets/same.js": b"same",
}
NEW = {
    "index.html": b"new home" * 50,
    "initiative/crm.html": b"new crm",
    "initiative/erp.html": b"new erp" * 20,
    "same/page.html": b"same" * 90,
    "turns/inner.html": b"a page in what was a file",
    "assets/style-2.css": b"new style" * 30,
    "assets/same.js": b"same",
}
CHANGING = frozenset({"rename", "link", "remove", "rmdir", "mkdir", "chmod", "truncate", "symlink", "utime"})
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FAILED, UNTOUCHED = 3, 7

Snapshot = Mapping[str, tuple[int, bytes]] | None
Publisher = Callable[[Mapping[str, bytes], Path], None]


def _announce_sync(root: Path, paths: Sequence[Path]) -> None:
    sys.audit("test.sync", str(root), len(paths))


def _announce_exchange(one: Path, other: Path) -> bool:
    sys.audit("test.exchange", str(one), str(other))
    return HERE.exchange(one, other)


def refuse_pair(one: Path, other: Path) -> bool:
    """Stand in for a call that this system does not have."""
    return False


def refuse_place(target: Path) -> bool:
    """Stand in for a folder that cannot be renamed."""
    return False


QUICK = replace(HERE, sync=_announce_sync)
SYSTEMS: Mapping[str, System] = {
    "swap": replace(QUICK, exchange=_announce_exchange),
    "renames": replace(QUICK, exchange=refuse_pair),
    "copies": replace(QUICK, exchange=_announce_exchange, link=refuse_pair),
    "spool": replace(QUICK, exchange=_announce_exchange),
    "spool-copies": replace(QUICK, exchange=_announce_exchange, link=refuse_pair),
    "files": replace(QUICK, swappable=refuse_place),
    "files-copies": replace(QUICK, swappable=refuse_place, link=refuse_pair),
}


def make_publisher(way: str) -> Publisher:
    """Give the publisher of this name; "in-place" is the positive control, which must be caught."""
    if way == "in-place":
        return _write_in_place
    do = publish_spooled if way.startswith("spool") else _publish_all
    return lambda bodies, site: do(bodies, site, SYSTEMS[way])


def _publish_all(bodies: Mapping[str, bytes], site: Path, system: System) -> None:
    publish([Output(path, body) for path, body in bodies.items()], site, system=system)


def publish_spooled(bodies: Mapping[str, bytes], site: Path, system: System) -> None:
    """Publish outputs whose bytes wait on the disk, as those of a large site do."""
    with open_spool(site, system=system) as spool:
        outputs = [Output(path, body) for path, body in bodies.items()]
        publish(map(spool.put, outputs) if spool else outputs, site, system=system)


def _write_in_place(bodies: Mapping[str, bytes], site: Path) -> None:
    try:
        for path, body in bodies.items():
            if (site / path).parent.is_file():
                (site / path).parent.unlink()
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(body)
    except OSError as error:
        raise PublishError(str(error)) from error


def _arm(fault: str, number: int) -> Callable[[], bool]:
    """Let the call of this number fail or kill; give what tells whether it came to that.

    For "replaced" only syncs count: the third one comes when all files are replaced, and undoing is due.
    """
    if fault == "size":
        return _limit_files(number * 16)
    calls = count(1)
    fired = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal fired
        if fault == "replaced" and event != "test.sync":
            return
        writes = event == "open" and int(arguments[2]) & WRITING
        if not (writes or event.startswith("test.") or event.removeprefix("os.") in CHANGING):
            return
        call = next(calls)
        if call == number or (fault == "always" and call > number):
            fired = True
            if fault in ("kill", "replaced"):
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC if fault == "once" else errno.EIO, "injected")

    sys.addaudithook(hook)
    return lambda: fired


def _limit_files(size: int) -> Callable[[], bool]:
    """Let every file break off at this size, half written."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return lambda: size < max(map(len, NEW.values()))


def publish_in_child(publisher: Publisher, fault: str, number: int, site: Path) -> int:
    """Publish with a fault in a process of its own; give how it ended, negative by a signal."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    fired = _arm(fault, number)
    try:
        publisher(NEW, site)
        status = 0 if fired() else UNTOUCHED
    except PublishError:
        status = FAILED
    finally:
        sys.stdout.flush()
        os._exit(locals().get("status", 99))


def take_snapshot(site: Path) -> Snapshot:
    """Read files and folders with their permissions, publishing's own names left out; None without a site."""
    if not site.is_dir():
        return None
    found = {}
    for each in sorted(site.rglob("*")):
        path = each.relative_to(site).as_posix()
        if not path.startswith(".playbook"):
            found[path] = (each.stat().st_mode, each.read_bytes() if each.is_file() else b"folder")
    return found


def _whole_files(state: Snapshot, before: Snapshot, after: Snapshot) -> bool:
    """Whether every file is the old one or the new one, and no page lacks its style sheet."""
    if state is None or before is None or after is None or "index.html" not in state:
        return False
    new_pages = {path for path in state.keys() - before.keys() if path.endswith(".html")}
    new_pages |= {"index.html"} if state["index.html"] == after["index.html"] else set()
    styles = {"assets/style-2.css"} if new_pages else set()
    if state["index.html"] == before["index.html"]:
        styles.add("assets/style-1.css")
    whole = all(found in (before.get(path), after.get(path)) for path, found in state.items())
    return whole and styles <= state.keys()


def judge(ended: int, state: Snapshot, before: Snapshot, after: Snapshot) -> str:
    """Name the state that a fault left: old, new, absent, mixed of whole files, broken, or crashed."""
    if ended not in (FAILED, 0, -signal.SIGKILL):
        return "crashed"
    if state == before and ended != 0:
        return "old"
    if state == after and ended != FAILED:
        return "new"
    if state is None:
        return "absent"
    return "mixed" if _whole_files(state, before, after) else "broken"


def sweep(way: str, fault: str, folder: Path) -> dict[str, int]:
    """Break off a publish at every point; count the states found, and what the next publish made of them."""
    publisher = make_publisher(way)
    counts = dict.fromkeys(
        ("points", "old", "new", "absent", "mixed", "broken", "crashed", "unequal", "litter"), 0
    )
    publisher(OLD, folder / "clean" / "build")
    publisher(NEW, folder / "clean" / "build")
    after = take_snapshot(folder / "clean" / "build")
    for number in count(1):
        site = folder / str(number) / "build"
        publisher(OLD, site)
        before = take_snapshot(site)
        if fault == "undo":
            publish_in_child(publisher, "replaced", 3, site)
        ended = publish_in_child(publisher, "kill" if fault == "undo" else fault, number, site)
        if ended == UNTOUCHED:
            return counts
        counts["points"] += 1
        counts[judge(ended, take_snapshot(site), before, after)] += 1
        publisher(NEW, site)
        counts["unequal"] += take_snapshot(site) != after
        names = [each.name for each in (*site.parent.iterdir(), *site.iterdir())]
        counts["litter"] += any(name.startswith(".") for name in names)
        shutil.rmtree(site.parent)
    return counts


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sweep(sys.argv[1], sys.argv[2], Path(sys.argv[3]))))
