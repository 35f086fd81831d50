"""The canonical form of front matter: nothing is lost, twice is once, and how it looks."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.compose import list_starter
from playbook.edit import apply_edits
from playbook.edit.format import format_page, list_edits
from playbook.frontmatter import Node, read
from playbook.load_page import name_page
from playbook.schema.shape import Shape
from tests import guide
from tests.messy import Messy

CONTENT = Path(__file__).parent.parent / "content"
PAGES = sorted(CONTENT.rglob("*.md"))

KEYS = st.sampled_from(
    ["title", "owner", "stages", "goals", "vision", "metric", "reviews", "due", "by", "id", "go-live", "own"]
)
TEXTS = st.text(st.sampled_from("ab ä:#-'\"\\,[]{}\n."), max_size=12).map(str)
TREES: st.SearchStrategy[Node] = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


def form(text: str, kind: str = "initiative", shape: Shape | None = None) -> str:
    return format_page(read("a.md", text.encode()), kind, shape or Shape())


def form_metadata(text: str) -> str:
    made = form(f"---\n{text}---\nBody.\n")
    return made.removeprefix("---\n").removesuffix("---\nBody.\n")


def get_data(text: str) -> dict[str, Node]:
    document = read("a.md", text.encode())
    assert document.tree is not None, document.faults
    return document.tree.data


@settings(max_examples=400, deadline=None)
@given(data=st.dictionaries(KEYS, TREES, max_size=6), seed=st.integers(0, 2**32))
def test_no_value_no_comment_and_no_word_is_lost_and_twice_is_once(data: dict[str, Node], seed: int) -> None:
    messy = Messy(Random(seed))
    text = f"---\n{messy.write(data)}---\n  Prose --- as it is.  \n"
    meant = get_data(text)
    made = form(text)
    assert get_data(made) == meant
    assert sorted(each for each in messy.comments if each in made) == sorted(messy.comments)
    assert made.count("# c") == len(messy.comments) + json.dumps(meant).count("# c")
    assert made.endswith("\n---\n  Prose --- as it is.  \n")
    assert form(made) == made


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_of_the_example_is_in_canonical_form(path: Path) -> None:
    kind, _ = name_page(path.relative_to(CONTENT).as_posix())
    text = path.read_bytes().decode()
    assert form(text, kind) == text


SHOWN = {**list_starter(date(2026, 6, 1)), **guide.read_example()}


@pytest.mark.parametrize("name", [each for each in SHOWN if each.endswith(".md") and "content/" in each])
def test_every_page_that_is_shown_or_given_to_begin_with_is_in_canonical_form(name: str) -> None:
    kind, _ = name_page(name.partition("content/")[2])
    assert form(SHOWN[name], kind) == SHOWN[name]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_page_of_the_example_comes_back_however_it_was_written(path: Path, seed: int) -> None:
    kind, _ = name_page(path.relative_to(CONTENT).as_posix())
    document = read("a.md", path.read_bytes())
    if document.tree is None:
        return
    chance = Random(seed)
    messy = Messy(chance)
    text = f"---\n{messy.write(shuffle(document.tree.data, chance))}---\n{document.body}"
    assert get_data(text) == document.tree.data
    made = form(text, kind)
    assert get_data(made) == document.tree.data
    assert all(each in made for each in messy.comments)
    assert form(made, kind) == made


def shuffle(node: Node, chance: Random) -> dict[str, Node]:
    """Put the keys of every mapping into another order."""

    def turn(each: Node) -> Node:
        if isinstance(each, dict):
            return {key: turn(each[key]) for key in chance.sample(list(each), len(each))}
        return [turn(one) for one in each] if isinstance(each, list) else each

    turned = turn(node)
    assert isinstance(turned, dict)
    return turned


MESSY = """\
# yaml-language-server: $schema=initiative.json
owner: kim   # since May
# what it is called
"title":    One CRM
milestones:
- {due: 2026-07-01, title: "Pilot, first wave", owner: kim}   # agreed
-  title: Second
   # not sure yet
   due: 2026-08-01

   # evidence: to come
targets:


    - target: {value: 45, due: 2026-12-31}
      metric: cycle
      # measured twice
      baseline: {
        value: 60,  # by hand
        date: 2026-01-01
      }
