"""The other kinds of page: metric, person, department, method page, any other page.

In: nothing. Out: the frozen records of their front matter.
"""

from typing import Annotated

from playbook.schema.record import record
from playbook.schema.scalar import Day, Decimals, Department, Number, OldId, Person, Refers, Text, Word

Direction = Annotated[str, Word("down", "up", "hold")]
MetricKind = Annotated[str, Word("outcome", "adoption", "activity", "guardrail")]
Cadence = Annotated[str, Word("weekly", "monthly", "quarterly")]


@record
class MetricPage:
    """What is measured; readings stand in the CSV of the same stem."""

    title: Text = ""
    unit: Text = ""
    direction: Direction | None = None
    kind: MetricKind | None = None
    definition: Text = ""
    source: Text = ""
    collector: Person | None = None
    cadence: Cadence | None = None
    decimals: Decimals | None = None
    formerly: tuple[OldId, ...] = ()


@record
class PersonPage:
    """Who may own something."""

    name: Text = ""
    role: Text = ""
    department: Department | None = None
    email: Text = ""
    deputy: Person | None = None
    left: Day | None = None
    formerly: tuple[OldId, ...] = ()


@record
class DepartmentPage:
    """A department and who heads it."""

    title: Text = ""
    head: Person | None = None
    formerly: tuple[OldId, ...] = ()


@record
class MethodPage:
    """The company's guidance for one stage of its method."""

    title: Text = ""
    stage: Annotated[str, Refers("stage")] | None = None
    order: Number | None = None
    formerly: tuple[OldId, ...] = ()


@record
class OtherPage:
    """Any other page: its front matter is optional."""

    title: Text = ""
    order: Number | None = None
    tags: tuple[Text, ...] = ()
    formerly: tuple[OldId, ...] = ()
