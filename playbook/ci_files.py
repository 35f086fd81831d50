"""The files that run playbook on a build server, from the package's templates.

In: which system, where the project lies in its repository, what is installed. Out: text, and the path that
the system reads. Nothing is written here; nothing that is put into a file can end the text around it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

REQUIRED: tuple[str, ...] = ("history",)
"""What the generated files require to have been judged (`--require`)."""

FOLDER = files("playbook") / "starter" / "ci"


@dataclass(frozen=True, slots=True)
class System:
    """A build server: its template, the file that it reads, relative to the repository's root, and what is
    left to do by hand."""

    template: str
    path: str
    next: str


SYSTEMS: Mapping[str, System] = MappingProxyType(
    {
        "github": System(
            "github.yml",
            ".github/workflows/playbook.yml",
            "switch Pages on in the repository's settings, with GitHub Actions as its source",
        ),
        "gitlab": System(
            "gitlab.yml",
            ".gitlab-ci.yml",
            "make the two schedules and the token that its head names",
        ),
        "jenkins": System("Jenkinsfile", "Jenkinsfile", "make a multibranch pipeline of the repository"),
        "azure": System("azure.yml", "azure-pipelines.yml", "make a pipeline from the file"),
        "pre-commit": System("pre-commit.yaml", ".pre-commit-config.yaml", "pre-commit install"),
    }
)
"""Every system that a file can be made for."""

_PLACE = re.compile("@([A-Z]+)@")
_SAFE = re.compile(r"[\w./ -]+")
_SAFE_PACKAGE = re.compile(r"[\w .,:/@+=<>!~#\[\]-]+")


class CiFileError(Exception):
    """The file cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a file must know: the project's folder in its repository ("." for the root), the folders of
    content, site and preview in it, the main branch, the package to install, the version that writes."""

    folder: str
    content: str
    output: str
    preview: str
    branch: str
    package: str
    version: str


def compose_ci(system: str, project: Project) -> str:
    """Give the text of the file for a system. Raises CiFileError for a name that cannot stand in it."""
    for name in ("folder", "content", "output", "preview", "branch", "version"):
        _refuse_unsafe(name, getattr(project, name), _SAFE)
    _refuse_unsafe("package", project.package, _SAFE_PACKAGE)
    content = project.content if project.folder == "." else f"{project.folder}/{project.content}"
    given = {
        "DIR": project.folder,
        "FILES": re.escape(f"{content}/").replace("\\ ", " ").replace("\\", "\\\\"),
        "OUTPUT": project.output,
        "PREVIEW": project.preview,
        "BRANCH": project.branch,
        "PACKAGE": project.package,
        "VERSION": project.version,
        "REQUIRE": " ".join(REQUIRED),
    }
    text = (FOLDER / SYSTEMS[system].template).read_text(encoding="utf-8")
    return _PLACE.sub(lambda found: given[found[1]], text)


def _refuse_unsafe(name: str, text: str, safe: re.Pattern[str]) -> None:
    if not safe.fullmatch(text):
        raise CiFileError(f"the {name} `{text}` has signs that cannot stand in such a file")
