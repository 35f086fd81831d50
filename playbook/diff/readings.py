"""The readings of a metric before and after -> those that were added, changed or taken out.

In: a metric's page, twice. Out: `Change`s. A past reading that is another is serious: it was told as a fact.
"""

from collections.abc import Iterator

from playbook.diff.change import GRAVE, NOTABLE, Change
from playbook.diff.side import Names
from playbook.model.page import Page, Reading
from playbook.words import count

SHOWN = 5


def compare_readings(old: Page, new: Page, names: Names) -> Iterator[Change]:
    """Compare the readings of two pages of one metric."""
    before = {each.date: each for each in old.readings}
    after = {each.date: each for each in new.readings}
    added = [each for day, each in after.items() if day not in before]
    if added:
        last = added[-1]
        words = f"{count(len(added), 'reading')} {'was' if len(added) == 1 else 'were'} added"
        words += f", the last of {last.date}: {names.say(new.id, last.value)}"
        yield _make("reading-added", new, words, ("", last))
    changed = [(before[day], each) for day, each in after.items() if day in before]
    for then, now in [each for each in changed if each[0].value != each[1].value][:SHOWN]:
        said = f"from {names.say(new.id, then.value)} to {names.say(new.id, now.value)}"
        words = f"The reading of {now.date} was changed {said}"
        yield _make("reading-changed", new, words, (f"{then.value:f}", now))
    gone = [each for day, each in before.items() if day not in after]
    if gone:
        words = f"{count(len(gone), 'reading')} {'was' if len(gone) == 1 else 'were'} taken out"
        words += f", the last of {gone[-1].date}: {names.say(new.id, gone[-1].value)}"
        yield _make("reading-removed", new, words, (f"{gone[-1].value:f}", None))


def _make(kind: str, page: Page, words: str, values: tuple[str, Reading | None]) -> Change:
    before, after = values
    item = f"readings.{after.date}" if after else "readings"
    value = f"{after.value:f}" if after else ""
    weight = NOTABLE if kind == "reading-added" else GRAVE
    return Change(kind, page.key, page.title, words, item, "value", before, value, weight=weight)
