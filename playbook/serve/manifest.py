"""What one build answers: a path -> bytes, with their type and their tags.

In: what was built. Out: `Served`, for every path there is; a message for every other. A page carries the
script that reloads it; what was built stays as it is. `tag` tells whether what a reader sees of a page has
changed: the page itself, or an image, a style or a script that it shows.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape, unescape
from pathlib import Path, PurePosixPath
from threading import Lock
from urllib.parse import unquote, urlsplit

from playbook.diagnostic import Report
from playbook.model.site import Site
from playbook.serve.build import Built
from playbook.serve.explain import explain
from playbook.serve.message import Message, Trouble, write_page
from playbook.view.base import POLICY

OWN = ".playbook/"
"""Where the server's own files are: no output can be called so, see playbook.publish.output."""

_HERE = Path(__file__).parent
OWN_FILES = {f"{OWN}{name}": (_HERE / name).read_bytes() for name in ("reload.js", "message.css")}

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".pdf": "application/pdf",
}
UNKNOWN = "application/octet-stream"
FALLBACK = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""What is said with every answer, where the site itself says nothing else."""

_SHOWN = re.compile(rb"""\s(?:src|href)="([^"#?]+\.(?:css|js|svg|png|jpe?g|gif|webp|avif))["#?]""")
_WORKING = Message("The site is being made", (), "It shows itself as soon as it is there.")


@dataclass(frozen=True, slots=True)
class Served:
    """One answer: status, type, body, its tag for a cache, and the tag of what a reader sees."""

    status: int
    kind: str
    body: bytes
    etag: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that one build answers. `number` counts the builds; `message` stands in for every page; `tell` is
    told of what cannot be made when it is asked for; `site` is what was checked, `report` what was found."""

    number: int = 0
    outputs: Mapping[str, bytes] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    message: Message | None = _WORKING
    headers: Mapping[str, str] = field(default_factory=lambda: FALLBACK)
    tell: Callable[[Message], None] = lambda _message: None
    report: Report | None = None
    site: Site | None = None
    _tags: dict[str, str] = field(default_factory=dict)
    _faults: dict[str, Message] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def follow(self, built: Built) -> "Manifest":
        """Give the manifest of the next build; where nothing can be shown, assets stay as they were."""
        number = self.number + 1
        if built.message:
            last = (self.outputs, self.digests, built.message)
            return Manifest(number, *last, self.headers, self.tell, self.report, self.site)
        headers = read_headers(built.outputs)
        shown = (built.outputs, built.digests, None)
        return Manifest(number, *shown, headers, self.tell, built.report, built.site)

    def find(self, path: str) -> Served:
        """Answer for a path below the root; "" is the root, and a folder stands for its index."""
        if path in OWN_FILES:
            body = OWN_FILES[path]
            return Served(200, find_type(path), body, sha256(body).hexdigest())
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        try:
            is_there = name in self.outputs
            if self.message and (name.endswith(".html") or not is_there):
                return say(self.message, 200)
            return self._serve(name) if is_there else say(_miss(path), 404)
        except Exception as error:  # what rendering on request raises
            return say(self._explain(name, error), 200)

    def _explain(self, name: str, error: Exception) -> Message:
        """Say why a page cannot be shown: once, so that the message stays the same while this build is shown.

        Whoever is to be told is told of each message once.
        """
        with self._lock:
            if name not in self._faults:
                message = explain(error)
                is_new = message not in self._faults.values()
                self._faults[name] = message
                if is_new:
                    self.tell(message)
            return self._faults[name]

    def _serve(self, name: str) -> Served:
        if not name.endswith(".html"):
            return Served(200, find_type(name), self.outputs[name], self.digests[name])
        body = self.outputs[name]
        if name not in self._tags:
            self._tags[name] = self._tag(name, body)
        tag = self._tags[name]
        return Served(200, TYPES[".html"], insert_script(body, tag), tag, tag)

    def _tag(self, name: str, body: bytes) -> str:
        shown = (f"{each} {digest}" for each in list_shown(name, body) if (digest := self._find_digest(each)))
        return sha256("\n".join((self.digests[name], *shown)).encode("utf-8", "surrogateescape")).hexdigest()

    def _find_digest(self, name: str) -> str:
        """Give the digest of what a page shows; "" where it is not there, or cannot be made."""
        try:
            return self.digests[name] if name in self.outputs else ""
        except Exception:  # told where it is asked for itself; the page that names it is whole
            return ""


def say(message: Message, status: int) -> Served:
    """Answer with a message as the whole page."""
    tag = message.digest
    return Served(status, TYPES[".html"], insert_script(write_page(message), tag, is_message=True), tag, tag)


def _miss(path: str) -> Message:
    trouble = Trouble("its page may have been renamed or taken away, or the address is wrong", f"/{path}")
    return Message("There is no page at this address", (trouble,), "It shows itself as soon as there is one.")


def find_type(path: str) -> str:
    """Give the type of a file by its ending."""
    return TYPES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)


def insert_script(page: bytes, tag: str, *, is_message: bool = False) -> bytes:
    """Put the script that reloads a page at the end of its head, with the tag of what it shows."""
    mark = ' data-message="yes"' if is_message else ""
    script = f'<script src="/{OWN}reload.js" data-seen="{escape(tag)}"{mark} defer></script>\n'.encode()
    at = page.find(b"</head>")
    return page[:at] + script + page[at:] if at >= 0 else page + script


def list_shown(name: str, page: bytes) -> Iterator[str]:
    """Yield the paths of the images, styles and scripts that a page names, by the site's root."""
    for each in dict.fromkeys(_SHOWN.findall(page)):
        url = unescape(each.decode("utf-8", "replace"))
        if not _is_elsewhere(url):
            path = posixpath.join("/", posixpath.dirname(name), unquote(url))
            yield posixpath.normpath(path).lstrip("/")


def _is_elsewhere(url: str) -> bool:
    """Whether an address leads out of the site, or cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def read_headers(outputs: Mapping[str, bytes]) -> dict[str, str]:
    """Read what a site says with every answer: the block of `/*` in its file of headers."""
    blocks = outputs.get("_headers", b"").decode("utf-8", "replace").split("\n\n")
    lines = next((each.splitlines()[1:] for each in blocks if each.startswith("/*\n")), [])
    pairs = (line.strip().partition(": ") for line in lines)
    return FALLBACK | {name: value for name, _, value in pairs if name in FALLBACK or name == "X-Robots-Tag"}
