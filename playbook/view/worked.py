"""Plans that were worked out before, read back instead of being worked out again.

In: a worked-out plan. Out: bytes that hold what was worked out, and the plan again. Its page, its verdict
and its site are not among them: they are at hand in every build. What cannot be read back is worked out anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

import msgspec

from playbook.cache import Cache
from playbook.html import make_html, write_html
from playbook.memo import PLANS
from playbook.trace import hash_bytes, hash_ordered
from playbook.trend import Tally
from playbook.view.due import DueItem
from playbook.view.part import MilestoneView, ReviewView
from playbook.view.plan import DiagnosisView, PlanCard, PlanFacts
from playbook.view.target import TargetView


@dataclass(frozen=True, slots=True)
class Worked:
    """What is worked out of a plan; its page and its verdict are known without."""

    diagnosis: DiagnosisView
    plan_card: PlanCard
    due: tuple[DueItem, ...]
    targets: tuple[TargetView, ...]
    milestones: tuple[MilestoneView, ...]
    reviews: tuple[ReviewView, ...]
    tallies: tuple[Tally, ...]


_encode = msgspec.msgpack.Encoder(enc_hook=write_html).encode
_decode = msgspec.msgpack.Decoder(Worked, dec_hook=make_html).decode


def write_worked(facts: PlanFacts) -> tuple[bytes, bytes]:
    """Give the digest of what was worked out, and how it is written: b"" where a half sign stands in it."""
    own = Worked(**{each.name: getattr(facts, each.name) for each in fields(Worked)})
    try:
        row = _encode(own)
    except UnicodeEncodeError:
        return hash_ordered(own), b""
    return hash_bytes(row), row


@dataclass(slots=True)
class Rows:
    """What was written of plans: `names` under which each lies in the cache, `digests` that it must have."""

    cache: Cache | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    _found: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, keys: Iterable[str]) -> None:
        """Fetch the rows of many plans at once."""
        if self.cache:
            wanted = {self.names[key]: key for key in keys if key in self.digests}
            found = self.cache.find(PLANS, wanted)
            self._found = {wanted[name]: row for name, row in found.items()}

    def read(self, key: str) -> Worked | None:
        """Give what was worked out of a plan; None where it is not there, or another."""
        digest = self.digests.get(key)
        if digest is None or self.cache is None:
            return None
        row = self._found.pop(key, b"") or self.cache.find(PLANS, [self.names[key]]).get(self.names[key], b"")
        try:
            return _decode(row) if row and hash_bytes(row) == digest else None
        except ValueError:
            return None

    def keep(self, rows: Mapping[str, bytes]) -> None:
        """Keep what was written of some plans."""
        if self.cache:
            self.cache.keep(PLANS, {self.names[key]: row for key, row in rows.items() if row})
