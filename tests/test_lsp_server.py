"""The server apart from an editor: what fails ends in words, and what is missing is named."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pygls.exceptions import JsonRpcException

from playbook.lsp.project import Opened
from playbook.lsp.server import Server
from tests.editor import ROOT, list_command


class Nothing:
    """Finds no playbook."""

    def find(self, path: Path) -> None:
        """Find nothing."""

    def open(self, root: Path) -> Opened:
        raise AssertionError(f"{root} was never found")


def test_what_fails_inside_is_told_in_words_with_the_file_of_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def fail() -> None:
        raise ZeroDivisionError("secret words")

    with pytest.raises(JsonRpcException) as refused:
        Server(Nothing())._guard(fail)()
    [trace] = tmp_path.iterdir()
    assert refused.value.message == f"playbook itself failed (ZeroDivisionError); the trace is in {trace}"
    assert refused.value.data is None
    assert "secret words" in trace.read_text(encoding="utf-8")


def run_without(module: str) -> subprocess.CompletedProcess[str]:
    """Start the server where a module is missing."""
    code = f"import sys; sys.modules['{module}'] = None; sys.argv = ['playbook', 'lsp']\n"
    code += "from playbook.cli.main import main; main()"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("module", ["pygls", "lsprotocol", "cattrs"])
def test_without_the_extra_the_command_says_what_to_install(module: str) -> None:
    done = run_without(module)
    assert done.returncode == 2
    assert "it needs the extra `lsp`: pip install 'playbook[lsp]'" in done.stderr
    assert done.stdout == ""


def test_another_module_that_is_missing_is_not_blamed_on_the_extra() -> None:
    done = run_without("playbook.lsp.turns")
    assert "it is a fault of playbook" in done.stderr
    assert "pip install" not in done.stderr


def talk(
    *messages: dict[str, object] | bytes, options: tuple[str, ...] = ()
) -> tuple[int, list[dict[str, Any]], str]:
    """Send messages, or bytes as they are, and close: the exit code, the answers, what stands on stderr."""
    sent = b""
    for each in messages:
        body = each if isinstance(each, bytes) else json.dumps({"jsonrpc": "2.0", **each}).encode()
        sent += b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    command = [*list_command(), "lsp", *options]
    done = subprocess.run(command, cwd=ROOT, input=sent, capture_output=True, check=False, timeout=60)
    answers, rest = [], done.stdout
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = int(re.findall(rb"Content-Length: (\d+)", head)[0])
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    return done.returncode, answers, done.stderr.decode()


START: dict[str, object] = {
    "id": 1,
    "method": "initialize",
    "params": {"capabilities": {}, "processId": None, "rootUri": None},
}
END: tuple[dict[str, object], ...] = ({"id": 9, "method": "shutdown"}, {"method": "exit"})


def test_nothing_but_the_protocol_is_written_to_stdout() -> None:
    code, answers, _ = talk(START, *END)
    assert code == 0
    assert [each["id"] for each in answers] == [1, 9]
    assert answers[0]["result"]["serverInfo"]["name"] == "playbook"
    assert talk(START, {"method": "exit"})[0] == 1, "an exit without a shutdown"
    assert talk()[:2] == (1, [])


def test_the_option_that_many_editors_add_is_taken() -> None:
    code, answers, _ = talk(START, *END, options=("--stdio",))
    assert code == 0
    assert [each["id"] for each in answers] == [1, 9]


SENSELESS = [
    pytest.param(
        {"id": 2, "method": "textDocument/hover", "params": {"position": "here"}}, id="a wrong type"
    ),
    pytest.param({"id": 2, "method": "textDocument/hover"}, id="no parameters"),
    pytest.param({"id": 2, "method": "textDocument/nothing", "params": {}}, id="an unknown method"),
    pytest.param({"id": 2, "method": "textDocument/didOpen", "params": []}, id="a notice as a request"),
    pytest.param(b"{", id="no JSON"),
    pytest.param(b"[1, 2]", id="no message"),
]


@pytest.mark.parametrize("message", SENSELESS)
def test_what_makes_no_sense_is_answered_without_a_trace_and_it_goes_on(message: dict[str, object]) -> None:
    code, answers, errors = talk(START, {"method": "initialized", "params": {}}, message, *END)
    assert code == 0
    assert answers[-1]["id"] == 9
    told = json.dumps(answers) + errors
    assert "Traceback" not in told
    assert ".py" not in told
