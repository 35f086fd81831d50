"""A publish killed at every point, and the publish after it, which puts things right, killed too.

In: a way to publish and an empty folder, in memory best. Out: counts on the standard output. Run by
hand, where processes can be forked:

    python -m tests.reliability.publish_twice files /dev/shm/twice
"""

import shutil
import sys
from collections import Counter
from itertools import count
from pathlib import Path

from tests.publish_faults import NEW, OLD, UNTOUCHED, judge, make_publisher, publish_in_child, take_snapshot


def main(way: str, folder: Path) -> None:
    """Sweep all pairs of points; the second sweep ends where the second publish comes through."""
    publisher = make_publisher(way)
    site = folder / "build"
    publisher(OLD, site)
    before = take_snapshot(site)
    publisher(NEW, site)
    after = take_snapshot(site)
    counts: Counter[str] = Counter()
    for first in count(1):
        for second in count(1):
            shutil.rmtree(folder)
            publisher(OLD, site)
            if publish_in_child(publisher, "kill", first, site) == UNTOUCHED:
                sys.stdout.write(f"{way} points={counts.total() - counts['unequal']} {dict(counts)}\n")
                return
            ended = publish_in_child(publisher, "kill", second, site)
            counts[judge(0 if ended == UNTOUCHED else ended, take_snapshot(site), before, after)] += 1
            publisher(NEW, site)
            names = [each.name for each in (*folder.iterdir(), *site.glob(".*"))]
            counts["unequal"] += take_snapshot(site) != after or names != ["build"]
            if ended == UNTOUCHED:
                break


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
