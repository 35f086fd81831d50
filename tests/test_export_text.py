"""Tables, feed, Markdown, contents, sitemap and headers: what they say, read by others' readers."""

import csv
import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest

from playbook.exports import EXPORTS
from playbook.exports.clean import clean, clean_line
from playbook.exports.document import TABLES
from playbook.exports.tables import write_cell
from playbook.markdown import parse
from playbook.source import Source
from playbook.view import Index, make_index
from playbook.view.base import POLICY
from tests.overlay import merge
from tests.plans import CRM, claim
from tests.rendered import make_facts, render_files, see_pages
from tests.sites import judge_files, read_base
from tests.test_export_json import MOVED
from tests.variants import VARIANTS, make_variant
from tests.views import look_up

URL = "\nurl = 'https://site.example/changes'\n"


def export(index: Index, format_: str) -> Mapping[str, str]:
    """Give the texts of a format's outputs."""
    return {each.path: each.body.decode("utf-8-sig") for each in EXPORTS[format_](index)}


def look_up_files(folder: Path, files: Mapping[str, str]) -> Index:
    return make_index(make_facts(judge_files(folder, files)))


def read_table(index: Index, name: str) -> list[dict[str, str]]:
    text = export(index, "csv")[f"data/{name}.csv"]
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


CELLS = {
    "": "",
    "plain": "plain",
    "=1+1": "'=1+1",
    "+49 30 1234": "'+49 30 1234",
    "-5 points": "'-5 points",
    "-5.25": "-5.25",
    "@SUM(A1)": "'@SUM(A1)",
    "\tx": "'\tx",
    "\rx": "'\nx",
    "  =1": "'  =1",
    "＝1": "'＝1",
    "a;=1": "a;'=1",
    "a; b": "a; b",
    "a=b": "a=b",
}


@pytest.mark.parametrize(("text", "cell"), CELLS.items(), ids=map(repr, CELLS))
def test_a_cell_is_no_formula(text: str, cell: str) -> None:
    assert write_cell(text) == cell


@pytest.mark.parametrize("name", VARIANTS)
def test_every_table_has_a_header_and_rows_of_its_length(tmp_path: Path, name: str) -> None:
    index = look_up_files(tmp_path, make_variant(name))
    outputs = list(EXPORTS["csv"](index))
    assert [each.path for each in outputs] == [f"data/{table}.csv" for table in TABLES]
    for each in outputs:
        assert each.body.startswith(b"\xef\xbb\xbf")
        assert each.body.endswith(b"\r\n")
        rows = list(csv.reader(StringIO(each.body.decode("utf-8-sig"), newline=""), strict=True))
        assert len(rows[0]) == len(set(rows[0])) > 2, each.path
        assert {len(row) for row in rows} == {len(rows[0])}, each.path


def test_rows_say_where_they_belong(tmp_path: Path) -> None:
    index = look_up(tmp_path, MOVED)
    review = read_table(index, "reviews")[2]
    assert (review["initiative"], review["initiative-title"]) == ("crm", "One CRM for every deal")
    assert (review["stage"], review["stage-title"], review["id"]) == ("goals", "Goals", "goals-1")
    assert (review["by"], review["by-title"], review["verdict"]) == ("erik-lind", "Erik Lind", "passed")
    ask = read_table(index, "asks")[0]
    assert (ask["stage"], ask["person-title"], ask["ask"]) == ("coalition", "Tom Hale", "Budget for 40 seats")
    told = read_table(index, "communications")[1]
    assert (told["audience"], told["sent"]) == ("sales; finance", "2026-03-02")
    target = read_table(index, "targets")[0]
    assert (target["baseline"], target["target"], target["headline"]) == ("62", "45", "true")
    assert read_table(index, "slips")[0]["reason"] == "The vendor was late"
    reading = read_table(index, "readings")[0]
    assert (reading["metric"], reading["metric-title"]) == (
        "crm-weekly-active",
        "Reps active in the CRM each week",
    )
    plan = read_table(index, "initiatives")[0]
    assert (plan["health.word"], plan["paused.reason"]) == ("on-track", "")


def read_feed(index: Index) -> tuple[ElementTree.Element, list[tuple[str, str]]]:
    """Give the feed, and its entries as (day, title), after another's reader has found nothing wrong."""
    text = export(index, "atom")["changes.atom"]
    parsed = feedparser.parse(text.encode())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    return ElementTree.fromstring(text), [(each.updated[:10], each.title) for each in parsed.entries]


