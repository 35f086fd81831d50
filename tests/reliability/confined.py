"""Hostile playbooks built under watch: nothing outside is read, written, started or called.

In: an empty folder. Out: how many playbooks, hostile places and commands, and every breach. Each playbook is
run through its commands in a process in which an audit hook sees each file opened or changed, each folder
listed, each connection, each process. Allowed is to ask git in the ways that no repository can turn against
the build; to read the project, the package, Python and its libraries,
the system's own data (time zones, devices); to write the cache, the output and what lies beside it for the
time of a publish. Then every byte of the site and of what the commands said is searched for what only a
secret beside the project holds, and for the results of templates that stand in pages. Linux and macOS. By
hand:

    python -m tests.reliability.confined /dev/shm/confined
    python -m tests.reliability.confined /dev/shm/confined --plant       must find breaches of each kind
"""

import io
import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from playbook.check import Options
from playbook.cli.main import run
from playbook.config import read_config
from playbook.pipeline import judge_playbook, make_outputs, publish_site
from playbook.publish import PublishError
from tests.reliability.hostile_places import CALCULATED, CANARY, make_projects
from tests.reliability.watch import Watch
from tests.sites import TODAY

ROOT = Path(__file__).parents[2]
COMMANDS = (
    ("check", "-v"),
    ("build",),
    ("list",),
    ("show", "crm"),
    ("diagnose",),
    ("doctor",),
    ("schema", "initiative"),
    ("check", "--output-format", "json", "--color", "always"),
)


def _act(project: Path, *, plant: bool) -> None:
    """Be the child: run every command under watch; tell what was seen."""
    config, _ = read_config(project)
    watch, said = Watch(project, config.settings.output), io.StringIO()
    sys.addaudithook(watch)
    codes = []
    for command in COMMANDS:
        with redirect_stdout(said), redirect_stderr(said):
            watch.is_on = True
            codes.append(run(["-C", str(project), *command]))
            watch.is_on = False
    watch.is_on = True
    _publish_anyway(project)
    if plant:
        _misbehave(project)
    watch.is_on = False
    site = config.output
    pages = [each for each in site.rglob("*") if each.is_file()] if not site.is_symlink() else []
    texts = [said.getvalue(), *(each.read_text("utf-8", "replace") for each in pages)]
    leaks = [
        f"leak: {word} in {text[max(0, text.index(word) - 60) :][:120]!r}"
        for text in texts
        for word in (CANARY, *CALCULATED)
        if word in text
    ]
    sys.stdout.write(json.dumps([codes, watch.seen, watch.breaches + leaks, len(pages)]))


def _publish_anyway(project: Path) -> None:
    """Publish what the gate refuses: the pages are what is looked at."""
    config, faults = read_config(project)
    if faults:
        return
    with suppress(PublishError):
        publish_site(config, make_outputs(judge_playbook(config, TODAY, Options())))


def _misbehave(project: Path) -> None:
    """Do one thing of each kind that the watch must see."""
    Path("/etc/passwd").read_bytes()
    list(Path("/etc").iterdir())
    (project.parent / "x").write_text("x", encoding="utf-8")
    subprocess.run(["true"], check=True)
    subprocess.run(["git", "log"], check=False, capture_output=True)
    with socket.socket() as one:
        one.connect_ex(("127.0.0.1", 9))
    (project / "build").mkdir(exist_ok=True)
    (project / "build" / "x.html").write_text(CANARY, encoding="utf-8")


def watch_one(project: Path, *, plant: bool = False) -> tuple[list[int], int, list[str], int]:
    """Run a project's commands in a process of its own; give exit codes, events, breaches, pages made."""
    role = "planted" if plant else "child"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.reliability.confined", str(project), role],
        env=environment | {"TMPDIR": str(project.parent)},
        capture_output=True,
        check=False,
    )
    if ended.returncode:
        return [], 0, [f"crash: {ended.stderr.decode(errors='replace')[-300:]}"], 0
    codes, seen, breaches, pages = json.loads(ended.stdout)
    return codes, seen, breaches, pages


def main(folder: Path, *, plant: bool) -> int:
    """Run all projects under watch, and tell."""
    shutil.rmtree(folder, ignore_errors=True)
    projects, places, events, files, found = 0, 0, 0, 0, list[str]()
    for project, hostile in make_projects(folder):
        _, seen, breaches, pages = watch_one(project, plant=plant and not projects)
        projects, places, events, files = projects + 1, places + hostile, events + seen, files + pages
        found += [f"{project.name}: {each}" for each in breaches]
    for each in sorted(set(found))[:40]:
        sys.stdout.write(each + "\n")
    sys.stdout.write(
        f"{projects} playbooks with {places} hostile places, {len(COMMANDS) + 1} runs of each, "
        f"{events} events watched, {files} files published: {len(found)} breaches\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    if sys.argv[2:] in (["child"], ["planted"]):
        _act(Path(sys.argv[1]), plant=sys.argv[2] == "planted")
    else:
        sys.exit(main(Path(sys.argv[1]), plant="--plant" in sys.argv))
