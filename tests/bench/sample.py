"""Where playbook's time goes: its stack, looked at two hundred times a second of wall time.

In: a playbook's folder, a command. Out: for each phase its share of the seconds, and inside what they were
spent: the innermost module of playbook, and the library it called. Processes that playbook starts are not
looked at: what the first one waits for shows as the place where it waits.
"""

import signal
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

import playbook
from playbook.cli.main import main as run_playbook

PERIOD = 0.005
HOME = str(Path(playbook.__file__).parent) + "/"
SPINE = frozenset({"cli", "pipeline", "render_site"})
"""Modules that only call the phases."""

_PATHS = sysconfig.get_paths()


def name_unit(file: str) -> str:
    """Name the module or package of playbook that a file belongs to; "" for others."""
    return file.removeprefix(HOME).partition("/")[0].removesuffix(".py") if file.startswith(HOME) else ""


def name_module(file: str) -> str:
    """Name a file of playbook in full, or the library that it belongs to."""
    if file.startswith(HOME):
        return file.removeprefix(HOME).removesuffix(".py")
    inside = file.partition("site-packages/")[2] or file.removeprefix(_PATHS["stdlib"] + "/")
    return inside.partition("/")[0].removesuffix(".py") if inside else "built in"


def place(files: Sequence[str]) -> tuple[str, str, str]:
    """Give phase, innermost module of playbook and library of a stack of files, the innermost first."""
    units = [name_unit(each) for each in files]
    phases = [each for each in units if each and each not in SPINE]
    phase = phases[-1] if phases else "cli"
    module = next((name_module(file) for file, unit in zip(files, units, strict=True) if unit), "")
    library = name_module(files[0])
    return phase, module, "" if units[0] else library


def list_stack(frame: FrameType | None) -> Iterator[str]:
    """List the files of a stack, the innermost first."""
    while frame:
        yield frame.f_code.co_filename
        frame = frame.f_back


def sample(arguments: Sequence[str]) -> tuple[float, Counter[tuple[str, str, str]]]:
    """Run a command of playbook and look at it all the while: its seconds, and what was seen how often."""
    seen: Counter[tuple[str, str, str]] = Counter()

    def look(_number: int, frame: FrameType | None) -> None:
        seen[place(list(list_stack(frame)))] += 1

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, PERIOD, PERIOD)
    began = time.perf_counter()
    try:
        with suppress(SystemExit):
            sys.argv = ["playbook", *arguments]
            run_playbook()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - began, seen


def write_profile(seconds: float, seen: Counter[tuple[str, str, str]], most: int = 25) -> Iterator[str]:
    """Write the shares as two Markdown tables: phases, then modules with the libraries they call."""
    total = seen.total() or 1
    phases: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for (phase, module, library), many in seen.items():
        phases[phase] += many
        places[f"{phase} | {module}{f' → {library}' if library else ''}"] += many
    yield f"{seconds:.1f} s, {total} looks\n\n| phase | seconds | share |\n|---|---:|---:|"
    for name, many in phases.most_common():
        yield f"| {name} | {many / total * seconds:.2f} | {many / total:.0%} |"
    yield "\n| phase | in | seconds | share |\n|---|---|---:|---:|"
    for name, many in places.most_common(most):
        yield f"| {name} | {many / total * seconds:.2f} | {many / total:.1%} |"
