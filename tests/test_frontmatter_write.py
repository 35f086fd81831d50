"""Writing a page: block style, and what was written reads back equal."""

from datetime import date
from decimal import Decimal

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.frontmatter import Node, PageHandler, read, write


def read_back(text: str) -> dict[str, Node]:
    document = read("a.md", text.encode())
    assert document.faults == ()
    assert document.tree is not None
    return document.tree.data


def test_a_page_is_written_in_block_style_in_the_order_given() -> None:
    data = {
        "title": "One CRM: every deal",
        "status": "draft",
        "starts": date(2026, 1, 12),
        "value": Decimal("11.40"),
        "count": 3,
        "headline": True,
        "guardrail": False,
        "affects": ["sales", "finance"],
        "targets": [{"metric": "cycle", "target": {"value": 45}}],
        "note": None,
    }
    assert write(data, "# Why\n") == (
        "---\n"
        "title: 'One CRM: every deal'\n"
        "status: draft\n"
        "starts: 2026-01-12\n"
        "value: 11.40\n"
        "count: 3\n"
        "headline: true\n"
        "guardrail: false\n"
        "affects:\n"
        "  - sales\n"
        "  - finance\n"
        "targets:\n"
        "  - metric: cycle\n"
        "    target:\n"
        "      value: 45\n"
        "note:\n"
        "---\n"
        "\n"
        "# Why\n"
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("plain words", "plain words", id="a plain text is bare"),
        pytest.param("2026-01-12", "2026-01-12", id="a day is bare"),
        pytest.param("NO", "NO", id="a word is bare"),
        pytest.param("a:b", "a:b", id="a colon without a blank"),
        pytest.param("", "''", id="an empty text"),
        pytest.param("null", "'null'", id="the word null"),
        pytest.param("~", "'~'", id="a tilde"),
        pytest.param("a: b", "'a: b'", id="a colon"),
        pytest.param("a #b", "'a #b'", id="a hash"),
        pytest.param("- a", "'- a'", id="a dash"),
        pytest.param("*a", "'*a'", id="an asterisk"),
        pytest.param("it's", "it's", id="an apostrophe"),
        pytest.param("x" * 300, "x" * 300, id="a long text stays on its line"),
        pytest.param("one\ntwo\n", "|\n  one\n  two", id="two lines"),
    ],
)
def test_texts_are_quoted_only_when_needed(value: str, written: str) -> None:
    text = write({"a": value}, "")
    assert text == f"---\na: {written}\n---\n"
    assert read_back(text) == {"a": value}


def test_a_list_that_occurs_twice_is_written_twice() -> None:
    people = ["a", "b"]
    assert read_back(write({"x": people, "y": people}, "")) == {"x": people, "y": people}


def test_a_page_without_data_has_empty_fences() -> None:
    assert write({}, "Body") == "---\n---\n\nBody"


def test_a_key_may_be_named_like_an_argument_of_the_library() -> None:
    assert read_back(write({"content": "a", "handler": "b"}, "")) == {"content": "a", "handler": "b"}


def test_the_body_is_kept_as_it_is() -> None:
    text = write({"a": "b"}, "\n    indented\n\n")
    assert read("a.md", text.encode()).body == "\n    indented\n\n"


@pytest.mark.parametrize("bad", ["\x07", "\u202e", "\u2028"], ids=["a bell", "an override", "a separator"])
def test_a_text_that_could_not_be_read_back_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"must not hold an? "):
        write({"a": [f"x{bad}"]}, "")


def test_the_handler_serves_python_frontmatter() -> None:
    text = write({"title": "A: b", "tags": ["x"]}, "Body\n")
    post = frontmatter.loads(text, handler=PageHandler())
    assert (post.metadata, post.content) == ({"title": "A: b", "tags": ["x"]}, "Body")
    assert frontmatter.dumps(post) == text.rstrip("\n")
    assert PageHandler().detect(text)


def test_the_handler_finds_no_front_matter_where_the_reader_finds_none() -> None:
    post = frontmatter.loads("Text\n---\nmore", handler=PageHandler())
    assert (post.metadata, post.content) == ({}, "Text\n---\nmore")


def test_the_handler_tells_what_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="holds a colon"):
        frontmatter.loads("---\na: b: c\n---\n", handler=PageHandler())


TEXTS = st.text(alphabet="ab:-[]{}'\"#&*!|>?,%@`~\\ \n\té😀.<0=", max_size=12)
DATA = st.dictionaries(
    st.text(alphabet="abé -'", min_size=1, max_size=5),
    st.recursive(
        st.none() | TEXTS,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(TEXTS.filter(lambda t: t not in ("", "<<")), inner, max_size=2)
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(DATA)
def test_whatever_was_written_reads_back_equal(data: dict[str, object]) -> None:
    assert read_back(write(data, "Body\n")) == data
