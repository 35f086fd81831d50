"""A repository whose every move is known, and what its history must come to.

In: a folder, how many plans and commits, a seed. Out: the repository, by `git fast-import`; for every plan
what was put in, counted by the one who put it there. It imports nothing of what is proved.
"""

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.reliability.trails_plans import Plan, change, copy, make_plan, move_milestone, name_review

START = 1_704_103_200
ZONE = "America/New_York"
AUTHORS = ("Ines Aldana", "Tom Hale", "Lena Fox", "Jürgen Öz")
DAYS = {"due", "go-live", "starts", "until"}


@dataclass(frozen=True)
class Landing:
    """A commit of the main line by its mark, who made what it brought of a plan, its day and subject."""

    mark: int
    author: str
    day: str
    subject: str


@dataclass
class Followed:
    """What one key of one item came to."""

    first: str
    since: Landing
    now: str
    moves: list[tuple[str, str, Landing, int]] = field(default_factory=list)
    gone: Landing | None = None


@dataclass
class Expected:
    """What is expected of one plan; `seen` is what its last version that can be read promised, `names` how
    its reviews are called there; `notes` are reasons by item, key and what it moved to, each with the last
    version in which it stands."""

    versions: int = 0
    unread: int = 0
    seen: dict[str, dict[str, str]] = field(default_factory=dict)
    trails: dict[tuple[str, str], Followed] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)

    def read(self, plan: Plan, by: Landing) -> None:
        """Note a version that can be read."""
        self.versions += 1
        for n, each in enumerate(plan.reviews, 1):
            self.names[name_review(each)] = f"stages.goals.reviews.{each.own or f'goals-{n}'}"
        for note in plan.notes:
            self.notes[*note.about, note.new] = (note.reason, self.versions)
        self.meet(plan.promise(), by)

    def meet(self, promised: dict[str, dict[str, str]], by: Landing) -> None:
        """Note what a landing changed."""
        before = {(item, key): text for item, told in self.seen.items() for key, text in told.items()}
        now = {(item, key): text for item, told in promised.items() for key, text in told.items()}
        for name in before.keys() - now.keys():
            self.trails[name].gone = by
        for name, text in now.items():
            trail = self.trails.setdefault(name, Followed(text, by, text))
            trail.gone = None
            if trail.now != text:
                trail.moves.append((trail.now, text, by, self.versions))
                trail.now = text
        self.seen = promised


@dataclass
class Writer:
    """Writes commits for `git fast-import`, each a while after the one before, seldom before it."""

    chance: Random
    time: int = START
    mark: int = 0
    lines: list[bytes] = field(default_factory=list)

    def commit(self, author: str, subject: str, parents: list[int], files: dict[str, str | None]) -> int:
        """Write a commit that changes files against its first parent; None takes one away. Give its mark."""
        self.time += self.chance.randrange(60, 20_000) if self.chance.random() < 0.97 else -4_000
        self.mark += 1
        when = f"{self.time} +0200"
        head = [
            "commit refs/heads/main",
            f"mark :{self.mark}",
            f"author {author} <a@maren.example> {when}",
            f"committer The gate <g@maren.example> {when}",
        ]
        self.lines += [f"{each}\n".encode() for each in head]
        self.write(subject)
        words = [f"from :{parents[0]}", *(f"merge :{each}" for each in parents[1:])] if parents else []
        self.lines += [f"{each}\n".encode() for each in words]
        for path, text in sorted(files.items(), key=lambda each: each[1] is not None):
            if text is None:
                self.lines.append(f"D {path}\n".encode())
            else:
                self.lines.append(f"M 100644 inline {path}\n".encode())
                self.write(text)
        return self.mark

    def write(self, text: str) -> None:
        """Write some data."""
        raw = text.encode()
        self.lines.append(b"data %d\n%b\n" % (len(raw), raw))

    @property
    def today(self) -> date:
        """The day of the last commit where the site is."""
        return datetime.fromtimestamp(self.time, UTC).astimezone(ZoneInfo(ZONE)).date()


