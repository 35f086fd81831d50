"""`playbook show ID`: what playbook knows about one page."""

import json
from typing import Any

import click

from playbook.check import Options
from playbook.cli.completing import complete_ids
from playbook.cli.options import project_options, rev_option, shape_option
from playbook.cli.project import open_project
from playbook.cli.tools import cache_options
from playbook.cli.workers import open_tools
from playbook.formats.inert import fold
from playbook.inventory import dump_page
from playbook.judgement import judge_playbook
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.words import join, suggest


@click.command("show")
@click.argument("page", shell_complete=complete_ids("initiative", "metric", "person", "department"))
@shape_option("Write text or JSON.")
@project_options
@rev_option
@cache_options
@click.pass_context
def command(ctx: click.Context, /, page: str, **options: Any) -> None:
    """Show one PAGE: an id (crm), or kind and id (initiative/crm)."""
    project = open_project(ctx, options)
    tools = open_tools(project.config, options)
    judgement = judge_playbook(project.config, project.today, Options(own_rules=project.own_rules), tools)
    found = find_page(judgement.site, page)
    known = dump_page(found, judgement.site, judgement.checked.standings.get(found.key))
    findings = judgement.checked.by_page.get(found.key, ())
    known["findings"] = [f"{each.severity.word} {each.code} {each.message}" for each in findings]
    if options["shape"] == "json":
        click.echo(json.dumps(known, indent=2, ensure_ascii=False))
        return
    for line in write_lines(known):
        click.echo(line)


def find_page(site: Site, name: str) -> Page:
    """Find a page by id or key; unknown and ambiguous ones end with exit code 2."""
    found = [each for each in site.pages.values() if name in (each.key, each.id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise click.UsageError(
            f"`{name}` is the id of several pages: say {join((p.key for p in found), 'or')}"
        )
    known = [each.id for each in site.pages.values()]
    raise click.UsageError(f"no page has the id `{name}`: {suggest(name, known)}")


def write_lines(value: Any, indent: str = "") -> list[str]:
    """Write plain data as indented lines; texts from pages cannot reach the terminal's controls."""
    lines: list[str] = []
    pairs = value.items() if isinstance(value, dict) else (("-", each) for each in value)
    for key, each in pairs:
        if isinstance(each, (dict, list)):
            if each:
                lines += [
                    f"{indent}{fold(str(key))}:" if key != "-" else f"{indent}-",
                    *write_lines(each, indent + "  "),
                ]
        elif each != "":
            lines.append(f"{indent}{fold(str(key))}{'' if key == '-' else ':'} {fold(str(each))}")
    return lines
