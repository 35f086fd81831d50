"""What may stand where the cursor is: ids of pages and rules, for a shell that completes words.

In: the options before the cursor, the beginning of a word. Out: words. Only names of files are looked at, and
the first column of an export; what cannot be read gives no word, and never a message.
"""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from playbook.cli.dress import find_project
from playbook.config import read_config
from playbook.rules import RULES
from playbook.schema.validate import HOMES

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_ids(*kinds: str) -> Complete:
    """Complete the ids of pages of some kinds."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            content = _find_content(ctx)
            found = sorted({each for kind in kinds for each in list_ids(content, kind)})
        except (OSError, ValueError, csv.Error, click.ClickException):
            return []
        return [CompletionItem(each) for each in found if each.startswith(incomplete)]

    return complete


def complete_rule(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name or the code of a rule, with why it is there."""
    words = [(each.code if incomplete[:2].upper() == "PB" else each.name, each.why) for each in RULES]
    return [CompletionItem(word, help=why) for word, why in words if word.startswith(incomplete)]


def list_ids(content: Path, kind: str) -> Iterator[str]:
    """List the ids of a kind by the files that lie in its folder, and those of its export."""
    folder = HOMES[kind]
    for path in (content / folder).glob("**/*.md"):
        yield path.parent.name if path.stem == "index" and path.parent.name != folder else path.stem
    export = content / f"{folder}.csv"
    if export.is_file():
        with export.open(encoding="utf-8-sig", newline="") as lines:
            yield from (each["id"] for each in csv.DictReader(lines) if each.get("id"))


def _find_content(ctx: click.Context) -> Path:
    """Find the content folder of the project that the options before the cursor name."""
    asked = {**ctx.find_root().params, **{key: each for key, each in ctx.params.items() if each}}
    config, _ = read_config(*find_project(asked.get("directory"), asked.get("config")))
    return config.content
