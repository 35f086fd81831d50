"""`playbook check`: judge every page, print the report, exit 1 when the gate is shut."""

from typing import Any

import click

from playbook.cli.dress import Dress
from playbook.cli.known import BASELINE, find_known
from playbook.cli.meter import Meter
from playbook.cli.only import narrow
from playbook.cli.options import check_options, option, project_options, refuse_empty, rev_option
from playbook.cli.report import Found, decide, judge_baseline, print_report, write_reports
from playbook.cli.tools import open_meter, say_timings, timings_option, tool_options
from playbook.formats import FORMATS


@click.command("check")
@click.argument("files", nargs=-1, metavar="[FILES]...")
@project_options
@rev_option
@check_options
@tool_options
@timings_option
@option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    help="How to write the report (github under GitHub Actions, else full).",
)
@option(
    "--report",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report to a file too; may be given again.",
)
@option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Show only these rules (name, code or its start), and the core rules.",
)
@option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out; the core rules stay.")
@option(
    "--deadlines",
    type=click.Choice(["warning", "error"]),
    default="warning",
    help="Let what is overdue be an error: for the nightly job.",
)
@option(
    "--write-baseline",
    is_flag=True,
    help=f"Write the findings to the baseline (default {BASELINE}); an existing one only shrinks.",
)
@option(
    "--since",
    metavar="BASE",
    callback=refuse_empty,
    help="Report only what this revision did not have, and judge the change itself.",
)
@option("--fix", is_flag=True, help="First mend in the files what can mean one thing only.")
@option("--watch", is_flag=True, help="Check again on every save, until Ctrl-C.")
@option(
    "--poll", is_flag=True, help="With --watch: look at the files all the time, without the system's events."
)
@click.pass_context
def command(ctx: click.Context, /, files: tuple[str, ...], **options: Any) -> int:
    """Check every page of the playbook; with FILES, say what is wrong with these.

    Exits 1 when a finding at or above the threshold is neither waived nor in the baseline.
    """
    if files and (options["watch"] or options["write_baseline"]):
        raise click.UsageError("--watch and --write-baseline are about all pages: name no files")
    refuse_contradictions(options)
    if options["watch"]:
        from playbook.cli.check_watch import watch_check

        watch_check(ctx, options)
    if options["write_baseline"]:
        from playbook.cli.check_anew import write_baseline

        return write_baseline(ctx, options)
    meter = open_meter(ctx, options)
    dress, whole = find_report(ctx, options, meter)
    found = narrow(whole, files, dress.root)
    if options["fix"]:
        from playbook.cli.fixing import fix_all, say_mended

        found, mended = fix_all(
            dress.root, found, lambda: narrow(find_report(ctx, options, meter)[1], files, dress.root)
        )
        say_mended(dress, mended)
    meter.stop()
    print_report(dress, found, options["output_format"])
    write_reports(dress, found, options["report"])
    code = max(decide(dress, found, options), judge_baseline(found))
    say_timings(meter, options)
    return code


def refuse_contradictions(options: dict[str, Any]) -> None:
    """End with exit code 2 where two options ask for what cannot be had at once."""
    for each in ("rev", "since"):
        if options[each] and (options["watch"] or options["write_baseline"]):
            raise click.UsageError(f"--{each} goes with neither --watch nor --write-baseline")
    if options["watch"] and options["write_baseline"]:
        raise click.UsageError("--watch and --write-baseline: choose one of the two")
    if options["fix"] and (options["rev"] or options["watch"] or options["write_baseline"]):
        raise click.UsageError("--fix goes with none of --rev, --watch and --write-baseline")


def find_report(ctx: click.Context, options: dict[str, Any], meter: Meter) -> tuple[Dress, Found]:
    """Give the report, with how to speak of it: that of the last run where nothing has changed since."""
    known = find_known(ctx, options, "check", meter)
    if known:
        return known.dress, known.run
    from playbook.cli.check_anew import check_anew

    return check_anew(ctx, options, meter)
