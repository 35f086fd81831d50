"""`playbook serve` and `playbook check --watch` as processes: what they say, how they end."""

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

from playbook.formats.inert import fold
from tests.cli import Commands
from tests.previewed import DEADLINE, serving
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"
GAP = ("  goals:\n    owner: tom-hale\n", "  goals:\n")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")


class Process:
    """A command that goes on, its output line by line."""

    def __init__(self, root: Path, arguments: tuple[str, ...], around: Mapping[str, str]) -> None:
        """Start it."""
        self.root = root
        self.lines: Queue[str] = Queue()
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "playbook", "-C", str(root), *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={**os.environ, **around},
        )  # fmt: skip
        assert self.process.stdout
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def wait_for(self, pattern: str) -> str:
        """Wait for a line; fail when the command ends before it, or it does not come."""
        while True:
            line = self.lines.get(timeout=DEADLINE)
            assert line, f"ended without {pattern}: {''.join(self.said)}"
            self.said.append(line)
            if re.search(pattern, line):
                return line

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def end(self, number: int) -> tuple[int, str]:
        """Send a signal; give the exit code and all that was said."""
        self.process.send_signal(number)
        code = self.process.wait(DEADLINE)
        self.reader.join(DEADLINE)
        while line := self.lines.get(timeout=DEADLINE):
            self.said.append(line)
        return code, "".join(self.said)


@contextmanager
def start(root: Path, *arguments: str, **around: str) -> Iterator[Process]:
    """Start a command in a folder; it has ended afterwards."""
    process = Process(root, arguments, around)
    try:
        yield process
    finally:
        if process.process.poll() is None:
            process.process.kill()
        process.process.wait(DEADLINE)
        process.reader.join(DEADLINE)
        assert process.process.stdout
        process.process.stdout.close()


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_site(tmp_path, read_base())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_serve_tells_of_each_build_and_ends_by_a_signal(base: Path, number: int, code: int) -> None:
    with start(base, "serve", "--port", "0") as served:
        url = served.wait_for("^serving http://").split()[1].rstrip(";")
        served.wait_for(r"^first build: no findings; .*12 pages; as of 2026-06-01; \d+ ms$")
        with urllib.request.urlopen(url, timeout=DEADLINE) as answered:  # keeps its connection open
            assert b"Preview, not published." in answered.read()
            served.edit(CRM, *GAP)
            served.wait_for(rf"^{CRM} changed: 1 error; .*; \d+ ms$")
            write_site(base, {"playbook.toml": "[site"})
            served.wait_for("^playbook.toml changed: nothing can be shown; ")
            served.wait_for("^playbook.toml:1:[0-9]+: error configuration: ")
            ended, said = served.end(number)
    assert ended == code, said
    assert "Traceback" not in said
    assert not (base / "build").exists()
    assert not (base / "build-preview").exists()


def test_serve_ends_in_the_midst_of_a_build(base: Path) -> None:
    with start(base, "serve", "--port", "0") as served:
        served.wait_for("^serving http://")
        code, said = served.end(signal.SIGTERM)
    assert (code, "Traceback" in said) == (143, False), said


def test_a_port_that_is_taken_is_told_and_the_next_one_serves(base: Path) -> None:
    with serving({}) as other, start(base, "serve", "--port", str(other.hosts.port)) as served:
        line = served.wait_for("^serving http://")
        assert f"(port {other.hosts.port} is taken)" in line
        assert int(line.split(":")[2].split("/")[0]) > other.hosts.port


def test_another_address_is_warned_about(base: Path) -> None:
    with start(base, "serve", "--port", "0", "--host", "0.0.0.0", "--poll") as served:
        served.wait_for("^serving http://127.0.0.1:")
        served.wait_for("^warning: whoever reaches this machine at 0.0.0.0 can read this preview: drafts")
        served.wait_for("^first build: ")
        served.edit(CRM, *GAP)
        served.wait_for(f"^{CRM} changed: 1 error; ")


def test_forms_are_served_where_they_are_asked_for(base: Path) -> None:
    with start(base, "serve", "--port", "0", "--edit") as served:
        address = served.wait_for("^forms: http://127.0.0.1:").split()[1]
        with urllib.request.urlopen(address, timeout=DEADLINE) as answered:
            assert b"decap-cms.js" in answered.read()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "plans.lan", "10.1.2.3"])
def test_forms_are_for_this_machine_alone(base: Path, capsys: pytest.CaptureFixture[str], host: str) -> None:
    ended = Commands(base, capsys)("serve", "--edit", "--host", host)
    assert ended.code == 2
    assert f"--edit is for this machine alone: whoever reaches {fold(host)} could change files" in ended.err


