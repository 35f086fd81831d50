"""Which words are placeholders, and which only look like one."""

import re
import sys
from pathlib import Path

import pytest

from playbook.config import Config
from playbook.frontmatter import read
from playbook.markdown import parse
from playbook.model.page import Placeholder
from playbook.placeholders import FOLDED, REACH, find_placeholder, find_placeholders


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The owner is TBD.", "TBD"),
        ("TODO: ask finance", "TODO"),
        ("FIXME", "FIXME"),
        ("XXX days", "XXX"),
        ("Owner: TBC", "TBC"),
        ("The room is to be decided", "to be decided"),
        ("To Be Defined", "To Be Defined"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
        ("<name of the metric>", "<name of the metric>"),
        ("due: <YYYY-MM-DD>", "<YYYY-MM-DD>"),
        ("<…> and <...>", "<…>"),
        ("… until <...>", "<...>"),
        ("<title>", "<title>"),
        ("<überschrift>", "<überschrift>"),
        ("<two\nlines>", "<two\nlines>"),
        ("see <https://example.com> and <what else>", "<what else>"),
        ("a <br> and a TODO", "TODO"),
        ("noch offen: the room", "noch offen"),
        ("NOCH OFFEN", "NOCH OFFEN"),
    ],
)
def test_a_placeholder_is_found(text: str, word: str) -> None:
    match = find_placeholder(text, ("noch offen",))
    assert match is not None
    assert match.group() == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "todo el equipo",
        "TODOS",
        "METHOD",
        "a tbd in small letters",
        "<https://example.com/a b>"[:20] + ">",
        "<maya.okafor@example.com>",
        "<mailto:maya.okafor@example.com>",
        "wait<br>a line",
        "wait <br/> a line",
        "a <b>bold</b> word",
        '<a href="x">here</a>',
        '<summary lang="en">',
        "<summary>what</summary>",
        "List<String> and Map<Key, Value>",
        "huge-<size>, range=<from> and /<path>",
        "fewer than 5 <10",
        "3 < x and y > 2",
        "a <b and c",
        "</div>",
        "<>",
        "<" + "a" * 300 + ">",
        "lorem",
        "a nochoffen word",
    ],
)
def test_what_only_looks_like_one_is_passed_over(text: str) -> None:
    assert find_placeholder(text, ("noch offen", "")) is None


def find_in(text: str) -> list[Placeholder]:
    """Find the placeholders of a page."""
    document = read("x.md", text.encode())
    return list(find_placeholders(Config(Path()), document, parse(document.source, document.body_offset)))


def test_front_matter_has_one_a_value_with_its_key() -> None:
    page = "---\ntitle: TBD and TODO\ntags:\n  - fine\n  - <tag>\nstages:\n  goals:\n    owner: TBC\n---\n"
    assert [(each.path, each.word, each.span.line, each.in_prose) for each in find_in(page)] == [
        (("title",), "TBD", 2, False),
        (("tags", 1), "<tag>", 5, False),
        (("stages", "goals", "owner"), "TBC", 8, False),
    ]


def test_prose_has_one_a_paragraph_at_its_place() -> None:
    page = "---\ntitle: Fine\n---\nOne line,\nthen a TODO and a TBD.\n\n- TBD\n\n> <what they said>\n"
    assert [(each.span.line, each.span.column, each.word, each.whole) for each in find_in(page)] == [
        (5, 8, "TODO", False),
        (7, 3, "TBD", True),
        (9, 3, "<what they said>", True),
    ]


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("TODO", True),
        ("**TBD** …", True),
        ("<describe the problem\nin two lines>", True),
        ("Lorem ipsum dolor sit amet, consectetur.", True),
        ("We wrote lorem ipsum here.", False),
        ("TODO ask finance", False),
    ],
)
def test_a_paragraph_that_says_nothing_else_is_whole(body: str, whole: bool) -> None:
    (found,) = find_in(body + "\n")
    assert (found.whole, found.in_prose, found.span.line) == (whole, True, 1)


@pytest.mark.parametrize("body", ["`TODO`", "```\nTODO\n```", "    TODO", "Write `<name>` there"])
def test_code_is_passed_over(body: str) -> None:
    assert find_in(body + "\n") == []


def test_what_is_not_found_again_stands_at_its_paragraph() -> None:
    (escaped,) = find_in("Fine.\n\nAsk \\<name\\> there.\n")
    assert (escaped.span.line, escaped.span.column) == (3, 1)
    (far,) = find_in("word\n" * (REACH + 1) + "TODO\n")
    assert (far.span.line, far.span.column) == (1, 1)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("LOREM \u0130PSUM", "LOREM \u0130PSUM"),
        ("lorem \u0131psum", "lorem \u0131psum"),
        ("Lorem ip\u017fum", "Lorem ip\u017fum"),
        ("NACH DER \u212aLAUSUR", "NACH DER \u212aLAUSUR"),
        ("NACH DER KLAUSUR", "NACH DER KLAUSUR"),
        ("NOCH ÜBRIG", "NOCH ÜBRIG"),
    ],
)
def test_a_phrase_is_found_in_any_case_of_its_letters(text: str, word: str) -> None:
    match = find_placeholder(text, ("", "Nach der Klausur", *(["noch übrig"] if "Ü" in text else [])))
    assert match is not None
    assert match.group() == word


def test_every_letter_that_is_one_of_ascii_in_another_case_is_known() -> None:
    signs = "".join(map(chr, range(128, sys.maxunicode + 1)))
    assert "".join(re.findall("[a-z]", signs, re.IGNORECASE)) == FOLDED
