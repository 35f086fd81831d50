"""How playbook is installed, and what else is loaded beside it, changes nothing of what it does."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import playbook
from tests.sites import read_base, write_site

OTHER = """
import sys
class Finder:
    find_spec = lambda *_: None
    find_distributions = None
sys.meta_path.append(Finder)
"""
BACKPORT = pytest.mark.skipif(find_spec("importlib_metadata") is None, reason="the backport is not installed")
ASK = "from playbook.distributions import scan_installed; print(scan_installed().is_all)"


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
def test_an_installation_of_linked_folders_works(tmp_path: Path) -> None:
    write_site(tmp_path / "project", read_base())
    installed = tmp_path / "lib/playbook"
    installed.mkdir(parents=True)
    for each in Path(playbook.__file__).parent.iterdir():
        (installed / each.name).symlink_to(each)
    code = "import sys; from playbook.cli.main import run; code = run(sys.argv[1:])"
    code += f"; assert sys.modules['playbook'].__file__.startswith({str(installed)!r}); sys.exit(code)"
    command = [sys.executable, "-c", code, "-C", "project", "build"]
    environment = os.environ | {"PYTHONPATH": str(installed.parent)}
    ended = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "error" in ended.stderr) == (0, False), ended.stderr
    assert (tmp_path / "project/build/index.html").is_file()


@pytest.mark.parametrize(
    ("before", "is_all"),
    [
        ("", "True"),
        pytest.param("import importlib_metadata;", "True", marks=BACKPORT),
        (OTHER, "False"),
        ("import sys; sys.path.append('some.egg');", "False"),
    ],
)
def test_the_search_path_tells_of_all_packages_unless_there_is_another_finder(
    before: str, is_all: str
) -> None:
    said = subprocess.check_output([sys.executable, "-c", before + ASK], text=True)
    assert said.strip() == is_all
