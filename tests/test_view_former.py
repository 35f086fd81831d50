"""Former ids: their addresses lead on to the page as it is called now."""

from pathlib import Path

import pytest

from tests.cli import Commands
from tests.sites import read_base, write_site


@pytest.fixture
def moved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    commands.edit(
        "content/initiatives/crm.md", "status: running\n", "status: running\nformerly:\n  - old-crm\n"
    )
    return commands


def test_a_former_address_leads_on(moved: Commands) -> None:
    assert moved("build").code == 0
    text = (moved.folder / "build/initiative/old-crm.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../initiative/crm.html">' in text
    assert '<a href="../initiative/crm.html">One CRM for every deal</a>' in text


@pytest.mark.parametrize("folder", ["rules", "lists", "assets", "files"])
def test_no_page_lies_in_a_folder_that_playbook_fills(moved: Commands, folder: str) -> None:
    write_site(moved.folder, {f"content/{folder}/mine.md": "# Mine\n"})
    ended = moved("check", "--output-format", "concise")
    assert ended.code == 1
    assert f"PB004 `{folder}/mine.html` is a page that playbook writes itself" in ended.out
