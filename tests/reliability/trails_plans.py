"""Plans that are changed by chance, for a repository whose every move is known.

In: a source of chance, a day. Out: a plan's text, and what it promises, told by the one who put it there: no
text is read. It imports nothing of what is proved.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

PEOPLE = ("ines", "tom", "lena", "kim", "omar")
WORDS = ("order", "stock", "price", "visit", "call", "plan", "share", "week", "team", "list", "unit", "cost")
LINES = 60
BROKEN = "---\ntitle: [\n---\n"


@dataclass
class Review:
    """A review; `number` tells it apart whatever its place."""

    number: int
    due: str
    own: str = ""


@dataclass
class Note:
    """An entry that explains a move of one key of an item, in one of two lists."""

    about: tuple[str, str]
    item: str
    old: str
    new: str
    reason: str = ""

    @property
    def list(self) -> str:
        """The list in which it stands."""
        return "slips" if self.about[1] in ("due", "starts", "go-live") else "rebaselined"


@dataclass
class Plan:
    """A plan as it stands somewhere; `number` tells it apart whatever its id."""

    number: int
    id: str
    title: str
    prose: list[str]
    words: dict[str, str]
    targets: dict[str, dict[str, str]]
    milestones: dict[str, dict[str, str]]
    reviews: list[Review]
    is_folder: bool = False
    is_there: bool = True
    is_broken: bool = False
    formerly: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    later: list[Note] = field(default_factory=list)
    attic: dict[str, dict[str, str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        """Its file, below the project's folder."""
        return f"content/initiatives/{self.id}{'/index' if self.is_folder else ''}.md"

    def write(self) -> str:
        """Write its page."""
        if self.is_broken:
            return BROKEN
        lines = ["---", f"title: {self.title}"]
        lines += [f"{key}: {text}" for key, text in self.words.items()]
        lines += write_list("formerly", [[each] for each in self.formerly])
        lines.append("targets:")
        for metric, told in self.targets.items():
            lines += [f"  - metric: {metric}", "    baseline:", f"      value: {told['baseline']}"]
            lines += ["    target:", f"      value: {told['target']}", f"      due: {told['due']}"]
        lines += ["stages:", "  goals:", f"    owner: {self.words['owner']}", "    reviews:"]
        for review in self.reviews:
            own = [f"        id: {review.own}"] if review.own else []
            lines += [f"      - due: {review.due}", *own]
        parts = [
            [f"id: {own}", *(f"{k}: {v}" for k, v in told.items())] for own, told in self.milestones.items()
        ]
        lines += write_list("milestones", parts)
        for name in ("slips", "rebaselined"):
            notes = [each for each in self.notes if each.list == name]
            lines += write_list(name, [write_note(each) for each in notes])
        return "\n".join([*lines, "---", *self.prose, ""])

    def promise(self) -> dict[str, dict[str, str]]:
        """Say what it promises, by item; a review without an id of its own is called by its number."""
        items = {"": dict(self.words), "stages.goals": {"owner": self.words["owner"]}}
        items |= {f"targets.{metric}": dict(told) for metric, told in self.targets.items()}
        items |= {f"milestones.{own}": dict(told) for own, told in self.milestones.items()}
        return items | {name_review(each): {"due": each.due} for each in self.reviews}


def write_list(key: str, parts: list[list[str]]) -> list[str]:
    """Write a key with a list of records, or of words; nothing for none."""
    lines = [f"{key}:"] if parts else []
    for first, *rest in parts:
        lines += [f"  - {first}", *(f"    {each}" for each in rest)]
    return lines


def write_note(note: Note) -> list[str]:
    """Write the keys of a note."""
    return [f"item: {note.item}", f"from: {note.old}", f"to: {note.new}", f"reason: {note.reason}"]


def name_review(review: Review) -> str:
    """Call a review by its id, else by its number, which no page shows."""
    return f"stages.goals.reviews.{review.own or f'#{review.number}'}"


