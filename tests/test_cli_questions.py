"""`new` at a terminal asks for what is required and was not given; elsewhere, or with an option, not."""

import os
import select
import subprocess
import sys
from pathlib import Path

import click
import pytest

from playbook.cli.question import SHOWN, find_meant
from playbook.frontmatter import read
from tests.cli import Commands, Ended
from tests.sites import read_base, write_site

TERMINAL = pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal")
PATIENCE = 60
"""Seconds without a word after which a command is taken to hang."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_site(tmp_path, read_base())


SIT_DOWN = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "playbook", *sys.argv[1:]])
"""
"""Makes the terminal at stdin the process's own, so that Ctrl-C reaches it, and becomes playbook."""


def sit_down(folder: Path, arguments: tuple[str, ...], answers: tuple[str, ...], **around: str) -> Ended:
    """Call playbook at a terminal; each question gets the next answer, as it is typed."""
    import pty

    kept = {name: value for name, value in os.environ.items() if not name.startswith("PLAYBOOK_")}
    kept.pop("CI", None)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SIT_DOWN, "-C", str(folder), *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=kept | {"PYTHONUTF8": "1"} | around,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        said = talk(ours, list(answers))
        return Ended(process.wait(PATIENCE), said.decode().replace("\r\n", "\n"), "")
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def talk(terminal: int, answers: list[str]) -> bytes:
    """Read until the other side hangs up; what ends like a question is answered."""
    said = b""
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            heard = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side has hung up
            return said
        if not heard:
            return said
        said += heard
        if said.endswith(b": ") and answers:
            os.write(terminal, answers.pop(0).encode())
    raise AssertionError(f"nothing more was said after: {said.decode()}")


NEW = {
    "initiative": (
        ("new", "initiative"),
        ("One CRM: again\n", "lena\n"),
        "content/initiatives/one-crm-again.md",
        {"title": "One CRM: again", "owner": "lena-fox", "status": "draft"},
    ),
    "initiative, its owner": (
        ("new", "initiative", "One CRM again"),
        ("LENA FOX, analyst\n",),
        "content/initiatives/one-crm-again.md",
        {"title": "One CRM again", "owner": "lena-fox", "status": "draft"},
    ),
    "metric": (
        ("new", "metric"),
        ("Share\n", "%\n", "d\n", "ad\n"),
        "content/metrics/share.md",
        {"title": "Share", "unit": "%", "direction": "down", "kind": "adoption", "cadence": "monthly"},
    ),
    "person": (("new", "person"), ("José Ñandú\n",), "content/people/jose-nandu.md", {"name": "José Ñandú"}),
    "department": (("new", "department"), ("Legal\n",), "content/departments/legal.md", {"title": "Legal"}),
}


@TERMINAL
@pytest.mark.parametrize("case", NEW)
def test_what_is_required_is_asked_for_and_nothing_else(project: Path, case: str) -> None:
    arguments, answers, path, keys = NEW[case]
    ended = sit_down(project, arguments, answers)
    assert ended.code == 0, ended.out
    assert f"\n{path}\n" in ended.out
    assert ended.out.count(": ") >= len(answers)
    tree = read(path, (project / path).read_bytes()).tree
    assert tree is not None
    assert tree.data == keys


@TERMINAL
def test_a_review_is_asked_for_piece_by_piece(project: Path) -> None:
    answers = ("crm\n", "goals\n", "25 June\n", "2026-06-25\n", "erik-lind\n")
    ended = sit_down(project, ("new", "review"), answers)
    assert ended.code == 0, ended.out
    assert "`25 June` is not a day" in ended.out
    text = (project / "content/initiatives/crm.md").read_text(encoding="utf-8")
    assert "      - due: 2026-06-25\n        by: erik-lind\n  follow-through:" in text


@TERMINAL
def test_an_answer_that_will_not_do_is_told_why_and_asked_again(project: Path) -> None:
    answers = ("!\n", "CRM\n", "\x1b[A\n", "A plan\n", "\n", "nobody\n", "oakfor\n", "maya-okafor\n")
    ended = sit_down(project, ("new", "initiative"), answers)
    assert ended.code == 0, ended.out
    for words in (
        "neither a letter nor a digit",
        "the initiative `crm` exists already",
        "signs that can be printed",
        "there is no `nobody`: known: `ana-ruiz`",
        "there is no `oakfor`: did you mean `maya-okafor`?",
    ):
        assert words in ended.out
    assert (project / "content/initiatives/a-plan.md").exists()


