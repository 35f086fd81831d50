"""What an author does to a playbook, a step at a time, by chance.

In: `State`, its files by path as they are to be. Out: the same, changed. Nothing here touches the disk:
`edits` writes what is changed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import PurePosixPath
from random import Random

from playbook.check import Options
from tests.reliability import edits_site as site

Files = dict[str, bytes]


@dataclass(slots=True)
class State:
    """A playbook as it is to be: files by path, day, options; `past` are the files at earlier steps.

    `keeps_times` says that the files just changed are to bear the time stamps that they had.
    """

    files: Files
    chance: Random
    today: date
    options: Options = field(default_factory=Options)
    past: list[Files] = field(default_factory=list)
    keeps_times: bool = False
    made: int = 0

    @property
    def content(self) -> str:
        """The name of the content folder."""
        found = re.search(rb'^content = "(\w+)"', self.files["playbook.toml"], re.MULTILINE)
        return found[1].decode() if found else "content"

    def list_pages(self, start: str = "") -> list[str]:
        """List the pages below a folder of content."""
        prefix = f"{self.content}/{start}"
        return sorted(each for each in self.files if each.startswith(prefix) and each.endswith(".md"))

    def read(self, name: str) -> str:
        """Give a file's text."""
        return self.files[name].decode(errors="replace")

    def write(self, name: str, text: str) -> None:
        """Change a file."""
        self.files[name] = text.encode()


Step = Callable[[State], None]
WORDS = ("Offer", "Deal", "Order", "Invoice", "Call", "Stock", "pilot", "handover", "TBD", "offen", "Größe")
TOKENS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\b(?:" + "|".join(site.PEOPLE) + r")\b"), (*site.PEOPLE, "guest-one", "nobody-known")),
    (re.compile(r"\b(?:" + "|".join(site.METRICS) + r")\b"), (*site.METRICS, "asks-accepted")),
    (re.compile(r"\bplan-\d+\b"), (*site.PLANS, "plan-10", "plan-11")),
    (re.compile(r"\b(?:sales|finance|service|board)\b"), site.DEPARTMENTS),
    (re.compile(r"(?<=status: )\w+"), site.STATUSES),
    (
        re.compile(r"\b\d{4}-\d\d-\d\d\b"),
        tuple(f"202{n % 3 + 5}-{n % 12 + 1:02}-{n + 1:02}" for n in range(27)),
    ),
    (re.compile(r"(?<=[ ,])\d+(?=[,}\n])"), tuple(map(str, range(0, 99, 7)))),
    (re.compile(r"(?<=#)(?:way-\d|pilot|all)\b"), ("way-0", "way-1", "way-2", "pilot", "all")),
    (re.compile(r"(?<=## )Way \d"), ("Way 0", "Way 1", "Way 2", "Other")),
    (re.compile(r"\b(?:unit|direction|cadence): (\S+)"), ("unit: days", "direction: up", "cadence: weekly")),
    (re.compile(r"\b(?:Part|part|number|Figure|Guide|Median|Typed|Lead)\b"), WORDS),
)
"""What stands in pages and tables, and what may take its place."""


def swap_token(state: State) -> None:
    """Change a value somewhere: a person, a metric, a plan, a day, a figure, a status, an anchor, a word."""
    for _ in range(20):
        name = state.chance.choice([*state.list_pages(), *_list_tables(state)])
        pattern, others = state.chance.choice(TOKENS)
        text = state.read(name)
        found = list(pattern.finditer(text))
        if found:
            at = state.chance.choice(found)
            state.write(name, text[: at.start()] + state.chance.choice(others) + text[at.end() :])
            return


def _list_tables(state: State) -> list[str]:
    return sorted(each for each in state.files if each.endswith(".csv"))


def retitle(state: State) -> None:
    """Give a page another title, in its front matter or as its heading, or another summary."""
    name = state.chance.choice(state.list_pages())
    key = state.chance.choice(("title", "title", "name", "summary", "role", "order", "tags"))
    value = {"order": str(state.chance.randrange(9)), "tags": f"[{state.chance.choice(WORDS)}]"}
    line = f"{key}: {value.get(key, f'{state.chance.choice(WORDS)} of {state.chance.randrange(99)}')}"
    text = state.read(name)
    if re.search(rf"^{key}: .*$", text, re.MULTILINE):
        state.write(name, re.sub(rf"^{key}: .*$", line, text, count=1, flags=re.MULTILINE))
    elif text.startswith("---\n"):
        state.write(name, text.replace("---\n", f"---\n{line}\n", 1))
    else:
        state.write(name, re.sub(r"\A# .*\n", "", text).join((f"# {line}\n\n", "")))


