"""Front matter that can be read: strings, spans, and where the body starts."""

import pytest

from playbook.frontmatter import Document, Tree, read
from playbook.source import Span


def read_lines(*lines: str, end: str = "\n") -> Document:
    return read("a.md", (end.join(["---", *lines, "---", "Body."]) + end).encode())


def tree_of(*lines: str, end: str = "\n") -> Tree:
    document = read_lines(*lines, end=end)
    assert document.faults == ()
    assert document.tree is not None
    return document.tree


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("a:", None, id="empty is absent"),
        pytest.param("a: ~", None, id="tilde is absent"),
        pytest.param("a: null", None, id="null is absent"),
        pytest.param("a: ''", "", id="quoted empty text stays"),
        pytest.param("a: 'null'", "null", id="quoted null is a text"),
        pytest.param("a: NO", "NO", id="NO is no truth value"),
        pytest.param("a: 12:30", "12:30", id="a time is no number"),
        pytest.param("a: 2026-13-45", "2026-13-45", id="an impossible day is a text"),
        pytest.param("a: 1_000", "1_000", id="an underscore stays"),
        pytest.param("a: 0x1F", "0x1F", id="a hexadecimal stays"),
        pytest.param("a: b#c", "b#c", id="a hash without a blank before it"),
        pytest.param("a: b # c", "b", id="a comment"),
        pytest.param("a: 'it''s'", "it's", id="a doubled apostrophe"),
        pytest.param('a: "x\\ty"', "x\ty", id="an escape"),
        pytest.param("a: |\n  one\n  two", "one\ntwo\n", id="a literal block"),
        pytest.param("a: >-\n  one\n  two", "one two", id="a folded block"),
        pytest.param("a: one\n  two", "one two", id="a plain text over two lines"),
        pytest.param("a: {b: [c, d]}", {"b": ["c", "d"]}, id="flow style"),
        pytest.param("a: {}", {}, id="an empty mapping"),
        pytest.param("a:\n- b\n-\n- c: d", ["b", None, {"c": "d"}], id="a list at its key's column"),
        pytest.param('"a": b', "b", id="a quoted key"),
        pytest.param("a: 😀", "😀", id="a sign outside the BMP"),
    ],
)
def test_values_are_strings(written: str, value: object) -> None:
    assert tree_of(*written.split("\n")).data == {"a": value}


def test_a_key_may_hold_spaces() -> None:
    assert tree_of("go live: x").data == {"go live": "x"}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_spans_of_keys_and_values(end: str) -> None:
    tree = tree_of(
        "# a comment",
        "é😀: 'x' # y",
        "list:",
        "  - k: v",
        "    n:",
        "  -",
        "  - [a, {b: c}]",
        "z: |",
        "  one",
        "",
        end=end,
    )
    assert tree.keys["é😀",] == Span("a.md", 3, 1, 3, 3)
    assert tree.values["é😀",] == Span("a.md", 3, 5, 3, 8)
    assert tree.values["list",] == Span("a.md", 5, 3, 8, 16)
    assert tree.keys["list", 0] == tree.values["list", 0] == Span("a.md", 5, 5, 6, 7)
    assert tree.keys["list", 0, "n"] == Span("a.md", 6, 5, 6, 6)
    assert ("list", 0, "n") not in tree.values
    assert tree.keys["list", 1] == Span("a.md", 7, 3, 7, 4)
    assert ("list", 1) not in tree.values
    assert tree.values["list", 2, 1] == Span("a.md", 8, 9, 8, 15)
    assert tree.keys["list", 2, 1, "b"] == Span("a.md", 8, 10, 8, 11)
    assert tree.values["z",] == Span("a.md", 9, 4, 10, 6)
    assert tree.root == Span("a.md", 1, 1, 1, 4)


def test_every_key_has_a_span() -> None:
    tree = tree_of("a:", "  b:", "    - c: d")
    assert list(tree.keys) == [("a",), ("a", "b"), ("a", "b", 0, "c"), ("a", "b", 0)]
    assert len(tree.values) == 4


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        pytest.param(("a", "b"), 3, 3, id="a key that is there"),
        pytest.param(("a", "x", 0), 2, 1, id="the nearest parent"),
        pytest.param(("x",), 1, 1, id="the opening fence"),
        pytest.param((), 1, 1, id="the page"),
    ],
)
def test_locate_gives_the_nearest_place(path: tuple[str | int, ...], line: int, column: int) -> None:
    span = tree_of("a:", "  b: c").locate(path)
    assert (span.line, span.column) == (line, column)


def test_locate_value_gives_the_value_or_the_key() -> None:
    tree = tree_of("a: b", "c:")
    assert tree.locate_value(("a",)) == Span("a.md", 2, 4, 2, 5)
    assert tree.locate_value(("c",)) == Span("a.md", 3, 1, 3, 2)


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        pytest.param(b"---\na: b\n---\n\n  Body\n", "\n  Body\n", id="the body keeps its blanks"),
        pytest.param(b"---\r\na: b\r\n---\r\nBody\r\n", "Body\r\n", id="CRLF"),
        pytest.param(b"---  \na: b\n---\t\nBody", "Body", id="blanks after the fences"),
        pytest.param(b"---\na: b\n---", "", id="no body"),
        pytest.param(b"---\na: b\n---\nx\n---\ny", "x\n---\ny", id="a thematic break in the body"),
        pytest.param("---\na: é😀\n---\nBody".encode(), "Body", id="offsets count code points"),
    ],
)
def test_the_body_starts_after_the_closing_fence(raw: bytes, body: str) -> None:
    document = read("a.md", raw)
    assert document.body == body
    assert document.tree is not None
    assert list(document.tree.data) == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty page"),
        pytest.param("# Title\n", id="only a body"),
        pytest.param("Text\n---\nmore\n---\n", id="thematic breaks"),
        pytest.param("----\na: b\n----\n", id="four dashes"),
        pytest.param("\n---\n\nText: a\n", id="a break after an empty line"),
        pytest.param("***\n", id="another thematic break"),
    ],
)
def test_a_page_may_have_no_front_matter(text: str) -> None:
    document = read("a.md", text.encode())
    assert (document.tree, document.body, document.faults) == (None, text, ())


@pytest.mark.parametrize(
    "inside", ["", "\n\n", "# only a comment\n"], ids=["nothing", "empty lines", "a comment"]
)
def test_empty_front_matter_is_an_empty_tree(inside: str) -> None:
    document = read("a.md", f"---\n{inside}---\nBody".encode())
    assert document.faults == ()
    assert document.tree is not None
    assert document.tree.data == {}
    assert document.tree.locate(("title",)) == Span("a.md", 1, 1, 1, 4)


def test_a_duplicate_key_keeps_the_first_and_goes_on() -> None:
    document = read_lines("a: 1", "b:", "  c: 2", "  c:", "    - x: {y: z}", "a: [3]", "d: 4")
    assert document.tree is not None
    assert document.tree.data == {"a": "1", "b": {"c": "2"}, "d": "4"}
    assert [(f.rule, f.span.line, f.path) for f in document.faults] == [
        ("invalid-value", 5, ("b", "c")),
        ("invalid-value", 7, ("a",)),
    ]
    assert document.faults[1].message == "the key `a` stands here a second time; the first is on line 2"
    assert document.tree.values["a",].line == 2
    assert ("b", "c", 0) not in document.tree.keys
