"""Playbooks in which every place that takes words takes a payload.

In: payloads, drawings. Out: a playbook's files: path -> text, each place with the next payload; what an HTML
parser sees on a page that no payload may have put there. It renders nothing.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import cycle, filterfalse
from xml.etree.ElementTree import Element

import html5lib

from playbook.view.base import POLICY
from tests.reliability.payloads import CONSTRUCTS
from tests.rendered import is_our_script
from tests.sites import read_base
from tests.test_render_hostile import METRIC, PLAN

PLACES = 200
"""Payloads that one playbook holds, or a few less."""

ENDED = "---\ntitle: %s\nstatus: stopped\nowner: tom-hale\nstopped:\n  date: 2026-05-01\n"
ENDED += "  by: erik-lind\n  reason: %s\n---\n%s\n"
RESTS = ENDED.replace("status: stopped", "status: paused").replace("stopped:\n  date", "paused:\n  since")
ODD = "---\ntitle: %s\nstatus: %s\nowner: %s\nsponsor: %s\ndepartment: %s\naffects:\n  - %s\nstarts: %s\n"
ODD += "depends-on:\n  - %s\nformerly:\n  - %s\ntargets:\n  - metric: %s\nstages:\n  vision:\n    owner: %s\n"
ODD += "---\n%s\n"
KEYS = "---\ntitle: A\nstatus: draft\nowner: tom-hale\n%s: x\n---\n%s\n"
READINGS = "date,value,note\n2025-12-31,62,%s\n2026-05-29,54,%s\n%s,%s,x\n"
STAGES = ("vision", "coalition", "goals", "follow-through")
_REFUSED_IN_NAMES = re.compile(r"[\x00-\x1f/\\]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_NEVER = "script style iframe frame frameset object embed applet textarea base math "
_NEVER += "template noscript video audio source track portal marquee foreignobject animate set image"
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "cite", "srcset", "ping")


_META = (POLICY, "Content-Security-Policy")


class Payloads:
    """Gives one payload after the other, quoted as each place asks for."""

    def __init__(self, payloads: list[str]) -> None:
        """Take what is to be given, over and over."""
        self._next = cycle(payloads)
        self.given = 0

    def raw(self) -> str:
        """Give a payload as it is."""
        self.given += 1
        return next(self._next)

    def quoted(self) -> str:
        """Give a payload as a string of YAML or TOML, without signs that no front matter may hold."""
        return json.dumps(re.sub("[\u200b\ufeff]", "", self.raw()), ensure_ascii=False)

    def cell(self) -> str:
        """Give a payload as a cell of a CSV, on one line."""
        return '"' + self.raw().replace("\n", " ").replace('"', '""') + '"'

    def name(self) -> str:
        """Give a payload as the name of a file, as far as a system lets it be one."""
        name = _REFUSED_IN_NAMES.sub("", self.raw()).strip(". ")
        return name.encode()[:150].decode(errors="ignore") or "x"

    def fill(self, text: str) -> str:
        """Put payloads at every place of a page; the last place is its body."""
        places = text.count("%s")
        return text % (*(self.quoted() for _ in range(places - 1)), self.raw())


def make_site(give: Payloads, drawings: list[str]) -> dict[str, str]:
    """Make a playbook's files."""
    files = read_base() | _make_settings(give) | _make_pages(give)
    shuffled = [each.replace("@", give.raw()) for each in CONSTRUCTS]
    for number in range(5):
        files[f"content/guides/prose-{number}.md"] = "\n\n".join(shuffled[number::5]) + "\n"
    for number, drawing in enumerate(drawings):
        files[f"content/guides/d{number}.svg"] = drawing
    files["content/guides/a.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    files["content/guides/d.md"] = "".join(f"![a](d{n}.svg)\n" for n in range(len(drawings)))
    for _ in range(3):
        name = give.name()
        plain = re.sub(r'[<>:"|?*#\[\]]', "", name).strip(". ") or "x"
        files[f"content/guides/{name}.md"] = f"# {give.raw()}\n"
        files[f"content/guides/{plain}.md"] = f"[[crm]] ![x](<{plain}.svg>)\n"
        files[f"content/guides/{plain}.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    return files


def _make_settings(give: Payloads) -> dict[str, str]:
    stages = "".join(
        f'[[method.stages]]\nid = "{each}"\nstep = "{each}"\ntitle = {give.quoted()}\n' for each in STAGES
    )
    address = json.dumps("https://a.example/" + give.raw(), ensure_ascii=False)
    text = f"today = 2026-06-01\nunits = [{give.quoted()}]\n[site]\nname = {give.quoted()}\n"
    text += f"organisation = {give.quoted()}\nedit-url = {address}\nurl = {address}\n"
    text += f"[words]\nvague = [{give.quoted()}]\nplaceholders = [{give.quoted()}]\n"
    text += f'[[fields]]\nname = "own"\nlabel = {give.quoted()}\n' + stages
    return {"playbook.toml": text}


def _make_pages(give: Payloads) -> dict[str, str]:
    return {
        "content/initiatives/crm.md": give.fill(PLAN),
        "content/initiatives/stopped.md": give.fill(ENDED),
        "content/initiatives/paused.md": give.fill(RESTS),
        "content/initiatives/odd.md": give.fill(ODD),
        "content/initiatives/keys.md": give.fill(KEYS),
        "content/metrics/sales-cycle.md": give.fill(METRIC),
        "content/metrics/sales-cycle.csv": READINGS % tuple(give.cell() for _ in range(4)),
        "content/metrics/head.md": give.fill(METRIC),
        "content/metrics/head.csv": f"{give.cell()},value\n",
        "content/people.csv": read_base()["content/people.csv"]
        + f"odd-one,{give.cell()},{give.cell()},sales,{give.cell()},,\n{give.cell()},x,x,{give.cell()},,,\n",
        "content/departments.csv": read_base()["content/departments.csv"]
        + f"odd,{give.cell()},{give.cell()}\n",
        "content/people/maya-okafor.md": give.fill("---\nname: %s\nrole: %s\nemail: %s\n---\n%s\n"),
        "content/departments/sales.md": give.fill("---\ntitle: %s\nhead: maya-okafor\n---\n%s\n"),
        "content/method/vision.md": give.fill("---\ntitle: %s\nstage: vision\n---\n%s\n"),
        "content/index.md": give.fill("---\ntitle: %s\n---\n%s\n"),
        "content/guides/a.md": give.fill("---\ntitle: %s\ntags:\n  - %s\n---\n[[crm]] %s\n"),
    }


def list_kinds(pages: Mapping[str, bytes]) -> set[str]:
    """List the elements, and the attributes of elements, of harmless pages: "a", "a href"."""
    found: set[str] = set()
    for body in pages.values():
        for element in filterfalse(is_our_script, _parse(body).iter()):
            found |= {str(element.tag), *(f"{element.tag} {key}" for key in element.keys())}  # noqa: SIM118
    assert not found & set(_NEVER.split())
    return found


def list_breaches(body: bytes, allowed: set[str]) -> Iterator[str]:
    """Yield what stands on a page and on no harmless one, and every address that leads where none may."""
    for element in filterfalse(is_our_script, _parse(body).iter()):
        tag = str(element.tag)
        if tag not in allowed:
            yield f"<{tag}>"
        for key, value in element.items():
            is_loaded = key != "href" or tag == "link"
            if (
                f"{tag} {key}" not in allowed
                or (key in _ADDRESSES and not _is_safe(value, is_loaded=is_loaded))
                or (tag == "meta" and element.get("http-equiv") and value not in _META)
            ):
                yield f"<{tag} {key}={value[:60]}>"


def _is_safe(address: str, *, is_loaded: bool) -> bool:
    """Judge an address as a browser reads it: blanks at its ends and line ends in it do not count."""
    plain = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
    scheme = _SCHEME.match(plain)
    if scheme:
        return not is_loaded and scheme[0].lower() in ("http:", "https:", "mailto:")
    return not plain.startswith("//")


def _parse(body: bytes) -> Element:
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(body.decode("utf-8"))
    return tree
