"""A playbook of N initiatives, the same for the same N: pages of about 11 KB that pass the check.

    python -m tests.bench.corpus 1000 FOLDER

Each page has a complete plan, six sections with lists, a table, a quote, a code block and a link to
another page; people, departments and metrics grow with N.
"""

import sys
from pathlib import Path

from tests.sites import read_base, write_site

DEPARTMENTS = 12
PLANS_EACH = 3
"""How many running plans one person owns: one more and PB308 speaks."""

SENTENCE = (
    "We counted {n} cases over {m} weeks, asked the people who do the work, and wrote down what they said "
    "before anybody proposed a remedy. "
)

SECTIONS = ("Vision", "Coalition", "Goals", "Follow-through", "What we do not change", "Still open")


def make_body(n: int, count: int) -> str:
    """Write the prose of one page."""
    other = (n * 7 + 1) % count
    parts = [f"This plan follows [the one before it](plan-{other:05}.md) and moves [[cycle-{n % 50:03}]].\n"]
    for k, title in enumerate(SECTIONS):
        text = SENTENCE.format(n=n % 90 + 10, m=k + 3) * 9
        items = "\n".join(f"- step {i} of **{title.lower()}**, with `code` and *weight*" for i in range(5))
        parts.append(f"## {title}\n\n{text}\n\n{items}\n")
    parts.append(
        "| stage | days |\n|---|---:|\n" + "\n".join(f"| part {i} | {i * 3} |" for i in range(8)) + "\n"
    )
    parts.append("> We had the order in hand, and then we waited for ourselves.\n")
    parts.append("```sql\nselect median(days) from deals where closed >= date '2026-01-01'\n```\n")
    return "\n".join(parts)


def make_files(count: int) -> dict[str, str]:
    """Make the files of a playbook with `count` initiatives: path -> text."""
    base = read_base()
    plan, metric = base["content/initiatives/crm.md"], base["content/metrics/sales-cycle.md"]
    front = plan.split("\n---\n", 1)[0] + "\n---\n"
    files = {name: text for name, text in base.items() if "initiatives/" not in name}
    for n in range(50):
        files[f"content/metrics/cycle-{n:03}.md"] = metric.replace("Length of", f"Length {n} of")
        files[f"content/metrics/cycle-{n:03}.csv"] = base["content/metrics/sales-cycle.csv"]
    owners = count // PLANS_EACH + 1
    rows = [f"owner-{n:05},Owner {n},Manager,sales,,," for n in range(owners)]
    files["content/people.csv"] += "\n".join(rows) + "\n"
    for n in range(count):
        text = front.replace("title: One CRM for every deal", f"title: Plan {n} for every deal")
        text = text.replace("owner: maya-okafor", f"owner: owner-{n // PLANS_EACH:05}")
        text = text.replace("metric: sales-cycle", f"metric: cycle-{n % 50:03}")
        files[f"content/initiatives/plan-{n:05}.md"] = text + make_body(n, count)
    return files


def main() -> None:
    """Write a corpus: count and folder are the arguments."""
    write_site(Path(sys.argv[2]), make_files(int(sys.argv[1])))


if __name__ == "__main__":
    main()
