"""The wheel, installed in an empty environment elsewhere: an editable install hides a broken one."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(command: list[str | Path], folder: Path) -> str:
    """Run a command in a folder, without the settings of this process; fail with what it said."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PLAYBOOK_", "COV"))
    }
    ended = subprocess.run(
        [str(each) for each in command],
        cwd=folder,
        env={**kept, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from this checkout, with what is installed here."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], folder)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an empty environment; the dependencies alone are this one's.

    A path in a .pth file is searched, but its own .pth files are not followed: so the dependencies are found,
    and an editable install of this checkout is not.
    """
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    python = folder / SCRIPTS / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]
    run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel], folder.parent)
    place = run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder.parent
    ).strip()
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(place) / "dependencies.pth").write_text("\n".join(sorted(paths)) + "\n", encoding="utf-8")
    return folder


def test_the_wheel_carries_everything_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "playbook").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    wanted |= {
        f"playbook/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert {name for name in names if ".dist-info/" not in name} == wanted


def test_the_installed_package_is_the_wheels(environment: Path) -> None:
    python = environment / SCRIPTS / "python"
    said = run([python, "-c", "import playbook; print(playbook.__file__)"], environment.parent)
    assert Path(said.strip()).is_relative_to(environment)


def test_init_and_build_work_where_only_the_wheel_is(environment: Path, tmp_path: Path) -> None:
    playbook = environment / SCRIPTS / "playbook"
    run([playbook, "init", "mine"], tmp_path)
    run([playbook, "-C", "mine", "build"], tmp_path)
    assert "A quote within two working days" in (tmp_path / "mine" / "build" / "index.html").read_text(
        "utf-8"
    )
    assert list((tmp_path / "mine" / "build" / "assets").glob("*.css"))
    assert "PB103" in run([playbook, "explain", "PB103"], tmp_path)
