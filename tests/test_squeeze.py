"""A style sheet without comments and indents means the same."""

import re
from pathlib import Path

import pytest

from playbook.squeeze import squeeze
from playbook.templates_place import find_templates


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        pytest.param("/* a */\n.a {\n  color: red;\n}\n", ".a{color: red;}\n", id="comment, indent, line"),
        pytest.param(
            '.a::after { content: " /* {; , } */ "; }', '.a::after{content: " /* {; , } */ ";}\n', id="text"
        ),
        pytest.param(".a { content: '\\'  {' }", ".a{content: '\\'  {'}\n", id="quote in a text"),
        pytest.param(".a,\n.b .c{}", ".a,.b .c{}\n", id="selectors keep the blank that means inside"),
        pytest.param(
            "@media screen and\n  (max-width: 4rem) {}", "@media screen and (max-width: 4rem){}\n", id="media"
        ),
        pytest.param(".a /* x */ .b{} /* open", ".a .b{}\n", id="comment between, comment never closed"),
        pytest.param("a{width: calc(1rem + 2px)}", "a{width: calc(1rem + 2px)}\n", id="blanks in a sum stay"),
    ],
)
def test_what_means_nothing_goes(css: str, expected: str) -> None:
    assert squeeze(css) == expected


def test_the_packaged_sheet_keeps_every_word() -> None:
    for path in sorted((find_templates() / "assets" / "styles").glob("*.css")):
        css = path.read_text(encoding="utf-8")
        bare = re.sub(r"/\*.*?\*/", " ", css, flags=re.DOTALL)
        assert re.sub(r"\s", "", squeeze(css)) == re.sub(r"\s", "", bare), path.name
        assert len(squeeze(css)) <= len(css)


def test_a_squeezed_sheet_is_the_same_squeezed_again() -> None:
    sheet = "".join(path.read_text(encoding="utf-8") for path in Path(find_templates()).rglob("*.css"))
    assert squeeze(squeeze(sheet)) == squeeze(sheet)
