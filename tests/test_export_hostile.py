"""Hostile text through every machine copy, read back by readers that are not ours, and compared."""

import csv
import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest

from playbook.exports import EXPORTS
from playbook.exports.clean import clean, clean_line
from playbook.view import Index
from tests.full_records import FIELDS, Full, make_full_index
from tests.sites import read_base
from tests.variants import make_variant

HOSTILE = {
    "controls": "a\x00b\x07c\x1b[31md\x7fe\x9bf",
    "carriage returns": "first\rsecond\r\nthird\nfourth",
    "line separators": "first\u2028second\u2029third\x85fourth",
    "end of CDATA": ']]> & <b>"x"</b> <!-- c --> <![CDATA[ y',
    "formula": '=HYPERLINK("http://evil.example";A1)',
    "formulas further on": "-2+3; =1+1;=cmd|' /C calc'!A0;@SUM(1)",
    "turned writing": "user\u202egnp.exe \u2066x\u2069 \u200f\u200eשלום",
    "long line": "word " * 4000 + "é" * 3000,
    "no blank": "ü" * 5000,
    "emoji": "👩‍👩‍👧‍👦 and 🏳️‍🌈, " * 40,
    "lone surrogate": "a\ud800b\udfff",
    "beyond XML": "a\ufffeb\uffffc\ufeffd",
    "hidden letters": "a\U000e0041\U000e0042b",
    "calendar": 'x\\n;y,z\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nX:"^n',
    "comma and quote": 'a,"b";c\t\'d',
    "blanks": "  =1+1  ",
}


def make_index(folder: Path, text: str, is_open: bool) -> Index:
    """Look up a site that holds a text in every key of every kind of page."""
    files = make_variant("full") | {"playbook.toml": read_base()["playbook.toml"] + FIELDS}
    full = Full(lambda path: f"{text}{path.rpartition('.')[2]}", is_open)
    return make_full_index(folder, full, files, status="running", formerly=())


def export(index: Index, format_: str) -> Mapping[str, bytes]:
    """Give the outputs of a format."""
    return {each.path: each.body for each in EXPORTS[format_](index)}


Site = tuple[str, Index, Index]


@pytest.fixture(scope="module", params=HOSTILE)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    text = HOSTILE[request.param]
    over, still = (make_index(tmp_path_factory.mktemp("site"), text, each) for each in (False, True))
    return text, over, still


def test_every_copy_is_utf_8_without_what_acts_unseen(site: Site) -> None:
    for index in site[1:]:
        for format_ in EXPORTS:
            for path, body in export(index, format_).items():
                text = body.decode("utf-8").removeprefix("\ufeff")
                ends = "\r\n" if path.endswith((".ics", ".csv")) else "\n"
                assert clean(text) == text.replace("\r\n", "\n"), path
                assert "\r" not in text.replace(ends, ""), path


def test_json_gives_the_texts_back(site: Site) -> None:
    text, index, _ = site
    data = json.loads(export(index, "json")["site.json"])
    plan = next(each for each in data["initiatives"] if each["id"] == "crm")
    assert plan["summary"] == clean(f"{text}summary")
    assert plan["stages"][0]["reviews"][0]["note"] == clean(f"{text}note")
    assert next(each for each in data["metrics"] if each["unit"])["readings"]


def test_csv_gives_the_texts_back_and_runs_nothing(site: Site) -> None:
    text, index, _ = site
    seen = 0
    for path, body in export(index, "csv").items():
        rows = list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        for cell in (cell for row in rows for cell in row):
            seen += 1
            assert not cell.lstrip(" \xa0").startswith(("=", "+", "@", "\t", "\r", "\n", "＝")), (path, cell)
            assert not cell.lstrip().startswith("-") or cell.replace(".", "").replace("-", "").isdigit()
            assert not any(f";{sign}" in cell for sign in "=+-@")
    assert seen > 1000
    table = csv.DictReader(
        StringIO(export(index, "csv")["data/initiatives.csv"].decode("utf-8-sig"), newline="")
    )
    cell = next(row["summary"] for row in table if row["id"] == "crm")
    assert cell.replace("'", "") == clean(f"{text}summary").replace("'", "")


def test_calendars_give_the_texts_back(site: Site) -> None:
    text, over, still = site
    seen = set()
    for index in (over, still):
        for path, body in export(index, "ics").items():
            check_lines(body, path)
            calendar = icalendar.Calendar.from_ical(body)
            assert not calendar.errors, path
            assert {each.name for each in calendar.subcomponents} <= {"VEVENT", "VTIMEZONE"}
            for event in calendar.walk("VEVENT"):
                assert not event.errors
                assert not event.subcomponents
                seen.add(str(event["SUMMARY"]))
    plan = clean_line(f"{text}title")
    assert f"Cancelled: {plan} ({plan})" in seen
    assert f"Answer: {clean_line(text + 'ask')} ({plan})" in seen


def check_lines(body: bytes, path: str) -> None:
    """Hold the lines against RFC 5545: CRLF, at most 75 octets, no sign cut in two."""
    assert body.endswith(b"\r\n")
    for line in body.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75, path
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")


def test_the_feed_gives_the_texts_back_to_two_readers(site: Site) -> None:
    text, index, _ = site
    body = export(index, "atom")["changes.atom"]
    name = "{http://www.w3.org/2005/Atom}"
    entries = ElementTree.fromstring(body).findall(f"{name}entry")
    contents = {each.findtext(f"{name}content") for each in entries}
    assert clean(f"{text}evidence") in contents
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [each.title for each in parsed.entries] == [" ".join(title(each).split()) for each in entries]
    assert len({each.id for each in parsed.entries}) == len(entries) > 10


def title(entry: ElementTree.Element) -> str:
    """Give the title of an entry."""
    return entry.findtext("{http://www.w3.org/2005/Atom}title") or ""


def test_due_and_the_lists_of_contents_are_well_formed(site: Site) -> None:
    text, _, index = site
    data = json.loads(export(index, "due")["due.json"])
    titles = {item["title"] for person in data["people"] for item in person["due"]}
    assert clean(f"Answer: {text}ask") in titles
    lines = export(index, "llms")["llms.txt"].decode().split("\n")
    assert all(line == "" or line.startswith(("# ", "> ", "## ", "- [", "The checker")) for line in lines)
