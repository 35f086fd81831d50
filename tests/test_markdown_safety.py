"""Nothing in a page runs in a reader's browser, and no text keeps the parser busy."""

import itertools
import re
import time
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.markdown import Body, Target, fill, parse
from playbook.source import Source

GLOBAL = {"class", "id", "role", "aria-label", "title"}
PLAIN = (
    "p br hr em strong s ul li dl dt dd blockquote aside table thead tbody tr td sup section span"
    " h1 h2 h3 h4 h5 h6 dfn footer code"
)
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in PLAIN.split()},
    "a": {"href", "rel", "aria-disabled"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start"},
    "th": {"scope"},
    "div": {"tabindex"},
    "pre": {"tabindex", "data-language"},
}
SAFE_HREF = re.compile(r"(?:https?:|mailto:|#|to/)", re.IGNORECASE)

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    " javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:x",
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "</a><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "<!--><script>alert(1)</script>",
    "<!-- x --><script>alert(1)</script><!-- y -->",
    "</title><script>alert(1)</script>",
    "</code></pre><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<style>*{background:url(x)}</style>",
    "<base href=//evil>",
    "<form action=//evil><button>",
    "<meta http-equiv=refresh content=0>",
    "{{7*7}}",
    "\x02h0\x03",
    "\x02t0:<script>alert(1)</script>\x03",
    "\x04\x05",
    "&#2;h0&#3;",
    "%02h0%03",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
    "`<script>alert(1)</script>`",
    "x\u2028<script>alert(1)</script>",
    "\ud800<script>",
    "style=position:fixed",
    "&quot; onclick=&quot;alert(1)",
    "<x onclick=alert(1)>",
    '<https://x.y/"onmouseover=alert(1)>',
    "<javascript:alert(1)>",
]

CONSTRUCTS = {
    "text": "{}",
    "emphasis": "*a {} b* **{}**",
    "heading": "# {}\n## {}",
    "underlined": "{}\n===",
    "link text": "[{}](b.md)",
    "link target": "[a]({})",
    "bracketed target": "[a](<{}>)",
    "link title": '[a](b.md "{}")',
    "single title": "[a](b.md '{}')",
    "outside title": '[a](https://x.y "{}")',
    "outside target": "[a](https://x.y/{})",
    "image text": "![{}](p.png)",
    "image target": "![a]({})",
    "image bracketed": "![a](<{}>)",
    "image title": '![a](p.png "{}")',
    "outside image": "![{}](https://x.y/p.png)",
    "autolink": "<{}>",
    "https autolink": "<https://x.y/{}>",
    "reference": "[{}][r] ![{}][r]\n\n[r]: {} '{}'",
    "definition": "[a]\n\n[a]: <{}>",
    "wikilink": "[[{}]]",
    "wikilink label": "[[a|{}]]",
    "code": "`{}` ``{}``",
    "fence": "```\n{}\n```",
    "fence info": "```{}\nx\n```",
    "tilde info": "~~~ {}\nx\n~~~",
    "coloured": "```html\n{}\n```",
    "coloured python": "```python\n{}\n```",
    "indented": "    {}",
    "quote": "> {}",
    "callout": "> [!NOTE]\n> {}",
    "callout word": "> [!{}]\n> x",
    "list": "- {}\n- [ ] {}",
    "task": "- [{}] x",
    "number": "{}. x",
    "cells": "| {} |\n|-|\n| {} |",
    "definition list": "{}\n: {}",
    "footnote": "a[^1]\n\n[^1]: {}",
    "footnote label": "a[^{}]\n\n[^{}]: x",
    "comment": "<!-- {} -->",
    "open comment": "<!-- {}",
    "strikethrough": "~~{}~~",
    "nested": "> - [**{}**]({} '{}') ![{}]({})",
}


def render(text: str) -> tuple[Body, str]:
    body = parse(Source("a.md", text), 0)
    targets = [
        Target("to/x", f"<i title='x'>{each.href}\"", broken=n % 3 == 2) for n, each in enumerate(body.links)
    ]
    return body, fill(body.html, targets)


def walk(html: str) -> Iterator[Element]:
    tree: Element = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return tree.iter()


