"""Half-typed front matter, understood by lines: where the caret stands, what is there already."""

import pytest

from playbook.assist.outline import read_outline
from playbook.assist.spot import find_spot
from playbook.diagnostic import KeyPath

CARET = "‸"

PLACES = [
    pytest.param("‸", "key", (), "", id="an empty page of front matter"),
    pytest.param("own‸", "key", (), "own", id="a word alone"),
    pytest.param("sta‸tus: draft", "key", (), "sta", id="in a key"),
    pytest.param("status: dr‸aft", "value", ("status",), "dr", id="in a value"),
    pytest.param("status: ‸", "value", ("status",), "", id="before a value"),
    pytest.param("status:‸", "value", ("status",), "", id="right after the colon"),
    pytest.param("- per‸", "value", (0,), "per", id="a dash at the root"),
    pytest.param("affects:\n- ‸", "value", ("affects", 0), "", id="a dash at the key's column"),
    pytest.param("affects:\n  - sales\n  - f‸", "value", ("affects", 1), "f", id="the second item"),
    pytest.param("affects:\n  ‸", "key", ("affects",), "", id="below a list's key"),
    pytest.param("tags: [a, b‸c]", "value", ("tags", 1), "b", id="in brackets"),
    pytest.param("tags: [a, ‸", "value", ("tags", 1), "", id="in brackets that are open"),
    pytest.param("stages:\n  goals:\n    ‸", "key", ("stages", "goals"), "", id="a deep line"),
    pytest.param("stages:\n  goals:\n    o: x\n  ‸", "key", ("stages",), "", id="back one level"),
    pytest.param("stages:\n  goals:\n    o: x\n‸", "key", (), "", id="back at the root"),
    pytest.param("risks:\n  - risk: x\n    ow‸", "key", ("risks", 0), "ow", id="the second key of an item"),
    pytest.param("risks:\n  - risk: x\n  - ow‸", "value", ("risks", 1), "ow", id="the first key of the next"),
    pytest.param("risks:\n  -\n    due: ‸", "value", ("risks", 0, "due"), "", id="a dash on its own line"),
    pytest.param("note: |\n  some ‸text", "", (), "", id="in a text"),
    pytest.param("note: |\n  due: ‸x", "", (), "", id="in a text that looks like a key"),
    pytest.param("note: >-\n  # ‸x", "", (), "", id="in a text that looks like a comment"),
    pytest.param("note: |\n  text\nti‸", "key", (), "ti", id="after a text"),
    pytest.param("a: one\n  two‸", "", (), "", id="more of a value"),
    pytest.param("{bad\nown‸", "key", (), "own", id="below a fault"),
    pytest.param("\towner: x‸", "value", ("owner",), "x", id="a tab"),
    pytest.param("owner: x # sta‸", "", (), "", id="a remark after a value"),
    pytest.param("owner: # sta‸", "", (), "", id="a remark in the place of a value"),
    pytest.param("# sta‸", "", (), "", id="a comment"),
    pytest.param("targets:\n  - {metric: quote-time, ‸}", "", (), "", id="in braces of an item"),
    pytest.param("targets:\n  - {‸metric: x}", "", (), "", id="in the first key in braces"),
    pytest.param("baseline: {value: ‸}", "", (), "", id="in braces of a key"),
    pytest.param("baseline: {‸", "", (), "", id="in braces that are open"),
    pytest.param("{metric: ‸}", "", (), "", id="in braces alone"),
    pytest.param("tags: [{a: ‸}]", "", (), "", id="in braces in brackets"),
    pytest.param("risks:\n  - [a, ‸]", "", (), "", id="in brackets of an item"),
    pytest.param("tags: [a, b]‸", "", (), "", id="after brackets"),
    pytest.param("tags: ‸[a, b]", "", (), "", id="before brackets"),
    pytest.param("tags: ['a, ‸b']", "", (), "", id="between quotes in brackets"),
    pytest.param("targets:\n  - {metric: x,\n     owner: ‸}", "", (), "", id="braces of two lines"),
    pytest.param("targets:\n  - {metric: x,\n     ‸", "", (), "", id="a line of its own in braces"),
    pytest.param("tags: [a,\nown‸", "key", (), "own", id="below brackets that stay open"),
]


@pytest.mark.parametrize(("text", "role", "path", "typed"), PLACES)
def test_a_place_is_understood(text: str, role: str, path: KeyPath, typed: str) -> None:
    for whole in (f"---\n{text}\n---\nwords\n", f"---\n{text}"):
        for ending in ("\n", "\r\n"):
            check_place(whole.replace("\n", ending), (role, path, typed))


def check_place(whole: str, wanted: tuple[str, KeyPath, str]) -> None:
    role, path, typed = wanted
    at = whole.index(CARET)
    bare = whole.replace(CARET, "")
    spot = find_spot(bare, read_outline(bare), at)
    assert (spot.role, spot.path if role else (), spot.typed) == (role, path, typed)
    assert bare[spot.start : spot.end].startswith(typed)


BODIES = [
    pytest.param("---\ntitle: x\n\nSome words: here\n", "Some words: here\n", id="prose"),
    pytest.param("---\ntitle: x\n\n# Goals\n", "# Goals\n", id="a heading"),
    pytest.param("---\ntitle: x\r\n\r\n\r\n[[crm]]", "[[crm]]", id="a link below empty lines"),
    pytest.param("---\ntitle: x\n\nowner: y\n\nThat is it\n", "That is it\n", id="prose below a key"),
    pytest.param("---\nrisks:\n\n  - risk: x\n\nown", "", id="items and a half-typed word"),
    pytest.param("---\n\n", "", id="an empty line"),
]


@pytest.mark.parametrize(("text", "body"), BODIES)
def test_front_matter_that_is_not_closed_ends_where_prose_begins(text: str, body: str) -> None:
    assert text[read_outline(text).body :] == body


def test_prose_is_no_front_matter() -> None:
    text = "---\ntitle: x\n---\nowner: y"
    assert find_spot(text, read_outline(text), len(text)).role == ""
    assert find_spot("title: x", read_outline("title: x"), 3).role == ""


def test_the_keys_that_are_there_leave_out_the_line_that_is_typed() -> None:
    text = "---\ntitle: x\nstages:\n  goals:\n    owner: y\nown\nowner: z\n---\n"
    outline = read_outline(text)
    assert outline.list_keys(()) == ["title", "stages", "owner"]
    assert outline.list_keys((), but=text.index("owner: z")) == ["title", "stages"]
    assert outline.list_keys(("stages", "goals")) == ["owner"]
    assert outline.read_value(("stages", "goals", "owner")) == "y"


def test_values_have_their_places_without_remarks_and_with_quotes() -> None:
    text = '---\na: one # remark\nb: "two # no remark"\nc:   three\n---\n'
    values = {each.path: text[each.value_at : each.value_end] for each in read_outline(text).entries}
    assert values == {("a",): "one", ("b",): '"two # no remark"', ("c",): "three"}
