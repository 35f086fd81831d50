"""Files that a form deletes: all of them, or none.

In: the places of files that are there, and how a form has shown those that are pages. Out: nothing, or
`RefusedError` with words for the author. What nobody has seen is not deleted: a page that has changed since,
the readings beside a metric.
"""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from playbook.cms.places import Place, RefusedError
from playbook.rewrite import is_read_only


def fingerprint(raw: bytes) -> str:
    """Tell the bytes of a file from others."""
    return sha256(raw).hexdigest()


def refuse_unseen(place: Place, shown: str | None) -> None:
    """Refuse a page whose bytes are not those that a form has shown, by their fingerprint: RefusedError."""
    try:
        is_seen = fingerprint(place.file.read_bytes()) == shown
    except OSError as error:
        raise RefusedError(f"{place.shown} cannot be read: {error.strerror}") from None
    if not is_seen:
        words = "was not deleted: it is not as a form has shown it last"
        raise RefusedError(f"{place.shown} {words}. Open it again, and delete it then", 409)
    readings = place.file.with_suffix(".csv")
    if place.kind == "metric" and readings.exists():
        words = f"was not deleted: its readings are in {readings.name} beside it, which no form shows"
        raise RefusedError(f"{place.shown} {words}. Delete both in their folder", 409)


def delete_all(places: Sequence[Place]) -> None:
    """Delete files. Raises RefusedError where one cannot be; then all are there as before."""
    for place in places:
        if is_read_only(place.file):
            raise RefusedError(f"{place.shown} is read-only: nothing was deleted", 409)
    aside: list[tuple[Path, Path]] = []
    try:
        for place in places:
            hidden = _put_aside(place)
            aside.append((place.file, hidden))
    except BaseException:  # an interrupt too leaves no half
        for file, hidden in aside:
            hidden.rename(file)
        raise
    for _, hidden in aside:
        with suppress(OSError):  # it is no page any more
            hidden.unlink()


def _put_aside(place: Place) -> Path:
    """Give a file a name beside it by which it is no page."""
    hidden = place.file.with_name(f".{token_hex(8)}")
    try:
        return place.file.rename(hidden)
    except OSError as error:
        raise RefusedError(f"{place.shown} cannot be deleted: {error.strerror}") from None
