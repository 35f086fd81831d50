"""Hostile words in every field: an HTML parser sees them as words and nothing else."""

import json
from pathlib import Path

import html5lib
import pytest

from playbook.schema.record import list_keys
from tests.rendered import Seen, is_our_script, render_files, see_pages
from tests.sites import read_base

MARK = "zzmark"
PAYLOADS = {
    "element": f'"><img src={MARK} onerror=alert(1)>',
    "script": f"</title></script><script>{MARK}()</script>",
    "attribute": f"' onmouseover='{MARK}()' x=\"",
    "template": "{{ 7 * 7 }}" + f"{{% for x in y %}}{MARK}",
    "comment": f"<!-- --><svg/onload={MARK}()>-->",
    "address": f"javascript:{MARK}()//",
    "entity": f"&lt;img src={MARK}&gt;&#60;b&#62;",
}

PLAN = """---
title: %s
summary: %s
status: running
owner: maya-okafor
sponsor: erik-lind
department: sales
affects:
  - sales
  - finance
theme: %s
tags:
  - %s
starts: 2026-01-12
go-live: 2026-05-01
targets:
  - metric: sales-cycle
    baseline:
      value: 62
      date: 2025-12-31
      source: %s
    target:
      value: 45
      due: 2026-05-18
stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    diagnosis:
      - finding: %s
        evidence: %s
        source: %s
    reviews:
      - due: 2026-02-13
        by: erik-lind
        held: 2026-02-12
        verdict: passed
        note: %s
        actions:
          - what: %s
            owner: tom-hale
            due: 2026-05-13
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    members:
      - person: tom-hale
        ask: %s
        asked: 2026-01-14
    communication:
      - audience: sales
        message: %s
        channel: %s
        by: erik-lind
        due: 2026-01-27
  goals:
    owner: tom-hale
    metric: crm-weekly-active
    starts: 2026-03-09
  follow-through:
    owner: lena-fox
    metric: crm-weekly-active
    keep: 85
    until: 2027-06-30
    anchors:
      - what: %s
        evidence: %s
milestones:
  - id: %s
    title: %s
    owner: ana-ruiz
    due: 2026-03-31
    acceptance: %s
    evidence: %s
  - id: gone
    title: %s
    owner: ana-ruiz
    due: 2026-06-03
    cancelled:
      date: 2026-05-01
      reason: %s
risks:
  - risk: %s
    owner: tom-hale
    due: 2026-06-15
    answer: %s
updates:
  - date: 2026-05-29
    by: maya-okafor
    health: on-track
    note: %s
    way-back: %s
slips:
  - item: %s
    from: 2026-05-01
    to: 2026-06-03
    date: 2026-05-20
    reason: %s
rebaselined:
  - item: %s
    from: %s
    to: %s
    date: 2026-05-20
    reason: %s
    by: erik-lind
lessons:
  expected: %s
  actual: %s
  why: %s
  keep: %s
  change:
    what: %s
    owner: tom-hale
    due: 2026-06-09
waivers:
  - rule: sponsor-silent
    reason: %s
    by: erik-lind
    until: 2026-06-30
  - rule: %s
    item: %s
    reason: %s
    by: erik-lind
    until: 2026-06-30
fields:
  own: %s
---
%s
"""
METRIC = "---\ntitle: %s\nunit: %s\ndirection: down\ndefinition: %s\nsource: %s\ncollector: lena-fox\n"
METRIC += "cadence: monthly\n---\n%s\n"


def fill(text: str, payload: str) -> str:
    """Put a payload at every place of a page's text, quoted as YAML; the last place is the body."""
    places = text.count("%s")
    return text % (*[json.dumps(payload)] * (places - 1), payload)


