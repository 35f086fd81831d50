"""`check --fix`: what is safe is mended in the files, and the playbook is checked again until nothing is.

In: a way to check. Out: what the last check came to, and how much was mended. Files are written all or none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from playbook.cli.dress import Dress
from playbook.cli.report import Found
from playbook.diagnostic import Diagnostic
from playbook.edit.fix import apply_fixes, list_fixable
from playbook.formats.inert import fold
from playbook.frontmatter import decode
from playbook.rewrite import RewriteError, rewrite_files
from playbook.words import count

SHOWN = 5
PASSES = 10
"""A mended page may show what stood behind a fault; no more often than this."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What was mended, in which files."""

    fixes: int = 0
    files: frozenset[str] = frozenset()


def fix_all(root: Path, found: Found, check: Callable[[], Found]) -> tuple[Found, Mended]:
    """Mend what is safe, again and again; a file that cannot be written ends with exit code 2."""
    fixes, files = 0, set[str]()
    for _ in range(PASSES):
        mended = _fix_once(root, found)
        if not mended:
            break
        fixes += len(mended)
        files |= {each.span.path for each in mended}
        found = check()
    return found, Mended(fixes, frozenset(files))


def say_mended(dress: Dress, mended: Mended) -> None:
    """Say how much was mended, and where."""
    if mended.fixes:
        names = ", ".join(map(fold, sorted(mended.files)[:SHOWN]))
        more = f" and {len(mended.files) - SHOWN} more" if len(mended.files) > SHOWN else ""
        dress.say(f"mended: {count(mended.fixes, 'finding')} in {names}{more}")
    else:
        dress.say("nothing to mend that can mean one thing only")


def _fix_once(root: Path, found: Found) -> list[Diagnostic]:
    written: dict[Path, tuple[bytes, bytes]] = {}
    mended: list[Diagnostic] = []
    for name, some in list_fixable(found.report.diagnostics).items():
        path = root / name
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
        source, faults = decode(name, raw)
        text, done = apply_fixes(source, some)
        if done and not faults:
            written[path.resolve()] = (raw, text.encode())
            mended += done
    try:
        rewrite_files(written)
    except RewriteError as error:
        raise click.UsageError(str(error)) from None
    return mended
