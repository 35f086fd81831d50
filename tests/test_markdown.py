"""What a page's Markdown says: headings, prose, words, HTML."""

import pytest

from playbook.markdown import Body, Heading, Target, fill, parse, slug
from playbook.source import Source

PRE = '<pre class="highlight" role="group" tabindex="0" aria-label="Code">'
PRE_WEIRD = PRE.replace('Code"', 'Code, weird" data-language="weird"')
BOX = '<span class="box"></span><span class="vh">'


def parse_text(text: str) -> Body:
    return parse(Source("a.md", text), 0)


def render(text: str, *, without_title: bool = False) -> str:
    body = parse_text(text)
    targets = [Target(f"to/{each.href}", f"Title of {each.href}") for each in body.links]
    return fill(body.html, targets, without_title=without_title)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        pytest.param("The Plan", "the-plan", id="blanks and capitals"),
        pytest.param("What's new?", "whats-new", id="punctuation goes"),
        pytest.param("a - b", "a---b", id="a hyphen stays"),
        pytest.param("snake_case 2.0", "snake_case-20", id="underscore and digits"),
        pytest.param("Über & Größe", "über--größe", id="letters of any script"),
        pytest.param("目标 1", "目标-1", id="Chinese"),
        pytest.param("हिन्दी", "हिन्दी", id="combining marks stay"),
        pytest.param("Go 🚀 live", "go--live", id="an emoji goes"),
        pytest.param("  x  ", "x", id="blanks at the ends"),
        pytest.param("a‿b’c", "a‿bc", id="connectors stay, quotes go"),
    ],
)
def test_slug_follows_the_rule_of_forges(text: str, id_: str) -> None:
    assert slug(text) == id_


def test_headings_have_level_text_id_line_and_words() -> None:
    text = "# The *plan*\n\nOne two.\n\n## Why `x`\nthree four five\n\n### Deep\nsix\n\n## Why x\n\n- seven\n"
    assert parse_text(text).headings == (
        Heading(1, "The plan", "the-plan", 1, 7),
        Heading(2, "Why x", "why-x", 5, 4),
        Heading(3, "Deep", "deep", 8, 1),
        Heading(2, "Why x", "why-x-1", 11, 1),
    )


def test_ids_of_headings_never_clash() -> None:
    ids = [each.id for each in parse_text("# a\n# a-1\n# a\n# a\n# !\n# ?\n").headings]
    assert ids == ["a", "a-1", "a-2", "a-3", "section", "section-1"]


def test_lines_are_those_of_the_file() -> None:
    source = Source("a.md", "---\r\nx: y\r\n---\r\n# T\r\n\r\ntext\r\nmore\r\n")
    body = parse(source, source.text.index("# T"))
    assert [each.line for each in body.headings] == [4]
    assert [(each.line, each.text) for each in body.prose] == [(4, "T"), (6, "text\nmore")]


def test_lines_are_those_of_the_file_after_a_carriage_return_alone() -> None:
    body = parse_text("a\rb\n\n# T\n")
    assert [each.line for each in body.headings] == [3]


def test_prose_leaves_code_and_comments_out() -> None:
    text = (
        "# Head `code`\n\nSome `TODO` text <!-- TODO -->here\\\nand\nthere.\n\n"
        "<!-- TODO\n\nTODO -->\n\n    TODO\n\n"
        "```\nTODO\n```\n\n- item ![alt](a.png)\n\n"
        "| cell | [[x]] |\n|-|-|\n| [[y\\|label]] | |\n\n> quote\n\nterm\n: meaning\n"
    )
    assert [(each.kind, each.line, each.text) for each in parse_text(text).prose] == [
        ("heading", 1, "Head "),
        ("paragraph", 3, "Some  text here\nand\nthere."),
        ("item", 17, "item alt"),
        ("cell", 19, "cell"),
        ("cell", 19, ""),
        ("cell", 21, "label"),
        ("cell", 21, ""),
        ("paragraph", 23, "quote"),
        ("paragraph", 25, "term"),
        ("item", 26, "meaning"),
    ]


