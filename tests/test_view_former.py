"""Former ids: their addresses lead on to the page as it is called now."""

from pathlib import Path

import pytest

from tests.cli import Commands
from tests.rendered import render_files, see
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


def test_addresses_with_blanks_and_accents_lead_on_and_are_current(tmp_path: Path) -> None:
    files = read_base()
    files["content/x/c notes é.md"] = "---\ntitle: Notes\nformerly:\n  - old\n---\nWords\n"
    files["content/x/other.md"] = "---\ntitle: Other\n---\nWords\n"
    files["playbook.toml"] += '\n[[site.navigation]]\ntitle = "Notes"\npage = "x/c notes é"\n'
    outputs = render_files(tmp_path, files)
    quoted = "x/c%20notes%20%C3%A9.html"
    assert f'href="{quoted}"' in outputs["old.html"].decode()
    assert f'href="{quoted}"' in outputs["index.html"].decode()
    page = see("p", outputs["x/c notes é.html"])
    current = [each.get("href") for each in page.every("a") if each.get("aria-current") == "page"]
    assert current.count(f"../{quoted}") == 2
