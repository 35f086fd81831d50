"""What is looked up in tables is noted, and the digests of that change with what stands there."""

import pickle
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_origin, get_type_hints

import pytest

from playbook.history import History
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.program import LIBRARIES
from playbook.trace import (
    ALL,
    NOTHING,
    Ledger,
    Noted,
    Trace,
    hash_bytes,
    hash_ordered,
    hash_value,
    list_digests,
)
from playbook.traced_page import WORDS, WORDY
from playbook.traced_site import list_site_tables, trace_site
from playbook.view import Facts, make_index
from playbook.view.index import Index
from playbook.view.noted import list_tables, note_facts
from playbook.view.plans import FromPlans, Plans, Reverse
from playbook.view.say import make_speaker
from tests.sites import judge_files, read_base


def test_whatever_way_a_table_is_read_it_is_noted() -> None:
    trace = Trace()
    table = Noted("t", {"a": 1, "b": 2}, trace)
    ways: dict[str, Callable[[], object]] = {
        "t:a": lambda: table["a"],
        "t:b": lambda: table.get("b"),
        "t:c": lambda: "c" in table,
        "t:d": lambda: table.get("d"),
        f"t:{ALL}": lambda: list(table.values()),
    }
    for fact, look in ways.items():
        with trace.record() as facts:
            look()
        assert fact in facts
    wholes: list[Callable[[], object]] = [
        lambda: list(table),
        lambda: len(table),
        lambda: table == {},
        lambda: list(table.items()),
    ]
    for look in wholes:
        with trace.record() as facts:
            look()
        assert f"t:{ALL}" in facts


def test_the_innermost_alone_notes() -> None:
    trace = Trace()
    with trace.record() as outer:
        trace.note("t:a")
        with trace.record() as inner:
            trace.note("t:b")
        trace.note("t:c")
    trace.note("t:d")
    assert (outer, inner) == ({"t:a", "t:c"}, {"t:b"})


def test_a_digest_tells_a_value_from_another_and_from_none() -> None:
    tell = list_digests({"a": 1, "b": 2}, hash_value)
    other = list_digests({"a": 1, "b": 3}, hash_value)
    assert tell("a") == other("a")
    assert tell("b") != other("b")
    assert tell(ALL) != other(ALL)
    assert tell("c") == NOTHING
    renamed = list_digests({"a": 1, "c": 2}, hash_value)
    assert tell(ALL) != renamed(ALL)


def test_lengths_keep_parts_apart() -> None:
    assert hash_bytes(b"ab", b"c") != hash_bytes(b"a", b"bc")
    assert hash_bytes() != hash_bytes(b"")


