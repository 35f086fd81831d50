"""The fields of a stage that leave the site: the core three, its days, and what its step adds.

In: a `StageView` beside the stage as its author wrote it. Out: `Field`s.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playbook.exports.field import Field
from playbook.schema.shape import STEPS
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards
from playbook.view.part import ReviewView


@dataclass(frozen=True, slots=True)
class Own:
    """A record as its author wrote it, and the cards of the pages that it names."""

    cards: Cards
    own: Any

    def person(self, key: str) -> Card | None:
        """Give the person that a key of the record names."""
        return self.cards.person(getattr(self.own, key))

    def each(self, key: str) -> Iterator["Own"]:
        """Yield the records of a list of the record; none where there is no record."""
        yield from (Own(self.cards, each) for each in getattr(self.own, key, ()))


def _name_review(it: ReviewView) -> str:
    """Give a review's id; it may hold dots."""
    return it.item.removeprefix(f"stages.{it.stage}.reviews.")


ACTION = (
    Field("what", "text", "What was promised", lambda it: it.what),
    Field("owner", "page", "By whom", lambda it: it.owner),
    Field("due", "day", "Until when", lambda it: it.due),
    Field("done", "day", "When it was done", lambda it: it.done),
)
REVIEW = (
    Field("id", "text", "Its id in the stage", _name_review),
    Field(
        "state", "word", "How it stands", lambda it: it.state, ("held", "due", "overdue", "resting", "off")
    ),
    Field("due", "day", "When it is to be held", lambda it: it.due),
    Field("first-due", "day", "The day first promised, where it moved", lambda it: it.moved and it.moved.was),
    Field("by", "page", "Who holds it", lambda it: it.by),
    Field("held", "day", "When it was held", lambda it: it.held),
    Field("verdict", "word", "What it found", lambda it: it.verdict, tuple(words.VERDICT)),
    Field("reading", "figure", "The metric on that day", lambda it: it.reading),
    Field("note", "text", "What was said", lambda it: it.note),
    Field("decision", "word", "What was decided", lambda it: it.decision.lower(), tuple(words.DECISION)),
    Field("actions", "records", "What somebody promised", lambda it: it.actions, parts=ACTION),
)
CAUSE = (
    Field("finding", "text", "What causes the inefficiency", lambda it: it.own.finding),
    Field("evidence", "text", "What shows it", lambda it: it.own.evidence),
    Field("source", "text", "Where that was read", lambda it: it.own.source),
)
MEMBER = (
    Field("person", "page", "Who", lambda it: it.person("person")),
    Field("ask", "text", "What is asked of them", lambda it: it.own.ask),
    Field("training", "flag", "Whether it is a training", lambda it: it.own.kind == "training"),
    Field("asked", "day", "When they were asked", lambda it: it.own.asked),
    Field("needed", "day", "When the answer is needed", lambda it: it.own.needed),
    Field("accepted", "day", "When they accepted", lambda it: it.own.accepted),
    Field("declined", "day", "When they declined", lambda it: it.own.declined),
)
MESSAGE = (
    Field("audience", "texts", "To whom: departments, or everyone", lambda it: it.own.audience),
    Field("message", "text", "What is told", lambda it: it.own.message),
    Field("channel", "text", "How", lambda it: it.own.channel),
    Field("by", "page", "By whom", lambda it: it.person("by")),
    Field("due", "day", "Until when", lambda it: it.own.due),
    Field("sent", "day", "When it was told", lambda it: it.own.sent),
)
ANCHOR = (
    Field("what", "text", "What was changed so that the new way stays", lambda it: it.own.what),
    Field("evidence", "text", "What shows it", lambda it: it.own.evidence),
)
STAGE = (
    Field("id", "text", "Its id in the method", lambda it: it[0].cell.stage),
    Field("title", "text", "Its name", lambda it: it[0].cell.title),
    Field("step", "word", "The step of the method that it belongs to", lambda it: it[0].cell.step, STEPS),
    Field("state", "word", "How it stands", lambda it: it[0].cell.state, tuple(words.STATE)),
    Field(
        "gate", "word", "How its gate stands", lambda it: it[0].gate, ("passed", "waived", "shut", "ahead")
    ),
    Field("share", "count", "What is done of it, in per cent", lambda it: it[0].cell.share),
    Field("owner", "page", "The person who owns it", lambda it: it[0].owner),
    Field("metric", "page", "The metric that shows it", lambda it: it[0].metric),
    Field("now", "figure", "The metric's newest value", lambda it: it[0].now),
    Field("keep", "figure", "The value beyond which it has not held", lambda it: it[0].keep),
    Field("lacks", "texts", "What is missing of owner, metric and review", lambda it: it[0].lacks),
    Field("began", "day", "When the first thing happened in it", lambda it: it[0].began),
    Field("done", "day", "When it was done", lambda it: it[0].done),
    Field("until", "day", "How long the change is watched", lambda it: it[0].until),
    Field(
        "reviews",
        "records",
        "Its follow-through reviews",
        lambda it: it[0].reviews,
        parts=REVIEW,
        one="review",
    ),
    Field("diagnosis", "records", "The causes found", lambda it: it[1].each("diagnosis"), parts=CAUSE),
    Field("members", "records", "The coalition", lambda it: it[1].each("members"), parts=MEMBER),
    Field("communication", "records", "The messages", lambda it: it[1].each("communication"), parts=MESSAGE),
    Field("anchors", "records", "What keeps the new way", lambda it: it[1].each("anchors"), parts=ANCHOR),
)
