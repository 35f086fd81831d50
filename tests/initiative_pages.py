"""Sites whose one plan is out of the ordinary: methods of many stages, very much, nothing, paused, stopped.

In: nothing. Out: files by path, below a name. Each lays a fragment over the base site's plan.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from tests.overlay import merge
from tests.plans import CRM, claim
from tests.sites import read_base

LONG = (
    "Every one of the forty-two depots on both sides of the river books its returns in the new tool, "
    "before the winter peak"
)
"""A title of 120 characters."""

STEPS = ("vision", "coalition", "goals", "follow-through")


def write_method(number: int) -> str:
    """Give the configuration of a method of `number` stages, at least four."""
    steps = sorted((STEPS[n % 4] for n in range(number)), key=STEPS.index)
    stages = (
        f'[[method.stages]]\nid = "s{n}"\ntitle = "Stage number {n}"\nstep = "{step}"\n'
        for n, step in enumerate(steps, 1)
    )
    return "\n" + "".join(stages)


def make_method(number: int) -> dict[str, str]:
    """Give the base site with a method of `number` stages, of which its plan has none."""
    base = read_base()
    changed = {
        "playbook.toml": base["playbook.toml"] + write_method(number),
        CRM: merge(base[CRM], "stages: ~\n"),
    }
    return base | changed


def name_day(n: int, day: int) -> str:
    """Give a day of the n-th month from January 2025."""
    return f"{2025 + n // 12}-{n % 12 + 1:02}-{day}"


def write_milestones(first: int, number: int) -> Iterator[str]:
    """Yield the fragment of many milestones with long titles, those of the first 14 months done."""
    yield "milestones:\n"
    for n in range(first, number):
        yield f"  - id: m{n}\n    title: {LONG} {n}\n    owner: ana-ruiz\n    due: {name_day(n, 15)}\n"
        yield f"    acceptance: The old tool is read-only for depot {n}, shown by its access log\n"
        if n < 14:
            yield f"    done: {name_day(n, 14)}\n    evidence: Access log {n}\n"


def write_slips() -> Iterator[str]:
    """Yield the fragment of one milestone that was moved three times."""
    yield "slips:\n"
    for old, new in pairwise(("2025-12-15", "2026-02-01", "2026-05-01", "2027-08-15")):
        yield f"  - item: m31\n    from: {old}\n    to: {new}\n    date: {old}\n"
        yield "    reason: The tool was not ready\n"


def write_reviews(first: int, number: int) -> Iterator[str]:
    """Yield the fragment of many reviews of follow-through: held up to May 2026, then to come."""
    yield "stages:\n  follow-through:\n    owner: lena-fox\n    metric: crm-weekly-active\n    keep: 85\n"
    yield "    until: 2027-09-30\n    reviews:\n"
    for n in range(first, number):
        yield f"      - due: {name_day(n, 10)}\n        by: erik-lind\n"
        if n < 17:
            yield f"        held: {name_day(n, 10)}\n        verdict: {'slipping' if n > 13 else 'holding'}\n"
            yield f"        note: {LONG}\n"


def make_pages() -> Mapping[str, dict[str, str]]:
    """Give the sites by name."""
    base = read_base()
    plan = base[CRM]
    big = f"title: {LONG}\n" + "".join((*write_milestones(0, 40), *write_slips(), *write_reviews(0, 20)))
    long = "starts: 2026-06-15\n" + "".join((*write_milestones(18, 33), *write_reviews(18, 33)))
    bare = "---\ntitle: Nothing yet\nstatus: running\nowner: maya-okafor\n---\n"
    slim = "targets: ~\nmilestones: ~\nrisks: ~\nupdates: ~\nsummary: ~\n"
    return {
        "four": base,
        **{f"method of {n}": make_method(n) for n in range(5, 13)},
        "big": base | {CRM: merge(plan, big)},
        "long": base | {CRM: merge(plan, long)},
        "bare": base | {CRM: bare},
        "slim": base | {CRM: merge(plan, slim)},
        "unread": base | {"content/metrics/sales-cycle.csv": "date,value\n"},
        "draft": base | {CRM: bare.replace("running", "draft")},
        "paused": base | {CRM: merge(plan, claim("paused"))},
        "stopped": base | {CRM: merge(plan, claim("stopped"))},
    }
