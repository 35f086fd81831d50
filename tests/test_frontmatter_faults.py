"""Front matter that cannot be read: one located fault in an author's words."""

import pytest
import yaml

from playbook.frontmatter import read
from playbook.frontmatter.events import Builder
from playbook.frontmatter.trouble import UnreadableError
from playbook.source import Source

TABLE = [
    pytest.param("title: A: b", "A: b", "holds a colon", 'title: "A: b"', id="a colon in a value"),
    pytest.param("- a: x: y", "x: y", "holds a colon", 'a: "x: y"', id="a colon in a list item's value"),
    pytest.param('a: "q": r', '"q": r', "holds a colon", "a: '\"q\": r'", id="a colon after a quoted word"),
    pytest.param(
        "a: x\n  b: c", "b", "as if it belonged to `a`", "column 1", id="a key indented below a value"
    ),
    pytest.param('a: x\n  "k": v', '"k": v', "cannot be read", "key: value", id="a quoted key below a value"),
    pytest.param(
        'a: "x\nb: y\nc: "z"', '"', "quote that opens", "close it", id="an open quote two lines above"
    ),
    pytest.param(
        "a: b\nc:\u00a0d\ne: f",
        "\u00a0",
        "no-break space",
        "type it anew",
        id="a no-break space after a colon",
    ),
    pytest.param(
        "a: b\nc:\u00a0d", "\u00a0", "no-break space", "type it anew", id="a no-break space in the last line"
    ),
    pytest.param(
        "a:\n  b: c\n \u00a0d: e\nf: g",
        "\u00a0",
        "no-break space",
        "anew",
        id="no-break spaces as indentation",
    ),
    pytest.param(
        "a: b\u00a0c\nd: e: f", "e: f", "holds a colon", 'd: "e: f"', id="a no-break space that does no harm"
    ),
    pytest.param("a: b\nc", "c", "no colon", "key: value", id="a line without a colon"),
    pytest.param("a\nb: c", "a", "no colon", "key: value", id="a first line without a colon"),
    pytest.param(
        "a: b\nf:g",
        "f:g",
        "space is missing after the colon of `f`",
        "write f: g",
        id="no space after a colon",
    ),
    pytest.param("a:b\nc: d", "a:b", "space is missing", "write a: b", id="no space in the first line"),
    pytest.param("a:b", "a:b", "space is missing", "write a: b", id="no space in the only line"),
    pytest.param(
        "a: 'x\nb: c", "'", "quote that opens here is not closed", "apostrophe", id="an open apostrophe"
    ),
    pytest.param(
        'a: "x\nb: c', '"', "quote that opens here is not closed", 'close it with "', id="an open quote"
    ),
    pytest.param(
        'a: "x\nb: "y"\nc: d',
        '"',
        "quote that opens here is not closed",
        "close it",
        id="an open quote and a later one",
    ),
    pytest.param(
        "a: 'it's'", "'it's'", "follows the closing `'`", 'a: "it\'s"', id="an apostrophe in single quotes"
    ),
    pytest.param("a: 'x' 'y'", "'x' 'y'", "follows the closing `'`", "a: \"'x' 'y'\"", id="two quoted texts"),
    pytest.param(
        'a: "x" y', '"x" y', 'follows the closing `"`', "a: '\"x\" y'", id="text after a closing quote"
    ),
    pytest.param("a: [x](y)", "[x](y)", "follows the closing `]`", 'a: "[x](y)"', id="a Markdown link"),
    pytest.param("a: {b: c}}", "{b: c}}", "follows the closing `}`", 'a: "{b: c}}"', id="a brace too many"),
    pytest.param(
        "a: [x\nb: c", "[", "list that opens here is not closed", "after a dash", id="an open bracket"
    ),
    pytest.param(
        "a: {b: c\nd: e", "{", "mapping that opens here is not closed", "line of its own", id="an open brace"
    ),
    pytest.param("a: [,]", "[,]", "must stand in quotes", 'a: "[,]"', id="a comma without an item"),
    pytest.param("a: {{ x }}", "{{ x }}", "begins with `{`", 'a: "{{ x }}"', id="a template's braces"),
    pytest.param("a: @x", "@x", "begins with `@`", 'a: "@x"', id="an at sign"),
    pytest.param("a: `x`", "`x`", "begins with ```", 'a: "`x`"', id="a backtick"),
    pytest.param("a: %x", "%x", "begins with `%`", 'a: "%x"', id="a per cent sign"),
    pytest.param("a: >x", ">x", "begins with `>`", 'a: ">x"', id="a greater-than sign"),
    pytest.param("a: ? b", "? b", "begins with `?`", 'a: "? b"', id="a question mark"),
    pytest.param("a: **b**", "**b**", "begins with `*`", 'a: "**b**"', id="bold text"),
    pytest.param("a: *b", "*b", "begins with `*`", 'a: "*b"', id="an alias"),
    pytest.param("a: &b c", "&b c", "begins with `&`", 'a: "&b c"', id="an anchor"),
    pytest.param("a: !b c", "!b c", "begins with `!`", 'a: "!b c"', id="a tag"),
    pytest.param("a: !b!c d", "!b!c d", "begins with `!`", "a: ", id="a tag with a handle"),
    pytest.param("&a b: c", "&", "must not begin a key", "key: value", id="an anchor at a key"),
    pytest.param("a:\n\t- b", "\t", "tab", "two spaces", id="a tab as indentation"),
    pytest.param("a:\n\t\tb: c", "\t\t", "tab", "two spaces", id="two tabs as indentation"),
    pytest.param(
        "a:\n  b: c\n d: e", "d", "fits none of the keys", "as many spaces", id="an indentation between two"
    ),
    pytest.param("  a: b\nc: d", "c", "fits none of the keys", "as many spaces", id="an indented first key"),
    pytest.param("a: b\n- c", "- c", "list item stands where a key", "dash", id="a dash after a value"),
    pytest.param("a:\n  - b\n  c: d", "c: d", "among the items of a list", "`- `", id="a key among items"),
    pytest.param(
        "a: - b",
        "- b",
        "list cannot begin on the line of its key",
        "write - b on",
        id="a list on its key's line",
    ),
    pytest.param(
        'a: "\\q"', "\\q", "means nothing between double quotes", "two backslashes", id="an unknown escape"
    ),
    pytest.param(": x", ":", "no name", "before the colon", id="a key without a name"),
    pytest.param("'': x", "''", "no name", "before the colon", id="a key of an empty text"),
    pytest.param("<<: {a: b}", "<<", "merge", "write the keys out", id="a merge key"),
    pytest.param("? [a]\n: b", "[", "where a key is expected", "key: value", id="a list as a key"),
    pytest.param("- a\n- b", "- a", "is a list and not keys", "key: value", id="a list as front matter"),
    pytest.param(
        "Just a text.", "Just a text.", "is a text and not keys", "key: value", id="a text as front matter"
    ),
    pytest.param("a: b\n...\nc: d", "...", "end mark", "only keys and values", id="a document's end"),
    pytest.param("--- a", "--- a", "end mark", "only keys and values", id="a second document"),
    pytest.param("%YAML 1.1\na: b", "%YAML 1.1", "directive", "only keys", id="a directive"),
    pytest.param('a: "\\u202e"', '"\\u202e"', "U+202E", "delete it", id="a control as an escape"),
    pytest.param('"\\a": b', '"\\a"', "U+0007", "delete it", id="a control in a key"),
    pytest.param(
        "a: |\n   x\n  y", "y", "no colon", "indent the line", id="a block that loses its indentation"
    ),
    pytest.param("a: " + "[" * 25 + "]" * 25, "[", "more than 20 levels", "flatten", id="too deep"),
    pytest.param(
        "a: b: " + "x" * 100,
        "b: " + "x" * 100,
        "holds a colon",
        "put the value in quotes",
        id="a long value is not repeated",
    ),
]


