"""A playbook in which everything that can grow grows with N: plans, people, departments, metrics, links.

In: N. Out: files. All plans share their sponsor, their department and a metric, each links to the first one
and waits for it, and none is complete: so every list of every page is as long as the playbook.
"""

from tests.overlay import merge
from tests.plans import CRM, UNREVIEWED
from tests.sites import read_base

SLIPS = """slips:
  - item: all-teams
    from: 2026-05-29
    to: 2026-06-26
    date: 2026-08-20
    reason: The import was late
"""
WAITS = "depends-on: [plan-000]\n"


def make_busy(number: int) -> dict[str, str]:
    """Give the files of a playbook with as many of everything."""
    files = read_base()
    metric, readings = (files[f"content/metrics/sales-cycle.{each}"] for each in ("md", "csv"))
    plan = merge(files.pop(CRM), UNREVIEWED + SLIPS + WAITS)
    files["content/people.csv"] += "".join(f"p-{n:03},Person {n:03},Clerk,sales,,,\n" for n in range(number))
    files["content/departments.csv"] += "".join(f"d-{n:03},Department {n:03},\n" for n in range(number))
    for n in range(number):
        files[f"content/metrics/m-{n:03}.md"] = metric.replace("Length of", f"Length {n:03} of")
        files[f"content/metrics/m-{n:03}.csv"] = readings
        text = plan.replace("title: One CRM for every deal", f"title: Plan {n:03}")
        text = text.replace("owner: maya-okafor", f"owner: p-{n:03}", 1)
        text = text if n else text.replace(WAITS.strip(), "tags: [first]")
        files[f"content/initiatives/plan-{n:03}.md"] = (
            text + "\nSee [[plan-000]], [[m-000]] and [[erik-lind]].\n"
        )
    return files
