"""The hooks of .pre-commit-hooks.yaml, run by pre-commit in a real repository.

The environment that pre-commit would build from the registry is replaced by the playbook of this checkout
(`language: system`): tests do not download. All else is as it is: the clone, the files, the stages.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.plans import CRM
from tests.sites import read_base, write_site

pytest.importorskip("pre_commit", reason="pre-commit is not installed")

ROOT = Path(__file__).parent.parent
MANIFEST = ".pre-commit-hooks.yaml"
OTHER = "content/initiatives/other.md"


class Repository:
    """A repository with a playbook, whose hooks are those of this checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder / "site", folder / "home"
        hooks = folder / "hooks"
        write_site(hooks, {MANIFEST: (ROOT / MANIFEST).read_text(encoding="utf-8")})
        program = folder / "bin" / "playbook"
        write_site(folder, {"bin/playbook": f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n'})
        program.chmod(0o755)
        self.environ = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("GIT_", "PLAYBOOK_"))
            },
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PRE_COMMIT_HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        self.start(hooks)
        text = read_base()[CRM]
        write_site(self.folder, {**read_base(), OTHER: text, ".gitignore": ".playbook-cache/\n"})
        self.write_config(hooks)
        self.start(self.folder)

    def write_config(self, hooks: Path) -> None:
        revision = self.git(hooks, "rev-parse", "HEAD").stdout.strip()
        ids = [each["id"] for each in yaml.safe_load((ROOT / MANIFEST).read_text(encoding="utf-8"))]
        named = [{"id": each, "language": "system"} for each in ids]
        config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": named}]}
        (self.folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))

    def git(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git; it must succeed."""
        who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
        return self.run(folder, "git", *who, *arguments, check=True)

    def run(self, folder: Path, *arguments: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a program in a folder."""
        return subprocess.run(
            arguments, cwd=folder, env=self.environ, capture_output=True, text=True, check=check, timeout=300
        )

    def start(self, folder: Path) -> None:
        """Make a repository of a folder, with all its files committed."""
        self.git(folder, "init", "-q")
        self.git(folder, "add", "-A")
        self.git(folder, "commit", "-qm", "all of it")

    def drop_owner(self, name: str) -> None:
        """Take the owner out of a page, and stage it."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert "owner: maya-okafor\nsponsor" in text
        path.write_text(
            text.replace("owner: maya-okafor\nsponsor", "sponsor"), encoding="utf-8", newline="\n"
        )
        self.git(self.folder, "add", name)

    def hook(self, name: str) -> tuple[int, str]:
        """Run one hook over what is staged; give its exit code and what was said."""
        ran = self.run(self.folder, sys.executable, "-m", "pre_commit", "run", name, "-v")
        return ran.returncode, ran.stdout + ran.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


CHANGED, WHOLE, FORM = "playbook-check-changed", "playbook-check", "playbook-fmt"


def test_the_manifest_is_what_pre_commit_takes() -> None:
    asked = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / MANIFEST)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0
    assert {each["id"] for each in yaml.safe_load((ROOT / MANIFEST).read_text())} == {CHANGED, WHOLE, FORM}


def test_a_complete_playbook_is_committed(repository: Repository) -> None:
    path = repository.folder / CRM
    path.write_text(path.read_text().replace("so that the forecast", "so that each forecast"))
    repository.git(repository.folder, "add", CRM)
    for name in (CHANGED, WHOLE):
        code, said = repository.hook(name)
        assert code == 0, said
        assert "Passed" in said
        assert "0 errors" in said or "no findings" in said


def test_a_gap_in_a_page_that_changed_stops_both(repository: Repository) -> None:
    repository.drop_owner(CRM)
    for name in (CHANGED, WHOLE):
        code, said = repository.hook(name)
        assert code == 1, said
        assert f"{CRM}:" in said
        assert " PB105 " in said


def test_a_gap_elsewhere_stops_the_whole_alone(repository: Repository) -> None:
    repository.drop_owner(OTHER)
    repository.git(repository.folder, "commit", "-qm", "a gap, unseen")
    path = repository.folder / CRM
    path.write_text(path.read_text().replace("so that the forecast", "so that each forecast"))
    repository.git(repository.folder, "add", CRM)
    assert repository.hook(CHANGED)[0] == 0
    code, said = repository.hook(WHOLE)
    assert code == 1
    assert f"{OTHER}:" in said


def test_a_page_that_changed_is_brought_into_its_form(repository: Repository) -> None:
    path = repository.folder / OTHER
    text = path.read_text(encoding="utf-8")
    owner = next(line for line in text.splitlines() if line.startswith("owner: "))
    path.write_text(text.replace(f"{owner}\n", "", 1).replace("---\n", f"---\n{owner}  # c\n", 1))
    repository.git(repository.folder, "add", OTHER)
    code, said = repository.hook(FORM)
    assert code == 1, said
    assert "files were modified by this hook" in said
    assert f"{owner}  # c\n" in path.read_text(encoding="utf-8")
    repository.git(repository.folder, "add", OTHER)
    assert repository.hook(FORM)[0] == 0


def test_what_is_no_page_is_not_the_changed_ones_business(repository: Repository) -> None:
    (repository.folder / "README.md").write_text("# Read me\n")
    repository.git(repository.folder, "add", "README.md")
    assert "Skipped" in repository.hook(CHANGED)[1]
