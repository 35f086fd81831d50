"""The arithmetic of the benchmark, its runs in turn, its table, and where a sample is counted."""

import sys
from pathlib import Path

import pytest

from tests.bench import sample
from tests.bench.bars import Figure, Row, list_values, write_figures, write_table
from tests.bench.launcher import list_tree
from tests.bench.measure import Job, Run, RunError, compare, run, run_in_turn, take_median
from tests.bench.project import MARK, edit_page

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the figures are Linux's")
MIB = 1024 * 1024


def test_a_ratio_is_the_median_of_pairs_and_not_a_pair_of_medians() -> None:
    assert compare([1, 4, 9], [1, 2, 9]) == 1
    assert compare([3, 1, 8], [1, 1, 4]) == 2
    with pytest.raises(ValueError, match="shorter"):
        compare([1, 2], [1])


def test_a_median_is_taken_of_each_figure() -> None:
    runs = [Run(3, 1, 10), Run(1, 3, 30), Run(2, 2, 20)]
    assert take_median(runs) == Run(2, 2, 20)


def test_a_figure_meets_its_bar_at_most() -> None:
    rows = [Row("as good", 1.0, 1.0), Row("worse", 1.01, 1.0), Row("quick", 0.149, 0.15, "s")]
    assert [each.is_met for each in rows] == [True, False, True]
    lines = "\n".join(write_table(rows)).splitlines()[2:]
    assert lines[1] == "| worse | 1.01 × | ≤ 1.00 × | **missed** |"
    assert lines[2] == "| quick | 0.15 s | ≤ 0.15 s | met |"
    figures = [Figure("a", "build", Run(12.34, 0.5, 3 * MIB))]
    assert list(write_figures(figures))[1] == "| a | build | 12.3 s | 0.50 s | 3 MiB |"
    goals = list_values(rows, figures)["goals"]
    assert isinstance(goals, list)
    assert [each["met"] for each in goals] == [True, False, True]


@needs_linux
def test_jobs_run_in_turn_each_prepared(tmp_path: Path) -> None:
    done: list[str] = []
    jobs = [Job(["true"], tmp_path, lambda name=name: done.append(name)) for name in "ab"]  # type: ignore[misc]
    series = run_in_turn(jobs, 3)
    assert done == list("ababab")
    assert [len(each) for each in series] == [3, 3]


@needs_linux
def test_memory_is_that_of_the_whole_tree(tmp_path: Path) -> None:
    hold = "x = bytearray(b'1') * (60 << 20); import time; time.sleep(0.5)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    both = f"x = bytearray(b'1') * (60 << 20); {start}"
    small = run(Job([sys.executable, "-c", "pass"], tmp_path))
    large = run(Job([sys.executable, "-c", both], tmp_path))
    assert small.peak < 40 * MIB
    assert 120 * MIB < large.peak < 200 * MIB
    assert large.seconds > 0.5 > large.processor


@needs_linux
def test_a_tree_holds_its_root_and_what_it_started(tmp_path: Path) -> None:
    import os
    import subprocess

    with subprocess.Popen(["sleep", "30"]) as started:
        found = list_tree(os.getpid())
        started.kill()
    assert found[0] == os.getpid()
    assert started.pid in found
    assert list_tree(started.pid) == [started.pid]


@needs_linux
def test_a_run_that_fails_says_what_it_printed(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no such thing"):
        run(Job(["sh", "-c", "echo no such thing; exit 3"], tmp_path))


def test_each_edit_changes_the_page_and_leaves_the_rest(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("---\ntitle: A\n---\nWords.\n", encoding="utf-8")
    edit_page(page, 1)
    first = page.read_text(encoding="utf-8")
    edit_page(page, 2)
    second = page.read_text(encoding="utf-8")
    assert first.replace("edit 1.", "edit 2.") == second != first
    assert second.count(MARK) == 1


def test_a_look_counts_for_its_phase_and_its_innermost_module() -> None:
    ours = [sample.HOME + each for each in ("schema/fill.py", "load.py", "pipeline.py", "cli/main.py")]
    assert sample.place(ours) == ("load", "schema/fill", "")
    library = "/lib/site-packages/jinja2/runtime.py"
    rendering = [library, *(sample.HOME + each for each in ("render/__init__.py", "render_site.py"))]
    assert sample.place(rendering) == ("render", "render/__init__", "jinja2")
    assert sample.place([sample.HOME + "cli/main.py"])[0] == "cli"
