"""Plans, worked out when somebody asks, and who is named in them.

In: what one plan is worked out from. Out: `Plans`, a mapping that works a plan out once; `Reverse`, which of
them name a person, a department or a metric. What each plan was worked out from is noted, so that pages which
show it know whether it has changed; and what came of it, so that it need not be worked out for them again.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Generic, TypeVar

from playbook.cache import Cache
from playbook.memo import Memo, Memos
from playbook.model.page import Page
from playbook.progress import Progress
from playbook.trace import ALL, NOTHING, SIZE, Ledger, Trace, encode, hash_bytes, hash_value
from playbook.view.cards import Cards
from playbook.view.due import DueItem
from playbook.view.facts import Facts
from playbook.view.involved import Part, list_parts
from playbook.view.plan import PlanFacts, look_up, work_out
from playbook.view.say import Speaker
from playbook.view.worked import Rows, Worked, write_worked

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class PlanMaker:
    """Works out a plan of a site by its key."""

    facts: Facts
    cards: Cards
    speaker: Speaker

    def make(self, key: str) -> PlanFacts:
        """Work one plan out."""
        return work_out(self.facts, self.cards, self.facts.site.pages[key], self.speaker)

    def restore(self, key: str, worked: Worked) -> PlanFacts:
        """Give a plan of which the rest is known."""
        case, standing, found = look_up(self.facts, self.facts.site.pages[key])
        parts = {each.name: getattr(worked, each.name) for each in fields(worked)}
        return PlanFacts(case=case, standing=standing, found=found, **parts)


@dataclass(frozen=True, slots=True)
class Naming:
    """What is known of a plan without working it out: the keys that it names, those that owe something in
    it, whether it is active, and the key of its department unless it was stopped."""

    named: tuple[str, ...]
    owing: tuple[str, ...]
    is_active: bool
    lane_of: str = ""


def name_all(facts: PlanFacts) -> Naming:
    """Say what a plan names."""
    owing = dict.fromkeys(item.who.key for item in facts.due if item.who)
    plan = facts.case.plan
    lane_of = "" if plan.status == "stopped" else f"department/{plan.department or ''}"
    return Naming(tuple(key for key, _ in list_parts(facts)), tuple(owing), facts.is_active, lane_of)


def write_naming(naming: Naming) -> bytes:
    """Write what a plan names, whatever its texts hold."""
    return json.dumps((naming.named, naming.owing, naming.is_active, naming.lane_of)).encode("ascii")


def read_naming(text: bytes) -> Naming:
    """Read it back."""
    named, owing, is_active, lane_of = json.loads(text)
    return Naming(tuple(named), tuple(owing), is_active, lane_of)


def _read_memo(memo: Memo) -> tuple[bytes, Naming]:
    """Read the digest of what was worked out, and what the plan names."""
    return memo.value[:SIZE], read_naming(memo.value[SIZE:])


class Plans(Mapping[str, PlanFacts]):
    """Every plan by its key, each worked out once, when it is asked for."""

    def __init__(self, pages: Iterable[Page], maker: PlanMaker, trace: Trace, cache: Cache | None) -> None:
        """Take the plans' pages in their order, what works a plan out, and where those from before lie."""
        names = {each.key: each.digest for each in pages}
        self.keys_unnoted = tuple(names)
        self.namings: dict[str, Naming] = {}
        self.digests: dict[str, bytes] = {}
        self.rows = Rows(cache, names)
        self.trace = trace
        self._maker = maker
        self._made: dict[str, PlanFacts] = {}
        self._known = frozenset(self.keys_unnoted)

    def __getitem__(self, key: str) -> PlanFacts:
        """Give a plan."""
        self.trace.note(f"plan:{key}")
        if key not in self._known:
            raise KeyError(key)
        return self.make(key)[0]

    def __contains__(self, key: object) -> bool:
        """Whether there is such a plan."""
        self.trace.note(f"plan:{key}")
        return key in self._known

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        self.trace.note(f"plan:{ALL}")
        self.rows.fetch(key for key in self.keys_unnoted if key not in self._made)
        return iter(self.keys_unnoted)

    def __len__(self) -> int:
        """Count the plans."""
        self.trace.note(f"plan:{ALL}")
        return len(self.keys_unnoted)

    def make(self, key: str) -> tuple[PlanFacts, frozenset[str]]:
        """Give a plan and, where it was not known before, the facts that were read for it."""
        found = self._made.get(key)
        if found is not None:
            return found, frozenset()
        with self.trace.record() as facts:
            worked = self.rows.read(key)
            made = self._maker.restore(key, worked) if worked else self._maker.make(key)
        self._made[key] = made
        return made, frozenset(facts)

    def settle(self, memos: Memos, ledger: Ledger, progress: Progress) -> None:
        """Learn what each plan names, from before where that still holds, else by working it out."""
        fresh: dict[str, bytes] = {}
        for key in self.keys_unnoted:
            memo = memos.find(key, ledger)
            if memo is None:
                made, facts = self.make(key)
                digest, fresh[key] = write_worked(made)
                memo = memos.put(key, facts, ledger, digest + write_naming(name_all(made)))
                progress.step()
            else:
                progress.skip(1)
            self._learn(key, *memos.read(key, _read_memo), ledger)
        self.rows.keep(fresh)
        memos.keep_only(self.keys_unnoted)

    def _learn(self, key: str, own: bytes, naming: Naming, ledger: Ledger) -> None:
        """Learn what a plan names, and its digest: that of everything that a worked-out plan holds."""
        self.namings[key] = naming
        self.rows.digests[key] = own
        self.digests[key] = hash_bytes(ledger.digest(f"page:{key}"), ledger.digest(f"checked:{key}"), own)

    def tell(self, key: str) -> bytes:
        """Tell the digest of a plan, or of all: that of what was worked out, however it came about."""
        if key == ALL:
            return hash_bytes(*(part for name, own in self.digests.items() for part in (encode(name), own)))
        return self.digests.get(key, NOTHING)