@pytest.mark.parametrize(("text", "marked", "message", "cure"), TABLE)
def test_a_yaml_fault_is_one_located_fault_in_plain_words(
    text: str, marked: str, message: str, cure: str
) -> None:
    document = read("a.md", f"---\n{text}\n---\nBody".encode())
    (fault,) = document.faults
    assert document.tree is None
    assert document.body == "Body"
    assert fault.rule == "front-matter-invalid"
    assert message in fault.message
    assert cure in fault.help
    source, span = document.source, fault.span
    assert source.text[source.starts[span.line - 1] + span.column - 1 :].startswith(marked)


@pytest.mark.parametrize(("text", "marked", "message", "cure"), TABLE)
def test_the_parser_in_python_finds_the_same_fault(text: str, marked: str, message: str, cure: str) -> None:
    said = []
    for loader in (yaml.CLoader, yaml.Loader):
        with pytest.raises(UnreadableError) as caught:
            Builder(Source("", text), 0, text, loader).run()
        said.append((caught.value.start, caught.value.message))
    assert said[0] == said[1]


def test_the_parser_in_python_builds_the_same_tree() -> None:
    text = "a: 'x'\nb:\n  - 1\n  - {c: é😀}\nd: |\n  e\n\nf: ~\n"
    built = []
    for loader in (yaml.CLoader, yaml.Loader):
        builder = Builder(Source("", text), 0, text, loader)
        builder.run()
        built.append((builder.root, builder.keys, builder.values))
    assert built[0] == built[1]