ENTRY = "{http://www.w3.org/2005/Atom}"

REBASED = """rebaselined:
  - item: targets.sales-cycle
    from: 40
    to: 45
    date: 2026-04-01
    reason: Two teams joined
    by: erik-lind
"""


def test_the_feed_tells_what_happened_newest_first(tmp_path: Path) -> None:
    plan = "One CRM for every deal"
    _, entries = read_feed(look_up(tmp_path, MOVED + REBASED))
    assert entries[:4] == [
        ("2026-05-29", f"{plan}: on track"),
        ("2026-05-20", f"{plan}: All teams work in the CRM only moved from 12 Jun 2026 to 26 Jun 2026"),
        ("2026-05-14", f"{plan}: The second team works in the CRM only, done"),
        ("2026-04-27", f"{plan}: review 1 of Goals, passed"),
    ]
    assert ("2026-04-01", f"{plan}: Length of the sales cycle changed from 40 to 45") in entries
    assert entries == sorted(entries, key=lambda each: each[0], reverse=True)


@pytest.mark.parametrize(
    ("fragment", "title"),
    [
        (claim("paused"), "paused until 1 Sep 2026"),
        (claim("stopped"), "stopped"),
        ("status: live\ngo-live: 2026-05-30\n", "went live"),
        ("lessons:\n  keep:\n    what: Ask first\n    done: 2026-05-30\n", "a lesson carried out"),
        (
            "milestones:\n  - title: Gone\n    cancelled:\n      date: 2026-05-30\n      reason: x\n",
            "Gone, no longer wanted",
        ),
    ],
    ids=["paused", "stopped", "live", "lesson", "cancelled"],
)
def test_a_turn_in_a_plan_s_life_is_an_entry(tmp_path: Path, fragment: str, title: str) -> None:
    _, entries = read_feed(look_up(tmp_path, fragment))
    assert f"One CRM for every deal: {title}" in [each for _, each in entries]


def test_the_feed_has_what_rfc_4287_asks_for(tmp_path: Path) -> None:
    root, entries = read_feed(look_up(tmp_path, config=URL))
    assert root.findtext(f"{ENTRY}id") == "tag:site.example,2026:changes"
    assert root.findtext(f"{ENTRY}updated") == f"{entries[0][0]}T00:00:00Z"
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ENTRY}link")}
    assert links == {
        "self": "https://site.example/changes/changes.atom",
        "alternate": "https://site.example/changes/changes.html",
    }
    names = [each.findtext(f"{ENTRY}id") for each in root.findall(f"{ENTRY}entry")]
    assert len(set(names)) == len(names) == len(entries)
    assert all(re.fullmatch(r"tag:site\.example,2026:[\w/.:+%-]+", each or "") for each in names)


def test_an_empty_feed_is_one_all_the_same(tmp_path: Path) -> None:
    root, entries = read_feed(look_up_files(tmp_path, make_variant("empty")))
    assert entries == []
    assert root.findtext(f"{ENTRY}updated") == "1970-01-01T00:00:00Z"
    assert root.findtext(f"{ENTRY}author/{ENTRY}name") == "Playbook"


def test_a_feed_is_as_long_as_a_hundred_entries(tmp_path: Path) -> None:
    lines = [
        f"  - date: 2026-{n % 4 + 1:02}-{n % 28 + 1:02}\n    by: maya-okafor\n    note: Word {n}\n"
        for n in range(150)
    ]
    root, entries = read_feed(look_up(tmp_path, "updates:\n" + "".join(lines)))
    assert len(entries) == 100
    names = [each.findtext(f"{ENTRY}id") for each in root.findall(f"{ENTRY}entry")]
    assert len(set(names)) == 100


PROSE = """---
title: A [page] of *signs*
---
# A [page] of *signs*

See [[crm]], [[crm|the *CRM*]], [a link](review.md#the-second-part "why"),
[a drawing](way.svg), [[no-such-page]],
[nowhere](javascript:alert(1)), <https://forge.example/a?b=c>, [there][ref] and ![the way](way.svg).

[ref]: <../initiatives/crm.md>

<script>alert(1)</script> and `<b>` and a < b

    <!-- kept: this is code -->

~~~html
<img src=x onerror=alert(1)>
[[crm]]
~~~

An open <!-- comment is none.
"""


