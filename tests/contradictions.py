"""A playbook in which every plan invites a contradiction: the same late plan, once in every status.

In: nothing. Out: files by path. Everything in it is past its day, written out of order, and measured where a
rounded number says something else than the number.
"""

from collections.abc import Iterator
from datetime import date

from playbook.schema.choice import STATUSES

TODAY = date(2026, 11, 23)

CONFIG = """schema = 1
today = 2026-11-23
units = ["MWh"]
[check]
profile = "core"
[site]
name = "A & B"
url = "https://playbook.example/changes"
"""

PARTS = """stages:
  vision:
    owner: ida
    metric: waiting
    reviews:
      - {due: 2026-05-01, by: otto}
      - due: 2026-07-30
        by: otto
        held: 2026-08-02
        verdict: passed
        reading: 7
        actions:
          - {what: Ask the depots, owner: ida, due: 2026-08-20}
  coalition:
    owner: ida
    metric: share
    members:
      - {person: otto, ask: Give two people, asked: 2026-02-01, needed: 2026-03-01}
      - {person: ida, ask: Come along, asked: 2026-02-01, needed: 2026-12-10}
    communication:
      - {audience: depot, message: The counter closes, channel: mail, by: ida, due: 2026-03-01}
    reviews:
      - {due: 2026-01-10, by: otto, held: 2026-01-10, verdict: not-passed, reading: 37}
      - {due: 2026-12-10, by: otto}
  goals:
    owner: ida
    metric: waiting
    reviews:
      - {due: 2026-07-01, by: otto}
  follow-through:
    owner: ida
    metric: waiting
    until: 2028-01-01
    keep: 1
    reviews:
      - {due: 2027-03-01, by: otto}
      - {due: 2026-12-01, by: otto}
      - {due: 2026-06-01, by: otto}
      - {due: 2026-08-01, by: otto, held: 2026-08-02, verdict: holding}
      - {due: 2026-04-01, by: otto, held: 2026-04-02, verdict: slipping}
milestones:
  - {id: first, title: The first depot, owner: ida, due: 2026-05-05, acceptance: Its log}
  - {id: second, title: The second depot, owner: ida, due: 2026-12-20, acceptance: Its log}
risks:
  - {risk: It rains, owner: ida, due: 2026-06-06, answer: Umbrellas}
updates:
  - {date: 2026-11-01, by: ida, health: on-track, note: fine}
  - {date: 2026-12-24, by: ida, health: off-track, note: not yet}
targets:
  - metric: waiting
    headline: true
    baseline: {value: 0, date: 2026-01-01, source: Count}
    target: {value: 1000, due: 2026-11-01}
slips:
  - {item: go-live, from: 2026-03-01, to: 2026-03-30, date: 2026-02-20, reason: Ice}
  - {item: milestones.first, from: 2026-04-05, to: 2026-05-05, date: 2026-11-10, reason: Ice}
  - {item: until, from: 2027-12-01, to: 2028-01-01, date: 2026-11-10, reason: Ice}
rebaselined:
  - item: targets.waiting
    from: 900 by 2026-10-30
    to: 1000 by 2026-11-01
    date: 2026-11-10
    reason: Counted anew
    by: otto
"""

ENDS = {
    "paused": "paused: {since: 2026-03-01, until: 2027-01-31, by: otto, reason: Ice}\n",
    "stopped": "stopped: {date: 2026-03-01, by: otto, reason: Ice}\n",
}
METRIC = """---
title: {}
unit: {}
direction: up
kind: outcome
definition: As counted
source: The log
collector: ida
cadence: monthly
decimals: 0
---
"""


def make_playbook() -> dict[str, str]:
    """Give the files of the playbook."""
    return dict(_list_files())


def _list_files() -> Iterator[tuple[str, str]]:
    yield "playbook.toml", CONFIG
    for person in ("ida", "otto"):
        yield f"content/people/{person}.md", f"---\nname: {person.capitalize()}\ndepartment: depot\n---\n"
    yield "content/departments/depot.md", "---\ntitle: The depot\n---\n"
    yield "content/metrics/waiting.md", METRIC.format("Waiting", "MWh")
    yield "content/metrics/waiting.csv", "date,value\n2026-01-31,-0.3\n2026-02-28,0.4\n2026-10-31,996\n"
    yield "content/metrics/share.md", METRIC.format("Share", "'%'")
    yield "content/metrics/share.csv", "date,value\n2026-01-31,12\n2026-10-31,40\n"
    for status in STATUSES:
        head = f"title: The {status} one\nsummary: It waits\nstatus: {status}\nowner: ida\nsponsor: otto\n"
        days = "department: depot\nstarts: 2026-01-05\ngo-live: 2026-03-30\naffects: [depot]\n"
        yield (
            f"content/initiatives/{status}.md",
            f"---\n{head}{days}{ENDS.get(status, '')}{PARTS}---\n",
        )
