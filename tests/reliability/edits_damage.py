"""What befalls the cache and the published folder, a step at a time, by chance.

In: the folder of one or the other. Out: the same, damaged. The cache may be lost, torn, foreign or old; the
published folder may have been touched by anybody.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from playbook.cache import FILE

Damage = Callable[[Path, Random], None]


def delete(folder: Path, _chance: Random) -> None:
    """Delete the folder."""
    shutil.rmtree(folder, ignore_errors=True)


def flip_bytes(folder: Path, chance: Random) -> None:
    """Flip some bits of the file."""
    with suppress(FileNotFoundError):
        body = bytearray((folder / FILE).read_bytes())
        for _ in range(chance.choice((1, 20, 2000)) if body else 0):
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
        (folder / FILE).write_bytes(body)


def truncate(folder: Path, chance: Random) -> None:
    """Cut the file, at a page of it or anywhere, or to nothing."""
    with suppress(FileNotFoundError):
        size = (folder / FILE).stat().st_size
        os.truncate(folder / FILE, chance.choice((0, size // 8192 * 4096, chance.randrange(size + 1))))


def write_garbage(folder: Path, chance: Random) -> None:
    """Put something else in the place of the file."""
    folder.mkdir(exist_ok=True)
    shutil.rmtree(folder / FILE, ignore_errors=True)
    (folder / FILE).write_bytes(chance.randbytes(chance.choice((1, 100, 9000))))


def write_foreign(folder: Path, _chance: Random) -> None:
    """Put a database of something else in its place."""
    delete(folder, _chance)
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("CREATE TABLE rows (a, b)")


def delete_rows(folder: Path, chance: Random) -> None:
    """Delete some rows."""
    with suppress(sqlite3.Error), closing(_open(folder)) as connection, connection:
        connection.execute("DELETE FROM rows WHERE hex(name) < ?", (f"{chance.randrange(256):02X}",))


def exchange_rows(folder: Path, _chance: Random) -> None:
    """Let rows bear what other rows hold."""
    with suppress(sqlite3.Error), closing(_open(folder)) as connection, connection:
        rows = list(connection.execute("SELECT name, sum, data FROM rows"))
        turned = [(b[1], b[2], a[0]) for a, b in zip(rows, rows[1:] + rows[:1], strict=True)]
        connection.executemany("UPDATE rows SET sum = ?, data = ? WHERE name = ?", turned)


def _open(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder / FILE}?mode=rw", uri=True)


def keep_old(folder: Path, _chance: Random) -> None:
    """Lay the file aside as it is: `bring_back` has a use for it."""
    with suppress(OSError):
        shutil.copyfile(folder / FILE, folder.with_name("old.sqlite"))


def bring_back(folder: Path, chance: Random) -> None:
    """Put the rows of an older state back: all of them, or some among those of now."""
    old = folder.with_name("old.sqlite")
    if not old.exists():
        return
    if chance.random() < 0.5:
        folder.mkdir(exist_ok=True)
        shutil.copyfile(old, folder / FILE)
        return
    with suppress(sqlite3.Error), closing(_open(folder)) as connection, connection:
        connection.execute("ATTACH ? AS old", (str(old),))
        connection.execute("INSERT OR REPLACE INTO rows SELECT * FROM old.rows")


CACHE_DAMAGE: tuple[Damage, ...] = (
    delete,
    flip_bytes,
    truncate,
    write_garbage,
    write_foreign,
    delete_rows,
    exchange_rows,
    keep_old,
    bring_back,
)


def touch_site(site: Path, chance: Random) -> None:
    """Touch, change, unlock, replace or delete some files of the published folder, or all of it."""
    files = sorted(each for each in site.rglob("*") if each.is_file())
    for path in chance.sample(files, min(len(files), chance.choice((1, 3, 30)))):
        chance.choice((_touch, _bend, _unlock, _exchange, Path.unlink))(path)
    if chance.random() < 0.1:
        delete(site, chance)


def _touch(path: Path) -> None:
    os.utime(path, (0, 1_000_000_000))


def _bend(path: Path) -> None:
    """Change a byte, and put the time stamps back."""
    before, body = path.stat(), path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(body[:-1] + b"?")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _unlock(path: Path) -> None:
    path.chmod(0o666)


def _exchange(path: Path) -> None:
    """Put another file with the same bytes in its place."""
    body = path.read_bytes()
    path.unlink()
    path.write_bytes(body)