def test_open_opens_the_browser_at_the_address(base: Path) -> None:
    browser = base / "browser"
    browser.write_text(
        f'#!/bin/sh\necho "$1" > {base}/opened.new && mv {base}/opened.new {base}/opened\necho opened "$1"\n'
    )
    browser.chmod(0o755)
    with start(base, "serve", "--port", "0", "--open", BROWSER=str(browser)) as served:
        url = served.wait_for("^serving http://").split()[1].rstrip(";")
        served.wait_for(f"^opened {re.escape(url)}$")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--host", "192.0.2.1"), "192.0.2.1 port 8000 cannot be listened on: "),
        (("--host", "no.such.host.invalid"), "cannot be listened on: "),
        (("--port", "70000"), "'--port'"),
        (("--baseline", "none.json", "--profile", "all"), "--profile"),
    ],
)
def test_what_cannot_be_served_ends_at_once(
    base: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    ended = Commands(base, capsys)("serve", *arguments)
    assert (ended.code, words in ended.err) == (2, True), ended.err


def test_a_baseline_that_cannot_be_read_is_waited_for(base: Path) -> None:
    write_site(base, {"known.json": "{"})
    with start(base, "serve", "--port", "0", "--baseline", "known.json") as served:
        served.wait_for("^error configuration: .*known.json")
        write_site(base, {"known.json": '{"schema": 1, "known": []}\n'})
        served.wait_for("^known.json changed: ")


def test_what_is_found_on_no_page_is_told_and_stands_on_the_home_page(tmp_path: Path) -> None:
    with start(tmp_path, "serve", "--port", "0", "--poll") as served:
        url = served.wait_for("^serving http://").split()[1].rstrip(";")
        served.wait_for("^first build: 1 error; ")
        served.wait_for("^content: error PB[0-9]+ there is no folder `content` here$")
        served.wait_for("^   start in the folder that holds it; `playbook init` makes one$")
        served.wait_for(f"^   all that was found: {re.escape(url)}check.html$")
        with urllib.request.urlopen(url, timeout=DEADLINE) as answered:
            body = answered.read().decode()
        note = re.search(r'<p class="apart [^"]*">.*</p>', body)
        assert note
        assert "here is no folder" in note[0]
        assert 'href="check.html"' in note[0]
        write_site(tmp_path, read_base())
        served.wait_for("no findings")
        with urllib.request.urlopen(url, timeout=DEADLINE) as answered:
            assert b'class="apart' not in answered.read()


@pytest.mark.parametrize(
    ("setting", "file", "body"),
    [
        ('[site]\nlogo = "brand/logo.svg"\n', "brand/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ('[theme]\nfont = "own.woff2"\n', "own.woff2", "wOF2"),
    ],
)
def test_a_file_that_the_configuration_names_is_waited_for(
    base: Path, setting: str, file: str, body: str
) -> None:
    write_site(base, {"playbook.toml": 'schema = 1\ntoday = "2026-06-01"\n' + setting})
    (base / file).parent.mkdir(exist_ok=True)
    with start(base, "serve", "--port", "0", "--poll") as served:
        served.wait_for("error configuration: .*there is no file")
        served.wait_for("write its path")
        write_site(base, {file: body})
        served.wait_for(f"^{file} added: ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_check_watch_checks_again_on_every_save(base: Path, number: int, code: int) -> None:
    with start(base, "check", "--watch", "--output-format", "concise") as checked:
        checked.wait_for(r"^-- \d+ ms; waiting for changes, Ctrl-C ends it$")
        checked.edit(CRM, *GAP)
        checked.wait_for(rf"^{CRM}:\d+:3: error PB101 ")
        checked.wait_for(rf"^-- {CRM} changed; \d+ ms; waiting")
        write_site(base, {"playbook.toml": "[site"})
        checked.wait_for("^playbook.toml:1:[0-9]+: error configuration: ")
        write_site(base, {"playbook.toml": read_base()["playbook.toml"]})
        checked.wait_for("^-- playbook.toml changed; ")
        checked.edit(CRM, *reversed(GAP))
        checked.wait_for("^no findings")
        ended, said = checked.end(number)
    assert ended == code, said
    assert "Traceback" not in said
    assert "\x1b" not in said


def test_check_watch_clears_a_terminal(base: Path) -> None:
    import pty

    own, terminal = pty.openpty()
    command = [sys.executable, "-m", "playbook", "-C", str(base), "check", "--watch", "--poll"]
    process = subprocess.Popen(command, stdout=terminal, stderr=terminal, env={**os.environ, "TERM": "xterm"})
    os.close(terminal)
    said = b""
    while b"waiting for changes" not in said:
        said += os.read(own, 4096)
    process.send_signal(signal.SIGINT)
    assert process.wait(DEADLINE) == 130
    os.close(own)
    assert said.startswith(b"\x1b[2J")


def test_check_watch_writes_no_baseline(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Commands(base, capsys)("check", "--watch", "--write-baseline")
    assert (ended.code, "choose one of the two" in ended.err) == (2, True)
    ended = Commands(base, capsys)("check", "--watch", "--executor", "foo")
    assert (ended.code, "--executor `foo`: write  dask://HOST:PORT" in ended.err) == (2, True)
    ended = Commands(base, capsys)("check", "--watch", "--select", "PB9999")
    assert (ended.code, "names no rule" in ended.err) == (2, True)
    ended = Commands(base, capsys)("check", "--watch", "--report", "nonsense")
    assert (ended.code, "write FORMAT=FILE" in ended.err) == (2, True)
