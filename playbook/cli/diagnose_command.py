"""`playbook diagnose [ID]`: at which step an initiative is most likely stuck, and why."""

from typing import Any

import click

from playbook.check import Options
from playbook.cli.completing import complete_ids
from playbook.cli.options import project_options, rev_option
from playbook.cli.project import Project, open_project
from playbook.cli.tools import cache_options
from playbook.cli.workers import open_tools
from playbook.diagnose import Diagnosis, diagnose
from playbook.formats.inert import fold
from playbook.health import WORDS
from playbook.judgement import Judgement, judge_playbook
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.words import suggest


@click.command("diagnose")
@click.argument("initiative", required=False, shell_complete=complete_ids("initiative"))
@project_options
@rev_option
@cache_options
@click.pass_context
def command(ctx: click.Context, /, initiative: str | None, **options: Any) -> None:
    """Say at which step an initiative is most likely stuck; without an id, all that are stuck come first."""
    project = open_project(ctx, options)
    tools = open_tools(project.config, options)
    judgement = judge_playbook(project.config, project.today, Options(own_rules=project.own_rules), tools)
    pages = [find_initiative(judgement, initiative)] if initiative else list(judgement.site.initiatives)
    found = [(page, diagnose_page(judgement, page)) for page in pages]
    found.sort(key=lambda each: each[1] is None or each[1].kind != "stuck")
    click.echo("\n\n".join(describe(project, page, each) for page, each in found) or "there is no initiative")


def find_initiative(judgement: Judgement, name: str) -> Page:
    """Find a plan by its id; an unknown one ends with exit code 2 and the nearest id."""
    page = judgement.site.find("initiative", name)
    if page is None:
        known = [each.id for each in judgement.site.initiatives]
        raise click.UsageError(f"no initiative has the id `{name}`: {suggest(name, known)}")
    return page


def diagnose_page(judgement: Judgement, page: Page) -> Diagnosis | None:
    """Diagnose a plan; None when its page cannot be read."""
    standing = judgement.checked.standings.get(page.key)
    if standing is None:
        return None
    case = Case(page, judgement.site, judgement.today)
    return diagnose(case, standing, judgement.checked.by_page[page.key])


def describe(project: Project, page: Page, diagnosis: Diagnosis | None) -> str:
    """Write a diagnosis in a few lines."""
    head = project.style.paint(f"{page.title} ({page.id})", "strong")
    if diagnosis is None:
        return f"{head}\n  the page cannot be read: playbook check says why"
    lines = [head, f"  {fold(diagnosis.headline)}"]
    declared = f", declared: {diagnosis.declared}" if diagnosis.declared else ""
    lines.append(f"  health: {WORDS[diagnosis.health.word].lower()}{declared}")
    if diagnosis.next:
        about = f"{fold(diagnosis.about)}: " if diagnosis.about else ""
        lines.append(f"  first: {about}{fold(diagnosis.next)}")
    lines += [
        f"  seen: {fold(each.seen)}; look first at {each.step}: {fold(each.look)}"
        for each in diagnosis.symptoms
    ]
    return "\n".join(lines)
