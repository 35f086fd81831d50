"""One plan, worked out once for every page that speaks of it.

In: an initiative's page in its site on a day. Out: `PlanFacts`: the card that other pages show, and the
parts that pages share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from playbook.diagnose import Diagnosis, diagnose
from playbook.diagnostic import Diagnostic
from playbook.gate import StageState, Standing
from playbook.health import Health
from playbook.html import Html
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.promised import recall
from playbook.trend import Tally, tally_promised
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, tell_apart
from playbook.view.due import DueItem, iter_waiting, list_due
from playbook.view.facts import Facts
from playbook.view.part import MilestoneView, ReviewView, list_milestones, list_reviews
from playbook.view.say import Speaker
from playbook.view.step import StepCell, list_cells, say_cells
from playbook.view.target import TargetView, find_headline, make_target


@dataclass(frozen=True, slots=True)
class HealthView:
    """The computed health beside the declared one; `tone` is ok, watch, bad or quiet."""

    word: str
    text: str
    tone: str
    reasons: tuple[Html, ...] = ()
    declared: str = ""
    declared_text: str = ""
    differs: bool = False


TONES = {"stuck": "bad", "regressed": "bad", "slipping": "watch", "late": "watch", "at-risk": "watch"}


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan as other pages show it; `steps_text` says the steps to those who do not see them.

    `department` carries the plan; `departments` are all that it hits, that one first.
    """

    card: Card
    status: str
    status_text: str
    health: HealthView
    steps: tuple[StepCell, ...]
    steps_text: str
    theme: str = ""
    owner: Card | None = None
    department: Card | None = None
    departments: tuple[Card, ...] = ()
    headline: TargetView | None = None
    next_due: DueItem | None = None
    go_live: date | None = None


@dataclass(frozen=True, slots=True)
class DiagnosisView:
    """The diagnosis of a plan for a page: a sentence, what to do first, where it stands.

    `owed` is what somebody owes at the step to look at, the oldest first: it says the same as `first` with a
    name and a day.
    """

    kind: str
    text: Html
    first: Html
    url: str = ""
    step: str = ""
    stage: str = ""
    codes: tuple[str, ...] = ()
    symptoms: tuple[tuple[Html, str, str], ...] = ()
    owed: DueItem | None = None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan with everything that more than one page needs of it; `tallies` are how its milestones moved."""

    case: Case
    standing: Standing
    diagnosis: DiagnosisView
    plan_card: PlanCard
    found: tuple[Diagnostic, ...]
    due: tuple[DueItem, ...]
    targets: tuple[TargetView, ...]
    milestones: tuple[MilestoneView, ...]
    reviews: tuple[ReviewView, ...]
    tallies: tuple[Tally, ...]

    @property
    def page(self) -> Page:
        """The plan's page."""
        return self.case.page

    @property
    def card(self) -> Card:
        """The plan's plain card."""
        return self.plan_card.card

    @property
    def is_active(self) -> bool:
        """Whether the plan is neither a draft nor stopped."""
        return self.case.plan.status not in ("draft", "stopped")


def work_out(facts: Facts, cards: Cards, page: Page, speaker: Speaker) -> PlanFacts:
    """Work out one plan."""
    case, standing, found = look_up(facts, page)
    made = (make_target(case, cards, each, n) for n, each in enumerate(case.plan.targets, 1))
    targets = tell_apart(made)
    due = list_due(case, cards, facts.hidden_names)
    promised = recall(page, facts.site)
    return PlanFacts(
        case=case,
        standing=standing,
        diagnosis=view_diagnosis(
            diagnose(case, standing, found, words.say_day), cards.of(page), speaker, due
        ),
        plan_card=_make_card(case, cards, speaker, (standing, targets, due)),
        found=found,
        due=due,
        targets=targets,
        milestones=list_milestones(case, cards),
        reviews=list_reviews(case, cards),
        tallies=tally_promised(promised, facts.today) if promised else (),
    )


def look_up(facts: Facts, page: Page) -> tuple[Case, Standing, tuple[Diagnostic, ...]]:
    """Give a plan in its site, how it stands, and what was found on its page."""
    case = Case(page, facts.site, facts.today)
    standing = facts.checked.standings.get(page.key) or _stand_nowhere(case)
    return case, standing, facts.checked.by_page.get(page.key, ())


def _stand_nowhere(case: Case) -> Standing:
    """Give the standing of a page that cannot be read: no stage begun, and never on track."""
    states = tuple(StageState(each, None, None) for each in case.shape.stages)
    return Standing(case.today, states, health=Health("at-risk", ("the page cannot be read",)))


def view_health(standing: Standing, status: str, speaker: Speaker) -> HealthView:
    """Give a health in the site's words."""
    health, declared = standing.health, standing.declared
    silent = status in ("draft", "paused", "stopped", "sustained")
    tone = TONES.get(health.word, "quiet" if silent and status != "sustained" else "ok")
    return HealthView(
        word=health.word,
        text=words.HEALTH[health.word],
        tone=tone,
        reasons=tuple(map(speaker.say, health.reasons)),
        declared=declared,
        declared_text=words.DECLARED.get(declared, ""),
        differs=bool(declared) and not silent and declared != health.as_declared,
    )


def view_diagnosis(
    diagnosis: Diagnosis, card: Card, speaker: Speaker, due: Sequence[DueItem] = ()
) -> DiagnosisView:
    """Give a diagnosis in the site's words, with the place of its step on the plan's page."""
    at = f"#at.stages.{diagnosis.stage}" if diagnosis.stage and card.url else ""
    return DiagnosisView(
        kind=diagnosis.kind,
        text=speaker.say(f"{diagnosis.headline}."),
        first=speaker.quote(words.capitalise(diagnosis.next)),
        url=card.url + at,
        step=diagnosis.step,
        stage=diagnosis.stage,
        codes=diagnosis.rules,
        symptoms=tuple((speaker.say(each.seen), each.step, each.look) for each in diagnosis.symptoms),
        owed=_find_owed(diagnosis, due) if diagnosis.kind in ("stuck", "lost") else None,
    )


def _find_owed(diagnosis: Diagnosis, due: Sequence[DueItem]) -> DueItem | None:
    """Find what is overdue at the step to look at: an ask before all else; at the goals a milestone."""
    here = f"#at.stages.{diagnosis.stage}."
    kinds = ("milestone",) if diagnosis.step == "goals" else ()
    late = [each for each in due if each.group == "overdue" and each.who]
    there = [each for each in late if here in each.url or each.kind in kinds]
    return min(there, key=lambda each: each.kind != "ask", default=None)


def _make_card(
    case: Case,
    cards: Cards,
    speaker: Speaker,
    parts: tuple[Standing, tuple[TargetView, ...], tuple[DueItem, ...]],
) -> PlanCard:
    standing, targets, due = parts
    plan, steps = case.plan, list_cells(case, standing)
    hit = (cards.find("department", each) for each in dict.fromkeys((plan.department, *plan.affects)))
    return PlanCard(
        card=cards.of(case.page),
        status=plan.status,
        status_text=words.STATUS[plan.status],
        health=view_health(standing, plan.status, speaker),
        steps=steps,
        steps_text=say_cells(steps),
        theme=plan.theme,
        owner=cards.person(plan.owner),
        department=cards.find("department", plan.department),
        departments=tuple(each for each in hit if each),
        headline=find_headline(targets),
        next_due=next(iter_waiting(due), None),
        go_live=plan.go_live,
    )
