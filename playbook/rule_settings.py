"""What the configuration says of rules, held against the rules that there are.

In: the configuration. Out: a fault, at its line, for each rule, level, threshold or requirement that is not
known: a misspelt one would loosen or tighten nothing, without a word.
"""

from collections.abc import Iterator, Sequence

from playbook.check import names
from playbook.config import LEVELS, Config, say_at
from playbook.diagnostic import Fault, KeyPath
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.words import suggest

NEEDS = ("history", "readings")
"""What may be required beside rules."""

LARGEST = 100_000
"""The largest threshold: so many days, added to any day that a page may name, are a day of the calendar."""

Settings = dict[str, str | int | float]


def check_rule_settings(config: Config, rules: Sequence[Rule] = RULES) -> tuple[Fault, ...]:
    """Find settings of rules that mean nothing."""
    by_name = {each.name: each for each in rules}
    found: list[Fault] = []
    for name, settings in config.settings.rules.items():
        rule = by_name.get(name)
        found += _check_rule(config, rule, settings) if rule else [_say_unknown(config, name, rules)]
    for n, each in enumerate(config.settings.levels):
        for name in each.rules:
            found += _check_named(config, ("levels", n, "rules", name), by_name.get(name), rules)
    exact = {*by_name, *(each.code for each in rules), *NEEDS}
    for word in config.settings.check.ignore:
        if not any(names(each, (word,)) for each in rules):
            help_ = suggest(word, by_name) + "; a code or the start of one will do: PB103, PB3"
            found.append(say_at(config, ("check", "ignore"), f"`{word}` names no rule", help_))
    for word in config.settings.check.require:
        if word not in exact:
            help_ = suggest(word, exact) + f"; or one of: {', '.join(NEEDS)}"
            message = f"`{word}` is nothing that can be required"
            found.append(say_at(config, ("check", "require"), message, help_))
    return tuple(found)


def _say_unknown(config: Config, name: str, rules: Sequence[Rule]) -> Fault:
    meant = next((each.name for each in rules if each.code == name.upper()), "")
    help_ = f"rules are set by name: [rules.{meant}]" if meant else suggest(name, [r.name for r in rules])
    return say_at(config, ("rules", name), f"no rule is called `{name}`", help_)


def _check_named(config: Config, at: KeyPath, rule: Rule | None, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Find a level on some pages of a rule that there is not, or that always keeps its level."""
    name = str(at[-1])
    if rule is None:
        meant = next((each.name for each in rules if each.code == name.upper()), "")
        help_ = f"rules are set by name: {meant}" if meant else suggest(name, [each.name for each in rules])
        yield say_at(config, at, f"no rule is called `{name}`", help_)
    elif rule.locked:
        yield say_at(config, at, f"{rule.code} {rule.name} always keeps its level", "take it out")


def _check_rule(config: Config, rule: Rule, settings: Settings) -> Iterator[Fault]:
    for key, value in settings.items():
        at = ("rules", rule.name, key)
        if key == "level":
            yield from _check_level(config, rule, value)
        elif key not in rule.thresholds:
            known = ["level", *rule.thresholds]
            yield say_at(config, at, f"{rule.name} has no setting `{key}`", suggest(key, known))
        elif isinstance(value, str) or not 0 <= value <= LARGEST:
            help_ = f"the default is {rule.thresholds[key]:g}"
            yield say_at(config, at, f"`{value}` is not a number from 0 to {LARGEST:,}", help_)


def _check_level(config: Config, rule: Rule, value: str | float) -> Iterator[Fault]:
    at = ("rules", rule.name, "level")
    if value not in LEVELS:
        yield say_at(config, at, f"`{value}` is no level", f"one of: {', '.join(LEVELS)}")
    elif rule.locked:
        message = f"{rule.code} {rule.name} always keeps its level"
        yield say_at(config, at, message, "take the line out")
