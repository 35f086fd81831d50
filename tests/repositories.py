"""Repositories of git for tests, made by git itself with fixed names and times."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.sites import write_site

NOON = 1_780_315_200
"""2026-06-01, 12:00 UTC."""
DAY = 86_400


@dataclass
class Repository:
    """A repository at a folder; every commit is a day after the one before."""

    folder: Path
    time: int = NOON - DAY

    def git(self, *arguments: str, **around: str) -> str:
        """Run git there, apart from whatever the account has set up."""
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(self.folder)}
        who = {"GIT_AUTHOR_NAME": "Ines Aldana", "GIT_AUTHOR_EMAIL": "ines@maren.example"}
        committer = {"GIT_COMMITTER_NAME": "The gate", "GIT_COMMITTER_EMAIL": "gate@maren.example"}
        when = {"GIT_AUTHOR_DATE": f"@{NOON - 9 * DAY} +0000", "GIT_COMMITTER_DATE": f"@{self.time} +0000"}
        ended = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=kept | alone | who | committer | when | around,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def commit(self, files: Mapping[str, str | bytes], subject: str = "change", author: str = "") -> str:
        """Write files and commit everything, a day later than the last time; give the commit's id."""
        self.time += DAY
        write_site(self.folder, files)
        self.git("add", "--all")
        around = {"GIT_AUTHOR_NAME": author} if author else {}
        self.git("commit", "--quiet", "--allow-empty", "-m", subject, **around)
        return self.git("rev-parse", "HEAD")

    def merge(self, *branches: str, author: str = "Merger") -> None:
        """Merge branches with a commit of its own, a day later."""
        self.time += DAY
        self.git("merge", "--quiet", "--no-ff", "-m", "merge", *branches, GIT_AUTHOR_NAME=author)


def write_tree(repository: Repository, *lines: str) -> str:
    """Write a tree by its lines as `git ls-tree` prints them, whatever their names; give its id.

    git's own commands refuse such names, so that the bytes are made here.
    """
    body = b""
    for line in lines:
        head, _, name = line.partition("\t")
        mode, _, number = head.split()
        body += mode.lstrip("0").encode() + b" " + name.encode() + b"\0" + bytes.fromhex(number)
    (repository.folder / "tree.tmp").write_bytes(body)
    made = repository.git("hash-object", "-t", "tree", "-w", "--literally", "tree.tmp")
    (repository.folder / "tree.tmp").unlink()
    return made


def make_repository(folder: Path) -> Repository:
    """Make an empty repository."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
