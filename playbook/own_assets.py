"""What a company adds to the look of its site: colours, fonts, a logo, a style sheet and a script of its own.

In: the configuration and the folder of its templates. Out: `OwnAssets`, outputs under names that change with
what they hold. The style sheet comes after the site's, so that it wins; no page carries a style of its own.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from playbook.author_file import read_file, read_text
from playbook.colour import find_readable, mix, read_colour
from playbook.config import Config
from playbook.config_theme import PAPERS
from playbook.drawing import clean_svg
from playbook.publish import Output
from playbook.site_assets import name_by_content

FALLBACKS = {
    "font": '"Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
    "font_prose": 'Georgia, "Noto Serif", "Times New Roman", serif',
}
TOKENS = {"font": "--sans", "font_prose": "--serif"}
"""Which token of the style sheet a font stands for."""

DARK_LEAST = 7.0
"""The contrast of an accent that is made for the dark theme: as the packaged one, clear but not glaring."""
WASH = 0.08
"""How much of the accent is in the paper behind it."""


@dataclass(frozen=True, slots=True)
class OwnAssets:
    """Outputs of a company's own; the texts are their paths, "" for what it does not have."""

    outputs: tuple[Output, ...] = ()
    style: str = ""
    script: str = ""
    logo: str = ""
    logo_dark: str = ""
    replaces_font: bool = False


def make_own_assets(config: Config) -> OwnAssets:
    """Make what the configuration and the company's folder ask for. Raises FileFault."""
    fonts = {key: _make_font(config, key) for key in TOKENS}
    sheet = "".join([*_write_fonts(config, fonts), _write_colours(config), _read(config, "own.css")])
    script = _read(config, "own.js")
    style = name_by_content("own", "css", sheet) if sheet else None
    own_script = name_by_content("own", "js", script) if script else None
    logo, logo_dark = _make_logo(config, "logo"), _make_logo(config, "logo_dark")
    made = (style, own_script, logo, logo_dark, *fonts.values())
    return OwnAssets(
        outputs=tuple({each.path: each for each in made if each}.values()),
        style=style.path if style else "",
        script=own_script.path if own_script else "",
        logo=logo.path if logo else "",
        logo_dark=logo_dark.path if logo_dark else "",
        replaces_font=bool(config.settings.theme.font),
    )


def _read(config: Config, name: str) -> str:
    path = config.templates / "assets" / name
    return read_text(path, config.templates.parent) if path.is_file() else ""


def _make_logo(config: Config, key: str) -> Output | None:
    file = getattr(config.settings.site, key)
    if not file:
        return None
    body = read_file(config.root / file, config.root)
    ending = PurePosixPath(file).suffix.lower().removeprefix(".")
    return name_by_content(key.replace("_", "-"), ending, clean_svg(body) if ending == "svg" else body)


def _make_font(config: Config, key: str) -> Output | None:
    file = getattr(config.settings.theme, key)
    if not file.lower().endswith(".woff2"):
        return None
    return name_by_content(
        f"own-{key.replace('_', '-')}", "woff2", read_file(config.root / file, config.root)
    )


def _write_fonts(config: Config, fonts: dict[str, Output | None]) -> list[str]:
    """Write the fonts' rules; a file is named as it lies beside the style sheet."""
    parts = []
    for key, token in TOKENS.items():
        named, file = getattr(config.settings.theme, key), fonts[key]
        if file:
            name, url = f'"Own {token.removeprefix("--")}"', PurePosixPath(file.path).name
            source = f'src: url("{url}") format("woff2")'
            parts.append(
                f"@font-face {{ font-family: {name}; {source}; font-weight: 100 900; font-display: swap; }}\n"
            )
            named = f"{name}, {FALLBACKS[key]}"
        if named:
            parts.append(f":root {{ {token}: {named}; }}\n")
    return parts


def _write_colours(config: Config) -> str:
    """Write the accent for both themes; the first set serves browsers that do not know light-dark()."""
    accent = read_colour(config.settings.theme.accent)
    if not accent:
        return ""
    dark = read_colour(config.settings.theme.accent_dark) or derive_dark(accent)
    wash, dark_wash = mix(PAPERS["accent"][0], accent, WASH), mix(PAPERS["accent_dark"][0], dark, WASH)
    both = f"--accent: light-dark({accent}, {dark}); --accent-wash: light-dark({wash}, {dark_wash});"
    return (
        f":root {{ --accent: {accent}; --accent-wash: {wash}; }}\n"
        f"@supports (color: light-dark(#000, #fff)) {{\n  :root {{ {both} }}\n}}\n"
    )


def derive_dark(accent: str) -> str:
    """Make the accent of the dark theme from that of the light one: its shade that reads well there."""
    return find_readable(accent, PAPERS["accent_dark"], DARK_LEAST)
