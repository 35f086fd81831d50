"""The files of the forms that playbook carries: Decap CMS itself, and the pages that begin it.

In: nothing. Out: bytes by name. Decap lies compressed in the package, with its licence and those of what it
is made of.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

SCRIPT = "decap-cms.js"
VERSION = "3.16.3"
"""Of the package `decap-cms`: its `dist/decap-cms.js` without the last line, the name of a source map."""

LICENCES = ("decap-cms.LICENSE.txt", "decap-cms.THIRD-PARTY.txt")
HERE = ("index.html", "begin.js", "edit.js", "edit.css", "link.css")
"""What playbook serves itself, beside Decap and its configuration."""


@cache
def read_file(name: str) -> bytes:
    """Read a file of the forms, as it lies in the package."""
    return (files("playbook") / "cms" / "shell" / name).read_bytes()


def read_script() -> bytes:
    """Read Decap CMS, compressed by gzip."""
    return read_file(f"{SCRIPT}.gz")


def list_hosted(configuration: str) -> Mapping[str, bytes]:
    """Give the files of a folder that a company hosts itself."""
    return {
        "index.html": read_file("admin.html"),
        "config.yml": configuration.encode(),
        SCRIPT: gzip.decompress(read_script()),
        **{name: read_file(name) for name in LICENCES},
    }
