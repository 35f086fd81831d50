"""_headers: what a host shall say of the files, in the form that several static hosts read.

In: the policy of every page. Out: one output. The pages say the policy themselves: a host that does not read
this file loses the types of calendars and feeds, no more.
"""

from collections.abc import Iterator

from playbook.publish import Output
from playbook.view import Index
from playbook.view.base import POLICY
from playbook.view.titles import WASM_POLICY

TYPES = {
    "/*.ics": "text/calendar; charset=utf-8",
    "/*.atom": "application/atom+xml; charset=utf-8",
    "/*.md": "text/markdown; charset=utf-8",
    "/*.csv": "text/csv; charset=utf-8",
}
UNLISTED = "X-Robots-Tag: noindex"
"""What is said of a preview besides: no search engine may list it."""

HASHED = "/assets/*"
"""What lies there changes its name whenever it changes."""


def export_headers(index: Index) -> Iterator[Output]:
    """Write _headers. Where Pagefind searches, the pages' own policies are the narrower ones."""
    policy = WASM_POLICY if index.chrome.search == "pagefind" else POLICY
    rules = {
        "/*": (
            f"Content-Security-Policy: {policy}",
            "X-Content-Type-Options: nosniff",
            "Referrer-Policy: same-origin",
            *((UNLISTED,) if index.chrome.is_preview else ()),
        ),
        HASHED: ("Cache-Control: public, max-age=31536000, immutable",),
        **{pattern: (f"Content-Type: {kind}",) for pattern, kind in TYPES.items()},
    }
    blocks = ("".join((f"{path}\n", *(f"  {line}\n" for line in lines))) for path, lines in rules.items())
    yield Output("_headers", "\n".join(blocks).encode())
