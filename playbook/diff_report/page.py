"""What changed, as one page that needs nothing else.

In: a story, the configuration, the folders of templates. Out: HTML with the look of the site, its style sheet
inside. It runs no script, loads nothing, and its policy allows that one style sheet by its digest.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from playbook.config import Config
from playbook.diagnostic import Diagnostic
from playbook.diff_report.story import Group, Story
from playbook.html import Html
from playbook.render import Renderer
from playbook.site_assets import make_site_assets
from playbook.templates_place import find_templates
from playbook.view.base import Chrome, View
from playbook.view.words import SEVERITY, capitalise, write_days

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
TITLE = "What changed"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding: its severity as a tone and a word, the rule, the words, the place."""

    tone: str
    label: str
    code: str
    message: str
    help: str
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: pages with their sentences."""

    id: str
    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class FoundList:
    """Findings under a title."""

    id: str
    title: str
    findings: tuple[FoundRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView(View):
    """All that the page shows; `style` is its style sheet, as an element."""

    style: Html
    verdict: str
    is_shut: bool
    sides: str
    parts: tuple[Part, ...]
    lists: tuple[FoundList, ...]


def format_page(story: Story, config: Config) -> str:
    """Write a story as a page. Raises TemplateFault and FileFault for a company's own templates."""
    folders = (config.templates, find_templates())
    sheet = _FONT_FACE.sub("", make_site_assets(folders).styles[0].body.decode("utf-8"))
    sheet = sheet.replace("</", "<\\/")  # nothing in a style sheet may end its element
    return Renderer(*folders).render(make_view(story, config, sheet)).decode("utf-8")


def make_view(story: Story, config: Config, sheet: str) -> DiffView:
    """Make the view of a story, with a style sheet."""
    digest = b64encode(sha256(sheet.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    site, ends = config.settings.site, story.ends
    chrome = Chrome(site.name, site.organisation, site.language, nav=(), policy=policy)
    return DiffView(
        path="diff.html",
        template="diff.html",
        title=TITLE,
        chrome=chrome,
        lead=f"{capitalise(story.counts)}.",
        style=Html(f"<style>{sheet}</style>"),
        verdict=story.verdict,
        is_shut=story.is_shut,
        sides=f"From {call(ends.before, ends.commits[0])} to {call(ends.after, ends.commits[1])}, "
        f"both as of {story.today}.",
        parts=(
            Part("first", "Look at these first", story.first),
            Part("rest", "Also changed" if story.first else "Changed", story.rest),
        ),
        lists=(
            FoundList("new", f"New findings ({len(story.new)})", _list_rows(story.new)),
            FoundList("gone", f"Findings that are gone ({len(story.gone)})", _list_rows(story.gone)),
        ),
    )


def call(name: str, commit: str) -> str:
    """Call a side, with its commit in short."""
    return f"{name} ({commit[:8]})" if commit else name


def _list_rows(found: tuple[Diagnostic, ...]) -> tuple[FoundRow, ...]:
    return tuple(
        FoundRow(
            each.severity.word,
            SEVERITY[each.severity.word],
            each.code,
            capitalise(write_days(each.message)),
            write_days(each.help),
            f"{each.span.path}:{each.span.line}" if each.span.line else each.span.path,
        )
        for each in found
    )