def test_words_are_counted_outside_code() -> None:
    assert parse_text("# One\n\ntwo three, four-five `six`\n\n```\nseven\n```\n").words == 4


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param(
            "*a* **b** ~~c~~ `d<`",
            "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d&lt;</code></p>\n",
            id="inline",
        ),
        pytest.param("a\\\nb\nc", "<p>a<br>\nb\nc</p>\n", id="line breaks"),
        pytest.param("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", id="a tight list"),
        pytest.param(
            "3. a\n\n4. b",
            '<ol start="3">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>\n',
            id="a loose list from 3",
        ),
        pytest.param("1. a", "<ol>\n<li>a</li>\n</ol>\n", id="a list from 1"),
        pytest.param("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n", id="a quote"),
        pytest.param("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n", id="a thematic break"),
        pytest.param(
            "t\n: d",
            '<dl>\n<dt id="at.term.t"><dfn>t</dfn></dt>\n<dd>d</dd>\n</dl>\n',
            id="a definition list",
        ),
        pytest.param(
            "    <x>",
            PRE + "<code>&lt;x&gt;\n</code></pre>\n",
            id="indented code",
        ),
        pytest.param(
            "```weird<\n<x>\n```",
            PRE_WEIRD + '<code class="language-weird">&lt;x&gt;\n</code></pre>\n',
            id="an unknown language",
        ),
        pytest.param(
            "```\n\n  x\n\n```",
            PRE + "<code>\n  x\n\n</code></pre>\n",
            id="code keeps its lines",
        ),
        pytest.param("a <!-- b --> c", "<p>a  c</p>\n", id="a comment in a line"),
        pytest.param("<!-- a\n\nb -->\n\nc", "<p>c</p>\n", id="a comment over paragraphs"),
        pytest.param("a\n<!-- b -->\nc", "<p>a</p>\n<p>c</p>\n", id="a comment on a line of its own"),
        pytest.param(
            "- a\n  <!-- b\n  c -->\n- d", "<ul>\n<li>a</li>\n<li>d</li>\n</ul>\n", id="a comment in a list"
        ),
        pytest.param(
            "- <!-- a\n\nb -->",
            "<ul>\n<li>&lt;!-- a</li>\n</ul>\n<p>b --&gt;</p>\n",
            id="a comment that leaves its list",
        ),
        pytest.param(
            "> <!-- a\n\n-->",
            "<blockquote>\n<p>&lt;!-- a</p>\n</blockquote>\n<p>--&gt;</p>\n",
            id="a comment that leaves its quote",
        ),
        pytest.param("<!-- a -->  \n\nb", "<p>b</p>\n", id="blanks after a comment"),
        pytest.param("<!-->\n\nb", "<p>b</p>\n", id="the shortest comment"),
        pytest.param(
            "<!-- a\n\n--> b", "<p>&lt;!-- a</p>\n<p>--&gt; b</p>\n", id="text after a long comment"
        ),
        pytest.param("<!-- a -->\n<!-- b\n<!-- c -->\nd", "<p>d</p>\n", id="comments one after the other"),
        pytest.param(
            "> <!-- a\n> b -->\n\n> <!-- c\n> d -->\n",
            "<blockquote>\n</blockquote>\n<blockquote>\n</blockquote>\n",
            id="comments in quotes",
        ),
        pytest.param("<!-- a --> b", "<p> b</p>\n", id="text after a comment"),
        pytest.param("<!-- a\n\nb", "<p>&lt;!-- a</p>\n<p>b</p>\n", id="an open comment hides nothing"),
        pytest.param("--> <!-- a", "<p>--&gt; &lt;!-- a</p>\n", id="a closed comment before an open one"),
        pytest.param(
            "    <!-- a -->",
            PRE + "<code>&lt;!-- a --&gt;\n</code></pre>\n",
            id="a comment in code",
        ),
        pytest.param("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n", id="HTML is text"),
        pytest.param("a \x0c\x02h0\x03", "<p>a  �h0�</p>\n", id="controls are replaced"),
    ],
)
def test_html(text: str, html: str) -> None:
    assert render(text) == html


