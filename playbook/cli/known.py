"""What a command came to the last time, where nothing has changed since: looked for before anything is worked
out, and before what works is even loaded.

In: the options as click read them. Out: `Known`, or None: then the command goes the usual way, and remembers
what it comes to.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from playbook.cache import Cache
from playbook.cli.clock import tell_today
from playbook.cli.dress import Dress, choose_style, list_settings, locate_project, wants_quiet
from playbook.cli.meter import COMPARE, Meter
from playbook.cli.tools import find_cache
from playbook.config_file import find_file, name_file, read_file
from playbook.distributions import may_offer, scan_installed
from playbook.history.past import Standpoint, look_back, tell
from playbook.program import RULES_GROUP, find_salt
from playbook.published import Published
from playbook.run_record import Asked, Run, Settled, Setup, find_run

BASELINE = "playbook-baseline.json"

OTHERWISE = ("no_cache", "executor", "watch", "write_baseline", "rev", "since", "output_dir")
"""Options with which a command is never known from before."""


@dataclass(frozen=True, slots=True)
class Known:
    """How to speak of a run, what it came to, and of a build what stands published."""

    dress: Dress
    run: Run
    published: Published | None = None


def find_known(ctx: click.Context, options: Mapping[str, Any], command: str, meter: Meter) -> Known | None:
    """Give what the same command came to, where all that decides is as it was."""
    root, file = locate_project(ctx, options)
    file = file or find_file(root)
    text, fault = read_file(file, "") if file else ("", None)
    asked = make_asked(ctx, options, command, (name_file(file, root) if file else "", text))
    if fault or asked is None or may_offer(RULES_GROUP, scan_installed()):
        return None
    meter.begin(COMPARE)
    cache = Cache(find_cache(root, options), find_salt())
    try:
        run = find_run(cache, asked, lambda setup: settle((ctx, options), root, setup))
        published = find_published(asked, run) if run else None
    finally:
        cache.close()
        meter.stop()
    if run is None or (command != "check" and published is None):
        return None
    for name, total in run.phases:
        meter.begin(name, total)
        meter.skip(total)
    return Known(dress_up(ctx, options, root, run), run, published)


def make_asked(
    ctx: click.Context, options: Mapping[str, Any], command: str, config: tuple[str, str]
) -> Asked | None:
    """Say how a command is asked for; None where what it comes to is not to be remembered."""
    if any(options.get(each) for each in OTHERWISE):
        return None
    how = (
        tuple(options.get("select") or ()),
        tuple(options.get("ignore") or ()),
        "error" if options.get("deadlines") == "error" else "",
        options.get("profile") or "",
        bool(options.get("strict")),
        options.get("fail_on") or "",
        tuple(options.get("require") or ()),
        bool(options.get("timings")) and command != "check",  # copies are a phase of their own then
    )
    return Asked(command, locate_project(ctx, options)[0], config, how, options.get("baseline") or "")


def settle(asked: tuple[click.Context, Mapping[str, Any]], root: Path, setup: Setup) -> Settled:
    """Settle today, what is to be named beside it, and what git holds. Raises ValueError where that cannot be
    done."""
    ctx, options = asked
    day, today = str(options.get("today") or setup.today), None
    if not day:
        today = tell_today(setup.timezone, os.environ)
        day = today.day.isoformat()
    return day, tuple(list_settings(ctx, today)), tell(look_back(Standpoint(root / setup.content), {}))


def find_published(asked: Asked, run: Run) -> Published | None:
    """Give what stands published, where a build would make nothing else."""
    if run.proof is None:
        return None
    from playbook.run_site import find_standing

    return find_standing(asked.root, run.setup, run.proof, is_preview=asked.command == "preview")


def dress_up(ctx: click.Context, options: Mapping[str, Any], root: Path, run: Run) -> Dress:
    """Say how to speak of a run."""
    setup = run.setup
    return Dress(
        root=root,
        style=choose_style((ctx, options), root, setup.fail_on, setup.version),
        is_quiet=wants_quiet(ctx, options),
        settings=run.report.settings,
        required=setup.require,
        output=setup.output,
        preview=setup.preview,
    )


def list_done(meter: Meter) -> list[tuple[str, int]]:
    """List the phases of a run that was made, each with how many items it had."""
    return [(each.name, each.done) for each in meter.list_phases() if each.name != COMPARE]
