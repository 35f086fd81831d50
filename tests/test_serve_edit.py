"""The forms over HTTP: to pages of this preview alone, under a policy of their own, only when asked."""

import gzip
import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.serve.edit import EDIT, LARGEST, Editor
from playbook.serve.preview import Preview
from playbook.serve.server import Server, listen
from playbook.view.base import POLICY
from tests.previewed import DEADLINE, Answered, Running, ask_server, running, send_raw, serving
from tests.sites import read_base, write_site

TOKEN = "a-token-of-this-test"
API = f"/{EDIT}api/{TOKEN}"
CRM = "content/initiatives/crm.md"
INFO = b'{"action": "info", "params": {}}'


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    files = {**read_base(), "content/index.md": "# Home\n"}
    with running(write_site(tmp_path_factory.mktemp("site"), files)) as made:
        made.server.editor = Editor(made.preview, TOKEN)
        yield made


def post(server: Server, body: bytes, target: str = API, **headers: str) -> Answered:
    """Send a body as a page of the preview does, but for the headers that are given."""
    own = f"127.0.0.1:{server.hosts.port}"
    usual = {"Host": own, "Origin": f"http://{own}", "Content-Type": "application/json; charset=utf-8"}
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {name: value for name, value in {**usual, **given}.items() if value}
    connection = http.client.HTTPConnection("127.0.0.1", server.hosts.port, timeout=DEADLINE)
    connection.request("POST", target, body, sent)
    response = connection.getresponse()
    answered = response.read()
    connection.close()
    return Answered(response.status, {name.lower(): each for name, each in response.getheaders()}, answered)


def test_without_the_option_there_are_no_forms(live: Running) -> None:
    with serving({"index.html": b"home"}) as server:
        assert ask_server(server, f"/{EDIT}").status == 404
        assert post(server, INFO).status == 405


@pytest.mark.parametrize(
    ("name", "kind"),
    [("", "text/html"), ("index.html", "text/html"), ("begin.js", "text/javascript"),
     ("edit.js", "text/javascript"), ("edit.css", "text/css"), ("config.yml", "text/yaml"),
     ("decap-cms.js", "text/javascript")],
)  # fmt: skip
def test_the_files_of_the_forms_have_a_policy_of_their_own(live: Running, name: str, kind: str) -> None:
    told = ask_server(live.server, f"/{EDIT}{name}")
    assert (told.status, told.headers["content-type"].split(";")[0]) == (200, kind)
    policy = told.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy.replace("'none'", "")
    assert told.headers["x-frame-options"] == "DENY"
    assert not any(each.startswith("access-control") for each in told.headers)


def test_the_policy_of_the_site_is_what_it_was(live: Running) -> None:
    assert ask_server(live.server, "/index.html").headers["content-security-policy"] == POLICY


def test_decap_comes_compressed_to_who_can_read_that(live: Running) -> None:
    plain = ask_server(live.server, f"/{EDIT}decap-cms.js")
    small = ask_server(live.server, f"/{EDIT}decap-cms.js", Accept_Encoding="gzip, br")
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body


def test_a_question_is_answered_and_a_save_is_built(live: Running) -> None:
    told = post(live.server, INFO)
    assert (told.status, json.loads(told.body)["type"]) == (200, "local_fs")
    path = "content/people/ann-ode.md"
    entry = {"slug": "x", "path": path, "raw": "---\nname: Ann Ode\n---\n"}
    asked = {"action": "persistEntry", "params": {"dataFiles": [entry], "assets": []}}
    assert post(live.server, json.dumps(asked).encode()).status == 200
    live.wait_for_page("person/ann-ode.html", b"Ann Ode")
    again = post(live.server, json.dumps(asked).encode())
    assert (again.status, "exists already" in json.loads(again.body)["error"]) == (409, True)
    config = ask_server(live.server, f"/{EDIT}config.yml").body
    assert b"value: ann-ode" in config
    assert TOKEN.encode() in config


REFUSED = {
    "another origin": ({"Origin": "http://evil.example"}, 403),
    "no origin": ({"Origin": ""}, 403),
    "an opaque origin": ({"Origin": "null"}, 403),
    "another scheme": ({"Origin": "https://127.0.0.1:{port}"}, 403),
    "another port": ({"Origin": "http://127.0.0.1:{other}"}, 403),
    "another site": ({"Sec_Fetch_Site": "cross-site"}, 403),
    "a sister site": ({"Sec_Fetch_Site": "same-site"}, 403),
    "another host": ({"Host": "evil.example:{port}"}, 421),
    "a form": ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
    "plain text": ({"Content_Type": "text/plain"}, 415),
    "no type": ({"Content_Type": ""}, 415),
}


