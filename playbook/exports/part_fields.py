"""The fields of a plan's parts that leave the site: targets, milestones, risks, words of its owner, changes.

In: a view of a part, or the record as its author wrote it. Out: `Field`s.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from playbook.exports.field import Field
from playbook.view import words

STATES = tuple(words.MARK_STATE)
LIKELIHOODS = ("low", "medium", "high")

TARGET = (
    Field("metric", "page", "The id of the metric", lambda it: it.metric),
    Field("headline", "flag", "Whether it stands for the plan", lambda it: it.is_headline),
    Field("guardrail", "flag", "Whether it is a value not to be crossed", lambda it: it.is_guardrail),
    Field(
        "state",
        "word",
        "How it stands",
        lambda it: it.state,
        ("reached", "on-plan", "behind", "missed", "within", "crossed", "unknown"),
    ),
    Field("baseline", "figure", "Where the metric stood", lambda it: it.baseline),
    Field("baseline-date", "day", "When it stood there", lambda it: it.baseline_day),
    Field("baseline-source", "text", "Where that was read", lambda it: it.baseline_source),
    Field("target", "figure", "Where it shall stand", lambda it: it.goal),
    Field("due", "day", "Until when", lambda it: it.due),
    Field("first-due", "day", "The day first promised, where it moved", lambda it: _first(it.moved)),
    Field("limit", "figure", "The value not to be crossed", lambda it: it.limit),
    Field("now", "figure", "The newest reading", lambda it: it.now),
    Field("now-date", "day", "Its day", lambda it: it.now_day),
    Field("planned", "figure", "Where the straight line stands today", lambda it: _round_figure(it.planned)),
    Field("share", "number", "The part of the way that is done, 1 is all", lambda it: _round(it.share)),
    Field("planned-share", "number", "The part planned for today", lambda it: _round(it.planned_share)),
)
MILESTONE = (
    Field("id", "text", "Its id on the page", lambda it: it.item.removeprefix("milestones.")),
    Field("title", "text", "What is reached", lambda it: it.title),
    Field("stage", "text", "The id of its stage", lambda it: it.stage),
    Field("state", "word", "How it stands", lambda it: it.state, STATES),
    Field("owner", "page", "The person who owns it", lambda it: it.owner),
    Field("due", "day", "Until when", lambda it: it.due),
    Field("first-due", "day", "The day first promised, where it moved", lambda it: _first(it.moved)),
    Field("moves", "count", "How often its day moved", lambda it: len(it.moved.moves) if it.moved else 0),
    Field("done", "day", "When it was reached", lambda it: it.done),
    Field("metric", "page", "The metric that shows it", lambda it: it.metric),
    Field("target", "figure", "The value that shows it", lambda it: it.target),
    Field("reached", "figure", "The value reached", lambda it: it.reached),
    Field("acceptance", "text", "How one sees that it is reached", lambda it: it.acceptance),
    Field("evidence", "text", "What shows that it is", lambda it: it.evidence),
    Field("cancelled", "text", "Why it is no longer wanted", lambda it: it.cancelled),
    Field("training", "flag", "Whether it is a training", lambda it: it.is_training),
)
RISK = (
    Field("risk", "text", "What may go wrong", lambda it: it.own.risk),
    Field("owner", "page", "Who watches it", lambda it: it.person("owner")),
    Field("due", "day", "Until when it is answered", lambda it: it.own.due),
    Field("answer", "text", "What is done about it", lambda it: it.own.answer),
    Field("likelihood", "word", "How likely", lambda it: it.own.likelihood, LIKELIHOODS),
    Field("impact", "word", "How bad", lambda it: it.own.impact, LIKELIHOODS),
    Field("closed", "day", "When it was over", lambda it: it.own.closed),
)
UPDATE = (
    Field("date", "day", "The day", lambda it: it.own.date),
    Field("by", "page", "Whose word", lambda it: it.person("by")),
    Field("health", "word", "The health declared", lambda it: it.own.health, tuple(words.DECLARED)),
    Field("note", "text", "What is told", lambda it: it.own.note),
    Field("way-back", "text", "How it gets back on track", lambda it: it.own.way_back),
)
SLIP = (
    Field("item", "text", "What moved", lambda it: it.own.item),
    Field("from", "day", "The old day", lambda it: it.own.from_),
    Field("to", "day", "The new day", lambda it: it.own.to),
    Field("date", "day", "When it was moved", lambda it: it.own.date),
    Field("reason", "text", "Why", lambda it: it.own.reason),
)
REBASELINED = (
    Field("item", "text", "Which figure", lambda it: it.own.item),
    Field("from", "text", "What it was", lambda it: it.own.from_),
    Field("to", "text", "What it is", lambda it: it.own.to),
    Field("date", "day", "When it was changed", lambda it: it.own.date),
    Field("reason", "text", "Why", lambda it: it.own.reason),
    Field("by", "page", "Who approved", lambda it: it.person("by")),
)
PAUSED = (
    Field("since", "day", "Since when", lambda it: it.own.since),
    Field("until", "day", "Until when", lambda it: it.own.until),
    Field("by", "page", "Who decided", lambda it: it.person("by")),
    Field("reason", "text", "Why", lambda it: it.own.reason),
)
STOPPED = (
    Field("date", "day", "When", lambda it: it.own.date),
    Field("by", "page", "Who decided", lambda it: it.person("by")),
    Field("reason", "text", "Why", lambda it: it.own.reason),
)
LESSON = (
    Field(
        "kind", "word", "Which question", lambda it: it[0], ("expected", "actual", "why", "keep", "change")
    ),
    Field("what", "text", "The answer", lambda it: it[1].own.what),
    Field("owner", "page", "Who carries it on", lambda it: it[1].person("owner")),
    Field("due", "day", "Until when", lambda it: it[1].own.due),
    Field("done", "day", "When it was done", lambda it: it[1].own.done),
)
WAIVER = (
    Field("rule", "text", "The rule, by name or code", lambda it: it.own.rule),
    Field("item", "text", "What it is about", lambda it: it.own.item),
    Field("reason", "text", "Why it is accepted", lambda it: it.own.reason),
    Field("by", "page", "Who accepts it", lambda it: it.person("by")),
    Field("until", "day", "Until when", lambda it: it.own.until),
)


def _first(moved: Any) -> date | None:
    return moved.was if moved else None


def _round(share: Decimal | None) -> Decimal | None:
    return None if share is None else round(share, 4)


def _round_figure(figure: Any) -> Any:
    return figure and type(figure)(round(figure.value, 4), figure.text)