def add_prose(state: State) -> None:
    """Add a heading with a link, or take the last paragraph away."""
    name = state.chance.choice(state.list_pages())
    text = state.read(name)
    if state.chance.random() < 0.3 and "\n\n" in text:
        state.write(name, text.rpartition("\n\n")[0] + "\n")
    else:
        link = site.lead_up(name.partition("/")[2], site.write_link(state.chance))
        state.write(name, f"{text}\n## Way {state.chance.randrange(5)}\n\nThe {link} of a pilot.\n")


def add_page(state: State) -> None:
    """Add a page of any kind; some take an id that is taken, or one that a page had before."""
    state.made += 1
    number = state.chance.choice((state.made + 9, state.made + 9, 3))
    chance, base = state.chance, state.content
    name, text = chance.choice(
        (
            (f"initiatives/plan-{number}.md", site.write_plan(chance, number)),
            ("initiatives/the-old-plan.md", site.write_plan(chance, number)),
            (f"initiatives/sub/plan-{number}/index.md", site.write_plan(chance, number)),
            (f"metrics/extra-{number}.md", site.write_metric(chance, "extra")),
            (f"people/person-{number}.md", f"---\nname: Person {number}\ndepartment: sales\n---\nHere.\n"),
            (f"people/{chance.choice(site.PEOPLE)}.md", "A word about a [[plan-1]].\n"),
            ("departments/service.md", "---\ntitle: Service for all\n---\n"),
            (f"guides/deep/extra-{number}.md", f"# Extra\n\n{site.write_prose(chance)}"),
            (f"method/extra-{number}.md", f"---\nstage: goals\n---\n{site.write_prose(chance)}"),
            ("more/glossary.md", f"# More\n\nDeal {number}\n:   What is signed.\n"),
        )
    )
    state.write(f"{base}/{name}", site.lead_up(name, text))


def delete_file(state: State) -> None:
    """Delete a page, a table or a file that is linked to."""
    several = [each for each in state.files if each.startswith(f"{state.content}/")]
    del state.files[state.chance.choice(sorted(several))]


def rename(state: State) -> None:
    """Rename a page, or move it to another folder; some say what they were called before."""
    name = state.chance.choice(state.list_pages())
    path, chance = PurePosixPath(name), state.chance
    top = name.split("/")[1]
    folder = chance.choice(
        (str(path.parent), f"{path.parent}/moved", f"{state.content}/{top}", f"{state.content}/notes")
    )
    stem = chance.choice((path.stem, f"{path.stem}-new", "index", "plan-3"))
    text = state.files.pop(name)
    if chance.random() < 0.4 and text.startswith(b"---\n") and b"formerly" not in text:
        text = text.replace(b"---\n", f"---\nformerly: [{path.stem}]\n".encode(), 1)
    state.files[f"{folder}/{stem}.md"] = text


def swap_files(state: State) -> None:
    """Let two files of one kind change places."""
    name = state.chance.choice(state.list_pages())
    top = name.split("/")[1]
    other = state.chance.choice(state.list_pages(top if top.endswith(".md") else f"{top}/"))
    state.files[name], state.files[other] = state.files[other], state.files[name]


def revert(state: State) -> None:
    """Go back to an earlier state, wholly or with one file."""
    if not state.past:
        return
    files = state.chance.choice(state.past)
    if state.chance.random() < 0.5:
        state.files = dict(files)
        return
    changed = sorted(name for name in {*files, *state.files} if files.get(name) != state.files.get(name))
    for name in state.chance.sample(changed, min(1, len(changed))):
        if name in files:
            state.files[name] = files[name]
        else:
            del state.files[name]


