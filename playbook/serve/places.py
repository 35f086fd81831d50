"""Where a build reads: what must be looked at, so that nothing of a preview is ever old.

In: what a build is asked for, or why it cannot be asked for. Out: `Places`, or `Refused` with its files. Of
git the few files that say which commit is checked out: the pages name who changed them last.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.serve.build import Asked, Refused
from playbook.serve.git_files import list_git_files
from playbook.serve.message import blame_configuration
from playbook.serve.scan import Places
from playbook.templates_place import find_templates


def refuse(faults: Sequence[Fault], root: Path, files: Sequence[Path]) -> Refused:
    """Say that a configuration cannot be used, and by which files that may change: its own, and those that
    its faults are about."""
    about = (root / each.file for each in faults if each.file and "\0" not in each.file)
    return Refused(blame_configuration(tuple(faults)), (*files, *about))


def list_places(asked: Asked) -> Places:
    """List all that a build of this configuration reads."""
    config = asked.config
    folders = (config.content, config.templates, find_templates())
    files = (*_list_named(config), *asked.files, *list_git_files(config.content))
    return Places(tuple(dict.fromkeys(folders)), tuple(dict.fromkeys(files)))


def _list_named(config: Config) -> Iterator[Path]:
    """Yield the files that the configuration names."""
    settings = config.settings
    named = (settings.site.logo, settings.site.logo_dark, settings.check.baseline)
    fonts = (each for each in (settings.theme.font, settings.theme.font_prose) if "." in each)
    yield from (config.root / each for each in (*named, *fonts) if each)
