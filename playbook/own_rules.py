"""A company's own rules: what installed packages offer -> rules to run beside ours, and faults.

In: the entry points of the group `playbook.rules`, each a rule or several. Out: `OwnRules`, with a fault in
plain words for each that cannot be used. It runs no rule, and looks at no page.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from playbook.diagnostic import Fault, Severity
from playbook.program import RULES_GROUP
from playbook.rule import ALL_STATUSES, ANY_KIND, DerivedRule, DiffRule, PageRule, Rule, SiteRule
from playbook.rules import RULES
from playbook.schema.shape import STEPS
from playbook.source import Span

OURS = "PB"
"""How our own codes begin; `--ignore PB3` must never mean a company's rule."""

NEEDS = ("", "history", "readings")
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{1,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_WAYS = "a rule is a PageRule, a SiteRule, a DerivedRule or a DiffRule of playbook.rule"


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


Test = Callable[[Rule], bool]
SHAPE: tuple[tuple[str, Test, str], ...] = (
    ("code", lambda rule: _fits(_CODE, rule.code), "write capital letters, then digits: AC001"),
    ("code", lambda rule: not rule.code.startswith(OURS), f"{OURS} is playbook's: take letters of your own"),
    ("name", lambda rule: _fits(_NAME, rule.name), "write small words with hyphens: budget-missing"),
    ("level", lambda rule: isinstance(rule.level, Severity), "one of E, W and I of playbook.rule"),
    ("why", lambda rule: isinstance(rule.why, str) and bool(rule.why.strip()), "say why it matters"),
    ("check", lambda rule: callable(rule.check), "give a function that yields findings"),
    ("kinds", lambda rule: set(rule.kinds) <= ANY_KIND, f"any of: {_list(ANY_KIND)}"),
    ("statuses", lambda rule: set(rule.statuses) <= ALL_STATUSES, f"any of: {_list(ALL_STATUSES)}"),
    (
        "guard",
        lambda rule: rule.guard in ("", "stage", *STEPS),
        f"one of: {_list(('stage', *STEPS))}, or none",
    ),
    ("needs", lambda rule: rule.needs in NEEDS, f"one of: {_list(NEEDS[1:])}, or none"),
)
"""What a rule must be so that everything else can rely on it: the attribute, the test, what would satisfy."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule, the entry point that brought it, and the page beside its module (None without one)."""

    rule: Rule
    entry: str
    page: Path | None = None


@dataclass(frozen=True, slots=True)
class OwnRules:
    """Every rule that installed packages offer, by code; none where something is wrong with one of them."""

    found: tuple[OwnRule, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules alone."""
        return tuple(each.rule for each in self.found)

    def find_page(self, rule: Rule) -> Path | None:
        """Give the page of a rule; None when it has none."""
        return next((each.page for each in self.found if each.rule is rule), None)


def find_own_rules() -> OwnRules:
    """Load what the installed packages offer. Never raises: a package that fails is a fault."""
    found: list[OwnRule] = []
    faults: list[Fault] = []
    for entry in sorted(entry_points(group=RULES_GROUP), key=lambda each: (each.name, each.value)):
        try:
            loaded = _load(entry)
        except (Exception, SystemExit) as error:
            words = f"cannot be loaded: {type(error).__name__}: {error}"
            faults.append(_say(entry.name, words, f"mend {entry.value}, or take its package out"))
            continue
        found += loaded
        if not loaded:
            faults.append(_say(entry.name, "offers no rule", _WAYS + ", or a list of them"))
    faults += [fault for each in found for fault in _check_shape(each)]
    faults += [] if faults else _check_twins(found)
    return OwnRules((), tuple(faults)) if faults else OwnRules(tuple(sorted(found, key=_get_code)))


def _load(entry: EntryPoint) -> list[OwnRule]:
    offered = entry.load()
    some: Iterable[Rule] = (offered,) if isinstance(offered, Rule) else offered
    return [OwnRule(each, entry.name, _find_page(each, entry.module)) for each in some]


def _find_page(rule: Rule, module: str) -> Path | None:
    """Find the page beside the module of the rule's check, else beside that of the entry point."""
    stem = str(getattr(rule, "name", "")).replace("-", "_")
    for name in (getattr(getattr(rule, "check", None), "__module__", None), module):
        file = getattr(sys.modules.get(str(name)), "__file__", None)
        page = Path(file).with_name(f"{stem}.md") if file and _fits(re.compile(r"\w+"), stem) else None
        if page and page.is_file():
            return page
    return None


def _check_shape(own: OwnRule) -> Iterator[Fault]:
    if not isinstance(own.rule, PageRule | SiteRule | DerivedRule | DiffRule):
        yield _say(
            own.entry, f"offers something of the type {type(own.rule).__name__}, which is no rule", _WAYS
        )
        return
    for key, holds, help_ in SHAPE:
        if not _try(holds, own.rule):
            value = getattr(own.rule, key)
            yield _say(own.entry, f"the rule {own.rule.code!r} cannot have the {key} {value!r}", help_)
            return


def _try(holds: Test, rule: Rule) -> bool:
    try:
        return holds(rule)
    except (TypeError, AttributeError):
        return False


def _check_twins(found: Iterable[OwnRule]) -> Iterator[Fault]:
    taken = {word: "playbook" for each in RULES for word in (each.code, each.name)}
    for own in found:
        for word in (own.rule.code, own.rule.name):
            if word in taken:
                words = f"`{word}` is a rule of {taken[word]} already"
                yield _say(own.entry, words, "give the rule a code and a name of its own")
            taken.setdefault(word, f"the entry point `{own.entry}`")


def _say(entry: str, message: str, help_: str) -> Fault:
    return Fault("configuration", Span(f"entry point `{entry}` of {RULES_GROUP}"), message, help_)


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _get_code(own: OwnRule) -> tuple[str, str]:
    letters = own.rule.code.rstrip("0123456789")
    return letters, own.rule.code[len(letters) :].rjust(4, "0")
