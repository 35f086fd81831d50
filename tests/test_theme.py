"""What a company changes without forking: colours, fonts, logo, pages in the navigation, files of its own."""

import re
from pathlib import Path

import pytest

from playbook.colour import find_readable, measure_contrast, measure_worst, mix, read_colour
from playbook.config import read_config
from playbook.config_theme import PAPERS
from playbook.own_assets import derive_dark
from playbook.templates_place import find_templates
from tests import guide
from tests.rendered import render_files, see_pages
from tests.sites import judge_files, read_base, write_site

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
WOFF2 = b"wOF2" + bytes(60)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="f()"><path d="M0 0h9v9z"/><script>x</script></svg>'


def configure(settings: str, **files: str | bytes) -> dict[str, str | bytes]:
    """Give the base site with further settings and files."""
    base = read_base()
    base["playbook.toml"] = f"{base['playbook.toml']}\n{settings}\n"
    return {**base, **files}


def read_sheet(outputs: dict[str, bytes]) -> str:
    return next(body.decode() for path, body in outputs.items() if re.match(r"assets/own\.\w+\.css", path))


def test_colours_are_compared_as_the_guidelines_say() -> None:
    assert measure_contrast("#000000", "#ffffff") == pytest.approx(21)
    assert measure_contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert measure_contrast("#0b6e4f", "#0b6e4f") == 1
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert [read_colour(each) for each in ("#FA0", "#0B6e4f", "red", "#12345", "")] == [
        "#ffaa00",
        "#0b6e4f",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize("colour", ["#ffcc00", "#ffffff", "#00ffff", "#777777", "#0b6e4f", "#000000"])
@pytest.mark.parametrize("key", PAPERS)
def test_the_nearest_colour_that_can_be_read_can_be_read(colour: str, key: str) -> None:
    found = find_readable(colour, PAPERS[key])
    assert measure_worst(found, PAPERS[key]) >= 4.5
    assert (found == colour) == (measure_worst(colour, PAPERS[key]) >= 4.5)


@pytest.mark.parametrize("colour", ["#1d4f9c", "#0b6e4f", "#7a0010", "#000000"])
def test_the_accent_of_the_dark_theme_is_made_from_the_light_one(colour: str) -> None:
    assert measure_worst(derive_dark(colour), PAPERS["accent_dark"]) >= 7


def test_the_papers_are_those_of_the_style_sheet() -> None:
    tokens = (find_templates() / "assets/styles/10-tokens.css").read_text(encoding="utf-8")
    for n, name in enumerate(("--paper", "--paper-2")):
        pair = re.search(rf"{name}: light-dark\((#\w+), (#\w+)\)", tokens)
        assert pair
        assert pair.groups() == (PAPERS["accent"][n], PAPERS["accent_dark"][n])


@pytest.mark.parametrize(
    ("settings", "line", "told"),
    [
        pytest.param(
            '[theme]\naccent = "#ffcc00"',
            2,
            ("1.38 to 1, and 4.5 is the least", 'accent = "#886d00"'),
            id="pale",
        ),
        pytest.param(
            '[theme]\naccent = "#0b6e4f"\naccent-dark = "#0b6e4f"',
            3,
            ("dark theme", "accent-dark"),
            id="dark",
        ),
        pytest.param('[theme]\naccent = "green"', 2, ("is no colour", '"#0b6e4f"'), id="a name"),
        pytest.param('[theme]\naccent-dark = "#92bbf7"', 2, ("without `accent`", "set both"), id="half"),
        pytest.param(
            '[theme]\nfont = "x; } body { display: none"', 2, ("no list of fonts", "Inter"), id="css"
        ),
        pytest.param('[theme]\nfont = "\\"Inter"', 2, ("no list of fonts", "Inter"), id="an open quote"),
        pytest.param('[theme]\nfont = "fonts/brand.ttf"', 2, ("is no .woff2 file", "ends so"), id="ttf"),
        pytest.param('[theme]\nfont = "gone.woff2"', 2, ("there is no file", "from the project"), id="lost"),
        pytest.param('[theme]\nfont = "logo.png.woff2"', 2, ("holds no WOFF2", "export it"), id="no font"),
        pytest.param(
            '[site]\nlogo = "gone.svg"', 2, ("there is no file", "from the project"), id="lost logo"
        ),
        pytest.param('[site]\nlogo = "logo.gif"', 2, ("is no .svg or .png file", "ends so"), id="gif"),
        pytest.param('[site]\nlogo = "big.png"', 2, ("larger than 1 MiB", "smaller"), id="large"),
        pytest.param('[site]\nlogo = "text.png"', 2, ("holds no PNG", "export it"), id="no picture"),
        pytest.param(
            '[site]\nlogo = "../x.svg"', 2, ("inside the project", "from the project"), id="outside"
        ),
        pytest.param('[site]\nlogo-dark = "logo.png"', 2, ("without `logo`", "set both"), id="half a logo"),
        pytest.param('[[site.navigation]]\ntitle = "x"', 1, ("has no page", "page ="), id="no page"),
        pytest.param('[[site.navigation]]\npage = "x"', 1, ("has no title", "title ="), id="no title"),
    ],
)
def test_what_cannot_be_used_is_located(
    tmp_path: Path, settings: str, line: int, told: tuple[str, str]
) -> None:
    files: dict[str, str | bytes] = {
        "logo.png.woff2": PNG,
        "text.png": "no picture",
        "big.png": PNG + bytes(1 << 20),
        "logo.png": PNG,
    }
    _, faults = read_config(write_site(tmp_path, {"playbook.toml": settings + "\n", **files}))
    assert [(each.span.path, each.span.line) for each in faults] == [("playbook.toml", line)]
    assert told[0] in faults[0].message
    assert told[1] in faults[0].help


def test_a_link_out_of_the_project_is_no_logo(tmp_path: Path) -> None:
    write_site(tmp_path, {"outside.png": PNG, "project/playbook.toml": '[site]\nlogo = "logo.png"\n'})
    try:
        (tmp_path / "project/logo.png").symlink_to(tmp_path / "outside.png")
    except OSError:
        pytest.skip("links need rights here")
    _, faults = read_config(tmp_path / "project")
    assert ["there is no file" in each.message for each in faults] == [True]


def test_colours_stand_in_a_style_sheet_after_the_sites_and_nowhere_else(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, configure('[theme]\naccent = "#0b6e4f"'))
    sheet = read_sheet(outputs)
    assert "--accent: #0b6e4f;" in sheet
    assert f"light-dark(#0b6e4f, {derive_dark('#0b6e4f')})" in sheet
    wash = re.search(r"--accent-wash: (#\w+);", sheet)
    assert wash
    assert measure_contrast("#0b6e4f", wash[1]) >= 4.5
    for path, page in see_pages(outputs).items():
        styles = [each.get("href", "") for each in page.every("link") if each.get("rel") == "stylesheet"]
        assert re.search(r"assets/own\.\w+\.css$", styles[-1]), path
        assert not [each for each in page.tree.iter() if each.get("style")]


def test_the_chosen_dark_accent_is_taken(tmp_path: Path) -> None:
    settings = '[theme]\naccent = "#0B6E4F"\naccent-dark = "#7fe0bd"'
    assert "light-dark(#0b6e4f, #7fe0bd)" in read_sheet(render_files(tmp_path, configure(settings)))


def test_fonts_are_files_or_names(tmp_path: Path) -> None:
    settings = '[theme]\nfont = "brand/Own.woff2"\nfont-prose = "Charter, \'Noto Serif\', serif"'
    outputs = render_files(tmp_path, configure(settings, **{"brand/Own.woff2": WOFF2}))
    sheet = read_sheet(outputs)
    file = next(path for path in outputs if path.startswith("assets/own-font."))
    assert outputs[file] == WOFF2
    assert f'url("{file.removeprefix("assets/")}")' in sheet
    assert '--sans: "Own sans", "Segoe UI"' in sheet
    assert "--serif: Charter, 'Noto Serif', serif;" in sheet
    assert 'rel="preload"' not in outputs["index.html"].decode()


def test_a_logo_is_cleaned_and_stands_before_the_name(tmp_path: Path) -> None:
    settings = '[site]\nlogo = "brand/logo.svg"\nlogo-dark = "brand/logo.png"'
    base = read_base()["playbook.toml"].replace("[site]\n", f"{settings}\n")
    outputs = render_files(
        tmp_path, {**read_base(), "playbook.toml": base, "brand/logo.svg": SVG, "brand/logo.png": PNG}
    )
    light = next(path for path in outputs if path.startswith("assets/logo.") and path.endswith(".svg"))
    assert b"script" not in outputs[light]
    assert b"onload" not in outputs[light]
    page = see_pages(outputs)["initiative/crm.html"]
    images = {each.get("class"): each.get("src", "") for each in page.every("img")}
    assert images["logo by-day"] == f"../{light}"
    assert images["logo by-night"].endswith(".png")


def test_own_pages_stand_in_header_and_footer_and_know_themselves(tmp_path: Path) -> None:
    settings = (
        '[[site.navigation]]\ntitle = "How we work"\npage = "guide/how"\n'
        '[[site.navigation]]\ntitle = "The CRM"\npage = "initiative/crm"\nplace = "footer"\n'
    )
    outputs = render_files(tmp_path, configure(settings, **{"content/guide/how.md": "# How we work\n"}))
    pages = see_pages(outputs)
    links = {each.get("href"): each for each in pages["guide/how.html"].every("a")}
    assert links["../guide/how.html"].get("aria-current") == "page"
    assert "".join(links["../initiative/crm.html"].itertext()) == "The CRM"


def test_an_own_page_that_is_not_there_is_located_in_the_configuration(tmp_path: Path) -> None:
    files = configure('[[site.navigation]]\ntitle = "x"\npage = "initiative/crn"\n')
    found = judge_files(tmp_path, files).checked.report.diagnostics
    lines = str(files["playbook.toml"]).splitlines()
    assert [(each.code, each.span.path, lines[each.span.line - 1]) for each in found] == [
        ("PB005", "playbook.toml", 'page = "initiative/crn"')
    ]
    assert found[0].help == "did you mean `initiative/crm`?"


def test_own_style_and_script_are_appended_and_none_is_made_without(tmp_path: Path) -> None:
    own = {"templates/assets/own.css": ".brand { color: red }\n", "templates/assets/own.js": "void 0\n"}
    outputs = render_files(tmp_path / "own", {**read_base(), **own})
    assert read_sheet(outputs) == ".brand { color: red }\n"
    page = see_pages(outputs)["index.html"]
    scripts = [each.get("src", "") for each in page.every("script")]
    assert re.fullmatch(r"assets/own\.\w+\.js", scripts[-1])
    assert outputs[scripts[-1]] == b"void 0\n"
    plain = render_files(tmp_path / "plain", read_base())
    assert not [path for path in plain if path.startswith(("assets/own", "assets/logo"))]


def test_the_configuration_of_the_guide_is_read_without_a_fault(tmp_path: Path) -> None:
    block = next(each for each in guide.list_blocks(guide.THEMES) if each.language == "toml")
    config, faults = read_config(write_site(tmp_path, {"playbook.toml": block.text}))
    assert faults == ()
    assert config.settings.theme.accent == "#0b6e4f"
