"""The site's own style sheet and scripts, joined from their parts.

In: the folders of templates, a company's own before the packaged ones. Out: `Output`s under names that
change with what they hold. A part in a company's folder takes the place of the packaged part of its name, or
is added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from playbook.markdown import highlight_css
from playbook.publish import Output


@dataclass(frozen=True, slots=True)
class SiteAssets:
    """Style sheets, scripts that wait for the page, the script that runs before it is painted, the icon."""

    styles: tuple[Output, ...]
    scripts: tuple[Output, ...]
    theme: Output
    icon: Output

    @property
    def outputs(self) -> tuple[Output, ...]:
        """All of them."""
        return (*self.styles, *self.scripts, self.theme, self.icon)


def make_site_assets(folders: Sequence[Path]) -> SiteAssets:
    """Join and name all parts."""
    return SiteAssets(
        styles=(
            name_by_content("site", "css", join_parts(folders, "styles", "css")),
            name_by_content("highlight", "css", highlight_css()),
        ),
        scripts=(name_by_content("site", "js", join_parts(folders, "scripts", "js")),),
        theme=name_by_content("theme", "js", _read(folders, "theme.js")),
        icon=name_by_content("icon", "svg", _read(folders, "favicon.svg")),
    )


def _read(folders: Sequence[Path], name: str) -> str:
    """Read an asset of the first folder that has it."""
    found = next(path for folder in folders if (path := folder / "assets" / name).is_file())
    return found.read_text(encoding="utf-8")


def join_parts(folders: Sequence[Path], kind: str, ending: str) -> str:
    """Join `assets/<kind>/*.<ending>` in the order of the parts' names, with a line between."""
    parts: dict[str, Path] = {}
    for folder in folders:
        for path in (folder / "assets" / kind).glob(f"*.{ending}"):
            parts.setdefault(path.name, path)
    return "\n".join(parts[name].read_text(encoding="utf-8") for name in sorted(parts))


def name_by_content(stem: str, ending: str, text: str, folder: str = "assets") -> Output:
    """Give an asset under a name that changes with what it holds."""
    body = text.encode("utf-8")
    return Output(f"{folder}/{stem}.{sha256(body).hexdigest()[:12]}.{ending}", body)
