"""A worker or a cluster that ends from outside: exit code 2, what it was, what may be done, no trace."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from socket import socket

import pytest

from playbook.executor import ClusterLost, Processes, WorkerDied
from playbook.serve.explain import explain
from tests.busy import make_busy
from tests.sites import write_site
from tests.test_own_rules import Installed, installed

__all__ = ["installed"]

DEADLY = """
import os
from playbook.rule import E, PageRule

PARENT = os.getpid()


def check(page, config):
    if page.key == "initiative/plan-007" and os.getpid() != PARENT:
        os._exit(9)
    return []


ONE = PageRule(code="AC001", name="deadly", level=E, why="it kills", check=check)
"""
ROOT = Path(__file__).parents[1]
FORKS = pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux alone")


def die_of_seven(_shared: None, items: Sequence[int]) -> list[int]:
    if 7 in items:
        os._exit(9)
    return list(items)


@FORKS
def test_the_item_is_named_that_a_worker_cannot_survive() -> None:
    with pytest.raises(WorkerDied) as died:
        list(Processes(2, "fork").run(die_of_seven, None, range(40)))
    assert died.value.name == "7"


@FORKS
@pytest.mark.parametrize("command", ["check", "build", "export json"])
def test_a_worker_that_dies_ends_a_command_with_the_page(
    command: str, tmp_path: Path, installed: Installed
) -> None:
    installed.add("acme_rules", DEADLY)
    project = write_site(tmp_path / "project", make_busy(30))
    # A process of its own has one thread, and so workers that are copies; those of a test's may not be.
    words = [sys.executable, "-m", "playbook", "-C", str(project), *command.split(), "-j", "2"]
    around = {**os.environ, "PYTHONPATH": os.pathsep.join((str(installed.folder), str(ROOT)))}
    ended = subprocess.run(
        words, env=around, capture_output=True, text=True, check=False
    )  # one thread: it copies
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "a process was ended while it worked on initiative/plan-007" in ended.stderr
    assert "-j 1" in ended.stderr
    assert "race" not in ended.stderr
    assert not (project / "build").exists()


@pytest.mark.parametrize("error", [WorkerDied("initiative/crm"), ClusterLost("127.0.0.1:8786")])
def test_a_preview_says_it_too(error: Exception) -> None:
    (trouble,) = explain(error).troubles
    assert str(error) == trouble.text
    assert trouble.help


def find_port() -> int:
    with socket() as some:
        some.bind(("127.0.0.1", 0))
        port: int = some.getsockname()[1]
        return port


@pytest.fixture
def cluster() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Give a Dask cluster of one worker: the address and the process of its scheduler."""
    pytest.importorskip("distributed")
    address = f"127.0.0.1:{find_port()}"
    start = [sys.executable, "-m", "distributed.cli"]
    host = ["--host", "127.0.0.1", "--no-dashboard"]
    head = [f"{start[2]}.dask_scheduler", *host, "--port", address.split(":")[1]]
    hand = [f"{start[2]}.dask_worker", f"tcp://{address}", *host, "--no-nanny", "--nthreads", "1"]
    scheduler = subprocess.Popen([*start[:2], *head], stderr=subprocess.DEVNULL)
    worker = subprocess.Popen([*start[:2], *hand], stderr=subprocess.DEVNULL)
    yield address, scheduler
    for each in (worker, scheduler):
        each.kill()
        each.wait()


def wait_a_while(_shared: float, items: Sequence[int]) -> list[int]:
    time.sleep(_shared)
    return list(items)


@pytest.mark.filterwarnings("ignore")  # distributed's own, of what it left open
def test_a_cluster_works_in_order_and_is_missed_when_it_goes(
    cluster: tuple[str, subprocess.Popen[bytes]],
) -> None:
    from playbook.executor.cluster import Cluster

    address, scheduler = cluster
    there = Cluster(address, seconds=30)
    while not there.client.nthreads():
        time.sleep(0.1)
    assert list(there.run(wait_a_while, 0.0, range(30))) == list(range(30))
    results = there.run(wait_a_while, 0.2, range(30))
    next(results)
    scheduler.kill()
    with pytest.raises(ClusterLost, match=address):
        list(results)
