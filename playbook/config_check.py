"""What single settings cannot say of themselves: versions, folders that overlap, a method without a step.

In: typed settings, the project's folder, the version that runs. Out: problems with their key paths.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path, PurePosixPath

from packaging.specifiers import SpecifierSet

from playbook.config_schema import FORGE_NAMES, Settings
from playbook.config_theme import check_theme
from playbook.diagnostic import KeyPath
from playbook.forge_name import name_forge
from playbook.schema.fill import Problem
from playbook.schema.shape import STEPS
from playbook.schema.versions import OLDEST, SCHEMA
from playbook.words import count, join, quote

FOLDERS = ("content", "output", "preview", "templates")


def check_settings(settings: Settings, root: Path, version: str) -> list[Problem]:
    """Hold settings against each other, the project's folder and the version that runs."""
    return [
        *_check_version(settings, version),
        *_check_places(settings, root),
        *_check_overlap(settings),
        *_check_stages(settings),
        *_check_fields(settings),
        *_check_units(settings),
        *_check_levels(settings),
        *_check_forge(settings),
        *check_theme(settings, root),
    ]


def _say(path: KeyPath, message: str, help_: str) -> Problem:
    return Problem("configuration", path, message, help_)


def _check_levels(settings: Settings) -> Iterator[Problem]:
    for n, each in enumerate(settings.levels):
        here = ("levels", n)
        if not each.paths:
            yield _say(here, f"levels {n + 1} name no paths", 'add  paths = ["initiatives/old/*"]')
        if not each.rules:
            yield _say(here, f"levels {n + 1} name no rules", 'add  rules = { goal-vague = "off" }')
        for m, path in enumerate(each.paths):
            if not path or path.startswith(("/", "./", "../")) or "\\" in path:
                words = f"{quote(path)} is no pattern of paths below `{settings.content}`"
                yield _say((*here, "paths", m), words, 'for example  "initiatives/old/*" or "initiatives/**"')


def _check_version(settings: Settings, version: str) -> Iterator[Problem]:
    if not OLDEST <= settings.schema_ <= SCHEMA:
        words = f"schema {settings.schema_} is not known; this playbook reads schema {SCHEMA}"
        yield _say(("schema",), words, f"write  schema = {SCHEMA}  or install a playbook that knows it")
    try:
        fits = SpecifierSet(settings.requires).contains(version, prereleases=True)
    except ValueError:
        words = f"`requires`: {quote(settings.requires)} is no version range"
        yield _say(("requires",), words, 'for example  requires = ">=0.1"')
        return
    if not fits:
        words = f"this is playbook {version}, and the project requires {settings.requires}"
        yield _say(("requires",), words, "install a version that fits")


def _check_places(settings: Settings, root: Path) -> Iterator[Problem]:
    """Find folders that are links out of the project: nothing outside it is read or written."""
    for key in FOLDERS:
        folder = root / getattr(settings, key)
        try:
            inside = folder.resolve().is_relative_to(root.resolve())
        except (OSError, RuntimeError, ValueError):
            inside = False
        if not inside:
            words = f"`{key}` leads out of the project: {quote(getattr(settings, key))} is or lies in a link"
            yield _say((key,), words, "put a folder in the place of the link")


def _check_overlap(settings: Settings) -> Iterator[Problem]:
    for one, other in combinations(FOLDERS, 2):
        first, second = getattr(settings, one), getattr(settings, other)
        mine, theirs = (PurePosixPath(each.casefold()) for each in (first, second))
        if mine == theirs:
            words = f"`{other}` is the same folder as `{one}`: {quote(second)}"
        elif mine.is_relative_to(theirs) or theirs.is_relative_to(mine):
            inner, outer = (second, first) if theirs.is_relative_to(mine) else (first, second)
            words = f"`{one}` and `{other}` overlap: {quote(inner)} lies in {quote(outer)}"
        else:
            continue
        yield _say((other,), words, f'give each a folder of its own, for example  {other} = "my-{other}"')


def _check_stages(settings: Settings) -> Iterator[Problem]:
    stages = settings.method.stages
    seen: set[str] = set()
    for n, each in enumerate(stages):
        here = ("method", "stages", n)
        if not each.id:
            yield _say(here, f"stage {n + 1} of the method has no id", 'add  id = "…"')
        elif each.id in seen:
            yield _say((*here, "id"), f"stage {quote(each.id)} stands twice", "give one of them another id")
        if not each.step:
            yield _say(
                here, f"stage {n + 1} of the method has no step", f"add  step = , one of: {', '.join(STEPS)}"
            )
        seen.add(each.id)
    missing = [step for step in STEPS if step not in {each.step for each in stages}]
    if stages and missing and all(each.step for each in stages):
        some = join(f"`{each}`" for each in missing)
        words = f"no stage of the method belongs to the {'step' if len(missing) == 1 else 'steps'} {some}"
        yield _say(("method", "stages"), words, "every one of the four steps needs a stage")


def _check_fields(settings: Settings) -> Iterator[Problem]:
    seen: set[str] = set()
    for n, each in enumerate(settings.fields):
        if not each.name:
            yield _say(("fields", n), f"field {n + 1} has no name", 'add  name = "…"')
        elif each.name in seen:
            yield _say(
                ("fields", n, "name"), f"field {quote(each.name)} stands twice", "take one of them out"
            )
        seen.add(each.name)


def _check_units(settings: Settings) -> Iterator[Problem]:
    empty = [n for n, each in enumerate(settings.units) if not each.strip()]
    if empty:
        words = f"{count(len(empty), 'unit')} without a sign"
        yield _say(("units", empty[0]), words, 'write the unit as it stands on a metric\'s page: "kg"')


def _check_forge(settings: Settings) -> Iterator[Problem]:
    if settings.site.repository and not name_forge(settings.site):
        words = f"`repository`: the address {quote(settings.site.repository)} does not tell which forge it is"
        yield _say(("site", "repository"), words, f"add  forge = , one of: {', '.join(FORGE_NAMES)}")
    if settings.site.repository and not settings.site.branch.strip():
        yield _say(("site", "branch"), "`branch` is empty", 'for example  branch = "main"')
