"""Neovim without a window, as an author has it: `playbook lsp` by its own client, on the example."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.editor import ROOT, copy_example

SCRIPT = Path(__file__).parent / "editor.lua"
PLAN = "initiatives/handover.md"


@pytest.fixture
def nvim() -> str:
    """Give the program; under CI it must be there."""
    program = shutil.which("nvim")
    if program is None:
        reason = "no Neovim is installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


def drive(nvim: str, folder: Path) -> dict[str, Any]:
    """Let Neovim open a page, type and ask; give what it has got."""
    out = folder / "out.json"
    command = json.dumps([sys.executable, "-m", "playbook", "lsp"])
    told = {"PLAYBOOK_LSP": command, "PLAYBOOK_OUT": str(out), "PYTHONPATH": str(ROOT)}
    page = folder / "content" / PLAN
    subprocess.run(
        [nvim, "--headless", "--clean", "-n", str(page), "-S", str(SCRIPT)],
        cwd=folder,
        env={**os.environ, **told},
        check=True,
        timeout=120,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_neovim_shows_findings_completes_explains_and_renames(nvim: str, tmp_path: Path) -> None:
    found = drive(nvim, copy_example(tmp_path))
    assert found["findings"] == [{"code": "PB001", "text": "form"}]
    assert "formerly:\n  - " in found["completions"]
    assert found["hover"].startswith("**Sofie Dahl** (person `sofie-dahl`)")
    assert found["definition"].endswith("/content/people/sofie-dahl.md")
    assert found["symbols"] > 10
    assert found["renamed"] == "sponsor: sofia-dahl"
    assert found["exit"] == 0
