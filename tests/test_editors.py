"""The settings for editors: each block is read by what will read it, as far as that is here."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from playbook.cli.main import COMMANDS
from tests import guide
from tests.guide import Block

BLOCKS = guide.list_blocks(guide.EDITORS)


def list_of(language: str) -> list[Block]:
    """List the blocks of a language."""
    return [each for each in BLOCKS if each.language == language]


def find_program(*names: str) -> str:
    """Find one of some programs; skip the test where none is installed."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"none of {', '.join(names)} is installed")
    return found


def name_block(block: Block) -> str:
    """Name a block by its place."""
    return f"{block.language}:{block.line}"


def test_every_editor_has_its_settings() -> None:
    text = guide.read_text(guide.EDITORS)
    sections = guide.split_sections(text)
    assert {"VS Code", "Neovim", "Helix", "Zed", "Emacs"} <= set(sections)
    assert {each.language for each in BLOCKS} == {"json", "lua", "toml", "elisp", "text"}


@pytest.mark.parametrize("block", list_of("toml"), ids=name_block)
def test_toml_is_read(block: Block) -> None:
    assert tomllib.loads(block.text)


def test_helix_is_told_of_a_server_that_it_is_told_how_to_start() -> None:
    read = next(data for block in list_of("toml") if "language" in (data := tomllib.loads(block.text)))
    server = read["language-server"]["playbook"]
    assert [server["command"], *server["args"]] == ["playbook", "lsp"]
    assert "playbook" in read["language"][0]["language-servers"]


@pytest.mark.parametrize("block", list_of("json"), ids=name_block)
def test_json_is_read(block: Block) -> None:
    assert json.loads(block.text)


def test_the_settings_of_the_extension_are_those_that_it_knows() -> None:
    manifest = json.loads(guide.read_text(guide.ROOT / ".vscode-extension" / "package.json"))
    known = set(manifest["contributes"]["configuration"]["properties"])
    named = set(re.findall(r'"(playbook\.[\w.]+)"', "".join(each.text for each in list_of("json"))))
    assert named
    assert named <= known


def test_the_task_of_zed_calls_a_command_that_there_is() -> None:
    tasks = next(data for block in list_of("json") if isinstance(data := json.loads(block.text), list))
    assert [each["command"] for each in tasks] == ["playbook"]
    assert tasks[0]["args"][0] in COMMANDS


@pytest.mark.parametrize("block", list_of("lua"), ids=name_block)
def test_lua_is_read(block: Block, tmp_path: Path) -> None:
    program = find_program("nvim", "luajit", "luac")
    file = tmp_path / "init.lua"
    file.write_text(block.text, encoding="utf-8")
    asked = {
        "nvim": ["--headless", "-u", "NONE", "-c", f"lua assert(loadfile('{file}'))", "-c", "qa"],
        "luajit": ["-b", str(file), str(tmp_path / "out")],
        "luac": ["-p", str(file)],
    }[Path(program).name]
    ended = subprocess.run([program, *asked], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("block", list_of("elisp"), ids=name_block)
def test_elisp_is_read(block: Block, tmp_path: Path) -> None:
    program = find_program("emacs")
    file = tmp_path / "init.el"
    file.write_text(block.text, encoding="utf-8")
    ended = subprocess.run(
        [program, "--batch", "-l", str(file)], capture_output=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.parametrize("block", list_of("elisp"), ids=name_block)
def test_parentheses_of_elisp_are_closed(block: Block) -> None:
    text = re.sub(r'"[^"]*"', '""', block.text)
    depths = [text[:n].count("(") - text[:n].count(")") for n in range(len(text))]
    assert min(depths) == 0
    assert text.count("(") == text.count(")")


def test_the_schema_that_the_guide_writes_is_one_for_the_configuration(tmp_path: Path) -> None:
    directive = next(each.text for each in list_of("toml") if each.text.startswith("#:schema "))
    name = directive.split()[1].removeprefix("./")
    assert f"playbook schema config > {name}" in guide.read_text(guide.EDITORS)
