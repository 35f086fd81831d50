"""A small playbook with every kind of reference, for `edits`: values by chance, the same for the same seed.

In: a source of chance. Out: files by path. The prose is short, so that a clean build takes little time.
"""

from functools import partial
from random import Random

PEOPLE = (
    "maya-okafor",
    "erik-lind",
    "tom-hale",
    "ana-ruiz",
    "lena-fox",
    "omar-berg",
    "ines-tran",
    "jon-osei",
)
DEPARTMENTS = ("sales", "finance", "service", "board")
METRICS = ("sales-cycle", "weekly-active", "discount-rate", "lead-time", "returns", "offers-sent")
PLANS = tuple(f"plan-{n}" for n in range(10))
GUIDES = ("guides/start", "guides/index", "guides/deep/index", "guides/deep/why", "guides/deep/how", "notes")
STATUSES = ("draft", "committed", "running", "running", "paused", "stopped", "sustained")
STAGES = ("vision", "coalition", "goals", "follow-through")
UNITS = ("days", '"%"', "count", "parcels")

CONFIG = """schema = 1
units = ["parcels"]

[site]
name = "Small playbook"
url = "https://playbook.example/site/"
repository = "https://git.example/team/playbook"
forge = "gitea"

[[site.navigation]]
title = "Start here"
page = "guides/start"

[[site.navigation]]
title = "Words"
page = "glossary"
place = "footer"

[words]
placeholders = ["offen"]

[[fields]]
name = "budget"
type = "number"
label = "Budget in k€"

[[fields]]
name = "cost-centre"
show = false

[rules.owner-overloaded]
level = "warning"
"""

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20">'
    '<rect width="{width}" height="20"/></svg>\n'
)


def make_files(chance: Random) -> dict[str, bytes]:
    """Make the files of a playbook: path -> bytes."""
    texts = {"playbook.toml": CONFIG, **_make_tables(chance), **_make_pages(chance)}
    texts["content/files/way.svg"] = PICTURE.format(width=40)
    texts["content/files/terms.txt"] = "Terms of the pilot.\n"
    texts["templates/own.css"] = ":root { --own: 1; }\n"
    return {name: text.encode() for name, text in texts.items()}


def write_link(chance: Random) -> str:
    """Write a link of any kind, nearly always to something that is there."""
    plan, metric = chance.choice(PLANS), chance.choice(METRICS)
    return chance.choice(
        (
            f"[[{plan}]]",
            f"[[{metric}|the figure]]",
            f"[[person/{chance.choice(PEOPLE)}]]",
            f"[[{chance.choice(PLANS)}#way-{chance.randrange(3)}]]",
            f"[the way](../initiatives/{plan}.md#way-{chance.randrange(3)})",
            f"[figure](../metrics/{metric}.md)",
            "[terms](../files/terms.txt)",
            "![the way](../files/way.svg)",
            "[[glossary#glossary]]",
            f"[[{chance.choice(GUIDES).removesuffix('/index')}]]",
        )
    )


def write_prose(chance: Random) -> str:
    """Write a few sentences with headings and links."""
    parts = [
        f"The pilot and the handover of part {chance.randrange(9)} are ready: see {write_link(chance)}.\n"
    ]
    for n in range(chance.randrange(1, 4)):
        parts += [f"## Way {n}\n\nWe learn from {write_link(chance)} and from a Pilot.\n"]
    return "\n".join(parts)


def write_day(chance: Random) -> str:
    """Write a day around today."""
    year = chance.choice((2025, 2026, 2026, 2026, 2027))
    return f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 28):02}"


def write_plan(chance: Random, number: int) -> str:
    """Write an initiative with stages, targets, milestones that depend on others', waivers and own fields."""
    who, when = partial(chance.choice, PEOPLE), partial(write_day, chance)
    other = chance.choice(PLANS)
    former = "formerly: [the-old-plan]\n" if number == 1 else ""
    stages = "".join(_write_stage(chance, each) for each in STAGES[: chance.randrange(2, 5)])
    return f"""---
title: Plan number {number}
summary: Part {number} is done once, so that nobody types it twice.
status: {chance.choice(STATUSES)}
owner: {who()}
sponsor: {who()}
department: {chance.choice(DEPARTMENTS)}
affects: [{chance.choice(DEPARTMENTS)}, sales]
theme: theme {number % 3}
starts: {when()}
go-live: {when()}
depends-on: ["{chance.choice(PLANS)}", "{other}#pilot"]
{former}fields:
  budget: "{chance.randrange(90)}"
  cost-centre: "K{number}"
targets:
  - metric: {chance.choice(METRICS)}
    headline: true
    baseline: {{value: 62, date: 2025-12-31, source: Report 17}}
    target: {{value: {chance.randrange(30, 60)}, due: {when()}}}
  - metric: {chance.choice(METRICS)}
    guardrail: true
    limit: {chance.randrange(5, 20)}
stages:
{stages}milestones:
  - id: pilot
    title: The pilot of part {number} works
    owner: {who()}
    due: {when()}
    metric: {chance.choice(METRICS)}
    target: {chance.randrange(40, 80)}
    depends-on: ["{chance.choice(PLANS)}#pilot"]
  - id: all
    title: All of part {number} works
    owner: {who()}
    due: {when()}
    depends-on: [pilot]
    acceptance: The old way is closed
risks:
  - {{risk: It is late, owner: {who()}, due: {when()}, answer: More people}}
updates:
  - {{date: 2026-05-{chance.randrange(1, 29):02}, by: {who()}, health: on-track, note: It goes on.}}
waivers:
  - {{rule: no-early-win, reason: It is small, by: {who()}, until: 2026-{chance.randrange(3, 12):02}-15}}
---
{write_prose(chance)}"""


