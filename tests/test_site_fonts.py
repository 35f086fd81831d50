"""The fonts of the site: published under hashed names that the style sheet and every page know."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

from playbook.site_assets import make_site_assets
from playbook.templates_place import find_templates

BUDGET = 110_000


def test_the_style_sheet_names_each_font_as_it_is_published() -> None:
    assets = make_site_assets([find_templates()])
    named = re.findall(r'url\("([^"]+\.woff2)"\)', assets.styles[0].body.decode())
    assert named == [Path(each.path).name for each in assets.fonts]
    assert len(named) == 3
    assert all(sha256(each.body).hexdigest()[:12] in each.path for each in assets.fonts)
    assert set(assets.fonts) <= set(assets.outputs)


def test_the_fonts_keep_to_their_budget() -> None:
    assets = make_site_assets([find_templates()])
    assert all(each.body.startswith(b"wOF2") for each in assets.fonts)
    assert sum(len(each.body) for each in assets.fonts) < BUDGET


def test_a_company_brings_its_own_font(tmp_path: Path) -> None:
    fonts = tmp_path / "assets" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "instrument-sans.woff2").write_bytes(b"ours")
    first = make_site_assets([tmp_path, find_templates()]).fonts[0]
    assert first.body == b"ours"


def test_a_font_that_is_not_there_keeps_its_name(tmp_path: Path) -> None:
    styles = tmp_path / "assets" / "styles"
    styles.mkdir(parents=True)
    (styles / "15-fonts.css").write_text("@font-face { src: url(fonts/lost.woff2) }", encoding="utf-8")
    assets = make_site_assets([tmp_path, find_templates()])
    assert not assets.fonts
    assert "url(fonts/lost.woff2)" in assets.styles[0].body.decode()


def test_an_installation_without_assets_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"theme\.js is not there: install playbook again"):
        make_site_assets([tmp_path])
