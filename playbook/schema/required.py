"""Which keys a plan and its items must have, and what to write there.

In: nothing. Out: tables by record. Who asks for a key, from which status and how loudly, is the rules'
business; what has a rule of its own (owners, stages, baselines, measures, evidence) is not here.
"""

from collections.abc import Mapping

from playbook.schema import initiative as plan
from playbook.schema.moved import Pause, Rebaseline, Slip
from playbook.schema.pages import DepartmentPage, MethodPage, MetricPage, PersonPage

DAY, PERSON = "YYYY-MM-DD", "<the id of one person>"
WHY = "<why, in a sentence>"
MOVED = {"item": "<milestones.pilot, go-live, …>", "from": "<before>", "to": "<now>", "date": DAY}

FROM_COMMITTED = {
    "summary": "<one sentence: what will be different, for whom>",
    "department": "<the department whose change it is>",
    "affects": "[<the departments that must work differently>]",
    "starts": DAY,
    "go-live": DAY,
}
"""The keys that a plan needs from committed on, and an example of each."""

REVIEW = {"due": DAY, "by": PERSON}
"""What every review needs."""

Example = Mapping[str, str]

RECORDS: Mapping[type, tuple[str, Example]] = {
    plan.Initiative: ("the plan", {"title": "<the goal in a few words>"}),
    Pause: ("the pause", {"since": DAY, "until": DAY, "by": PERSON, "reason": WHY}),
    plan.Stop: ("the end", {"date": DAY, "by": PERSON, "reason": WHY}),
    plan.Update: ("the update", {"date": DAY, "by": PERSON, "health": "<on-track, at-risk or off-track>"}),
    plan.Member: ("the member", {"person": PERSON}),
    plan.Message: ("the message", {"message": "<what is said>"}),
    plan.Diagnosis: ("the diagnosis", {"finding": "<what causes the inefficiency>"}),
    plan.Anchor: ("the anchor", {"what": "<what was changed so that it stays>"}),
    plan.Milestone: ("the milestone", {"title": "<what will be so>", "due": DAY}),
    plan.Cancelled: ("what was cancelled", {"date": DAY, "reason": WHY}),
    plan.Target: (
        "the guard-rail",
        {"metric": "<the id of one metric>", "limit": "<the value that it must not cross>"},
    ),
    plan.Goal: ("the target", {"due": DAY}),
    plan.Risk: ("the risk", {"risk": "<what may go wrong>"}),
    plan.Action: ("the action", {"what": "<what was promised>"}),
    plan.Lesson: ("the lesson", {"what": "<the lesson in a sentence>"}),
    Slip: ("the moved day", MOVED | {"reason": WHY}),
    Rebaseline: ("the changed figure", MOVED | {"reason": WHY, "by": PERSON}),
    MetricPage: (
        "the metric",
        {
            "title": "<what is measured>",
            "unit": "<days, %, €, count, …>",
            "direction": "<down, up or hold: which way is good>",
            "kind": "<outcome, adoption, activity or guardrail>",
        },
    ),
    PersonPage: ("the person", {"name": "<first and last name>"}),
    DepartmentPage: ("the department", {"title": "<its name>"}),
    MethodPage: ("the method page", {"stage": "<the stage that it guides through>"}),
}
"""What an item of each kind is called, the keys without which it says nothing, an example of each."""
