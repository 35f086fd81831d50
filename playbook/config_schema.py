"""The settings of a playbook, typed: what may stand in the configuration file.

In: nothing. Out: frozen records; JSON Schema comes from them too.
"""

from dataclasses import field
from typing import Annotated

from playbook.config_scalar import (
    Choice,
    File,
    Folder,
    Month,
    Name,
    Setting,
    Switch,
    Threshold,
    Today,
    Url,
    Whole,
    Zone,
)
from playbook.schema.record import record
from playbook.schema.shape import FIELD_TYPES, STEPS

Severity = Annotated[str, Choice("error", "warning", "info")]
Level = Annotated[str, Choice("off", "info", "warning", "error")]
Profile = Annotated[str, Choice("method", "core")]
Language = Annotated[str, Choice("en")]
Search = Annotated[str, Choice("minisearch", "pagefind", "none")]
FORGE_NAMES = ("github", "gitlab", "gitea", "forgejo", "bitbucket", "azure")
Forge = Annotated[str, Choice(*FORGE_NAMES)]
COPIES = ("json", "csv", "ics", "atom", "due", "llms", "markdown", "badge", "sitemap")
"""The machine copies that a company may do without. What a host reads, `_headers`, is none: it is the site's
security policy."""
Copy = Annotated[str, Choice(*COPIES)]
NavigationPlace = Annotated[str, Choice("header", "footer")]
FieldType = Annotated[str, Choice(*FIELD_TYPES)]
Step = Annotated[str, Choice(*STEPS)]


@record
class NavigationSettings:
    """A page of the company's own in the header or the footer; `page` is its id, with its kind where it has
    one ("initiative/crm"); both texts are asked for by `read_config`."""

    title: Setting = ""
    page: Setting = ""
    place: NavigationPlace = "header"


@record
class SiteSettings:
    """How the site names itself and speaks of days."""

    name: Setting = "Playbook"
    organisation: Setting = ""
    language: Language = "en"
    timezone: Zone = "UTC"
    url: Url = ""
    edit_url: Url = ""
    repository: Url = ""
    repository_folder: File = ""
    branch: Setting = "main"
    forge: Forge = ""
    last_changed: Switch = True
    logo: File = ""
    logo_dark: File = ""
    fiscal_year_start: Month = 1
    rules_about_persons: Switch = True
    glossary: Switch = True
    publish_email: Switch = False
    search: Search = "minisearch"
    copies: tuple[Copy, ...] = COPIES
    navigation: tuple[NavigationSettings, ...] = ()


@record
class ThemeSettings:
    """How the site is dressed: colours as #rrggbb, fonts as a file of the project or a list of names."""

    accent: Setting = ""
    accent_dark: Setting = ""
    font: Setting = ""
    font_prose: Setting = ""


@record
class CheckSettings:
    """How the gate judges."""

    profile: Profile = "method"
    fail_on: Severity = "error"
    ignore: tuple[Setting, ...] = ()
    require: tuple[Setting, ...] = ()
    baseline: File = ""


@record
class FieldSettings:
    """A company's own key under `fields:`; `name` is asked for by `read_config`."""

    name: Name = ""
    type: FieldType = "text"
    label: Setting = ""
    show: Switch = True


@record
class StageSettings:
    """One stage of a company's own method; `id` and `step` are asked for by `read_config`."""

    id: Name = ""
    title: Setting = ""
    step: Step = ""


@record
class MethodSettings:
    """A company's own method; empty means the four steps."""

    stages: tuple[StageSettings, ...] = ()


@record
class WordSettings:
    """Words that PB008 (left-over placeholders) and PB210 (vague goals) look for, beside their own."""

    placeholders: tuple[Setting, ...] = ()
    vague: tuple[Setting, ...] = ()


@record
class LevelSettings:
    """Levels of rules, by name, on the pages that one of the patterns means; both are asked for by
    `read_config`."""

    paths: tuple[Setting, ...] = ()
    rules: dict[str, Level] = field(default_factory=dict)


@record
class Settings:
    """The whole file. `rules` holds, by rule name, its `level` and its thresholds."""

    schema_: Whole = 1
    requires: Setting = ""
    today: Today | None = None
    content: Folder = "content"
    output: Folder = "build"
    preview: Folder = "build-preview"
    templates: Folder = "templates"
    site: SiteSettings = field(default_factory=SiteSettings)
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
    method: MethodSettings = field(default_factory=MethodSettings)
    words: WordSettings = field(default_factory=WordSettings)
    units: tuple[Setting, ...] = ()
    fields: tuple[FieldSettings, ...] = ()
    rules: dict[str, dict[str, Threshold]] = field(default_factory=dict)
    levels: tuple[LevelSettings, ...] = ()
