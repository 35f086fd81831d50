"""Which snippets there are, and the keys of each.

In: the stages of the method. Out: `Snippet`s. A key's value is "" where the schema alone says what stands
there; "+14" is a day so many days from today; "=draft" stands as it is; any other text is the first guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from playbook.schema import initiative as plan
from playbook.schema.pages import MetricPage, PersonPage
from playbook.schema.shape import Shape

Keys = Mapping[str, "str | Keys | tuple[Keys, ...]"]
"""The keys of a record; below one of them may be further keys, or the items of a list."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A snippet: `form` is "page" (with its fences), "stage" or "item" (of a list); `home` is the key below
    which it belongs."""

    name: str
    description: str
    record: type
    keys: Keys
    form: str = "item"
    home: str = ""

    @property
    def prefix(self) -> str:
        """What is typed to get it; short words alone would come up in prose."""
        return f"pb-{self.name}"


REVIEW: Keys = {"due": "+30", "by": ""}
HELD: Keys = {"due": "+0", "by": "", "held": "+0", "verdict": "", "note": "", "decision": ""}
MEMBER: Keys = {"person": "", "ask": "", "asked": "+7"}
MESSAGE: Keys = {"audience": "", "message": "", "channel": "", "by": "", "due": "+28"}
MILESTONE: Keys = {"title": "", "owner": "", "due": "+60", "acceptance": ""}
DIAGNOSIS: Keys = {"finding": "", "evidence": "", "source": ""}
STAGE: Keys = {"owner": "", "metric": "", "reviews": (REVIEW,)}
TARGET: Keys = {
    "metric": "",
    "headline": "=true",
    "baseline": {"value": "", "date": "+0", "source": ""},
    "target": {"value": "", "due": "+210"},
}

STEPS: Mapping[str, Keys] = {
    "vision": {
        "owner": "",
        "metric": "",
        "diagnosis": (DIAGNOSIS,),
        "reviews": ({"due": "+21", "by": ""},),
    },
    "coalition": {
        "owner": "",
        "metric": "asks-accepted",
        "members": (MEMBER,),
        "communication": (MESSAGE,),
        "reviews": ({"due": "+42", "by": ""},),
    },
    "goals": {"owner": "", "metric": "milestones-on-time", "reviews": ({"due": "+90", "by": ""},)},
    "follow-through": {
        "owner": "",
        "metric": "",
        "keep": "",
        "until": "+400",
        "anchors": ({"what": ""},),
        "reviews": tuple({"due": f"+{days}", "by": ""} for days in (150, 240, 320, 395)),
    },
}
"""What a stage of each step holds in a plan that is complete."""

DRAFT: Keys = {"title": "", "status": "=draft", "owner": ""}
METRIC: Keys = {
    "title": "",
    "unit": "",
    "direction": "",
    "kind": "",
    "definition": "",
    "source": "",
    "collector": "",
    "cadence": "monthly",
}


RISK: Keys = {"risk": "", "owner": "", "due": "+30", "answer": "", "likelihood": "", "impact": ""}
UPDATE: Keys = {"date": "+0", "by": "", "health": "", "note": "", "way-back": ""}
WAIVER: Keys = {"rule": "", "item": "", "reason": "", "by": "", "until": "+60"}
ACTION: Keys = {"what": "", "owner": "", "due": "+14"}
GUARDRAIL: Keys = {"metric": "", "guardrail": "=true", "limit": ""}
PERSON: Keys = {"name": "", "role": "", "department": ""}

PARTS = (
    Snippet("stage", "A stage with its core three", plan.Stage, STAGE, "stage", "stages"),
    Snippet("review", "A review that is due", plan.Review, REVIEW, home="reviews"),
    Snippet("review-held", "A review that was held", plan.Review, HELD, home="reviews"),
    Snippet("action", "What somebody promised", plan.Action, ACTION, home="actions"),
    Snippet("diagnosis", "A cause with its evidence", plan.Diagnosis, DIAGNOSIS, home="diagnosis"),
    Snippet("member", "A person with an ask", plan.Member, MEMBER, home="members"),
    Snippet("message", "What is said to whom", plan.Message, MESSAGE, home="communication"),
    Snippet("milestone", "A measurable part of the way", plan.Milestone, MILESTONE, home="milestones"),
    Snippet("target", "The goal in a figure", plan.Target, TARGET, home="targets"),
    Snippet("guardrail", "A figure that must not suffer", plan.Target, GUARDRAIL, home="targets"),
    Snippet("risk", "What may go wrong", plan.Risk, RISK, home="risks"),
    Snippet("update", "How it stands", plan.Update, UPDATE, home="updates"),
    Snippet("waiver", "A finding that somebody accepts", plan.Waiver, WAIVER, home="waivers"),
    Snippet("metric", "What is measured", MetricPage, METRIC, "page"),
    Snippet("person", "Who may own something", PersonPage, PERSON, "page"),
)
"""What is the same whatever the method."""


def list_snippets(shape: Shape) -> tuple[Snippet, ...]:
    """List the snippets; the plan has the stages of the method."""
    second: Keys = {"title": "<what will be so next>", "owner": "", "due": "+110", "metric": "", "target": ""}
    whole: Keys = {
        "title": "",
        "summary": "",
        "status": "=committed",
        "owner": "",
        "sponsor": "",
        "department": "",
        "affects": "",
        "starts": "+14",
        "go-live": "+120",
        "targets": (TARGET,),
        "stages": {each.id: STEPS[each.step] for each in shape.stages},
        "milestones": (MILESTONE, second),
    }
    return (
        Snippet("draft", "A plan in its first words", plan.Initiative, DRAFT, "page"),
        Snippet("initiative", "A plan with all that is asked of it", plan.Initiative, whole, "page"),
        *PARTS,
    )