def make_prose(chance: Random, count: int = LINES) -> list[str]:
    """Make lines of prose that no other plan has."""
    return [" ".join(chance.choices(WORDS, k=9)) + f" {chance.randrange(10**6)}." for _ in range(count)]


def make_plan(chance: Random, number: int, today: date) -> Plan:
    """Make a plan that begins on a day."""
    plan = Plan(number, f"plan-{number}", f"Plan {number}", make_prose(chance), {}, {}, {}, [])
    plan.words = {"status": "draft", "owner": chance.choice(PEOPLE)}
    plan.words |= {"starts": draw_day(chance, plan, today), "go-live": draw_day(chance, plan, today)}
    for n in range(chance.randrange(1, 4)):
        told = {"target": str(chance.randrange(50, 90)), "baseline": str(chance.randrange(10, 40))}
        plan.targets[f"metric-{n}"] = {**told, "due": draw_day(chance, plan, today)}
    for n in range(chance.randrange(2, 6)):
        told = {"due": draw_day(chance, plan, today), "owner": chance.choice(PEOPLE)}
        plan.milestones[f"part-{n}"] = told
    for n in range(3):
        plan.reviews.append(Review(n, draw_day(chance, plan, today), "named" if n == 2 else ""))
    return plan


def draw_day(chance: Random, plan: Plan, today: date, old: str = "") -> str:
    """Draw a day that this plan has never named: about the day of before, else soon after today."""
    base = date.fromisoformat(old) if old else today + timedelta(30)
    while True:
        day = (base + timedelta(chance.randrange(-25, 70))).isoformat()
        if day not in plan.used:
            plan.used.add(day)
            return day


def explain(chance: Random, plan: Plan, note: Note) -> None:
    """Explain a move at once, later, or never."""
    note.reason = f"Reason {chance.randrange(10**6)}"
    luck = chance.random()
    if luck < 0.4:
        plan.notes.append(note)
    elif luck < 0.6:
        plan.later.append(note)


def move_milestone(chance: Random, plan: Plan, today: date) -> None:
    own = chance.choice(sorted(plan.milestones))
    told = plan.milestones[own]
    old, told["due"] = told["due"], draw_day(chance, plan, today, told["due"])
    item = chance.choice([f"milestones.{own}", own])
    explain(chance, plan, Note((f"milestones.{own}", "due"), item, old, told["due"]))


def move_plan(chance: Random, plan: Plan, today: date) -> None:
    key = chance.choice(["starts", "go-live"])
    old, plan.words[key] = plan.words[key], draw_day(chance, plan, today, plan.words[key])
    explain(chance, plan, Note(("", key), key, old, plan.words[key]))


def move_target(chance: Random, plan: Plan, today: date) -> None:
    metric = chance.choice(sorted(plan.targets))
    told = plan.targets[metric]
    old, told["due"] = told["due"], draw_day(chance, plan, today, told["due"])
    explain(chance, plan, Note((f"targets.{metric}", "due"), f"targets.{metric}", old, told["due"]))


def change_figure(chance: Random, plan: Plan, _today: date) -> None:
    metric = chance.choice(sorted(plan.targets))
    key = chance.choice(["target", "baseline"])
    told = plan.targets[metric]
    old, new = told[key], f"{chance.randrange(100, 10**6)}.5"
    told[key] = new
    explain(chance, plan, Note((f"targets.{metric}", key), f"targets.{metric}", old, new))


def move_review(chance: Random, plan: Plan, today: date) -> None:
    review = chance.choice(plan.reviews)
    review.due = draw_day(chance, plan, today, review.due)


def add_review(chance: Random, plan: Plan, today: date) -> None:
    if len(plan.reviews) < 6:
        new = Review(len(plan.reviews), draw_day(chance, plan, today))
        plan.reviews.insert(chance.randrange(len(plan.reviews) + 1), new)


