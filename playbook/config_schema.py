"""The settings of a playbook, typed: what may stand in the configuration file.

In: nothing. Out: frozen records; JSON Schema comes from them too.
"""

from dataclasses import field
from datetime import date
from typing import Any, Literal

from playbook.schema.record import list_keys, record, step_into

UNITS = ("days", "hours", "weeks", "months", "%", "points", "€", "k€", "count")
"""Units that need no declaration; `points` are percentage points."""


@record
class SiteSettings:
    """How the site names itself and speaks of days."""

    name: str = "Playbook"
    organisation: str = ""
    language: Literal["en"] = "en"
    timezone: str = "UTC"
    url: str = ""
    edit_url: str = ""
    fiscal_year_start: int = 1
    rules_about_persons: bool = True


@record
class CheckSettings:
    """How the gate judges."""

    profile: Literal["method", "core"] = "method"
    fail_on: Literal["error", "warning", "info"] = "error"
    ignore: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    baseline: str = ""


@record
class FieldSettings:
    """A company's own key under `fields:`."""

    name: str
    type: Literal["text", "number", "day", "flag"] = "text"
    label: str = ""
    show: bool = True


@record
class StageSettings:
    """One stage of a company's own method."""

    id: str
    title: str = ""
    step: Literal["vision", "coalition", "goals", "follow-through"]


@record
class MethodSettings:
    """A company's own method; empty means the four steps."""

    stages: tuple[StageSettings, ...] = ()


@record
class WordSettings:
    """Words that PB008 (left-over placeholders) and PB210 (vague goals) look for, beside their own."""

    placeholders: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()


@record
class Settings:
    """The whole file. `rules` holds, by rule name, its `level` and its thresholds."""

    schema_: int = 1
    requires: str = ""
    today: date | None = None
    content: str = "content"
    output: str = "build"
    templates: str = "templates"
    site: SiteSettings = field(default_factory=SiteSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    method: MethodSettings = field(default_factory=MethodSettings)
    words: WordSettings = field(default_factory=WordSettings)
    units: tuple[str, ...] = ()
    fields: tuple[FieldSettings, ...] = ()
    rules: dict[str, dict[str, str | int | float]] = field(default_factory=dict)

    @staticmethod
    def known_keys(path: tuple[str | int, ...]) -> list[str]:
        """List the settings that may stand at a path of the file."""
        hint: Any = Settings
        for part in path:
            hint = step_into(hint, part)
        return list(list_keys(hint)) if isinstance(hint, type) else []
