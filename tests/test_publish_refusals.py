"""What is never published, and where: refused in words, with not one byte lost."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.publish import Output, PublishError, publish
from tests.publish_faults import SYSTEMS

QUICK = SYSTEMS["swap"]
PAGE = [Output("index.html", b"page")]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows that few have")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with sources, foreign files and a home, entered."""
    for path in (
        "project/content/page.md",
        "project/templates/base.html",
        "project/notes/mine.txt",
        "project/tree/.git/HEAD",
        "project/linked/.git",
        "home/mine.txt",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"mine")
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    return tmp_path / "project"


def _listing(root: Path) -> list[tuple[str, bytes]]:
    return [(str(each), each.read_bytes() if each.is_file() else b"") for each in sorted(root.rglob("*"))]


def _refuse(root: Path, target: Path, words: str) -> PublishError:
    before = _listing(root.parent)
    sources = (root, root / "content", root / "templates")
    with pytest.raises(PublishError) as raised:
        publish(PAGE, target, protected=sources, system=QUICK)
    assert words in raised.value.message
    assert _listing(root.parent) == before
    return raised.value


TARGETS = [
    (".", "it is the folder you are in"),
    ("", "it is the folder you are in"),
    ("content/..", "it is the folder you are in"),
    ("..", "it holds the folder you are in"),
    ("/", "it is the root of a disk"),
    ("~", "write the path out"),
    ("~/site", "write the path out"),
    ("../home", "it is your home folder"),
    ("content", "which publishing must not touch"),
    ("content/site", "which holds what the site is made from"),
    ("templates/deep/site", "which holds what the site is made from"),
    ("notes", "is not empty, and no site of this playbook stands there"),
    ("notes/mine.txt", "it is a file"),
    ("tree", "it is a git work tree"),
    ("linked", "it is a git work tree"),
    ("tree/.git/site", "it lies inside git's own folder"),
    ("a\0b", "its path cannot be followed"),
]


@pytest.mark.parametrize(("target", "words"), TARGETS, ids=[ascii(target) for target, _ in TARGETS])
def test_a_folder_that_is_not_for_a_site_is_refused(project: Path, target: str, words: str) -> None:
    assert _refuse(project, Path(target), words).help


def test_a_folder_above_the_project_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent / "home")
    _refuse(project, project, "which publishing must not touch")
    (project.parent / "apart").mkdir()
    monkeypatch.chdir(project.parent / "apart")
    monkeypatch.setenv("HOME", str(project.parent / "apart"))
    monkeypatch.setenv("USERPROFILE", str(project.parent / "apart"))
    _refuse(project / "content", project, "it holds `")


def test_a_folder_in_the_project_is_not_refused(project: Path) -> None:
    sources = (project, project / "content", project / "templates")
    assert publish(PAGE, Path("build"), sources, QUICK).written == 1
    assert publish(PAGE, project / "deep" / "build", iter(sources), QUICK).written == 1


@POSIX
@pytest.mark.parametrize("goal", ["notes", "build", "missing"])
def test_a_link_is_refused_wherever_it_leads(project: Path, goal: str) -> None:
    publish(PAGE, project / "build", system=QUICK)
    (project / "site").symlink_to(project / goal)
    _refuse(project, project / "site", "it is a link, and publishing would replace the link")


@POSIX
def test_a_link_that_leads_to_itself_is_refused(project: Path) -> None:
    (project / "loop").symlink_to(project / "loop")
    _refuse(project, project / "loop" / "site", "")


@POSIX
def test_a_source_is_known_by_any_name(project: Path) -> None:
    (project / "elsewhere").symlink_to(project / "content")
    _refuse(project, project / "elsewhere" / "site", "which holds what the site is made from")


def _add_file(site: Path) -> None:
    (site / "initiative" / "mine.txt").write_bytes(b"mine")


def _add_folder(site: Path) -> None:
    (site / "mine").mkdir()


def _add_link(site: Path) -> None:
    (site / "mine").symlink_to(site.parent / "notes")


def _link_page(site: Path) -> None:
    (site / "index.html").rename(site.parent / "page.html")
    (site / "index.html").symlink_to(site.parent / "page.html")


def _link_folder(site: Path) -> None:
    (site / "initiative").rename(site.parent / "apart")
    (site / "initiative").symlink_to(site.parent / "apart")


def _fold_page(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").mkdir()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(_add_file, "`initiative/mine.txt`", id="a file"),
        pytest.param(_add_folder, "`mine/`", id="an empty folder"),
        pytest.param(_add_link, "`mine`", id="a link", marks=POSIX),
        pytest.param(_link_page, "`index.html`", id="a page behind a link", marks=POSIX),
        pytest.param(_link_folder, "`initiative`", id="a folder behind a link", marks=POSIX),
        pytest.param(_fold_page, "`index.html/`", id="a folder in a page's place"),
    ],
)
def test_what_others_put_into_the_site_is_named_and_kept(
    project: Path, change: Callable[[Path], None], named: str
) -> None:
    site = project / "build"
    publish([*PAGE, Output("initiative/crm.html", b"crm")], site, system=QUICK)
    change(site)
    _refuse(project, site, f"holds what playbook did not put there: {named}")