def test_a_ledger_refuses_a_table_that_nobody_knows() -> None:
    with pytest.raises(KeyError):
        Ledger({}).digest("t:a")


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Give the facts of the base site."""
    judged = judge_files(tmp_path_factory.mktemp("site"), read_base())
    return Facts(judged.site, judged.store, judged.checked, judged.today)


def list_mappings(record: object) -> dict[str, Any]:
    """List the fields of a frozen record that are mappings, by name."""
    assert is_dataclass(record)
    hints = get_type_hints(type(record))
    found = {each.name: getattr(record, each.name) for each in fields(record)}
    return {name: each for name, each in found.items() if "Mapping" in str(get_origin(hints[name]))}


UNNOTED = {
    Site: {"image_sizes"},  # in the salt of everything that is shown: `hash_settings`
    Facts: {"sizes"},  # how long lists may be: a constant of the program
    History: set(),
    Index: set(),
}
"""The mappings that note nothing, and why they need not."""


def test_every_table_that_a_page_may_look_into_notes(facts: Facts) -> None:
    trace = Trace()
    noting = note_facts(facts, trace)
    index = make_index(facts)
    noted = (Noted, Plans, Reverse, FromPlans)
    for record in (trace_site(facts.site, trace), noting.site, noting, noting.history, index, index.site):
        silent = {name for name, each in list_mappings(record).items() if not isinstance(each, noted)}
        assert silent == UNNOTED[type(record)], type(record).__name__
    assert isinstance(noting.checked.by_page, Noted)
    assert isinstance(noting.checked.standings, Noted)
    assert isinstance(noting.history.open, Noted)
    assert isinstance(index.finder.speaker.titles, Noted)


def test_every_table_that_notes_has_digests(facts: Facts) -> None:
    index, trace = make_index(facts), Trace()
    named = [
        each.name for each in list_mappings(trace_site(facts.site, trace)).values() if hasattr(each, "name")
    ]
    assert {*named, WORDS} == set(list_site_tables(facts.site))
    for record in (index, index.site, index.facts, index.facts.history, index.facts.checked):
        for each in list_mappings(record).values():
            table = getattr(each, "table", None) or getattr(each, "name", None)
            if table:
                index.ledger.digest(f"{table}:{ALL}")
                assert index.ledger.digest(f"{table}:no/such") == NOTHING
    assert set(list_tables(facts, make_speaker(facts.site))) < set(index.ledger.tables)


def test_the_report_as_a_whole_is_a_fact(facts: Facts) -> None:
    trace = Trace()
    noting = note_facts(facts, trace)
    with trace.record() as read:
        _ = noting.checked.report
    assert read == {f"checked:{ALL}"}


def test_the_files_of_a_page_of_an_export_decide_about_its_digest(tmp_path: Path) -> None:
    base = read_base()
    people = base["content/people.csv"]
    header, first, *rest = people.splitlines()
    page = {"content/people/maya-okafor.md": "Words.\n"}
    found = set()
    for n, lines in enumerate(
        (
            (header, first, *rest),
            (header, f"{first},more", *rest),  # a cell too many: a fault, and the same values
            (header.replace("deputy", "depty"), first, *rest),
            (header, rest[0], first, *rest[1:]),
        )
    ):
        files = base | {"content/people.csv": "\n".join((*lines, ""))}
        plain = judge_files(tmp_path / str(n), files)
        joined = judge_files(tmp_path / f"{n}-joined", files | page)
        for each in (plain, joined):
            found.add(list_site_tables(each.site)[WORDS]("person/maya-okafor"))
    assert len(found) >= 7, "a joined page does not show at which line its row stands"


def test_the_header_of_an_export_decides_about_its_rows(tmp_path: Path) -> None:
    """Two empty cells under exchanged names hold the same values, in other places."""
    base, found = read_base(), set()
    for header in ("email,deputy,left", "email,left,deputy"):
        people = base["content/people.csv"].replace("email,deputy,left", header)
        judged = judge_files(tmp_path / header, base | {"content/people.csv": people})
        found.add(list_site_tables(judged.site)[WORDS]("person/tom-hale"))
    assert len(found) == 2


NOT_SEEN = {"click", "packaging", "watchfiles", "tzdata"}
"""What the command line, the configuration and the preview use; what they make of it is in every salt."""


def test_every_library_that_makes_pages_is_part_of_the_program() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {re.split(r"[^\w.-]", each)[0] for each in project["project"]["dependencies"]}
    assert needed - NOT_SEEN <= set(LIBRARIES)
    assert all(version(each) for each in LIBRARIES)


def test_a_page_notes_who_reads_its_words_and_stays_a_page(facts: Facts) -> None:
    trace = Trace()
    site = trace_site(facts.site, trace)
    plain = facts.site.pages["initiative/crm"]
    page = site.pages["initiative/crm"]
    assert page is site.find("initiative", "crm") is site.initiatives[0]
    for name in (each.name for each in fields(Page)):
        with trace.record() as read:
            assert getattr(page, name) == getattr(plain, name)
        assert read == ({"words:initiative/crm"} if name in WORDY else set()), name
    sent = pickle.loads(pickle.dumps(page))  # as it is sent to a worker
    assert (type(sent), sent.digest, sent.key) == (type(page), plain.digest, plain.key)


def test_the_order_of_a_mapping_is_a_part_of_a_record() -> None:
    one, other = {"goals": 1, "vision": 2}, {"vision": 2, "goals": 1}
    assert hash_value(one) == hash_value(other)
    assert hash_ordered(one) != hash_ordered(other)