@TERMINAL
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_breaking_off_writes_nothing(project: Path, key: str) -> None:
    before = sorted(project.rglob("*.md"))
    ended = sit_down(project, ("new", "initiative"), ("A plan\n", key))
    assert (ended.code, ended.out.splitlines()[-1]) == (130, "stopped")
    assert sorted(project.rglob("*.md")) == before


@TERMINAL
@pytest.mark.parametrize(
    ("arguments", "around"),
    [
        (("new", "initiative", "--owner", "lena-fox"), {}),
        (("new", "initiative"), {"PLAYBOOK_OWNER": "lena-fox"}),
        (("new", "initiative"), {"CI": "true"}),
    ],
    ids=["an option", "its twin", "a build server"],
)
def test_with_an_option_nothing_is_asked(
    project: Path, arguments: tuple[str, ...], around: dict[str, str]
) -> None:
    ended = sit_down(project, arguments, (), **around)
    assert ended.code == 2
    assert "Missing argument 'TITLE'" in ended.out


@TERMINAL
def test_an_option_of_every_command_leaves_the_questions_alone(project: Path) -> None:
    ended = sit_down(project, ("new", "person", "--today", "2026-06-01", "-q"), ("Ivo Lang\n",))
    assert (ended.code, ended.out.splitlines()[-1]) == (0, "content/people/ivo-lang.md")


@TERMINAL
def test_nobody_is_asked_for_an_owner_where_nobody_is_known(tmp_path: Path) -> None:
    ended = sit_down(write_site(tmp_path, {"playbook.toml": "schema = 1\n"}), ("new", "initiative"), ("A\n",))
    assert ended.code == 0, ended.out
    assert 'nobody is known yet: playbook new person "First Last"' in ended.out


MISSING = {
    "initiative": ((), "TITLE"),
    "metric": ((), "TITLE"),
    "person": ((), "NAME"),
    "department": ((), "TITLE"),
    "review": (("crm", "goals", "--by", "erik-lind"), "--due"),
}


@pytest.mark.parametrize("kind", MISSING)
def test_without_a_terminal_nothing_is_asked(
    project: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    given, lacking = MISSING[kind]
    ended = Commands(project, capsys)("new", kind, *given)
    assert (ended.code, ended.out) == (2, "")
    assert f"Missing {'option' if lacking[0] == '-' else 'argument'} '{lacking}'" in ended.err


PEOPLE = {"ana-ruiz": "Ana Ruiz, Analyst", "al-ana": "Al Ana, Rep", "sam-ortiz": "Sam Ortiz, Analyst"}


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        pytest.param("ana-ruiz", "ana-ruiz", id="an id"),
        pytest.param("ANA", "ana-ruiz", id="what an id begins with goes before a later word"),
        pytest.param("ruiz", "ana-ruiz", id="a later word"),
        pytest.param("Sam Ortiz", "sam-ortiz", id="a name"),
    ],
)
def test_who_is_meant(answer: str, meant: str) -> None:
    assert find_meant(answer, PEOPLE) == meant


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("", "there is no ``"),
        ("a", "may be `ana-ruiz`, `al-ana`"),
        ("analys", "may be `ana-ruiz`, `sam-ortiz`"),
        ("ortz", "did you mean `sam-ortiz`?"),
        ("\x1b[2J", "\\x1b"),
    ],
)
def test_who_is_not_meant(answer: str, words: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        find_meant(answer, PEOPLE)
    assert words in caught.value.message
    assert "\x1b" not in caught.value.message


@TERMINAL
def test_of_many_the_first_are_shown(project: Path) -> None:
    rows = "".join(f"p-{n:02},Person {n:02}\n" for n in range(SHOWN + 3))
    people = project / "content/people.csv"
    people.write_text("id,name\n" + rows, encoding="utf-8")
    for page in (project / "content/people").glob("*.md"):
        page.unlink()
    ended = sit_down(project, ("new", "initiative", "A"), ("p-14\n",))
    assert ended.code == 0, ended.out
    assert "   … and 3 more\n" in ended.out