def test_many_foreign_files_are_counted(project: Path) -> None:
    publish(PAGE, project / "build", system=QUICK)
    for number in range(7):
        (project / "build" / f"mine\n{number}").write_bytes(b"mine")
    assert _refuse(project, project / "build", "and 2 more").message.count("`mine\\n") == 5


def test_a_site_whose_manifest_is_damaged_is_not_touched(project: Path) -> None:
    publish(PAGE, project / "build", system=QUICK)
    os.truncate(project / "build" / "manifest.json", 80)
    _refuse(project, project / "build", "no site of this playbook stands there")


def test_a_file_under_the_name_of_the_lock_is_not_touched(project: Path) -> None:
    (project / ".build.lock").write_bytes(b"mine")
    _refuse(project, project / "build", "is not a lock file")


PATHS = [
    ("", "the part `` is not a name"),
    ("/index.html", "it begins with `/`"),
    ("a//b.html", "the part `` is not a name"),
    ("a/", "the part `` is not a name"),
    ("./a.html", "the part `.` is not a name"),
    ("a/../../b.html", "the part `..` is not a name"),
    ("a\\b.html", "it holds a sign that some systems refuse"),
    ("C:a.html", "it holds a sign that some systems refuse"),
    ("a\n.html", "it holds a sign that some systems refuse"),
    ("a\x9b.html", "it holds a sign that some systems refuse"),
    ("a\x00.html", "it holds a sign that some systems refuse"),
    ("what?.html", "it holds a sign that some systems refuse"),
    ("con.html", "`con.html` is the name of a device on Windows"),
    ("a/NUL", "`NUL` is the name of a device on Windows"),
    ("com1 .tar.gz", "is the name of a device on Windows"),
    ("LPT².html", "is the name of a device on Windows"),
    ("a./b.html", "`a.` ends in a dot or a space"),
    ("a /b.html", "`a ` ends in a dot or a space"),
    ("ä" * 101, "has 202 bytes, and 200 is the most"),
    ("a\ud800.html", "it is not valid Unicode"),
    ("a/.GIT/config", "look like a work tree"),
    ("manifest.json", "is a name that publishing keeps for itself"),
    ("Manifest.JSON", "is a name that publishing keeps for itself"),
    (".playbook-replace/new/a", "is a name that publishing keeps for itself"),
]


@pytest.mark.parametrize(("path", "words"), PATHS, ids=[ascii(path)[:30] for path, _ in PATHS])
def test_a_path_that_some_system_cannot_hold_is_refused(project: Path, path: str, words: str) -> None:
    with pytest.raises(PublishError) as raised:
        publish([*PAGE, Output(path, b"page")], project / "build", system=QUICK)
    assert words in raised.value.message
    assert raised.value.message.isprintable()
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    "path",
    [
        "ä" * 100,
        "a/manifest.json",
        "console.html",
        "com10.html",
        ".htaccess",
        "...a",
        "a b/c.html",
        "计划.html",
    ],
    ids=ascii,
)
def test_an_odd_path_that_every_system_can_hold_is_published(project: Path, path: str) -> None:
    publish([Output(path, b"page")], project / "build", system=QUICK)
    assert (project / "build" / path).read_bytes() == b"page"


PAIRS = [
    ("a.html", "a.html"),
    ("a.html", "A.html"),
    ("straße.html", "STRASSE.html"),
    ("caf\u00e9.html", "cafe\u0301.html"),
    ("a", "a/b.html"),
    ("A", "a/b.html"),
    ("Crm/a.html", "crm/b.html"),
    ("x/Crm/a.html", "x/crm/b/c.html"),
    ("a/b.html", "a/B.html/c"),
]


@pytest.mark.parametrize("backwards", [False, True], ids=["", "backwards"])
@pytest.mark.parametrize("pair", PAIRS, ids=ascii)
def test_two_paths_that_some_system_takes_for_one_are_refused(
    project: Path, pair: tuple[str, str], backwards: bool
) -> None:
    outputs = [Output(path, b"page") for path in (reversed(pair) if backwards else pair)]
    with pytest.raises(PublishError, match="cannot both be published") as raised:
        publish([*PAGE, *outputs], project / "build", system=QUICK)
    assert all(f"`{path}`" in raised.value.message for path in pair)
    assert not (project / "build").exists()


def test_what_file_managers_leave_behind_is_no_foreign_file(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish([Output("a/b.html", b"one")], target)
    for name in (".DS_Store", "a/Thumbs.db", "a/desktop.ini"):
        (target / name).write_bytes(b"litter")
    assert publish([Output("a/b.html", b"two")], target).written == 1
    assert sorted(path.name for path in target.rglob("*") if path.is_file()) == ["b.html", "manifest.json"]
