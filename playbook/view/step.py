"""The four steps of a plan as states: what the glyph draws and the tracker says.

In: a case and its standing. Out: a `StepCell` for each stage of the method, and a label for those who do
not see them. It draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.gate import StageState, Standing
from playbook.model.case import Case
from playbook.model.plan import place_milestone
from playbook.schema.initiative import Review, Stage
from playbook.view import words
from playbook.words import join

CORE = {"PB101": "owner", "PB102": "metric", "PB103": "review", "PB104": "stage"}
"""The core rules, and what is missing where one of them has a finding."""

EMPTY = Stage()


@dataclass(frozen=True, slots=True)
class StepCell:
    """One stage: `state` is a key of words.STATE, `share` what is done of it in per cent.

    `is_caret` marks the first step that was not complete when the next began.
    """

    stage: str
    step: str
    title: str
    number: int
    state: str
    text: str
    share: int
    is_caret: bool = False

    @property
    def letter(self) -> str:
        """The first letter of its title, for a column's head."""
        return self.title[:1].upper()


def list_cells(case: Case, standing: Standing) -> tuple[StepCell, ...]:
    """Give the state of every stage, in the method's order."""
    return tuple(_make_cell(case, standing, n) for n in range(len(standing.states)))


def _make_cell(case: Case, standing: Standing, n: int) -> StepCell:
    own = standing.states[n]
    later = next((each for each in standing.states[n + 1 :] if each.began), None)
    done, total, noun = count_parts(case, own)
    share = 100 * done // total if total else 0
    state = find_state(case, standing, own, later is not None and done == total)
    text = _say_state(own, state, later, f"{done} of {total} {noun}" if total else "")
    return StepCell(
        stage=own.stage.id,
        step=own.stage.step,
        title=own.stage.title,
        number=n + 1,
        state=state,
        text=text,
        share=100 if state in ("done", "waived") else share,
        is_caret=standing.barrier is not None and own.stage == standing.barrier.stage,
    )


def find_state(case: Case, standing: Standing, own: StageState, is_left: bool) -> str:
    """Find a stage's state, the gravest first; `is_left` when all of it is done and a later one has begun."""
    open_ = [each.code for each in own.blockers if not each.suppressed]
    fallen = find_fall(case, standing, own)
    if any(code in CORE for code in open_) and case.plan.status != "draft":
        return "blocked"
    if fallen:
        return fallen
    if own.is_shut and _is_passed_over(standing, own):
        return "skipped"
    if not own.is_shut and (own.done or is_left or _is_kept(case, own)):
        return "waived" if own.is_waived else "done"
    return "part" if own.began else "none"


def _is_passed_over(standing: Standing, own: StageState) -> bool:
    after = standing.states[standing.states.index(own) + 1 :]
    return any(each.began for each in after)


def _is_kept(case: Case, own: StageState) -> bool:
    return own.stage.step == "follow-through" and case.plan.status == "sustained"


def find_fall(case: Case, standing: Standing, own: StageState) -> str:
    """Say whether follow-through has fallen: "slipping", "regressed" or ""."""
    if own.stage.step != "follow-through" or case.plan.status in ("draft", "stopped"):
        return ""
    if standing.health.word in ("slipping", "regressed"):
        return standing.health.word
    held = list_held(case, own.stage.id)
    verdict = held[-1].verdict if held else None
    return verdict if verdict in ("slipping", "regressed") else ""


def list_held(case: Case, stage_id: str) -> list[Review]:
    """List a stage's reviews held up to today, oldest first."""
    reviews = (case.plan.stages or {}).get(stage_id, EMPTY).reviews
    held = [each for each in reviews if each.held and each.held <= case.today]
    return sorted(held, key=lambda each: each.held or case.today)


def count_parts(case: Case, own: StageState) -> tuple[int, int, str]:
    """Count what is done of a stage, of how much, and what is counted."""
    stage = (case.plan.stages or {}).get(own.stage.id, EMPTY)
    if own.stage.step == "coalition" and (stage.members or stage.communication):
        done = sum(1 for each in stage.members if each.accepted)
        sent = sum(1 for each in stage.communication if each.sent)
        return done + sent, len(stage.members) + len(stage.communication), "asks and messages done"
    if own.stage.step == "goals":
        wanted = [
            each
            for each in case.plan.milestones
            if each.cancelled is None and place_milestone(each, case.shape) == own.stage.id
        ]
        if wanted:
            return sum(1 for each in wanted if each.done), len(wanted), "milestones done"
    return len(list_held(case, own.stage.id)), len(stage.reviews), "reviews held"


def _say_state(own: StageState, state: str, later: StageState | None, parts: str) -> str:
    closed = f"Done on {words.say_day(own.done)}" if own.done else "Done"
    missing = dict.fromkeys(CORE[each.code] for each in own.blockers if each.code in CORE)
    began = f"{later.stage.title} began on {words.say_day(later.began[1])}" if later and later.began else ""
    texts = {
        "done": closed,
        "waived": f"{closed}, a gap waived",
        "blocked": f"Blocked: {join(missing)} missing",
        "skipped": f"Not complete when {began or 'a later step began'}",
        "part": f"In progress: {parts}" if parts else "In progress",
    }
    return texts.get(state, words.STATE[state])


def say_cells(cells: Sequence[StepCell]) -> str:
    """Say a row of steps in words: "Vision done, Coalition skipped, …. Look first at step 2, Coalition"."""
    plain = {"part": "in progress", "none": "not begun", "waived": "done with a gap waived"}
    said = ", ".join(f"{each.title} {plain.get(each.state, each.state)}" for each in cells)
    caret = next((each for each in cells if each.is_caret), None)
    return f"{said}. Look first at step {caret.number}, {caret.title}" if caret else said
