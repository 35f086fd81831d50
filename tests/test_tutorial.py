"""The tutorial, run from its own text in a fresh environment: what it shows is what is printed."""

import os
from collections.abc import Iterator

import pytest

from tests import guide
from tests.tutorial import Answer, Learner, is_answered, lay, list_typed

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its lines are for a shell of Unix")

BLOCKS = guide.list_blocks(guide.TUTORIAL)
TYPED = [each for block in BLOCKS if block.language == "console" for each in list_typed(block)]
INSTALLED, WORKFLOW = -1, -2
"""Under these stands what was asked for at the end: which playbook ran, the file of the build server."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, Answer]]:
    """Do the whole tutorial; give what was printed after each line that is typed."""
    learner = Learner(tmp_path_factory.mktemp("hour"))
    try:
        found: dict[int, Answer] = {}
        for block in BLOCKS:
            if block.language == "console":
                found |= {each.line: learner.type(each.command) for each in list_typed(block)}
            else:
                learner.write(block)
        found[INSTALLED] = learner.type('python -c "import playbook; print(playbook.__file__)"')
        found[WORKFLOW] = learner.type("cat .github/workflows/playbook.yml")
        yield found
    finally:
        learner.leave()


@pytest.mark.parametrize("line", range(len(TYPED)), ids=[each.command for each in TYPED])
def test_what_is_shown_is_what_is_printed(answers: dict[int, Answer], line: int) -> None:
    typed = TYPED[line]
    answer = answers[typed.line]
    assert answer.code == typed.code, answer.said
    if not is_answered(typed.shown, answer.said):
        assert typed.shown == answer.said, f"tutorial.md:{typed.line}"


def test_what_ran_is_what_was_installed(answers: dict[int, Answer]) -> None:
    assert "/empty/.venv/lib/" in answers[INSTALLED].said


def test_the_command_that_refuses_is_the_build_servers(answers: dict[int, Answer]) -> None:
    assert "        run: playbook check --report " in answers[WORKFLOW].said


def test_the_tutorial_begins_with_nothing_and_ends_with_a_site(answers: dict[int, Answer]) -> None:
    commands = [each.command for each in TYPED]
    assert commands[0].startswith("python3 -m venv")
    assert commands[-1] == "playbook build"
    refused = [each for each in TYPED if each.code]
    assert [each.command for each in refused] == ["playbook build", "playbook check"]
    assert {answers[each.line].code for each in refused} == {1}


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
