"""The files that are no pages: pictures and papers in content/assets, as Decap's local backend names them.

In: places, base64. Out: Decap's description of a file, and drafts of new ones. No file is written over.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from playbook.cms.configuration import ASSETS
from playbook.cms.places import Place, Places, RefusedError, get_text
from playbook.cms.save import Draft
from playbook.file_name import fold_path
from playbook.load_files import read_bytes

MOST = 10 << 20
"""The largest file, in bytes."""

SHOWN = 2 << 20
"""Up to so many bytes a file is shown in the list; a larger one is only named there."""


def list_media(places: Places, folder: str) -> list[dict[str, Any]]:
    """Describe the files of the folder for assets."""
    return [describe(each, SHOWN) for each in places.list_assets(folder) if _is_media(each)]


def find_media(places: Places, path: str) -> Place:
    """Give the place of a file in the folder for assets. Raises RefusedError for any other."""
    place = places.find_asset(path)
    if not _is_media(place):
        raise RefusedError(f"{path} does not lie in {places.content}/{ASSETS}", 403)
    return place


def describe(place: Place, most: int = MOST) -> dict[str, Any]:
    """Describe a file with its bytes."""
    raw, _, _ = read_bytes(place.file, most)
    return {
        "id": sha256(raw).hexdigest(),
        "content": b64encode(raw).decode(),
        "encoding": "base64",
        "path": place.shown,
        "name": place.file.name,
    }


def draft_media(places: Places, assets: Iterable[object]) -> list[Draft]:
    """Give the files that a form brings, none written yet. Raises RefusedError where one is too large, no
    base64, or has the name of another file; with the same bytes it is that file."""
    drafts: dict[str, Draft] = {}
    for each in assets:
        if not isinstance(each, dict):
            raise RefusedError("a file is missing")
        place, raw = _read_media(places, each)
        places.refuse_twin(place)
        old, _, _ = read_bytes(place.file, MOST) if place.file.exists() else (None, "", "")
        first = drafts.setdefault(fold_path(place.name), Draft(place, old, raw))
        if first.new != raw or old not in (None, raw):
            words = f"there is another file called {place.file.name} in {places.content}/{ASSETS}"
            raise RefusedError(f"{words}, which is not written over: give yours another name", 409)
    return list(drafts.values())


def _read_media(places: Places, asset: Mapping[str, Any]) -> tuple[Place, bytes]:
    path, content = get_text(asset, "path"), get_text(asset, "content")
    place = find_media(places, path)
    try:
        raw = b64decode(content, validate=True) if get_text(asset, "encoding") == "base64" else None
    except (binascii.Error, ValueError):
        raw = None
    if raw is None:
        raise RefusedError(f"{path} did not come as base64")
    if len(raw) > MOST:
        raise RefusedError(f"{place.file.name} has {len(raw):,} bytes; a file has at most {MOST:,}")
    return place, raw


def _is_media(place: Place) -> bool:
    return place.name.startswith(f"{ASSETS}/")
