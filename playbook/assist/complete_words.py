"""Words that may stand at a key: a closed list, days, truth values, rules, and texts that other plans use
there.

In: a draft, a spot, what the schema says of its value, the judged playbook. Out: offers.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from playbook.assist.draft import Draft
from playbook.assist.known_keys import Value
from playbook.assist.offer import Offer, make_offer
from playbook.assist.spot import Spot
from playbook.diagnostic import KeyPath
from playbook.judgement import Judgement
from playbook.rules import RULES

AHEAD = ("due", "until", "needed", "to", "go-live", "starts")
"""Keys whose day is very likely still to come."""

DAYS = ((0, "today"), (14, "in two weeks"), (28, "in four weeks"), (91, "in a quarter"))
Said = tuple[str, str]


def offer_words(draft: Draft, spot: Spot, value: Value | None, judgement: Judgement) -> list[Offer]:
    """Offer what a key may hold that is no id of a page."""
    kind = "day" if value and value.type == "day" else "word"
    said = dict(_list_words(draft, spot.path, value, judgement))
    return [make_offer(spot, word, kind, told) for word, told in said.items()]


def _list_words(draft: Draft, path: KeyPath, value: Value | None, judgement: Judgement) -> Iterator[Said]:
    key = next((each for each in reversed(path) if isinstance(each, str)), "")
    if value and value.words:
        yield from ((word, "") for word in value.words)
    elif value and value.type == "flag":
        yield from (("true", ""), ("false", ""))
    elif value and value.type == "day":
        yield from _list_days(key, judgement.today)
    elif path[:1] == ("waivers",) and key == "rule":
        status = draft.outline.read_value(("status",)) or "committed"
        rules = (*RULES, *judgement.own_rules)
        yield from ((each.name, each.why) for each in rules if not each.is_locked(status))
    elif path[:1] == ("waivers",) and key == "item":
        found = judgement.checked.by_page.get(draft.key, ())
        yield from ((each.item, each.message) for each in found if each.item)
    elif key == "unit":
        yield from ((each, "") for each in draft.config.shape.units)
    elif key in ("theme", "tags", "channel"):
        yield from ((each, "as in other plans") for each in _list_used(key, judgement))


def _list_days(key: str, today: date) -> Iterator[Said]:
    first = 1 if key in AHEAD else 0
    days = (*DAYS[first:], *DAYS[:first]) if first else DAYS[:1]
    yield from (((today + timedelta(days=ahead)).isoformat(), told) for ahead, told in days)


def _list_used(key: str, judgement: Judgement) -> list[str]:
    """List the texts that stand at a key in other plans, those most used first."""
    counts: dict[str, int] = {}
    for page in judgement.site.initiatives:
        for each in _read_used(key, page.plan):
            counts[each] = counts.get(each, 0) + 1
    return sorted(counts, key=lambda each: (-counts[each], each))


def _read_used(key: str, plan: object) -> Iterator[str]:
    if key == "channel":
        stages = (getattr(plan, "stages", None) or {}).values()
        yield from (each.channel for stage in stages for each in stage.communication if each.channel)
    else:
        found = getattr(plan, key)
        yield from found if isinstance(found, tuple) else filter(None, (found,))
