"""Pages made to choke on: each ends in a finding in its place, in bounded time and memory.

In: an empty folder (in memory best). Out: a table: what, the seconds of the processor and the memory of a
process that loads, checks, words in every format and renders a small playbook with the bomb in it, the count
of its findings and the first of them. The row `nothing` is the same without a bomb. By hand:

    python -m tests.reliability.bombs /dev/shm/bombs
    python -m tests.reliability.bombs /dev/shm/bombs --plant      a bound taken away: must be over

Linux and macOS only: the memory is the highest of the process, as the system counts it. Linux hands a
parent's highest on to its children in `ru_maxrss`, so there the child reads its own from `/proc`.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playbook import readings
from playbook.check import Options
from playbook.config import read_config
from playbook.formats import FORMATS
from playbook.formats.style import Style
from playbook.pipeline import judge_playbook, make_outputs
from tests.overlay import merge
from tests.sites import TODAY, read_base, write_site

PLAN, METRIC = "content/initiatives/crm.md", "content/metrics/sales-cycle"
GUIDE = "content/guides/bomb.md"
SECONDS, MEMORY = 1.5, 300
"""The bounds: seconds beyond what the playbook takes without the bomb, MiB in all."""
EACH, EACH_MEMORY = 0.001, 0.01
"""Seconds and MiB more for each page: a list of people makes one for every row."""

Files = dict[str, str | bytes]


def lay(fragment: str) -> Files:
    """Lay keys over the base plan."""
    return {PLAN: merge(read_base()[PLAN], fragment)}


def front(text: str | bytes) -> Files:
    """Give a plan of one's own front matter."""
    raw = text if isinstance(text, bytes) else text.encode()
    return {PLAN: b"---\ntitle: A\nstatus: draft\nowner: maya-okafor\n" + raw + b"\n---\n"}


def prose(text: str) -> Files:
    """Give a page of prose."""
    return {GUIDE: "# A\n\n" + text + "\n"}


def chain(each: str, many: int) -> str:
    """Repeat a text with its number in it."""
    return "".join(each.replace("@", str(n)) for n in range(many))


def _list_days(many: int) -> Iterator[str]:
    first = date(1900, 1, 1).toordinal()
    return (f"{date.fromordinal(first + n)},{n % 90}\n" for n in range(many))


ALIASES = "a: &a [x,x]\n" + chain("b@: &b@ [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n", 1500)
MERGES = "a0: &a0 {k: v}\n" + "".join(f"a{n + 1}: &a{n + 1} {{<<: [{f'*a{n},' * 9}]}}\n" for n in range(20))
MILESTONE = "  - {id: m@, title: t@, owner: tom-hale, due: 2026-03-31, depends-on: [m0]}\n"
REVIEW = "      - {due: 2026-03-31, by: erik-lind}\n"
MIB = 1 << 20

