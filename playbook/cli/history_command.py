"""`playbook history [INITIATIVE]`: what was promised first, and every move since, by git."""

import json
from collections.abc import Iterator
from typing import Any

import click

from playbook.cli.completing import complete_ids
from playbook.cli.options import project_options, shape_option
from playbook.cli.project import open_project
from playbook.cli.tools import cache_options
from playbook.cli.workers import open_tools
from playbook.formats.inert import fold
from playbook.history.plans import REMEDIES, list_plan_files, read_plans, stand
from playbook.load import load
from playbook.model.page import Page
from playbook.model.trail import (
    DAYS,
    FIGURES,
    SHORT,
    Landing,
    Move,
    PlanHistory,
    SiteHistory,
    Trail,
    count_late,
)
from playbook.store import Store
from playbook.trend import Slippage, dump_plan, dump_portfolio, measure, measure_all, rank, sort_trails, tally
from playbook.words import count, say_times, suggest

MOST = 10
"""How many plans are named in a text."""

TOLD = DAYS | FIGURES
"""The keys whose trails are told also where nothing moved."""


@click.command("history")
@click.argument("initiative", required=False, shell_complete=complete_ids("initiative"))
@shape_option("Write text or JSON.")
@project_options
@cache_options
@click.pass_context
def command(ctx: click.Context, /, initiative: str | None, **options: Any) -> int:
    """Tell how an initiative's promises moved; without an id, how often those of all do."""
    project = open_project(ctx, options)
    tools = open_tools(project.config, options)
    settings = project.config.settings
    loaded = load(project.config, Store(tools.cache), tools)
    pages = {each.key: each for each in loaded.pages if each.kind == "initiative"}
    page = find_initiative(pages, initiative) if initiative else None
    files = list_plan_files(settings.content, [page] if page else pages.values())
    history = read_plans(stand(project.config), files, settings.site.timezone, tools)
    if options["shape"] == "json":
        titles = {key: each.title for key, each in pages.items()}
        told = dump_plan(history, page.key, page.title) if page else dump_portfolio(history, titles)
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    elif history.state == "known":
        for line in write_plan(page, history) if page else write_portfolio(history, pages):
            click.echo(fold_line(line))
    if history.state != "known":
        click.echo(f"the history is not known: {fold(history.reason)}", err=True)
        remedy = REMEDIES.get(history.reason)
        click.echo(f"   {remedy}", err=True) if remedy else None
    return 0 if history.state == "known" else 1


def find_initiative(pages: dict[str, Page], name: str) -> Page:
    """Find a plan by its id, or by kind and id; an unknown one ends with exit code 2 and the nearest id."""
    page = pages.get(f"initiative/{name}") or pages.get(name)
    if page is None:
        known = [each.id for each in pages.values()]
        raise click.UsageError(f"no initiative has the id `{name}`: {suggest(name, known)}")
    return page


def fold_line(line: str) -> str:
    """Make a line inert, and leave its indent."""
    return line[: len(line) - len(line.lstrip(" "))] + fold(line)


def write_plan(page: Page, history: SiteHistory) -> Iterator[str]:
    """Yield the lines of one plan's trails."""
    plan = history.plans.get(page.key)
    if plan is None:
        yield f"{page.title} ({page.id}): git holds two files that are this plan; its history cannot be told"
        return
    yield f"{page.title} ({page.id}): {say_versions(plan)}"
    trails = sort_trails([each for each in plan.trails if each.key in TOLD or each.moves])
    for each in trails:
        yield f"{each.name}: {say_trail(each)}"
        yield from (f"   {say_move(each, move)}" for move in each.moves)
    figures = measure(tally(plan))
    if figures.total:
        yield ""
        yield say_slippage(figures)


def say_versions(plan: PlanHistory) -> str:
    """Say how many versions there are, and which of them are none."""
    parts = [count(plan.versions, "version")]
    if plan.unread:
        parts.append(f"{plan.unread} more cannot be read")
    if plan.is_open:
        parts.append("changed and not committed" if plan.versions else "not committed")
    return ", ".join(parts)


def say_trail(trail: Trail) -> str:
    """Say what was promised first, what now, and how often and by how much that has moved."""
    if not trail.moves and trail.gone is None:
        return f"{trail.first}, never moved ({say_landing(trail.since)})"
    now = f"now {trail.now}" if trail.gone is None else f"last {trail.now}, {say_gone(trail.gone)}"
    moved = f"; {say_moves(trail)}" if trail.moves else ""
    return f"first {trail.first} ({say_landing(trail.since)}), {now}{moved}"


def say_moves(trail: Trail) -> str:
    """Say how often and by how much a promise moved: moved twice, +45 days, 1 after it was due."""
    moves = trail.landed
    if not moves:
        return "its move is not committed"
    word = "moved" if trail.key in TOLD else "changed"
    parts = [f"{word} {say_times(len(moves))}"]
    if trail.days is not None:
        parts.append(say_days(trail.days))
    late = count_late(moves) if trail.key in DAYS else 0
    if late:
        parts.append(f"{late} after it was due")
    return ", ".join(parts)


def say_days(days: int) -> str:
    """Say a distance in days with its sign."""
    return f"{'-' if days < 0 else '+'}{count(abs(days), 'day')}"


def say_gone(gone: Landing) -> str:
    """Say by what something was taken away."""
    return f"taken away ({say_landing(gone)})"


def say_landing(by: Landing) -> str:
    """Say when something landed, by whom, and the commit."""
    if not by.commit:
        return "not committed"
    day = by.day.isoformat() if by.day else "on a day that no calendar knows"
    return f"{day}, {by.author}, {by.commit[:SHORT]}"


def say_move(trail: Trail, move: Move) -> str:
    """Say one move with its day, author, commit and reason."""
    parts = [f"{say_landing(move.by)}: from {move.old} to {move.new}"]
    if trail.key in DAYS:
        parts += [say_days(move.days)] if move.days is not None else []
        parts += ["after it was due"] if move.is_late else []
    if trail.key in TOLD:
        parts.append(move.reason or "no reason given")
    return ", ".join(parts)


def say_slippage(figures: Slippage) -> str:
    """Say how often milestones moved later."""
    words = f"{figures.slipped} of {count(figures.total, 'milestone')} moved later"
    if not figures.slipped:
        return words
    days = figures.median_days
    middle = "" if days is None else f", by {float(days):g} days in the middle"
    late = f"{figures.late} of {count(figures.moves, 'move')} after it was due"
    return f"{words} ({figures.share}%){middle}; {late}, {figures.silent} without a reason"


def write_portfolio(history: SiteHistory, pages: dict[str, Page]) -> Iterator[str]:
    """Yield the lines of the figures of all plans."""
    yield f"{count(len(history.plans), 'plan')}: {say_slippage(measure_all(history))}"
    for key, each in rank(history)[:MOST]:
        yield f"   {pages[key].id}: {say_slippage(each)}"