def find_faults(html: str) -> list[str]:
    """Read HTML as a browser does and name whatever is not allowed in it."""
    faults = [sign for sign in "\x02\x03\x04\x05" if sign in html]
    if "<!" in html or "<?" in html:
        faults.append("a comment or a declaration")
    for element in walk(html):
        if element.tag != "DOCUMENT_FRAGMENT":
            faults += _judge(element)
    return faults


def _judge(element: Element) -> list[str]:
    tag = str(element.tag)
    if tag not in ALLOWED:
        return [f"<{tag}>"]
    names = [f"{tag} {name}" for name in element.attrib if name not in ALLOWED[tag] | GLOBAL]
    targets = [element.attrib[name] for name in ("href", "src") if name in element.attrib]
    return names + [f"{tag} to {each}" for each in targets if not SAFE_HREF.match(each)]


@pytest.mark.parametrize("construct", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())
def test_no_payload_becomes_an_element_an_attribute_or_an_address(construct: str) -> None:
    for payload in PAYLOADS:
        text = construct.replace("{}", payload)
        assert (text, find_faults(render(text)[1])) == (text, [])


def test_the_oracle_finds_what_is_planted() -> None:
    planted = [
        "<script>x</script>",
        "<p onclick=x>",
        "<a href='javascript:x'>",
        "<!-- x -->",
        "<p>\x02h0\x03",
        "<svg>",
        "<img src=//x>",
        "<p style=x>",
    ]
    assert [bool(find_faults(each)) for each in planted] == [True] * len(planted)


HOSTILE = [
    '"><script>alert(1)</script>',
    "' onclick='x",
    "\x02t0:x\x03",
    "&lt;script&gt;",
    "<b>",
    "\\1\\g<0>",
    "{{x}}",
    "javascript:alert(1)",
    "java\nscript:x",
    "//evil",
    'a b"c',
]


@pytest.mark.parametrize("text", ["[[a]]", "[a](b)", "![a](b)", "[![a](b)](c)", "[[a|\\1]]"])
def test_hostile_targets_and_titles_are_escaped(text: str) -> None:
    body = parse(Source("a.md", text), 0)
    for title, href in itertools.product(HOSTILE, HOSTILE):
        for external in (False, True):
            html = fill(body.html, [Target(f"to/{href}", title, external)] * len(body.links))
            assert (
                title,
                find_faults(html.replace(title, "")) if "\x02" in title else find_faults(html),
            ) == (title, [])
            direct = fill(body.html, [Target(href, "", external)] * len(body.links))
            assert "javascript" not in direct
            assert "evil" not in direct


def test_a_title_is_never_read_for_places() -> None:
    body = parse(Source("a.md", "[[a]] [[b]]"), 0)
    html = fill(body.html, [Target("to/a", "\\g<0>\x02t1:x\x03"), Target("to/b", "B")])
    assert html == '<p><a href="to/a">\\g&lt;0&gt;t1:x</a> <a href="to/b">B</a></p>\n'


def test_no_page_can_forge_a_place() -> None:
    assert "\ufffd" * 3 in render("\x0e\x1f\x7f")[1]
    body, html = render("\x02h0\x03 &#2;h0&#3; [a](b) \x04\x05 `\x02h0\x03`\n\n```\n\x02t0:\x03\n```\n")
    assert body.html.count("\x02") == 1
    assert html.count("to/x") == 1


def test_ids_are_used_once() -> None:
    html = render("# fn:1\n## fnref:1\n# a\n# a\na[^1] b[^1]\n\n[^1]: x\n")[1]
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) == 7


def test_equal_texts_give_equal_bodies() -> None:
    text = "\n\n".join(construct.replace("{}", "x [a](b)") for construct in CONSTRUCTS.values())
    assert parse(Source("a.md", text), 0) == parse(Source("a.md", text), 0)


