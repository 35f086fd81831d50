"""Bent pages checked over and over: no crash, every finding in a place that there is.

In: seconds, an empty folder (in memory best), and, if wanted, a folder of foreign Markdown and the number
of the first round. Out: how many rounds, crashes, the slowest round (of this process), the memory. A round
bends one to three files of a small playbook (the plan, a metric, its readings, people, departments, a
guide, the configuration) and loads, resolves and checks it; every tenth is also written in every format and
rendered. Whatever a rule cannot take (PB900) is a crash; so is a finding without a place in its file, and a
round of over 10 s. Faults of the configuration are no crash: they stop the round. By hand:

    python -m tests.reliability.fuzz_check 900 /dev/shm/fuzz
    python -m tests.reliability.fuzz_check 60 /dev/shm/fuzz --plant      must find crashes

A crash is told with its round: `--round N` is that round alone, and leaves its files in the folder.
"""

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import NoReturn

from playbook.check import Options
from playbook.config import read_config
from playbook.diagnostic import Diagnostic
from playbook.formats import FORMATS
from playbook.formats.style import Style
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.pipeline import Judgement, judge_playbook
from playbook.render import Renderer
from playbook.rule import Finding, SiteRule, W
from playbook.rule_settings import check_rule_settings
from playbook.templates_place import find_templates
from playbook.view import Facts, build_pages, make_index
from tests.reliability.mutate import bend
from tests.sites import TODAY, read_base, write_site

PLAN = "content/initiatives/crm.md"
GUIDE = "content/guides/a.md"
BENT = (
    *(PLAN,) * 8,
    *(GUIDE,) * 3,
    *("content/metrics/sales-cycle.md", "content/metrics/sales-cycle.csv", "content/people.csv") * 2,
    "content/departments.csv",
    "content/people/maya-okafor.md",
    "playbook.toml",
)
LONGEST = 10
"""Seconds that a round may take."""

PIECE = 4000
"""Bytes of the pieces into which long foreign prose is cut: short rounds find more."""

ROOT = Path(__file__).parents[2]


def _crash(_page: Page, _site: Site, _today: object) -> Iterable[Finding]:
    raise ZeroDivisionError("planted")


def _plant(page: Page, site: Site, today: object) -> Iterable[Finding]:
    """Be a rule that cannot take a stage which begins on the first of a year."""
    stages = page.plan.stages or {}
    if any(each.starts and (each.starts.month, each.starts.day) == (1, 1) for each in stages.values()):
        return _crash(page, site, today)
    return ()


PLANTED = SiteRule(code="ZZ001", name="planted", level=W, why="to see that a crash is found", check=_plant)


