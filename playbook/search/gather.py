"""Every page of a site that can be found.

In: the index. Out: an `Entry` for each page, by its URL. What the site does not show is not in it: no address
of e-mail, no field that a company hides, no address that has moved.
"""

from collections.abc import Iterator
from functools import partial

import msgspec

from playbook.html import make_html, write_html
from playbook.model.page import Page
from playbook.rule import Rule
from playbook.search.entry import Entry
from playbook.search.words import drop_examples, read_html, read_record, tidy
from playbook.view import words
from playbook.view.base import Card
from playbook.view.figure import Figure, measure_of
from playbook.view.index import Index
from playbook.view.rule_page import render_rule
from playbook.view.rule_text import list_documented

_encode = msgspec.json.Encoder(enc_hook=write_html).encode
_decode = msgspec.json.Decoder(list[Entry], dec_hook=make_html).decode


def gather_entries(index: Index) -> tuple[Entry, ...]:
    """Give all entries, by URL; the first of a URL holds."""
    found: dict[str, Entry] = {}
    for entry in (*_list_pages(index), *_list_lists(index), *_list_rules(index)):
        found.setdefault(entry.url, entry)
    return tuple(found[url] for url in sorted(found))


def _list_pages(index: Index) -> Iterator[Entry]:
    for key in index.site.pages:
        yield from _decode(index.texts.text("words", key, partial(_write_page, index, key)))


def _write_page(index: Index, key: str) -> str:
    """Write the entry of a page, none where it has no URL."""
    page = index.site.pages[key]
    return _encode([_make_entry(index, page)] if page.url else []).decode()


def _make_entry(index: Index, page: Page) -> Entry:
    card, plan = index.cards.of(page), index.plans.get(page.key)
    return Entry(
        url=card.url,
        title=tidy(card.title),
        kind=page.kind,
        summary=tidy(card.summary or getattr(page.data, "definition", "")),
        note=tidy(_say_note(index, page)),
        reading=_say_reading(index, page),
        headings=tuple((tidy(each.text), each.id) for each in page.headings if each.text != page.title),
        text=_read_words(index, page),
        plan=plan.plan_card if plan else None,
    )


def _read_words(index: Index, page: Page) -> str:
    """Give all words: of the front matter, of a company's own fields that are shown, of the prose."""
    fields = getattr(page.data, "fields", None) or {}
    own = [fields.get(each.name, "") for each in index.site.config.shape.own_fields if each.show]
    prose = index.prose(page)
    parts = (read_record(index.site, page.data), tidy(" ".join(own)), read_html(prose.html) if prose else "")
    return " ".join(filter(None, parts))


def _say_note(index: Index, page: Page) -> str:
    """Give who stands beside a title: the owner, the collector, the head; a person's department."""
    data = page.data
    people = ("owner", "collector", "head")
    named = next((found for each in people if (found := getattr(data, each, None))), None)
    card: Card | None = index.cards.person(named)
    if page.kind == "person":
        card = index.cards.find("department", data.department)
    return card.title if card else ""


def _say_reading(index: Index, page: Page) -> str:
    """Give a metric's last reading, or where a plan's headline target stands, in words."""
    if page.kind == "metric":
        past = [each for each in page.readings if each.date <= index.today]
        figure = measure_of(page).figure(past[-1].value) if past else None
        return _say_figure("", figure, words.say_day(past[-1].date) if past else "")
    plan = index.plans.get(page.key)
    target = plan.plan_card.headline if plan else None
    if target is None or target.now_day is None:
        return ""
    return tidy(_say_figure(f"{target.metric.title}: ", target.now, words.say_day(target.now_day)))


def _say_figure(label: str, figure: Figure | None, day: str) -> str:
    return f"{label}{figure.text} on {day}" if figure else ""


def _list_lists(index: Index) -> Iterator[Entry]:
    """Yield the lists that the navigation leads to."""
    for item in (*index.chrome.nav, *index.chrome.foot):
        yield Entry(url=item.url, title=item.title, kind="page")


def _list_rules(index: Index) -> Iterator[Entry]:
    """Yield the rules that have a page."""
    for rule in index.facts.rules:
        if rule.name in list_documented():
            text = index.texts.text("words", f"rule/{rule.name}", partial(_read_rule, rule))
            title = _title_rule(rule)
            yield Entry(f"rules/{rule.name}.html", title, "rule", tidy(rule.why), text=text)


def _title_rule(rule: Rule) -> str:
    return f"{rule.code} {rule.name}"


def _read_rule(rule: Rule) -> str:
    return read_html(drop_examples(render_rule(rule.name, _title_rule(rule)).html))