@pytest.fixture
def prose(tmp_path: Path) -> str:
    files = make_variant("full") | {"content/guides/signs.md": PROSE}
    return export(look_up_files(tmp_path, files), "markdown")["guides/signs.md"]


def test_links_of_a_copy_lead_to_copies(prose: str) -> None:
    assert "[One CRM for every deal](../initiative/crm.md), [the *CRM*](../initiative/crm.md)" in prose
    assert '[a link](../guides/review.md#the-second-part "why")' in prose
    assert "[a drawing](../files/guides/way.svg), no-such-page," in prose
    assert (
        "[nowhere](), <https://forge.example/a?b=c>, [there][ref] and ![the way](../files/guides/way.svg)"
        in prose
    )
    assert "[ref]: <../initiative/crm.md>" in prose


def test_what_is_no_html_on_the_page_is_none_in_its_copy(prose: str) -> None:
    assert "\\<script>alert(1)\\</script> and `<b>` and a < b" in prose
    assert "    <!-- kept: this is code -->" in prose
    assert "~~~html\n<img src=x onerror=alert(1)>\n[[crm]]\n~~~" in prose
    assert "An open \\<!-- comment is none." in prose


def test_the_title_stands_once_and_is_taken_as_it_stands(prose: str) -> None:
    assert prose.startswith("# A \\[page\\] of \\*signs\\*\n\nSee [One CRM")
    assert prose.count("signs") == 1
    body = parse(Source("x.md", prose), 0)
    assert body.headings[0].text == "A [page] of *signs*"


def test_every_link_of_every_copy_leads_to_an_output(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, make_variant("full"))
    seen = 0
    for path, body in outputs.items():
        if not path.endswith(".md"):
            continue
        for link in parse(Source(path, body.decode()), 0).links:
            if "://" not in link.href and link.href.partition("#")[0]:
                target = resolve(path, link.href.partition("#")[0])
                assert target in outputs, f"{path} leads to {target}"
                seen += 1
    assert seen > 60


def resolve(path: str, href: str) -> str:
    """Follow a relative link."""
    from posixpath import dirname, join, normpath
    from urllib.parse import unquote

    return normpath(join(dirname(path), unquote(href)))


def test_a_plan_s_copy_says_how_it_stands(tmp_path: Path) -> None:
    text = export(look_up(tmp_path), "markdown")["initiative/crm.md"]
    assert text.startswith("# One CRM for every deal\n\n> Every opportunity lives in one CRM")
    for line in (
        "- Status: Running",
        "- Health: On track, declared on track",
        "- Owner: [Maya Okafor](../person/maya-okafor.md)",
        "- Works differently: [Sales](../department/sales.md), [Finance](../department/finance.md)",
        "1. Vision: Done on 12 Feb 2026",
        "- Done: The pilot team works in the CRM only, 30 Mar 2026, [Ana Ruiz](../person/ana-ruiz.md)",
        "- Passed: review 1 of Goals, 27 Apr 2026",
        "2026-05-29: Two of three teams are in.",
        "Every deal lives in one place: see [Length of the sales cycle](../metric/sales-cycle.md).",
    ):
        assert line in text.split("\n"), line
    assert "stages:" not in text


def test_the_list_of_contents_is_as_llmstxt_org_has_it(tmp_path: Path) -> None:
    outputs = render_files(tmp_path, make_variant("full"))
    lines = outputs["llms.txt"].decode().split("\n")
    assert lines[0] == "# Base"
    assert lines[2].startswith("> The change playbook")
    sections = [each.removeprefix("## ") for each in lines if each.startswith("## ")]
    assert sections == ["Initiatives", "Metrics", "Departments", "People", "Method", "Pages", "Optional"]
    links = re.findall(r"^- \[.+?\]\(([^)]+)\)", "\n".join(lines), re.MULTILINE)
    assert links
    assert not [each for each in links if resolve("", each) not in outputs]


def test_whole_addresses_where_the_site_s_own_is_known(tmp_path: Path) -> None:
    text = export(look_up(tmp_path, config=URL), "llms")["llms.txt"]
    assert (
        "- [One CRM for every deal](https://site.example/changes/initiative/crm.md): Running, on track. "
        in text
    )