def hand_over(chance: Random, plan: Plan, _today: date) -> None:
    plan.words["owner"] = chance.choice(PEOPLE)
    plan.milestones[chance.choice(sorted(plan.milestones))]["owner"] = chance.choice(PEOPLE)


def claim(chance: Random, plan: Plan, _today: date) -> None:
    plan.words["status"] = chance.choice(["draft", "committed", "running", "live", "paused"])


def finish(chance: Random, plan: Plan, today: date) -> None:
    told = plan.milestones[chance.choice(sorted(plan.milestones))]
    if told.pop("done", None) is None:
        told["done"] = today.isoformat()


def take_away(chance: Random, plan: Plan, _today: date) -> None:
    if len(plan.milestones) > 1:
        own = chance.choice(sorted(plan.milestones))
        plan.attic[own] = plan.milestones.pop(own)


def bring_back(chance: Random, plan: Plan, today: date) -> None:
    if plan.attic:
        own = chance.choice(sorted(plan.attic))
        plan.milestones[own] = plan.attic.pop(own)
        if chance.random() < 0.5:
            plan.milestones[own]["due"] = draw_day(chance, plan, today)


def write_prose(chance: Random, plan: Plan, _today: date) -> None:
    plan.prose[chance.randrange(len(plan.prose))] = make_prose(chance, 1)[0]


def rename(chance: Random, plan: Plan, _today: date) -> None:
    plan.id = f"plan-{plan.number}-{chance.randrange(10**9)}"


def turn_folder(_chance: Random, plan: Plan, _today: date) -> None:
    plan.is_folder = not plan.is_folder


def rename_and_edit(chance: Random, plan: Plan, today: date) -> None:
    rename(chance, plan, today)
    write_prose(chance, plan, today)
    move_milestone(chance, plan, today)


def rename_and_rewrite(chance: Random, plan: Plan, today: date) -> None:
    plan.formerly.append(plan.id)
    rename(chance, plan, today)
    plan.prose = make_prose(chance, 3 * LINES)
    move_milestone(chance, plan, today)


def break_page(_chance: Random, plan: Plan, _today: date) -> None:
    plan.is_broken = True


Change = Callable[[Random, Plan, date], None]

CHANGES: dict[Change, int] = {
    move_milestone: 30,
    move_plan: 10,
    move_target: 8,
    change_figure: 8,
    move_review: 6,
    add_review: 2,
    hand_over: 5,
    claim: 5,
    finish: 5,
    take_away: 3,
    bring_back: 4,
    write_prose: 10,
    rename: 2,
    turn_folder: 2,
    rename_and_edit: 3,
    rename_and_rewrite: 2,
    break_page: 1,
}


NAMING = (rename, rename_and_edit, rename_and_rewrite)
"""Changes of the id: at most one lands at once, and none of a page that cannot be read before or after:
nobody could tell that it is the same."""


def change(chance: Random, plan: Plan, today: date, base: Plan) -> None:
    """Change a plan by chance; a broken one is mended, one that is gone comes back. `base` is the plan on the
    main line: its id changes at most once in what lands."""
    plan.notes += plan.later
    plan.later = []
    is_told = base.is_there and not base.is_broken
    may = {each: weight for each, weight in CHANGES.items() if is_told or each not in NAMING}
    if plan.id != base.id:
        may = {each: weight for each, weight in may.items() if each not in (*NAMING, break_page)}
    if [each.number for each in plan.reviews] != [each.number for each in base.reviews]:
        may.pop(move_review, None)  # nobody could tell reviews without an id apart whose days moved too
    elif [each.due for each in plan.reviews] != [each.due for each in base.reviews]:
        may.pop(add_review, None)
    plan.is_there = True
    if plan.is_broken:
        plan.is_broken = False
        move_milestone(chance, plan, today)
        return
    act = chance.choices(list(may), list(may.values()))[0]
    act(chance, plan, today)


def copy(plan: Plan) -> Plan:
    """Copy a plan, for a branch."""
    return deepcopy(plan)