def test_a_heading_has_an_anchor_with_a_name() -> None:
    assert render('## A "b" `c`') == (
        '<div class="heading"><h2 id="a-b-c">A &quot;b&quot; <code>c</code></h2>'.replace("&quot;", '"')
        + '<a class="anchor" href="#a-b-c" aria-label="Link to “A &quot;b&quot; c”">#</a></div>\n'
    )


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        pytest.param("# T\n## A\n### B", ["h2", "h2", "h3"], id="a title and sections"),
        pytest.param("## A\n### B", ["h2", "h3"], id="no title"),
        pytest.param("# A\n# B\n## C", ["h2", "h2", "h3"], id="several of level 1"),
        pytest.param("Text\n\n# A\n## B\n###### C", ["h2", "h3", "h6"], id="level 1 after text"),
        pytest.param("> # A", ["h2"], id="level 1 in a quote"),
    ],
)
def test_the_template_prints_the_only_h1(text: str, tags: list[str]) -> None:
    html = render(text)
    assert [f"h{part[0]}" for part in html.split("<h")[1:]] == tags
    assert [f"h{part[0]}" for part in html.split("</h")[1:]] == tags


def test_a_title_can_be_left_out_and_keeps_its_anchor() -> None:
    text = "# T [x](y.md)\n\nText\n"
    assert render(text, without_title=True) == '<span id="t-x"></span>\n<p>Text</p>\n'
    assert render(text).startswith('<div class="heading"><h2 id="t-x">T <a href="to/y.md">x</a></h2>')
    assert render("## T\n", without_title=True) == render("## T\n")


def test_a_table_scrolls_and_has_a_name() -> None:
    assert render("| A | `B` |\n|:-:|--|\n| 1 | 2 |") == (
        '<div class="scroll" role="group" tabindex="0" aria-label="A, B"><table>\n'
        "<thead>\n"
        '<tr><th scope="col" class="center">A</th><th scope="col"><code>B</code></th></tr>\n'
        "</thead>\n<tbody>\n"
        '<tr><td class="center">1</td><td>2</td></tr>\n</tbody>\n</table></div>\n'
    )


def test_a_task_says_in_words_what_its_box_shows() -> None:
    assert render("- [ ] a `b`\n- [X] c\n- [y] d\n- [x]e\n") == (
        f'<ul>\n<li class="task">{BOX}(open) </span>a <code>b</code></li>\n'
        f'<li class="task done">{BOX}(done) </span>c</li>\n'
        "<li>[y] d</li>\n<li>[x]e</li>\n</ul>\n"
    )


def test_a_table_without_heads_has_a_name_all_the_same() -> None:
    assert 'aria-label="Table"' in render("|  |  |\n|--|--|\n| 1 | 2 |")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> a\n> — B *c*", "<p>a</p>\n<footer>B <em>c</em></footer>\n"),
        ("> a\\\n> -- B", "<p>a</p>\n<footer>B</footer>\n"),
        ("> a\n>\n> – B", "<p>a</p>\n<footer>B</footer>\n"),
        ("> a\n> – B\n> – C", "<p>a\n– B</p>\n<footer>C</footer>\n"),
        ("> a\n> — [[b]]", '<p>a</p>\n<footer><a href="to/b">Title of b</a></footer>\n'),
        ("> a — b", "<p>a — b</p>\n"),
        ("> a *b*— c", "<p>a <em>b</em>— c</p>\n"),
        ("> a\n> —b", "<p>a\n—b</p>\n"),
        ("> - a\n> — b", "<ul>\n<li>a\n— b</li>\n</ul>\n"),
    ],
    ids=[
        "a line",
        "a line after a break",
        "a paragraph",
        "two lines",
        "a link",
        "inside",
        "after another element",
        "no blank",
        "in a list",
    ],
)
def test_a_quote_names_its_source_after_a_dash(text: str, html: str) -> None:
    assert render(text) == f"<blockquote>\n{html}</blockquote>\n"


def test_a_source_is_text_on_a_line_of_its_own() -> None:
    assert [each.text for each in parse_text("> a\n> — B").prose] == ["a\nB"]


def test_a_callout_has_no_source() -> None:
    assert "<footer>" not in render("> [!NOTE]\n> a\n>\n> — b")


