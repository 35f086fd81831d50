"""The same playbooks checked in many surroundings: the same verdict and the same findings, every time.

In: an empty folder, a number of surroundings. Out: how many checks, how many of them differ from the first.
A surrounding is a verbosity, a colour, an output format, the variables of a build server, a terminal, a
locale, a hash seed, a time zone, a folder from which the command is started and the way in which the
project is named. Checked are 30 playbooks: examples of the rules, whole ones, and some that cannot be
judged at all (exit code 2). Compared are the exit code and the JSON report, but for the settings that it
names. Linux and macOS. By hand:

    python -m tests.reliability.verdicts /dev/shm/verdicts 64
    python -m tests.reliability.verdicts /dev/shm/verdicts 8 --plant     must find differences

Each surrounding is a process of its own, its standard output a pipe or a terminal, and in it all playbooks
are checked one after the other.
"""

import json
import os
import pty
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playbook.cli import check_command
from playbook.cli.main import run
from playbook.cli.report import decide
from tests.bench.corpus import make_files
from tests.overlay import read_examples
from tests.sites import read_base, write_site

ROOT = Path(__file__).parents[2]
SITES = 30
FORMATS = ("", "full", "concise", "json", "sarif", "junit", "github")
LOUDNESS: tuple[list[str], ...] = ([], ["-q"], ["-v"], ["-q", "-v"])
COLORS: tuple[list[str], ...] = ([], ["--color", "always"], ["--color", "never"])
SERVERS: tuple[dict[str, str], ...] = (
    {},
    {"CI": "true"},
    {"CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": "/dev/null", "GITHUB_WORKSPACE": "/"},
    {"CI": "true", "GITLAB_CI": "true", "CI_PROJECT_DIR": "/"},
    {"TF_BUILD": "True", "BUILD_SOURCESDIRECTORY": "/"},
    {"JENKINS_URL": "http://ci.example/", "WORKSPACE": "/"},
    {"TEAMCITY_VERSION": "2026.1"},
)
TERMINALS: tuple[dict[str, str], ...] = (
    {},
    {"TERM": "dumb"},
    {"TERM": "xterm-256color", "COLUMNS": "20"},
    {"NO_COLOR": "1"},
    {"FORCE_COLOR": "1", "COLORTERM": "truecolor"},
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/New_York"},
)


@dataclass(frozen=True, slots=True)
class Surrounding:
    """How a check is run: options, variables, whether from within the project, whether on a terminal."""

    options: tuple[str, ...]
    environment: dict[str, str]
    way: str
    on_terminal: bool


def draw(chance: Random) -> Surrounding:
    """Draw a surrounding by chance."""
    form = chance.choice(FORMATS)
    options = [*chance.choice(LOUDNESS), *chance.choice(COLORS), *(["--output-format", form] if form else [])]
    environment = {
        **chance.choice(SERVERS),
        **chance.choice(TERMINALS),
        "PYTHONHASHSEED": chance.choice("0179"),
    }
    way = chance.choice(("inside", "below", "-C", "PLAYBOOK_DIRECTORY", "a link"))
    return Surrounding(tuple(options), environment, way, chance.random() < 0.4)


