"""The scripts that post for a build server, run against a forge on this machine that keeps what it hears."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from playbook.ci_files import Project, compose_ci

PROJECT = Project(".", "content", "build", "build-preview", "main", "playbook>=0.1", "0.1.0")
MARK = "<!-- playbook -->"
TOKEN = "a-token"


class Forge:
    """A forge: notes of a merge request, threads of a pull request, issues; who asks must show the token."""

    def __init__(self) -> None:
        self.notes: list[dict[str, Any]] = [{"id": 7, "body": f"mine, about {MARK}"}]
        self.threads: list[dict[str, Any]] = [{"id": 3, "comments": [{"id": 1, "content": "mine"}]}]
        self.issues: list[dict[str, Any]] = [{"iid": 1, "title": "What is due in the playbook of others"}]
        self.told: list[tuple[str, str]] = []

    def answer(self, method: str, address: str, data: dict[str, Any]) -> Any:
        """Do what is asked for."""
        path, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
        self.told.append((method, path))
        if method == "GET":
            found = next(each for name, each in self.lists.items() if path.endswith(f"/{name}"))
            wanted = query.get("search", [""])[0]
            found = [each for each in found if wanted in each.get("title", wanted)]
            return {"value": found} if path.endswith("/threads") else found
        return self.change(method, path, data)

    @property
    def lists(self) -> dict[str, list[dict[str, Any]]]:
        return {"notes": self.notes, "threads": self.threads, "issues": self.issues}

    def change(self, method: str, path: str, data: dict[str, Any]) -> Any:
        """Add or change one thing."""
        if method == "PUT":
            number = int(path.rpartition("/")[2])
            next(each for each in self.notes if each["id"] == number).update(data)
        elif method == "PATCH":
            found = re.search(r"/threads/(\d+)/comments/(\d+)$", path)
            assert found
            thread = next(each for each in self.threads if each["id"] == int(found[1]))
            next(each for each in thread["comments"] if each["id"] == int(found[2])).update(data)
        elif path.endswith("/threads"):
            comments = [{"id": 1, **each} for each in data["comments"]]
            self.threads.append({"id": 40 + len(self.threads), **data, "comments": comments})
        elif path.endswith("/issues"):
            self.issues.append({"iid": 50, **data})
        else:
            self.notes.append({"id": 60 + len(self.notes), **data})
        return {}


@pytest.fixture
def forge() -> Iterator[tuple[Forge, str]]:
    kept = Forge()

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"{}")
            shown = (self.headers.get("PRIVATE-TOKEN") or "", self.headers.get("Authorization") or "")
            is_known = shown in ((TOKEN, ""), ("", f"Bearer {TOKEN}"))
            answer = kept.answer(self.command, self.path, body) if is_known else {}
            self.send_response(200 if is_known else 401)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PUT = do_PATCH = handle_any  # noqa: N815  # the server's own names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the server's own name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield kept, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def run(script: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a build server does; `python` is this one."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "python"
    if not program.exists():
        program.symlink_to(sys.executable)
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "no_proxy": "127.0.0.1", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


GITLAB = yaml.safe_load(compose_ci("gitlab", PROJECT))
HOSTILE = 'a "quoted" $(touch pwned) `touch pwned` \\n \u20ac \U0001f600\n'


def speak_gitlab(address: str, token: str = TOKEN) -> dict[str, str]:
    return {
        "CI_API_V4_URL": f"{address}/api/v4",
        "CI_PROJECT_ID": "9",
        "CI_MERGE_REQUEST_IID": "4",
        "PLAYBOOK_TOKEN": token,
    }


def test_one_note_is_kept_up_to_date(tmp_path: Path, forge: tuple[Forge, str]) -> None:
    kept, address = forge
    (script,) = GITLAB["playbook:comment"]["script"]
    for words in ("first", HOSTILE):
        (tmp_path / "comment.md").write_text(words, encoding="utf-8")
        ran = run(script, tmp_path, **speak_gitlab(address))
        assert ran.returncode == 0, ran.stderr
        assert [each["body"] for each in kept.notes] == [f"mine, about {MARK}", f"{MARK}\n{words}"]
    assert [method for method, _ in kept.told] == ["GET", "POST", "GET", "PUT"]
    assert not (tmp_path / "pwned").exists()
    assert run(script, tmp_path, **speak_gitlab(address, "wrong")).returncode != 0


def test_what_is_due_goes_into_one_issue(tmp_path: Path, forge: tuple[Forge, str]) -> None:
    kept, address = forge
    script = GITLAB["playbook:remind"]["script"][-1]
    (tmp_path / "due.md").write_text(HOSTILE, encoding="utf-8")
    for _ in range(2):
        ran = run(script, tmp_path, **speak_gitlab(address))
        assert ran.returncode == 0, ran.stderr
    assert [each["title"] for each in kept.issues][1:] == ["What is due in the playbook"]
    assert kept.issues[1]["description"] == HOSTILE
    assert kept.told[-1] == ("POST", "/api/v4/projects/9/issues/50/notes")
    assert kept.notes[-1]["body"] == HOSTILE


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("curl")), reason="the script asks jq and curl")
def test_one_thread_is_kept_up_to_date(tmp_path: Path, forge: tuple[Forge, str]) -> None:
    kept, address = forge
    jobs = {each["job"]: each for each in yaml.safe_load(compose_ci("azure", PROJECT))["jobs"]}
    script = jobs["comment"]["steps"][-1]["bash"]
    asked = {"COLLECTION": f"{address}/", "PROJECT": "p", "REPOSITORY": "r", "NUMBER": "4", "TOKEN": TOKEN}
    for words in ("first\n", HOSTILE):
        (tmp_path / "comment.md").write_text(f"{MARK}\n{words}", encoding="utf-8")
        ran = run(script, tmp_path, **asked)
        assert ran.returncode == 0, ran.stderr
        told = [each["comments"][0]["content"] for each in kept.threads]
        assert told == ["mine", f"{MARK}\n{words}"]
    assert [method for method, _ in kept.told] == ["GET", "POST", "GET", "PATCH"]
    assert not (tmp_path / "pwned").exists()
    assert run(script, tmp_path, **{**asked, "TOKEN": "wrong"}).returncode != 0
