"""A page is made to say something else, and what is not meant stays as its author wrote it."""

import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.edit import apply_edits
from playbook.edit.align import align, find_moves
from playbook.edit.amend import AmendError, amend
from playbook.edit.data import set_value, tidy
from playbook.edit.layout import lay_out
from playbook.edit.order import list_order
from playbook.edit.write_value import write_entry, write_in_flow
from playbook.frontmatter import Node, read, write
from playbook.schema.shape import Shape

ORDER = partial(list_order, "initiative", Shape())
PLANS = sorted(Path(__file__).parent.parent.joinpath("content", "initiatives").glob("*.md"))


def load(text: str) -> dict[str, Any]:
    document = read("a.md", text.encode())
    assert document.tree is not None, document.faults
    return document.tree.data


def change(text: str, wanted: dict[str, Any]) -> str:
    return apply_edits(text, amend(read("a.md", text.encode()), wanted, ORDER))


def fence(front: str) -> str:
    return f"---\n{front}---\n\n# Body\n"


def put(*path: str | int, value: Node) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda data: set_value(data, path, value)


def both(*changes: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def make(data: dict[str, Any]) -> dict[str, Any]:
        for each in changes:
            data = each(data)
        return data

    return make


REVIEW: Node = {"by": "kim", "due": "2026-07-01"}

CASES = {
    "a plain scalar, its comment stays": (
        "title: A   # short\nstatus: draft\n",
        put("title", value="B"),
        "title: B   # short\nstatus: draft\n",
    ),
    "double quotes stay": ('title: "A" # x\n', put("title", value='B "c"'), 'title: "B \\"c\\"" # x\n'),
    "single quotes stay": ("title: 'A'\n", put("title", value="it's"), "title: 'it''s'\n"),
    "a bare text gets quotes where it needs them": (
        "title: A\n",
        put("title", value="One: two"),
        "title: 'One: two'\n",
    ),
    "a text over several lines": (
        "title: A\n  b\n  c\nstatus: draft\n",
        put("title", value="B"),
        "title: B\nstatus: draft\n",
    ),
    "a new key, in canonical position": (
        "title: A\n# about the owner\nowner: kim\n",
        put("status", value="draft"),
        "title: A\nstatus: draft\n# about the owner\nowner: kim\n",
    ),
    "a new first key": (
        "# top\nstatus: draft\n",
        put("title", value="A"),
        "# top\ntitle: A\nstatus: draft\n",
    ),
    "a key that is taken out, with the comment on its line": (
        "title: A\n# above\nsummary: S # of it\nowner: kim\n",
        put("summary", value=None),
        "title: A\n# above\nowner: kim\n",
    ),
    "a key without a value gets one": (
        "title:\nowner:  # who\nstatus: draft\n",
        both(put("title", value="A"), put("owner", value="kim")),
        "title: A\nowner: kim  # who\nstatus: draft\n",
    ),
    "a key without a value gets a list": (
        "stages:\n  goals:\n    reviews:  # none yet\n    starts: 2026-01-01\n",
        put("stages", "goals", "reviews", 0, value=REVIEW),
        (
            "stages:\n  goals:\n    reviews:  # none yet\n      - due: 2026-07-01\n"
            "        by: kim\n    starts: 2026-01-01\n"
        ),
    ),
    "an empty mapping is filled": (
        "title: A\nstages: {}  # later\nmilestones: []\n",
        put("stages", "vision", "owner", value="kim"),
        "title: A\nstages:  # later\n  vision:\n    owner: kim\nmilestones: []\n",
    ),
    "a list becomes empty": (
        "tags:\n  - a\n  - b\ntitle: A\n",
        put("tags", value=[]),
        "tags: []\ntitle: A\n",
    ),
    "a mapping becomes empty": ("stages:\n  goals:\n    owner: a\n", put("stages", value={}), "stages: {}\n"),
    "an item in the middle, in the style of the list": (
        "tags:\n- a # one\n# two\n- c\n",
        put("tags", value=["a", "b", "c"]),
        "tags:\n- a # one\n- b\n# two\n- c\n",
    ),
    "an item at the front": ("tags:\n    - b\n", put("tags", value=["a", "b"]), "tags:\n    - a\n    - b\n"),
    "an item that is taken out": (
        "tags:\n  - a\n  - b # b\n  - c\n",
        put("tags", value=["a", "c"]),
        "tags:\n  - a\n  - c\n",
    ),
    "a record in the middle leaves those behind it alone": (
        (
            "stages:\n  goals:\n    reviews:\n      - due: 2026-01-01 # first\n"
            "        by: ann\n      - due: 2026-09-01\n        by: ann\n"
        ),
        put(
            "stages",
            "goals",
            "reviews",
            value=[{"due": "2026-01-01", "by": "ann"}, REVIEW, {"due": "2026-09-01", "by": "ann"}],
        ),
        (
            "stages:\n  goals:\n    reviews:\n      - due: 2026-01-01 # first\n"
            "        by: ann\n      - due: 2026-07-01\n        by: kim\n"
            "      - due: 2026-09-01\n        by: ann\n"
        ),
    ),
    "the first key of an item is taken out": (
        "milestones:\n  - id: a # its name\n    title: A\n    # when\n    due: 2026-01-01\n",
        put("milestones", 0, "id", value=None),
        "milestones:\n  - title: A\n    # when\n    due: 2026-01-01\n",
    ),
    "the first key of an item, with a comment below it": (
        "milestones:\n  - id: a\n    # what\n    title: A\n",
        put("milestones", 0, "id", value=None),
        "milestones:\n  -\n    # what\n    title: A\n",
    ),
    "a new first key of an item": (
        "milestones:\n  - title: A\n    owner: kim\n",
        put("milestones", 0, "id", value="a"),
        "milestones:\n  - id: a\n    title: A\n    owner: kim\n",
    ),
    "a list in brackets": (
        "tags: [a, 'b']  # two\nowner: kim\n",
        put("tags", value=["a", "b", "c, d"]),
        'tags: [a, b, "c, d"]  # two\nowner: kim\n',
    ),
    "a list in brackets over lines, with what looks like a comment": (
        "tags: ['a # b',\n  c]\n",
        put("tags", value=["a # b"]),
        'tags: ["a # b"]\n',
    ),
    "one word in brackets": ("tags: [ a,  'b' ]\n", put("tags", 1, value="c"), "tags: [ a,  'c' ]\n"),
    "a value in braces": (
        "targets:\n  - {metric: m, target: {value: 1,  due: 2026-01-01}}\n",
        put("targets", 0, "target", "value", value="2"),
        "targets:\n  - {metric: m, target: {value: 2,  due: 2026-01-01}}\n",
    ),
    "a key more in braces": (
        "targets:\n  - {metric:  m, target: {value: 1}}\n",
        put("targets", 0, "target", "due", value="2026-01-01"),
        "targets:\n  - {metric:  m, target: {value: 1, due: 2026-01-01}}\n",
    ),
    "a block of text keeps its style": (
        "summary: | # long\n    one\n    two\nowner: kim\n",
        put("summary", value="one\n\nthree"),
        "summary: | # long\n    one\n\n    three\nowner: kim\n",
    ),
    "a folded text": (
        "summary: >-\n  one\n  two\nowner: kim\n",
        put("summary", value="three"),
        "summary: >-\n  three\nowner: kim\n",
    ),
    "a block of text is taken out": (
        "title: A\nsummary: |\n  one\n\n  two\n\nowner: kim\n",
        put("summary", value=None),
        "title: A\n\nowner: kim\n",
    ),
    "a text of several lines for one of one": (
        "title: A # a\nowner: kim\n",
        put("title", value="a\nb"),
        "title: | # a\n  a\n  b\nowner: kim\n",
    ),
    "a text becomes a record": (
        "lessons:\n  keep: this # well\n  why: so\n",
        put("lessons", "keep", value={"due": "2026-01-01", "what": "this"}),
        "lessons:\n  keep: # well\n    what: this\n    due: 2026-01-01\n  why: so\n",
    ),
    "a record becomes a text": (
        "lessons:\n  keep: # well\n    what: this\n    due: 2026-01-01\n  why: so\n",
        put("lessons", "keep", value="that"),
        "lessons:\n  keep: that # well\n  why: so\n",
    ),
    "an empty front matter": (
        "",
        both(put("title", value="A"), put("tags", 0, value="x")),
        "title: A\ntags:\n  - x\n",
    ),
    "nothing but comments": ("# top\n", put("title", value="A"), "title: A\n# top\n"),
    "all is taken out": ("# top\ntitle: A\n# mid\nowner: kim # x\n", lambda _: {}, "# top\n# mid\n"),
    "a stage in the order of the method": (
        "stages:\n  vision:\n    owner: a\n  follow-through:\n    owner: b\n",
        put("stages", "goals", "owner", value="c"),
        "stages:\n  vision:\n    owner: a\n  goals:\n    owner: c\n  follow-through:\n    owner: b\n",
    ),
    "several things at one place come in the right order": (
        "stages:\n  goals:\n    reviews:\n      - due: 2026-01-01\nowner: kim\n",
        both(
            put("stages", "goals", "reviews", 1, value={"due": "2026-02-02"}),
            put("stages", "goals", "starts", value="2026-01-01"),
            put("stages", "follow-through", "owner", value="c"),
            put("milestones", 0, "title", value="M"),
        ),
        (
            "stages:\n  goals:\n    starts: 2026-01-01\n    reviews:\n      - due: 2026-01-01\n"
            "      - due: 2026-02-02\n  follow-through:\n"
            "    owner: c\nmilestones:\n  - title: M\nowner: kim\n"
        ),
    ),
    "two items change places, each with the comments above it": (
        (
            "targets:\n  # about the first\n  # in two lines\n  - metric: a # a\n    x: 1\n\n"
            "  # about b\n  - metric: b\n# not of the list\nowner: kim\n"
        ),
        put("targets", value=[{"metric": "b"}, {"metric": "a", "x": "1"}]),
        (
            "targets:\n  # about b\n  - metric: b\n  # about the first\n  # in two lines\n"
            "  - metric: a # a\n    x: 1\n\n# not of the list\nowner: kim\n"
        ),
    ),
    "an item moves down, another becomes a new one": (
        "tags:\n# one\n- a # a\n# two\n- b\n# three\n- c\n# four\n- d\n",
        put("tags", value=["b", "new", "a", "d"]),
        "tags:\n# two\n- b\n# three\n- new\n# one\n- a # a\n# four\n- d\n",
    ),
    "what ends in a comment sign is not the comment of the next": (
        "tags:\n  - |\n    a\n    # b\n  - c\n  - d\n",
        put("tags", value=["c", "a\n# b", "d"]),
        "tags:\n  - c\n  - |\n    a\n    # b\n  - d\n",
    ),
    "a list beside the dash of an item: the comment stays where it was": (
        "reviews:\n  - - a\n    # b\n    - b\n",
        put("reviews", value=[["b", "a"]]),
        "reviews:\n  - - b\n    - a\n    # b\n",
    ),
    "an item without a value": ("tags:\n  - a\n  -\n", put("tags", 1, value="b"), "tags:\n  - a\n  - b\n"),
    "blanks around a text are no change": (
        'title: " A "\nowner:\n',
        put("title", value="A"),
        'title: " A "\nowner:\n',
    ),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", CASES)
def test_only_what_is_different_is_written(case: str, ending: str) -> None:
    before, make, after = CASES[case]
    text, shown = (fence(each).replace("\n", ending) for each in (before, after))
    assert change(text, make(load(text))) == shown


def test_a_mark_before_the_fence_stays() -> None:
    text = "\ufeff---\ntitle: A\n---\nBody"
    assert change(text, {"title": "B"}) == "\ufeff---\ntitle: B\n---\nBody"


def test_a_page_without_front_matter_gets_one() -> None:
    assert change("# Body\n", {"title": "A"}) == "---\ntitle: A\n---\n# Body\n"
    assert change("\ufeff# Body\r\n", {"title": "A"}) == "\ufeff---\r\ntitle: A\r\n---\r\n# Body\r\n"
    assert change("# Body\n", {}) == "# Body\n"


def test_what_cannot_be_read_or_changed_is_refused_in_words() -> None:
    with pytest.raises(AmendError, match="cannot be read; mend it first"):
        change("---\ntitle: [\n---\n", {"title": "A"})
    with pytest.raises(AmendError, match=r"a\.md:2: a comment stands inside this value"):
        change("---\ntags: [a, # one\n  b]\n---\n", {"tags": ["a"]})
    with pytest.raises(AmendError, match="must not hold"):
        change("---\ntitle: A\n---\n", {"title": "a\u202eb"})
    with pytest.raises(AmendError, match="change it by hand"):
        change("---\ntitle: A\ntitle: B\n---\n", {"owner": "kim"})
    with pytest.raises(AmendError, match="keys in lines of their own"):
        change("---\n{title: A}\n---\n", {"title": "A", "owner": "kim"})
    with pytest.raises(AmendError):
        change("---\ntitle: A\n---\n", {"title": "\ud800"})


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        pytest.param(["a", "k", "z"], ["p", "q", "k", "y"], [(0, 0), (1, 2), (2, 3)], id="equal ones first"),
        pytest.param(
            [{"id": "a", "x": "1", "y": "1"}, {"id": "b", "x": "2", "y": "2"}],
            [{"id": "n", "x": "1", "y": "1"}, {"id": "a", "x": "3", "y": "3"}, {"id": "b", "x": "2"}],
            [(0, 1), (1, 2)],
            id="then those named alike",
        ),
        pytest.param(
            [{"due": "1", "by": "a"}, {"due": "2", "by": "b"}],
            [{"due": "0", "by": "z"}, {"due": "9", "by": "a"}, {"due": "2", "by": "b"}],
            [(0, 1), (1, 2)],
            id="then those with most in common",
        ),
        pytest.param(["a"], [{"x": "1"}], [], id="a text never becomes a record"),
    ],
)
def test_items_find_what_they_have_become(old: list[Node], new: list[Node], pairs: list[Any]) -> None:
    assert align(old, new) == pairs


