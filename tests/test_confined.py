"""What a page, a link or a name asks for outside the project is not read, run or called."""

import sys
from pathlib import Path

import pytest

from tests.reliability.confined import watch_one
from tests.reliability.hostile_places import make_projects

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, and the paths of Linux and macOS")


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hostile playbooks, by name."""
    return {each.name: each for each, _ in make_projects(tmp_path_factory.mktemp("hostile"))}


@pytest.mark.parametrize("name", ["p0", "p24", "p33", "links", "linked-content", "linked-output"])
def test_nothing_outside_the_project_is_touched(projects: dict[str, Path], name: str) -> None:
    codes, seen, breaches, _ = watch_one(projects[name])
    assert breaches == []
    assert set(codes) <= {0, 1, 2}
    assert seen > 100


def test_the_watch_sees_one_breach_of_each_kind(projects: dict[str, Path]) -> None:
    _, _, breaches, pages = watch_one(projects["p1"], plant=True)
    told = [each.split(" ")[0] for each in breaches]
    assert told == [
        "open",
        "os.listdir",
        "open",
        "subprocess.Popen",
        "subprocess.Popen",
        "socket.__new__",
        "socket.connect",
        "leak:",
    ]
    assert pages > 90
