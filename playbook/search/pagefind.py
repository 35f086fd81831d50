"""The other index, for large sites: Pagefind's, of which a browser loads only the parts that a query needs.

In: rendered pages. Out: outputs below `pagefind/`. The program comes with the package `pagefind-bin`; it is
run once over a copy of the pages in a folder of its own, and everything that it writes is published with the
rest or not at all.
"""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook.publish import Output

try:
    from pagefind_bin import get_executable
except ImportError:  # the package is an extra
    get_executable = None

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_*", "wasm.*", "*/*.pf_*")
"""What a browser asks for; Pagefind's own surface is not needed."""

OPTIONS = ("--root-selector", "main", "--exclude-selectors", 'a[href^="mailto:"], nav', "--keep-index-url")
LONGEST = 600
"""How long the program may take, in seconds."""

FindProgram = Callable[[], Path]


class SearchFault(Exception):  # noqa: N818  # a fault of the installation, in words for whoever builds
    """The search that is configured cannot be made: what is wrong, and what would help."""

    def __init__(self, message: str, help_: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help_

    def __reduce__(self) -> tuple[type["SearchFault"], tuple[str, str]]:
        """Send all of it from a worker."""
        return SearchFault, (self.message, self.help)


def index_pages(pages: Iterable[Output], find_program: FindProgram | None = get_executable) -> list[Output]:
    """Run Pagefind over pages. Raises SearchFault when it is not there or does not succeed."""
    program = _find(find_program)
    with TemporaryDirectory(prefix="playbook-pagefind-") as name:
        site, found = Path(name, "site"), Path(name, FOLDER)
        for each in pages:
            path = site / each.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(each.body)
        _run([str(program), "--site", str(site), "--output-path", str(found), "--quiet", *OPTIONS])
        kept = {path for pattern in KEPT for path in found.glob(pattern)}
        return [
            Output(f"{FOLDER}/{path.relative_to(found).as_posix()}", path.read_bytes())
            for path in sorted(kept)
        ]


def _find(find_program: FindProgram | None) -> Path:
    help_ = "install it:  pip install 'playbook[pagefind]'  or set `search` to `minisearch`"
    if find_program is None:
        raise SearchFault("`site.search` is `pagefind`, and Pagefind is not installed", help_)
    try:
        return find_program()
    except OSError as error:
        missing = f"`site.search` is `pagefind`, and its program is missing: {error}"
        raise SearchFault(missing, help_) from None


def _run(command: list[str]) -> None:
    help_ = "build again; if it fails again, set `search` to `minisearch`"
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        raise SearchFault(f"Pagefind has not ended after {LONGEST} seconds", help_) from None
    except OSError as error:
        raise SearchFault(f"Pagefind cannot be run: {error.strerror}", help_) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SearchFault(f"Pagefind failed: {said[-1] if said else f'code {done.returncode}'}", help_)
