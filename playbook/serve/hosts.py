"""Which names the preview answers to: nobody else's page may read it by a name that leads here.

In: the address it listens on, and what a request says in Host and Origin. Out: yes or no. A name that its
owner can point at this machine (DNS rebinding) is no name of ours; neither is a right name with another
port.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
WILDCARDS = ("0.0.0.0", "[::]")  # noqa: S104  # compared with, never listened on
HTTP = 80
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE | re.ASCII)


def bracket(host: str) -> str:
    """Write an address as it stands in a URL: that of IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names of a preview: those of this machine, and the one it was told to listen on; with its port."""

    host: str
    port: int

    def accepts(self, authority: str) -> bool:
        """Whether a Host header, or the host of an absolute target, is ours."""
        found = _AUTHORITY.fullmatch(authority)
        if not found or int(found[2] or HTTP) != self.port:
            return False
        name, own = found[1].lower(), bracket(self.host).lower()
        return name in (*LOOPBACK, own) or (own in WILDCARDS and _is_address(name))

    def accepts_origin(self, origin: str) -> bool:
        """Whether a page of this origin may listen to the reload channel."""
        scheme, _, authority = origin.partition("://")
        return scheme == "http" and self.accepts(authority)

    @property
    def url(self) -> str:
        """The address to open in a browser; it ends in a slash."""
        own = bracket(self.host)
        shown = LOOPBACK[1] if own == WILDCARDS[0] else LOOPBACK[2] if own == WILDCARDS[1] else own
        return f"http://{shown}:{self.port}/"


def _is_address(name: str) -> bool:
    """Whether a host is a number, which nobody can point elsewhere."""
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
