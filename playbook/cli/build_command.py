"""`playbook build`: check, then publish the site; a failing check leaves the old one untouched."""

from collections.abc import Callable
from typing import Any

import click

from playbook.cli.dress import Dress
from playbook.cli.known import find_known
from playbook.cli.meter import Meter
from playbook.cli.options import check_options, option, project_options, rev_option
from playbook.cli.report import Found, decide, print_report, say_counts
from playbook.cli.tools import open_meter, say_timings, timings_option, tool_options
from playbook.diagnostic import Severity
from playbook.formats import FORMATS
from playbook.formats.inert import fold
from playbook.published import Published
from playbook.words import count


@click.command("build")
@project_options
@rev_option
@check_options
@tool_options
@timings_option
@option(
    "--output-format", type=click.Choice(list(FORMATS)), help="How to write the report when the check fails."
)
@option(
    "--preview",
    is_flag=True,
    help="Render faulty pages too, into a folder of its own; nothing is published.",
)
@option("--output-dir", metavar="DIR", help="Publish into DIR instead of the configured folder.")
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Check the playbook and publish the site, all or nothing.

    When the check fails, nothing is published and the old site stays as it is. With --preview every page is
    rendered, faulty ones with what was found, into another folder, and marked as not published. With --rev
    say where to: what is published in the configured folder is the playbook as it is.
    """
    if options["rev"] and not (options["preview"] or options["output_dir"]):
        raise click.UsageError("--rev needs --output-dir DIR or --preview: the site itself is that of today")
    meter = open_meter(ctx, options)
    known = find_known(ctx, options, "preview" if options["preview"] else "build", meter)
    if known:
        return finish(known.dress, known.run, lambda: known.published, (options, meter))
    from playbook.cli.build_anew import begin_build

    project, judgement, publish = begin_build(ctx, options, meter)
    return finish(project, judgement.checked, publish, (options, meter))


def finish(
    dress: Dress, found: Found, publish: Callable[[], Published | None], with_: tuple[dict[str, Any], Meter]
) -> int:
    """Give the verdict, and where it lets pass, or a preview is asked for, publish; exit code 2 where that
    cannot be done."""
    options, meter = with_
    meter.stop()
    code = decide(dress, found, options)
    is_preview = bool(options["preview"])
    if code:
        print_report(dress, found, options["output_format"])
    if code and not is_preview:
        kept = f"; {dress.output} stays as it was" if (dress.root / dress.output).exists() else ""
        click.echo(f"not published: the check failed{kept}", err=True)
        say_timings(meter, options)
        return code
    published = publish()
    if published is None:
        return 2
    meter.stop()
    summarize(dress, found, published, (is_preview, meter))
    say_timings(meter, options)
    return code


def summarize(dress: Dress, found: Found, published: Published, made: tuple[bool, Meter]) -> None:
    """Say what was published, or made as a preview, how much of it was worked out, in how many seconds, and
    what the check has to say."""
    is_preview, meter = made
    total = published.written + published.unchanged
    head = f"preview in {dress.preview}, not published" if is_preview else f"published {dress.output}"
    words = f"{head}: {total} files, {published.written} written, "
    words += f"{published.unchanged} unchanged, {published.removed} removed"
    words += " (file by file: the folder could not be swapped)" if published.mode == "replace" else ""
    dress.say(f"{words}; {say_worked(meter)}; {meter.seconds:.1f} s")
    if dress.settings:
        dress.say(f"not from the configuration file: {', '.join(map(fold, dress.settings))}")
    dress.say(say_counts(found))
    if found.report.count(Severity.WARNING) and not dress.is_quiet:
        click.echo("   playbook check shows the warnings; check.html has them too", err=True)


def say_worked(meter: Meter) -> str:
    """Say how many pages were judged and how many pieces made anew; the others are known from before."""
    check = meter.phases["check"]
    made = [meter.phases[each] for each in ("render", "copies") if each in meter.phases]
    worked, known = sum(each.worked for each in made), sum(each.known for each in made)
    judged = f"{check.worked} of {count(check.done, 'page')} judged"
    return f"{judged}, {worked} of {count(worked + known, 'piece')} made anew"
