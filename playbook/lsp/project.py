"""One playbook that is open in an editor: judged again as it is written, unsaved texts in the place of files.

In: the project's folder, who reads its configuration, with what it is judged; the texts of open documents.
Out: the last judgement, which stays what it is until the next one is whole. It knows no protocol.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from playbook.assist.draft import Draft
from playbook.assist.uses import Uses
from playbook.check import Checked, Options
from playbook.config import Config
from playbook.diagnostic import Fault, Report
from playbook.judgement import Judgement, judge_playbook
from playbook.memo import Tools
from playbook.model.site import Site
from playbook.store import Store


@dataclass(frozen=True, slots=True)
class Brief:
    """What a judgement is asked for: configuration, today, options."""

    config: Config
    today: date
    options: Options


Ask = Callable[[], Brief | tuple[Fault, ...]]
"""Reads the configuration anew; the faults where it cannot be used."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as it is found: its folder, who reads its configuration, with what it is judged."""

    root: Path
    ask: Ask
    tools: Tools


class Project:
    """A playbook, and the texts of it that are open: `texts` by path below the content folder."""

    def __init__(self, opened: Opened) -> None:
        """Take a project that was found; nothing is read but its configuration."""
        self.root, self.ask, self.tools = opened.root, opened.ask, opened.tools
        self.texts: dict[str, Draft] = {}
        self.uses = Uses()
        self.faults: tuple[Fault, ...] = ()
        self.brief = self.read_brief() or Brief(Config(self.root), date.min, Options())
        self.judgement = make_blank(self.brief)

    @property
    def config(self) -> Config:
        """The configuration that could be read last."""
        return self.brief.config

    def read_brief(self) -> Brief | None:
        """Read the configuration; note its faults where it cannot be used."""
        asked = self.ask()
        self.faults = asked if isinstance(asked, tuple) else ()
        return None if isinstance(asked, tuple) else asked

    def find_name(self, path: Path) -> str:
        """Give the path below the content folder of a page or table; "" for what is passed over, or
        lies elsewhere."""
        content = self.config.content.resolve()
        if path.suffix not in (".md", ".csv") or not path.is_relative_to(content):
            return ""
        name = path.relative_to(content)
        return "" if any(part.startswith(".") for part in name.parts) else name.as_posix()

    def judge(self, texts: Mapping[str, Draft]) -> bool:
        """Judge the whole playbook with these texts in the place of files; false where the configuration
        cannot be used. What is unchanged is remembered."""
        brief = self.read_brief()
        if brief is None:
            return False
        self.tools.overlay = {name: each.text.encode("utf-8", "replace") for name, each in texts.items()}
        judgement = judge_playbook(brief.config, brief.today, brief.options, self.tools)
        self.brief, self.judgement = brief, replace(judgement, store=judgement.store.hold())
        return True

    def note_uses(self) -> None:
        """Look up where pages name each other, before somebody asks."""
        judgement = self.judgement
        self.uses.index(judgement)
        for page in judgement.site.pages.values():
            self.uses.place(page, judgement)
        self.uses.keep_only(judgement)


def make_blank(brief: Brief) -> Judgement:
    """Make the judgement of a playbook of which nothing is read yet."""
    store, options = Store(), brief.options
    return Judgement(Site(brief.config), store, Checked(Report()), brief.today, options.own_rules)
