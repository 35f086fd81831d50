"""What a process opens, changes, starts and calls, and which of it a build may not do.

In: the project's folder. Out: an audit hook that keeps what is not allowed. It prevents nothing.
"""

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PLACES = ("stdlib", "platstdlib", "purelib", "platlib", "scripts", "data")
LIBRARIES = tuple(
    {os.path.realpath(each) for each in (*(sysconfig.get_path(name) for name in PLACES), *sys.path) if each}
)
SYSTEM: tuple[str, ...] = (
    "/usr/share/zoneinfo",
    "/usr/lib",
    "/lib",
    "/usr/share/locale",
    "/dev/null",
    "/dev/tty",
    "/dev/urandom",
)
SYSTEM += ("/proc/self", "/etc/localtime", "/etc/ld.so.cache", "/etc/mime.types", "/usr/local/lib")
STARTS = (
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
)
CHANGES = (
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "os.chmod",
    "os.truncate",
    "shutil.rmtree",
)
DISARMED = (("core.fsmonitor", ""), ("core.hooksPath", "/dev/null"), ("log.showSignature", "false"))
"""What git is told at the least, whatever a repository's own configuration says."""
LISTS = ("os.listdir", "os.scandir")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Watch:
    """Sees what a process does, from when it is told to begin, and keeps what is not allowed."""

    def __init__(self, project: Path, output: str) -> None:
        """Take the project's folder and its output in it; nothing is watched yet."""
        self.project = os.path.realpath(project)
        self.output = f"{self.project}/{output}"
        self.cache = f"{self.project}/.playbook-cache"
        self.breaches: list[str] = []
        self.seen = 0
        self.is_on = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Be the audit hook."""
        if not self.is_on:
            return
        self.is_on = False  # what is done here is not watched
        try:
            problem = self.judge(event, arguments)
        finally:
            self.is_on = True
        if problem:
            self.breaches.append(problem)

    def judge(self, event: str, arguments: tuple[Any, ...]) -> str:
        """Say what is not allowed of an event; "" for nothing."""
        self.seen += 1
        if event == "subprocess.Popen" and self.asks_git(*arguments):
            return ""
        if event in STARTS or event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
            return f"{event} {arguments!r}"[:200]
        if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
            is_writing = bool(arguments[2] & WRITING)
            return self.judge_path(event, arguments[0], is_writing=is_writing)
        if event in LISTS and isinstance(arguments[0], (str, bytes, os.PathLike)):
            return self.judge_path(event, arguments[0] or ".", is_writing=False)
        if event in CHANGES and not (event == "os.mkdir" and Path(arguments[0]).is_dir()):
            paths = [each for each in arguments[:2] if isinstance(each, (str, bytes, os.PathLike))]
            return "".join(self.judge_path(event, each, is_writing=True) for each in paths)
        return ""

    def asks_git(self, program: Any, command: Any, folder: Any, surroundings: Any) -> bool:
        """Whether a process is git, asked in the project by a verb that only looks, and disarmed."""
        words = [str(each) for each in command]
        verb = next(
            (n for n, each in enumerate(words) if n and not each.startswith("-") and "=" not in each), 0
        )
        return (
            Path(os.fsdecode(program)).is_absolute()
            and Path(os.fsdecode(program)).name in ("git", "git.exe")
            and words[verb] in ("rev-parse", "log", "rev-list", "cat-file", "ls-tree")
            and {f"{name}={value}" for name, value in DISARMED} <= set(words[:verb])
            and _is_in(os.path.realpath(folder), self.project)
            and (surroundings or {}).get("GIT_ALLOW_PROTOCOL") == "none"
        )

    def judge_path(self, event: str, path: Any, *, is_writing: bool) -> str:
        """Say whether a path may be read, or changed: links are followed to where they lead."""
        real = os.path.realpath(os.fsdecode(path))
        return "" if self.allows(real, is_writing) else f"{event} {real}"

    def allows(self, real: str, is_writing: bool) -> bool:
        """Whether a path may be read, or changed."""
        if is_writing:
            folder, _, name = self.output.rpartition("/")
            beside = (
                f"{folder}/.{name}.",
                f"{folder}/.playbook-doctor-",
                f"{self.project}/.playbook-doctor-",
            )
            mine = (
                _is_in(real, self.cache)
                or _is_in(real, self.output)
                or _is_in(self.output, real)
                or real.startswith(beside)
            )
            return (mine and real != self.project) or real in ("/dev/null", "/dev/tty")
        readable = (self.project, str(ROOT), *LIBRARIES, *SYSTEM)
        return _is_config(real) or any(_is_in(real, each) for each in readable if each != "/")


def _is_config(real: str) -> bool:
    """Whether a file is one of those by which a project is looked for upwards."""
    return Path(real).name in ("playbook.toml", "pyproject.toml")


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")