def poison(payload: str) -> dict[str, str]:
    """Give a site that holds the payload in every field that takes words."""
    quoted = json.dumps(payload)
    cell = '"' + payload.replace('"', '""') + '"'
    return read_base() | {
        "playbook.toml": f"[site]\nname = {quoted}\norganisation = {quoted}\n"
        f'[[fields]]\nname = "own"\nlabel = {quoted}\n',
        "content/initiatives/crm.md": fill(PLAN, payload),
        "content/initiatives/stopped.md": "---\ntitle: Ended\nstatus: stopped\nowner: tom-hale\nstopped:\n"
        f"  date: 2026-05-01\n  by: erik-lind\n  reason: {quoted}\n---\n",
        "content/initiatives/paused.md": "---\ntitle: Resting\nstatus: paused\nowner: tom-hale\npaused:\n"
        f"  since: 2026-05-01\n  until: 2026-07-01\n  by: erik-lind\n  reason: {quoted}\n---\n",
        "content/metrics/sales-cycle.md": fill(METRIC, payload),
        "content/metrics/sales-cycle.csv": f"date,value,note\n2025-12-31,62,{cell}\n2026-05-29,54,{cell}\n",
        "content/people/maya-okafor.md": f"---\nname: {quoted}\nrole: {quoted}\nemail: {quoted}\n---\n"
        f"{payload}\n",
        "content/departments/sales.md": f"---\ntitle: {quoted}\nhead: maya-okafor\n---\n{payload}\n",
        "content/method/vision.md": f"---\ntitle: {quoted}\nstage: vision\n---\n{payload}\n",
        "content/guides/a.md": f"---\ntitle: {quoted}\ntags:\n  - {quoted}\n---\n[[crm]] {payload} "
        f"[[{payload}]]\n",
        "content/guides/b'onload=x&lt;.md": f"# {payload}\n\n[a](<javascript:{MARK}()>) [x](a.md)\n",
    }


@pytest.fixture(scope="module", params=PAYLOADS, ids=list(PAYLOADS))
def payload(request: pytest.FixtureRequest) -> str:
    """One hostile text."""
    return PAYLOADS[request.param]


@pytest.fixture(scope="module")
def pages(payload: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """The pages of a poisoned site, parsed strictly."""
    return see_pages(render_files(tmp_path_factory.mktemp("site"), poison(payload)))


def list_breaches(page: Seen) -> list[str]:
    """List what of a payload became an element, an attribute or an address that runs."""
    never = ("script", "iframe", "style", "object", "embed", "foreignObject", "animate", "set")
    elements = [each for each in page.tree.iter() if not is_our_script(each)]
    found = [str(each.tag) for each in elements if each.tag in never]
    for element in page.tree.iter():
        for key, value in element.items():
            bare = "".join(value.split()).lower()
            is_address = key in ("src", "href")
            if key.startswith("on") or (
                is_address and bare.startswith(("javascript:", "data:", "vbscript:"))
            ):
                found.append(f"{element.tag} {key}={value}")
            elif element.tag == "img" and is_address and MARK in value:
                found.append(f"img {value}")
    return found


def test_nothing_that_an_author_writes_becomes_an_element_or_runs(pages: dict[str, Seen]) -> None:
    assert {path: list_breaches(page) for path, page in pages.items()} == {path: [] for path in pages}


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("<h1>{{ view.title | safe }}</h1>", id="trusted text"),
        pytest.param('<a href="{{ view.title }}">x</a>', id="an address without the filter"),
    ],
)
def test_the_oracle_catches_a_careless_template(tmp_path: Path, template: str) -> None:
    careless = '{% extends "_layout.html" %}{% block content %}' + template + "{% endblock %}"
    found: set[str] = set()
    for payload in PAYLOADS.values():
        files = poison(payload) | {"templates/method-page.html": careless}
        body = render_files(tmp_path / str(len(found)), files)["method/vision.html"]
        page = Seen("method/vision.html", html5lib.parse(body.decode(), namespaceHTMLElements=False))
        found.update(list_breaches(page))
    assert found


def test_the_words_arrive_as_words(payload: str, pages: dict[str, Seen]) -> None:
    words = " ".join(payload.split())
    page = pages["initiative/crm.html"]
    assert page.text.count(words) >= PLAN.count("%s") - 8
    for path in ("index.html", "metric/sales-cycle.html", "person/maya-okafor.html", "method/vision.html"):
        assert words in pages[path].text, path


def test_a_template_in_a_field_is_not_evaluated(pages: dict[str, Seen]) -> None:
    assert not [path for path, page in pages.items() if " 49" in page.text and "{{ 7" not in page.text]


def test_the_plan_of_this_test_has_every_key_that_takes_words() -> None:
    from playbook.schema.initiative import Initiative

    for key in list_keys(Initiative):
        if key not in ("depends-on", "formerly", "paused", "stopped"):
            assert f"\n{key}:" in PLAN, key
