"""Whole processes, measured: one, or two in turn.

In: commands with the folder they run in and what is to be done before each run. Out: `Run`s, and from two
series the median of the ratios pair by pair, which holds where a machine's speed drifts.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

LAUNCHER = Path(__file__).parent / "launcher.py"
ROOT = Path(__file__).parents[2]


class RunError(Exception):
    """A command ended with an exit code that it must not end with."""


@dataclass(frozen=True)
class Run:
    """What one run took: wall and processor seconds, the most bytes its tree of processes held at once."""

    seconds: float
    processor: float
    peak: int


def do_nothing() -> None:
    """Prepare nothing."""


@dataclass(frozen=True)
class Job:
    """A command, the folder it runs in, and what is done before each run, which is not measured."""

    command: Sequence[str]
    folder: Path
    prepare: Callable[[], None] = do_nothing
    environment: dict[str, str] = field(default_factory=dict)


def run(job: Job) -> Run:
    """Prepare and run a job once. Raises RunError with the end of what it printed."""
    job.prepare()
    log = job.folder.with_name(f"{job.folder.name}.log")
    command = [sys.executable, "-I", "-S", str(LAUNCHER), str(log.absolute()), *job.command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **job.environment}
    ended = subprocess.run(command, cwd=job.folder, env=environment, stdout=subprocess.PIPE, check=True)
    told = json.loads(ended.stdout)
    if told.pop("code"):
        end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RunError(f"{' '.join(job.command)} failed in {job.folder}:\n{end}")
    return Run(**told)


def run_in_turn(jobs: Sequence[Job], repeats: int) -> list[list[Run]]:
    """Run jobs in turn, A B A B …, and give each job's runs."""
    rounds = [[run(each) for each in jobs] for _ in range(repeats)]
    return [list(some) for some in zip(*rounds, strict=True)]


def compare(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Give the median of the ratios ours / theirs, pair by pair."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))


def take_median(runs: Sequence[Run]) -> Run:
    """Give a run of the medians of several."""
    return Run(
        median(each.seconds for each in runs),
        median(each.processor for each in runs),
        int(median(each.peak for each in runs)),
    )
