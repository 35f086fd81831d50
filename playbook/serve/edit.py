"""The forms, served to this machine alone: Decap, its configuration, and the answers to what it asks.

In: a request below `EDIT`. Out: a response under a policy of its own: the site's stays as it is. What would
change a file must come as JSON, from a page of this preview, to an address that only such a page knows.
"""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message as Headers
from html import escape
from typing import Any
from urllib.parse import parse_qs, quote

from playbook.cms.carried import HERE, SCRIPT, read_file, read_script
from playbook.cms.collections import PAGES, list_homes
from playbook.cms.configuration import Storage, write_configuration
from playbook.cms.desk import Desk, Memory
from playbook.cms.places import Places, RefusedError
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.serve.hosts import Hosts
from playbook.serve.manifest import OWN, Manifest, find_type
from playbook.serve.preview import Preview
from playbook.serve.response import ALWAYS, Request, Response, refuse
from playbook.serve.target import Target

EDIT = f"{OWN}edit/"
"""Where the forms are: no page can be called so."""

LARGEST = 14 << 20
"""The largest body of a request, in bytes: a file of 10 MiB in base64 and a page."""

PATIENCE = 20.0
"""Seconds that a form waits for the first build, or for the one after a save."""

POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Decap makes its styles, and the check of its configuration, while it runs."""

OWN_HEADERS = {
    **ALWAYS,
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Editor:
    """Answers for the forms of one preview; `token` is the part of the address that only its pages know."""

    preview: Preview
    token: str
    memory: Memory = field(default_factory=Memory)

    def answer(self, request: Request, target: Target, hosts: Hosts) -> Response:
        """Answer a request whose Host has been looked at."""
        if refusal := _judge_origin(request.headers, hosts):
            return refusal
        name = target.path.removeprefix(EDIT)
        if name == f"api/{self.token}":
            return self._act(request)
        if request.method not in ("GET", "HEAD"):
            return refuse(405, "only GET and HEAD are answered here", Allow="GET, HEAD")
        if name == SCRIPT:
            return _give_script(request.headers)
        if (name or "index.html") in HERE:
            return _give(read_file(name or "index.html"), find_type(name or "index.html"))
        return self._tell(name, target.query, hosts)

    def link(self, manifest: Manifest, path: str, page: bytes) -> bytes:
        """Put a link to its form at the end of a page of the site, where it has one."""
        url = f"{path}index.html" if path == "" or path.endswith("/") else path
        form = _find_form(manifest.site, url) if manifest.site else ""
        at, head = page.rfind(b"</body>"), page.find(b"</head>")
        if not form or at < 0 or head < 0:
            return page
        style = f'<link rel="stylesheet" href="/{EDIT}link.css">\n'.encode()
        link = f'<p class="edit-this"><a href="/{EDIT}{escape(form)}">Edit this page</a></p>\n'.encode()
        return b"".join((page[:head], style, page[head:at], link, page[at:]))

    def _tell(self, name: str, query: str, hosts: Hosts) -> Response:
        """Answer with what the last build knows."""
        manifest = self._wait(_read_number(query))
        if manifest.site is None:
            return refuse(503, "the site is being made, or cannot be: see the preview")
        if name == "config.yml":
            text = write_configuration(manifest.site, self._store(manifest.site, hosts))
            return _give(text.encode(), "text/yaml; charset=utf-8")
        if name == "findings":
            return self._find(manifest, manifest.site, query)
        if name.startswith("show/"):
            page = _find_page(manifest.site, *name.removeprefix("show/").partition("/")[::2])
            place = f"/{quote(page.url)}" if page else "/index.html"
            return Response(302, b"", {**OWN_HEADERS, "Location": place, "Content-Type": "text/plain"})
        return refuse(404, "there is nothing at this address")

    def _wait(self, number: int) -> Manifest:
        """Give the last build; wait for one where there is none, or none after a number."""
        manifest = self.preview.current
        while manifest.site is None or manifest.number <= number:
            manifest, last = self.preview.wait(manifest.number, PATIENCE), manifest
            if manifest.number == last.number:
                break
        return manifest

    def _store(self, site: Site, hosts: Hosts) -> Storage:
        """Say that pages are stored here."""
        backend = {"name": "proxy", "proxy_url": f"/{EDIT}api/{self.token}", "branch": "main"}
        shown = tuple((name, f"show/{name}/{{{{slug}}}}") for name in list_homes())
        content, forms = Places(site.config).content, f"{hosts.url}{EDIT}"
        return Storage(backend, content, forms, hosts.url, shown, is_here=True)

    def _find(self, manifest: Manifest, site: Site, query: str) -> Response:
        """Tell what was found on a page."""
        asked = parse_qs(query)
        page = _find_page(site, asked.get("collection", [""])[0], asked.get("slug", [""])[0])
        if page is None:
            return _give_json(200, {"number": manifest.number})  # a new one, or one that was deleted
        found = manifest.report.diagnostics if manifest.report else ()
        told = [
            {
                "line": each.span.line,
                "severity": each.severity.word,
                "message": each.message,
                "help": each.help,
            }
            for each in found
            if each.span.path in (page.path, page.readings_path)
        ]
        return _give_json(200, {"url": f"/{quote(page.url)}", "number": manifest.number, "findings": told})

    def _act(self, request: Request) -> Response:
        """Do what Decap asks."""
        raw = _read_body(request)
        if isinstance(raw, Response):
            return raw
        site = self._wait(0).site
        if site is None:
            return _give_json(503, {"error": "the site is being made, or cannot be: see the preview"})
        try:
            return _give_json(200, Desk(site, self.memory).answer(json.loads(raw)))
        except RefusedError as error:
            return _give_json(error.status, {"error": str(error)})
        except (ValueError, RecursionError):
            return _give_json(400, {"error": "this is no JSON"})


def _judge_origin(headers: Headers, hosts: Hosts) -> Response | None:
    """Refuse what a page of another site asks for; None where nothing is wrong."""
    site = headers.get("Sec-Fetch-Site", "same-origin")
    if not all(map(hosts.accepts_origin, headers.get_all("Origin", []))) or site not in (
        "same-origin",
        "none",
    ):
        return refuse(403, "only pages of this preview may ask that")
    return None


def _read_body(request: Request) -> bytes | Response:
    """Read a request's body, or refuse it before a byte is read."""
    headers = request.headers
    if request.method != "POST" or request.body is None:
        return refuse(405, "only POST is answered here", Allow="POST")
    if len(headers.get_all("Origin", [])) != 1:
        return refuse(403, "only pages of this preview may ask that")
    if headers.get_content_type() != "application/json":
        return refuse(415, "only application/json is read")
    size = headers.get("Content-Length", "")
    if "Transfer-Encoding" in headers or not (size.isascii() and size.isdigit()):
        return refuse(411, "a request says how long it is")
    if int(size[:20]) > LARGEST:
        return refuse(413, f"a request has at most {LARGEST:,} bytes")
    return request.body.read(int(size))


