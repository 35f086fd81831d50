"""All words of a page: of its prose, and of its front matter.

In: finished HTML, or the record of a page's front matter. Out: plain text, addresses of e-mail taken out.
It knows which keys hold a text by their types; ids, days and figures are no words.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any, get_args, get_origin

from playbook.model.site import Site
from playbook.schema.record import list_keys, strip_none
from playbook.schema.scalar import Person, Text
from playbook.schema.validate import get_field, walk_records

LEFT_OUT = frozenset({"email", "fields", "rule", "item"})
"""Texts that are no words: addresses, codes, paths of keys; a company's own fields are asked for apart."""

_ANCHOR = re.compile(r'<a class="anchor"[^>]*>[^<]*</a>')
_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|q|s|small|span|strong|sub|sup)(?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_EXAMPLE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_EMAIL = re.compile(r"[^\s<>@,;:()\[\]]+@[^\s<>@,;:()\[\]]+\.[^\s<>@,;:()\[\]]+")


def read_html(html: str) -> str:
    """Give the words of a page's prose, in order."""
    bare = _TAG.sub(" ", _INLINE.sub("", _ANCHOR.sub("", html)))
    return tidy(unescape(bare))


def drop_examples(html: str) -> str:
    """Take the blocks of code out of finished HTML: a rule's examples speak of an invented plan."""
    return _EXAMPLE.sub(" ", html)


def tidy(text: str) -> str:
    """Fold blanks, and take every address of e-mail out."""
    return " ".join((_EMAIL.sub("", text) if "@" in text else text).split())


def read_record(site: Site, record: Any) -> str:
    """Give the words of a page's front matter: each text once, and the names of the people in it."""
    return tidy(" ".join(dict.fromkeys(_list_words(site, record))))


def _list_words(site: Site, value: Any) -> Iterator[str]:
    for _, record in walk_records(value):
        cls: type = type(record)
        for name, is_person in _list_fields(cls):
            found = getattr(record, name)
            for each in found if isinstance(found, tuple) else (found,):
                yield _name_person(site, each) if is_person else each or ""


def _name_person(site: Site, page_id: str | None) -> str:
    page = site.find("person", page_id) if page_id else None
    return page.title if page else ""


@cache
def _list_fields(cls: type) -> tuple[tuple[str, bool], ...]:
    """List a record's fields that hold words, and whether the words are the id of a person."""
    kinds = {key: _find_scalar(hint) for key, hint in list_keys(cls).items() if key not in LEFT_OUT}
    return tuple(
        (get_field(cls, key), kind == Person) for key, kind in kinds.items() if kind in (Text, Person)
    )


def _find_scalar(hint: Any) -> Any:
    """Look through `None` and a tuple for the type of a single value."""
    plain = strip_none(hint)
    return strip_none(get_args(plain)[0]) if get_origin(plain) is tuple else plain