@pytest.mark.parametrize("case", REFUSED)
def test_only_pages_of_this_preview_are_answered(live: Running, case: str) -> None:
    headers, status = REFUSED[case]
    ports = {"port": live.server.hosts.port, "other": live.server.hosts.port ^ 1}
    told = post(live.server, INFO, **{name: each.format(**ports) for name, each in headers.items()})
    assert told.status == status
    assert b"local_fs" not in told.body


@pytest.mark.parametrize(
    "target", [f"/{EDIT}api/", f"/{EDIT}api/guess", f"/{EDIT}", "/index.html", f"{API}/x"]
)
def test_only_the_address_that_the_forms_know_is_answered(live: Running, target: str) -> None:
    assert post(live.server, INFO, target).status == 405


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_only_post_is_answered_there(live: Running, method: str) -> None:
    assert ask_server(live.server, API, method).status == 405


def test_another_page_is_not_told_what_is_found(live: Running) -> None:
    for name in ("config.yml", "findings?collection=initiatives&slug=crm", ""):
        assert ask_server(live.server, f"/{EDIT}{name}", Sec_Fetch_Site="cross-site").status == 403


@pytest.mark.parametrize(
    ("head", "status"),
    [(f"Content-Length: {LARGEST + 1}", 413), ("Content-Length: 99999999999999999999999999", 413),
     ("Content-Length: -1", 411), ("Content-Length: x", 411), ("Content-Length: ²", 411),
     ("Transfer-Encoding: chunked", 411), ("X: y", 411)],
)  # fmt: skip
def test_a_body_without_a_bound_is_not_read(live: Running, head: str, status: int) -> None:
    own = f"127.0.0.1:{live.server.hosts.port}"
    lines = (
        f"POST {API} HTTP/1.1",
        f"Host: {own}",
        f"Origin: http://{own}",
        "Content-Type: application/json",
        head,
    )
    back = send_raw(live.server, "\r\n".join((*lines, "", "x" * 9)).encode("latin-1"))
    assert int(back.split()[1]) == status


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 200_000, b"NaN"])
def test_what_is_no_json_is_refused_in_words(live: Running, body: bytes) -> None:
    told = post(live.server, body)
    assert told.status in (400, 422)
    assert json.loads(told.body)["error"]


def test_what_is_found_on_a_page_is_told(live: Running) -> None:
    target = f"/{EDIT}findings?collection=initiatives&slug=crm&after=0"
    told = json.loads(ask_server(live.server, target).body)
    found = live.preview.current.report
    assert found is not None
    assert told["url"] == "/initiative/crm.html"
    assert len(told["findings"]) == sum(each.span.path == CRM for each in found.diagnostics)
    none = json.loads(ask_server(live.server, f"/{EDIT}findings?collection=initiatives&slug=none").body)
    assert none == {"number": live.preview.current.number}
    assert ask_server(live.server, f"/{EDIT}findings?collection=pages&slug=index").status == 200


def test_a_form_leads_to_its_page(live: Running) -> None:
    for name, place in (("initiatives/crm", "/initiative/crm.html"), ("pages/index", "/index.html")):
        told = ask_server(live.server, f"/{EDIT}show/{name}")
        assert (told.status, told.headers["location"]) == (302, place)
    assert ask_server(live.server, f"/{EDIT}show/x//evil.example").headers["location"] == "/index.html"
    assert ask_server(live.server, f"/{EDIT}other").status == 404


@pytest.mark.parametrize(
    ("page", "form"),
    [("initiative/crm.html", b"#/collections/initiatives/entries/crm"),
     ("", b"#/collections/pages/entries/index"),
     ("metric/sales-cycle.html", b"#/collections/metrics/entries/sales-cycle"),
     ("person/maya-okafor.html", b""), ("roadmap.html", b""), ("none.html", b"")],
)  # fmt: skip
def test_a_page_leads_to_its_form_where_it_has_one(live: Running, page: str, form: bytes) -> None:
    told = ask_server(live.server, f"/{page}").body
    assert (b"Edit this page</a></p>" in told) == bool(form)
    assert form in told
    live.server.editor, editor = None, live.server.editor
    try:
        assert b"edit-this" not in ask_server(live.server, f"/{page}").body
    finally:
        live.server.editor = editor


def test_before_the_first_build_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("playbook.serve.edit.PATIENCE", 0.01)
    preview = Preview()
    server = listen(preview, "127.0.0.1", 0)
    server.editor = Editor(preview, TOKEN)
    server.start()
    try:
        assert ask_server(server, f"/{EDIT}config.yml").status == 503
        assert post(server, INFO).status == 503
    finally:
        server.close()
