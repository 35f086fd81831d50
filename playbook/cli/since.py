"""What a change brings: the findings that the revision before it did not have.

In: a project with its judgement, the options as click read them. Out: the same check, with what is new alone;
how many findings are left out is said on stderr.
"""

from dataclasses import replace
from typing import Any

import click

from playbook.check import Checked
from playbook.cli.judging import make_base_options, make_options
from playbook.cli.project import Project
from playbook.cli.revision import open_base
from playbook.cli.workers import open_tools
from playbook.comparison import Comparison
from playbook.formats.inert import fold
from playbook.judgement import Judgement, judge_playbook
from playbook.words import count


def compare_with(
    ctx: click.Context, options: dict[str, Any], base: str, now: tuple[Project, Judgement]
) -> tuple[Project, Comparison]:
    """Judge a revision as of the same day, to compare with; give it as a project too."""
    project, judgement = now
    then = open_base(ctx, options, base, project)
    tools = open_tools(then.config, options)
    before = judge_playbook(then.config, judgement.today, make_base_options(then, options), tools)
    return then, Comparison(before, judgement, make_options(project, options))


def leave_fresh(ctx: click.Context, options: dict[str, Any], now: tuple[Project, Judgement]) -> Checked:
    """Leave out what the revision had too."""
    project, judgement = now
    base = str(options["since"])
    comparison = compare_with(ctx, options, base, now)[1]
    fresh = comparison.fresh
    if fresh.known:
        verb = "is" if fresh.known == 1 else "are"
        words = f"{count(fresh.known, 'finding')} that {fold(base)} had too {verb} not shown"
        project.say(words)
    report = replace(comparison.report, diagnostics=fresh.new)
    return replace(judgement.checked, whole=report)
