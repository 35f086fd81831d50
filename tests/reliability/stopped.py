"""Files written while the preview is stopped: it must show them all afterwards, whatever events were lost.

    python -m tests.reliability.stopped [FILES]

In: how many files to write (20,000). A preview is stopped by SIGSTOP while they are written, half of what
was there is changed and some removed; after SIGCONT every file that it serves is compared with a clean
build of the same folder. Out: the number of files compared and of those that differ, and the seconds until
the preview had caught up.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from tests.sites import read_base, write_site

SCRIPT = re.compile(rb'<script src="/\.playbook/reload\.js"[^>]*></script>\n')
LIMIT = 3600.0
"""Seconds after which it counts as not caught up."""

BEFORE = 200

PICTURES = 9
"""How many pictures lie beside every page, and are shown there."""


def write_files(root: Path, numbers: range, words: str) -> None:
    """Write small pages with their pictures: a file for every number."""
    files = {}
    for n in numbers:
        page = n - n % (PICTURES + 1)
        folder = f"content/notes/{page % 97:02}"
        shown = "\n".join(
            f"![Picture {each}](p-{each:05}.svg)" for each in range(page + 1, page + 1 + PICTURES)
        )
        picture = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words} {n}</title></svg>\n'
        name = f"note-{n:05}.md" if n == page else f"p-{n:05}.svg"
        files[f"{folder}/{name}"] = f"# Note {n}\n\n{words}\n\n{shown}\n" if n == page else picture
    write_site(root, files)


def change(root: Path, count: int) -> None:
    """Do what a stopped watcher misses: many new files, changed ones, removed ones, a renamed folder."""
    write_files(root, range(BEFORE, BEFORE + count), "New.")
    write_files(root, range(BEFORE // 2), "Changed.")
    (root / "content/notes/10/note-00010.md").unlink()
    (root / "content/notes/20/p-00021.svg").unlink()
    (root / "content/notes/30").rename(root / "content/notes/renamed")


def read_clean(root: Path) -> dict[str, bytes]:
    """Build a preview from nothing, in a process of its own: path -> bytes."""
    command = [sys.executable, "-m", "playbook", "-C", str(root), "-q", "build", "--preview"]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    folder = root / "build-preview"
    files = (each for each in folder.rglob("*") if each.is_file())
    found = {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}
    return {name: body for name, body in found.items() if name != "manifest.json" and name[:1] != "."}


def list_differing(url: str, clean: dict[str, bytes]) -> list[str]:
    """Ask for every file of a clean build; give those that are served with other bytes."""
    connection = HTTPConnection(url.split("/")[2], timeout=600)
    differing = []
    for name, body in clean.items():
        connection.request("GET", f"/{quote(name)}")
        if SCRIPT.sub(b"", connection.getresponse().read()) != body:
            differing.append(name)
    connection.close()
    return differing


def main(count: int) -> int:
    """Run it once; the exit code is 1 when something differs."""
    with tempfile.TemporaryDirectory() as made:
        root = write_site(Path(made), read_base())
        write_files(root, range(BEFORE), "Old.")
        command = [sys.executable, "-u", "-m", "playbook", "-C", made, "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as served:
            assert served.stdout
            url = served.stdout.readline().split()[1].rstrip(";")
            sys.stdout.write(served.stdout.readline())
            os.kill(served.pid, signal.SIGSTOP)
            change(root, count)
            clean = read_clean(root)
            os.kill(served.pid, signal.SIGCONT)
            began = time.monotonic()
            sys.stdout.write(served.stdout.readline())
            seconds = time.monotonic() - began
            differing = list_differing(url, clean)
            while differing and time.monotonic() - began < LIMIT:
                sys.stdout.write(f"{len(differing)} differ; {served.stdout.readline()}")
                seconds, differing = time.monotonic() - began, list_differing(url, clean)
            served.send_signal(signal.SIGTERM)
    sys.stdout.write(
        f"{count} files written while stopped; {len(clean)} served files compared: {len(differing)} differ\n"
        f"caught up {seconds:.1f} s after it went on, builds included\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
