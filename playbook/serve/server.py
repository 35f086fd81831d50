"""The server: connections on one address, a thread each, all ended when it is closed.

In: an address, a preview. Out: responses on sockets. It decides nothing: `handler` does. What goes wrong on a
connection ends that connection and nothing else, without a word.
"""

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import Lock, Thread
from typing import Any

from playbook.serve.edit import Editor
from playbook.serve.handler import answer
from playbook.serve.hosts import Hosts
from playbook.serve.preview import Preview
from playbook.serve.response import Request, refuse
from playbook.serve.response import Response as Answer

PORTS = 100
"""How many ports are tried from the wanted one on."""

PATIENCE = 2.0
"""Seconds that threads get to end."""

TAKEN = (errno.EADDRINUSE, errno.EACCES)
"""A port that somebody has, or that the system keeps for itself."""


class Server(ThreadingMixIn, TCPServer):
    """Listens from the moment it is made; answers from `start` on, until `close`."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name != "nt"  # there it would let two programs share a port

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        """Listen on a port of an address, without an editor. Raises OSError where that cannot be."""
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host.strip("[]"), port), Handler)
        self.preview = preview
        self.editor: Editor | None = None
        self.hosts = Hosts(host, self.server_address[1])
        self._lock = Lock()
        self._open: dict[socket.socket, Thread] = {}
        self._main = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    def start(self) -> None:
        """Answer from now on, in threads."""
        self._main.start()

    def close(self) -> None:
        """Stop listening, end every connection and its thread."""
        self.preview.close()
        if self._main.is_alive():
            self.shutdown()
            self._main.join(PATIENCE)
        self.server_close()
        with self._lock:
            left = dict(self._open)
        for connection in left:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in left.values():
            thread.join(PATIENCE)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own."""
        thread = Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        with self._lock:
            self._open[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that has ended."""
        super().shutdown_request(request)
        with self._lock:
            self._open.pop(request, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that the browser gave up."""


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP on one connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # even what is no request is answered with a status
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def parse_request(self) -> bool:
        """Read a request's head, and answer it here: every method goes the same way."""
        if super().parse_request():
            self.respond()
        return False

    def respond(self) -> None:
        """Answer the request that was read."""
        target = self.requestline.split()[1]
        request = Request(self.command, target, self.headers, self.request_version, self.rfile)
        self.send_answer(answer(request, self.server.preview, self.server.hosts, self.server.editor))

    def send_answer(self, told: Answer) -> None:
        """Write a response; its events one by one, as they come."""
        self.send_response(told.status)
        for name, value in told.headers.items():
            self.send_header(name, value)
        if told.is_last:
            self.send_header("Connection", "close")
        if told.events is None and told.status != 304:
            self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.write(iter((told.body,)) if told.events is None else told.events)
        self.wfile.flush()

    def write(self, parts: Iterator[bytes]) -> None:
        """Write parts, each as soon as it is there."""
        for each in parts:
            self.wfile.write(each)
            self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what is no request, in one plain line."""
        del explain
        self.close_connection = True
        self.send_answer(refuse(int(code), message or "this is no request"))

    def version_string(self) -> str:
        """Name the program, and no version."""
        return "playbook"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name of the method above
        """Say nothing: the terminal tells of builds."""


def listen(preview: Preview, host: str, port: int) -> Server:
    """Listen on a port, or on the next one that is free. Raises OSError where none is, or the address is
    not ours."""
    for each in range(port, min(port + PORTS, 1 << 16)):
        try:
            return Server(preview, host, each)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
            last = error
    raise last
