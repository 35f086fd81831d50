"""The closed lists of a plan, and what may stand for a list or a record.

In: nothing. Out: types of the keys that several records share.
"""

from typing import Annotated

from playbook.schema.scalar import Refers, Shorthand, Word

STATUSES = ("draft", "committed", "running", "live", "sustained", "paused", "stopped")
Status = Annotated[str, Word(*STATUSES)]
Verdict = Annotated[str, Word("passed", "not-passed", "holding", "slipping", "regressed")]
Health = Annotated[str, Word("on-track", "at-risk", "off-track")]
Decision = Annotated[str, Word("continue", "adjust", "stop")]
Likelihood = Annotated[str, Word("low", "medium", "high")]
Training = Annotated[str, Word("training")]
Dependency = Annotated[str, Refers("initiative", "milestone")]


def list_one(node: object) -> object:
    """Let one text stand for a list of one, where the language does so (an audience)."""
    return [node] if isinstance(node, str) else node


def name_what(node: object) -> object:
    """Let a bare text stand for `what:`, where owner and day are rarely needed (a lesson)."""
    return {"what": node} if isinstance(node, str) else node


Audience = Annotated[tuple[Annotated[str, Refers("department", "everyone")], ...], Shorthand(list_one)]
