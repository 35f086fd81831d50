"""How far the work is: what phases tell, the line of a terminal, the table of --timings, the last line."""

import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.cache import Cache
from playbook.check import Options
from playbook.cli.meter import PATIENCE, Line, Meter, Phase
from playbook.cli.timings import write_timings
from playbook.cli.tools import shows_progress
from playbook.config import read_config
from playbook.executor import Executor, Processes
from playbook.memo import Tools
from playbook.pipeline import build_site, judge_playbook
from playbook.progress import PHASES
from tests.busy import make_busy
from tests.cli import Commands
from tests.sites import TODAY, read_base, write_site


class Clock:
    """Tells the seconds that it is set to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


def build(folder: Path, *, apart: bool = False, executor: Executor | None = None) -> dict[str, Phase]:
    """Build with a cache; give what the phases told."""
    config, faults = read_config(folder)
    assert not faults
    meter = Meter(apart=apart)
    tools = Tools(executor, Cache(folder / "cache", b"salt"), meter)
    build_site(judge_playbook(config, TODAY, Options(), tools), tools)
    meter.stop()
    return meter.phases


def count_all(phases: dict[str, Phase]) -> dict[str, tuple[int, int]]:
    """Map the phases to how many items were worked out, and how many were known."""
    return {name: (each.worked, each.known) for name, each in phases.items()}


@pytest.mark.parametrize("apart", [False, True])
def test_the_phases_tell_of_every_item(tmp_path: Path, apart: bool) -> None:
    write_site(tmp_path, read_base())
    first = build(tmp_path, apart=apart)
    assert list(first) == [each for each in PHASES if apart or each != "copies"]
    assert {name: each.done for name, each in first.items()} == {n: p.total for n, p in first.items()}
    assert all(each.total for each in first.values())
    assert {name: each.known for name, each in first.items()} == dict.fromkeys(first, 0)
    again = build(tmp_path, apart=apart)
    for name, (worked, known) in count_all(again).items():
        expected = (first[name].total, 0) if name == "resolve" else (0, first[name].total)
        assert (worked, known) == expected, name


def test_copies_apart_are_the_same_pieces_and_the_same_site(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_site(tmp_path / name, read_base())
    joined, apart = build(tmp_path / "a"), build(tmp_path / "b", apart=True)
    assert joined["render"].total == apart["render"].total + apart["copies"].total
    trees = [
        {each.relative_to(f): each.read_bytes() for each in f.rglob("*") if each.is_file()}
        for f in (tmp_path / "a/build", tmp_path / "b/build")
    ]
    assert trees[0] == trees[1]


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux alone")
def test_processes_tell_of_every_item_too(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_site(tmp_path / name, read_base())
    here, there = build(tmp_path / "a"), build(tmp_path / "b", executor=Processes(2, "fork"))
    assert count_all(here) == count_all(there)


def draw(steps: list[tuple[float, int]]) -> tuple[str, Meter]:
    """Let seconds pass and items be done; give what was written to the terminal."""
    written: list[str] = []
    clock = Clock()
    meter = Meter(Line(80, written.append), clock=clock)
    meter.begin("render", 4000)
    for seconds, number in steps:
        clock.now += seconds
        meter.step(number)
    return "".join(written), meter


def test_what_is_quick_has_no_line() -> None:
    assert draw([(PATIENCE / 4, 100)] * 3)[0] == ""


def test_the_line_says_the_phase_how_much_of_how_much_and_how_fast() -> None:
    assert draw([(2, 1200)])[0] == "\rrendering 1,200 of 4,000 pieces, 600 per second"
    assert draw([(8, 4)])[0] == "\rrendering 4 of 4,000 pieces"


def test_the_line_is_written_over_and_not_too_often() -> None:
    text, meter = draw([(2, 1200), (0.01, 100), (0.01, 100), (8, 1)])
    first, second = (
        "\rrendering 1,200 of 4,000 pieces, 600 per second",
        "\rrendering 1,401 of 4,000 pieces, 140 per second",
    )
    assert text == first + second
    assert meter.line
    written: list[str] = []
    meter.line.write = written.append
    meter.stop()
    assert "".join(written) == "\r" + " " * 47 + "\r"
    meter.stop()
    assert len(written) == 1


def test_a_shorter_line_leaves_nothing_of_a_longer_one_and_none_is_wider_than_the_terminal() -> None:
    written: list[str] = []
    line = Line(8, written.append)
    line.show("reading 65 of 460", "reading")
    line.show("link 6", "link")
    line.show("rendering 4 of 4,000 pieces", "rendering")
    assert written == ["\rreading", "\rlink 6 ", "\rrenderi"]


@pytest.mark.skipif(sys.platform != "linux", reason="a terminal of POSIX")
def test_the_width_is_that_of_the_terminal_that_shows_the_line() -> None:
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 33, 0, 0))
    script = "from playbook.cli.tools import measure_terminal; print(measure_terminal())"
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "COLUMNS": "200"}
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True, env=environment)
    piped = subprocess.run(command, capture_output=True, check=True)
    os.close(ours)
    os.close(theirs)
    assert (shown.stdout, piped.stdout) == (b"33\n", b"80\n")


def test_seconds_belong_to_the_phase_in_which_they_pass() -> None:
    clock = Clock()
    meter = Meter(clock=clock)
    for phase, seconds in (("load", 2.0), ("check", 3.0), ("load", 1.0)):
        meter.begin(phase, 5)
        clock.now += seconds
    meter.skip(4)
    meter.stop()
    clock.now += 4
    assert {name: (each.seconds, each.total) for name, each in meter.phases.items()} == {
        "load": (3, 10),
        "check": (3, 5),
    }
    rows = [line.split() for line in write_timings(meter)]
    assert rows[1] == ["load", "3.00", "30%", "4", "pages", "4", "1"]
    assert rows[2] == ["check", "3.00", "30%", "0", "pages", "0"]
    assert rows[3:] == [["rest", "4.00", "40%"], ["all", "10.00", "100%"]]


def test_timings_go_to_stderr_and_change_no_report(base: Commands) -> None:
    plain = base("check", "--output-format", "json")
    timed = base("check", "--output-format", "json", "--timings")
    assert json.loads(timed.out) == json.loads(plain.out)
    assert timed.out == plain.out
    names = [line.split()[0] for line in timed.err.splitlines()][-5:]
    assert names == ["load", "resolve", "check", "rest", "all"]
    assert "per second" not in plain.err
    built = base("build", "--timings")
    assert [line.split()[0] for line in built.err.splitlines()][-9:] == [*PHASES, "rest", "all"]


def test_build_says_how_much_was_made_anew(base: Commands) -> None:
    first = base("build").err
    found = re.search(r"; (\d+) of (\d+) pages judged, (\d+) of (\d+) pieces made anew; \d+\.\d s\n", first)
    assert found
    assert found[1] == found[2]
    assert found[3] == found[4]
    assert int(found[4]) > int(found[2]) > 5
    again = base("build").err
    assert f"; 0 of {found[2]} pages judged, 0 of {found[4]} pieces made anew; " in again
    assert f"; {found[2]} of {found[2]} pages judged" in base("build", "--no-cache").err


@pytest.mark.parametrize(
    ("is_quiet", "environ", "expected"),
    [
        (False, {}, True),
        (False, {"TERM": "xterm", "CI": "false"}, True),
        (True, {}, False),
        (False, {"CI": "true"}, False),
        (False, {"TERM": "dumb"}, False),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="opens a terminal of its own")
def test_a_line_is_for_somebody_at_a_terminal(
    is_quiet: bool, environ: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = os.openpty()
    with os.fdopen(first, "rb"), os.fdopen(second, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        assert shows_progress(is_quiet, environ) is expected
    with Path(os.devnull).open("w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stderr", pipe)
        assert not shows_progress(is_quiet, environ)


@pytest.mark.skipif(sys.platform == "win32", reason="opens a terminal of its own")
def test_a_build_at_a_terminal_shows_a_line_and_takes_it_away(tmp_path: Path) -> None:
    write_site(tmp_path, make_busy(25))
    command = [sys.executable, "-m", "playbook", "-C", str(tmp_path), "build", "--preview", "-j", "1"]
    environment = {k: v for k, v in os.environ.items() if k != "CI"} | {"TERM": "xterm", "COLUMNS": "80"}
    first, second = os.openpty()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=second, env=environment)
    os.close(second)
    text = b""
    with os.fdopen(first, "rb", buffering=0) as terminal:
        while True:
            try:
                some = terminal.read(4096)
            except OSError:  # the other end is closed
                break
            if not some:
                break
            text += some
    process.wait()
    told = text.decode().replace("\r\n", "\n").split("\r")
    assert any(re.match(r"rendering [\d,]+ of [\d,]+ pieces", each) for each in told)
    last = [each for each in told if not each.strip()][-1]
    assert told[told.index(last) + 1].startswith("preview in build-preview")
    piped = subprocess.run([*command, "--no-cache"], capture_output=True, env=environment, check=False)
    assert b"\r" not in piped.stderr
