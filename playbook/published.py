"""What a publish came to.

In: nothing. Out: `Published`, the counts.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did, in files, the manifest left out.

    `mode` is "swap" when the whole site changes at once, "replace" where only file by file is possible;
    `digest` is that of all outputs, as the manifest tells it.
    """

    written: int
    unchanged: int
    removed: int
    mode: str
    digest: str = field(default="", compare=False)
