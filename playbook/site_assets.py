"""The site's own style sheet, scripts and fonts, joined from their parts.

In: the folders of templates, a company's own before the packaged ones. Out: `Output`s under names that
change with what they hold. A part in a company's folder takes the place of the packaged part of its name, or
is added. The style sheet names a font as it lies in the folder; here it gets the name it is published under.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playbook.author_file import read_file, read_text
from playbook.publish import Output
from playbook.squeeze import squeeze

_FONT = re.compile(r"""url\(["']?fonts/([\w.-]+\.woff2)["']?\)""")


@dataclass(frozen=True, slots=True)
class SiteAssets:
    """Style sheets, scripts that wait for the page, the script that runs before it is painted, the script of
    pages with tables that can be sorted, the icon."""

    styles: tuple[Output, ...]
    scripts: tuple[Output, ...]
    theme: Output
    tables: Output
    icon: Output
    fonts: tuple[Output, ...] = ()

    @property
    def outputs(self) -> tuple[Output, ...]:
        """All of them."""
        return (*self.styles, *self.scripts, self.theme, self.tables, self.icon, *self.fonts)


def make_site_assets(folders: Sequence[Path]) -> SiteAssets:
    """Join and name all parts. Raises FileFault where one cannot be read."""
    fonts, sheet = _name_fonts(folders, join_parts(folders, "styles", "css"))
    return SiteAssets(
        styles=(name_by_content("site", "css", squeeze(sheet)),),
        scripts=(name_by_content("site", "js", join_parts(folders, "scripts", "js")),),
        theme=name_by_content("theme", "js", _read(folders, "theme.js")),
        tables=name_by_content("tables", "js", join_parts(folders, "tables", "js")),
        icon=name_by_content("icon", "svg", _read(folders, "favicon.svg")),
        fonts=fonts,
    )


def _name_fonts(folders: Sequence[Path], sheet: str) -> tuple[tuple[Output, ...], str]:
    """Give the fonts that a style sheet names, in its order, and the sheet with their published names."""
    named: dict[str, Output] = {}
    for name in dict.fromkeys(_FONT.findall(sheet)):
        path = _find(folders, f"fonts/{name}")
        if path:
            named[name] = name_by_content(path.stem, "woff2", read_file(path, path.parents[3]))
    sheet = _FONT.sub(lambda it: f'url("{Path(named[it[1]].path).name}")' if it[1] in named else it[0], sheet)
    return tuple(named.values()), sheet


def _find(folders: Sequence[Path], name: str) -> Path | None:
    """Find an asset in the first folder that has it."""
    return next((path for folder in folders if (path := folder / "assets" / name).is_file()), None)


def _read(folders: Sequence[Path], name: str) -> str:
    """Read an asset of the first folder that has it."""
    found = _find(folders, name)
    if found is None:
        raise FileNotFoundError(f"templates/assets/{name} is not there: install playbook again")
    return read_text(found, found.parents[2])


def join_parts(folders: Sequence[Path], kind: str, ending: str) -> str:
    """Join `assets/<kind>/*.<ending>` in the order of the parts' names, with a line between."""
    parts: dict[str, tuple[Path, Path]] = {}
    for folder in folders:
        for path in (folder / "assets" / kind).glob(f"*.{ending}"):
            if not path.name.startswith("."):
                parts.setdefault(path.name, (path, folder.parent))
    return "\n".join(read_text(*parts[name]) for name in sorted(parts))


def name_by_content(stem: str, ending: str, text: str | bytes) -> Output:
    """Give an asset under a name that changes with what it holds."""
    body = text.encode("utf-8") if isinstance(text, str) else text
    return Output(f"assets/{stem}.{sha256(body).hexdigest()[:12]}.{ending}", body)


def write_value(name: str, value: object) -> str:
    """Write a script that hands a value over: a page that is opened from a folder may load nothing else.

    Equal values give equal scripts; what once ended a line in scripts is written as a code.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f'playbook.take("{name}",{text});\n'
