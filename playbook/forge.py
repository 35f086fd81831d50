"""Where a file of the project is edited and shown on the forge that hosts its repository.

In: the configuration, a path, a line, a commit. Out: addresses, "" where none is known. It asks no network.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from playbook.config import Config
from playbook.config_schema import SiteSettings
from playbook.forge_name import name_forge


@dataclass(frozen=True, slots=True)
class _Place:
    """A file in a repository: all parts ready to stand in an address."""

    repository: str
    branch: str
    path: str
    line: int = 0

    @property
    def plain(self) -> str:
        """Ask for the text of a page, which has lines, and not for the page as rendered."""
        return "?plain=1" if self.path.lower().endswith(".md") and self.line else ""

    def fragment(self, before: str) -> str:
        """Give the line as a fragment."""
        return f"#{before}{self.line}" if self.line else ""


@dataclass(frozen=True, slots=True)
class Forge:
    """How a forge writes its addresses."""

    edit: Callable[[_Place], str]
    view: Callable[[_Place], str]
    commit: str


def _show_on_gitea(at: _Place) -> str:
    display = "?display=source" if at.plain else ""
    return f"{at.repository}/src/branch/{at.branch}/{at.path}{display}{at.fragment('L')}"


def _show_on_azure(at: _Place) -> str:
    lines = f"&line={at.line}&lineEnd={at.line + 1}&lineStartColumn=1&lineEndColumn=1" if at.line else ""
    style = "&lineStyle=plain" if at.line else ""
    return f"{at.repository}?path=/{at.path}&version=GB{quote(at.branch, safe='')}{lines}{style}&_a=contents"


FORGES = {
    "github": Forge(
        lambda at: f"{at.repository}/edit/{at.branch}/{at.path}",
        lambda at: f"{at.repository}/blob/{at.branch}/{at.path}{at.plain}{at.fragment('L')}",
        "commit",
    ),
    "gitlab": Forge(
        lambda at: f"{at.repository}/-/edit/{at.branch}/{at.path}",
        lambda at: f"{at.repository}/-/blob/{at.branch}/{at.path}{at.plain}{at.fragment('L')}",
        "-/commit",
    ),
    "gitea": Forge(
        lambda at: f"{at.repository}/_edit/{at.branch}/{at.path}",
        _show_on_gitea,
        "commit",
    ),
    "bitbucket": Forge(
        lambda at: f"{at.repository}/src/{at.branch}/{at.path}?mode=edit&at={quote(at.branch, safe='')}",
        lambda at: f"{at.repository}/src/{at.branch}/{at.path}{at.fragment('lines-')}",
        "commits",
    ),
    "azure": Forge(_show_on_azure, _show_on_azure, "commit"),
}


def name_edit_url(config: Config, path: str) -> str:
    """Give where a file is edited: by `edit-url`, with {path} or the path put after it, else by the forge."""
    settings = config.settings.site
    if settings.edit_url:
        base, plain = settings.edit_url, quote(path, safe="/", errors="replace")
        return base.replace("{path}", plain) if "{path}" in base else f"{base.rstrip('/')}/{plain}"
    forge = _find(settings)
    return forge.edit(_place(settings, path, 0)) if forge else ""


def name_line_url(config: Config, path: str, line: int) -> str:
    """Give where a line of a file (0: the file) is shown by the forge, else where the file is edited."""
    forge = _find(config.settings.site)
    return forge.view(_place(config.settings.site, path, line)) if forge else name_edit_url(config, path)


def name_commit_url(config: Config, commit: str) -> str:
    """Give where a commit is shown; "" where no forge is known."""
    settings = config.settings.site
    forge = _find(settings)
    return f"{_clean(settings.repository)}/{forge.commit}/{commit}" if forge and commit else ""


def _find(settings: SiteSettings) -> Forge | None:
    return FORGES.get(name_forge(settings)) if settings.repository else None


def _clean(repository: str) -> str:
    """Give a repository's address as a browser is sent to it: without name and password, query and .git."""
    parts = urlsplit(repository)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme.lower()}://{host}{parts.path.rstrip('/').removesuffix('.git')}"


def _place(settings: SiteSettings, path: str, line: int) -> _Place:
    whole = f"{settings.repository_folder}/{path}" if settings.repository_folder else path
    return _Place(
        repository=_clean(settings.repository),
        branch=quote(settings.branch, safe="/"),
        path=quote(whole, safe="/", errors="replace"),
        line=line,
    )
