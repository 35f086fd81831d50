"""Each page as Markdown, beside its HTML: for language models, and for whoever reads plain text.

In: the index. Out: an output for each page of content: what the views say of it in words, then its own prose.
No comment, no raw front matter, no e-mail address of a person's page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from playbook.exports.clean import clean_line, strip_html
from playbook.exports.prose import write_prose
from playbook.exports.shown import find_diagnosis, pick_due
from playbook.model.page import Page
from playbook.publish import Output
from playbook.view import Index, words
from playbook.view.base import Card
from playbook.view.due import DueItem, sort_key
from playbook.view.feed import name_copy
from playbook.view.figure import measure_of
from playbook.view.involved import Part
from playbook.view.plan import PlanFacts
from playbook.view.target import TargetView

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~]|^(?=[#+-]|\d+[.)])")
READINGS = 12
Told = tuple[str, str]
"""A label and what stands behind it; nothing is told of an empty one."""


def export_pages(index: Index) -> Iterator[Output]:
    """Write the Markdown of every page of content."""
    return (export_page(index, page) for page in index.site.pages.values() if page.url)


def export_page(index: Index, page: Page) -> Output:
    """Write the Markdown of one page."""
    return Output(name_copy(page.url), write_page(index, page).encode())


def write_page(index: Index, page: Page) -> str:
    """Write one page."""
    told = WRITERS.get(page.kind, _tell_nothing)(index, page)
    title = escape(page.title)
    prose = write_prose(index, page)
    if prose.partition("\n")[0].strip() == f"# {clean_line(page.title)}":
        prose = prose.partition("\n")[2].strip("\n")
    return "\n\n".join(filter(None, (f"# {title}", *told, prose))) + "\n"


@lru_cache(maxsize=4096)
def escape(text: str) -> str:
    """Write a text so that Markdown takes it as it stands, on one line."""
    return _ACTIVE.sub(lambda found: f"\\{found[0]}", clean_line(strip_html(text)))


def link(card: Card | None, root: str) -> str:
    """Write a link to another page's Markdown; its title alone where it has none."""
    if card is None:
        return ""
    url, _, anchor = card.url.partition("#")
    title, at = escape(card.title), f"#{anchor}" if anchor else ""
    return f"[{title}]({root}{name_copy(url)}{at})" if url else title


def _list(told: Iterable[Told]) -> str:
    return "\n".join(f"- {label}: {text}" for label, text in told if text)


def _section(title: str, lines: Iterable[str]) -> str:
    body = "\n".join(lines)
    return f"## {title}\n\n{body}" if body else ""


def _tell_nothing(index: Index, page: Page) -> Iterator[str]:  # noqa: ARG001  # a page of prose has its words alone
    yield ""


def _tell_plan(index: Index, page: Page) -> Iterator[str]:
    facts, plan = index.plans[page.key], page.plan
    if plan.summary:
        yield f"> {escape(plan.summary)}"
    yield _list(_tell_head(index, facts))
    diagnosis = find_diagnosis(index, facts.diagnosis)
    if diagnosis:
        yield escape(diagnosis.text)
    yield _section("Targets", (_write_target(each) for each in facts.targets))
    cells = facts.plan_card.steps
    yield _section("Steps", (f"{each.number}. {escape(each.title)}: {escape(each.text)}" for each in cells))
    yield _section("Milestones", _list_milestones(facts))
    yield _section("Reviews", _list_reviews(facts))
    yield _section("Owed", _list_due(pick_due(index, facts.due), "../"))
    told = [each for each in plan.updates if each.date and each.date <= index.today]
    newest = sorted(told, key=lambda each: str(each.date))[-1:]
    yield _section("The owner's last word", (f"{each.date}: {escape(each.note)}" for each in newest))


