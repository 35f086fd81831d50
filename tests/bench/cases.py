"""What is measured, group by group: each holds whole processes against each other, or against a bar.

In: a `Bench`: the work folder, the two sizes, the repeats, the peers. Out: its rows and figures, filled.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.bars import Figure, Row
from tests.bench.measure import Job, Run, RunError, compare, do_nothing, run, run_in_turn, take_median
from tests.bench.peers import PEERS
from tests.bench.project import Project, build_peer
from tests.browser.budget import EXEMPLARY, HOME, KIB, weigh_page
from tests.browser.served import ROOT, SHOWCASE_TODAY, build_site

BENCH, FULL = "playbook, bench theme", "playbook, everything on"


@dataclass
class Bench:
    """One run of the benchmark; `small` and `large` are numbers of plans, 1,000 and 10,000 for the bars."""

    work: Path
    small: int
    large: int
    repeats: int
    peers: Sequence[str]
    rows: list[Row] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)

    def run(self, work: str, jobs: Mapping[str, Job]) -> dict[str, list[Run]]:
        """Run jobs in turn and keep their medians as figures."""
        sys.stderr.write(f"{work}: {', '.join(jobs)} …\n")
        series = dict(zip(jobs, run_in_turn(list(jobs.values()), self.repeats), strict=True))
        self.figures += [Figure(name, work, take_median(runs)) for name, runs in series.items()]
        return series

    def hold(self, goal: str, measured: float, bar: float, unit: str = "×") -> None:
        """Keep a figure beside its bar."""
        self.rows.append(Row(goal, measured, bar, unit))

    def find(self, program: str, work: str) -> Run | None:
        """Find the figure of a program for a work, where it was measured."""
        found = (each.run for each in self.figures if (each.program, each.work) == (program, work))
        return next(found, None)


def name_cold(count: int) -> str:
    """Name the work of a cold build."""
    return f"cold build, {count:,} pages"


def list_seconds(runs: Sequence[Run]) -> list[float]:
    """List the wall seconds of runs."""
    return [each.seconds for each in runs]


def measure_cold(bench: Bench) -> None:
    """Build from nothing: both themes and the peers in turn."""
    for count, peers in ((bench.small, bench.peers), (bench.large, [p for p in bench.peers if p == "hugo"])):
        project = Project(count, bench.work)
        jobs = {BENCH: project.build(project.clear)}
        jobs |= {PEERS[name].label: build_peer(name, count, bench.work) for name in peers}
        jobs[FULL] = project.build(project.clear, "playbook.toml")
        work = name_cold(count)
        series = bench.run(work, jobs)
        bench.pages[count] = max(path.stat().st_size for path in (project.folder / "build").rglob("*.html"))
        if count == bench.small:
            bench.hold(f"{work}, bench theme", take_median(series[BENCH]).seconds, 2.5, "s")
        for name, bar in (("hugo", 1.0),) if count == bench.large else (("mkdocs", 0.2), ("eleventy", 0.7)):
            _hold_ratio(bench, series, name, (work, bar))
    _hold_growth(bench)


def _hold_ratio(
    bench: Bench, series: Mapping[str, Sequence[Run]], name: str, held: tuple[str, float]
) -> None:
    """Hold the time of both themes against a peer's, and the memory against Hugo's."""
    (work, bar), label = held, PEERS[name].label
    if label not in series:
        return
    theirs = list_seconds(series[label])
    bench.hold(f"{work}, bench theme : {label}", compare(list_seconds(series[BENCH]), theirs), bar)
    if name == "hugo":
        bench.hold(f"{work}, everything on : {label}", compare(list_seconds(series[FULL]), theirs), 2.5)
        ours, held_by = ([each.peak for each in series[key]] for key in (BENCH, label))
        bench.hold(f"{work}, memory, bench theme : {label}", compare(ours, held_by), 0.35)


def _hold_growth(bench: Bench) -> None:
    times = f"{bench.large:,} : {bench.small:,} pages"
    for program in (BENCH, FULL):
        large, small = (bench.find(program, name_cold(each)) for each in (bench.large, bench.small))
        if large and small:
            bench.hold(f"growth of the build, {times}, {program}", large.seconds / small.seconds, 11)
    growth = bench.pages[bench.large] / bench.pages[bench.small]
    bench.hold(f"growth of the largest page, {times}", growth, 1.2)


def measure_warm(bench: Bench) -> None:
    """Build again after one edit, and after none; a new process each time, as every run."""
    for count in (bench.small, bench.large):
        project = Project(count, bench.work)
        run(project.build(do_nothing))
        edited = {BENCH: project.build(project.edit)}
        if count == bench.large and "hugo" in bench.peers:
            edited[PEERS["hugo"].label] = build_peer("hugo", count, bench.work)
        before = list_times(project.folder / "bench-build")
        series = bench.run(f"one page edited, {count:,} pages", edited)
        if list_times(project.folder / "bench-build") == before:
            raise RunError("a page was edited, and nothing was published anew")
        ours = list_seconds(series.pop(BENCH))
        for label, runs in series.items():
            goal = f"one page edited, {count:,} pages : {label}, full build"
            bench.hold(goal, compare(ours, list_seconds(runs)), 0.15)
        if count == bench.small:
            bench.hold(f"one page edited, {count:,} pages", sorted(ours)[len(ours) // 2], 0.6, "s")
        before = list_times(project.folder / "bench-build")
        same = bench.run(f"nothing changed, {count:,} pages", {BENCH: project.build(do_nothing)})
        after = list_times(project.folder / "bench-build")
        if count == bench.small:
            bench.hold(f"nothing changed, {count:,} pages", take_median(same[BENCH]).seconds, 0.5, "s")
            written = len(after.items() - before.items())
            bench.hold(f"nothing changed, {count:,} pages: written", written, 0, "files")


def list_times(folder: Path) -> dict[str, int]:
    """Map each file below a folder to when it was written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def measure_check(bench: Bench) -> None:
    """Check from nothing, and again."""
    cold: dict[int, float] = {}
    for count in (bench.small, bench.large):
        project = Project(count, bench.work)
        series = bench.run(f"check, cold, {count:,} pages", {"playbook": project.check(project.clear)})
        cold[count] = take_median(series["playbook"]).seconds
        series = bench.run(f"check, warm, {count:,} pages", {"playbook": project.check(do_nothing)})
        if count == bench.large:
            bench.hold(f"check, cold, {count:,} pages", cold[count], 14, "s")
            warm = take_median(series["playbook"]).seconds
            bench.hold(f"check, warm, {count:,} pages", warm, 1.5, "s")
    times = f"{bench.large:,} : {bench.small:,} pages"
    bench.hold(f"growth of the check, cold, {times}", cold[bench.large] / cold[bench.small], 11)


def measure_help(bench: Bench) -> None:
    """Tell the commands: what every start costs."""
    series = bench.run("--help", {"playbook": Project(bench.small, bench.work).help()})
    bench.hold("playbook --help", take_median(series["playbook"]).seconds, 0.15, "s")


def measure_site(bench: Bench) -> None:
    """Weigh the pages of the example company's site."""
    with TemporaryDirectory() as place:
        folder = build_site(ROOT, Path(place), SHOWCASE_TODAY)
        home, exemplary = weigh_page(folder, HOME), weigh_page(folder, EXEMPLARY)
    bench.hold("first load of the home page, compressed", home.first_load / KIB, 40, "KiB")
    bench.hold("first load of an initiative, compressed", exemplary.first_load / KIB, 40, "KiB")
    bench.hold("fonts", exemplary.fonts / KIB, 110, "KiB")
    bench.hold("HTML of the exemplary initiative", exemplary.html / KIB, 60, "KiB")


GROUPS: dict[str, Callable[[Bench], None]] = {
    "help": measure_help,
    "site": measure_site,
    "cold": measure_cold,
    "warm": measure_warm,
    "check": measure_check,
}
