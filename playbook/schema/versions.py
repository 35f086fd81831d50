"""The versions of the front matter, and what leads from one to the next.

In: nothing. Out: the version that is read, and the migrations of older ones. There is one version so far:
a change that would break pages adds a `Migration` here, and `playbook fmt` makes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath

Pattern = tuple[str, ...]
"""Keys from the root; "*" is any key of a mapping and any item of a list."""


@dataclass(frozen=True, slots=True)
class Migration:
    """What brings the pages of a kind from a version to the next.

    `keys` says how the last key of a pattern is called from then on, `words` which words of a value are
    others. The patterns are those of the older version.
    """

    kind: str
    keys: Mapping[Pattern, str] = field(default_factory=dict)
    words: Mapping[Pattern, Mapping[str, str]] = field(default_factory=dict)


Step = Sequence[Migration]
"""All that leads from one version to the next, a migration for each kind of page that changes."""

MIGRATIONS: tuple[Step, ...] = ()
"""The steps up to the present version, the oldest first."""

SCHEMA = 1
"""The version that this playbook reads."""

OLDEST = SCHEMA - len(MIGRATIONS)
"""The oldest version from which pages can be brought to the present one."""


def list_steps(version: int) -> tuple[Step, ...]:
    """List what leads from a version to the present one; () from the present one."""
    return MIGRATIONS[version - OLDEST :]


def matches(path: KeyPath, pattern: Pattern) -> bool:
    """Whether a key path is one that a pattern means."""
    return len(path) == len(pattern) and all(
        each in ("*", part) for part, each in zip(path, pattern, strict=True)
    )