@dataclass(slots=True)
class Fuzz:
    """A playbook that is bent: its folder, what its files may be made from, and what came of it."""

    folder: Path
    seeds: Mapping[str, Sequence[bytes]]
    options: Options
    renderer: Renderer = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)

    def __post_init__(self) -> None:
        self.renderer = Renderer(self.folder / "templates", find_templates())
        write_site(self.folder, {name: some[0] for name, some in self.seeds.items()})
        assert not list(self.judge(0)), "the playbook itself crashes, unbent"
        self.counts.clear()

    def play(self, number: int, *, keep: bool = False) -> None:
        """Bend, check, and put the files back."""
        chance = Random(number)
        names = {chance.choice(BENT) for _ in range(chance.choice((1, 1, 2, 3)))}
        others = [each for some in self.seeds.values() for each in some]
        bent = {name: bend(chance, chance.choice(self.seeds[name]), others) for name in sorted(names)}
        write_site(self.folder, bent)
        began = time.process_time()
        try:
            signal.alarm(LONGEST)
            faults = list(self.judge(number))
        except Exception:
            faults = [traceback.format_exc()]
        finally:
            signal.alarm(0)
        self.slowest = max(self.slowest, (time.process_time() - began, number))
        self.counts["rounds"] += 1
        self.counts["pages bent"] += sum(name.endswith(".md") for name in bent)
        self.crashes += [f"round {number}: {each}" for each in faults]
        if not keep:
            write_site(self.folder, {name: self.seeds[name][0] for name in bent})

    def judge(self, number: int) -> Iterator[str]:
        """Check the bent playbook; yield what is a crash."""
        config, faults = read_config(self.folder)
        faults = faults or check_rule_settings(config)
        if faults:
            self.counts["stopped by the configuration"] += 1
            yield from (f"unplaced: {each}" for each in faults if not each.message or not each.span.path)
            return
        judgement = judge_playbook(config, TODAY, self.options)
        found = judgement.checked.report.diagnostics
        self.counts["findings"] += len(found)
        for each in found:
            if each.code == "PB900":
                yield f"{each.span.path}: {each.message}"
            elif not self.is_placed(each):
                yield f"unplaced: {each.code} {each.span}"
        if number % 10 == 0:
            self.show(judgement)

    def is_placed(self, found: Diagnostic) -> bool:
        """Whether a finding says where: a file that is there (or may be), a line that it has."""
        path = self.folder / found.span.path
        if not found.span.path or not found.message:
            return False
        return not found.span.line or (
            path.is_file() and found.span.line <= path.read_bytes().count(b"\n") + 1
        )

    def show(self, judgement: Judgement) -> None:
        """Write the report in every format and render every page but the rules' own."""
        for name in FORMATS:
            FORMATS[name](judgement.checked.report, Style())
        index = make_index(Facts(judgement.site, judgement.store, judgement.checked, TODAY))
        for view in build_pages(index):
            if not view.path.startswith("rules/"):
                self.renderer.render(view)
                self.counts["pages rendered"] += 1


def read_seeds(foreign: Path | None) -> dict[str, list[bytes]]:
    """Read what pages may be made from: the base site first, the example company's, foreign prose."""
    seeds = {name: [text.encode()] for name, text in read_base().items()}
    for folder, name in (("initiatives", PLAN), ("metrics", "content/metrics/sales-cycle.md")):
        seeds[name] += [each.read_bytes() for each in sorted((ROOT / "content" / folder).glob("*.md"))]
    people = sorted((ROOT / "content" / "people").glob("*.md"))
    seeds["content/people/maya-okafor.md"] = [b"", *(each.read_bytes() for each in people)]
    seeds[GUIDE] = [b"# A\n", *(each.read_bytes() for each in sorted((ROOT / "content").rglob("*.md")))]
    if foreign:
        whole = [each.read_bytes() for each in sorted(foreign.rglob("*.md"))]
        prose = [*whole, *(each[at : at + PIECE] for each in whole for at in range(0, len(each), PIECE))]
        seeds[GUIDE] += prose
        front = seeds[PLAN][0].split(b"\n---\n")[0] + b"\n---\n"
        seeds[PLAN] += [front + each for each in prose]
    return seeds


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError(f"a round took more than {LONGEST} s")


def make_fuzz(folder: Path, foreign: Path | None = None, *, plant: bool = False) -> Fuzz:
    """Make a playbook to be bent; with a planted rule that crashes, if asked for."""
    signal.signal(signal.SIGALRM, _stop)
    return Fuzz(folder, read_seeds(foreign), Options(own_rules=(PLANTED,) if plant else ()))


def main() -> int:
    """Play rounds until the time is over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", type=float)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--foreign", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--round", type=int)
    parser.add_argument("--plant", action="store_true")
    asked = parser.parse_args()
    fuzz = make_fuzz(asked.folder, asked.foreign, plant=asked.plant)
    number, end = asked.first if asked.round is None else asked.round, time.monotonic() + asked.seconds
    while asked.round is None or number == asked.round:
        fuzz.play(number, keep=asked.round is not None)
        number += 1
        if time.monotonic() > end:
            break
    for each in fuzz.crashes[:20]:
        sys.stdout.write(each + "\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds, slowest = fuzz.slowest
    sys.stdout.write(
        f"{dict(fuzz.counts)} crashes={len(fuzz.crashes)} slowest={seconds:.2f} s (round {slowest}) "
        f"memory={memory} MiB\n"
    )
    return 1 if fuzz.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
