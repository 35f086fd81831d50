"""Text that does nothing, and lines of source drawn for a terminal."""

import json

import pytest

from playbook.formats.excerpt import WIDTH, Drawing, draw_excerpt
from playbook.formats.inert import dump_json, escape_controls, fold, neutralise, split_lines
from playbook.formats.style import Style

ESCAPED = {
    "control": ("a\x1b[31mb", "a\\x1b[31mb"),
    "second control set": ("\x9b1m", "\\x9b1m"),
    "line feed": ("a\nb", "a\\x0ab"),
    "direction": ("a\u202eb", "a\\u202eb"),
    "invisible letter": ("a\U000e0041", "a\\U000e0041"),
    "lone surrogate": ("\ud800", "\\ud800"),
    "joined emoji stay": ("👩\u200d💻", "👩\u200d💻"),
}
NEUTRALISED = {
    "command": ("::error::x", "\\::error::x"),
    "command behind blanks": ("  ::error::x", "\\  ::error::x"),
    "command behind a joiner": ("\u200d::error::x", "\\\u200d::error::x"),
    "old command": ("see ##[add-mask]x", "see #♯[add-mask]x"),
    "another server's command": ("##vso[task.x]", "#♯vso[task.x]"),
    "colons inside a line stay": ("a :: b", "a :: b"),
    "heading stays": ("## Goals", "## Goals"),
}
LINES = {
    "layout is kept": ("a:\n  - b", ["a:", "  - b"]),
    "outer blank lines go": ("\n\n a\n\nb\n \n", [" a", "", "b"]),
    "line ends of all systems": ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
    "tab": ("\ta", ["    a"]),
    "nothing": ("", []),
}
DRAWINGS = {
    "plain": ("  goals:", (2, 7), ("  goals:", 2, 5)),
    "zero width": ("abc", (1, 1), ("abc", 1, 1)),
    "end before start": ("abc", (2, 0), ("abc", 2, 1)),
    "beyond the end": ("abc", (9, 12), ("abc", 3, 1)),
    "tab before": ("\tgoals:", (1, 6), ("    goals:", 4, 5)),
    "tab in the middle": ("ab\tc", (3, 4), ("ab  c", 4, 1)),
    "wide signs before": ("日本 x", (3, 4), ("日本 x", 5, 1)),
    "wide signs marked": ("a 日本", (2, 4), ("a 日本", 2, 4)),
    "emoji before": ("🎉 x", (2, 3), ("🎉 x", 3, 1)),
    "combining before": ("e\u0301 x", (3, 4), ("e\u0301 x", 2, 1)),
    "control before": ("\x1b x", (2, 3), ("\\x1b x", 5, 1)),
    "direction mark before": ("\u202ea", (1, 2), ("\\u202ea", 6, 1)),
    "order broken in the same width": ("##[a] x", (6, 7), ("#♯[a] x", 6, 1)),
    "blanks at the end": ("abc   ", (0, 3), ("abc", 0, 3)),
    "empty line": ("", (0, 0), ("", 0, 1)),
}


@pytest.mark.parametrize(("text", "shown"), ESCAPED.values(), ids=ESCAPED)
def test_escape_controls(text: str, shown: str) -> None:
    assert escape_controls(text) == shown


@pytest.mark.parametrize(("text", "shown"), NEUTRALISED.values(), ids=NEUTRALISED)
def test_neutralise(text: str, shown: str) -> None:
    assert neutralise(text) == shown


@pytest.mark.parametrize(("text", "lines"), LINES.values(), ids=LINES)
def test_split_lines(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


def test_fold_makes_one_line() -> None:
    assert fold(" a\n  b\r\n\tc ") == "a b c"


def test_json_is_read_back_as_it_was_but_for_half_characters() -> None:
    value = {"key": "é\n\x1b\u202e\U000e0041 ##[x]", "half": "a\ud83db"}
    text = dump_json(value)
    assert json.loads(text) == {"key": value["key"], "half": "a\ufffdb"}
    assert "é" in text


@pytest.mark.parametrize(("line", "mark", "drawing"), DRAWINGS.values(), ids=DRAWINGS)
def test_draw_excerpt(line: str, mark: tuple[int, int], drawing: tuple[str, int, int]) -> None:
    assert draw_excerpt(line, *mark) == Drawing(*drawing)


@pytest.mark.parametrize("start", [0, 10, 29, 30, 31, 500, 960, 996])
@pytest.mark.parametrize("fill", ["a", "日", "a\u0301"], ids=["narrow", "wide", "combining"])
def test_long_line_is_cut_to_a_window_with_the_mark_in_sight(start: int, fill: str) -> None:
    before = (fill * 1000)[:start]
    line = before + "MARK" + (fill * 1000)[: 996 - start]
    drawing = draw_excerpt(line, start, start + 4)
    head, _, _ = drawing.text.partition("MARK")
    assert "MARK" in drawing.text
    assert drawing.offset == sum(2 if sign == "日" else 0 if sign == "\u0301" else 1 for sign in head)
    assert drawing.length == 4
    assert len(drawing.text.replace("\u0301", "")) <= WIDTH + 2
    assert drawing.text.startswith("…") == (drawing.text[:1] != line[:1])
    assert drawing.text.endswith("…") == (not line.endswith(drawing.text[-6:]))


def test_long_mark_ends_with_the_window() -> None:
    drawing = draw_excerpt("a" * 1000, 0, 1000)
    assert (drawing.offset, drawing.length) == (0, WIDTH)


def test_line_of_the_full_width_is_not_cut() -> None:
    assert draw_excerpt("a" * WIDTH, 0, 1).text == "a" * WIDTH


LINKS = {
    "command": ("playbook explain {code}", ""),
    "address": ("https://plans.test/rules/{code}.html", "https://plans.test/rules/PB103.html"),
    "scheme that runs": ("javascript:alert({code})", ""),
    "scheme that runs, with a host": ("javascript://plans.test/%0aalert({code})", ""),
    "no host": ("https:{code}", ""),
    "blank in it": ("https://plans.test/my rules/{code}", ""),
}
PREFIXES = {
    "none": ("", "a.md"),
    "dot": (".", "a.md"),
    "folder": ("docs/plans", "docs/plans/a.md"),
    "slash": ("docs/", "docs/a.md"),
}


@pytest.mark.parametrize(("docs", "link"), LINKS.values(), ids=LINKS)
def test_link(docs: str, link: str) -> None:
    assert Style(docs=docs).link("PB103") == link


@pytest.mark.parametrize(("prefix", "path"), PREFIXES.values(), ids=PREFIXES)
def test_repo_path(prefix: str, path: str) -> None:
    assert Style(prefix=prefix).repo_path("a.md") == path


def test_paint_only_in_colour() -> None:
    assert Style().paint("x", "error") == "x"
    assert Style(color=True).paint("x", "error") == "\x1b[1;31mx\x1b[0m"
    assert Style(color=True).paint("", "error") == ""
