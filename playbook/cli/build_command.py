"""`playbook build`: check, then publish the site; a failing check leaves the old one untouched."""

from typing import Any

import click

from playbook.author_file import FileFault
from playbook.cli.check_command import make_options
from playbook.cli.meter import Meter
from playbook.cli.options import check_options, option, project_options
from playbook.cli.project import Project, open_project
from playbook.cli.report import decide, print_report, say_counts
from playbook.cli.tools import open_meter, open_tools, say_timings, timings_option, tool_options
from playbook.diagnostic import Severity
from playbook.formats import FORMATS
from playbook.formats.excerpt import draw_excerpt
from playbook.formats.inert import fold
from playbook.pipeline import Judgement, build_site, judge_playbook
from playbook.publish import Published, PublishError
from playbook.render import TemplateFault
from playbook.search.pagefind import SearchFault
from playbook.words import count


@click.command("build")
@project_options
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
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """Check the playbook and publish the site, all or nothing.

    When the check fails, nothing is published and the old site stays as it is. With --preview every page is
    rendered, faulty ones with what was found, into another folder, and marked as not published.
    """
    project = open_project(ctx, options)
    meter = open_meter(ctx, project, options)
    tools = open_tools(project.config, options, meter)
    judgement = judge_playbook(project.config, project.today, make_options(project, options), tools)
    meter.stop()
    code = decide(project, judgement.checked, options)
    is_preview = bool(options["preview"])
    if code:
        print_report(project, judgement.checked, options["output_format"])
    if code and not is_preview:
        output = project.config.settings.output
        kept = f"; {output} stays as it was" if project.config.output.exists() else ""
        click.echo(f"not published: the check failed{kept}", err=True)
        say_timings(meter, options)
        return code
    try:
        published = build_site(judgement, tools, is_preview=is_preview)
    except TemplateFault as fault:
        return refuse_template(fault)
    except FileFault as fault:
        return refuse_file(fault)
    except (PublishError, SearchFault) as error:
        return refuse(error.message, error.help)
    meter.stop()
    summarize(project, judgement, published, (is_preview, meter))
    say_timings(meter, options)
    return code


def refuse(message: str, help_: str) -> int:
    """Say why nothing was published; the exit code is 2."""
    click.echo(f"error: {fold(message)}", err=True)
    if help_:
        click.echo(f"   {fold(help_)}", err=True)
    return 2


def refuse_file(fault: FileFault) -> int:
    """Say what is wrong with a file that a page, the configuration or the look names; the exit code is 2."""
    line = fault.span.line
    place = f"{fault.span.path}:{line}:{fault.span.column}" if line else fault.span.path
    click.echo(f"{fold(place)}: error file: {fold(fault.message)}", err=True)
    click.echo(f"   {fault.help}; nothing was published", err=True)
    return 2


def refuse_template(fault: TemplateFault) -> int:
    """Say what is wrong with a template, with the line and what would help; the exit code is 2."""
    line = fault.span.line
    place = f"{fault.span.path}:{line}:{fault.span.column}" if line else fault.span.path
    click.echo(f"{fold(place)}: error template: {fold(fault.message)}", err=True)
    if fault.excerpt:
        click.echo(f"{line:>5} | {draw_excerpt(fault.excerpt, 0, 0).text}", err=True)
    if fault.help:
        click.echo(f"   {fold(fault.help)}", err=True)
    click.echo(f"   {fault.way}; nothing was published", err=True)
    return 2


def summarize(project: Project, judgement: Judgement, published: Published, made: tuple[bool, Meter]) -> None:
    """Say what was published, or made as a preview, how much of it was worked out, in how many seconds, and
    what the check has to say."""
    is_preview, meter = made
    total, folders = published.written + published.unchanged, project.config.settings
    head = f"preview in {folders.preview}, not published" if is_preview else f"published {folders.output}"
    words = f"{head}: {total} files, {published.written} written, "
    words += f"{published.unchanged} unchanged, {published.removed} removed"
    words += " (file by file: the folder could not be swapped)" if published.mode == "replace" else ""
    project.say(f"{words}; {say_worked(meter)}; {meter.seconds:.1f} s")
    if project.settings:
        project.say(f"not from the configuration file: {', '.join(map(fold, project.settings))}")
    project.say(say_counts(judgement.checked))
    if judgement.checked.report.count(Severity.WARNING) and not project.is_quiet:
        click.echo("   playbook check shows the warnings; check.html has them too", err=True)


def say_worked(meter: Meter) -> str:
    """Say how many pages were judged and how many pieces made anew; the others are known from before."""
    check = meter.phases["check"]
    made = [meter.phases[each] for each in ("render", "copies") if each in meter.phases]
    worked, known = sum(each.worked for each in made), sum(each.known for each in made)
    judged = f"{check.worked} of {count(check.done, 'page')} judged"
    return f"{judged}, {worked} of {count(worked + known, 'piece')} made anew"
