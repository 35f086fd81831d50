"""Pages opened in a real browser, one after the other, every element clicked, focused and pointed at.

In: pages by path, a browser's program, an empty folder for its profile. Out: the paths of the pages that ran
something (which set `top.zz`), and how often `/hit` was asked for. Pages are served on the loopback address
by a server of this process: under `on/` as they are, under `off/` without the policy in their meta element;
`driver.html` loads them in frames of its own origin.
"""

import json
import os
import re
import signal
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
TYPES = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "css": "text/css",
    "js": "text/javascript",
}
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
DRIVER = Path(__file__).with_name("driver.html")


@dataclass
class Seen:
    """What a browser did: pages opened, those that ran something, requests for `/hit`."""

    opened: int = 0
    ran: list[str] = field(default_factory=list)
    hits: int = 0


class Server(ThreadingHTTPServer):
    """Serves pages on the loopback address, and takes what the driver tells."""

    daemon_threads = True

    def __init__(self, pages: Mapping[str, bytes]) -> None:
        """Take the pages; HTML and drawings are opened, all else is there when they ask for it."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.seen, self.ended = pages, Seen(), threading.Event()
        documents = [path for path in pages if path.endswith((".html", ".svg"))]
        self.jobs = [f"/{way}/{path}" for way in ("on", "off") for path in documents]

    def find(self, path: str) -> bytes | None:
        """Give what is served at a path; None for nothing."""
        if path.endswith("hit"):
            self.seen.hits += 1
            return None
        own = {"driver.html": DRIVER.read_bytes(), "jobs": json.dumps(self.jobs).encode()}
        if path in own:
            return own[path]
        way, _, name = path.partition("/")
        body = self.pages.get(name)
        return _POLICY.sub(b"", body) if body and way == "off" else body

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing of a connection that the browser has given up."""


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Serve a page."""
        path = self.path.partition("?")[0].lstrip("/")
        self.answer(self.server.find(path), TYPES.get(path.rpartition(".")[2], "application/octet-stream"))

    def do_POST(self) -> None:
        """Take what the driver tells."""
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.ran, self.server.seen.opened = told["told"], told["opened"]
        self.answer(b"", "text/plain")
        self.server.ended.set()

    def answer(self, body: bytes | None, kind: str) -> None:
        """Send a body, or that there is none."""
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def open_pages(pages: Mapping[str, bytes], program: str, profile: Path, seconds: int = 3000) -> Seen:
    """Open every page with the policy on and off. Raises TimeoutError."""
    with Server(pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/driver.html"
        command = [program, *FLAGS, f"--user-data-dir={profile}", "--remote-debugging-port=0", url]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as browser:
            in_time = server.ended.wait(seconds)
            os.killpg(browser.pid, signal.SIGKILL)  # the group of our own child
        server.shutdown()
    if not in_time:
        raise TimeoutError(f"the browser has not ended within {seconds} s")
    return server.seen
