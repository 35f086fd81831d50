"""The tutorial, run from its own text in a fresh environment: what it shows is what is printed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import guide
from tests.tutorial import Answer, Learner, Typed, is_answered, lay, list_typed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its lines are for a shell of Unix")

BLOCKS = guide.list_blocks(guide.TUTORIAL)


def do_all(learner: Learner) -> Iterator[tuple[Typed, Answer]]:
    """Do what stands in the tutorial, from the first block to the last; yield what each line was answered."""
    for block in BLOCKS:
        if block.language == "console":
            yield from ((each, learner.type(each.command)) for each in list_typed(block))
        else:
            learner.write(block)


def test_what_is_shown_is_what_is_printed_from_an_empty_folder_on(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    try:
        for typed, answer in do_all(learner):
            place = f"tutorial.md:{typed.line} {typed.command}"
            assert answer.code == typed.code, f"{place}\n{answer.said}"
            assert is_answered(typed.shown, answer.said), f"{place}\n{answer.said}"
        ran = learner.type('python -c "import playbook; print(playbook.__file__)"')
        workflow = learner.type("cat .github/workflows/playbook.yml")
    finally:
        learner.leave()
    assert "/empty/.venv/lib/" in ran.said, "another playbook ran than the one that was installed"
    assert "        run: playbook check --report " in workflow.said, "the build server runs another command"


def test_the_tutorial_begins_with_nothing_is_refused_twice_and_ends_with_a_site() -> None:
    typed = [each for block in BLOCKS if block.language == "console" for each in list_typed(block)]
    assert typed[0].command.startswith("python3 -m venv")
    assert typed[-1].command == "playbook build"
    assert [each.command for each in typed if each.code] == ["playbook build", "playbook check"]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda each: f"{each.language}:{each.line}")
def test_every_block_is_done_and_the_reader_is_told_where_it_belongs(block: guide.Block) -> None:
    if block.language != "console":
        name = block.head.get("file") or block.head["add"]
        before = guide.read_text(guide.TUTORIAL).split("\n")[: block.line - 1]
        assert name in "\n".join(before), f"line {block.line} does not say that {name} is meant"


@pytest.mark.parametrize(
    ("shown", "said", "expected"),
    [
        pytest.param("a\n", "a\n", True, id="the same"),
        pytest.param("a\n", "a\nb\n", False, id="more was said"),
        pytest.param("", "a\n", False, id="nothing is shown"),
        pytest.param("a\n…\nd\n", "a\nb\nc\nd\n", True, id="lines left out"),
        pytest.param("a … c\n", "a b c\n", True, id="words left out"),
        pytest.param("a … c\n", "a b\nc\n", False, id="words are on one line"),
        pytest.param("a.c\n", "abc\n", False, id="a point is a point"),
    ],
)
def test_what_is_left_out(shown: str, said: str, expected: bool) -> None:
    assert is_answered(shown, said) == expected


def test_a_change_is_laid_where_it_belongs_or_not_at_all() -> None:
    assert lay("a\nb\nc\n", " a\n-b\n+d\n") == "a\nd\nc\n"
    with pytest.raises(AssertionError, match="stands 0 times"):
        lay("a\nb\n", "-c\n+d\n")
