"""One request -> one response.

In: the method, the target and the headers. Out: status, headers, body. Host is looked at before anything
else; only GET and HEAD are answered, and only for what is in the manifest. Nothing is read from disk, but by
the forms, where the author has asked for them.
"""

from email.message import Message as Headers

from playbook.serve.edit import EDIT, Editor
from playbook.serve.events import EVENTS, read_query, stream
from playbook.serve.hosts import Hosts
from playbook.serve.manifest import TYPES, Manifest, Served
from playbook.serve.preview import Preview
from playbook.serve.response import ALWAYS, Request, Response, refuse
from playbook.serve.target import Target, read_target

ALLOWED = ("GET", "HEAD")


def answer(request: Request, preview: Preview, hosts: Hosts, editor: Editor | None = None) -> Response:
    """Answer a request; one for the forms only where there is an editor."""
    target = read_target(request.target)
    refusal = _judge_host(request, target, hosts)
    if editor and target and target.path.startswith(EDIT):
        return refusal or editor.answer(request, target, hosts)
    refusal = refusal or _judge_method(request)
    if refusal or target is None:
        return refusal or refuse(400, "the address is not one of a page")
    manifest = preview.current
    if target.path == EVENTS:
        return _listen(request, target, preview, hosts)
    served = manifest.find(target.path)
    headers = {**manifest.headers, **ALWAYS, "ETag": f'"{served.etag}"'}
    if served.status == 200 and _holds(request.headers, served):
        return Response(304, headers=headers)
    is_page = editor is not None and served.kind == TYPES[".html"] and served.status == 200
    body = editor.link(manifest, target.path, served.body) if editor and is_page else served.body
    return Response(served.status, body, {"Content-Type": served.kind, **headers})


def _judge_host(request: Request, target: Target | None, hosts: Hosts) -> Response | None:
    """Refuse who asks by a name that is not ours; None where nothing is wrong."""
    named = request.headers.get_all("Host", [])
    authority = target.authority if target and target.authority is not None else "".join(named[:1])
    if request.version == "HTTP/0.9" or len(named) != 1:
        return refuse(400, "a request names its host once")
    if not (hosts.accepts(named[0].strip()) and hosts.accepts(authority.strip())):
        return refuse(421, "this preview does not answer to that name; see --host")
    return None


def _judge_method(request: Request) -> Response | None:
    """Refuse what is no request for a page; None where nothing is wrong."""
    if request.method not in ALLOWED:
        return refuse(405, "only GET and HEAD are answered", Allow=", ".join(ALLOWED))
    if "Transfer-Encoding" in request.headers or request.headers.get("Content-Length", "0") != "0":
        return refuse(400, "a request for a page has no body")
    return None


def _listen(request: Request, target: Target, preview: Preview, hosts: Hosts) -> Response:
    """Open the reload channel, for pages of this preview alone."""
    origins = request.headers.get_all("Origin", [])
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if not all(map(hosts.accepts_origin, origins)) or site not in ("same-origin", "none"):
        return refuse(403, "only pages of this preview may listen")
    asked = read_query(target.query)
    if asked is None:
        return refuse(400, "say which page listens, and what it shows")
    headers = {"Content-Type": "text/event-stream", **Manifest().headers, **ALWAYS}
    return Response(200, headers=headers, events=stream(preview, *asked), is_last=True)


def _holds(headers: Headers, served: Served) -> bool:
    """Whether the browser has this very answer already."""
    known = headers.get("If-None-Match", "")
    tags = (each.strip().removeprefix("W/") for each in known.split(","))
    return known.strip() == "*" or f'"{served.etag}"' in tags