@st.composite
def draw_order(draw: Callable[[Any], Any]) -> tuple[str, list[Any]]:
    """Draw a list whose items have a comment above that holds their name, and a new order of them."""
    names = draw(st.lists(st.sampled_from("abcdefg"), min_size=1, unique=True))
    pad = draw(st.sampled_from(["", "  "]))
    items = []
    for name in names:
        below = draw(st.sampled_from(["", f"{pad}  # in {name}\n", "\n", f"# {name} again\n"]))
        blank = draw(st.sampled_from(["", "\n"]))
        shown = draw(st.sampled_from([f"id: {name}\n{below}{pad}  x: 1\n", f"{{id: {name}, x: 1}}\n"]))
        items.append(f"{blank}{pad}# above {name}\n{pad}- {shown}")
    order = draw(st.permutations([{"id": name, "x": "1"} for name in names]))
    return fence(f"targets:\n{''.join(items)}owner: kim\n"), order


@settings(max_examples=300, derandomize=True, deadline=None, database=None)
@given(draw_order())
def test_comments_stay_with_their_items_in_every_order(drawn: tuple[str, list[Any]]) -> None:
    text, order = drawn
    new = change(text, {"targets": order, "owner": "kim"})
    assert sorted(new.splitlines()) == sorted(text.splitlines())
    said = [line for line in new.splitlines() if line]
    above = [said[place - 1].strip() for place, line in enumerate(said) if "id:" in line]
    assert above == [f"# above {each['id']}" for each in order]