@pytest.mark.parametrize(
    ("raw", "place", "message", "cure"),
    [
        pytest.param(
            b"\xef\xbb\xbf---\na: b\n---\n",
            (1, 1),
            "byte-order mark",
            "UTF-8 without",
            id="a byte-order mark",
        ),
        pytest.param(
            b"\xef\xbb\xbfText",
            (1, 1),
            "byte-order mark",
            "UTF-8 without",
            id="a byte-order mark without front matter",
        ),
        pytest.param(b"---\na: b\nText", (1, 1), "not closed", "add a line ---", id="an unclosed fence"),
        pytest.param(b"---", (1, 1), "not closed", "add a line ---", id="nothing but a fence"),
        pytest.param(
            b"\n\n---\na: b\n---\n",
            (3, 1),
            "does not begin at the start of line 1",
            "delete",
            id="empty lines before the fence",
        ),
        pytest.param(
            b"  ---\na: b\n---\n",
            (1, 3),
            "does not begin at the start",
            "delete",
            id="a blank before the fence",
        ),
        pytest.param("---\na: é\n\xff".encode("latin-1"), (2, 4), "byte 0xE9", "UTF-8", id="Latin-1"),
        pytest.param(
            "---\né: x\n".encode() + b"\xff", (3, 1), "byte 0xFF", "UTF-8", id="a bad byte after good ones"
        ),
        pytest.param("---\na: b\n---\n".encode("utf-16"), (1, 1), "UTF-16", "UTF-8", id="UTF-16"),
        pytest.param(
            "---\na: b\n---\n".encode("utf-16-be")[:0] + b"\xfe\xff\0-",
            (1, 1),
            "UTF-16",
            "UTF-8",
            id="UTF-16, high byte first",
        ),
        pytest.param("---\n".encode("utf-32"), (1, 1), "UTF-32", "UTF-8", id="UTF-32"),
        pytest.param(
            b"---\na: b\x00c\n---\n",
            (2, 5),
            "a NUL character (U+0000)",
            "delete",
            id="NUL in the front matter",
        ),
        pytest.param(
            b"---\na: b\n---\nx\ny\x00", (5, 2), "a NUL character (U+0000)", "delete", id="NUL in the body"
        ),
        pytest.param(
            "---\na: b\n---\n\u202e".encode(),
            (4, 1),
            "text-direction control (U+202E)",
            "delete",
            id="bidi in the body",
        ),
        pytest.param(
            "---\na: \u202e\n---\n".encode(),
            (2, 4),
            "text-direction control (U+202E)",
            "delete",
            id="bidi in the front matter",
        ),
        pytest.param(
            "---\na: \u200f\n---\n".encode(),
            (2, 4),
            "text-direction control (U+200F)",
            "delete",
            id="a direction mark in the front matter",
        ),
        pytest.param(b"---\na: b\x0cc\n---\n", (2, 5), "form feed", "delete", id="a form feed"),
        pytest.param(
            b"---\na: b\x1bc\n---\n", (2, 5), "control character (U+001B)", "delete", id="an escape"
        ),
        pytest.param(
            "---\na: b\u2028c: d\n---\n".encode(),
            (2, 5),
            "line separator (U+2028)",
            "delete",
            id="a line separator",
        ),
        pytest.param(
            "---\na: b\u2029c: d\n---\n".encode(),
            (2, 5),
            "paragraph separator",
            "delete",
            id="a paragraph separator",
        ),
        pytest.param(
            "---\na: b\x85c: d\n---\n".encode(),
            (2, 5),
            "line separator (U+0085)",
            "delete",
            id="a next-line character",
        ),
        pytest.param(
            "---\na: b\u200b\n---\n".encode(), (2, 5), "space of no width", "delete", id="a space of no width"
        ),
        pytest.param(
            "---\na: b\ufeff\n---\n".encode(),
            (2, 5),
            "in the middle",
            "delete",
            id="a byte-order mark in the middle",
        ),
        pytest.param("---\na: b\uffff\n---\n".encode(), (2, 5), "U+FFFF", "delete", id="no character at all"),
        pytest.param(
            b"---\ra: b\r---\rBody",
            (1, 9),
            "carriage return alone",
            "LF or CRLF",
            id="carriage returns alone",
        ),
        pytest.param(
            b"---\n" + b"a: b\n" * 14000 + b"---\n", (1, 1), "65,536", "body", id="too much front matter"
        ),
        pytest.param(b"x" * (1024 * 1024 + 1), (0, 0), "1,048,577 bytes", "split", id="too large a page"),
        pytest.param(
            b"---\na: [" + b"x," * 5000 + b"]\n---\n",
            (2, 9999),
            "more than 5,000 values",
            "file beside",
            id="too many values",
        ),
    ],
)
def test_a_fault_of_the_page_is_located(raw: bytes, place: tuple[int, int], message: str, cure: str) -> None:
    (fault,) = read("a.md", raw).faults
    assert fault.rule == "front-matter-invalid"
    assert (fault.span.path, (fault.span.line, fault.span.column)) == ("a.md", place)
    assert message in fault.message
    assert cure in fault.help


