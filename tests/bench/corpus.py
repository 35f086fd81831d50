"""A playbook of N initiatives, the same for the same N: pages of about 11 KB that pass the check.

Each page has a complete plan, six sections with lists, a table, a quote, a code block and a link to another
page. People, departments and metrics grow with N; none of them is named by more than a few dozen plans.
"""

from collections.abc import Iterator

from tests.bench.course import READINGS, TODAY, end_month, measure_guardrail, measure_outcome, measure_use
from tests.bench.plan import Plan, Size, write_front
from tests.bench.prose import Link, write_prose

KINDS = {
    "outcome": ("Lead time of offers, line {n}", "days", "down", "outcome", measure_outcome),
    "use": ("People who use the one form, line {n}", "%", "up", "adoption", measure_use),
    "returns": ("Deliveries sent back, line {n}", "%", "hold", "guardrail", measure_guardrail),
}
"""What is measured: the beginning of the id -> title, unit, direction, kind and course."""

FIRST_NAMES = ("Maya", "Erik", "Tom", "Ana", "Lena", "Omar", "Ines", "Jon", "Priya", "Karl", "Noor", "Ida")
LAST_NAMES = ("Okafor", "Lind", "Hale", "Ruiz", "Fox", "Berg", "Novak", "Tran", "Marsh", "Osei", "Aldana")
LETTERS = "ABCDEFGHIJKLMNOPRSTUVWZ"


def link_playbook(words: str, kind: str, number: int) -> str:
    """Write a link as a playbook has it."""
    if kind == "initiatives":
        return f"[{words}](plan-{number:05}.md)"
    return f"[[{kind}-{number:05}|{words}]]"


def iter_pages(count: int, link: Link) -> Iterator[tuple[str, str]]:
    """Yield path and text of the plans and metrics of a playbook, with links as a form writes them."""
    size = Size(count)
    for kind in KINDS:
        for n in range(size.metrics):
            yield f"metrics/{kind}-{n:05}.md", _write_metric(kind, n, size)
    for n in range(count):
        plan = Plan(n, size)
        prose = write_prose(n, (n * 7 + 1) % count, plan.metric, link)
        yield f"initiatives/plan-{n:05}.md", f"---\n{write_front(plan)}\n---\n{prose}"


def iter_tables(count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of the tables of a playbook: readings, people, departments."""
    size = Size(count)
    for kind, (*_, course) in KINDS.items():
        for n in range(size.metrics):
            rows = [f"{end_month(k)},{course(n, end_month(k)):.1f}" for k in range(READINGS)]
            yield f"metrics/{kind}-{n:05}.csv", "\n".join(("date,value", *rows, ""))
    yield "people.csv", "\n".join(("id,name,role,department", *_list_people(size), ""))
    rows = [f"department-{n:05},{_name_department(n)},head-{n:05}" for n in range(size.departments)]
    yield "departments.csv", "\n".join(("id,title,head", *rows, ""))


def iter_files(count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of a playbook with `count` initiatives."""
    yield "playbook.toml", f'schema = 1\ntoday = {TODAY}\n\n[site]\nname = "Playbook of {count}"\n'
    for pages in (iter_tables(count), iter_pages(count, link_playbook)):
        yield from ((f"content/{name}", text) for name, text in pages)


def make_files(count: int) -> dict[str, str]:
    """Make the files of a playbook with `count` initiatives: path -> text."""
    return dict(iter_files(count))


def _write_metric(kind: str, n: int, size: Size) -> str:
    title, unit, direction, means, _ = KINDS[kind]
    collector = f"controller-{n % size.controllers:05}"
    return (
        f'---\ntitle: {title.format(n=n)}\nunit: "{unit}"\ndirection: {direction}\nkind: {means}\n'
        f"definition: The median of line {n} over all orders that were closed in the month\n"
        f"source: Order system, report {n % 40 + 3}\ncollector: {collector}\ncadence: monthly\ndecimals: 1\n"
        f"---\nRead on the last working day of the month, for the {n % 30 + 4} people of line {n}.\n"
    )


def _list_people(size: Size) -> Iterator[str]:
    roles = (
        ("owner", "Manager", size.owners),
        ("head", "Head of department", size.departments),
        ("lead", "Team lead", size.departments),
        ("controller", "Controller", size.controllers),
    )
    number = 0
    for kind, role, many in roles:
        for n in range(many):
            yield f"{kind}-{n:05},{_name_person(number)},{role},department-{n % size.departments:05}"
            number += 1


def _name_person(number: int) -> str:
    """Give a name that nobody else has."""
    rest, first = divmod(number, len(FIRST_NAMES))
    rest, last = divmod(rest, len(LAST_NAMES))
    initials = ""
    while rest:
        rest, letter = divmod(rest - 1, len(LETTERS))
        initials += f" {LETTERS[letter]}."
    return f"{FIRST_NAMES[first]}{initials} {LAST_NAMES[last]}"


def _name_department(n: int) -> str:
    trade = ("Sales", "Service", "Purchasing", "Warehouse", "Finance", "Planning", "Quality")[n % 7]
    return f"{trade} {n // 7 + 1}"