def _write_stage(chance: Random, name: str) -> str:
    who = chance.choice(PEOPLE)
    extra = {
        "vision": f"    diagnosis:\n      - {{finding: Typed thrice, evidence: {chance.randrange(9)} hours, "
        "source: Study}\n",
        "coalition": f"    members:\n      - {{person: {chance.choice(PEOPLE)}, ask: Half a day, "
        f"asked: 2026-01-15, accepted: 2026-0{chance.randrange(1, 9)}-22}}\n"
        f"    communication:\n      - {{audience: everyone, message: Type once, channel: mail, by: {who}, "
        f"sent: 2026-0{chance.randrange(1, 9)}-27}}\n",
        "goals": "",
        "follow-through": f"    keep: 85\n    until: {write_day(chance)}\n",
    }[name]
    done = f"    done: {write_day(chance)}\n" if chance.random() < 0.5 else ""
    return (
        f"  {name}:\n    owner: {who}\n    metric: {chance.choice(METRICS)}\n"
        f"    starts: 2026-01-12\n{done}{extra}"
        f"    reviews:\n      - {{due: {write_day(chance)}, by: {chance.choice(PEOPLE)}}}\n"
    )


def write_metric(chance: Random, name: str) -> str:
    """Write a metric's page."""
    return (
        f"---\ntitle: Figure of {name.replace('-', ' ')}\nunit: {chance.choice(UNITS)}\ndirection: "
        f"{chance.choice(('up', 'down'))}\nkind: outcome\ndefinition: Median of the month\nsource: Report 3\n"
        f"collector: {chance.choice(PEOPLE)}\ncadence: monthly\ndecimals: 1\n---\n{write_prose(chance)}"
    )


def write_readings(chance: Random) -> str:
    """Write readings up to a month by chance."""
    rows = [f"2026-{month:02}-28,{chance.randrange(20, 80)}" for month in range(1, chance.randrange(3, 7))]
    return "\n".join(("date,value", *rows, ""))


def _make_tables(chance: Random) -> dict[str, str]:
    people = [
        f"{each},{each.replace('-', ' ').title()},Lead,{chance.choice(DEPARTMENTS)},," for each in PEOPLE
    ]
    heads = [f"{each},{each.title()},{chance.choice(PEOPLE)}" for each in DEPARTMENTS[:3]]
    return {
        "content/people.csv": "\n".join(("id,name,role,department,deputy,left", *people, "")),
        "content/departments.csv": "\n".join(("id,title,head", *heads, "")),
        **{f"content/metrics/{each}.csv": write_readings(chance) for each in METRICS[:4]},
    }


def _make_pages(chance: Random) -> dict[str, str]:
    pages = {f"initiatives/{each}.md": write_plan(chance, n) for n, each in enumerate(PLANS)}
    pages |= {f"metrics/{each}.md": write_metric(chance, each) for each in METRICS}
    pages |= {
        f"{each}.md": f"---\norder: {n}\n---\n# Guide {n}\n\n{write_prose(chance)}"
        for n, each in enumerate(GUIDES)
    }
    for n, each in enumerate((*STAGES, "extra")):
        stage = f"stage: {each}\n" if each in STAGES else ""
        pages[f"method/{each}.md"] = (
            f"---\ntitle: How to {each}\n{stage}order: {n}\n---\n{write_prose(chance)}"
        )
    for each in (*PEOPLE[:3], "guest-one"):
        pages[f"people/{each}.md"] = f"---\nrole: Head of part\n---\n{write_prose(chance)}"
    for each in ("board", "sales"):
        pages[f"departments/{each}.md"] = (
            f"---\ntitle: The {each}\nhead: {PEOPLE[0]}\n---\n{write_prose(chance)}"
        )
    terms = "Pilot\n:   The first part, see [[plan-1]].\n\nHandover\n:   The end of a project.\n"
    pages["glossary.md"] = f"# Glossary\n\n{terms}"
    pages["guides/glossary.md"] = "# Words of guides\n\nPart\n:   A piece of the way, of [[sales-cycle]].\n"
    pages["index.md"] = f"Welcome: {write_link(chance)}.\n"
    pages |= {f"notes/note-{n}.md": f"# Note {n}\n\n{write_prose(chance)}" for n in range(4)}
    return {f"content/{name}": lead_up(name, text) for name, text in pages.items()}


def lead_up(name: str, text: str) -> str:
    """Let the relative links of a page lead from where it stands, below content."""
    return text.replace("(../", f"({'../' * name.count('/')}")
