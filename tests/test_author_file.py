"""A file that an author laid beside the pages and that cannot be used is told with its place."""

import os
import pickle
from pathlib import Path

import pytest

from playbook.author_file import FileFault, read_text
from playbook.executor import Here
from playbook.memo import Tools
from playbook.pipeline import build_site
from playbook.render import Renderer
from playbook.serve.explain import explain
from playbook.serve.message import list_lines
from playbook.site_assets import join_parts
from playbook.templates_place import find_templates
from tests.cli import Commands
from tests.sites import judge_files, read_base, write_site
from tests.test_cli_build import read_tree

LATIN = "a { }\n\n/* sch\u00f6n */\n".encode("latin-1")
ENDLESS = Path("/proc/self/mem")
"""A file that anybody may open and nobody can read at its beginning."""


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


@pytest.mark.parametrize(
    "name",
    [
        "assets/own.css",
        "assets/own.js",
        "assets/styles/90-own.css",
        "assets/scripts/90-own.js",
        "assets/tables/90-own.js",
        "assets/theme.js",
        "assets/favicon.svg",
        "404.html",
    ],
)
def test_what_is_not_utf_8_is_told_with_line_and_column(base: Commands, name: str) -> None:
    assert base("build").code == 0
    before = read_tree(base.folder / "build")
    write_site(base.folder, {f"templates/{name}": LATIN})
    ended = base("build")
    assert ended.code == 2
    assert f"templates/{name}:3:7: error " in ended.err
    assert "byte 0xF6 is not UTF-8 text" in ended.err
    assert "save the file as UTF-8" in ended.err
    assert "fault of playbook" not in ended.err
    assert read_tree(base.folder / "build") == before


@pytest.mark.skipif(not ENDLESS.exists(), reason="a file of Linux")
@pytest.mark.parametrize("name", ["assets/own.css", "404.html", "notes.txt"])
def test_what_cannot_be_read_is_told(base: Commands, name: str) -> None:
    path = base.folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(ENDLESS)
    ended = base("build")
    assert ended.code == 2
    assert f"templates/{name}: error file: the file cannot be read: Input/output error" in ended.err
    assert "fault of playbook" not in ended.err


@pytest.mark.skipif(os.name == "nt", reason="a link needs rights there")
@pytest.mark.parametrize("name", ["shared", "assets", "assets/styles"])
def test_a_link_to_a_folder_is_refused_and_nothing_behind_it_is_read(base: Commands, name: str) -> None:
    link, shared = base.folder / "templates" / name, base.folder / "elsewhere"
    shared.mkdir()
    (shared / "own.css").write_text("p { color: red }")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(shared)
    ended = base("build")
    assert ended.code == 2
    assert f"templates/{name}: error file: a link to a folder is not followed here" in ended.err
    assert not (base.folder / "build").exists()


def test_an_image_that_is_gone_is_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**read_base(), "content/a.png": b"\x89PNG"}
    files["content/about.md"] = "# About\n\n![The plan](a.png)\n"
    judgement = judge_files(tmp_path, files)
    (tmp_path / "content/a.png").unlink()
    with pytest.raises(FileFault) as caught:
        build_site(judgement, Tools(Here()))
    assert caught.value.span.path == "content/a.png"
    (line, *_) = list_lines(explain(caught.value))
    assert "content/a.png" in line
    assert "the file cannot be read: No such file or directory" in line


def test_a_fault_comes_whole_out_of_a_worker(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(LATIN)
    with pytest.raises(FileFault) as caught:
        read_text(tmp_path / "a.css", tmp_path)
    sent = pickle.loads(pickle.dumps(caught.value))
    assert (sent.span, sent.message, sent.help) == (
        caught.value.span,
        caught.value.message,
        caught.value.help,
    )
    trouble = explain(sent).troubles[0]
    assert (trouble.place, trouble.text) == ("a.css:3:7", "byte 0xF6 is not UTF-8 text")


def test_hidden_files_are_no_templates_and_no_assets(base: Commands) -> None:
    assert base("build").code == 0
    own = base.folder / "templates"
    before = Renderer(own, find_templates()).parts
    hidden = {
        "templates/.404.html.swp": b"\xff",
        "templates/.home.html": b"{% if %}",
        "templates/assets/styles/.90.css.swp": b"\xff",
        "templates/assets/styles/.91.css": b"\xff",
        "templates/.git/x.html": b"{% if %}",
    }
    write_site(base.folder, hidden)
    assert Renderer(own, find_templates()).parts == before
    assert ".91" not in join_parts((own, find_templates()), "styles", "css")
    ended = base("build")
    assert (ended.code, " 0 written" in ended.err) == (0, True)
    write_site(base.folder, {"templates/404.html": '{% include ".home.html" %}'})
    assert "there is no template `.home.html`" in base("build").err