N = 12_000
BOMBS = {
    "quotes": ">" * N,
    "quotes with blanks": "> " * N,
    "open brackets": "[" * N,
    "brackets": "[" * (N // 2) + "]" * (N // 2),
    "images": "![" * (N // 3) + "](x)" * (N // 3),
    "open images": "![" * (N // 2),
    "images in links": "[![" * (N // 3) + "](x)](y)" * (N // 6),
    "asterisks": "*" * N,
    "emphasis": "*a_ " * (N // 4),
    "open strong": "***a " * (N // 5),
    "bullets": "- " * (N // 2),
    "bullets and quotes": "- > " * (N // 4),
    "numbers": "1. " * (N // 3),
    "nested list": "".join(" " * (2 * i) + "- a\n" for i in range(150)),
    "backticks": "".join("`" * i + " " for i in range(150)),
    "angles": "<" * N,
    "open comments": "<!-- " * (N // 5),
    "open comment lines": "<!--\n\n" * 6000,
    "comments with text behind": "<!--\n\n" * 6000 + "--> a",
    "comments that leave their list": "- a\n\n" + "  <!--\n\n" * 5000 + "-->",
    "a far close": "<!--\n\n" * 6000 + "a" * 900_000 + "--> a",
    "comments": "<!-- x --> " * (N // 11),
    "references": "[a]: b\n\n" + "[a][" * (N // 4),
    "definitions": "".join(f"[r{i}]: u\n" for i in range(N // 10)),
    "footnotes": "".join(f"[^{i}]: x\n\n[^{i}] " for i in range(N // 20)),
    "nested footnotes": "".join("    " * i + f"[^{i}]: x\n\n" for i in range(80)) + "[^0]",
    "wikilinks": "[[a|" * (N // 4),
    "parentheses": "[a](" + "(" * N,
    "backslashes": "\\" * N,
    "columns": "|a" * (N // 4) + "|\n" + "|-" * (N // 4) + "|\n" + "|a|\n" * 100,
    "short rows": "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n|a\n" * 1000,
    "many tables": ("|a" * 20 + "|\n" + "|-" * 20 + "|\n" + "|a\n" * 60 + "\n") * 40,
    "terms": ": " * (N // 2),
    "lazy lines": "> a\n" + "a\n" * (N // 2),
    "headings": "# a\n" * (N // 4),
    "code": "```python\n" + "x=(" * (N // 3) + "\n```",
    "hashes": "#" * 1_000_000,
    "a megabyte of brackets": "[" * 1_000_000,
    "a megabyte of images": "![" * 500_000,
    "a megabyte of lines": "a\n" * 500_000,
    "a megabyte of one word": "a" * 1_000_000,
    "a megabyte of prose": ("word " * 12 + "\n") * 17_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_ends_soon(text: str) -> None:
    start = time.process_time()
    body = parse(Source("a.md", text), 0)
    assert time.process_time() - start < 5, (
        "a second on a quiet machine; the bound leaves room for a busy one"
    )
    fill(body.html, [Target("to/x", "T")] * len(body.links))


def test_a_page_with_too_many_signs_is_shown_as_it_is_written() -> None:
    body, html = render("<b>\x02[[a]]" * 2000)
    assert body.plain
    assert (body.links, body.headings, body.prose) == ((), (), ())
    assert html.startswith('<pre class="plain">&lt;b&gt;�[[a]]')
    assert not parse(Source("a.md", "[[a]] " * 500), 0).plain


def test_a_table_with_too_many_cells_is_shown_as_text() -> None:
    wide = "|a" * 100 + "|\n" + "|-" * 100 + "|\n"
    assert "<table>" in render(wide + "|b\n" * 90)[1]
    assert "<table>" not in render(wide + "|b\n" * 110)[1]
    html = render((wide + "|b\n" * 60 + "\n") * 3)[1]
    assert html.count("<table>") == 1


SETTINGS = settings(
    max_examples=400, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@SETTINGS
@given(st.text(alphabet="ab[](){}<>!*_~`#-+.:|\\/&;^\"'= \n\t\r1x\x02\x03é😀", max_size=80))
def test_any_text_is_parsed_without_an_exception(text: str) -> None:
    body, html = render(text)
    assert find_faults(html) == []
    for link in body.links:
        assert 0 <= link.block < len(body.prose)
        assert 1 <= link.span.line <= link.span.end_line <= len(Source("", text).starts)


@SETTINGS
@given(
    st.text(max_size=60),
    st.sampled_from(["{}", "[x]({})", "<{}>", "![{}](a)", "[[{}]]", "> {}", "|{}|\n|-|\n"]),
)
def test_any_characters_at_all_are_parsed(text: str, construct: str) -> None:
    assert find_faults(render(construct.replace("{}", text))[1]) == []
