"""What a rule or a diagnosis says, as a reader of the site reads it.

In: its words, with ids in backticks and ISO days. Out: HTML: an id that one page alone bears as that page's
title, an author's text in quotes, other code as code, a day in the site's words. Everything else is escaped.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from playbook.html import Html
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.view.words import capitalise, write_days

_CODE = re.compile(r"`([^`\n]+)`")
_BARE = re.compile(r"(?<![\w./-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-]|\.\w|/)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Knows the titles of the ids that one page alone bears, and of the method's stages."""

    titles: Mapping[str, str]
    stages: Mapping[str, str]

    def say(self, text: str) -> Html:
        """Give a sentence: it begins with a capital letter, names and days are written out."""
        parts = enumerate(_CODE.split(text))
        return Html(capitalise("".join(self._name(part) if n % 2 else self._say(part) for n, part in parts)))

    def quote(self, text: str) -> Html:
        """Give a remedy: what is to be typed stays as it is."""
        parts = _CODE.split(text if "\n" in text else capitalise(text))
        return Html("".join(_mark(part) if n % 2 else escape(part) for n, part in enumerate(parts)))

    def _name(self, name: str) -> str:
        title = self.stages.get(name) or self.titles.get(name)
        if title:
            return escape(title)
        return f"“{escape(name)}”" if " " in name and ": " not in name else _mark(name)

    def _say(self, text: str) -> str:
        """Write days and names out; a name without a hyphen might be any word, and stays."""
        named = _BARE.sub(lambda found: escape(self.titles.get(found[0], found[0])), escape(text))
        return write_days(named)


def _mark(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def make_speaker(site: Site) -> Speaker:
    """Give a speaker that knows a site's pages; prose pages and method pages are named by their ids."""
    pages = [each for each in site.pages.values() if each.kind not in ("page", "method")]
    bearers = Counter(each.id for each in pages)
    stages = {each.id: each.title for each in site.config.stages}
    titles = {each.id: each.title for each in pages if bearers[each.id] == 1 and each.id not in stages}
    return Speaker({**COMPUTED_METRICS, **titles}, stages)
