"""Runs the same work over many items: here, in processes, or on a cluster.

In: a function of a module, what all items share, the items. Out: one result for each item, in the order of
the items, whoever made it. It knows no page; values go in and values come out.
"""

from playbook.executor.base import (
    ClusterLost,
    Executor,
    Here,
    NoProcess,
    Work,
    WorkerDied,
    WorkError,
    WorkFailed,
    split,
)
from playbook.executor.processes import Processes, count_cores

__all__ = [
    "ClusterLost",
    "Executor",
    "Here",
    "NoProcess",
    "Processes",
    "Work",
    "WorkError",
    "WorkFailed",
    "WorkerDied",
    "count_cores",
    "split",
]