# the end
"""

NEAT = """\
# yaml-language-server: $schema=initiative.json
# what it is called
"title": One CRM
owner: kim  # since May
targets:
  - metric: cycle
    # measured twice
    baseline:
      value: 60  # by hand
      date: 2026-01-01
    target:
      value: 45
      due: 2026-12-31
milestones:
  # agreed
  - title: "Pilot, first wave"
    owner: kim
    due: 2026-07-01
  - title: Second
    # not sure yet
    due: 2026-08-01

    # evidence: to come
# the end
"""


def test_the_canonical_form_has_the_schemas_order_block_style_and_two_blanks_a_level() -> None:
    assert form_metadata(MESSY) == NEAT
    assert form_metadata(NEAT) == NEAT


@pytest.mark.parametrize(
    ("written", "formed"),
    [
        pytest.param("tags: [a, b]\n", "tags:\n  - a\n  - b\n", id="a list in brackets"),
        pytest.param("tags: [a, b] # c\n", "tags:  # c\n  - a\n  - b\n", id="a comment behind brackets"),
        pytest.param("tags: []\n", "tags: []\n", id="an empty list has no other form"),
        pytest.param("reviews:\n", "reviews:\n", id="a key without a value"),
        pytest.param("title: ~\n", "title: ~\n", id="nothing, as it was written"),
        pytest.param("summary:\n    long\n    text # c\n", "summary: long\n  text  # c\n", id="folded"),
        pytest.param("summary: |\n     a\n      b\n", "summary: |\n  a\n   b\n", id="a literal text"),
        pytest.param("summary: |4-\n      a\n", "summary: |2-\n    a\n", id="a literal text with its indent"),
        pytest.param(
            "summary: >+\n    a\n\n\ntags: []\n", "summary: >+\n  a\n\n\ntags: []\n", id="kept lines"
        ),
        pytest.param("\n\ntitle: a\n\n\nowner: b\n\n", "title: a\n\nowner: b\n", id="empty lines"),
        pytest.param(
            "# top\n\nowner: b\ntitle: a\n", "# top\n\ntitle: a\nowner: b\n", id="a head stays on top"
        ),
        pytest.param("owner: b\nwrong: c\ntitle: a\n", "title: a\nowner: b\nwrong: c\n", id="an unknown key"),
        pytest.param("tags:\n  # c\n  - a\n", "tags:\n  # c\n  - a\n", id="above an item"),
        pytest.param("title: a\n   # c\nowner: b\n", "title: a\n# c\nowner: b\n", id="indented above a key"),
        pytest.param(
            "tags:\n  - a\n    # c\n  - b\n", "tags:\n  - a\n  # c\n  - b\n", id="above the next item"
        ),
        pytest.param(
            "stages:\n  goals:\n    owner: a\n      # c\ntitle: b\n",
            "title: b\nstages:\n  goals:\n    owner: a\n    # c\n",
            id="at the end of a block",
        ),
        pytest.param("tags:\n  - # c\n    a\n", "tags:\n  # c\n  - a\n", id="behind a dash"),
        pytest.param("owner: a\ntitle:\n  # c\n  b\n", "# c\ntitle: b\nowner: a\n", id="above a value"),
    ],
)
def test_each_form_has_its_canonical_one(written: str, formed: str) -> None:
    assert form_metadata(written) == formed


def test_line_endings_stay() -> None:
    assert (
        form("---\r\nowner: a\r\ntitle: b # c\r\n---\r\nx\n")
        == "---\r\ntitle: b  # c\r\nowner: a\r\n---\r\nx\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "no front matter\n",
        "---\ntitle: a\ntitle: b\n---\n",
        "---\na: b: c\n---\n",
        "---\n---\n",
        "---\ntitle: a\n",
    ],
)
def test_a_page_that_has_none_or_a_fault_stays_as_it_is(text: str) -> None:
    assert form(text) == text


def test_edits_touch_only_the_lines_that_differ() -> None:
    old, new = "a\nb\nc\nd\n", "b\nc\nD\n"
    edits = list_edits(old, new)
    assert apply_edits(old, edits) == new
    assert [old[each.start : each.end] for each in edits] == ["a\n", "d\n"]
