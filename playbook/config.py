"""playbook.toml, or [tool.playbook] in pyproject.toml -> Config.

In: the project's folder. Out: one frozen value that every phase is handed, and the faults of the file,
each with its line. It reads no environment and no clock.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from playbook.config_place import find_key
from playbook.config_schema import Settings
from playbook.diagnostic import Fault, Severity
from playbook.schema.shape import FOUR_STEPS, MethodStage, OwnField, Shape
from playbook.source import Span
from playbook.words import suggest

FILES = ("playbook.toml", "pyproject.toml")
SCHEMA = 1
LEVELS = {"off": None, "info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}


def find_version() -> str:
    """Give the installed package's version; "0" in a bare source checkout."""
    try:
        return version("playbook")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a company sets, frozen and passed, never changed.

    `root` is the project's folder; `path` the file it came from, relative to it ("" when there is none), and
    `text` what stands in it, for faults.
    """

    root: Path
    path: str = ""
    text: str = field(default="", repr=False)
    settings: Settings = field(default_factory=Settings)
    shape: Shape = field(default_factory=Shape)

    @property
    def content(self) -> Path:
        """The folder of Markdown."""
        return self.root / self.settings.content

    @property
    def output(self) -> Path:
        """The folder of the published site."""
        return self.root / self.settings.output

    @property
    def templates(self) -> Path:
        """The folder of a company's own templates."""
        return self.root / self.settings.templates

    @property
    def stages(self) -> tuple[MethodStage, ...]:
        """The method's stages in order."""
        return self.shape.stages

    def level(self, rule: str) -> str:
        """Give the level that the configuration sets for a rule; "" when it sets none."""
        return str(self.settings.rules.get(rule, {}).get("level", ""))

    def number(self, rule: str, key: str, default: float) -> float:
        """Give a rule's threshold: the configuration's, else the rule's default."""
        found = self.settings.rules.get(rule, {}).get(key, default)
        return float(found) if isinstance(found, (int, float)) else default


def read_config(root: Path, file: Path | None = None) -> tuple[Config, tuple[Fault, ...]]:
    """Read a project's configuration; without a file the defaults hold. Never raises on content."""
    path = file or next((root / name for name in FILES if _holds_config(root / name)), None)
    if path is None:
        return Config(root), ()
    name = _name(path, root)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8").removeprefix("\ufeff")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config(root, name), (_say_unreadable(error, name),)
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("playbook", {})
    return _build(root, _Places(name, text), data)


@dataclass(frozen=True, slots=True)
class _Places:
    """Finds the line of a key, for faults."""

    name: str
    text: str

    def fault(self, path: tuple[str | int, ...], message: str, help_: str = "") -> Fault:
        prefix = ("tool", "playbook") if PurePath(self.name).name == "pyproject.toml" else ()
        line, column = find_key(self.text, (*prefix, *path))
        span = Span(self.name, line, column, line, column) if line else Span(self.name)
        return Fault("configuration", span, message, help_)


def say_at(config: Config, path: tuple[str | int, ...], message: str, help_: str = "") -> Fault:
    """Make a fault at a key of the configuration that was read."""
    return _Places(config.path, config.text).fault(path, message, help_)


def _name(path: Path, root: Path) -> str:
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()


def _holds_config(path: Path) -> bool:
    if path.name != "pyproject.toml":
        return path.is_file()
    try:
        return "tool.playbook" in path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def _say_unreadable(error: Exception, name: str) -> Fault:
    if isinstance(error, tomllib.TOMLDecodeError):
        words = str(error)
        line = int(words.rpartition("line ")[2].partition(",")[0]) if "line " in words else 0
        return Fault("configuration", Span(name, line, 1, line, 1), f"not valid TOML: {words}")
    return Fault("configuration", Span(name), f"cannot be read: {error}")


def _build(root: Path, places: _Places, data: Mapping[str, Any]) -> tuple[Config, tuple[Fault, ...]]:
    try:
        settings: Settings = TypeAdapter(Settings).validate_python(data)
    except ValidationError as error:
        return Config(root, places.name, places.text), tuple(
            _translate(each, places) for each in error.errors()
        )
    faults = [
        *_check_version(settings, places),
        *_check_folders(settings, places),
        *_check_stages(settings, places),
    ]
    stages = tuple(MethodStage(each.id, each.title or each.id, each.step) for each in settings.method.stages)
    own = tuple(
        OwnField(each.name, each.type, each.label or each.name, each.show) for each in settings.fields
    )
    return Config(root, places.name, places.text, settings, Shape(stages or FOUR_STEPS, own)), tuple(faults)


def _translate(error: ErrorDetails, places: _Places) -> Fault:
    path = tuple(error["loc"])
    key = str(path[-1]) if path else ""
    if error["type"] == "unexpected_keyword_argument":
        known = Settings.known_keys(path[:-1])
        return places.fault(path, f"unknown setting `{key}`", suggest(key, known, limit=30))
    return places.fault(path, f"`{key}` {error['msg'].replace('Input should', 'should', 1)}")


def _check_version(settings: Settings, places: _Places) -> list[Fault]:
    faults = []
    if settings.schema_ != SCHEMA:
        words = f"schema {settings.schema_} is not known; this playbook reads schema {SCHEMA}"
        faults.append(places.fault(("schema",), words))
    try:
        wanted = SpecifierSet(settings.requires)
    except InvalidSpecifier:
        return [
            *faults,
            places.fault(("requires",), f"`{settings.requires}` is no version range", 'for example ">=0.1"'),
        ]
    if not wanted.contains(find_version(), prereleases=True):
        words = f"this is playbook {find_version()}, and the project requires {settings.requires}"
        faults.append(places.fault(("requires",), words, "install a version that fits"))
    return faults


def _check_folders(settings: Settings, places: _Places) -> list[Fault]:
    faults = []
    for key in ("content", "output", "templates"):
        value = getattr(settings, key)
        if Path(value).is_absolute() or ".." in Path(value).parts or value.strip("./") == "":
            words = f"`{key}` must be a folder inside the project, not `{value}`"
            faults.append(places.fault((key,), words, f"for example {key!r}".replace("'", '"')))
    return faults


def _check_stages(settings: Settings, places: _Places) -> list[Fault]:
    stages = settings.method.stages
    ids = [each.id for each in stages]
    faults = [
        places.fault(("method", "stages", n, "id"), f"stage `{each.id}` stands twice")
        for n, each in enumerate(stages)
        if each.id in ids[:n]
    ]
    missing = [
        step
        for step in ("vision", "coalition", "goals", "follow-through")
        if step not in {s.step for s in stages}
    ]
    if stages and missing:
        words = f"no stage of the method belongs to the step {missing[0]}"
        faults.append(places.fault(("method", "stages"), words, "every one of the four steps needs a stage"))
    return faults