def test_the_sitemap_holds_the_pages_that_are_published(tmp_path: Path) -> None:
    files = make_variant("full")
    files["playbook.toml"] = read_base()["playbook.toml"] + URL
    files[CRM] = merge(files[CRM], "formerly:\n  - old-crm\n")
    outputs = render_files(tmp_path, files)
    root = ElementTree.fromstring(outputs["sitemap.xml"])
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = [each.findtext(f"{name}loc") or "" for each in root]
    base = "https://site.example/changes/"
    paths = {resolve("", each.removeprefix(base)) for each in places}
    pages = {path for path in outputs if path.endswith(".html")}
    assert pages - paths == {"404.html", "initiative/old-crm.html"}
    assert paths <= pages
    assert len(places) == len(set(places))
    days = {each.findtext(f"{name}loc"): each.findtext(f"{name}lastmod") for each in root}
    assert days[f"{base}initiative/crm.html"] == "2026-05-29"
    assert days[f"{base}index.html"] is None


def test_without_an_address_there_is_no_sitemap(tmp_path: Path) -> None:
    assert export(look_up(tmp_path), "sitemap") == {}


def read_headers(text: str) -> dict[str, list[str]]:
    """Read a headers file: the lines below each path."""
    found: dict[str, list[str]] = {}
    for line in filter(None, text.split("\n")):
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        else:
            found[line] = []
    return found


def test_the_headers_name_policy_types_and_what_may_be_kept(tmp_path: Path) -> None:
    found = read_headers(export(look_up(tmp_path), "headers")["_headers"])
    assert f"Content-Security-Policy: {POLICY}" in found["/*"]
    assert "X-Content-Type-Options: nosniff" in found["/*"]
    assert found["/*.ics"] == ["Content-Type: text/calendar; charset=utf-8"]
    assert found["/*.atom"] == ["Content-Type: application/atom+xml; charset=utf-8"]
    assert found["/assets/*"] == ["Cache-Control: public, max-age=31536000, immutable"]
    assert not [path for path, lines in found.items() if "immutable" in str(lines) and path != "/assets/*"]


def test_text_is_cleaned_of_what_acts_unseen_and_of_nothing_else() -> None:
    assert clean("a\x00b\r\nc\u2028d\u202ee\U000e0041f\ud800") == "ab\nc\ndef"
    assert clean_line(" a\n\tb ") == "a b"
    assert clean("👩‍👩‍👧 שלום\u200f ‌नमस्ते\t") == "👩‍👩‍👧 שלום\u200f ‌नमस्ते\t"


def test_the_pages_lead_to_their_calendars_and_the_site_to_its_copies(tmp_path: Path) -> None:
    index = look_up(tmp_path, config=URL)
    calendar = index.calendar_of(index.site.pages["person/tom-hale"])
    assert calendar
    assert (calendar.url, calendar.title) == ("person/tom-hale.ics", "Calendar of Tom Hale")
    assert calendar.address == "https://site.example/changes/person/tom-hale.ics"
    outputs = {each.path for export in EXPORTS.values() for each in export(index)}
    assert {each.url for each in index.chrome.feeds} | {calendar.url} <= outputs


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("person/tom-hale.html", "../person/tom-hale.ics"),
        ("department/sales.html", "../department/sales.ics"),
        ("reviews.html", "calendar.ics"),
    ],
)
@pytest.mark.parametrize("url", ["", URL], ids=["nowhere", "at an address"])
def test_a_page_says_where_to_subscribe(tmp_path: Path, path: str, href: str, url: str) -> None:
    files = read_base()
    files["playbook.toml"] += url
    page = see_pages(render_files(tmp_path, files))[path]
    main = page.every("main")[0]
    assert [each.get("type") for each in main.iter("a") if each.get("href") == href] == ["text/calendar"]
    address = f"https://site.example/changes/{href.removeprefix('../')}"
    assert ([address] == [each.text for each in page.every("code") if address == each.text]) == bool(url)


def test_what_a_reader_sees_is_never_dropped_whichever_way_it_is_looked_at() -> None:
    seen = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert clean(seen) == seen
    assert clean(f"{seen}\0\t\n") == f"{seen}\t\n"
    assert clean(f"{seen}\t\n") == f"{seen}\t\n"