@dataclass
class Branch:
    """A branch: where it stands, the plan that it changes, who made each of its commits on it, the subject,
    and whether anything changed."""

    head: int
    plan: Plan
    made: list[tuple[str, str, bool]] = field(default_factory=list)


class History:
    """Plays a history: commits on the main line, branches that are merged, squashed or thrown away."""

    def __init__(self, seed: int, plans: int, commits: int) -> None:
        self.chance = Random(seed)
        self.writer = Writer(self.chance)
        self.plans: list[Plan] = []
        self.expected: list[Expected] = []
        self.branches: list[Branch] = []
        self.last: dict[int, tuple[str, str] | None] = {}
        self.most = plans
        config = f'[site]\nname = "Known"\ntimezone = "{ZONE}"\n'
        self.head = self.writer.commit("Ines Aldana", "begin", [], {"playbook.toml": config})
        while self.writer.mark < commits:
            begun = len(self.plans) < plans and self.chance.random() < 2 * plans / commits
            self.begin() if begun or not self.plans else self.go_on()
        while len(self.plans) < plans:
            self.begin()

    def begin(self) -> None:
        """Commit a new plan."""
        plan = make_plan(self.chance, len(self.plans), self.writer.today)
        self.plans.append(plan)
        self.expected.append(Expected())
        self.land({}, [plan], "a new plan")

    def go_on(self) -> None:
        """Do one of the things that happen."""
        luck = self.chance.random()
        if luck < 0.72:
            self.change_some(1 if luck < 0.65 else 3)
        elif luck < 0.80:
            self.undo()
        elif luck < 0.84:
            self.take_away()
        elif luck < 0.90 and len(self.branches) < 4:
            self.branch()
        elif self.branches:
            self.end_branch(self.branches.pop(self.chance.randrange(len(self.branches))))

    def list_free(self) -> list[Plan]:
        """List the plans that no branch changes."""
        held = {each.plan.number for each in self.branches}
        return [each for each in self.plans if each.number not in held]

    def change_some(self, number: int) -> None:
        """Change some plans in one commit, each once or, as a squash does, several times."""
        free = self.list_free()
        some = self.chance.sample(free, min(number, len(free)))
        before: dict[str, str | None] = {each.path: None for each in some if each.is_there}
        for each in some:
            base = copy(each)
            for _ in range(self.chance.choice([1, 1, 1, 2, 4])):
                change(self.chance, each, self.writer.today, base)
        self.land(before, some, "change")

    def undo(self) -> None:
        """Move a day in one commit, and back in the next: a revert."""
        some = [each for each in self.list_free() if each.is_there and not each.is_broken]
        if not some:
            return
        plan = self.chance.choice(some)
        milestones = {own: dict(told) for own, told in plan.milestones.items()}
        notes, later = list(plan.notes), list(plan.later)
        move_milestone(self.chance, plan, self.writer.today)
        self.land({}, [plan], "move")
        plan.milestones, plan.notes, plan.later = milestones, notes, later
        self.land({}, [plan], "Revert move")

    def take_away(self) -> None:
        """Take a plan away; half of the time another one comes in the same commit."""
        some = [each for each in self.list_free() if each.is_there]
        if len(some) < 5:
            return
        plan = self.chance.choice(some)
        before: dict[str, str | None] = {plan.path: None}
        plan.is_there = False
        landed = [plan]
        if len(self.plans) < self.most and self.chance.random() < 0.5:
            landed.append(make_plan(self.chance, len(self.plans), self.writer.today))
            self.plans.append(landed[1])
            self.expected.append(Expected())
        self.land(before, landed, "take away")

    def branch(self) -> None:
        """Begin a branch, with one to four commits on one plan, and others beside it."""
        free = [each for each in self.list_free() if each.is_there and not each.is_broken]
        if not free:
            return
        base = copy(self.chance.choice(free))
        branch = Branch(self.head, copy(base))
        for _ in range(self.chance.randrange(1, 5)):
            old = (branch.plan.path, branch.plan.write())
            change(self.chance, branch.plan, self.writer.today, base)
            self.commit_on(branch, old)
        if self.chance.random() < 0.2:  # it all comes to nothing
            old = (branch.plan.path, branch.plan.write())
            branch.plan = base
            self.commit_on(branch, old)
        self.branches.append(branch)

    def commit_on(self, branch: Branch, old: tuple[str, str]) -> None:
        """Commit the plan of a branch, and now and then something else."""
        author, subject = self.chance.choice(AUTHORS), f"step {self.writer.mark}"
        new = (branch.plan.path, branch.plan.write())
        branch.head = self.writer.commit(author, subject, [branch.head], {old[0]: None, new[0]: new[1]})
        branch.made.append((author, subject, new != old))
        if self.chance.random() < 0.2:
            beside: dict[str, str | None] = {f"notes/{self.writer.mark}": "x"}
            branch.head = self.writer.commit("Beside", "beside", [branch.head], beside)

    def end_branch(self, branch: Branch) -> None:
        """Merge a branch, squash it, or throw it away. What came to the main line meanwhile stays."""
        luck = self.chance.random()
        if luck < 0.1:
            return
        mine = self.plans[branch.plan.number]
        before: dict[str, str | None] = {mine.path: None}
        self.plans[branch.plan.number] = branch.plan
        if luck < 0.35:
            self.land(before, [branch.plan], "squash")
            return
        self.land(before, [branch.plan], "merge", branch)

    def land(
        self, before: dict[str, str | None], plans: list[Plan], subject: str, branch: Branch | None = None
    ) -> None:
        """Commit plans on the main line, and note what that must come to."""
        author = self.chance.choice(AUTHORS)
        files = {**before, **{each.path: each.write() for each in plans if each.is_there}}
        parents = [self.head, branch.head] if branch else [self.head]
        self.head = self.writer.commit(author, subject, parents, files)
        day = self.writer.today.isoformat()
        made = [each for each in (branch.made if branch else []) if each[2]]
        if made:
            *first, last = sorted({each[0] for each in made})
            author = f"{', '.join(first)} and {last}" if first else last
            subject = made[0][1] if len(made) == 1 else subject
        for plan in plans:
            self.note(plan, Landing(self.head, author, day, subject))

    def note(self, plan: Plan, by: Landing) -> None:
        """Note what a landing did to a plan."""
        state = (plan.path, plan.write()) if plan.is_there else None
        expected = self.expected[plan.number]
        if state == self.last.get(plan.number):
            return
        self.last[plan.number] = state
        if state is None:
            expected.meet({}, by)
        elif plan.is_broken:
            expected.unread += 1
        else:
            expected.read(plan, by)


def make_repository(folder: Path, history: History) -> list[str]:
    """Write a history as a repository with its work tree; give the ids of its commits by mark."""
    folder.mkdir(parents=True)
    marks = folder / ".git" / "marks"
    lines = [*history.writer.lines, f"reset refs/heads/main\nfrom :{history.head}\n".encode()]
    run_git(folder, "init", "--quiet", "--initial-branch=main")
    run_git(folder, "fast-import", "--quiet", f"--export-marks={marks}", given=b"".join(lines))
    run_git(folder, "reset", "--quiet", "--hard")
    pairs = (line.split() for line in marks.read_text(encoding="ascii").splitlines())
    ids = {int(mark[1:]): own for mark, own in pairs}
    return ["", *(ids[mark] for mark in range(1, len(ids) + 1))]


def run_git(folder: Path, *arguments: str, given: bytes = b"") -> None:
    """Run git there, apart from whatever the account has set up."""
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
    subprocess.run(["git", *arguments], cwd=folder, env=alone, input=given, check=True, capture_output=True)
