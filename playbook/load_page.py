"""One file's bytes -> its page and what the store keeps of it.

In: the configuration, the name below the content folder, the bytes. Out: `Page` and `Stored`. A page is
loaded alone: no other file, no today.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from playbook.markdown import Body, parse

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.frontmatter import Document, read
from playbook.model.page import FOLDERS, Page, Reading
from playbook.placeholders import find_placeholders
from playbook.readings import read_readings
from playbook.schema.validate import KINDS, validate
from playbook.source import Span
from playbook.store import Stored

MAY_LACK_FRONT_MATTER = frozenset({"page", "person", "department"})


def name_page(name: str) -> tuple[str, str]:
    """Give the kind and the id of a page by its path below content: initiatives/x/index.md is x."""
    path = PurePosixPath(name).with_suffix("")
    kind = FOLDERS.get(path.parts[0], "page") if len(path.parts) > 1 else "page"
    if path.name == "index" and len(path.parts) > 1:
        path = path.parent
    if kind == "page" or len(path.parts) == 1:
        return "page", path.as_posix()
    return kind, path.name


def name_url(kind: str, page_id: str) -> str:
    """Give the path of a page's output in the site."""
    return f"{page_id}.html" if kind == "page" else f"{kind}/{page_id}.html"


def load_page(config: Config, name: str, raw: tuple[bytes, bytes | None], digest: str) -> tuple[Page, Stored]:
    """Read one page; `raw` is the file's bytes and those of the readings beside it."""
    path = f"{config.settings.content}/{name}"
    kind, page_id = name_page(name)
    document = read(path, raw[0])
    body = parse(document.source, document.body_offset)
    data, faults, readable = _type(config, kind, document)
    readings: tuple[Reading, ...] = ()
    csv_path = path.removesuffix(".md") + ".csv" if raw[1] is not None else ""
    if raw[1] is not None:
        readings, more = read_readings(csv_path, raw[1])
        faults = (*faults, *more)
    page = Page(
        id=page_id,
        kind=kind,
        path=path,
        url=name_url(kind, page_id),
        digest=digest,
        title=name_title(data, body, page_id),
        data=data,
        headings=body.headings,
        links=body.links,
        faults=faults,
        placeholders=tuple(find_placeholders(config, document, body)),
        readings=readings,
        readings_path=csv_path,
        has_front_matter=document.tree is not None,
        words=body.words,
        readable=readable,
    )
    return page, Stored(document.source, document.tree, body.html)


def _type(config: Config, kind: str, document: Document) -> tuple[Any, tuple[Fault, ...], bool]:
    if document.tree is not None:
        data, faults = validate(kind, document.tree, config.shape)
        return data, (*document.faults, *faults), True
    readable = kind in MAY_LACK_FRONT_MATTER and not document.faults
    faults = document.faults
    if not readable and not faults:
        faults = (_say_missing(kind, document),)
    return KINDS[kind](), faults, readable


def _say_missing(kind: str, document: Document) -> Fault:
    span = Span(document.source.path, 1, 1, 1, 1)
    article = "an" if kind[0] in "aeiou" else "a"
    help_ = f"begin the file with  ---  then the keys, then  ---  (playbook new {kind} writes one)"
    return Fault(
        "front-matter-invalid", span, f"{article} {kind} needs front matter, and there is none", help_
    )


def name_title(data: Any, body: Body | None, page_id: str) -> str:
    """Give a page's title: its key, else its first heading, else its id in words."""
    own = getattr(data, "title", "") or getattr(data, "name", "")
    if own:
        return str(own)
    first = next((each.text for each in body.headings if each.level == 1), "") if body else ""
    plain = re.sub(r"[-_/]+", " ", page_id).strip()
    return first or plain[:1].upper() + plain[1:]
