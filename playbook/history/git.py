"""git, asked in the few ways that no repository can turn against the build.

In: a folder and what to ask of its repository. Out: the bytes that git answers, or `GitError` in plain
words. The only module that starts a process. A repository's own configuration may be hostile: every setting
by which it could have git run a program, open a connection or read a file elsewhere is overruled, and no
verb is asked that knows further ones.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook.load_files import read_bytes

VERBS = frozenset({"rev-parse", "log", "rev-list", "cat-file", "ls-tree"})
"""All that is ever asked. None of them changes anything, looks at the work tree or runs a filter."""

SETTINGS = (
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
    "diff.orderFile=/dev/null",
    "i18n.logOutputEncoding=UTF-8",
    "log.showRoot=true",
    "log.showSignature=false",
    "mailmap.blob=",
    "mailmap.file=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
"""What a repository may not decide: programs to run, files to read, hosts to call, how to answer."""

SURROUNDINGS = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
KEPT = ("HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "PATH")
"""What git is told of the surroundings: where the account says which repositories it trusts, and no more."""

WHERE = ("--is-inside-work-tree", "--is-shallow-repository", "HEAD^{commit}", "--show-toplevel")
"""What is asked first, in one go. The last may hold line ends."""

LARGEST = 1 << 20
"""The largest file of authors' names that is looked at, in bytes."""

LIMIT = 60.0
"""How long one answer may take, in seconds."""


class GitError(Exception):
    """git did not answer: why, in words that may follow "not known: "."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a repository stands: the commit's id, whether older commits may be missing, the bytes of the file
    that says how its authors are called."""

    commit: str = ""
    is_shallow: bool = False
    mailmap: bytes = b""


@dataclass(frozen=True, slots=True)
class Repository:
    """A work tree that git knows, seen from one of its folders; `git` is the program. `below` is the folder
    that is asked about, where it is one of a commit that the work tree does not hold."""

    git: Path
    folder: Path
    limit: float = LIMIT
    head: Head = Head()
    below: str = ""

    @property
    def place(self) -> str:
        """The folder that is asked about."""
        return str(self.folder / self.below)

    def ask(self, verb: str, *arguments: str, given: bytes = b"") -> bytes:
        """Give git's answer; `given` is what it reads. Raises GitError."""
        assert verb in VERBS, f"git {verb} is not asked"
        settings = [part for each in SETTINGS for part in ("-c", each)]
        command = [str(self.git), "--no-pager", "--literal-pathspecs", *settings, verb, *arguments]
        try:
            ended = subprocess.run(
                command,
                cwd=self.folder,
                env=_make_environment(os.environ),
                input=given,
                capture_output=True,
                timeout=self.limit,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git took longer than {self.limit:g} seconds") from None
        except OSError as error:
            raise GitError(f"git could not be started: {error.strerror}") from None
        if ended.returncode:
            raise GitError(f"git {verb} failed")
        return ended.stdout


def open_repository(folder: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """Give the repository that a folder lies in; None without git, outside a work tree, before a commit."""
    git = find_git(environment)
    if git is None or not folder.is_dir():
        return None
    try:
        told = Repository(git, folder).ask("rev-parse", *WHERE).split(b"\n", 3)
    except GitError:
        return None
    if len(told) < len(WHERE) or told[0] != b"true":
        return None
    names = Path(os.fsdecode(told[3].removesuffix(b"\n"))) / ".mailmap"
    mailmap = b"" if names.is_symlink() else read_bytes(names, LARGEST)[0]  # as git does
    head = Head(told[2].decode("ascii", "replace"), told[1] != b"false", mailmap)
    return Repository(git, folder, head=head)


def find_git(environment: Mapping[str, str]) -> Path | None:
    """Find the program by the search path's absolute folders: one beside the pages is never run."""
    name = "git.exe" if os.name == "nt" else "git"
    for each in environment.get("PATH", "").split(os.pathsep):
        found = Path(each) / name
        if Path(each).is_absolute() and found.is_file() and os.access(found, os.X_OK):
            return found
    return None


def _make_environment(around: Mapping[str, str]) -> dict[str, str]:
    return {**{name: around[name] for name in KEPT if name in around}, **SURROUNDINGS}