def _find_page(site: Site, collection: str, slug: str) -> Page | None:
    """Give the page of a form, by its collection and its path there."""
    content = Places(site.config).content
    path = f"{content}/{slug}.md" if collection == PAGES else f"{content}/{collection}/{slug}.md"
    return next((page for page in site.pages.values() if page.path == path), None)


def _find_form(site: Site, url: str) -> str:
    """Give the address of the form for a page of the site; "" where it has none: a person of an export."""
    page = next((each for each in site.pages.values() if each.url == url), None)
    if page is None or not page.path.endswith(".md"):
        return ""
    name = page.path.removeprefix(f"{Places(site.config).content}/").removesuffix(".md")
    folder, _, rest = name.partition("/")
    collection, slug = (folder, rest) if page.kind != "page" else (PAGES, name)
    return f"#/collections/{collection}/entries/{quote(slug)}"


def _read_number(query: str) -> int:
    """Read after which build one is asked for; -1 for the last one, whichever it is."""
    after = parse_qs(query).get("after", [""])[0]
    return int(after) if after.isascii() and after.isdigit() and len(after) < 10 else -1


def _give(body: bytes, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(200, body, {"Content-Type": kind, **OWN_HEADERS, **(headers or {})})


def _give_json(status: int, told: Any) -> Response:
    return Response(status, json.dumps(told).encode(), {"Content-Type": "application/json", **OWN_HEADERS})


def _give_script(headers: Headers) -> Response:
    """Give Decap as it lies in the package, to whoever can read that."""
    kind = find_type(SCRIPT)
    if "gzip" in headers.get("Accept-Encoding", ""):
        return _give(read_script(), kind, {"Content-Encoding": "gzip"})
    return _give(gzip.decompress(read_script()), kind)
