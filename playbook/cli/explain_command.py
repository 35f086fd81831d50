"""`playbook explain RULE`: the rule's page, or the list of all rules."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import click

from playbook.cli.completing import complete_rule
from playbook.cli.options import project_options
from playbook.cli.project import refuse
from playbook.formats.inert import fold
from playbook.own_rules import OwnRules, find_own_rules
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.words import find_nearest


@click.command("explain")
@click.argument("rule", required=False, shell_complete=complete_rule)
@project_options
def command(rule: str | None, **_options: Any) -> None:
    """Explain a rule by its name or code; without one, list all rules."""
    own = find_own_rules()
    if own.faults:
        refuse(own.faults)
    rules = (*RULES, *own.rules)
    if rule is None:
        for each in rules:
            click.echo(f"{each.code}  {each.level.word:<7}  {each.name:<28}  {fold(each.why)}")
        return
    click.echo(read_page(find_rule(rule, rules), own), nl=False)


def find_rule(word: str, rules: Sequence[Rule]) -> Rule:
    """Find a rule by name or code; an unknown one ends with exit code 2 and the nearest name."""
    for each in rules:
        if word.upper() == each.code or word == each.name:
            return each
    known = [each.name for each in rules] + [each.code for each in rules]
    nearest = find_nearest(word, known)
    help_ = f"did you mean `{nearest}`?" if nearest else "playbook explain lists all"
    raise click.UsageError(f"no rule is called `{word}`: {help_}")


def read_page(rule: Rule, own: OwnRules) -> str:
    """Read a rule's page: as it stands in the package, else beside its own module; else say its why."""
    if rule in RULES:
        page = files("playbook.rules") / f"{rule.name.replace('-', '_')}.md"
        return page.read_text(encoding="utf-8")
    beside = own.find_page(rule)
    if beside:
        return beside.read_text(encoding="utf-8")
    return f"# {rule.code} {rule.name}\n\n{rule.why[:1].upper()}{rule.why[1:]}.\n"
