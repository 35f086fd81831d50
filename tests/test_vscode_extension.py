"""The extension for VS Code: it is packed, and holds what its manifest names. No editor is started here."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests import guide

FOLDER = guide.ROOT / ".vscode-extension"
MANIFEST = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
TODAY = "2026-06-01"


def find_program(name: str) -> str:
    """Find a program; skip the test where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def pack(folder: Path) -> Path:
    """Pack the extension with the script, and unpack what it made."""
    program = folder / "playbook"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAYBOOK_")}
    asked = {"PLAYBOOK_PROGRAM": str(program), "PLAYBOOK_TODAY": TODAY, "PYTHONPATH": str(guide.ROOT)}
    command = [str(FOLDER / "pack"), str(folder / "playbook.vsix")]
    ended = subprocess.run(
        command, cwd=folder, env=kept | asked, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    with zipfile.ZipFile(folder / "playbook.vsix") as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked" / "extension"


def list_named() -> set[str]:
    """List the files that the manifest says the extension has."""
    return {MANIFEST["main"], *(each["path"] for each in MANIFEST["contributes"]["snippets"])}


@pytest.mark.skipif(os.name == "nt", reason="the script is for a shell of Unix")
def test_the_package_holds_what_the_manifest_names_and_nothing_else(tmp_path: Path) -> None:
    find_program("npm")
    packed = pack(tmp_path)
    names = {each.relative_to(packed).as_posix() for each in packed.rglob("*") if each.is_file()}
    assert names == {name.removeprefix("./") for name in list_named()} | {
        "package.json",
        "readme.md",
        "LICENSE.txt",
    }
    assert json.loads((packed / "package.json").read_text(encoding="utf-8")) == MANIFEST
    hold_bundle(packed / MANIFEST["main"])
    languages = {each["language"]: each["path"] for each in MANIFEST["contributes"]["snippets"]}
    assert set(languages) == {"markdown", "yaml"}, "VS Code takes front matter for YAML"
    for path in languages.values():
        hold_snippets(packed / path, tmp_path)


def hold_bundle(bundle: Path) -> None:
    """Hold that the bundle is whole: it can be read, and asks for the editor alone."""
    node = find_program("node")
    subprocess.run([node, "--check", str(bundle)], check=True)
    text = bundle.read_text(encoding="utf-8")
    asked = set(re.findall(r"require\(\"([^\"]+)\"\)", text))
    code = "process.stdout.write(require('node:module').builtinModules.join(' '))"
    built_in = set(subprocess.check_output([node, "-e", code], text=True).split())
    assert {each.removeprefix("node:") for each in asked} - built_in == {"vscode"}


def hold_snippets(file: Path, folder: Path) -> None:
    """Hold that the snippets are those of the command, in a folder without a playbook."""
    command = [sys.executable, "-m", "playbook", "-C", str(folder), "snippets", "--today", TODAY]
    said = subprocess.check_output(command, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})
    assert file.read_text(encoding="utf-8") == said
    assert "pb-initiative" in said


def test_what_is_decided_without_an_editor_is_decided_well() -> None:
    node = find_program("node")
    tests = str(guide.ROOT / "tests" / "vscode" / "choose.test.mjs")
    ended = subprocess.run([node, "--test", tests], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout
    assert re.search(r"pass [1-9]", ended.stdout), ended.stdout


def test_the_manifest_declares_what_the_code_uses_and_nothing_else() -> None:
    code = (FOLDER / "extension.js").read_text(encoding="utf-8")
    contributed = MANIFEST["contributes"]
    commands = set(re.findall(r'registerCommand\("([^"]+)"', code))
    assert commands == {each["command"] for each in contributed["commands"]}
    used = set(re.findall(r'affectsConfiguration\("([^"]+)"', code))
    trace = {"playbook.trace.server"}  # read by the client itself, under its own id
    assert 'new LanguageClient("playbook"' in code
    assert used | trace == set(contributed["configuration"]["properties"])


def test_the_extension_has_the_version_of_playbook_and_no_loose_tool() -> None:
    project = tomllib.loads(guide.read_text(guide.ROOT / "pyproject.toml"))["project"]
    assert MANIFEST["version"] == project["version"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in MANIFEST["devDependencies"].values())


def test_a_folder_that_nobody_trusts_starts_no_program() -> None:
    trust = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert (trust["supported"], trust["restrictedConfigurations"]) == ("limited", ["playbook.path"])
    assert "!vscode.workspace.isTrusted" in (FOLDER / "extension.js").read_text(encoding="utf-8")
