"""Runs one command and tells, as JSON, what it took: a small process of its own, started anew for each run.

    python -I -S launcher.py LOG COMMAND [ARGUMENT …]

In: the command, a file for what it prints. Out, on stdout: `code`, wall and processor `seconds`, `peak` bytes
of the whole tree of processes. Linux hands a parent's peak memory down to its children, so the parent must be
small: this one imports little. A single process's peak is the kernel's own figure; of several at once the sum
is taken ten times a second, of what each holds alone and its part of what they share.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

PERIOD = 0.1


def list_tree(root: int) -> list[int]:
    """List the processes of a tree, its root first."""
    found = [root]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


def read_share(process: int) -> int:
    """Give the bytes a process holds, its own and its part of what it shares; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


class Watcher(threading.Thread):
    """Looks at a tree of processes until it is told to stop; `peak` is the most they held at once."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.peak = root, 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Look at the tree again and again."""
        while not self.ended.wait(PERIOD):
            tree = list_tree(self.root)
            if len(tree) > 1:
                self.peak = max(self.peak, sum(map(read_share, tree)))


def main() -> None:
    """Run the command and tell what it took."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    actions = [(os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)]
    began = time.perf_counter()
    process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=actions)
    watcher = Watcher(process)
    watcher.start()
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - began
    watcher.ended.set()
    told = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": wall,
        "processor": used.ru_utime + used.ru_stime,
        "peak": max(used.ru_maxrss * 1024, watcher.peak),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
