"""What a plan says of its own changes: days that moved, figures that changed, a pause.

In: nothing. Out: frozen records.
"""

from playbook.schema.record import record
from playbook.schema.scalar import Day, Figure, Person, Text


@record
class Slip:
    """A moved day, explained."""

    item: Text = ""
    from_: Day | None = None
    to: Day | None = None
    date: Day | None = None
    reason: Text = ""


@record
class Rebaseline:
    """A changed baseline or target, approved."""

    item: Text = ""
    from_: Figure = ""
    to: Figure = ""
    date: Day | None = None
    reason: Text = ""
    by: Person | None = None


@record
class Pause:
    """Deadlines rest until a day."""

    since: Day | None = None
    until: Day | None = None
    by: Person | None = None
    reason: Text = ""
