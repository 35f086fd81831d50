"""What the preview answers: its manifest and nothing else, to its own names and nobody else."""

import errno
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.serve import message
from playbook.serve.hosts import Hosts, is_loopback
from playbook.serve.manifest import OWN_FILES, insert_script, list_shown
from playbook.serve.preview import Preview
from playbook.serve.server import Server, listen
from playbook.serve.target import read_target
from playbook.view.base import POLICY
from tests.previewed import ask_server, make_built, send_raw, serving, wait_until

PAGE = b'<!doctype html><html><head><title>x</title></head><body><img src="../files/a.svg">'
OUTPUTS = {
    "index.html": b"<!doctype html><head></head>home",
    "initiative/crm.html": PAGE,
    "files/a.svg": b"<svg/>",
    "files/b.svg": b"<svg>b</svg>",
    "files/ä b.txt": b"words",
    "data.json": b"{}",
    "_headers": f"/*\n  Content-Security-Policy: {POLICY}\n  X-Robots-Tag: noindex\n".encode(),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving(OUTPUTS) as made:
        yield made


HOSTS = {
    "localhost:{port}": 200,
    "LOCALHOST:{port}": 200,
    "127.0.0.1:{port}": 200,
    "[::1]:{port}": 200,
    "127.0.0.1": 421,
    "127.0.0.1:{other}": 421,
    "127.0.0.1:": 421,
    "127.0.0.2:{port}": 421,
    "127.1:{port}": 421,
    "2130706433:{port}": 421,
    "0.0.0.0:{port}": 421,
    "[::]:{port}": 421,
    "evil.example:{port}": 421,
    "localhost.evil.example:{port}": 421,
    "evil.localhost:{port}": 421,
    "localhost.:{port}": 421,
    "me@localhost:{port}": 421,
    "localhost:{port}@evil.example": 421,
    "localhost:{port}, evil.example": 421,
    "localhost:{port}/": 421,
    "localhost :{port}": 421,
    "localhost:0{port}0": 421,
    "192.168.0.7:{port}": 421,
    "": 421,
}


def fill_port(text: str, server: Server) -> str:
    return text.format(port=server.hosts.port, other=server.hosts.port ^ 1)


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_only_its_own_names_are_answered(server: Server, host: str, status: int) -> None:
    for target in ("/", "/data.json", "/.playbook/reload.js", "/none.html"):
        answered = ask_server(server, target, Host=fill_port(host, server))
        wanted = 404 if (status, target) == (200, "/none.html") else status
        assert answered.status == wanted, target
        assert (b"home" in answered.body) == (status == 200 and target == "/")


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_an_absolute_target_names_its_host_too(server: Server, host: str, status: int) -> None:
    authority, right = fill_port(host, server), f"127.0.0.1:{server.hosts.port}"
    back = send_raw(server, f"GET http://{authority}/x HTTP/1.1\r\nHost: {right}\r\n\r\n".encode())
    wanted = (404, 421, 400) if status == 421 else (404,)
    assert int(back.split()[1]) in wanted
    assert (b" 404 " in back.split(b"\n")[0]) == (status == 200 or "/" in host)
    assert ask_server(server, f"http://{right}/", Host=authority).status == status


def test_a_name_or_number_that_was_asked_for_is_answered() -> None:
    assert Hosts("plans.lan", 8000).accepts("plans.lan:8000")
    assert not Hosts("plans.lan", 8000).accepts("192.168.0.7:8000")
    assert Hosts("0.0.0.0", 8000).accepts("192.168.0.7:8000")
    assert Hosts("::", 8000).accepts("[fe80::1]:8000")
    assert not Hosts("0.0.0.0", 8000).accepts("evil.example:8000")
    assert Hosts("127.0.0.1", 80).accepts("localhost")
    assert (Hosts("0.0.0.0", 80).url, Hosts("::1", 8000).url) == (
        "http://127.0.0.1:80/",
        "http://[::1]:8000/",
    )
    assert [each for each in ("127.0.0.1", "::1", "localhost", "[::1]") if not is_loopback(each)] == []
    assert [each for each in ("0.0.0.0", "::", "plans.lan", "10.0.0.1") if is_loopback(each)] == []


ORIGINS = {
    "http://127.0.0.1:{port}": 200,
    "http://localhost:{port}": 200,
    "https://localhost:{port}": 403,
    "http://localhost:{other}": 403,
    "http://evil.example": 403,
    "http://evil.example:{port}": 403,
    "null": 403,
    "": 403,
    "file://": 403,
}


@pytest.mark.parametrize(("origin", "status"), ORIGINS.items())
def test_only_its_own_pages_may_listen(server: Server, origin: str, status: int) -> None:
    target = "/.playbook/events?page=%2Findex.html&seen=old"
    answered = ask_server(server, target, Origin=fill_port(origin, server))
    assert (answered.status, b"event: reload" in answered.body) == (status, status == 200)
    assert "access-control-allow-origin" not in answered.headers


@pytest.mark.parametrize(
    ("site", "status"), {"same-origin": 200, "none": 200, "cross-site": 403, "same-site": 403}.items()
)
def test_a_browser_that_says_that_another_site_asks_is_believed(
    server: Server, site: str, status: int
) -> None:
    target = "/.playbook/events?page=%2Findex.html&seen=old"
    assert ask_server(server, target, Sec_Fetch_Site=site).status == status


@pytest.mark.parametrize(
    "query",
    [
        "",
        "page=/",
        "seen=x",
        "page=index.html&seen=x",
        "page=/%2&seen=x",
        "page=/%FF&seen=x",
        "&".join("abcdefgh"),
    ],
)
def test_a_page_that_does_not_say_what_it_shows_may_not_listen(server: Server, query: str) -> None:
    assert ask_server(server, f"/.playbook/events?{query}").status == 400


TARGETS = {
    "/": 200,
    "/?x=1": 200,
    "/index.html": 200,
    "/index.html?a=/../b": 200,
    "/%69ndex.html": 200,
    "/files/%C3%A4%20b.txt": 200,
    "/_headers": 200,
    "/initiative": 404,
    "/initiative/": 404,
    "//index.html": 404,
    "/./index.html": 404,
    "/../index.html": 404,
    "/initiative/../index.html": 404,
    "/%2e%2e/%2e%2e/etc/passwd": 404,
    "/..;/index.html": 404,
    "/../../../../etc/passwd": 404,
    "/etc/passwd": 404,
    "/playbook.toml": 404,
    "/content/initiatives/crm.md": 404,
    "/.git/config": 404,
    "/.playbook/": 404,
    "/.playbook/handler.py": 404,
    "/.playbook/../reload.js": 404,
    "/%252e%252e/etc/passwd": 404,
    "/INDEX.HTML": 404,
    "/index.html/": 404,
    "/index.html::$DATA": 404,
    "/initiative%2fcrm.html": 400,
    "/..%2f..%2fetc/passwd": 400,
    "/..%5c..%5cwindows/win.ini": 400,
    "/..\\..\\windows\\win.ini": 400,
    "/index.html%00.svg": 400,
    "/%": 400,
    "/%zz": 400,
    "/%c0%ae%c0%ae/etc/passwd": 400,
    "/%ff": 400,
    "/index.html#x": 400,
    "index.html": 400,
    "*": 400,
    "evil.example:443": 400,
    "https://127.0.0.1/": 400,
    "file:///etc/passwd": 400,
}


@pytest.mark.parametrize(("target", "status"), TARGETS.items())
def test_only_what_is_in_the_manifest_is_served(server: Server, target: str, status: int) -> None:
    answered = ask_server(server, target)
    assert answered.status == status
    assert b"root:" not in answered.body
    assert answered.headers["x-content-type-options"] == "nosniff"


def test_a_target_is_read_as_it_stands() -> None:
    read = read_target("HTTP://Localhost:80?x")
    assert read is None
    read = read_target("http://localhost:80/a%20b?x")
    assert read is not None
    assert (read.path, read.query, read.authority) == ("a b", "x", "localhost:80")


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "NONSENSE"]
)
def test_nothing_but_get_and_head(server: Server, method: str) -> None:
    answered = ask_server(server, "/", method)
    assert (answered.status, answered.headers["allow"]) == (405, "GET, HEAD")
    assert "access-control-allow-methods" not in answered.headers


