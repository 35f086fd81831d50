"""Work over items: here, in processes, on a cluster; the same results in the same order, whatever befalls."""

import errno
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.executor import (
    ClusterLost,
    Here,
    NoProcess,
    Processes,
    WorkerDied,
    WorkError,
    WorkFailed,
    split,
)
from playbook.render import TemplateFault
from playbook.source import Span
from tests.sites import TODAY, judge_files, read_base

FAULT = TemplateFault(Span("templates/a.html", 3, 1, 3, 9), "no such name", "take it out", "{{ a }}")
STARTS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]


def square(shared: int, items: Sequence[int]) -> list[int]:
    """Work with what is shared."""
    return [each * each + shared for each in items]


def die_at(shared: int, items: Sequence[int]) -> list[int]:
    """End as the kernel ends a process for want of memory, at one item."""
    for each in items:
        if each == shared:
            os.kill(os.getpid(), signal.SIGKILL)
    return list(items)


def raise_fault(_shared: int, items: Sequence[int]) -> list[int]:
    """Raise at a late item."""
    if 70 in items:
        raise FAULT
    return list(items)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("many", [0, 1, 7, 200])
def test_processes_give_what_one_gives_in_order(start: str, many: int) -> None:
    wanted = list(Here().run(square, 5, range(many)))
    assert wanted == [n * n + 5 for n in range(many)]
    assert list(Processes(3, start).run(square, 5, range(many))) == wanted


def test_every_item_is_in_one_batch() -> None:
    for many in (0, 1, 5, 64, 65, 1000):
        for jobs in (1, 2, 16):
            batches = split(range(many), jobs)
            assert [each for batch in batches for each in batch] == list(range(many))
            assert max(map(len, batches), default=0) <= 64


@pytest.mark.skipif(sys.platform != "linux", reason="kills by a signal")
def test_a_worker_that_dies_names_its_item_and_leaves_the_results_of_others() -> None:
    got: list[int] = []
    with pytest.raises(WorkerDied) as died:
        got.extend(Processes(2, "fork").run(die_at, 37, range(80)))
    assert died.value.name == "37"
    assert got == list(range(37))


@pytest.mark.parametrize("start", STARTS)
def test_what_the_work_raises_comes_through_with_all_its_parts(start: str) -> None:
    with pytest.raises(TemplateFault) as raised:
        list(Processes(2, start).run(raise_fault, 0, range(80)))
    found = raised.value
    assert (found.span, found.message, found.help, found.excerpt) == (
        FAULT.span,
        FAULT.message,
        FAULT.help,
        FAULT.excerpt,
    )
    assert str(found) == str(FAULT)


class UnsendableError(Exception):
    """Cannot be built again from what is sent of it."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one)
        self.other = other


def raise_unsendable(_shared: int, items: Sequence[int]) -> list[int]:
    raise UnsendableError(f"the {len(items)}", "other")


def raise_work_error(_shared: int, _items: Sequence[int]) -> list[int]:
    raise WorkError("too much of it", "take less")


@pytest.mark.parametrize("start", STARTS)
def test_what_cannot_be_sent_is_told_with_its_type_and_trace(start: str) -> None:
    with pytest.raises(WorkFailed, match=r"(?s)in raise_unsendable.*UnsendableError: the ") as raised:
        list(Processes(2, start).run(raise_unsendable, 0, range(80)))
    assert not isinstance(raised.value, WorkError)


@pytest.mark.parametrize("start", STARTS)
def test_an_end_without_a_fault_comes_through_too(start: str) -> None:
    with pytest.raises(WorkError) as raised:
        list(Processes(2, start).run(raise_work_error, 0, range(80)))
    assert (raised.value.message, raised.value.help) == ("too much of it", "take less")


@pytest.mark.parametrize("error", [WorkError("a", "b"), WorkerDied("c"), ClusterLost("d"), NoProcess("e")])
def test_every_end_can_be_sent(error: WorkError) -> None:
    sent = pickle.loads(pickle.dumps(error))
    assert (type(sent), sent.message, sent.help) == (type(error), error.message, error.help)


@pytest.mark.skipif(sys.platform != "linux", reason="workers that are copied")
@pytest.mark.parametrize("allowed", [0, 1])
def test_where_no_process_can_be_made_the_work_is_done_here(
    allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork
    made: list[int] = []
    told: list[str] = []

    def refuse() -> int:
        if len(made) >= allowed:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        made.append(number := fork())
        return number

    monkeypatch.setattr(os, "fork", refuse)
    assert list(Processes(3, "fork", told.append).run(square, 5, range(80))) == [n * n + 5 for n in range(80)]
    assert len(made) == allowed
    assert not active_children()
    assert told == ["no process can be started: [Errno 11] Resource temporarily unavailable"]


SLOWLY_IMPORTED = """
import os, time
from pathlib import Path
if os.getppid() == int(os.environ["MAIN"]) and "SPAWNED" in os.environ:
    Path(os.environ["SPAWNED"], str(os.getpid())).touch()
    time.sleep(1)
