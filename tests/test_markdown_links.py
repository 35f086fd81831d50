"""Links: what they say, where their targets stand in the file, what becomes of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from playbook.markdown import Body, Link, Target, fill, parse
from playbook.markdown.place import Finder, Lines
from playbook.source import Source, Span


def parse_text(text: str) -> Body:
    return parse(Source("a.md", text), 0)


def cut(source: Source, span: Span) -> str:
    start = source.starts[span.line - 1] + span.column - 1
    return source.text[start : source.starts[span.end_line - 1] + span.end_column - 1]


def only(text: str) -> Link:
    (link,) = parse_text(text).links
    return link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param("See [the *plan*](b.md#x).", ("b.md#x", "the plan", "link", ""), id="a link"),
        pytest.param('[a](<b c.md> "title")', ("b c.md", "a", "link", ""), id="a target in brackets"),
        pytest.param("[a](b\\_c.md)", ("b_c.md", "a", "link", ""), id="an escape in a target"),
        pytest.param("[a]()", ("", "a", "link", ""), id="an empty target"),
        pytest.param("[a][r]\n\n[r]: b.md", ("b.md", "a", "link", ""), id="a reference"),
        pytest.param("[a][]\n\n[a]: b.md", ("b.md", "a", "link", ""), id="a collapsed reference"),
        pytest.param("[a]\n\n[A]: <b.md>", ("b.md", "a", "link", ""), id="a shortcut reference"),
        pytest.param("[a](\n\n[a]: b.md", ("b.md", "a", "link", ""), id="a reference before an open bracket"),
        pytest.param(
            "[a][x][\n\n[x]: b.md", ("b.md", "a", "link", ""), id="a reference before an open label"
        ),
        pytest.param(
            "[a][b\n\n[a]: b.md",
            ("b.md", "a", "link", ""),
            id="a reference before an open bracket of its own",
        ),
        pytest.param(
            "![a ![b ![c [d](e)](f)](g)](p.png)",
            ("p.png", "a b c [d](e)", "image", ""),
            id="images in images, to a depth",
        ),
        pytest.param("<https://x.y/z>", ("https://x.y/z", "https://x.y/z", "link", ""), id="an autolink"),
        pytest.param("<a@b.c>", ("mailto:a@b.c", "a@b.c", "link", ""), id="an address"),
        pytest.param("![the `x` *y*](p.png)", ("p.png", "the x y", "image", ""), id="an image"),
        pytest.param(
            "![a\nb [[c|d]] ![e](f)](p.png)",
            ("p.png", "a b d e", "image", ""),
            id="an image with much in its text",
        ),
        pytest.param("![a][r]\n\n[r]: p.png", ("p.png", "a", "image", ""), id="an image by reference"),
        pytest.param("[[crm]]", ("crm", "crm", "wiki", ""), id="a wikilink"),
        pytest.param(
            "[[initiative/crm#the-pilot]]",
            ("initiative/crm#the-pilot", "initiative/crm#the-pilot", "wiki", ""),
            id="a wikilink with kind and anchor",
        ),
        pytest.param(
            "[[crm | the CRM ]]", ("crm", "the CRM", "wiki", "the CRM"), id="a wikilink with a label"
        ),
        pytest.param("[[crm|]]", ("crm", "crm", "wiki", ""), id="a wikilink with an empty label"),
        pytest.param("[[a b]](c.md)", ("c.md", "[a b]", "link", ""), id="brackets in a link are no wikilink"),
        pytest.param("[x [[a]] y](c.md)", ("a", "a", "wiki", ""), id="links do not nest: the inner one wins"),
    ],
)
def test_what_a_link_says(text: str, link: tuple[str, str, str, str]) -> None:
    found = only(text)
    assert (found.href, found.text, found.kind, found.label) == link


@pytest.mark.parametrize(
    "text",
    [
        "`[a](b)` `[[c]]`",
        "    [[c]]",
        "```\n[a](b)\n```",
        "\\[a](b)",
        "[[ -f x ]]",
        "[[]]",
        "[[a\nb]]",
        "[[a[b]]",
        "[a](b c)",
        "<!-- [a](b) -->",
        "[a][b]",
        "![a",
        "[^x]: [a](b)",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert parse_text(text).links == ()


PLACES = [
    pytest.param("[a](T) [a](T) [a](T)", 3, id="the same link three times"),
    pytest.param("x\ny [a](T)\n  z [b](T)", 2, id="several lines"),
    pytest.param("# H [a](T) #", 1, id="a heading"),
    pytest.param("H [a](T)\n===", 1, id="an underlined heading"),
    pytest.param("> > a\n> > [a](T)\n[b](T)", 2, id="a quote with a lazy line"),
    pytest.param("- a\n\n  [a](T)\n  1. [b](T)\n     [c](T)", 3, id="lists in lists"),
    pytest.param("-\ta\n\n\t[a](T)", 1, id="tabs"),
    pytest.param(
        "| [a](T) | x | [a](T) |\n|-|-|-|\n| [a](T) | [a](T) | `x\\|y` [b](T) |\n[c](T) | d", 6, id="cells"
    ),
    pytest.param("> | a \\| b [a](T) |\n> |-|\n> | [a](T) |", 2, id="cells in a quote"),
    pytest.param("t [a](T)\n: d [b](T)", 2, id="a definition list"),
    pytest.param("a[^1]\n\n[^1]: n [a](T)\n    [b](T)", 2, id="a footnote"),
    pytest.param("- [ ] a [a](T)", 1, id="a task"),
    pytest.param("> [!NOTE]\n> [a](T)", 1, id="a callout"),
    pytest.param("[a](<T> 'title') [b](  T\n\"t\")", 2, id="brackets, blanks and titles"),
    pytest.param("[a][r] [r]\n\n> [r]: T 'title'", 2, id="references"),
    pytest.param("[a][r\\]]\n\n[r\\]]:\n   <T>", 1, id="a definition over two lines"),
    pytest.param("![a](T) [![b](T)](T)", 3, id="images, one in a link"),
    pytest.param("[[T]] [[T|x]]", 2, id="wikilinks"),
    pytest.param("| [[T\\|x]] |\n|-|\n| \\| [[T]] |", 2, id="wikilinks in cells"),
    pytest.param("😀é [a](T) **[b](T)**", 2, id="signs outside the BMP"),
    pytest.param("\u00a0[a](T)\u00a0", 1, id="blanks that are no blanks"),
    pytest.param("a\\\n[a](T)  \n[b](T)", 2, id="hard line breaks"),
    pytest.param("<!-- x -->[a](T) <!-- y --> [b](T)", 2, id="comments before it"),
    pytest.param("&amp; \\* [a](T)", 1, id="entities before it"),
]


@pytest.mark.parametrize(("text", "count"), PLACES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("target", ["b.md#ü", "x-y"], ids=["path", "id"])
def test_a_span_is_exactly_the_target(text: str, count: int, end: str, target: str) -> None:
    head = f"---{end}a: b{end}---{end}{end}"
    source = Source("a.md", head + text.replace("T", target).replace("\n", end) + end)
    links = parse(source, len(head)).links
    assert [each.href for each in links] == [target] * count
    assert [cut(source, each.span) for each in links] == [target] * count
    assert all(each.span.line > 4 for each in links)
    used_once = "]: " not in text and "]:\n" not in text
    assert not used_once or len({each.span for each in links}) == count


def test_links_on_lines_that_end_in_a_carriage_return_alone() -> None:
    source = Source("a.md", "x\r[a](t)\r\r[b](t)\n")
    assert [cut(source, each.span) for each in parse(source, 0).links] == ["t", "t"]


def test_an_address_stands_where_it_is_written() -> None:
    source = Source("a.md", "x <a@b.c>")
    assert cut(source, only(source.text).span) == "a@b.c"


def test_a_target_with_escapes_stands_where_it_is_written() -> None:
    source = Source("a.md", "[a](b\\_&amp;)")
    link = only(source.text)
    assert (link.href, cut(source, link.span)) == ("b_&", "b\\_&amp;")


def test_controls_before_a_link_do_not_move_its_place() -> None:
    source = Source("a.md", "\x01 [a](t)\n\n| \x01 \\| [a](t) |\n|-|\n\n[\x01]: t\n\n[\x01]")
    assert [cut(source, each.span) for each in parse(source, 0).links] == ["t", "t", "t"]


def test_what_cannot_be_found_is_placed_at_its_line() -> None:
    finder = Finder(Lines(Source("a.md", "a\n b\n"), 0, "a\n b\n"))
    cell = Token("inline", "", 0, content="x|y", map=[1, 2])
    assert list(finder.find_cell(cell)) == []
    assert list(finder.find_cell(Token("inline", "", 0, content="x", map=[1, 2]))) == []
    assert finder.find_text(cell, (0, 1)) == (2, 3)
    assert finder.find_definition(1, 2) == (2, 4)


def test_an_empty_target_has_a_place() -> None:
    assert only("x [a]()").span == Span("a.md", 1, 7, 1, 7)
    assert parse_text("| x [a]() |\n|-|").links[0].span == Span("a.md", 1, 9, 1, 9)


def test_links_come_in_the_order_of_the_page_with_their_blocks() -> None:
    body = parse_text("# [a](1)\n\n[![b](2)](3) [[4]]\n\n- x\n- [c](5)\n")
    assert [(each.href, each.block) for each in body.links] == [
        ("1", 0),
        ("3", 1),
        ("2", 1),
        ("4", 1),
        ("5", 3),
    ]
    assert [body.prose[each.block].line for each in body.links] == [1, 3, 3, 3, 6]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("One. Two `x` [a](t) b\nc. Three.", "Two x a b c.", id="the sentence"),
        pytest.param("[a](t)", "a", id="nothing else"),
        pytest.param("One [[t]]! Two", "One t!", id="an exclamation mark"),
        pytest.param("e.g. this [a](t)", "this a", id="an abbreviation ends one too early"),
        pytest.param("He said “no.” Then [a](t)", "Then a", id="a quotation ends a sentence"),
    ],
)
def test_the_sentence_around_a_link(text: str, sentence: str) -> None:
    assert only(text).sentence == sentence


@pytest.mark.parametrize("before", [0, 3, 40, 500])
@pytest.mark.parametrize("inside", [1, 30, 60])
@pytest.mark.parametrize("after", [0, 3, 40, 500])
def test_a_sentence_has_at_most_160_signs_and_keeps_the_link(before: int, inside: int, after: int) -> None:
    sentence = only(f"{'be ' * before}[{'in ' * inside}x](t){' af' * after}").sentence
    assert len(sentence) <= 160
    assert ("in " * inside + "x")[:100] in sentence
    assert (
        sentence.startswith("…")
        == (before * 3 > 80 and before * 3 + inside * 3 + after * 3 > 159 and inside < 60)
        or sentence[0] in "…bi"
    )
    assert "  " not in sentence


def test_a_link_text_of_any_length_is_cut() -> None:
    assert len(only(f"a [{'x' * 500}](t) b").sentence) == 160


CASES = [
    pytest.param("[a](b.md)", '<a href="to/x">a</a>', id="a link"),
    pytest.param('[a](b.md "T")', '<a href="to/x" title="T">a</a>', id="a title"),
    pytest.param("[[b]]", '<a href="to/x">Its title</a>', id="a wikilink takes the title"),
    pytest.param("[[b|c]]", '<a href="to/x">c</a>', id="a wikilink with a label"),
    pytest.param("![a](b.png)", '<img src="to/x" alt="a" loading="lazy">', id="an image"),
    pytest.param(
        '![a](b.png "T")', '<img src="to/x" alt="a" title="T" loading="lazy">', id="an image with a title"
    ),
    pytest.param("[](b.md)", '<a href="to/x"></a>', id="no text"),
]


@pytest.mark.parametrize(("text", "html"), CASES)
def test_fill_puts_targets_in(text: str, html: str) -> None:
    assert fill(parse_text(text).html, [Target("to/x", "Its title")]) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("[a](b)", '<a class="broken" role="link" aria-disabled="true">a</a>', id="a link"),
        pytest.param(
            "[[b]]", '<a class="broken" role="link" aria-disabled="true">b</a>', id="a wikilink shows its id"
        ),
        pytest.param("![a](b)", '<span class="broken" role="img" aria-label="a"></span>', id="an image"),
    ],
)
@pytest.mark.parametrize(
    "target",
    [Target("", "", broken=True), Target("", ""), Target("javascript:alert(1)", "")],
    ids=["broken", "empty", "refused"],
)
def test_fill_shows_what_is_broken(text: str, html: str, target: Target) -> None:
    assert fill(parse_text(text).html, [target]) == f"<p>{html}</p>\n"


def test_fill_gives_an_image_its_size() -> None:
    html = fill(parse_text("![a](b.png)").html, [Target("to/x", "", size=(640, 480))])
    assert html == '<p><img src="to/x" alt="a" width="640" height="480" loading="lazy"></p>\n'


def test_fill_marks_targets_outside() -> None:
    html = fill(parse_text("[[b]]").html, [Target("https://x.y/?a&b", "T", external=True)])
    assert html == '<p><a href="https://x.y/?a&amp;b" rel="noopener">T</a></p>\n'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param(
            "[a](https://x.y/?b&c)", '<a href="https://x.y/?b&amp;c" rel="noopener">a</a>', id="https"
        ),
        pytest.param("[a](HTTP://x.y)", '<a href="HTTP://x.y" rel="noopener">a</a>', id="capitals"),
        pytest.param(
            "[a](<http://x.y/a b>)", '<a href="http://x.y/a%20b" rel="noopener">a</a>', id="a blank"
        ),
        pytest.param(
            "[a](<http://[x y>)", '<a href="http://%5Bx%20y" rel="noopener">a</a>', id="no address at all"
        ),
        pytest.param("<m@x.y>", '<a href="mailto:m@x.y" rel="noopener">m@x.y</a>', id="mailto"),
        pytest.param("[a](ftp://x.y)", "a", id="another scheme is text"),
        pytest.param("[a](//x.y)", "a", id="another host is text"),
        pytest.param("[a](\\\\\\\\x.y)", "a", id="another host with backslashes is text"),
        pytest.param(
            "![a](https://x.y/p.png)",
            '<a href="https://x.y/p.png" rel="noopener">a</a>',
            id="an image elsewhere is a link",
        ),
        pytest.param(
            "![](https://x.y/p.png)",
            '<a href="https://x.y/p.png" rel="noopener">https://x.y/p.png</a>',
            id="an image elsewhere without a text",
        ),
        pytest.param("![a](data:image/png;base64,xx)", "a", id="an image in its address is text"),
        pytest.param(
            "[![a](https://x.y/p.png)](https://z.z)",
            '<a href="https://z.z" rel="noopener">a</a>',
            id="an image elsewhere in a link",
        ),
        pytest.param(
            "[![a](https://x.y/p.png)](ftp://z.z)",
            '<a href="https://x.y/p.png" rel="noopener">a</a>',
            id="an image elsewhere in refused text",
        ),
    ],
)
def test_links_that_leave_the_site(text: str, html: str) -> None:
    body = parse_text(text)
    assert len(body.links) >= 1
    assert fill(body.html, [Target("", "", broken=True)] * len(body.links)) == f"<p>{html}</p>\n"


PIECES = st.sampled_from(
    [
        "[a](t1)",
        "[a](t2)",
        "[[t3]]",
        "[[t4|x]]",
        "![i](t5)",
        "<http://t6>",
        "`[c](no)`",
        "*b*",
        "w",
        "é😀",
        "\\[",
        "&amp;",
        "[r1]",
        "x. Y",
    ]
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
BLOCKS = st.sampled_from(
    [
        "{}",
        "# {}",
        "> {}\n> {}",
        "- {}\n  {}\n- {}",
        "1. {}\n\n   > {}",
        "| {} | {} |\n|---|---|\n| {} | {} |",
        "{}\n{}\n===",
        "{}\n: {}",
        "- [ ] {}",
        "> [!TIP]\n> {}\n\n> - {}",
        "f[^1] {}",
        "\t- {}",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(BLOCKS, min_size=1, max_size=4))
    text = "\n\n".join(block.replace("{}", "\0") for block in blocks)
    while "\0" in text:
        text = text.replace(
            "\0",
            draw(LINES).replace("|", "\\|") if "|" in text.split("\0")[0].split("\n")[-1] else draw(LINES),
            1,
        )
    return text + "\n\n[r1]: t7 'x'\n\n[^1]: note [n](t8)\n"


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(documents(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_span_is_exactly_its_target(text: str, end: str) -> None:
    source = Source("a.md", text.replace("\n", end))
    for link in parse(source, 0).links:
        assert cut(source, link.span) == link.href