def _tell_head(index: Index, facts: PlanFacts) -> Iterator[Told]:
    plan, card, cards = facts.case.plan, facts.plan_card, index.cards
    declared = f", declared {card.health.declared_text.lower()}" if card.health.declared_text else ""
    yield "Status", card.status_text
    yield "Health", f"{card.health.text}{declared}"
    yield "Owner", link(card.owner, "../")
    yield "Sponsor", link(cards.person(plan.sponsor), "../")
    yield "Department", link(card.department, "../")
    yield (
        "Works differently",
        ", ".join(link(each, "../") for each in cards.several("department", plan.affects)),
    )
    for label, day in (("Begins", plan.starts), ("Go-live", plan.go_live)):
        yield label, words.say_day(day) if day else ""
    for own in index.site.config.shape.own_fields:
        text = (plan.fields or {}).get(own.name) if own.show else ""
        yield escape(own.label or own.name), escape(words.say_field(own.type, text)) if text else ""


def _write_target(it: TargetView) -> str:
    steps = (
        ("baseline", it.baseline, it.baseline_day),
        ("now", it.now, it.now_day),
        ("target", it.goal, it.due),
    )
    said = [f"{label} {figure.text}{_say_when(day)}" for label, figure, day in steps if figure]
    return f"- {escape(it.metric.title)}: {escape(', '.join([*said, it.text]))}"


def _say_when(day: date | None) -> str:
    return f" ({words.say_day(day)})" if day else ""


def _list_milestones(facts: PlanFacts) -> Iterator[str]:
    for each in facts.milestones:
        day = each.done or each.due
        when = f", {words.say_day(day)}" if day else ""
        who = f", {link(each.owner, '../')}" if each.owner else ""
        yield f"- {each.state_text}: {escape(each.title)}{when}{who}"


def _list_reviews(facts: PlanFacts) -> Iterator[str]:
    for each in facts.reviews:
        day = each.held or each.due
        state = each.verdict_text or words.MARK_STATE[each.state]
        when = f", {words.say_day(day)}" if day else ""
        note = f". {escape(each.note)}" if each.note else ""
        yield f"- {state}: review {each.number} of {escape(each.stage_title)}{when}{note}"


def _list_due(due: Iterable[DueItem], root: str) -> Iterator[str]:
    for each in sorted(due, key=sort_key):
        day = words.say_day(each.day) if each.day else "no date"
        who = f", {link(each.who, root)}" if each.who else ""
        yield f"- {day}: {escape(each.title)} ({link(each.about, root)}{who})"


def _tell_metric(index: Index, page: Page) -> Iterator[str]:
    data, measure = page.data, measure_of(page)
    yield f"> {escape(data.definition)}" if data.definition else ""
    yield _list(
        (
            ("Unit", escape(data.unit)),
            ("Better is", words.DIRECTION.get(data.direction or "", "").lower()),
            ("Source", escape(data.source)),
            ("Cadence", words.CADENCE.get(data.cadence or "", "").lower()),
            ("Collected by", link(index.cards.person(data.collector), "../")),
        )
    )
    newest = reversed(page.readings[-READINGS:])
    read = ((each, f" ({escape(each.note)})" if each.note else "") for each in newest)
    lines = (f"- {words.say_day(it.date)}: {escape(measure.say(it.value))}{note}" for it, note in read)
    yield _section("The newest readings", lines)
    yield _list_parts(index.parts.get(page.key, ()))


def _list_parts(parts: Iterable[Part]) -> str:
    return _section(
        "Initiatives", (f"- {link(each.plan.card, '../')}: {escape(each.text)}" for each in parts)
    )


def _tell_person(index: Index, page: Page) -> Iterator[str]:
    data = page.data
    department = index.cards.find("department", data.department)
    yield _list((("Role", escape(data.role)), ("Department", link(department, "../"))))
    yield f"{words.say_leaving(data.left, index.today)} {words.say_day(data.left)}." if data.left else ""
    yield _section("Owed", _list_due(pick_due(index, tuple(index.due.get(page.key, ()))), "../"))
    yield _list_parts(index.parts.get(page.key, ()))


def _tell_department(index: Index, page: Page) -> Iterator[str]:
    yield _list([("Head", link(index.cards.person(page.data.head), "../"))])
    yield _list_parts(index.parts.get(page.key, ()))


WRITERS: Mapping[str, Callable[[Index, Page], Iterator[str]]] = {
    "initiative": _tell_plan,
    "metric": _tell_metric,
    "person": _tell_person,
    "department": _tell_department,
}
"""What is told of a page beside its prose, by its kind."""