def write_sites(folder: Path) -> list[tuple[Path, str]]:
    """Write the playbooks that are checked; give their folders, each with its day."""
    pages = sorted((ROOT / "playbook" / "rules").glob("*.md"))
    examples = [each for page in pages for each in read_examples(page)]
    step = max(1, len(examples) // (SITES - 5))
    found = [(each.files, each.today.isoformat()) for each in examples[::step]][: SITES - 5]
    base = read_base()
    found += [(base, ""), (make_files(10), ""), ({"playbook.toml": "x = 1\n"}, ""), ({}, "2026-06-01")]
    found += [({**base, "content/initiatives/crm.md": "---\n[\n"}, "")]
    sites = []
    for number, (files, today) in enumerate(found):
        site = folder / f"site-{number}"
        site.mkdir(parents=True)
        write_site(site, files)
        (site / "below").mkdir()
        (folder / f"link-{number}").symlink_to(site)
        sites.append((site, today))
    return sites


def _check_all(folder: Path, way: str, options: Sequence[str]) -> None:
    """Be the child: check every playbook, and write for each its exit code and its report."""
    told = []
    for site, today in json.loads((folder / "sites.json").read_text(encoding="utf-8")):
        report = folder / "report.json"
        report.unlink(missing_ok=True)
        os.environ.pop("PLAYBOOK_DIRECTORY", None)
        aim = _aim(Path(site), way)
        day = ["--today", today] if today else []
        code = run([*aim, "check", *options, *day, "--report", f"json={report}"])
        found = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        found.pop("settings", None)
        told.append([code, found])
    (folder / "told.json").write_text(json.dumps(told, sort_keys=True))


def _aim(site: Path, way: str) -> list[str]:
    """Name the project in one of the ways: give the options that do."""
    os.chdir({"inside": site, "below": site / "below"}.get(way, "/"))
    if way == "PLAYBOOK_DIRECTORY":
        os.environ[way] = str(site)
    if way == "a link":
        return ["-C", str(site).replace("site-", "link-")]
    return ["-C", str(site)] if way == "-C" else []


def check_in(folder: Path, where: Surrounding, *, plant: bool = False) -> list[tuple[int, str]]:
    """Check all playbooks in a surrounding: the exit code and the report of each."""
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    role = "planted" if plant else "child"
    command = [
        sys.executable,
        "-m",
        "tests.reliability.verdicts",
        str(folder),
        role,
        where.way,
        *where.options,
    ]
    leader, follower = pty.openpty() if where.on_terminal else os.pipe()
    reader = threading.Thread(target=_drain, args=(leader,))
    reader.start()
    with os.fdopen(follower, "wb") as out:
        environment = {**where.environment, **kept}
        subprocess.run(command, env=environment, stdout=out, stderr=subprocess.DEVNULL, check=True)
    reader.join()
    return [
        (code, json.dumps(each))
        for code, each in json.loads((folder / "told.json").read_text(encoding="utf-8"))
    ]


def _drain(descriptor: int) -> None:
    """Read a terminal or a pipe to its end, so that nobody waits for room in it."""
    try:
        while os.read(descriptor, 1 << 16):
            pass
    except OSError:
        pass  # a terminal ends so on Linux
    os.close(descriptor)


def compare(
    folder: Path, surroundings: Sequence[Surrounding], *, plant: bool = False
) -> tuple[list[int], list[str]]:
    """Check in many surroundings; give the exit codes, and each difference from a plain one in words."""
    shutil.rmtree(folder, ignore_errors=True)
    sites = write_sites(folder)
    (folder / "sites.json").write_text(json.dumps([(str(site), day) for site, day in sites]))
    first = check_in(folder, Surrounding((), {}, "-C", on_terminal=False), plant=plant)
    differing = []
    for where in surroundings:
        for number, (one, other) in enumerate(zip(first, check_in(folder, where, plant=plant), strict=True)):
            if one != other:
                differing.append(f"site {number}: {one[0]} and {other[0]} in {where}")
    return [code for code, _ in first], differing


def _plant() -> None:
    """Let the verdict depend on verbosity: what the comparison must catch."""
    check_command.decide = lambda dress, checked, options: (  # type: ignore[attr-defined]
        0 if dress.is_quiet else decide(dress, checked, options)
    )


def main(folder: Path, many: int, *, plant: bool) -> int:
    """Compare, and tell."""
    chance = Random(11)
    codes, differing = compare(folder, [draw(chance) for _ in range(many)], plant=plant)
    ends = {code: codes.count(code) for code in sorted(set(codes))}
    for each in differing[:10]:
        sys.stdout.write(each + "\n")
    sys.stdout.write(
        f"{many + 1} surroundings x {len(codes)} playbooks = {(many + 1) * len(codes)} checks, "
        f"exit codes {ends}: {len(differing)} differ\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    if sys.argv[2] in ("child", "planted"):
        if sys.argv[2] == "planted":
            _plant()
        _check_all(Path(sys.argv[1]), sys.argv[3], sys.argv[4:])
    else:
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), plant="--plant" in sys.argv))
