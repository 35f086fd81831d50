"""The commands of the documentation: every option stands in the guide, and every command shown runs."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from playbook.cli.main import group, run
from playbook.templates_place import find_templates
from tests import guide
from tests.sites import write_site

SECTIONS = guide.split_sections(guide.read_text(guide.COMMANDS))
SHARED = "Options of every command"


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that can be called, with its full name; a group without options is none."""
    yield name, command
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for each in command.list_commands(ctx):
            below = command.get_command(ctx, each)
            assert below is not None, f"{name} {each} cannot be imported"
            yield from walk(below, f"{name} {each}")


CALLABLE = list(walk(group, "playbook"))
OPTIONS = [
    pytest.param(name, each, id=f"{name} {each.opts[-1]}")
    for name, command in CALLABLE
    for each in command.params
    if isinstance(each, click.Option)
]
LEAVES = [pytest.param(name, each, id=name) for name, each in CALLABLE if not isinstance(each, click.Group)]


def list_options(section: str) -> Iterator[tuple[list[str], str, str]]:
    """Yield (names, environment twin, meaning) of the options that a section documents."""
    for row in re.findall(r"^\| (`-.*)$", SECTIONS.get(section, ""), re.MULTILINE):
        names, twin, meaning = guide.split_row(f"| {row}")
        yield [each.split()[0] for each in guide.list_code(names)], twin.strip("`"), meaning


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_documented_with_its_environment_twin(name: str, option: click.Option) -> None:
    rows = [row for section in (name, SHARED) for row in list_options(section)]
    found = [row for row in rows if set(option.opts) <= set(row[0])]
    assert len(found) == 1, f"commands.md must list {', '.join(option.opts)} once under {name} or {SHARED}"
    _, twin, meaning = found[0]
    assert twin == (option.envvar or "–")
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    default = [option.default] if option.default and isinstance(option.default, str) else []
    assert {*choices, *default} <= set(guide.list_code(meaning))
    assert ("may be given again" in meaning) == option.multiple
    assert ("must be given" in meaning) == option.required


@pytest.mark.parametrize(("name", "command"), LEAVES)
def test_every_command_has_a_section_that_shows_its_arguments(name: str, command: click.Command) -> None:
    words = guide.list_code(SECTIONS[name])
    usage = words[0].split()
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    told = [f"[{each.name}]" if not each.required else str(each.name) for each in arguments]
    names = {"target": "dir", "person": "from"}
    told = [names.get(each.strip("[]"), each.strip("[]")).upper() for each in told]
    assert " ".join(usage[: len(name.split())]) == name
    assert [each.strip("[]") for each in usage[len(name.split()) :]] == told
    assert [not each.startswith("[") for each in usage[len(name.split()) :]] == [
        each.required for each in arguments
    ]
    for each in arguments:
        choices = each.type.choices if isinstance(each.type, click.Choice) else ()
        assert set(choices) <= set(words)


def test_the_readme_lists_every_command() -> None:
    table = guide.find_table(guide.ROOT / "README.md", "Your own playbook", "command")
    named = {word.split()[1] for row in table for word in guide.list_code(row[0])}
    assert named == {name.split()[1] for name, _ in CALLABLE if " " in name}


TWINS = {str(each.values[1].envvar) for each in OPTIONS if isinstance(each.values[1], click.Option)}
FLAGS = {name for each in OPTIONS for name in getattr(each.values[1], "opts", ())} | {"-h", "--help"}
TOKENS = set(
    re.findall(
        r"--[a-z]+", (find_templates() / "assets" / "styles" / "10-tokens.css").read_text(encoding="utf-8")
    )
)
"""The custom properties of the style sheet, which the guide to themes names."""

RULE_PAGES = sorted((guide.ROOT / "playbook" / "rules").glob("*.md"))


@pytest.mark.parametrize("document", [*guide.DOCUMENTS, *RULE_PAGES], ids=lambda each: each.name)
def test_no_option_or_twin_is_named_that_does_not_exist(document: Path) -> None:
    prose = guide.strip_blocks(guide.read_text(document))
    code = " ".join(each for each in guide.list_code(prose) if each.startswith(("-", "playbook")))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", code))
    assert named <= (FLAGS | TOKENS if document.name == "themes.md" else FLAGS)
    assert set(re.findall(r"PLAYBOOK_[A-Z_]*[A-Z]", prose)) <= TWINS


SKIPPED = {
    "python3": "makes a virtual environment and downloads; the gate itself runs these two lines",
    "git": "needs a repository with a remote",
}
"""The first words of commands that are shown and not run here, each with the reason."""

EMPTY = "README.md"
"""The document whose commands begin in an empty folder; the others begin in the example playbook."""


class Shell:
    """Runs shown commands in this process, one after the other, as a shell in one folder would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.ran = 0

    def run(self, line: str) -> None:
        """Run a line; it must end with 0, or with what its remark `# exit N` says."""
        remark = re.search(r"# exit (\d+)$", line)
        words = shlex.split(line, comments=True)
        with self.monkeypatch.context() as patch:
            while "=" in words[0]:
                name, _, value = words.pop(0).partition("=")
                patch.setenv(name, value)
            code = self.call(words)
        assert code == int(remark[1] if remark else 0), line

    def call(self, words: list[str]) -> int | None:
        """Call one command; give its exit code."""
        if words[0] in SKIPPED:
            return 0
        self.ran += 1
        if words[0] == "cd":
            self.monkeypatch.chdir(words[1])
            return 0
        assert words[0] == "playbook", f"{words[0]} is neither run nor skipped with a reason"
        return run(words[1:])


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in os.environ:
        if name.startswith(("PLAYBOOK_", "GITHUB_")) or name in ("SOURCE_DATE_EPOCH", "FORCE_COLOR"):
            monkeypatch.delenv(name)
    return Shell(monkeypatch)


SHOWN = [each for each in guide.DOCUMENTS if guide.list_commands(each) and each != guide.TUTORIAL]
"""The documents whose commands are run here; those of the tutorial by test_tutorial."""


@pytest.mark.parametrize("document", SHOWN, ids=lambda each: each.name)
def test_every_command_shown_runs(
    document: Path, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path if document.name == EMPTY else write_site(tmp_path, guide.read_example()))
    for line in [each for block in guide.list_commands(document) for each in block]:
        shell.run(line)
    assert shell.ran > 0


def test_nothing_is_skipped_without_need() -> None:
    lines = [line for each in SHOWN for block in guide.list_commands(each) for line in block]
    assert {line.split()[0] for line in lines} - {"playbook", "cd"} - set(SKIPPED) == {
        line.split()[0] for line in lines if re.match("[A-Z_]+=", line)
    }
    assert set(SKIPPED) <= {line.split()[0] for line in lines}


def test_commands_are_shown_where_they_are_looked_for() -> None:
    guides = {"commands.md", "exports.md", "method.md"}
    assert {each.name for each in SHOWN} == {"README.md", "SECURITY.md", *guides}
