"""Small variants of the base site: with a page of every kind, faulty, empty, of another method."""

from tests.overlay import merge
from tests.plans import CRM, DRAFT, PAUSED, UNREVIEWED
from tests.sites import read_base

GUIDE = """---
title: How we review
order: 2
tags:
  - reviews
---
See [[crm]], [half](<50%2525 of it & more.md>), [the drawing](way.svg), [the second part](#the-second-part),
[the plan](../initiatives/crm.md#vision)
and [the forge](https://forge.example/a).

## The second part

| a | b |
|---|---|
| 1 | 2 |

- [ ] open
- [x] done
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
METHOD = "---\ntitle: How we begin\nstage: vision\n---\nBegin with [[crm]].\n"

FULL = {
    "content/index.md": "---\ntitle: Our playbook\n---\nRead [how we review](guides/review.md).\n",
    "content/guides/review.md": GUIDE,
    "content/guides/glossary.md": "# Glossary\n\nWords, see [[guides/review]].\n",
    "content/guides/50%25 of it & more.md": "# Half of it\n\nSee [the guide](review.md).\n",
    "content/guides/way.svg": SVG,
    "content/guides/unused.svg": SVG,
    "content/method/vision.md": METHOD,
    "content/method/coalition.md": "---\ntitle: How we win people\nstage: coalition\n---\nAsk.\n",
    "content/initiatives/policy.md": DRAFT,
    "content/initiatives/deep/names.md": DRAFT.replace("---\ntitle", "---\ndepends-on:\n  - crm\ntitle", 1),
    "content/metrics/silent.md": "---\ntitle: Never read\nunit: count\n---\n",
}
FAULTY = """title: "Broken | plan"
owner: maya-okaforr
sponsor: ~
targets:
  - metric: no-such-metric
  - metric: sales-cycle
milestones:
  - title: ""
  - title: Elsewhere
    stage: nowhere
    depends-on:
      - crm#gone
waivers:
  - rule: PB999
"""
OWN_METHOD = """
[[method.stages]]
id = "urgency"
title = "Urgency"
step = "vision"
[[method.stages]]
id = "coalition"
step = "coalition"
[[method.stages]]
id = "goals"
title = "Short-term wins"
step = "goals"
[[method.stages]]
id = "follow-through"
title = "Anchor"
step = "follow-through"
"""


def make_variant(name: str) -> dict[str, str]:
    """Give the files of a small variant of the base site."""
    base = read_base()
    plan = base[CRM]
    variants: dict[str, dict[str, str]] = {
        "full": base | FULL,
        "without initiatives": {key: text for key, text in base.items() if "initiatives" not in key},
        "one draft alone": {
            "content/people/maya-okafor.md": "---\nname: Maya Okafor\n---\n",
            "content/initiatives/policy.md": DRAFT,
        },
        "faulty": base | {CRM: merge(plan, FAULTY), "content/initiatives/open.md": "---\ntitle: x\n"},
        "unreviewed": base | {CRM: merge(plan, UNREVIEWED)},
        "paused": base | {CRM: merge(plan, PAUSED.format(until="2026-09-01"))},
        "own method": base | {"playbook.toml": base["playbook.toml"] + OWN_METHOD},
        "empty": {"content/about.md": "# About\n"},
    }
    return variants[name]


VARIANTS = (
    "full",
    "without initiatives",
    "one draft alone",
    "faulty",
    "unreviewed",
    "paused",
    "own method",
    "empty",
)
