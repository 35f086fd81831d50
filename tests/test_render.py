"""The renderer: templates found in order, everything escaped, faults located."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook.html import Html
from playbook.render import Renderer, TemplateFault, safe_url
from playbook.templates_place import find_templates
from playbook.view.base import Chrome, View
from tests.sites import write_site

CHROME = Chrome("Base", "", "en", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample(View):
    """A view of a test's own template."""

    words: str = ""


def make_view(words: str = "", template: str = "own.html", path: str = "a/b.html") -> Sample:
    return Sample(path=path, template=template, title="A title", chrome=CHROME, words=words)


def render(folder: Path, template: str, view: View | None = None) -> str:
    """Render a view by a company's own template."""
    write_site(folder / "templates", {"own.html": template})
    return Renderer(folder / "templates", find_templates()).render(view or make_view()).decode()


def test_a_company_s_template_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    write_site(tmp_path, {"404.html": "own: {{ view.title }}"})
    renderer = Renderer(tmp_path, find_templates())
    assert renderer.render(make_view(template="404.html")) == b"own: A title"


def test_a_company_s_template_may_extend_the_packaged_ones(tmp_path: Path) -> None:
    made = render(tmp_path, '{% extends "_layout.html" %}{% block content %}<h1>here</h1>{% endblock %}')
    assert "<h1>here</h1>" in made
    assert "Content-Security-Policy" in made


def test_text_is_escaped_and_html_of_ours_is_not(tmp_path: Path) -> None:
    assert render(tmp_path, "{{ view.words }}", make_view("<b>'\"&")) == "&lt;b&gt;&#39;&#34;&amp;"
    assert render(tmp_path, "{{ view.words }}", make_view(Html("<b>"))) == "<b>"


@pytest.mark.parametrize("name", ["own.svg", "own.ics", "own.html.j2", "own"])
def test_escaping_does_not_depend_on_the_name_of_the_template(tmp_path: Path, name: str) -> None:
    write_site(tmp_path, {name: "{{ view.words }}"})
    renderer = Renderer(tmp_path, find_templates())
    assert renderer.render(make_view("<b>", template=name)) == b"&lt;b&gt;"


@pytest.mark.parametrize("name", ["range", "dict", "lipsum", "cycler", "joiner", "namespace", "config"])
def test_a_template_sees_its_view_and_nothing_else(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateFault, match=f"`{name}` is undefined"):
        render(tmp_path, f"{{{{ {name}() }}}}")


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        pytest.param(
            "a\n{{ view.titel }}\n", 2, "the Sample has no `titel`", id="an unknown field of the view"
        ),
        pytest.param("a\nb\n{% if %}\n", 3, "Expected an expression", id="a syntax error"),
        pytest.param("a\n{% for x in view.title %}\n", 2, "Unexpected end of template", id="an open block"),
        pytest.param("a\n{{ view.title / 2 }}\n", 2, "TypeError", id="an error while rendering"),
        pytest.param(
            "a\n{{ view.title | no_such }}\n", 2, "No filter named 'no_such'", id="an unknown filter"
        ),
        pytest.param(
            "a\n\n{% include 'gone.html' %}\n", 3, "there is no template `gone.html`", id="a lost include"
        ),
        pytest.param(
            "{% macro m() %}\n{{ m() }}\n{% endmacro %}{{ m() }}", 2, "RecursionError", id="recursion"
        ),
    ],
)
def test_what_a_template_does_wrong_is_located(tmp_path: Path, template: str, line: int, words: str) -> None:
    with pytest.raises(TemplateFault, match=re.escape(words)) as caught:
        render(tmp_path, template)
    assert (caught.value.span.path, caught.value.span.line) == ("templates/own.html", line)
    assert str(caught.value).startswith(f"templates/own.html:{line}: ")
    assert caught.value.__suppress_context__


def test_a_fault_in_an_included_template_is_told_there(tmp_path: Path) -> None:
    write_site(tmp_path / "templates", {"_part.html": "\n\n{{ gone }}"})
    with pytest.raises(TemplateFault) as caught:
        render(tmp_path, "a\n{% include '_part.html' %}")
    assert (caught.value.span.path, caught.value.span.line) == ("templates/_part.html", 3)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match=r"^templates/gone\.html: there is no template `gone\.html`$"):
        Renderer(tmp_path, find_templates()).render(make_view(template="gone.html"))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://a.example/x?y#z", "https://a.example/x?y#z", id="https"),
        pytest.param("HTTP://a.example", "HTTP://a.example", id="http in capitals"),
        pytest.param("mailto:a@b.example", "mailto:a@b.example", id="mailto"),
        pytest.param("../a/b.html#c", "../a/b.html#c", id="relative"),
        pytest.param("#at.main", "#at.main", id="fragment"),
        pytest.param("/plan/a.html", "/plan/a.html", id="below the host"),
        pytest.param("a.html?x=1:2", "a.html?x=1:2", id="a colon later on"),
        pytest.param("javascript:alert(1)", "#", id="javascript"),
        pytest.param("JaVaScRiPt:alert(1)", "#", id="javascript in mixed case"),
        pytest.param(" \tjava\nscript:alert(1)", "#", id="javascript with blanks"),
        pytest.param("\u200bjavascript:alert(1)", "#", id="javascript behind an invisible sign"),
        pytest.param("\x01javascript:alert(1)", "#", id="javascript behind a control sign"),
        pytest.param("data:text/html,x", "#", id="data"),
        pytest.param("vbscript:x", "#", id="vbscript"),
        pytest.param("//evil.example", "#", id="another host"),
        pytest.param("/\\evil.example", "#", id="another host by backslash"),
        pytest.param("file:///etc/passwd", "#", id="file"),
        pytest.param("x+y.z-1:q", "#", id="any other scheme"),
    ],
)
def test_only_safe_addresses_pass(url: str, expected: str) -> None:
    assert safe_url(url) == expected


def test_the_templates_pass_every_address_through_the_filter_and_trust_no_text() -> None:
    for path in sorted(find_templates().glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|Markup|autoescape", text), path.name
        assert not re.search(r"<script(?! (?:defer )?src=)|<style|\sstyle=|\son\w+=", text), path.name
        for value in re.findall(r'(?:href|src|action)="([^"]*)"', text):
            is_constant = "{{" not in value and not value.startswith(("http", "//"))
            is_filtered = value.endswith("| safe_url }}")
            is_fragment = value.startswith("#")
            assert is_constant or is_filtered or is_fragment, f"{path.name}: {value}"


def test_the_packaged_templates_are_found() -> None:
    assert (find_templates() / "_layout.html").is_file()
    assert (find_templates() / "assets" / "styles" / "10-tokens.css").is_file()
