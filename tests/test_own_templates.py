"""A company's own templates: one block alone, and what is broken located before anything is published."""

import re
from pathlib import Path

import pytest

from playbook.render import Renderer, TemplateFault
from playbook.templates_place import find_templates
from tests import guide
from tests.cli import Commands
from tests.rendered import Seen, render_files, see_pages
from tests.sites import read_base, write_site
from tests.test_cli_build import read_tree

GUIDE = guide.THEMES
FOOT = " Base · "
"""What stands after the footer, for paper."""
LAYOUT = '{% extends "playbook/_layout.html" %}\n'


def render_own(folder: Path, **templates: str) -> dict[str, Seen]:
    """Render the base site with templates of the company's own."""
    files = {f"templates/{name.replace('__', '.')}": text for name, text in templates.items()}
    return see_pages(render_files(folder, {**read_base(), **files}))


def test_one_block_is_overridden_and_the_rest_stays(tmp_path: Path) -> None:
    plain = render_own(tmp_path / "plain")
    own = LAYOUT + "{% block footer %}{{ super() }}<p>Ask {{ view.chrome.name }}.</p>\n{% endblock %}"
    seen = render_own(tmp_path / "own", _layout__html=own)
    for path in plain:
        assert seen[path].text == plain[path].text.replace(FOOT, f" Ask Base.{FOOT}"), path


def test_a_page_s_own_block_is_overridden_with_macros(tmp_path: Path) -> None:
    own = (
        '{% extends "playbook/initiative.html" %}\n{% import "_macros.html" as m with context %}\n'
        "{% block risks %}<p>Ask {{ m.link(view.plan.owner) }} about risks.</p>{% endblock %}"
    )
    page = render_own(tmp_path, initiative__html=own)["initiative/crm.html"]
    assert "Ask Maya Okafor about risks." in page.text
    assert "at.stages.goals" in page.ids
    assert "at.risks" not in page.ids


def test_blocks_inside_a_block_of_one_s_own_may_have_any_name(tmp_path: Path) -> None:
    own = (
        '{% extends "playbook/404.html" %}{% block content %}{% block mine %}Lost{% endblock %}{% endblock %}'
    )
    assert "Lost" in render_own(tmp_path, **{"404__html": own})["404.html"].text


def test_the_example_of_the_guide_works(tmp_path: Path) -> None:
    block = next(each for each in guide.list_blocks(GUIDE) if each.language == "jinja")
    seen = render_own(tmp_path, _layout__html=block.text)
    assert all("Questions? Ask the change office." in page.text for page in seen.values())


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        pytest.param("\n{% if %}", 2, ("Expected an expression", ""), id="syntax"),
        pytest.param("\n\n{{ veiw.title }}", 3, ("`veiw` is undefined", "`view`"), id="a variable"),
        pytest.param("{{ view.titel }}", 1, ("the NotFoundView has no `titel`", "`title`"), id="a field"),
        pytest.param(
            "\n{{ view.title | saef_url }}", 2, ("No filter named 'saef_url'", "`safe_url`"), id="a filter"
        ),
        pytest.param(
            "{% if view.title is strng %}x{% endif %}", 1, ("No test named 'strng'", "`string`"), id="a test"
        ),
        pytest.param(
            '\n{% extends "playbook/_layuot.html" %}',
            2,
            ("there is no template `playbook/_layuot.html`", "`playbook/_layout.html`"),
            id="a parent that is not there",
        ),
        pytest.param(
            '{% include "_macro.html" %}',
            1,
            ("there is no template `_macro.html`", "`_macros.html`"),
            id="part",
        ),
        pytest.param(
            '{% extends "404.html" %}',
            1,
            ("the template extends itself: 404.html → 404.html", '{% extends "playbook/404.html" %}'),
            id="itself",
        ),
        pytest.param(
            LAYOUT + "{% block hedaer %}x{% endblock %}",
            2,
            ("nothing that this extends has a block `hedaer`", "`header`"),
            id="a block that nothing prints",
        ),
        pytest.param(
            '{% import "_macros.html" as m with context %}\n{{ m.lnik(view) }}',
            2,
            ("the template has no `lnik`", "`link`"),
            id="a macro",
        ),
    ],
)
def test_what_is_broken_is_located_with_the_nearest_name(
    tmp_path: Path, text: str, line: int, told: tuple[str, str]
) -> None:
    with pytest.raises(TemplateFault) as caught:
        render_own(tmp_path, **{"404__html": text})
    fault = caught.value
    assert (fault.span.path, fault.span.line) == ("templates/404.html", line)
    assert told[0] in fault.message
    assert told[1] in fault.help
    assert fault.excerpt == text.split("\n")[line - 1]


def test_a_loop_by_way_of_others_is_found(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.html": '{% extends "b.html" %}', "b.html": 'x\n{% extends "a.html" %}'})
    with pytest.raises(TemplateFault, match=re.escape("extends itself: a.html → b.html → a.html")) as caught:
        Renderer(tmp_path, find_templates())
    assert (caught.value.span.path, caught.value.span.line) == ("templates/b.html", 2)


def test_a_fault_in_a_parent_of_one_s_own_is_told_there(tmp_path: Path) -> None:
    write_site(tmp_path, {"a.html": '{% extends "b.html" %}', "b.html": "x\n{% endfor %}"})
    with pytest.raises(TemplateFault) as caught:
        Renderer(tmp_path, find_templates())
    assert (caught.value.span.path, caught.value.span.line) == ("templates/b.html", 2)


def test_a_packaged_template_that_misses_something_is_named_as_packaged(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match=r"^playbook/\w+\.html:\d+: ") as caught:
        render_own(tmp_path, _macros__html="{% macro link(card) %}x{% endmacro %}")
    assert caught.value.help


def test_a_broken_template_leaves_the_site_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    assert commands("build").code == 0
    before = read_tree(tmp_path / "build")
    write_site(tmp_path, {"templates/rare.html": LAYOUT + "{% block contnet %}{% endblock %}\n"})
    ended = commands("build")
    assert ended.code == 2
    assert "templates/rare.html:2:1: error template: " in ended.err
    assert "    2 | {% block contnet %}{% endblock %}\n   did you mean `content`?\n" in ended.err
    assert read_tree(tmp_path / "build") == before


def list_blocks(path: Path) -> list[str]:
    return list(dict.fromkeys(re.findall(r"{%-?\s*block (\w+)", path.read_text(encoding="utf-8"))))


def test_the_guide_lists_the_blocks_of_every_template() -> None:
    table = guide.find_table(GUIDE, "Blocks", "template")
    told = {row[0].strip("`"): guide.list_code(row[1]) for row in table}
    there = {path.name: list_blocks(path) for path in sorted(find_templates().glob("*.html"))}
    assert told == {name: blocks for name, blocks in there.items() if blocks}


def test_every_page_has_a_block_for_its_content() -> None:
    pages = [path for path in find_templates().glob("*.html") if not path.name.startswith("_")]
    assert [path.name for path in pages if "content" not in list_blocks(path)] == []
    assert {"head", "header", "content", "footer"} <= set(list_blocks(find_templates() / "_layout.html"))
