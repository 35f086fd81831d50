"""A playbook of N plans on disk, and the jobs that are measured on it.

In: a work folder, N. Out: `Job`s: playbook's builds and checks, cold and warm, and the builds of the peers.
Cold means that nothing of an earlier run is left, neither a site nor a cache; the system may still hold the
content's files in memory, for every program alike.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count as count_up
from pathlib import Path

from tests.bench.forms import PEER_FORMS, write_form
from tests.bench.measure import Job
from tests.bench.peers import PEERS

OWN = frozenset({"playbook.toml", "bench.toml", "bench-templates", "content"})
"""What the generator writes; all else in the folder was left by a run."""

MARK = "\nEdited for the benchmark: "


def write_once(name: str, count: int, work: Path) -> Path:
    """Give the folder of a playbook in a program's form, written unless a complete one is there."""
    folder = work / f"{name}-{count}"
    mark = work / f"{name}-{count}.written"
    if not mark.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write_form(name, count, folder)
        mark.touch()
    return folder


@dataclass
class Project:
    """A playbook of `count` plans; `theme` is the configuration that prints what the peers print."""

    count: int
    work: Path
    theme: str = "bench.toml"
    _edits: Callable[[], int] = field(default_factory=lambda: count_up(1).__next__)

    def __post_init__(self) -> None:
        """Write the playbook unless it is there."""
        self.folder = write_once("playbook", self.count, self.work)
        self.cache = self.work / f"cache-{self.count}"

    def clear(self) -> None:
        """Take away everything that a run has left."""
        shutil.rmtree(self.cache, ignore_errors=True)
        for path in self.folder.iterdir():
            if path.name not in OWN:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def edit(self) -> None:
        """Change one page in a way that no edit before has, so that its output changes."""
        edit_page(self.folder / f"content/initiatives/plan-{self.count // 2:05}.md", self._edits())

    def build(self, prepare: Callable[[], None], config: str = "") -> Job:
        """Build the site, by the bench theme unless another configuration is named."""
        return self._job(prepare, "-c", config or self.theme, "build", "-q")

    def check(self, prepare: Callable[[], None]) -> Job:
        """Check all pages."""
        return self._job(prepare, "check", "-q", "--output-format", "concise")

    def help(self) -> Job:
        """Tell the commands."""
        return self._job(lambda: None, "--help")

    def _job(self, prepare: Callable[[], None], *arguments: str) -> Job:
        command = [sys.executable, "-m", "playbook", *arguments]
        environment = {"XDG_CACHE_HOME": str(self.cache.absolute())}
        return Job(command, self.folder, prepare, environment)


def edit_page(page: Path, number: int) -> None:
    """Put a sentence with a number at the end of a page, in the place of the one before."""
    text = page.read_text(encoding="utf-8").partition(MARK)[0]
    page.write_text(f"{text}{MARK}edit {number}.\n", encoding="utf-8")


def build_peer(name: str, count: int, work: Path) -> Job:
    """Build the site with another program, its last one taken away."""
    folder = write_once(name, count, work)

    def clear() -> None:
        for left in (PEER_FORMS[name].output, ".cache", "resources", ".hugo_build.lock"):
            path = folder / left
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    return Job(PEERS[name].command(work), folder, clear)
