"""playbook.toml, or [tool.playbook] in pyproject.toml -> Config.

In: the project's folder. Out: one frozen value that every phase is handed, and the faults of the file,
each with its line. It reads no environment and no clock.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

from playbook.config_check import check_settings
from playbook.config_file import FILES, find_file, name_file, read_file
from playbook.config_place import find_key
from playbook.config_schema import Settings
from playbook.diagnostic import Fault, KeyPath, Severity
from playbook.path_pattern import matches
from playbook.schema.fill import Problem, Speech, fill
from playbook.schema.shape import FOUR_STEPS, UNITS, MethodStage, OwnField, Shape
from playbook.source import Span

TABLE = ("tool", "playbook")
LEVELS = {"off": None, "info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}

SPEECH = Speech(
    key="setting",
    list_help='write it in brackets:  ["…", "…"]',
    keys_help="make it a table with {keys}",
    any_keys="`key = value` lines",
    no_list_help="make it a table with {keys}",
)
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def find_version() -> str:
    """Give the installed package's version; "0" in a bare source checkout."""
    try:
        return version("playbook")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a revision was taken from that is read in a folder apart: the project's folder, the commit."""

    folder: Path
    commit: str


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a company sets, frozen and passed, never changed.

    `root` is the project's folder; `path` the file it came from, relative to it ("" when there is none), and
    `text` what stands in it, for faults. `origin` says of a revision where it was taken from.
    """

    root: Path
    path: str = ""
    text: str = field(default="", repr=False)
    settings: Settings = field(default_factory=Settings)
    shape: Shape = field(default_factory=Shape)
    origin: Origin | None = None

    @property
    def home(self) -> Path:
        """The project's folder as its author knows it: where sites and the cache go."""
        return self.origin.folder if self.origin else self.root

    @property
    def content(self) -> Path:
        """The folder of Markdown."""
        return self.root / self.settings.content

    @property
    def output(self) -> Path:
        """The folder of the published site."""
        return self.home / self.settings.output

    @property
    def preview(self) -> Path:
        """The folder of a preview, which is never published."""
        return self.home / self.settings.preview

    @property
    def templates(self) -> Path:
        """The folder of a company's own templates."""
        return self.root / self.settings.templates

    @property
    def stages(self) -> tuple[MethodStage, ...]:
        """The method's stages in order."""
        return self.shape.stages

    def level(self, rule: str, path: str) -> str:
        """Give the level that the configuration sets for a rule on a page by its file; "" when it sets none.

        Of the levels by path the last that names both holds, before the rule's own.
        """
        below = path.removeprefix(f"{self.settings.content}/")
        for each in reversed(self.settings.levels):
            if rule in each.rules and any(matches(pattern, below) for pattern in each.paths):
                return each.rules[rule]
        return str(self.settings.rules.get(rule, {}).get("level", ""))

    def number(self, rule: str, key: str, default: float) -> float:
        """Give a rule's threshold: the configuration's, else the rule's default."""
        found = self.settings.rules.get(rule, {}).get(key, default)
        return float(found) if isinstance(found, (int, float)) else default


def read_config(root: Path, file: Path | None = None) -> tuple[Config, tuple[Fault, ...]]:
    """Read a project's configuration; without a file the defaults hold. Never raises on content."""
    path = file or find_file(root)
    if path is None:
        return Config(root), ()
    name = name_file(path, root)
    text, fault = read_file(path, name)
    if fault:
        return Config(root, name), (fault,)
    data, fault = _parse(text, name)
    if fault:
        return Config(root, name, text), (fault,)
    return _build(root, (name, text), data)


def say_at(config: Config, path: KeyPath, message: str, help_: str = "") -> Fault:
    """Make a fault at a key of the configuration that was read."""
    return _place(config.path, config.text, Problem("configuration", path, message, help_))


def _place(name: str, text: str, problem: Problem) -> Fault:
    """Put a problem at its key, else at its table, else at the file as a whole."""
    prefix = TABLE if PurePath(name).name == FILES[1] else ()
    line, column = find_key(text, (*prefix, *problem.path))
    span = Span(name, line, column, line, column) if line else Span(name)
    return Fault("configuration", span, problem.message, problem.help, file=problem.file)


def _parse(text: str, name: str) -> tuple[Mapping[str, Any], Fault | None]:
    try:
        data: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {}, _say_invalid(str(error), name, text)
    except (ValueError, RecursionError):
        words = "not valid TOML: a number is too long, or brackets are nested too deep"
        return {}, Fault("configuration", Span(name), words, "take it out")
    for part in TABLE if PurePath(name).name == FILES[1] else ():
        data = data.get(part, {}) if isinstance(data, dict) else data
    if isinstance(data, dict):
        return data, None
    problem = Problem(
        "configuration", (), "`tool.playbook` must be a table", "begin it with  [tool.playbook]"
    )
    return {}, _place(name, text, problem)


def _say_invalid(words: str, name: str, text: str) -> Fault:
    found = _TOML_PLACE.search(words)
    what = words[: found.start()] if found else words
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (text.count("\n") + 1, 1)
    help_ = 'a text stands in quotes, a table begins with [name], and each line reads  key = "value"'
    return Fault("configuration", Span(name, line, column, line, column), f"not valid TOML: {what}", help_)


def _build(root: Path, file: tuple[str, str], data: Mapping[str, Any]) -> tuple[Config, tuple[Fault, ...]]:
    settings: Settings
    settings, problems = fill(Settings, data, SPEECH)
    further = check_settings(settings, root, find_version())
    problems += [each for each in further if not _is_explained(each, problems)]
    method = settings.method.stages
    stages = tuple(MethodStage(each.id, each.title or each.id, each.step) for each in method)
    own = tuple(
        OwnField(each.name, each.type, each.label or each.name, each.show) for each in settings.fields
    )
    shape = Shape(stages or FOUR_STEPS, own, (*UNITS, *settings.units))
    faults = tuple(_place(*file, each) for each in problems)
    return Config(root, *file, settings, Shape() if faults else shape), faults


def _is_explained(problem: Problem, known: list[Problem]) -> bool:
    """Whether another problem at or below a key already says what is wrong there."""
    return any(each.path[: len(problem.path)] == problem.path for each in known)