def test_terms_are_defined_once_and_can_be_linked_to() -> None:
    first = "## Words\n\nGo-live\n: The *first* day.\n\n  More.\n\n"
    text = f"{first}Go live\n: x\n\nGo-live\n: y\n\n!\n: z\n\n`keep`\n: w\n"
    body = parse_text(text)
    assert [(each.name, each.text, each.id, each.line) for each in body.terms] == [
        ("Go-live", "The first day.", "at.term.go-live", 3),
        ("Go live", "x", "at.term.go-live", 8),
        ("Go-live", "y", "at.term.go-live", 11),
        ("", "z", "", 14),
        ("", "w", "at.term.keep", 17),
    ]
    assert [body.prose[each.block].text for each in body.terms] == [each.text for each in body.terms]
    assert body.html.count('<dt id="at.term.go-live"><dfn>Go-live</dfn></dt>') == 1
    assert body.html.count("<dt><dfn>") == 3


@pytest.mark.parametrize("word", ["NOTE", "tip", "Important", "WARNING", "CAUTION"])
def test_a_callout_is_a_note_with_a_bold_first_word(word: str) -> None:
    assert render(f"> [!{word}]\n> Text\n>\n> > inner\n") == (
        f'<aside class="callout callout-{word.lower()}" role="note">\n'
        f"<p><strong>{word.capitalize()}</strong>\nText</p>\n"
        "<blockquote>\n<p>inner</p>\n</blockquote>\n</aside>\n"
    )


@pytest.mark.parametrize(
    "text",
    ["> [!NOTE] text", "> [!OTHER]\n> text", "> text\n> [!NOTE]", "[!NOTE]", ">", "> - [!NOTE]"],
    ids=["text in its line", "another word", "a later line", "no quote", "an empty quote", "in a list"],
)
def test_what_is_no_callout(text: str) -> None:
    assert "aside" not in render(text)


def test_footnotes_stand_at_the_end_in_order_of_use() -> None:
    assert render("a[^x] b[^y] c[^x] d[^z]\n\n[^y]: Y\n[^x]: X\n\n    more\n[^u]: unused\n") == (
        '<p>a<sup><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup>'
        ' b<sup><a href="#fn:2" id="fnref:2" role="doc-noteref">2</a></sup>'
        ' c<sup><a href="#fn:1" id="fnref:1:2" role="doc-noteref">1</a></sup> d[^z]</p>\n'
        '<section class="footnotes" role="doc-endnotes">\n<ol>\n'
        '<li id="fn:1"><p>X</p>\n<p>more <a href="#fnref:1" role="doc-backlink"'
        ' aria-label="Back to the text of note 1">↩</a>'
        ' <a href="#fnref:1:2" role="doc-backlink" aria-label="Back to the text of note 1">↩</a></p>\n</li>\n'
        '<li id="fn:2"><p>Y <a href="#fnref:2" role="doc-backlink"'
        ' aria-label="Back to the text of note 2">↩</a></p>\n</li>\n'
        "</ol>\n</section>\n"
    )


def test_a_footnote_that_ends_in_a_list_keeps_its_way_back() -> None:
    assert '</ul>\n <a href="#fnref:1"' in render("a[^x]\n\n[^x]:\n    - b\n")


def test_a_footnote_inside_a_footnote_leaves_both_whole() -> None:
    html = render("a[^x] b[^y]\n\n[^x]: X\n\n    > [^y]: Y\n\n    more\n")
    assert html.count("<blockquote>") == html.count("</blockquote>") == 1
    assert ">X<" in html
    assert "<p>Y " in html


def test_unused_footnotes_vanish() -> None:
    assert render("a\n\n[^x]: X\n") == "<p>a</p>\n"


def test_code_is_coloured_by_classes_only() -> None:
    html = render("```python title\nx = '<'\n```\n")
    assert '<span class="s1">' in html
    assert "<'" not in html
    assert "style" not in html
    assert html.endswith("\n</code></pre>\n")


def test_long_code_stays_plain() -> None:
    assert "<span" not in render("```python\n" + "x = 1\n" * 2000 + "```\n")


def test_an_empty_body_is_empty() -> None:
    assert parse_text("") == Body("")
    assert parse(Source("a.md", "x"), 1) == Body("")
