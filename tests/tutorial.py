"""The tutorial as it is written -> its steps, done in order by a shell in an environment made for it.

A `console` block is typed line by line, and what is printed is kept; a block with `file=` is written there,
a `diff` is laid over that file, a block with `add=` is put before the end of that page's front matter.
"""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import guide
from tests.guide import Block

END = "\x1e"
"""Stands before the exit code in what the shell says after each line."""


@dataclass(frozen=True)
class Typed:
    """A line that is typed, its place in the tutorial, what is shown below it, the exit code told there."""

    line: int
    command: str
    shown: str
    code: int


@dataclass(frozen=True)
class Answer:
    """What a line printed, on both streams, and how it ended."""

    said: str
    code: int


def list_typed(block: Block) -> Iterator[Typed]:
    """Yield the lines of a console block, each with what is shown below it."""
    for each in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
        command, _, remark = each[1].partition("   # exit ")
        line = block.line + 1 + block.text.count("\n", 0, each.start())
        yield Typed(line, command, each[2], int(remark or 0))


def is_answered(shown: str, said: str) -> bool:
    """Whether what is shown is what was said; `…` stands for anything, alone on its line for any lines."""
    lines = [re.escape(each).replace("…", ".*") + "\n" for each in shown.splitlines()]
    pattern = "".join(r"(?:.*\n)*" if each == ".*\n" else each for each in lines)
    return re.fullmatch(pattern, said) is not None


def lay(text: str, diff: str) -> str:
    """Lay a diff over a text: what it takes out and leaves must stand there once."""
    lines = diff.splitlines(keepends=True)
    before = "".join(each[1:] for each in lines if each[0] != "+")
    after = "".join(each[1:] for each in lines if each[0] != "-")
    assert text.count(before) == 1, f"stands {text.count(before)} times:\n{before}"
    return text.replace(before, after)


def add(text: str, lines: str) -> str:
    """Put lines at the end of a page's front matter."""
    front, end, body = text.partition("\n---\n")
    assert end
    return f"{front}\n{lines}---\n{body}"


def gather_dependencies(folder: Path) -> Path:
    """Gather what is installed here, but for playbook itself, in a folder of links."""
    folder.mkdir()
    for name in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}:
        for each in Path(name).iterdir():
            if "playbook" not in each.name and each.suffix != ".pth" and each.name != "__pycache__":
                (folder / each.name).symlink_to(each)
    return folder


class Learner:
    """Somebody at a shell in an empty folder, beside which lies playbook as a folder."""

    def __init__(self, folder: Path) -> None:
        """Make the folders and start the shell. No index is asked: what is installed comes from here."""
        self.place = folder / "empty"
        self.place.mkdir()
        self.packages = gather_dependencies(folder / "packages")
        (folder / "playbook").symlink_to(guide.ROOT)
        away = ("PYTHON", "PLAYBOOK_", "PIP_", "GIT_", "GITHUB_", "COV", "VIRTUAL_ENV", "CI")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(away)}
        path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
        self.shell = subprocess.Popen(
            ["bash", "--norc"],
            cwd=self.place,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            env=kept
            | {"HOME": str(folder), "PATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1"}
            # The last is read the other way round by pip: 0 lets it build with what is here.
            | {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
            | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "GIT_CONFIG_NOSYSTEM": "1"},
        )

    def type(self, command: str) -> Answer:
        """Type one line; wait for what it prints."""
        assert self.shell.stdin
        assert self.shell.stdout
        self.shell.stdin.write(f"{command}\nprintf '\\036%s\\n' $?\n")
        self.shell.stdin.flush()
        said = ""
        for line in self.shell.stdout:
            text, end, code = line.partition(END)
            said += text
            if end:
                self._furnish()
                return Answer(said, int(code))
        raise AssertionError(f"the shell ended at {command}: {said}")

    def _furnish(self) -> None:
        """Let a new environment find the dependencies, which pip would download."""
        for site in self.place.glob(".venv/lib/python*/site-packages"):
            (site / "dependencies.pth").write_text(f"{self.packages}\n", encoding="utf-8")

    def write(self, block: Block) -> None:
        """Do what a block that is about a file says."""
        name = block.head.get("file") or block.head["add"]
        path = Path(self.type("pwd").said.strip()) / name
        text = block.text
        if block.language == "diff":
            text = lay(path.read_text(encoding="utf-8"), text)
        elif "add" in block.head:
            text = add(path.read_text(encoding="utf-8"), text)
        path.write_text(text, encoding="utf-8", newline="\n")

    def leave(self) -> None:
        """End the shell."""
        self.shell.kill()
        self.shell.communicate()
