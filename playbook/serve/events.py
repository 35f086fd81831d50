"""The reload channel: an open page is told, once, that what it shows has changed.

In: the page's path and the tag of what it shows, from the query. Out: server-sent events. A page that shows
something else than it would now is told at once, so that nothing is lost between its loading and its
listening.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs

from playbook.serve.preview import Preview
from playbook.serve.target import read_path

EVENTS = ".playbook/events"
BEAT = 10.0
"""Seconds between two signs of life, by which a page that has gone is noticed."""

BEGIN = b"retry: 500\n\n"
LIFE = b": still here\n\n"
RELOAD = b"event: reload\ndata: changed\n\n"


def read_query(query: str) -> tuple[str, str] | None:
    """Read which page listens, and what it shows; None where the query does not say it."""
    try:
        found = parse_qs(query, errors="strict", max_num_fields=4)
    except ValueError:
        return None
    path, seen = read_path(found.get("page", [""])[0]), found.get("seen", [""])[0]
    return None if path is None or not seen else (path, seen)


def stream(preview: Preview, path: str, seen: str) -> Iterator[bytes]:
    """Yield what is sent to one page, waiting between; it ends when the page is to reload, or the preview
    ends."""
    yield BEGIN
    with preview.keep_open(path):
        manifest = preview.current
        while not preview.is_closed:
            if manifest.find(path).tag != seen:
                yield RELOAD
                return
            number = manifest.number
            manifest = preview.wait(number, BEAT)
            if manifest.number == number and not preview.is_closed:
                yield LIFE
