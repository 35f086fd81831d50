"""What a browser asks, and what it is told: the values that pass between the server and those who decide.

In: nothing. Out: `Request`, `Response`, and a refusal in one plain line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message as Headers
from io import BufferedIOBase

ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""No copy is kept, and no other site may take a page, a script or an image from here."""

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What a browser asked for; of `body` nothing is read yet."""

    method: str
    target: str
    headers: Headers
    version: str = "HTTP/1.1"
    body: BufferedIOBase | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What it is told; `events` go on after the headers, `is_last` ends the connection."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    events: Iterator[bytes] | None = None
    is_last: bool = False


def refuse(status: int, words: str, **headers: str) -> Response:
    """Refuse a request in one plain line, and end the connection: what follows on it is not trusted."""
    told = {"Content-Type": PLAIN, "X-Content-Type-Options": "nosniff", **ALWAYS, **headers}
    return Response(status, f"{words}\n".encode(), told, is_last=True)
