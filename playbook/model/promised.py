"""One plan with what git knows of it: what the rules about moved promises ask.

In: a page and its site. Out: `Promised`, or None where the plan's history is not known. It tells where on the
page a promise stands, and which moves count: a draft promises nothing yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, list_reviews
from playbook.model.site import Site
from playbook.model.trail import Landing, Move, PlanHistory, Trail
from playbook.schema.initiative import Initiative
from playbook.schema.shape import Shape

FIGURES: dict[str, KeyPath] = {
    "target": ("target", "value"),
    "due": ("target", "due"),
    "baseline": ("baseline", "value"),
    "limit": ("limit",),
}
"""Where in a target each key of its trails stands."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What was approved, what is said now, and by what that landed."""

    approved: str
    now: str
    by: Landing

    @property
    def words(self) -> str:
        """Say it."""
        return f"{self.approved} became {self.now} ({self.by.words})"

    def ask_entry(self, trail: Trail) -> str:
        """Ask for the entry that would approve it."""
        entry = f"item: {trail.item},  from: {self.approved},  to: {self.now},  date,  reason  and  by"
        return f"add under `rebaselined:` one with  {entry}, who approved it"


@dataclass(frozen=True, slots=True)
class Promised:
    """A plan, the method's shape, its history."""

    plan: Initiative
    shape: Shape
    history: PlanHistory

    def list_trails(self, *keys: str) -> Iterator[tuple[KeyPath, Trail]]:
        """List the trails of some keys whose promise stands on the page, each with its place there."""
        places = dict(self.list_places())
        for trail in self.history.trails:
            if trail.key in keys and trail.gone is None and trail.item in places:
                here = places[trail.item]
                tail = FIGURES[trail.key] if here[:1] == ("targets",) else (trail.key,)
                yield (*here, *tail), trail

    def list_places(self) -> Iterator[tuple[str, KeyPath]]:
        """List the plan's items as trails call them, each with its place on the page."""
        yield "", ()
        yield from ((name, ("targets", n)) for n, name in enumerate(name_targets(self.plan)))
        yield from (
            (f"milestones.{each.id}", ("milestones", n)) for n, each in enumerate(self.plan.milestones)
        )
        for name in self.plan.stages or {}:
            yield f"stages.{name}", ("stages", name)
        for path, review in list_reviews(self.plan, self.shape):
            yield f"stages.{path[1]}.reviews.{review.id}", path

    def list_moves(self, trail: Trail) -> tuple[Move, ...]:
        """List the moves of a promise that landed after the plan had ceased to be a draft."""
        start = self.committed_by
        return tuple(each for each in trail.moves if start is not None and each.by.at > start.at)

    @property
    def committed_by(self) -> Landing | None:
        """By what the plan ceased to be a draft; None for a draft."""
        status = self.history.find("", "status")
        if status is None or self.plan.status == "draft":
            return None
        if status.first != "draft":
            return status.since
        return next((each.by for each in status.moves if each.new != "draft"), None)

    def find_approval(self, step: str) -> Landing | None:
        """Give by what a step's gate was passed first: its last stage done, or a review of it passed."""
        stage = find_last_stage(self.plan, self.shape, step)
        prefix = f"stages.{stage}.reviews."
        verdicts = (each for each in self.history.trails if each.item.startswith(prefix))
        passed = [find_landing(each, "passed") for each in verdicts if each.key == "verdict"]
        found = [each for each in (self.find_said(f"stages.{stage}", "done"), *passed) if each]
        return min(found, key=lambda each: each.at, default=None)

    def find_said(self, item: str, key: str) -> Landing | None:
        """Give by what something was said first, since it is said without a break; None where it is not."""
        trail = self.history.find(item, key)
        return (trail.again or trail.since) if trail and trail.gone is None else None

    def find_drift(self, trail: Trail, gate: Landing | None) -> Drift | None:
        """Give how far a promise is from what a gate approved, or an entry of `rebaselined` since; None where
        it is not, where it began after the gate, or where no gate was passed."""
        if gate is None or trail.since.at > gate.at or not trail.moves:
            return None
        approved = trail.first
        for each in trail.moves:
            if each.by.at <= gate.at or each.is_approved:
                approved = each.new
        return Drift(approved, trail.now, trail.moves[-1].by) if approved != trail.now else None


def name_targets(plan: Initiative) -> list[str]:
    """Name the targets by their metric; a second one of the same metric has its number behind it."""
    seen: dict[str, int] = {}
    names = []
    for each in plan.targets:
        seen[each.metric] = count = seen.get(each.metric, 0) + 1
        names.append(f"targets.{each.metric}" + (f" ({count})" if count > 1 else ""))
    return names


def find_landing(trail: Trail, text: str) -> Landing | None:
    """Give by what a trail came to say something that it says still."""
    if trail.now != text or trail.gone:
        return None
    ways = (trail.since, trail.again, *(each.by for each in trail.moves[-1:]))
    return max((each for each in ways if each), key=lambda each: each.at)


def recall(page: Page, site: Site) -> Promised | None:
    """Give a plan with its history; None where it is not known."""
    history = site.trails.get(page.key)
    return Promised(page.plan, site.config.shape, history) if history else None
