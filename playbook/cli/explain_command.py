"""`playbook explain RULE`: the rule's page, or the list of all rules."""

from importlib.resources import files
from typing import Any

import click

from playbook.cli.options import project_options
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.words import suggest


@click.command("explain")
@click.argument("rule", required=False)
@project_options
def command(rule: str | None, **_options: Any) -> None:
    """Explain a rule by its name or code; without one, list all rules."""
    if rule is None:
        for each in RULES:
            click.echo(f"{each.code}  {each.level.word:<7}  {each.name:<28}  {each.why}")
        return
    click.echo(read_page(find_rule(rule)), nl=False)


def find_rule(word: str) -> Rule:
    """Find a rule by name or code; an unknown one ends with exit code 2 and the nearest name."""
    for each in RULES:
        if word.upper() == each.code or word == each.name:
            return each
    known = [each.name for each in RULES] + [each.code for each in RULES]
    raise click.UsageError(
        f"no rule is called `{word}`: {suggest(word, known, limit=0)}".removesuffix(": known: ")
    )


def read_page(rule: Rule) -> str:
    """Read a rule's page as it stands in the package."""
    page = files("playbook.rules") / f"{rule.name.replace('-', '_')}.md"
    return page.read_text(encoding="utf-8")