def edit_unseen(state: State) -> None:
    """Change a letter of a page or a table: its size is the same, and its time stamps are put back."""
    name = state.chance.choice([*state.list_pages(), *_list_tables(state)])
    text = state.read(name)
    at = [n for n, sign in enumerate(text) if sign in "aeiou" and n > len(text) // 3]
    if at and len(text.encode()) == len(state.files[name]):
        n = state.chance.choice(at)
        state.write(name, text[:n] + state.chance.choice("aeiou") + text[n + 1 :])
    state.keeps_times = True


BREAKS = (
    b"",
    b"---\n[\n",
    b"\xff\xfe",
    b"---\nstatus: nowhere\n---\n",
    b"no front matter\n",
    b"x" * ((1 << 20) + 1),
)


def break_file(state: State) -> None:
    """Break a page or a table: empty, unreadable, too large, without its fence; `mend` puts it right."""
    state.files[state.chance.choice([*state.list_pages(), *_list_tables(state)])] = state.chance.choice(
        BREAKS
    )


def mend(state: State) -> None:
    """Put a broken file right, or break it in another way."""
    broken = sorted(name for name, body in state.files.items() if body in BREAKS)
    for name in broken[:1]:
        whole = [each[name] for each in state.past if each.get(name, b"") not in BREAKS]
        state.files[name] = state.chance.choice([*whole[-1:], *BREAKS[:1]])


def edit_people(state: State) -> None:
    """Edit the export of people: add, drop, swap rows and columns, fault a cell."""
    name, chance = f"{state.content}/{chance_table(state)}", state.chance
    rows = state.read(name).splitlines() if name in state.files else ["id,name", "maya-okafor,Maya"]
    at = chance.randrange(len(rows)) if rows else 0
    way = chance.randrange(7)
    if way == 0:
        rows.insert(at, rows[at] if rows else "")
    elif way == 1:
        rows.append(f"{chance.choice(('guest-one', 'new-one', 'person-3'))},Guest One,Lead,sales")
    elif way == 2 and len(rows) > 2:
        del rows[at]
    elif way == 3 and len(rows) > 2:
        rows[1:] = sorted(rows[1:], reverse=chance.random() < 0.5)
    elif way == 4:
        rows[at : at + 1] = [f"{rows[at]},x" if rows else "id,name"]
    elif way == 5 and rows:
        cells = rows[0].split(",")
        rows[0] = ",".join((*cells[:1], *chance.sample(cells[1:], len(cells) - 1)))
    elif rows:
        rows[at] = rows[at].replace("sales", "salse") if "sales" in rows[at] else rows[at] + ",2026-13-40"
    state.write(name, "\n".join((*rows, "")))


def chance_table(state: State) -> str:
    """Choose one of the exports."""
    return state.chance.choice(("people.csv", "people.csv", "departments.csv"))


def edit_readings(state: State) -> None:
    """Add, change or empty the readings of a metric that has a page."""
    pages = state.list_pages("metrics/")
    if pages:
        name = state.chance.choice(pages).removesuffix(".md") + ".csv"
        state.write(
            name, state.chance.choice(("", site.write_readings(state.chance), "date,value\n2026-01-01,x\n"))
        )
    for each in sorted(
        set(state.files) & {f"{state.content}/metrics/{state.chance.choice(site.METRICS)}.csv"}
    ):
        if state.chance.random() < 0.3:
            del state.files[each]


def tell_steps() -> Iterator[tuple[Step, int]]:
    """Yield each step on content with how often it is taken."""
    yield from (
        (swap_token, 30), (retitle, 8), (add_prose, 8), (add_page, 8), (delete_file, 5), (rename, 7),
        (swap_files, 4), (revert, 7), (edit_unseen, 6), (break_file, 5), (mend, 5), (edit_people, 8),
        (edit_readings, 5),
    )  # fmt: skip


def move_day(state: State) -> None:
    """Let days pass, most often forwards."""
    state.today += timedelta(days=state.chance.choice((1, 7, 30, 90, -20)))


def change_options(state: State) -> None:
    """Ask for the check in another way."""
    state.options = state.chance.choice(
        (
            Options(),
            replace(Options(), deadlines="error"),
            replace(Options(), ignore=("gap-too-wide",)),
            replace(Options(), select=("PB0",)),
            replace(Options(), profile="core"),
        )
    )
