"""One file's bytes -> its page and what the store keeps of it.

In: the configuration, the name below the content folder, the bytes. Out: `Page` and `Stored`. A page is
loaded alone: no other file, no today.
"""

import re
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.frontmatter import Document, read
from playbook.load_comments import find_lost_text
from playbook.markdown import Body, parse
from playbook.model.page import FOLDERS, Page, Reading
from playbook.page_file import PageFile
from playbook.placeholders import find_placeholders
from playbook.readings import read_readings
from playbook.schema.references import list_references
from playbook.schema.validate import KINDS, validate
from playbook.source import Span
from playbook.store import Stored
from playbook.trace import encode, hash_bytes, hash_ordered
from playbook.words import quote

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Signs that look like the hyphens of a fence; word processors turn two or three hyphens into one."""
MAY_LACK_FRONT_MATTER = frozenset({"page", "person", "department"})


def name_page(name: str) -> tuple[str, str]:
    """Give the kind and the id of a page by its path below content: initiatives/x/index.md is x.

    A README, which forges show with a folder, is an ordinary page everywhere.
    """
    path = PurePosixPath(normalize("NFC", name)).with_suffix("")
    kind = FOLDERS.get(path.parts[0], "page") if len(path.parts) > 1 else "page"
    if path.name == "index" and len(path.parts) > 1:
        path = path.parent
    if kind == "page" or len(path.parts) == 1 or path.name.lower() == "readme":
        return "page", path.as_posix()
    return kind, path.name


def name_url(kind: str, page_id: str) -> str:
    """Give the path of a page's output in the site."""
    return f"{page_id}.html" if kind == "page" else f"{kind}/{page_id}.html"


def is_glossary(kind: str, page_id: str) -> bool:
    """Whether a page's definition lists are the terms of the playbook: any page called glossary."""
    return kind == "page" and page_id.rpartition("/")[2].lower() == "glossary"


def load_page(config: Config, file: PageFile) -> tuple[Page, Stored]:
    """Read one page."""
    path = f"{config.settings.content}/{file.name}"
    kind, page_id = name_page(file.name)
    if any(each.rule == "front-matter-invalid" for each in file.faults):
        return _stand_in(path, (kind, page_id), file)
    document = read(path, file.raw)
    body = parse(document.source, document.body_offset)
    data, faults, readable = _type(config, kind, document)
    readings: tuple[Reading, ...] = ()
    csv_path = path.removesuffix(".md") + ".csv" if file.readings is not None else ""
    if file.readings is not None:
        readings, more = read_readings(csv_path, file.readings)
        faults = (*faults, *more)
    page = Page(
        id=page_id,
        kind=kind,
        path=path,
        url=name_url(kind, page_id),
        digest=file.digest,
        title=name_title(data, body, page_id),
        data=data,
        headings=body.headings,
        links=body.links,
        faults=(*file.faults, *faults),
        placeholders=tuple(find_placeholders(config, document, body)),
        readings=readings,
        readings_path=csv_path,
        has_front_matter=document.tree is not None,
        words=body.words,
        terms=body.terms if is_glossary(kind, page_id) else (),
        readable=readable,
        references=tuple(list_references(data)),
        record=hash_ordered((kind, path, csv_path, readable, document.tree is not None, data, readings)),
    )
    return page, Stored(path, file.raw, body.html)


def _stand_in(path: str, name: tuple[str, str], file: PageFile) -> tuple[Page, Stored]:
    """Make the page of a file that was not read: those who link to it find it, so the fault is one."""
    kind, page_id = name
    page = Page(
        id=page_id,
        kind=kind,
        path=path,
        url=name_url(kind, page_id),
        digest=file.digest,
        title=name_title(None, None, page_id),
        data=KINDS[kind](),
        faults=file.faults,
        has_front_matter=False,
        readable=False,
        record=hash_bytes(encode(file.digest)),
    )
    return page, Stored(path)


def _type(config: Config, kind: str, document: Document) -> tuple[Any, tuple[Fault, ...], bool]:
    if document.tree is not None:
        data, faults = validate(kind, document.tree, config.shape)
        lost = {each.path: each for each in find_lost_text(document)}
        others = (each for each in faults if each.path not in lost)
        return data, (*document.faults, *others, *lost.values()), True
    readable = kind in MAY_LACK_FRONT_MATTER and not document.faults
    faults = document.faults
    if not readable and not faults:
        faults = (_say_missing(kind, document),)
    return KINDS[kind](), faults, readable


def _say_missing(kind: str, document: Document) -> Fault:
    span = Span(document.source.path, 1, 1, 1, 1)
    article = "an" if kind[0] in "aeiou" else "a"
    help_ = f"begin the file with  ---  then the keys, then  ---  (playbook new {kind} writes one)"
    first = document.source.text.partition("\n")[0].strip()
    if first and not first.strip(_DASHES):
        help_ = f"the first line is {quote(first)}; write three hyphens there: ---"
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
