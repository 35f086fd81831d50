"""A playbook edited by chance over and over: after every step what is made with a cache is what is made anew.

In: numbers of sequences and of steps, a seed. Out: how many steps, how many of them changed a page, how many
divergences. A sequence begins with a playbook of 47 pages with every kind of reference; a step edits, adds,
moves, swaps, breaks, mends or takes back pages, tables, templates and the configuration, lets days pass,
commits, damages the cache or touches the published folder. Then the playbook is checked and published with
the cache, by new tools or by those of the step before, here or in processes, as the site or as a preview, and
compared with a clean build: the whole report with every place and excerpt, how each plan stands, each file of
the published folder with its permissions, the counts, and what is raised. Before that and after it the run is
looked for among those that are remembered: what is found must be what the clean build came to. By hand:

    python -m tests.reliability.edits --sequences 200 --steps 20 --seed 1 --jobs 2
    python -m tests.reliability.edits --sequences 8 --steps 20 --plant backlinks       must find divergences

`--only N --seed S` plays one sequence alone, as among the others; after `--seconds` none begins.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from playbook.cache import Cache
from playbook.config import Config, read_config
from playbook.executor import Processes
from playbook.memo import Tools
from playbook.pipeline import build_site, judge_playbook, make_outputs
from playbook.program import find_salt
from playbook.publish import publish
from tests.reliability.edits_compare import compile_once, show, tell_first
from tests.reliability.edits_damage import CACHE_DAMAGE, touch_site
from tests.reliability.edits_faults import FAULTS
from tests.reliability.edits_known import Remembered, can_keep
from tests.reliability.edits_settings import SETTING_STEPS
from tests.reliability.edits_site import make_files
from tests.reliability.edits_steps import State, change_options, move_day, tell_steps
from tests.reliability.same_bytes import Snapshot, list_differing, take
from tests.sites import TODAY

EDITS = (*tell_steps(), *SETTING_STEPS, (move_day, 4), (change_options, 3))
CACHE, SITE, CONFIG = ".playbook-cache", "build", "playbook.toml"


@dataclass(slots=True)
class Told:
    """What sequences came to."""

    sequences: int = 0
    steps: int = 0
    changed: int = 0
    known: int = 0
    differing: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Told") -> None:
        """Add what one sequence came to, and tell its first divergences."""
        self.sequences += 1
        self.steps += other.steps
        self.changed += other.changed
        self.known += other.known
        self.kinds.update(other.kinds)
        self.differing += other.differing
        sys.stdout.writelines(f"{words}\n" for words in other.differing[:2])
        sys.stdout.flush()


@dataclass(slots=True)
class Sequence:
    """One sequence of steps over a playbook in a folder of its own."""

    root: Path
    state: State
    name: str
    with_git: bool = False
    spawns: bool = True
    tools: Tools | None = None
    told: Told = field(default_factory=Told)
    last: dict[str, Any] = field(default_factory=dict)
    is_damaged: bool = False

    def play(self, steps: int, *, stops: bool = False) -> Told:
        """Begin, and take steps; `stops` at the first divergence."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.sync({})
        if self.with_git:
            self.ask_git("init", "-q", "-b", "main")
            self.commit()
        self.compare("begin")
        for n in range(steps):
            before = dict(self.state.files)
            did = f"{n} {self.take_step()}"
            self.sync(before)
            if read_config(self.root)[1]:  # nothing is built from such a one
                faulty, self.state.files = self.state.files, {**self.state.files, CONFIG: before[CONFIG]}
                self.sync(faulty)
            self.compare(did)
            if stops and self.told.differing:
                break
            self.state.past.append(before)
        shutil.rmtree(self.root)
        return self.told

    def take_step(self) -> str:
        """Change something; give its name. One step in eight befalls what was made, and not the content."""
        chance = self.state.chance
        if self.with_git and chance.random() < 0.15:
            self.commit()
            return "commit"
        if chance.random() < 0.12:
            damage = chance.choice((*CACHE_DAMAGE, touch_site, touch_site))
            damage(self.root / (SITE if damage is touch_site else CACHE), chance)
            self.is_damaged = self.is_damaged or damage is not touch_site
            if chance.random() < 0.5:
                return damage.__name__
        steps, weights = zip(*EDITS, strict=True)
        step: Callable[[State], None] = chance.choices(steps, weights)[0]
        step(self.state)
        return step.__name__

    def sync(self, before: Mapping[str, bytes]) -> None:
        """Write what has changed; a file that is to look unchanged bears the time stamps that it had."""
        files = self.state.files
        for name in before.keys() - files.keys():
            (self.root / name).unlink()
        for name, body in files.items():
            if before.get(name) == body:
                continue
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            stamps = path.stat() if self.state.keeps_times and path.exists() else None
            if path.is_dir():  # left empty by what was moved out of it
                shutil.rmtree(path)
            path.write_bytes(body)
            if stamps:
                os.utime(path, ns=(stamps.st_atime_ns, stamps.st_mtime_ns))
        self.state.keeps_times = False

    def compare(self, did: str) -> None:
        """Build with the cache and anew; note every difference."""
        config, faults = read_config(self.root)
        assert not faults, faults
        is_preview = self.state.chance.random() < 0.4
        place = config.preview if is_preview else config.output
        twin = self.root / "twin" / place.name
        shutil.rmtree(twin.parent, ignore_errors=True)
        if place.exists():
            shutil.copytree(place, twin, symlinks=True)
        clean = self.attempt(lambda: self.build_clean(config, twin, is_preview=is_preview))
        warm = self.attempt(lambda: self.build_warm(config, is_preview=is_preview))
        trees = (take(twin) if twin.exists() else {}, take(place) if place.exists() else {})
        self.note(did, place.name, (clean, warm), trees)

    def build_clean(self, config: Config, twin: Path, *, is_preview: bool) -> Iterator[object]:
        """Check and publish with nothing from before, to a copy of what stands there."""
        judgement = judge_playbook(config, self.state.today, self.state.options, Tools())
        yield from show(judgement.checked)
        outputs = make_outputs(judgement, is_preview=is_preview)
        yield publish(outputs, twin, (config.root / "content",))
        again = publish(outputs, twin, (config.root / "content",))
        yield (judgement.checked.report, judgement.checked.closed, again)

    def build_warm(self, config: Config, *, is_preview: bool) -> Iterator[object]:
        """Check and publish with the cache; look before and after whether the run is known."""
        run = Remembered(config, self.state.today, self.state.options, is_preview=is_preview)
        before = run.find(self.root / CACHE)
        last = self.tools
        tools = self.tools = self.choose_tools()
        keeper = run.begin()
        judgement = judge_playbook(config, self.state.today, self.state.options, tools)
        yield from show(judgement.checked)
        parts = keeper.list_parts(judgement)
        published = build_site(judgement, tools, is_preview=is_preview)
        yield published
        if before and published.written + published.removed:
            yield ("was taken for unchanged", published)
        run.keep(keeper, (judgement, tools), parts, published)
        self.told.known += before is not None
        after = run.find(self.root / CACHE)
        if after is None and self.is_damaged and not (tools is not last and can_keep(self.root / CACHE)):
            written = published.written + published.unchanged
            again = replace(published, written=0, unchanged=written, removed=0)
            after = (judgement.checked.report, judgement.checked.closed, again)  # nowhere to remember it
        yield after
        if before and before != after:
            yield ("was known as another", before)

    def choose_tools(self) -> Tools:
        """Go on with the tools at hand, or begin as a new process would; work here or in processes."""
        chance = self.state.chance
        way = chance.random()
        if self.tools and way < 0.3:
            return self.tools
        start = "spawn" if way > 0.985 and self.spawns else "fork"
        executor = Processes(2 if start == "spawn" else 4, start) if way > 0.75 else None
        return Tools(executor, Cache(self.root / CACHE, find_salt()))

    @staticmethod
    def attempt(build: Callable[[], Iterator[object]]) -> list[object]:
        """List what a build came to, and what it raised."""
        found: list[object] = []
        try:
            for each in build():
                found.append(each)  # noqa: PERF402  # what came before the error counts
        except Exception as error:
            said = str(error).replace("/twin/", "/")  # a site that was touched is refused by its place
            found.append((type(error).__name__, said, str(getattr(error, "help", ""))))
        return found

    def note(
        self, did: str, mode: str, made: tuple[list[object], list[object]], trees: tuple[Snapshot, Snapshot]
    ) -> None:
        """Count a step, and what differs after it."""
        self.told.steps += 1
        kind = did.rsplit(maxsplit=1)[-1]
        self.told.kinds[kind] += 1
        bodies = {path: each for path, each in trees[0].items() if not path.endswith("manifest.json")}
        self.told.changed += mode in self.last and self.last[mode] != bodies
        self.last[mode] = bodies
        differing = list_differing(*trees)
        words = [f"{len(differing)} files: {differing[:5]}"] if differing else []
        words += [tell_first(*made)] if made[0] != made[1] else []
        self.told.differing += [f"{self.name}, step {did}, {mode}: {each}" for each in words]

    def commit(self) -> None:
        """Commit the tree, by one of a few authors on the playbook's day."""
        who = self.state.chance.choice(("Maya", "Erik", "Tom"))
        day = f"{self.state.today}T12:00:00"
        self.ask_git("add", "-A", "content" if (self.root / "content").exists() else "pages")
        author = f"{who} <{who.lower()}@example.com>"
        self.ask_git("commit", "-q", "--allow-empty", "-m", f"Step of {who}", "--author", author, day=day)

    def ask_git(self, *arguments: str, day: str = "") -> None:
        """Run git in the folder."""
        settings = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "gc.auto=0")
        dated = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day} if day else {}
        command = ["git", *settings, *arguments]
        environment = {**os.environ, **dated, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(command, cwd=self.root, check=True, capture_output=True, env=environment)


def play(number: int, seed: int, steps: int, folder: Path, *, is_short: bool = False) -> Told:
    """Play one sequence: the same for the same number and seed; a short one starts no new interpreters, and
    ends at the first divergence."""
    chance = Random(seed * 1_000_003 + number)
    state = State(make_files(chance), chance, TODAY)
    name, with_git = f"sequence {number}", number % 4 == 3
    sequence = Sequence(folder / str(number), state, name, with_git=with_git, spawns=not is_short)
    return sequence.play(steps, stops=is_short)


def _begin(fault: str) -> None:
    compile_once()
    if fault:
        FAULTS[fault]()


def main(arguments: argparse.Namespace) -> int:
    """Play all sequences, several at a time, and tell."""
    told, numbers = Told(), [arguments.only] if arguments.only is not None else range(arguments.sequences)
    common, end = (arguments.seed, arguments.steps, arguments.folder), time.monotonic() + arguments.seconds
    begin = (get_context("spawn"), _begin, (arguments.plant,))
    with ProcessPoolExecutor(arguments.jobs, *begin) as pool:
        waiting, left = set[Future[Told]](), iter(numbers)
        while True:
            some = islice(left, arguments.jobs - len(waiting) if time.monotonic() < end else 0)
            waiting |= {pool.submit(play, number, *common) for number in some}
            if not waiting:
                break
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                told.add(future.result())
    kinds = ", ".join(f"{name} {count}" for name, count in told.kinds.most_common())
    sys.stdout.write(
        f"{told.sequences} sequences, {told.steps} steps ({kinds}): {told.changed} changed the outputs, "
        f"{told.known} were known before, "
        f"{len(told.differing)} divergences\n"
    )
    return 1 if told.differing else 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    for name, default in (("sequences", 20), ("steps", 20), ("seed", 1), ("jobs", 1), ("seconds", 86400)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--only", type=int)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm/edits"))
    parser.add_argument("--plant", choices=sorted(FAULTS), default="")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_read_arguments()))
