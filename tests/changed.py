"""Two versions of a playbook, judged and compared, for tests: values in, values out."""

from collections.abc import Mapping
from pathlib import Path

from playbook.check import Options
from playbook.comparison import Comparison
from playbook.diff import Change
from tests.sites import TODAY, judge_files, read_base

PLAN = "content/initiatives/crm.md"


def compare(
    folder: Path,
    before: Mapping[str, str | bytes],
    after: Mapping[str, str | bytes],
    options: Options | None = None,
) -> Comparison:
    """Judge two versions of a site as of one day."""
    options = options or Options()
    sides = (
        judge_files(folder / name, files, TODAY, options) for name, files in (("a", before), ("b", after))
    )
    return Comparison(next(sides), next(sides), options)


def edit_base(*edits: tuple[str, str], name: str = PLAN) -> dict[str, str]:
    """Give the base site with texts replaced in a file, each once and each one that must be there."""
    files = read_base()
    for old, new in edits:
        assert old in files[name], old
        files[name] = files[name].replace(old, new, 1)
    return files


def list_changes(folder: Path, *edits: tuple[str, str], name: str = PLAN) -> list[Change]:
    """List what changed where texts of the base site were replaced."""
    return list(compare(folder, read_base(), edit_base(*edits, name=name)).changes)