def test_head_is_get_without_the_body(server: Server) -> None:
    head, get = ask_server(server, "/", "HEAD"), ask_server(server)
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(get.body)
    assert head.headers["etag"] == get.headers["etag"]


RAW = {
    "no host": (b"GET / HTTP/1.1\r\n\r\n", b"400"),
    "two hosts": (b"GET / HTTP/1.1\r\nHost: {h}\r\nHost: evil.example\r\n\r\n", b"400"),
    "no version": (b"GET /\r\n\r\n", b"400"),
    "an old version": (b"GET / HTTP/0.9\r\nHost: {h}\r\n\r\n", b"a request names"),
    "a body": (
        b"GET / HTTP/1.1\r\nHost: {h}\r\nContent-Length: 30\r\n\r\nGET /data.json HTTP/1.1\r\nHost:",
        b"400",
    ),
    "chunks": (b"GET / HTTP/1.1\r\nHost: {h}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
    "no request": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", b"400"),
    "another version": (b"GET / HTTP/9.9\r\nHost: {h}\r\n\r\n", b"505"),
    "an endless line": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
    "too many headers": (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n", b"431"),
    "a post with a request in it": (
        b"POST / HTTP/1.1\r\nHost: {h}\r\n\r\nGET /data.json HTTP/1.1\r\nHost: {h}\r\n\r\n",
        b"405",
    ),
}


@pytest.mark.parametrize("name", RAW)
def test_what_no_browser_sends_is_refused_and_the_connection_ended(server: Server, name: str) -> None:
    raw, status = RAW[name]
    back = send_raw(server, raw.replace(b"{h}", b"127.0.0.1:%d" % server.hosts.port))
    assert status in back.split(b"\n")[0]
    assert back.count(b"HTTP/1.1 ") <= 1
    assert b"home" not in back
    assert b"Traceback" not in back


def test_every_answer_has_the_sites_policy_and_is_kept_nowhere(server: Server) -> None:
    for target in (
        "/",
        "/data.json",
        "/none.html",
        "/.playbook/reload.js",
        "/.playbook/events?page=/&seen=x",
    ):
        headers = ask_server(server, target).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["server"] == "playbook"
    assert ask_server(server).headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("target", ["/", "/data.json", "/files/a.svg", "/.playbook/message.css"])
def test_what_the_browser_has_is_not_sent_again(server: Server, target: str) -> None:
    first = ask_server(server, target)
    for known in (first.headers["etag"], f'"x", W/{first.headers["etag"]}', "*"):
        again = ask_server(server, target, If_None_Match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert ask_server(server, target, If_None_Match='"other"').body == first.body


def test_a_page_gets_its_script_and_what_was_built_stays(server: Server) -> None:
    body = ask_server(server, "/initiative/crm.html").body
    before, _, after = body.partition(b"<script ")
    script, _, rest = after.partition(b"</script>\n")
    assert before + rest == PAGE
    assert script.startswith(b'src="/.playbook/reload.js" data-seen="')
    assert rest.startswith(b"</head>")
    assert insert_script(b"no head", "x").startswith(b"no head<script")
    assert ask_server(server, "/files/a.svg").body == b"<svg/>"


def test_a_page_is_another_one_when_what_it_shows_is() -> None:
    preview = Preview()
    first = preview.show(make_built(OUTPUTS)).find("initiative/crm.html").tag
    same = preview.show(make_built({**OUTPUTS, "files/b.svg": b"other"})).find("initiative/crm.html").tag
    other = preview.show(make_built({**OUTPUTS, "files/a.svg": b"other"})).find("initiative/crm.html").tag
    assert first == same != other
    assert list(
        list_shown("a/b.html", b'<link href="../x%20y.css"><a href="c.html"><img src="/z.png?1">')
    ) == [
        "x y.css",
        "z.png",
    ]


def test_an_open_page_is_told_once_it_changes(server: Server) -> None:
    preview = server.preview
    seen = preview.current.find("index.html").tag
    got: list[bytes] = []
    asked = f"/.playbook/events?page=%2F&seen={seen}"
    thread = threading.Thread(target=lambda: got.append(ask_server(server, asked).body), daemon=True)
    thread.start()
    preview.show(make_built({**OUTPUTS, "data.json": b"[]"}))
    preview.show(make_built({**OUTPUTS, "index.html": b"new"}))
    thread.join(20)
    assert got == [b"retry: 500\n\nevent: reload\ndata: changed\n\n"]
    preview.show(make_built(OUTPUTS))


def test_the_next_free_port_is_taken() -> None:
    with serving(OUTPUTS) as first:
        other = listen(Preview(), "127.0.0.1", first.hosts.port)
        assert other.hosts.port > first.hosts.port
        other.close()


def test_an_address_that_is_not_ours_cannot_be_listened_on() -> None:
    with pytest.raises(OSError, match="assign") as raised:
        listen(Preview(), "192.0.2.1", 0)
    assert raised.value.errno == errno.EADDRNOTAVAIL


def test_closing_ends_every_thread_and_frees_the_port() -> None:
    before = threading.active_count()
    with serving(OUTPUTS) as server:
        port = server.hosts.port
        idle = socket.create_connection(("127.0.0.1", port), timeout=20)
        listening = socket.create_connection(("127.0.0.1", port), timeout=20)
        tag = server.preview.current.find("").tag
        listening.sendall(
            f"GET /.playbook/events?page=/&seen={tag} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        )
        assert listening.recv(1 << 16).startswith(b"HTTP/1.1 200")
        wait_until(lambda: threading.active_count() == before + 3, "both connections have a thread")
    wait_until(lambda: threading.active_count() == before, "the threads have ended")
    assert idle.recv(10) == b""
    idle.close()
    listening.close()
    again = listen(Preview(), "127.0.0.1", port)
    assert again.hosts.port == port
    again.close()


def test_its_own_files_are_all_that_it_adds() -> None:
    assert set(OWN_FILES) == {".playbook/reload.js", ".playbook/message.css"}
    here = Path(message.__file__).parent
    assert all(body == (here / Path(name).name).read_bytes() for name, body in OWN_FILES.items())
