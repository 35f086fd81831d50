"""A publish broken off at every system call that changes the disk, by strace: killed, or refused.

In: a way to publish ("swap", "renames", "copies", "spool", "files", "files-copies") and an empty folder, in
memory best. Out: counts of the states found, by fault, on the standard output. Linux only, run by hand:

    python -m tests.reliability.publish_syscalls swap /dev/shm/sweep
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playbook.publish import Output, PublishError, publish
from playbook.system import HERE
from tests.publish_faults import FAILED, NEW, OLD, SYSTEMS, judge, publish_spooled, take_snapshot

CHANGING = (
    "write,pwrite64,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat,"
    "chmod,fchmod,fchmodat,fsync,syncfs,ftruncate,flock"
)
FAULTS = {"kill": "signal=KILL", **{name: f"error={name}" for name in ("ENOSPC", "EIO", "EACCES")}}
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}


def _publish_new(way: str, site: Path) -> int:
    """Be the child: publish with this system's own sync, and tell by the status how it went."""
    try:
        system = replace(SYSTEMS[way], sync=HERE.sync)
        if way == "spool":
            publish_spooled(NEW, site, system)
        else:
            publish([Output(path, body) for path, body in NEW.items()], site, system=system)
    except PublishError:
        return FAILED
    return 0


def _trace(way: str, site: Path, *options: str) -> int:
    child = [sys.executable, "-m", __spec__.name, way, str(site), "child"]
    command = ["strace", "-f", "-qq", *options, *child]
    return subprocess.run(command, env=ENVIRONMENT, check=False, stderr=subprocess.DEVNULL).returncode


def _points(way: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Trace one publish; give each call that changes the disk with its number among calls of its name."""
    log = folder / "trace"
    _trace(way, _make_old(way, folder / "traced"), "-o", str(log), "-e", f"trace=openat,{CHANGING}")
    seen: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        call = re.search(r"(\w+)\(", line)
        if call is None:
            continue
        seen[call[1]] += 1
        if call[1] != "openat" or re.search(r"O_(WRONLY|RDWR|CREAT)", line):
            yield call[1], seen[call[1]]


def _make_old(way: str, folder: Path) -> Path:
    publish([Output(path, body) for path, body in OLD.items()], folder / "build", system=SYSTEMS[way])
    return folder / "build"


def _break_off(way: str, folder: Path, inject: str) -> tuple[str, bool]:
    """Publish with one fault; give the state found, and whether the next publish was as a clean one."""
    clean = _make_old(way, folder / "clean")
    before = take_snapshot(clean)
    _publish_new(way, clean)
    after = take_snapshot(clean)
    site = _make_old(way, folder / "broken")
    ended = _trace(way, site, "-o", "/dev/null", "-e", f"inject={inject}")
    state = judge(ended, take_snapshot(site), before, after)
    equal = _publish_new(way, site) == 0 and take_snapshot(site) == after
    names = [each.name for each in (*site.parent.iterdir(), *site.glob(".*"))]
    shutil.rmtree(folder)
    return state, equal and names == ["build"]


def main(way: str, folder: Path) -> None:
    """Sweep all points with all faults."""
    folder.mkdir()
    points = list(_points(way, folder))
    for fault, inject in FAULTS.items():
        results = [
            _break_off(way, folder / "point", f"{call}:{inject}:when={number}") for call, number in points
        ]
        states = Counter(state for state, _ in results)
        unequal = sum(not equal for _, equal in results)
        line = f"{way} {fault} points={len(points)} {dict(states)} next publish unequal={unequal}\n"
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[3:] == ["child"]:
        sys.exit(_publish_new(sys.argv[1], Path(sys.argv[2])))
    main(sys.argv[1], Path(sys.argv[2]))
