"""The benchmark's commands; `python -m tests.bench --help` tells them."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.bars import Row, list_values, write_figures, write_table
from tests.bench.cases import GROUPS, Bench
from tests.bench.forms import FORMS, write_form
from tests.bench.machine import describe_machine
from tests.bench.peers import PEERS, install
from tests.bench.project import Project


def say(*lines: str) -> None:
    """Print lines at once."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def split(text: str) -> list[str]:
    """Split a list with commas."""
    return [each for each in text.split(",") if each]


def write(options: argparse.Namespace) -> None:
    """Write a playbook in one form."""
    write_form(options.form, options.count, options.folder)


def install_peers(options: argparse.Namespace) -> None:
    """Install the peers."""
    for name in options.peers:
        say(f"{PEERS[name].label}: {install(PEERS[name], options.work)}")


def measure(options: argparse.Namespace) -> None:
    """Measure, and print goals and figures."""
    absent = [name for name in options.peers if not PEERS[name].find(options.work).exists()]
    if absent:
        raise SystemExit(f"not installed: {', '.join(absent)}; run: python -m tests.bench install")
    small, large = options.sizes
    bench = Bench(options.work, small, large, options.repeats, options.peers)
    for name in options.only:
        GROUPS[name](bench)
    say(f"{options.date}, {describe_machine()}; median of {options.repeats}, in turn", "")
    say(*write_table(bench.rows), "", *write_figures(bench.figures))
    if options.json:
        about = {"date": options.date, "machine": describe_machine(), "repeats": options.repeats}
        text = json.dumps({**about, **list_values(bench.rows, bench.figures)}, indent=2)
        options.json.write_text(text + "\n", encoding="utf-8")


def profile(options: argparse.Namespace) -> None:
    """Print where the time goes."""
    from tests.bench.sample import sample, write_profile

    project = Project(options.count, options.work)
    if not options.warm:
        project.clear()
    seconds, seen = sample(["-C", str(project.folder), "-c", options.config, options.command, "-q"])
    say(*write_profile(seconds, seen))


def reload(options: argparse.Namespace) -> None:
    """Measure the time from a save to a browser."""
    from tests.bench.reload import measure_reload

    bars, rows = {1_000: 150, 10_000: 300}, []
    for count in options.counts:
        found = measure_reload(count, options.work, options.repeats)
        say(f"{count:,} pages: " + ", ".join(f"{each:.0f} ms" for each in found))
        if count in bars:
            rows.append(Row(f"serve, saved to seen, {count:,} pages", median(found), bars[count], "ms"))
    say(f"{options.date}, {describe_machine()}; median of {options.repeats}", "", *write_table(rows))


def edit(options: argparse.Namespace) -> None:
    """Measure how long an editor waits for the language server."""
    from tests.bench.editor import find_bar, measure_editor

    for count in options.counts:
        rows = []
        for name, times in measure_editor(count, options.work, options.repeats).items():
            bar = find_bar(name)
            say(f"{name}: median {median(times):.1f} ms, longest {max(times):.1f} ms, of {len(times)}")
            rows += [Row(f"lsp, {name}, {count:,} pages", median(times), bar, "ms")] if bar else []
        say(f"{options.date}, {describe_machine()}; median of {options.repeats}", "", *write_table(rows))


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the commands."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    today = datetime.now(UTC).date().isoformat()

    def add(name: str, does: object, **given: object) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=str(does.__doc__))
        command.set_defaults(does=does, **given)
        return command

    one = add("write", write)
    one.add_argument("form", choices=FORMS)
    one.add_argument("count", type=int)
    one.add_argument("folder", type=Path)
    several = [
        add("install", install_peers),
        add("run", measure),
        add("profile", profile),
        add("serve", reload),
        add("lsp", edit),
    ]
    for each in several:
        each.add_argument("--work", type=Path, required=True, help="the folder of peers, pages and sites")
    for each in several[:2]:
        each.add_argument("--peers", type=split, default="hugo,eleventy,mkdocs", help=",".join(PEERS))
    for each in (several[1], several[3], several[4]):
        each.add_argument("--repeats", type=int, default=20 if each is several[4] else 5)
        each.add_argument("--date", default=today)
    several[1].add_argument("--sizes", type=int, nargs=2, default=(1_000, 10_000), metavar=("SMALL", "LARGE"))
    several[1].add_argument("--only", type=split, default=list(GROUPS), help=",".join(GROUPS))
    several[1].add_argument("--json", type=Path)
    several[2].add_argument("count", type=int)
    several[2].add_argument("--config", default="playbook.toml", help="or bench.toml")
    several[2].add_argument("--command", default="build", choices=("build", "check"))
    several[2].add_argument("--warm", action="store_true", help="leave what the last run has left")
    for each in several[3:]:
        each.add_argument("counts", type=int, nargs="+")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command."""
    options = make_parser().parse_args(arguments)
    options.does(options)


if __name__ == "__main__":
    main()
