"""Any bytes at all: bounded time and memory, no exception, spans that point at what they claim."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node, read
from playbook.frontmatter.events import LOADER

SETTINGS = settings(
    max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)

BOMBS = {
    "brackets": "'[' * 60000",
    "brackets as a value": "'a: ' + '[' * 60000",
    "braces": "'a: ' + '{a: ' * 15000",
    "dashes": "'- ' * 30000",
    "questions": "'? ' * 30000",
    "aliases": "'a: &a [x,x]\\n' + ''.join(f'b{i}: &b{i} [*a,*a,*a,*a]\\n' for i in range(2000))",
    "merge keys": "'a0: &a0 {k: v}\\n' + ''.join(f'a{i+1}: &a{i+1} {{<<: [*a{i}]}}\\n' for i in range(20))",
    "an open quote": "'a: \"' + 'x\\n' * 30000",
    "items": "'a: [' + 'x,' * 30000 + ']'",
    "keys": "''.join(f'k{i}: v\\n' for i in range(6000))",
    "duplicates": "'a: b\\n' * 2400",
    "escapes": "'a: \"' + '\\\\n' * 30000 + '\"'",
    "one long line": "'x' * 65000",
    "empty lines": "'\\n' * 65000",
}

PROGRAM = """
import resource, time
from playbook.frontmatter import read
resource.setrlimit(resource.RLIMIT_AS, (300 * 2**20, 300 * 2**20))
start = time.process_time()
read("a.md", ("---\\n" + {text} + "\\n---\\n").encode())
assert time.process_time() - start < 1
print("ended")
"""


@pytest.mark.skipif(
    sys.platform == "win32", reason="limits of memory are set by resource, which Windows lacks"
)
@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_within_a_second_and_300_mb(text: str) -> None:
    root = Path(__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.replace("{text}", text)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stdout, run.returncode) == ("ended\n", 0), run.stderr


def check(document: Document) -> None:
    """Check what holds for every page whatever is in it."""
    text, lines = document.source.text, document.source.starts
    assert 0 <= document.body_offset <= len(text)
    for fault in document.faults:
        span = fault.span
        assert fault.message
        assert 0 <= span.line <= span.end_line <= len(lines)
    if document.tree is not None:
        check_node(document, (), document.tree.data)


def check_node(document: Document, path: KeyPath, node: Node) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            assert cook(cut(document, (*path, key), "keys")) == key
            check_node(document, (*path, key), value)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            check_node(document, (*path, index), value)
    elif node is not None:
        assert cook(cut(document, path, "values")) == node


def cut(document: Document, path: KeyPath, which: str) -> str:
    assert document.tree is not None
    span = getattr(document.tree, which)[path]
    starts = document.source.starts
    start = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    indent = " " * (span.column + 60)
    text = document.source.text[start:end]
    return text.replace("\n", "\n" + indent) if text[:1] in "|>" else text


def cook(text: str) -> str:
    """Read one scalar as YAML does; block scalars lose their last line breaks."""
    block = text[:1] in ("|", ">")
    events = [
        e
        for e in yaml.parse(text + "\n" if block else text, Loader=LOADER)
        if isinstance(e, yaml.ScalarEvent)
    ]
    return str(events[0].value) if events else ""


@SETTINGS
@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_exception(raw: bytes) -> None:
    check(read("a.md", raw))
    check(read("a.md", b"---\n" + raw + b"\n---\n"))


@SETTINGS
@given(st.text(alphabet="ab:-[]{}'\"#&*!|>?,%@`~\\ \n\r\t\ufeff\u2028\x85é😀.<0", max_size=60))
def test_any_signs_that_mean_something_to_yaml_are_read(text: str) -> None:
    check(read("a.md", f"---\n{text}\n---\nBody".encode()))


SCALARS = st.one_of(
    st.sampled_from(
        ["x", "'it''s'", '"a\\tb"', "é😀", "a b", "12:30", "2026-13-45", "x#y", "'a: b'", '"# no"']
    ),
    st.text(alphabet="abcé😀 ", min_size=1, max_size=8).map(lambda t: f"'{t}'"),
)


@st.composite
def blocks(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> list[str]:
    """Draw the lines of a mapping in block style with comments, lists and flow style in it."""
    lines = []
    pad = " " * indent
    for key in draw(
        st.lists(st.sampled_from(["a", "go-live", "'k l'", "é", '"q"']), unique=True, min_size=1, max_size=3)
    ):
        kind = draw(
            st.sampled_from(["scalar", "flow", "comment", "empty", *(["map", "list"] if depth < 3 else [])])
        )
        if kind == "map":
            lines += [f"{pad}{key}:", *draw(blocks(indent + 2, depth + 1))]
        elif kind == "list":
            lines.append(f"{pad}{key}:")
            for _ in range(draw(st.integers(1, 2))):
                inner = draw(blocks(indent + 4, depth + 1))
                lines += [f"{pad}  - {inner[0].lstrip()}", *inner[1:]]
        elif kind == "flow":
            lines.append(f"{pad}{key}: [{draw(SCALARS)}, {{k: {draw(SCALARS)}}}] # c")
        else:
            tail = {"scalar": f" {draw(SCALARS)}", "comment": f"  {draw(SCALARS)} # é", "empty": ""}[kind]
            lines.append(f"{pad}{key}:{tail}")
    return lines


@SETTINGS
@given(blocks(), st.sampled_from(["\n", "\r\n"]))
def test_every_span_points_at_the_text_it_claims(lines: list[str], end: str) -> None:
    document = read("a.md", end.join(["---", *lines, "---", ""]).encode())
    assert document.faults == ()
    assert document.tree is not None
    assert document.tree.data
    check(document)