def test_an_item_that_would_be_changed_into_another_has_moved() -> None:
    old: list[Node] = [{"id": "a", "x": "1"}, {"id": "b", "x": "1"}, {"id": "c", "x": "1"}]
    new: list[Node] = [old[2], old[0], {"id": "b", "x": "2"}, {"id": "d", "x": "1"}]
    assert align(old, new) == [(0, 1), (1, 2), (2, 3)]
    assert find_moves(old, new) == ([(0, 1), (1, 2)], {0: 2})
    assert find_moves(["a", "a", "b"], ["b", "a", "a"]) == ([(0, 1), (1, 2)], {0: 2})


def test_long_lists_are_paired_in_bounded_time() -> None:
    old: list[Node] = [str(each) for each in range(2500)]
    assert len(align(old, [f"{each}x" for each in old])) == 2500


def test_a_value_is_set_on_a_copy() -> None:
    data: dict[str, Node] = {"a": ["x"]}
    assert set_value(data, ("a", 1), "y") == {"a": ["x", "y"]}
    assert set_value(data, ("b", 0, "c"), "y") == {"a": ["x"], "b": [{"c": "y"}]}
    assert set_value(data, ("a",), None) == {}
    assert data == {"a": ["x"]}
    for path in (("a", 3), ("a", "b"), ("a", 0, "b")):
        with pytest.raises(ValueError, match=r"cannot be set|leads through"):
            set_value(data, path, "z")


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_each_plan_of_the_showcase_is_changed_key_by_key(plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    data = load(text)
    assert change(text, data) == text
    for path in list_paths(data):
        value = get(data, path)
        if isinstance(value, str) and value:
            changed = change(text, set_value(data, path, "2027-01-01: x"))
            lines = [(a, b) for a, b in zip(text.split("\n"), changed.split("\n"), strict=True) if a != b]
            assert len(lines) == 1, path


def list_paths(node: Node, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(each for key, value in inner for each in list_paths(value, (*path, key)))]


def get(node: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        node = node[part]
    return node


TEXT = st.text(alphabet="ab:-[]{}'\"#&*!|>?,%@`~\\ \n\té😀.<0=", max_size=9).map(str.strip)
WORD = st.sampled_from(["kim", "ann", "2026-01-01", "a: b", "x # y", "null", "it's", "one\ntwo", "- a"])
SCALAR = st.one_of(WORD, TEXT)
KEYS = ("title", "owner", "due", "id", "stages", "reviews", "goals", "x y", "tags", "é", "note")
TREE = st.recursive(
    st.one_of(SCALAR, st.none()),
    lambda inner: (
        st.lists(inner.filter(lambda each: each is not None), max_size=4)
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)
DATA = st.dictionaries(st.sampled_from(KEYS), TREE, max_size=5)


def says(lines: list[str], data: dict[str, Any]) -> bool:
    tree = read("a.md", "\n".join(lines).encode()).tree
    return tree is not None and tree.data == data


@st.composite
def draw_change(draw: Callable[[Any], Any]) -> tuple[str, dict[str, Any]]:
    """Draw a page with comments, blank lines, lists in brackets and an ending, and what it shall say."""
    data: dict[str, Any] = draw(DATA)
    text = write(data, "Body\n")
    lines = text.split("\n")
    fenced = lines.index("---", 1)
    for place in sorted(draw(st.lists(st.integers(1, max(1, fenced)), max_size=4)), reverse=True):
        indent = " " * draw(st.sampled_from([0, 2, 4]))
        candidate = [*lines[:place], f"{indent}# comment {place}", *lines[place:]]
        if says(candidate, data):
            lines = candidate
    for place in draw(st.lists(st.integers(1, len(lines) - 1), max_size=3)):
        candidate = [*lines[:place], lines[place] + "  # beside", *lines[place + 1 :]]
        if says(candidate, data):
            lines = candidate
    wanted = draw(draw_wanted(data))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines), wanted


@st.composite
def draw_wanted(draw: Callable[[Any], Any], data: dict[str, Any]) -> dict[str, Any]:
    wanted = data
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(list_paths(wanted)))
        if path:
            wanted = set_value(wanted, path, draw(TREE))
        else:
            wanted = {**wanted, draw(st.sampled_from(KEYS)): draw(TREE)}
        if draw(st.booleans()) and path and isinstance(path[-1], int):
            holder: Any = get(wanted, path[:-1])
            if isinstance(holder, list):
                holder.insert(path[-1], draw(SCALAR))
    return wanted


@st.composite
def draw_styles(draw: Callable[[Any], Any]) -> tuple[str, dict[str, Any]]:
    """Draw a page in all styles: braces, brackets, both quotes, lists that are not indented."""
    lines: list[str] = []
    for key, value in draw(DATA).items():
        head, *below = write_entry(key, value)
        style = draw(st.sampled_from(["block", "flow", "flush"]))
        name, beside = write_entry(key, "x")[0].removesuffix(" x"), draw(st.sampled_from(["", "  # beside"]))
        if isinstance(value, dict | list | str) and value and style == "flow":
            shown = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else write_in_flow(value)
            lines.append(f"{name} {shown.replace(', ', f',{chr(10)}   ')}{beside}")
        elif isinstance(value, list) and style == "flush":
            lines += [head, *(line.removeprefix("  ") for line in below)]
        else:
            lines += [head, *below]
    text = fence("".join(f"{line}\n" for line in lines))
    tree = read("a.md", text.encode()).tree
    return draw_both(draw, text, tree.data if tree else None)


def draw_both(
    draw: Callable[[Any], Any], text: str, data: dict[str, Any] | None
) -> tuple[str, dict[str, Any]]:
    return (text, draw(draw_wanted(data))) if data is not None else (fence(""), {})


@settings(max_examples=800, derandomize=True, deadline=None, database=None)
@given(draw_styles())
def test_every_style_reads_back_exactly(drawn: tuple[str, dict[str, Any]]) -> None:
    text, wanted = drawn
    assert tidy(load(change(text, wanted))) == tidy(wanted)


def list_blocks(text: str) -> dict[str, list[str]]:
    """Give the lines of each key of a page, from its own to the last of its value."""
    document = read("a.md", text.encode())
    layout = lay_out(document)
    assert layout is not None
    starts = {key: layout.find_entry((key,)) for key in layout.tree.data}
    return {key: text[start : layout.find_end((key,))].splitlines() for key, start in starts.items()}


def list_remarks(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.lstrip().startswith("# comment")]


@settings(max_examples=1500, derandomize=True, deadline=None, database=None)
@given(draw_change())
def test_whatever_is_wished_reads_back_exactly(drawn: tuple[str, dict[str, Any]]) -> None:
    text, wanted = drawn
    new = change(text, wanted)
    assert tidy(load(new)) == tidy(wanted)
    assert read("a.md", new.encode()).body == read("a.md", text.encode()).body
    before, after = list_blocks(text), list_blocks(new)
    same = {key for key in before if tidy(load(text)[key]) == tidy(wanted.get(key))}
    assert {key: before[key] for key in same} == {key: after[key] for key in same}
    changed = [each for key in before.keys() - same for each in list_remarks(before[key])]
    lost = Counter(list_remarks(text.splitlines())) - Counter(list_remarks(new.splitlines()))
    assert lost <= Counter(changed)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(draw_change(), st.data())
def test_no_comment_is_lost_where_only_texts_change(
    drawn: tuple[str, dict[str, Any]], more: st.DataObject
) -> None:
    text, wanted = drawn[0], load(drawn[0])
    for path in list_paths(wanted):
        if isinstance(get(wanted, path), str) and not any(isinstance(part, int) for part in path):
            wanted = set_value(wanted, path, more.draw(SCALAR))
    new = change(text, wanted)
    assert tidy(load(new)) == tidy(wanted)
    for sign in ("# comment", "# beside"):
        assert new.count(sign) == text.count(sign)
