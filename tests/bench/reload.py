"""From a saved page to its new content in a reader's browser, in milliseconds, by `playbook serve`.

In: N, a work folder. Out: for each save the time from the end of writing the file to the frame that shows it.
The browser is a Chromium that is installed; the server listens on this machine only.
"""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import sync_playwright

from tests.bench.measure import ROOT, RunError
from tests.bench.project import edit_page, write_once
from tests.browser.watch import find_browser, launch

WATCH = """
const look = () => {
  const found = document.body && /Edited for the benchmark: edit (\\d+)\\./.exec(document.body.textContent);
  if (found && found[1] !== window.lastSeen) {
    window.lastSeen = found[1];
    window.tellSeen(Number(found[1]), performance.timeOrigin + performance.now());
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
START, SHOW = 600, 300
"""Seconds that the server may take to answer at first, and a save to show."""


def find_port() -> int:
    """Find a port that is free now."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Run `playbook serve` in a folder until it answers, and end it after use. Raises RunError."""
    port = find_port()
    command = [sys.executable, "-m", "playbook", "-C", str(folder), "serve", "--port", str(port)]
    log = folder.with_name(f"{folder.name}-serve.log")
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}/"
    try:
        until = time.monotonic() + START
        while not _answers(url):
            if server.poll() is not None or time.monotonic() > until:
                raise RunError(f"playbook serve does not answer:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except (URLError, OSError):
        return False


def measure_reload(count: int, work: Path, repeats: int) -> list[float]:
    """Save a page again and again while a browser shows it: milliseconds until it is seen, for each save."""
    program = find_browser()
    assert program, "no Chromium is installed: set CHROME_PATH"
    folder = write_once("playbook", count, work)
    name = f"plan-{count // 2:05}"
    file, first = folder / f"content/initiatives/{name}.md", int(time.time())
    seen: dict[int, float] = {}
    found = []

    def tell(number: int, at: float) -> None:
        seen.setdefault(number, at)

    with serve(folder) as url, sync_playwright() as playwright:
        browser = launch(playwright, program)
        page = browser.new_page()
        page.expose_function("tellSeen", tell)
        page.add_init_script(WATCH)
        page.goto(f"{url}initiative/{name}.html")
        for number in range(first, first + repeats + 1):
            page.wait_for_timeout(500)
            edit_page(file, number)
            saved, until = time.time() * 1000, time.monotonic() + SHOW
            while number not in seen:
                if time.monotonic() > until:
                    raise RunError(f"{name} was saved and not shown within {SHOW} seconds")
                page.wait_for_timeout(5)
            found.append(seen[number] - saved)
        browser.close()
    return found[1:]
