"""Templates as plain Python: each page as jinja2's own code makes it, what they refuse left to that."""

from pathlib import Path

import pytest

from playbook.html import Html
from playbook.render import Renderer
from playbook.render.direct import join, write
from playbook.templates_place import find_templates
from playbook.view import BUILDERS, make_index
from playbook.view.base import View
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files, read_base, write_site
from tests.test_render import make_view


def render_both(renderer: Renderer, view: View) -> tuple[bytes, bytes]:
    """Render a view by the plain code, b"" where that refuses, and by jinja2's."""
    return renderer._render_directly(view), renderer._render_with_care(view)


def test_every_page_is_the_same_as_by_jinja2_s_own_code(tmp_path: Path) -> None:
    index = make_index(make_facts(judge_files(tmp_path, read_base(), TODAY)))
    renderer = Renderer(tmp_path / "none", find_templates())
    views = [
        view for each in BUILDERS for key in each.keys(index) or ("",) for view in each.build(index, key)
    ]
    assert len({each.template for each in views}) > 15
    for view in views:
        direct, careful = render_both(renderer, view)
        assert direct == careful, view.path


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.words }}{{ 1 + 1 }}{{ view.title ~ view.words ~ 3 }}",
        "{{ view.nothing is defined }}{{ view.nothing | default('d') }}{{ view.lead is undefined }}",
        "{% macro a(x, y='<') %}{{ x }}{{ y }}{% endmacro %}{{ a(1) }}{{ a(1, 2) }}{{ a(y='>', x=3) }}",
        "{% macro a(x) %}{{ x is defined }}{% endmacro %}{{ a() }}{% set b = a(1) ~ '<' %}{{ b }}",
        "{% macro a(x) %}{{ x }}{{ caller(2) }}{% endmacro %}{% call(n) a(1) %}<b>{{ n }}{% endcall %}",
        "{% macro a() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ a(1, 2, k='<') }}",
        "{% for x in [1, 2] %}{{ loop.index }}{{ loop.cycle('<', '>') }}{% endfor %}",
        "{% for x in [[1, [2]]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}",
        "{{ '%s <' | format(view.words) }}{{ (view.words | e) ~ '<' }}{{ view.words | safe }}",
        "{{ {'a': '<'}.get('a') }}{{ {'a': '<'}['a'] }}{{ view.more.items() | list }}",
        "{% import '_macros.html' as m with context %}{{ m.to('x.html', '<') }}{{ m.day(none) if false }}",
        "{% macro a(x) %}{{ x.class_ }}{% endmacro %}{{ view.title.partition(' ')[2] }}",
    ],
)
def test_whatever_a_template_says_gives_the_same(template: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"own.html": template})
    direct, careful = render_both(Renderer(tmp_path, find_templates()), make_view("<&\"'>"))
    assert direct == careful != b""


@pytest.mark.parametrize(
    ("template", "made"),
    [
        ("{% set d = {'own': '<'} %}{{ d.own }}", b"&lt;"),
        ("{% autoescape false %}{{ view.words }}{% endautoescape %}", b"<&"),
        ("{{ self.body() }}{% block body %}<{{ view.words }}>{% endblock %}", b"<&lt;&amp;><&lt;&amp;>"),
    ],
)
def test_what_the_plain_code_refuses_is_made_by_jinja2_s(template: str, made: bytes, tmp_path: Path) -> None:
    write_site(tmp_path, {"own.html": template})
    renderer, view = Renderer(tmp_path, find_templates()), make_view("<&")
    assert not renderer._render_directly(view)
    assert renderer.render(view) == made
    assert renderer.render(view) == made


def test_macros_are_those_of_the_page_that_is_rendered(tmp_path: Path) -> None:
    own = "{% import '_macros.html' as m with context %}{{ m.head() }}{{ m.way('x') }}"
    write_site(tmp_path, {"own.html": own})
    renderer = Renderer(tmp_path, find_templates())
    for path in ("a.html", "a/b.html", "a/b/c.html"):
        direct, careful = render_both(renderer, make_view(path=path))
        assert direct == careful
        assert direct.endswith(b"../" * path.count("/") + b"x")


def test_a_module_that_takes_more_than_the_view_is_made_anew(tmp_path: Path) -> None:
    files = {
        "own.html": "{% set n = 1 %}{% import 'm.html' as a with context %}{% set n = 2 %}"
        "{% import 'm.html' as b with context %}{{ a.say() }}{{ b.say() }}",
        "m.html": "{% macro say() %}{{ n }}{{ view.title }};{% endmacro %}",
    }
    write_site(tmp_path, files)
    direct, careful = render_both(Renderer(tmp_path, find_templates()), make_view())
    assert direct == careful != b""


LOCAL = (
    "{% for view in ['L'] %}{% import 'm.html' as a with context %}{{ a.say() }}{% endfor %}"
    "{% import 'm.html' as b with context %}{{ b.say() }}"
)
TWICE = "{% import 'm.html' as a with context %}{% import 'm.html' as b with context %}"


@pytest.mark.parametrize(
    ("own", "module"),
    [
        (
            LOCAL,
            "{% macro say() %}{{ view.title if view is not string else view }};{% endmacro %}",
        ),
        (
            TWICE + "{{ a.say() }}{{ a.say() }}{{ b.say() }}",
            "{% set c = [] %}{% macro say() %}{% set _ = c.append(1) %}{{ c | length }}{% endmacro %}",
        ),
        (TWICE + "{{ a.say }}{{ 'x' ~ b.say }}", "{% macro say() %}x{% endmacro %}"),
    ],
    ids=["a view of its own", "a list that grows", "no brackets"],
)
def test_a_module_is_that_of_jinja2_s_own_code(own: str, module: str, tmp_path: Path) -> None:
    write_site(tmp_path, {"own.html": own, "m.html": module})
    renderer, view = Renderer(tmp_path, find_templates()), make_view()
    careful = renderer._render_with_care(view)
    assert [renderer.render(view) for _ in range(3)] == [careful] * 3


def test_html_is_written_as_it_is_and_all_else_escaped() -> None:
    assert [write(each) for each in ("<'\">&", Html("<b>"), 3, None)] == [
        "&lt;&#39;&#34;&gt;&amp;",
        "<b>",
        "3",
        "None",
    ]
    assert join(("<", Html("<b>"))) == "&lt;<b>"
    assert join(("<", "a")) == "<a"