BOMBS: dict[str, Files] = {
    "nothing": {},
    "byte-order mark": {PLAN: "\ufeff" + read_base()[PLAN]},
    "CRLF": {PLAN: read_base()[PLAN].replace("\n", "\r\n")},
    "CR alone": {PLAN: read_base()[PLAN].replace("\n", "\r")},
    "unclosed fence": {PLAN: "---\ntitle: A\nstatus: draft\n"},
    "tabs": front("affects:\n\t- sales"),
    "a key twice": front("title: B"),
    "2026-13-45": front("starts: 2026-13-45"),
    "NO": front("department: NO"),
    "12:30": front("starts: 12:30"),
    "a list as front matter": {PLAN: "---\n- a\n- b\n---\n"},
    "60 KB of [": front("a: " + "[" * 60_000),
    "60 KB of {": front("a: " + "{" * 60_000),
    "60 KB of - ": front("a:\n " + "- " * 30_000),
    "merge keys": front(MERGES),
    "aliases": front(ALIASES),
    "a tag": front("summary: !!python/object/apply:os.system [id]"),
    "not UTF-8": front(b"summary: \xff"),
    "NUL": front("summary: a\0b"),
    "bidi": front("summary: a\u202eb"),
    "0001-01-01": lay("starts: 0001-01-01\ngo-live: 0001-01-01\n"),
    "9999-12-31": lay("starts: 9999-12-31\ngo-live: 9999-12-31\n"),
    "1900-01-01": lay("starts: 1900-01-01\ngo-live: 1900-01-02\n"),
    "2199-12-31": lay("starts: 2199-12-30\ngo-live: 2199-12-31\n"),
    "readings in 0001 and 9999": {f"{METRIC}.csv": "date,value\n0001-01-01,1\n9999-12-31,2\n"},
    "readings in 1900 and 2199": {f"{METRIC}.csv": "date,value\n1900-01-01,1\n2199-12-31,2\n"},
    "15 digits": {
        f"{METRIC}.csv": "date,value\n2026-01-01,-999999999999999.999999999\n2026-05-01,0.000000001\n"
    },
    "16 digits": {f"{METRIC}.csv": "date,value\n2026-01-01,9999999999999999\n"},
    "a title of 60 KB": front("summary: " + "x" * 60_000)
    | {GUIDE: "---\ntitle: " + "y" * 60_000 + "\n---\n"},
    "60 KB of one word in prose": prose("x" * 60_000),
    "1 MiB of one word": prose("x" * (MIB - 100)),
    "1 MiB of short words": prose("a " * (MIB // 2 - 100)),
    "more than 1 MiB": prose("a " * MIB),
    "5,000 tags": lay("tags: [" + chain("t@,", 5_000) + "]\n"),
    "4,000 tags": lay("tags: [" + chain("t@,", 4_000) + "]\n"),
    "4,000 unknown departments": lay("affects: [" + chain("d@,", 4_000) + "]\n"),
    "300 milestones, each after the first": lay("milestones:\n" + chain(MILESTONE, 300)),
    "300 milestones in a circle": lay(
        "milestones:\n"
        + "".join(MILESTONE.replace("[m0]", f"[m{(n + 1) % 300}]").replace("@", str(n)) for n in range(300))
    ),
    "900 reviews": lay("stages:\n  goals:\n    owner: tom-hale\n    reviews:\n" + REVIEW * 900),
    "450 updates": lay("updates:\n" + "  - {date: 2026-05-01, by: maya-okafor, health: on-track}\n" * 450),
    "450 slips": lay("slips:\n" + "  - {item: go-live, from: 2026-01-01, to: 2026-02-01, reason: r}\n" * 450),
    "450 waivers": lay(
        "waivers:\n" + "  - {rule: goal-vague, reason: r, by: erik-lind, until: 2026-07-01}\n" * 450
    ),
    "2,400 unknown keys": front(chain("k@: v\n", 2_400)),
    "60,000 readings": {f"{METRIC}.csv": "date,value\n" + chain("2026-05-01,@\n", 60_000)},
    "20,000 good readings": {f"{METRIC}.csv": "date,value\n" + "".join(_list_days(20_000))},
    "35,000 bad readings": {f"{METRIC}.csv": "date,value\n" + chain("2026-99-01,@\n", 35_000)},
    "30,000 people": {
        "content/people.csv": "id,name,role,department\n"
        + chain("p@,P @,r,sales\n", 30_000)
        + "maya-okafor,M,r,sales\n"
    },
    "30,000 people of no department": {
        "content/people.csv": "id,name,role,department\n" + chain("p@,P @,r,x@\n", 30_000)
    },
    "20,000 broken links": prose(chain("[a](b@.md) ", 20_000)),
    "3,000 broken links": prose(chain("[a](b@.md) ", 3_000)),
    "3,000 broken links in lines": prose(chain("[a](b@.md)\n", 3_000)),
    "20,000 wikilinks to nobody": prose(chain("[[nobody-@]] ", 20_000)),
    "20,000 links to one page": prose("[[crm]] " * 20_000),
    "20,000 headings of one name": prose("# A\n\n" * 20_000),
    "100,000 [": prose("[" * 100_000),
    "100,000 ![": prose("![" * 100_000),
    "100,000 *a": prose("*a" * 100_000),
    "100,000 `": prose(" ".join("`" * n for n in range(450))),
    "100,000 >": prose(">" * 100_000),
    "nested lists": prose("".join("  " * n + "- a\n" for n in range(600))),
    "a table of 100,000 cells": prose(
        "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + ("|b" * 1_000 + "\n") * 100
    ),
    "20,000 footnotes": prose(chain("[^@] ", 20_000) + "\n\n" + chain("[^@]: x\n", 20_000)),
    "20,000 definitions": prose(chain("[a@]: b.md\n", 20_000) + "[a1]"),
    "an open comment": prose("<!-- " * 20_000),
    "code of 500 KB": prose("```python\n" + "x = 'a' + \"b\" # c\n" * 27_000 + "```"),
    "code of one open string": prose("```python\n'''" + "\\" * 200_000 + "\n```"),
    "a configuration of 60,000 words": {
        "playbook.toml": read_base()["playbook.toml"]
        + "\n[words]\nvague = ["
        + chain('"w@",', 60_000)
        + "]\n"
    },
    "60 KB of [ in the configuration": {"playbook.toml": "a = " + "[" * 60_000},
    "a drawing of 10,000 groups": {
        "content/guides/a.svg": '<svg xmlns="http://www.w3.org/2000/svg">'
        + "<g>" * 10_000
        + "</g>" * 10_000
        + "</svg>",
        GUIDE: "![a](a.svg)\n",
    },
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a bomb ended: seconds of the processor, MiB, what the child told."""

    seconds: float
    memory: int
    told: dict[str, Any]


def _read_memory() -> int:
    """Give the highest memory that this process has used, in MiB."""
    status = Path("/proc/self/status")
    if status.exists():
        highest = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(highest.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB


def _explode(folder: Path) -> dict[str, Any]:
    """Be the child: load, check, word and render; give what was found."""
    config, faults = read_config(folder)
    if faults:
        first = f"{faults[0].span.path}:{faults[0].span.line} {faults[0].message}"
        return {"count": len(faults), "first": first}
    judgement = judge_playbook(config, TODAY, Options())
    found = judgement.checked.report.diagnostics
    for each in FORMATS.values():
        each(judgement.checked.report, Style())
    make_outputs(judgement)
    worst = sorted(found, key=lambda each: -each.severity)
    first = f"{worst[0].code} {worst[0].span.path}:{worst[0].span.line} {worst[0].message}" if found else "-"
    crashes = sum(each.code == "PB900" for each in found)
    return {"count": len(found), "first": first, "crashes": crashes, "pages": len(judgement.site.pages)}


def explode(folder: Path, files: Files, role: str = "child") -> Ended:
    """Write the playbook with a bomb in it and measure a process that builds it."""
    write_site(folder, {**read_base(), **files})
    command = [sys.executable, "-m", "tests.reliability.bombs", str(folder), role]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        out, err = child.stdout.read(), child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(folder)
    last: dict[str, Any] = {"count": 0, "first": err.decode()[-300:], "crashes": 1, "memory": 0}
    told: dict[str, Any] = json.loads(out) if out and not status else last
    return Ended(used.ru_utime + used.ru_stime, told.pop("memory"), told)


def main(folder: Path, *, plant: bool) -> int:
    """Explode all, print the table, and say how many are out of bounds."""
    bombs = {name: BOMBS[name] for name in ("nothing", "60,000 readings")} if plant else BOMBS
    idle, over = 0.0, 0
    for name, files in bombs.items():
        ended = explode(folder, files, "planted" if plant else "child")
        idle = idle or ended.seconds
        more = ended.seconds - idle
        bad = (
            more > SECONDS + EACH * ended.told.get("pages", 0)
            or ended.memory > MEMORY + EACH_MEMORY * ended.told.get("pages", 0)
            or ended.told.get("crashes", 0)
        )
        over += bool(bad)
        first = " ".join(str(ended.told["first"]).split())[:110]
        sys.stdout.write(
            f"{'!' if bad else ' '} {name:38} {more:5.2f} s {ended.memory:4} MiB "
            f"{ended.told['count']:6}  {first}\n"
        )
        sys.stdout.flush()
    sys.stdout.write(f"{len(bombs)} bombs, {over} out of bounds; nothing takes {idle:.2f} s\n")
    return 1 if over else 0


if __name__ == "__main__":
    if sys.argv[2:] in (["child"], ["planted"]):
        readings.MOST = 1 << 30 if sys.argv[2] == "planted" else readings.MOST
        found = _explode(Path(sys.argv[1]))
        sys.stdout.write(json.dumps({**found, "memory": _read_memory()}))
        sys.exit(0)
    sys.exit(main(Path(sys.argv[1]), plant=sys.argv[2:] == ["--plant"]))
