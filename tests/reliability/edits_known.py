"""Runs of `edits` as they are remembered: looked for as the commands look for them.

In: a configuration, a day, options. Out: what the same run came to before, as far as it is remembered.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playbook.baseline import format_baseline
from playbook.cache import Cache
from playbook.check import Options
from playbook.config import Config
from playbook.diagnostic import Report
from playbook.history.past import Standpoint, look_back, tell
from playbook.judgement import Judgement
from playbook.memo import Tools
from playbook.program import find_salt
from playbook.published import Published
from playbook.run_keep import Keeper, Parts, begin_run
from playbook.run_record import Asked, find_run
from playbook.run_site import find_standing

BASELINE = "known-baseline.json"

Found = tuple[Report, int, Published]


@dataclass(frozen=True, slots=True)
class Remembered:
    """One way to run a playbook."""

    config: Config
    today: date
    options: Options
    is_preview: bool

    @property
    def asked(self) -> Asked:
        """How it is asked for; the baseline lies in a file then."""
        some, config = self.options, self.config
        how = (some.select, some.ignore, some.deadlines == "error" and "error", some.profile)
        if some.baseline:
            text = format_baseline(some.baseline)
            (config.root / BASELINE).write_text(text, encoding="utf-8", newline="\n")
        name = BASELINE if some.baseline else ""
        command = "preview" if self.is_preview else "build"
        return Asked(command, config.root, (config.path, config.text), how, name)

    def find(self, cache: Path) -> Found | None:
        """Give what the run came to before, and what a publish would do."""
        settled = (
            self.today.isoformat(),
            self.options.settings,
            tell(look_back(Standpoint(self.config.content), {})),
        )
        run = find_run(Cache(cache, find_salt()), self.asked, lambda _: settled)
        if run is None or run.proof is None:
            return None
        published = find_standing(self.config.root, run.setup, run.proof, is_preview=self.is_preview)
        return (run.report, run.closed, published) if published else None

    def begin(self) -> Keeper:
        """Begin to watch over a run."""
        return begin_run(self.asked, self.config)

    def keep(self, keeper: Keeper, made: tuple[Judgement, Tools], parts: Parts, published: Published) -> None:
        """Remember a run."""
        proof = keeper.prove(*made, parts, published)
        if proof:
            keeper.keep(*made, (), proof)


def can_keep(folder: Path) -> bool:
    """Whether a cache can keep anything, whatever has become of it."""
    cache = Cache(folder, b"probe")
    return cache.keep("probe", {"key": b"row"}) and bool(cache.find("probe", ["key"]))
