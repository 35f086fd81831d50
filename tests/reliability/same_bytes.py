"""The same playbook built in many surroundings: the same bytes and the same permissions, every time.

In: two folders on different file systems, a number of surroundings. Out: how many builds, how many files of
them differ from the first build's. A surrounding is a hash seed, a time zone, a locale, Python's UTF-8
mode, a mask of permissions, a place (another path, another file system, behind a link), the order in which
the files were written and their days and rights, the folder from which the command is started. Built are
this repository's own content and a playbook of 60 plans. Linux and macOS. By hand:

    python -m tests.reliability.same_bytes /tmp/same /dev/shm/same 40
    python -m tests.reliability.same_bytes /tmp/same /dev/shm/same 4 --plant      must find files that differ
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.corpus import make_files
from tests.sites import write_site

ROOT = Path(__file__).parents[2]
SEEDS = ("0", "1", "7", "4242", "random")
ZONES = ("UTC", "Pacific/Kiritimati", "America/New_York", "Asia/Kolkata", "Nowhere/Else")
LOCALES = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "")
MASKS = (0o022, 0o077, 0o002, 0o027, 0)
PLACES = ("a", "b/deeper and deeper/é", "z" * 100, "link")
CARELESS = "<p>{{ view.title.__hash__() }}</p>\n"
"""A template whose bytes depend on the hash seed: what the comparison must catch."""

Snapshot = dict[str, tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Surrounding:
    """Where and how a playbook is built."""

    seed: str
    zone: str
    locale: str
    utf8: str
    mask: int
    place: Path
    order: int
    inside: bool


def draw(chance: Random, folders: tuple[Path, Path], number: int) -> Surrounding:
    """Draw a surrounding by chance, the place one that nobody has used."""
    place = chance.choice(folders) / str(number) / chance.choice(PLACES)
    return Surrounding(
        chance.choice(SEEDS),
        chance.choice(ZONES),
        chance.choice(LOCALES),
        chance.choice(("0", "1", "")),
        chance.choice(MASKS),
        place,
        number,
        chance.random() < 0.5,
    )


def settle(files: Mapping[str, bytes], where: Surrounding) -> Path:
    """Write a playbook in a surrounding: in an order, with days and rights of its own."""
    chance = Random(where.order)
    names = sorted(files)
    chance.shuffle(names)
    real = where.place.with_name("real") if where.place.name == "link" else where.place
    for name in names:
        write_site(real, {name: files[name]})
        os.utime(real / name, (0, chance.randrange(1 << 31)))
        (real / name).chmod(chance.choice((0o600, 0o644, 0o755, 0o664)))
    if real != where.place:
        where.place.symlink_to(real)
    return where.place


def build(files: Mapping[str, bytes], where: Surrounding) -> Snapshot:
    """Build a playbook in a surrounding; give its files with their permissions, and take all away again."""
    project = settle(files, where)
    names = {"LC_ALL": where.locale, "PYTHONUTF8": where.utf8, "PYTHONHASHSEED": where.seed, "TZ": where.zone}
    environment = {key: value for key, value in names.items() if value}
    environment |= {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    aim = [] if where.inside else ["-C", str(project)]
    subprocess.run(
        [sys.executable, "-m", "playbook", *aim, "build", "--quiet"],
        cwd=project if where.inside else project.parent,
        env=environment,
        umask=where.mask,
        check=True,
        capture_output=True,
    )
    taken = take(project / "build")
    shutil.rmtree(project.parent)
    return taken


def take(site: Path) -> Snapshot:
    """Take a snapshot of a site: path -> permissions and bytes; of a folder no bytes."""
    return {
        each.relative_to(site).as_posix(): (
            each.stat().st_mode & 0o7777,
            each.read_bytes() if each.is_file() else b"",
        )
        for each in (site, *site.rglob("*"))
    }


def list_differing(one: Snapshot, other: Snapshot) -> list[str]:
    """List the files that two snapshots do not share, byte by byte and right by right."""
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def read_own() -> dict[str, bytes]:
    """Read this repository's own playbook."""
    paths = [ROOT / "pyproject.toml", *sorted((ROOT / "content").rglob("*"))]
    return {each.relative_to(ROOT).as_posix(): each.read_bytes() for each in paths if each.is_file()}


def read_corpus() -> dict[str, bytes]:
    """Make a playbook of 60 plans."""
    return {name: text.encode() for name, text in make_files(60).items()}


def main(folders: tuple[Path, Path], many: int, *, plant: bool) -> int:
    """Build both playbooks in each surrounding, and compare."""
    chance, differing = Random(4), 0
    careless = {"templates/metrics.html": CARELESS.encode()} if plant else {}
    plain = Surrounding("0", "UTC", "C.UTF-8", "1", 0o022, folders[0] / "first" / "a", 0, True)
    for name, own in (("own content", read_own()), ("60 plans", read_corpus())):
        files = own | careless
        first = build(files, plain)
        found: set[str] = set()
        for number in range(many):
            found |= set(list_differing(first, build(files, draw(chance, folders, number))))
            for folder in folders:
                shutil.rmtree(folder / str(number), ignore_errors=True)
        sys.stdout.write(
            f"{name}: {many + 1} builds of {len(first)} files and folders, "
            f"{len(found)} differ {sorted(found)[:5]}\n"
        )
        differing += len(found)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main((Path(sys.argv[1]), Path(sys.argv[2])), int(sys.argv[3]), plant="--plant" in sys.argv))
