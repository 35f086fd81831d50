"""`playbook doctor`: look at the set-up and say what would be better."""

import platform
import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.cli.project import Project, open_project
from playbook.cli.tools import cache_options, find_cache
from playbook.frontmatter.events import LOADER
from playbook.load import list_files
from playbook.publish import read_manifest
from playbook.templates_place import find_templates
from playbook.words import count

LIBRARIES = ("click", "jinja2", "markdown-it-py", "pydantic", "pygments", "python-frontmatter", "pyyaml")


@click.command("doctor")
@project_options
@cache_options
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Look at versions, folders and speed; exit 1 when something needs you."""
    project = open_project(ctx, options)
    needs = 0
    for is_well, words in examine(project, options):
        needs += not is_well
        click.echo(("ok    " if is_well else "mend  ") + words)
    return 1 if needs else 0


def examine(project: Project, options: dict[str, Any]) -> Iterator[tuple[bool, str]]:
    """Yield what was looked at: whether it is well, and in words."""
    config = project.config
    yield True, f"playbook {version('playbook')}, Python {platform.python_version()}, {platform.system()}"
    yield True, ", ".join(f"{each} {version(each)}" for each in LIBRARIES)
    yield _examine_yaml()
    yield True, f"configuration: {config.path or 'none, the defaults hold'}"
    pinned = " (pinned in the configuration)" if config.settings.today else ""
    yield True, f"today is {project.today}{pinned}"
    yield _examine_content(project)
    folder = config.templates if config.templates.is_dir() else find_templates()
    yield True, f"templates: {folder.as_posix()}"
    yield _examine_output(project)
    yield True, _describe_cache(project, options)
    git = shutil.which("git")
    yield True, "git is there" if git else "git is not there: pages are read without their history"


def _examine_yaml() -> tuple[bool, str]:
    if LOADER.__name__ == "CLoader":
        return True, "libyaml reads front matter"
    return False, "PyYAML is without libyaml: front matter is read ten times slower"


def _examine_content(project: Project) -> tuple[bool, str]:
    folder = project.config.content
    if not folder.is_dir():
        return False, f"there is no folder {project.config.settings.content}: playbook init makes one"
    pages = sum(1 for each in list_files(folder) if each.endswith(".md"))
    return pages > 0, f"{count(pages, 'page')} in {project.config.settings.content}"


def _examine_output(project: Project) -> tuple[bool, str]:
    output, name = project.config.output, project.config.settings.output
    if output.exists() and any(output.iterdir()) and read_manifest(output) is None:
        return False, f"{name} was not made by playbook: build will not touch it; name another `output`"
    try:
        with tempfile.TemporaryDirectory(prefix=".playbook-doctor-", dir=_nearest(output)):
            return True, f"{name} can be written"
    except OSError as error:
        return False, f"{name} cannot be written: {error.strerror}"


def _describe_cache(project: Project, options: dict[str, Any]) -> str:
    """Say where the cache is and how large."""
    if options["no_cache"]:
        return "cache: none is asked for"
    folder = find_cache(project.config.root, options)
    if not folder.is_dir():
        return f"cache: none yet; check and build make one in {folder.as_posix()}"
    size = sum(each.stat().st_size for each in folder.iterdir() if each.is_file())
    return f"cache: {size / 1e6:,.1f} MB in {folder.as_posix()}; it may be deleted at any time"


def _nearest(folder: Path) -> Path:
    return next(each for each in (folder.parent, *folder.parents) if each.is_dir())