def test_a_byte_order_mark_does_not_hide_the_front_matter() -> None:
    document = read("a.md", b"\xef\xbb\xbf---\na: b\n---\nBody")
    assert document.tree is not None
    assert document.tree.data == {"a": "b"}
    assert document.tree.root.column == 2
    assert document.body == "Body"


def test_direction_marks_are_allowed_in_prose() -> None:
    assert read("a.md", "Hebrew \u200f text".encode()).faults == ()


def test_faults_of_front_matter_and_body_are_both_told() -> None:
    document = read("a.md", b"---\na: b: c\n---\n\x00")
    assert [each.span.line for each in document.faults] == [2, 4]


REFUSED = (
    "\0\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x85\x9f\u061c"
    "\u200b\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2066\u2069\ufeff\ufffe\uffff"
)


@pytest.mark.parametrize("sign", REFUSED, ids=[f"U+{ord(sign):04X}" for sign in REFUSED])
def test_metadata_holds_no_invisible_control(sign: str) -> None:
    (fault,) = [
        each for each in read("a.md", f"---\na: x{sign}y\n---\n".encode()).faults if each.span.line == 2
    ]
    assert (fault.span.line, fault.span.column) == (2, 5)
    assert f"(U+{ord(sign):04X})" in fault.message


@pytest.mark.parametrize(
    "sign", "\t\xa0\u200c\u200d\ufe0f", ids=["tab", "NBSP", "ZWNJ", "ZWJ", "a variation selector"]
)
def test_what_scripts_and_emoji_need_is_allowed(sign: str) -> None:
    document = read("a.md", f"---\na: x{sign}y\n---\n".encode())
    assert document.faults == ()
    assert document.tree is not None
    assert document.tree.data == {"a": f"x{sign}y"}
