"""A site built in a folder and served on the loopback address, as a company's server would.

In: a playbook's root, or files of one; a folder. Out: the published outputs as files; an address. The server
sends what the site's own `_headers` says with every answer, and 404.html for what is not there.
"""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fnmatch import fnmatchcase
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import judge_playbook, make_outputs
from tests.sites import TODAY, write_site

ROOT = Path(__file__).parents[2]
SHOWCASE_TODAY = date(2026, 11, 23)


def build_site(root: Path, folder: Path, today: date) -> Path:
    """Build the playbook at a root into a folder, whatever its check finds."""
    config, faults = read_config(root)
    assert not faults, faults
    outputs = make_outputs(judge_playbook(config, today, Options()))
    return write_site(folder, {each.path: each.body for each in outputs})


def build_files(folder: Path, files: Mapping[str, str], today: date = TODAY) -> Path:
    """Build a playbook made from text: its files stand in `source/`, its site in `site/` of the folder."""
    return build_site(write_site(folder / "source", files), folder / "site", today)


def read_headers(folder: Path) -> dict[str, dict[str, str]]:
    """Read what a site's headers file says: the pattern of paths -> headers."""
    blocks = (folder / "_headers").read_text(encoding="utf-8").strip().split("\n\n")
    found: dict[str, dict[str, str]] = {}
    for pattern, *lines in (block.splitlines() for block in blocks):
        pairs = (line.strip().partition(": ") for line in lines)
        found[pattern] = {name: value for name, _, value in pairs}
    return found


class Server(ThreadingHTTPServer):
    """Serves one folder."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, folder: Path) -> None:
        """Take any free port."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.headers = folder, read_headers(folder)

    def find_headers(self, path: str) -> dict[str, str]:
        """Give what the site says of a path; what is said later wins."""
        found: dict[str, str] = {}
        for pattern, headers in self.headers.items():
            found |= headers if fnmatchcase(path.partition("?")[0], pattern) else {}
        return found

    def handle_error(self, _request: object, _address: object) -> None:
        """Say nothing of a connection that the browser has given up."""


class Handler(SimpleHTTPRequestHandler):
    """Answers one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".woff2": "font/woff2",
    }

    def setup(self) -> None:
        """Serve from the server's folder."""
        super().setup()
        self.directory = str(self.server.folder)

    def send_header(self, keyword: str, value: str) -> None:
        """Send a header with the value that the site gives it."""
        super().send_header(keyword, self.server.find_headers(self.path).get(keyword.title(), value))

    def end_headers(self) -> None:
        """Add the site's own headers."""
        for name, value in self.server.find_headers(self.path).items():
            if name != "Content-Type":
                super().send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page for what is not there."""
        body = (self.server.folder / "404.html").read_bytes()
        self.send_response(code, message or explain)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder while the context lasts; give its address, which ends in a slash."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
