"""Sites whose one plan is out of the ordinary: methods of many stages, very much, nothing, paused, stopped."""

from collections.abc import Mapping

from tests.overlay import merge
from tests.plans import CRM, claim
from tests.sites import read_base

LONG = "Every one of the forty-two depots on both sides of the river books its returns in the new tool, before the winter peak"
"""A title of 120 characters."""

STEPS = ("vision", "coalition", "goals", "follow-through")


def write_method(number: int) -> str:
    """Give the configuration of a method of `number` stages, at least four."""
    at = [step for n in range(number) for step in STEPS if n % 4 == STEPS.index(step)]
    ordered = sorted(at, key=STEPS.index)
    stages = (
        f'[[method.stages]]\nid = "s{n}"\ntitle = "Stage number {n}"\nstep = "{step}"\n'
        for n, step in enumerate(ordered, 1)
    )
    return "\n" + "".join(stages)


def make_method(number: int) -> dict[str, str]:
    """Give the base site with a method of `number` stages, of which its plan has none."""
    base = read_base()
    return base | {
        "playbook.toml": base["playbook.toml"] + write_method(number),
        CRM: merge(base[CRM], "stages: ~\n"),
    }


def write_milestones(number: int) -> str:
    """Give the fragment of many milestones with long titles: done, overdue, moved, to come."""
    listed = []
    for n in range(number):
        month, year = n % 12 + 1, 2025 + n // 12
        listed.append(f"  - id: m{n}\n    title: {LONG} {n}\n    owner: ana-ruiz\n    due: {year}-{month:02}-15\n"
                      f"    acceptance: The old tool is read-only for depot {n}, shown by its access log\n"
                      + (f"    done: {year}-{month:02}-14\n    evidence: Access log {n}\n" if n < 14 else ""))  # fmt: skip
    return "milestones:\n" + "".join(listed)


def write_slips() -> str:
    """Give the fragment of one milestone that was moved three times."""
    days = ("2025-12-15", "2026-02-01", "2026-05-01", "2027-08-15")
    moves = (
        f"  - item: m31\n    from: {old}\n    to: {new}\n    date: {old}\n    reason: The tool was not ready, for reason {n}\n"
        for n, (old, new) in enumerate(zip(days, days[1:], strict=False))
    )
    return "slips:\n" + "".join(moves)


def write_reviews(number: int) -> str:
    """Give the fragment of many reviews of follow-through, most of them held, the last ones slipping."""
    listed = []
    for n in range(number):
        month, year = n % 12 + 1, 2025 + n // 12
        verdict = "slipping" if n > 13 else "holding"
        held = f"        held: {year}-{month:02}-10\n        verdict: {verdict}\n        note: {LONG}\n" if n < 17 else ""
        listed.append(f"      - due: {year}-{month:02}-10\n        by: erik-lind\n{held}")
    head = "stages:\n  follow-through:\n    owner: lena-fox\n    metric: crm-weekly-active\n    keep: 85\n"
    return f"{head}    until: 2027-06-30\n    reviews:\n" + "".join(listed)


def make_pages() -> Mapping[str, dict[str, str]]:
    """Give the sites by name."""
    base = read_base()
    plan = base[CRM]
    big = merge(plan, f"title: {LONG}\n" + write_milestones(40) + write_slips() + write_reviews(20))
    bare = "---\ntitle: Nothing yet\nstatus: running\nowner: maya-okafor\n---\n"
    slim = merge(plan, "targets: ~\nmilestones: ~\nrisks: ~\nupdates: ~\nsummary: ~\n")
    return {
        "four": base,
        **{f"method of {n}": make_method(n) for n in range(5, 13)},
        "big": base | {CRM: big},
        "bare": base | {CRM: bare},
        "slim": base | {CRM: slim},
        "unread": base | {"content/metrics/sales-cycle.csv": "date,value\n"},
        "draft": base | {CRM: bare.replace("running", "draft")},
        "paused": base | {CRM: merge(plan, claim("paused"))},
        "stopped": base | {CRM: merge(plan, claim("stopped"))},
    }