def work(shared, items):
    return list(items)
"""
SPAWNING = """
import os, sys
os.environ["MAIN"] = str(os.getpid())
from playbook.executor import Processes
import slowly_imported
os.environ["SPAWNED"] = sys.argv[1]
try:
    print(len(list(Processes(2, "spawn").run(slowly_imported.work, None, range(200)))))
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
def test_a_stop_while_workers_start_is_told_by_the_parent_alone(tmp_path: Path) -> None:
    (tmp_path / "slowly_imported.py").write_text(SLOWLY_IMPORTED)
    (tmp_path / "begun").mkdir()
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    begun = subprocess.Popen(
        [sys.executable, "-c", SPAWNING, str(tmp_path / "begun")],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    end = time.monotonic() + 30
    while len(list((tmp_path / "begun").iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(begun.pid, signal.SIGINT)  # as a terminal does: to all of them
    assert begun.communicate(timeout=30)[0].decode() == "stopped\n"


STOPPING = """
import os, signal, time
def work(shared, items):
    time.sleep(1)
    return list(items)
class Stops:
    def __reduce__(self):  # it is sent to workers as they start
        os.kill(os.getpid(), signal.SIGINT)
        return Stops, ()
"""
STOPPED = """
import sys, time
from playbook.executor import Processes
import stopping
began = time.monotonic()
try:
    list(Processes(2, "spawn").run(stopping.work, stopping.Stops(), range(5000)))
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="holds signals back as POSIX does")
def test_a_stop_that_was_held_back_ends_the_work(tmp_path: Path) -> None:
    (tmp_path / "stopping.py").write_text(STOPPING)
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED],
        capture_output=True,
        text=True,
        timeout=20,  # all of the work takes twice as long
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])},
        check=False,
    )
    assert (ended.stdout, ended.returncode) == ("stopped\n", 0)


SLOW = """
import sys, time
from pathlib import Path
from playbook.cli import main as cli
from playbook.executor import Processes
def work(shared, items):
    for each in items:
        Path(shared, str(__import__("os").getpid())).touch()
        time.sleep(0.05)
    return list(items)
def build(*_, **__):
    return list(Processes(2, "fork").run(work, sys.argv[1], range(2000)))
import click
cli.group.add_command(click.Command("slow", callback=build))
cli.LazyGroup.get_command = lambda self, ctx, name: self.commands[name]
sys.argv[1:] = [sys.argv[1]]
run = cli.run
cli.run = lambda _arguments: run(["slow"])
cli.main()
"""


def _is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_stop_ends_the_workers_too_without_a_traceback(tmp_path: Path, number: int, code: int) -> None:
    command = [sys.executable, "-c", SLOW, str(tmp_path)]
    begun = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    end = time.monotonic() + 20
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.02)
    workers = [int(each.name) for each in tmp_path.iterdir()]
    assert len(workers) == 2
    if number == signal.SIGINT:
        os.killpg(begun.pid, number)  # as a terminal does: to all of them
    else:
        begun.send_signal(number)
    told = begun.communicate(timeout=30)[1].decode()
    assert begun.returncode == code
    assert told.strip() == ("stopped" if number == signal.SIGINT else "")
    while any(map(_is_alive, workers)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(_is_alive, workers))


@contextmanager
def stand_up_a_cluster(file: Path) -> Iterator[str]:
    """Run a Dask scheduler and two workers on the loopback address by a script; give the address."""
    begin = (
        "import sys\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, host='127.0.0.1',\n"
        "                      dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n"
        "        sys.stdin.read()\n"
    )
    file.write_text(begin)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as cluster:
        assert cluster.stdout
        yield cluster.stdout.readline().decode().strip().removeprefix("tcp://")
        cluster.communicate()


def test_a_cluster_builds_the_same_bytes(tmp_path: Path) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("distributed", reason="needs the extra `distributed`")
    from playbook.cli.workers import open_executor
    from playbook.memo import Tools
    from playbook.pipeline import judge_playbook, make_outputs, remake_outputs

    clean = judge_files(tmp_path / "site", read_base())
    wanted = {each.path: each.body for each in make_outputs(clean)}
    with stand_up_a_cluster(tmp_path / "cluster.py") as address:
        executor = open_executor({"executor": f"dask://{address}"})
        assert executor.jobs == 2
        tools = Tools(executor)
        judged = judge_playbook(clean.site.config, TODAY, Options(), tools)
        assert judged.checked.whole == clean.checked.whole
        made = {each.path: each.body for each in remake_outputs(judged, tools, None)}  # type: ignore[union-attr]
        assert list(executor.run(square, 5, range(50))) == [n * n + 5 for n in range(50)]
        with pytest.raises(TemplateFault) as raised:
            list(executor.run(raise_fault, 0, range(80)))
        assert raised.value.excerpt == FAULT.excerpt
        executor.client.close()  # type: ignore[attr-defined]
    assert json.dumps(sorted(made)) == json.dumps(sorted(wanted))
    assert made == wanted
