"""Run commands in this process: arguments in; exit code, output and errors out."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from playbook.cli.main import run


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class Commands:
    """Runs commands in one project's folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture

    def __call__(self, *arguments: str) -> Ended:
        self.capture.readouterr()
        code = run(["-C", str(self.folder), *arguments])
        out, err = self.capture.readouterr()
        return Ended(code, out, err)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that must be there in a file of the project."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
