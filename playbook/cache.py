"""What was worked out before, on disk: rows of bytes by table and key, each with its checksum.

In: a folder. Out: rows found, rows kept. A row that is torn, foreign or of another version is none, and so is
a file that cannot be used: whoever asks works it out again. Nothing here is ever executed, and nothing that
is lost is missed. It does not know what the bytes mean.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TypeVar

R = TypeVar("R")

VERSION = 1
FILE = f"cache-{VERSION}.sqlite"
NOTES = {
    ".gitignore": "*\n",
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by playbook; safe to delete.\n",
}
"""What tells git and programs for backups to pass the folder by (bford.info/cachedir)."""

SECONDS = 20
"""How long to wait for another playbook that writes to the same file."""

LEAST = 100
"""So many rows are worth no tidying."""

TRAILS = "trails"
"""The table of the trails of plans as they are committed, by the plan's file."""

HEAD, LOG = "HEAD", "LOG"
"""The rows of that table which say what was committed, and by which commits: no plan's file is called so."""

PROMISES = "promises"
"""The table of what the versions of plans promise, by the plan's file."""

_MOST = 500
"""How many keys one question asks for: the oldest SQLite takes 999."""


class Cache:
    """Rows of bytes in one SQLite file; `salt` tells apart what different programs and settings made."""

    def __init__(self, folder: Path, salt: bytes) -> None:
        """Take the folder, which is made when something is kept, and the salt."""
        self.path = folder / FILE
        self.salt = salt
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        self._is_given_up = False

    def __reduce__(self) -> tuple[type["Cache"], tuple[Path, bytes]]:
        """Send only where it lies: each process opens it for itself."""
        return Cache, (self.path.parent, self.salt)

    def find(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the rows that are there and whole, by their keys."""
        wanted = {self._name(table, each): each for each in keys}

        def ask(connection: sqlite3.Connection) -> dict[str, bytes]:
            return {wanted[name]: data for name, data in _select(connection, list(wanted))}

        return self._attempt(ask) or {}

    def keep(self, table: str, rows: Mapping[str, bytes]) -> bool:
        """Keep rows; give whether they are kept. Where not, they are simply not there next time."""
        made = [(name := self._name(table, key), _sum(name, data), data) for key, data in rows.items()]

        def write(connection: sqlite3.Connection) -> bool:
            try:
                with connection:
                    connection.executemany(self._insert, made)
            except (sqlite3.DataError, OverflowError):  # a row too big for it: nothing is damaged
                return False
            return True

        return not made or (self._prepare() and bool(self._attempt(write)))

    def prune(self, kept: Mapping[str, Iterable[str]], most: float = 3.0) -> None:
        """Forget all but these keys by table, once there are more than `most` times as many rows."""
        names = {self._name(table, key) for table, keys in kept.items() for key in keys}

        def forget(connection: sqlite3.Connection) -> None:
            held = [name for (name,) in connection.execute("SELECT name FROM rows")]
            if len(held) > most * max(len(names), LEAST):
                others = [(each,) for each in held if each not in names]
                with connection:
                    connection.executemany("DELETE FROM rows WHERE name = ?", others)

        self._attempt(forget)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection and self._owner == os.getpid():
            self._connection.close()
        self._connection = None

    def _attempt(self, act: Callable[[sqlite3.Connection], R]) -> R | None:
        """Do something with the file; one that is damaged is taken away, and then there is nothing in it.

        One that somebody else holds for long is left alone from then on: every question would wait as long.
        """
        if self._is_given_up or self._is_led_away():
            return None
        try:
            return act(self._connect())
        except sqlite3.OperationalError as error:  # not there, held, on a full disk: not damaged
            self.close()
            self._is_given_up = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a database of something else
                self._take_away()
        except (sqlite3.DatabaseError, ValueError, OverflowError):
            self.close()
            self._take_away()
        return None

    def _is_led_away(self) -> bool:
        """Whether a link stands in the place of the folder or the file: a repository may hold such a one."""
        return self.path.is_symlink() or self.path.parent.is_symlink()

    def _take_away(self) -> None:
        """Take the file away; an empty one is just being made by somebody else."""
        with suppress(OSError):
            if self.path.stat().st_size:
                self.path.unlink()

    _mode = "rw"
    _insert = "INSERT OR REPLACE INTO rows VALUES (?, ?, ?)"

    def _connect(self) -> sqlite3.Connection:
        if (
            self._connection is None or self._owner != os.getpid()
        ):  # none may be carried into a copied process
            uri = f"{self.path.absolute().as_uri()}?mode={self._mode}"
            connection = sqlite3.connect(uri, SECONDS, uri=True, check_same_thread=False)
            connection.execute("PRAGMA synchronous = OFF")  # what a crash tears, a checksum finds
            self._connection, self._owner = connection, os.getpid()
        return self._connection

    def _prepare(self) -> bool:
        """Make the folder and the file, where they are not there yet."""
        try:
            if self._is_led_away():
                return False
            if self.path.exists() and self.path.stat().st_size:
                return True
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for name, text in NOTES.items():
                with suppress(FileExistsError), (self.path.parent / name).open("x", encoding="utf-8") as file:
                    file.write(text)  # into a new file, never through a link
            with closing(sqlite3.connect(self.path, SECONDS)) as connection, connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS rows (name BLOB PRIMARY KEY, sum BLOB, data BLOB)"
                )
        except (OSError, sqlite3.Error):
            return False
        return True

    def _name(self, table: str, key: str) -> bytes:
        text = f"{table}\0{key}".encode(errors="surrogatepass")
        return blake2b(text, key=self.salt[:64], digest_size=16).digest()


class ReadOnlyCache(Cache):
    """A cache that only answers, from many threads: it keeps nothing, forgets nothing, and takes away no
    file."""

    _mode = "ro"

    def __init__(self, folder: Path, salt: bytes) -> None:
        """Take the folder, which need not be there, and the salt."""
        super().__init__(folder, salt)
        self._lock = Lock()

    def __reduce__(self) -> tuple[type["Cache"], tuple[Path, bytes]]:
        """Send only where it lies."""
        return ReadOnlyCache, (self.path.parent, self.salt)

    def find(self, table: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Give the rows that are there and whole, by their keys."""
        with self._lock:
            return super().find(table, keys)

    def keep(self, table: str, rows: Mapping[str, bytes]) -> bool:  # noqa: ARG002  # as that of every cache
        """Keep nothing."""
        return False

    def prune(self, kept: Mapping[str, Iterable[str]], most: float = 3.0) -> None:
        """Forget nothing."""

    def _take_away(self) -> None:
        """Leave the file to those who write it."""


class AddingCache(Cache):
    """A cache that others own: what is not there yet is added, nothing is replaced, nothing forgotten."""

    _insert = "INSERT OR IGNORE INTO rows VALUES (?, ?, ?)"

    def __reduce__(self) -> tuple[type["Cache"], tuple[Path, bytes]]:
        """Send only where it lies."""
        return AddingCache, (self.path.parent, self.salt)

    def prune(self, kept: Mapping[str, Iterable[str]], most: float = 3.0) -> None:
        """Forget nothing."""


def _sum(name: bytes, data: bytes) -> bytes:
    return blake2b(data, key=name, digest_size=16).digest()


def _select(connection: sqlite3.Connection, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the rows of these names whose checksum is theirs."""
    for some in _split(names):
        marks = ",".join("?" * len(some))
        found = connection.execute(f"SELECT name, sum, data FROM rows WHERE name IN ({marks})", some)  # noqa: S608  # question marks
        for name, checksum, data in found:
            if isinstance(data, bytes) and checksum == _sum(name, data):
                yield name, data


def _split(names: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (names[start : start + _MOST] for start in range(0, len(names), _MOST))
