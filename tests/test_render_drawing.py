"""SVG files of the content: drawings stay as they are, what runs is taken out."""

import re

import pytest

from playbook.drawing import EMPTY, clean_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def clean(inside: str) -> str:
    """Clean a drawing that holds something."""
    return clean_svg(f"{OPEN}{inside}</svg>".encode()).decode()


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0" fill="#fff"/>',
        '<style>.a { fill: url(#g) }</style><text class="a">x</text>',
        '<use href="#a"/><image href="data:image/png;base64,AAAA"/>',
        '<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>',
        "<title>javascript: a talk</title>",
        "<!-- a note -->",
    ],
)
def test_a_drawing_that_only_draws_stays_byte_for_byte(inside: str) -> None:
    assert clean(inside) == f"{OPEN}{inside}</svg>"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>zz()</script>",
        '<path d="M0 0" onload="zz()"/>',
        '<path d="M0 0" OnClick="zz()"/>',
        '<a href="javascript:zz()"><text>t</text></a>',
        '<a xlink:href=" javascript:zz()"><text>t</text></a>',
        '<image href="https://zz.example/a.png"/>',
        '<image href="data:image/svg+xml;base64,zz"/>',
        '<use href="zz.svg#a"/>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><p>zz</p></body></foreignObject>',
        '<script xmlns="http://www.w3.org/1999/xhtml">zz()</script>',
        '<animate attributeName="href" to="javascript:zz()"/>',
        '<set attributeName="onload" to="zz()"/>',
        "<style>@import 'zz.css'; .a { fill: url(https://zz.example) }</style>",
        '<rect fill="url(https://zz.example/a)"/>',
        "<g><g><script>zz()</script></g></g>",
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="zz"/>',
        "<handler xmlns='http://www.w3.org/2001/xml-events'>zz</handler>",
    ],
)
def test_what_runs_or_reaches_out_is_taken_out(inside: str) -> None:
    found = clean(inside + '<path d="M1 1"/>')
    assert "zz" not in found
    assert "M1 1" in found


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<svg", id="no XML"),
        pytest.param(b"\xff\xfe<", id="no text"),
        pytest.param(b"<html xmlns='http://www.w3.org/1999/xhtml'/>", id="another document"),
        pytest.param(b"<svg/>", id="an element of no namespace"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + OPEN.encode() + b"&a;</svg>", id="entities"),
        pytest.param(b'<?xml-stylesheet href="a.css"?>' + OPEN.encode() + b"</svg>", id="a style sheet"),
        pytest.param(OPEN.encode("utf-16") + "<script>zz()</script></svg>".encode("utf-16")[2:], id="utf-16"),
    ],
)
def test_what_is_no_drawing_becomes_an_empty_one(body: bytes) -> None:
    found = clean_svg(body)
    assert found == EMPTY or b"script" not in found


def test_the_usual_document_type_is_left_out() -> None:
    head = b'<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n'
    found = clean_svg(head + OPEN.encode() + b'<path d="M1 1"/></svg>')
    assert b"M1 1" in found
    assert not re.search(rb"DOCTYPE", found)