@dataclass(frozen=True, slots=True)
class FromPlans(Generic[V]):
    """What is made of each plan, by its key, once, when it is asked for."""

    plans: Plans
    make: Callable[[PlanFacts], V]
    made: dict[str, V] = field(default_factory=dict)

    def __getitem__(self, key: str) -> V:
        """Give what is made of a plan."""
        facts = self.plans[key]
        if key not in self.made:
            self.made[key] = self.make(facts)
        return self.made[key]


@dataclass(frozen=True, slots=True)
class Reverse(Mapping[str, tuple[V, ...]], Generic[V]):
    """What plans hold for those that they name, by the key of who or what is named.

    `naming` lists the plans by that key; `pick` gives what a plan holds for it; `more` adds what is owed
    elsewhere. `table` is its name among the facts.
    """

    table: str
    plans: Plans
    naming: Mapping[str, tuple[str, ...]]
    pick: Callable[[PlanFacts, str], Iterable[V]]
    more: Mapping[str, tuple[V, ...]] = field(default_factory=dict)
    made: dict[str, tuple[V, ...]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> tuple[V, ...]:
        """Give what is held for a key."""
        self.plans.trace.note(f"{self.table}:{key}")
        if key not in self.naming and key not in self.more:
            raise KeyError(key)
        if key not in self.made:
            with self.plans.trace.record():
                held = [
                    each for name in self.naming.get(key, ()) for each in self.pick(self.plans[name], key)
                ]
            self.made[key] = (*held, *self.more.get(key, ()))
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        """Whether anything is held for a key."""
        self.plans.trace.note(f"{self.table}:{key}")
        return key in self.naming or key in self.more

    def tell(self, key: str) -> bytes:
        """Tell the digest of what is held for a key, or for all."""
        if key == ALL:
            return hash_bytes(self.plans.tell(ALL), hash_value(sorted(self.more.items())))
        if key not in self.naming and key not in self.more:
            return NOTHING
        seals = (self.plans.tell(each) for each in self.naming.get(key, ()))
        return hash_bytes(*seals, hash_value(self.more.get(key)))

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        self.plans.trace.note(f"{self.table}:{ALL}")
        return iter(dict.fromkeys((*self.naming, *self.more)))

    def __len__(self) -> int:
        """Count the keys."""
        self.plans.trace.note(f"{self.table}:{ALL}")
        return len({*self.naming, *self.more})


@dataclass(frozen=True, slots=True)
class PartPicker:
    """Gives the part that somebody or something plays in a plan; a plan's parts are listed once."""

    listed: dict[str, dict[str, Part]] = field(default_factory=dict)

    def pick(self, facts: PlanFacts, key: str) -> tuple[Part, ...]:
        """Give the part of a key, if it has one."""
        parts = self.listed.get(facts.page.key)
        if parts is None:
            parts = self.listed[facts.page.key] = dict(list_parts(facts))
        return (parts[key],) if key in parts else ()


def pick_due(facts: PlanFacts, key: str) -> Iterator[DueItem]:
    """Yield what somebody owes in a plan."""
    return (item for item in facts.due if item.who and item.who.key == key)


def turn_around(
    namings: Mapping[str, Naming], list_keys: Callable[[Naming], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    """Give the plans by the keys that they name."""
    turned: dict[str, list[str]] = defaultdict(list)
    for plan, naming in namings.items():
        for key in list_keys(naming):
            turned[key].append(plan)
    return {key: tuple(some) for key, some in turned.items()}
