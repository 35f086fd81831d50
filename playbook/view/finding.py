"""Diagnostics as a reader meets them: in place, and in a list.

In: the diagnostics of a page. Out: `FindingView`s, sorted out by the item they concern. Nothing is judged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.config import Config
from playbook.diagnostic import Diagnostic
from playbook.forge import name_line_url
from playbook.html import Html
from playbook.view import words
from playbook.view.base import Card
from playbook.view.rule_text import list_documented
from playbook.view.say import Speaker

ByPage = dict[str, list[Diagnostic]]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. `tone` is error, warning, info, waived or baselined; `place` is file:line, `place_url`
    where a forge shows it.

    `reason` and `until` are a waiver's, `left` says how long it holds.
    """

    tone: str
    label: str
    code: str
    name: str
    message: Html
    help: Html
    why: str
    item: str
    place: str
    place_url: str
    rule_url: str
    reason: Html | None = None
    until: date | None = None
    left: str = ""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding with the page on which it was found."""

    page: Card
    finding: FindingView


@dataclass(frozen=True, slots=True)
class Finder:
    """Turns diagnostics into what a page shows; `hidden` are the codes that the site keeps to itself."""

    config: Config
    today: date
    speaker: Speaker
    hidden: frozenset[str] = frozenset()

    def show(self, found: Iterable[Diagnostic]) -> tuple[FindingView, ...]:
        """Give the findings that a site may show, in their order."""
        return tuple(self.view(each) for each in found if each.code not in self.hidden)

    def part(self, found: Mapping[str, Iterable[Diagnostic]]) -> tuple[ByPage, ByPage, ByPage]:
        """Part what a site may show, by page, into what is open, what is waived and what else the baseline
        lists."""
        shown = {key: [each for each in some if each.code not in self.hidden] for key, some in found.items()}

        def take(how: str) -> ByPage:
            return {key: [each for each in some if each.acceptance == how] for key, some in shown.items()}

        return take(""), take("waived"), take("baselined")

    def view(self, found: Diagnostic) -> FindingView:
        """Give one finding."""
        tone = found.acceptance or found.severity.word
        baselined = "a known gap, listed in the baseline" if found.baselined else ""
        until = date.fromisoformat(found.waived_until) if found.waived_until else None
        line = found.span.line
        return FindingView(
            tone=tone,
            label=words.SEVERITY[tone],
            code=found.code,
            name=found.name,
            message=self.speaker.say(found.message),
            help=self.speaker.quote(found.help),
            why=found.why,
            item=found.item,
            place=f"{found.span.path}:{line}" if line else found.span.path,
            place_url=name_line_url(self.config, found.span.path, line),
            rule_url=f"rules/{found.name}.html" if found.name in list_documented() else "",
            reason=self.speaker.say(found.waived or baselined) if found.suppressed else None,
            until=until,
            left=words.say_left((until - self.today).days) if until else "",
        )


def pick(findings: Sequence[FindingView], *items: str) -> tuple[FindingView, ...]:
    """Pick the findings at one of the items or inside it."""
    return tuple(
        each
        for each in findings
        if any(each.item == item or each.item.startswith(f"{item}.") for item in items)
    )


def place(findings: Iterable[FindingView], items: Iterable[str]) -> Mapping[str, tuple[FindingView, ...]]:
    """Give each finding to the narrowest of the items that it is at or inside; "" has those at none."""
    known = frozenset(items)
    placed: dict[str, list[FindingView]] = {}
    for each in findings:
        parts = each.item.split(".")
        around = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
        placed.setdefault(next((item for item in around if item in known), ""), []).append(each)
    return {item: tuple(some) for item, some in placed.items()}
