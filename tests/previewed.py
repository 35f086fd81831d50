"""A preview as it runs, for tests: real files, a real server, a loop in a thread; waits on what is shown."""

import http.client
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from playbook.check import Options
from playbook.config import read_config
from playbook.config_file import FILES
from playbook.serve.build import Asked, Builder, Built, Digests, FreshBuilder, Refused
from playbook.serve.hints import Hints
from playbook.serve.loop import Loop, Turn
from playbook.serve.manifest import Manifest
from playbook.serve.places import refuse
from playbook.serve.preview import Preview
from playbook.serve.scan import Places
from playbook.serve.server import Server, listen
from playbook.serve.session import Session
from playbook.serve.watch import PERIOD, StartHints, Watcher
from tests.sites import TODAY

DEADLINE = 60.0
"""Seconds after which what should come is given up."""


@dataclass(frozen=True)
class Answered:
    """What came back: status, headers in small letters, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask_server(server: Server, target: str = "/", method: str = "GET", **headers: str) -> Answered:
    """Ask a server; headers are given with `_` for `-`, and Host is the right one unless given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.hosts.port, timeout=DEADLINE)
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {"Host": f"127.0.0.1:{server.hosts.port}", **given}.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return Answered(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def send_raw(server: Server, raw: bytes) -> bytes:
    """Send bytes as they are; give all that comes back until the server ends the connection."""
    with socket.create_connection(("127.0.0.1", server.hosts.port), timeout=DEADLINE) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def make_built(outputs: Mapping[str, bytes]) -> Built:
    """Make a build of outputs."""
    return Built(outputs, Digests(outputs))


@contextmanager
def serving(outputs: Mapping[str, bytes]) -> Iterator[Server]:
    """Serve outputs on any free port."""
    preview = Preview()
    preview.show(make_built(outputs))
    server = listen(preview, "127.0.0.1", 0)
    server.start()
    try:
        yield server
    finally:
        server.close()


def wait_until(is_so: Callable[[], bool], words: str) -> None:
    """Wait until something is so, looking often; fail when it is not in time."""
    end = time.monotonic() + DEADLINE
    while not is_so():
        assert time.monotonic() < end, f"not in time: {words}"
        time.sleep(0.01)


class Running:
    """A preview of a folder."""

    def __init__(self, root: Path, hints: StartHints | None = Hints, builder: Builder | None = None) -> None:
        """Begin to build, watch and serve; without hints by looking alone."""
        self.root = root
        self.preview = Preview()
        self.turns: list[Turn] = []
        self.day = TODAY
        self.server = listen(self.preview, "127.0.0.1", 0)
        self.watcher = Watcher(Places(files=self.files), hints, PERIOD if hints else 0.05)
        session = Session(
            builder or FreshBuilder(), self.preview, lambda _built, turn: self.turns.append(turn)
        )
        self.loop = Loop(self.ask, self.watcher, session, lambda _asked: self.day)
        self.thread = Thread(target=self.loop.run, daemon=True)
        self.server.start()
        self.thread.start()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that may hold the configuration."""
        return tuple(self.root / name for name in FILES)

    def ask(self) -> Asked | Refused:
        """Read the configuration as a command does."""
        config, faults = read_config(self.root)
        if faults:
            return refuse(faults, self.root, self.files)
        return Asked(config, self.day, Options(), self.files)

    def wait_for(self, is_so: Callable[[Manifest], bool], words: str) -> Manifest:
        """Wait until what is shown is so; fail when it is not in time."""
        end = time.monotonic() + DEADLINE
        shown = self.preview.current
        while not is_so(shown):
            left = end - time.monotonic()
            assert left > 0, f"not in time: {words}"
            shown = self.preview.wait(shown.number, left)
        return shown

    def wait_for_page(self, path: str, words: bytes) -> Manifest:
        """Wait until a page holds words."""
        return self.wait_for(lambda shown: words in shown.outputs.get(path, b"") and not shown.message, path)

    def wait_for_message(self, *words: str) -> None:
        """Wait until the whole page is a message with these words."""
        shown = self.wait_for(lambda shown: shown.message is not None and shown.number > 0, words[0])
        page = shown.find("index.html").body.decode()
        assert [each for each in words if each not in page] == [], page

    def close(self) -> None:
        """End everything."""
        self.loop.stop()
        self.thread.join(DEADLINE)
        self.watcher.close()
        self.server.close()


@contextmanager
def running(
    root: Path, hints: StartHints | None = Hints, builder: Builder | None = None
) -> Iterator[Running]:
    """Run a preview of a folder."""
    made = Running(root, hints, builder)
    try:
        made.wait_for(lambda shown: shown.number > 0, "the first build")
        yield made
    finally:
        made.close()
