"""A run in which nothing has changed is known from before; whatever changes, it is made as ever."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from playbook.cache import FILE
from playbook.cli import build_anew, check_anew
from playbook.formats import FORMATS
from playbook.history.git import find_git
from playbook.pipeline import build_site
from tests.cli import Commands, Ended
from tests.reliability.same_bytes import take
from tests.repositories import make_repository
from tests.sites import read_base, write_site

PLAN = "content/initiatives/crm.md"
NOTE = "content/note.md"
FILES = read_base() | {
    NOTE: "# Note\n\nSee [the sheet](sheet.txt), [[crm]] and ![a drawing](drawing.svg).\n",
    "content/sheet.txt": "one\n",
    "content/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n',
    "content/loose.txt": "nobody links here\n",
    "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "baseline.json": '{"schema": 1, "findings": [\n]}\n',
    "playbook.toml": 'schema = 1\ntoday = 2026-06-01\n[site]\nname = "Base"\nlogo = "logo.svg"\n',
    "templates/assets/own.css": "p { color: red }\n",
    "templates/_mine.html": "mine\n",
}
CACHE = f".playbook-cache/{FILE}"


class Counted(Commands):
    """Commands that count how often the usual way was gone."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        super().__init__(folder, capture)
        self.usual = 0
        for module, name in ((check_anew, "check_anew"), (build_anew, "begin_build")):
            patch.setattr(module, name, self.count(getattr(module, name)))

    def count(self, way: Callable[..., Any]) -> Callable[..., Any]:
        """Go a way, counted."""

        def go(*arguments: Any) -> Any:
            self.usual += 1
            return way(*arguments)

        return go

    def ask(self, *arguments: str) -> tuple[Ended, bool]:
        """Run a command; give how it ended, and whether it was known from before."""
        before = self.usual
        return self(*arguments), self.usual == before


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(write_site(tmp_path / "project", FILES), capsys, monkeypatch)


WAYS: list[list[str]] = [
    *([["--output-format", name] for name in FORMATS]),
    ["--require", "readings"],
    ["--strict", "--verbose", "--color", "always"],
    ["--select", "PB2"],
    ["--deadlines", "error", "--today", "2027-03-01"],
    ["--baseline", "baseline.json", "--quiet"],
]


@pytest.mark.parametrize("options", WAYS, ids=" ".join)
def test_a_check_says_the_same_when_it_is_known(run: Counted, options: list[str]) -> None:
    run.edit(PLAN, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    first, _ = run.ask("check", *options)
    again, is_known = run.ask("check", *options, "--report", f"json={run.folder / 'report.json'}")
    anew, is_new = run.ask("check", *options, "--no-cache")
    assert (is_known, is_new) == (True, False)
    assert first == again == anew
    report = (run.folder / "report.json").read_text(encoding="utf-8")
    assert report == run("check", *options, "--no-cache", "--quiet", "--output-format", "json").out


def test_a_baseline_with_closed_gaps_stays_one(run: Counted) -> None:
    entry = '{"rule": "stage-owner-missing", "page": "initiative/crm", "item": "x", "count": 1}'
    write_site(run.folder, {"baseline.json": f'{{"schema": 1, "findings": [{entry}]}}'})
    first, again = (run.ask("check", "--baseline", "baseline.json") for _ in range(2))
    assert (first[0], again[1]) == (again[0], True)
    assert "closed" in again[0].err
    assert again[0].code == 1


def test_timings_name_what_was_known(run: Counted) -> None:
    run("check")
    ended, is_known = run.ask("check", "--timings")
    rows = {line.split()[0]: line.split() for line in ended.err.splitlines() if line}
    assert is_known
    assert rows["check"][3] == rows["check"][5] != "0"


def edit_unseen(project: Path) -> None:
    """Change a page, but neither its size nor its times."""
    path = project / PLAN
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"verdict: passed", b"verdict: failed", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def write(name: str, text: str) -> Callable[[Path], None]:
    """Give what writes a file."""

    def act(project: Path) -> None:
        write_site(project, {name: text})

    act.__name__ = f"write {name}"
    return act


def add(name: str, text: str) -> Callable[[Path], None]:
    """Give what adds a text to a file."""

    def act(project: Path) -> None:
        with (project / name).open("a", encoding="utf-8") as file:
            file.write(text)

    act.__name__ = f"add to {name}"
    return act


CHANGES: list[Callable[[Path], object]] = [
    edit_unseen,
    write("content/other.md", "# Other\n"),
    write("content/other.txt", "a file that no page links to\n"),
    write("content/plan.md.txt", "# Almost\n"),
    lambda project: (project / "content/loose.txt").unlink(),
    lambda project: (project / "content/lost.md").symlink_to("/nowhere"),
    lambda project: (project / "content/sheet.txt").rename(project / "content/Sheet.txt"),
    add("content/metrics/sales-cycle.csv", "2026-05-30,40\n"),
    add("content/people.csv", "new-one,New One,,\n"),
    add("content/departments.csv", "new-part,New Part\n"),
    add("playbook.toml", 'organisation = "Else"\n'),
    write("baseline.json", '{"schema": 1, "findings": []}'),
    write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
]


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_checked_as_ever(run: Counted, change: Callable[[Path], object]) -> None:
    options = ("check", "--baseline", "baseline.json", "--output-format", "json")
    run(*options)
    assert run.ask(*options)[1]
    change(run.folder)
    ended, is_known = run.ask(*options)
    assert not is_known
    assert ended == run(*options, "--no-cache")
    assert run.ask(*options) == (ended, True)


@pytest.mark.parametrize(
    "options",
    [
        ["--today", "2026-06-02"],
        ["--profile", "core"],
        ["--ignore", "PB5"],
        ["--deadlines", "error"],
        ["--fail-on", "warning"],
        ["--cache-dir", "elsewhere"],
    ],
    ids=" ".join,
)
def test_another_way_to_ask_is_another_run(
    run: Counted, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(run.folder)
    run("check")
    ended, is_known = run.ask("check", *options)
    assert not is_known
    assert ended == run("check", *options, "--no-cache")
    assert run.ask("check", *options)[1]
    assert run.ask("check")[1] == (options[0] != "--today"), "each way to ask is known, of days the last"


def test_without_a_set_day_the_next_day_is_another_run(run: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    run.edit("playbook.toml", "today = 2026-06-01\n", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780315200")
    run("check")
    assert run.ask("check")[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1780315200 + 86400))
    ended, is_known = run.ask("check")
    assert not is_known
    assert "2026-06-02" in ended.out


def test_a_rule_of_a_company_ends_it(run: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")
    points = {"acme-1.0.dist-info/entry_points.txt": "[playbook.rules]\n"}
    write_site(tmp_path / "packages", points)
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    assert [run.ask("check")[1] for _ in range(2)] == [False, False]


@pytest.mark.parametrize("options", [["--no-cache"], ["--executor", "dask://nowhere"]], ids=" ".join)
def test_some_options_ask_for_the_usual_way(run: Counted, options: list[str]) -> None:
    run("check")
    assert not run.ask("check", *options)[1]


def change_row(project: Path, command: str) -> None:
    """Let every row of the cache hold something else, its checksum with it or not."""
    with closing(sqlite3.connect(project / CACHE)) as connection, connection:
        connection.execute(command)


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE rows SET data = substr(data, 2)",
        "UPDATE rows SET data = (SELECT max(data) FROM rows), sum = (SELECT max(sum) FROM rows)",
        "DELETE FROM rows",
        "DROP TABLE rows",
    ],
)
def test_a_damaged_cache_is_none(run: Counted, command: str) -> None:
    first = run("build")
    change_row(run.folder, command)
    ended, is_known = run.ask("build")
    assert not is_known
    assert ended.code == first.code
    assert run.ask("build")[1]


def test_what_is_not_published_is_not_known(run: Counted) -> None:
    run.edit(PLAN, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    first, second = run.ask("build"), run.ask("build")
    assert first[0] == second[0]
    assert (second[0].code, second[1]) == (1, False)


@pytest.mark.parametrize("options", [[], ["--preview"], ["--timings"]], ids=" ".join)
def test_a_build_writes_nothing_when_it_is_known(run: Counted, options: list[str]) -> None:
    run("build", *options)
    before = {path: path.stat() for path in run.folder.rglob("*")}
    ended, is_known = run.ask("build", *options)
    assert is_known
    assert " 0 written, " in ended.err
    assert "0 of 13 pages judged, 0 of " in ended.err
    assert {path: path.stat().st_mtime_ns for path in run.folder.rglob("*")} == {
        path: each.st_mtime_ns for path, each in before.items()
    }
    run.edit(NOTE, "See", "Look at")
    assert not run.ask("build", *options)[1]


def bend_output(project: Path) -> None:
    """Change a byte of a published page, but neither its size nor its times."""
    path = project / "build/index.html"
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"<title>", b"<tItle>", 1))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


BUILD_CHANGES: list[Callable[[Path], object]] = [
    edit_unseen,
    write("content/sheet.txt", "two\n"),
    write("content/drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="9"/>\n'),
    write("templates/assets/own.css", "p { color: tan }\n"),
    write("templates/assets/own.js", "1;\n"),
    write("templates/_mine.html", "ours\n"),
    write("logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    lambda project: (project / "templates/_mine.html").unlink(),
    bend_output,
    lambda project: (project / "build/index.html").write_bytes(b"torn"),
    lambda project: (project / "build/index.html").unlink(),
    lambda project: (project / "build/index.html").chmod(0o600),
    lambda project: (project / "build/manifest.json").unlink(),
    lambda project: (project / "build/.DS_Store").write_bytes(b"x"),
    lambda project: (project / f".build.old-{'0' * 16}").mkdir(),
    lambda project: (project / "build").rename(project / "gone"),
]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("change", BUILD_CHANGES)
def test_whatever_changes_is_built_as_ever(run: Counted, change: Callable[[Path], object]) -> None:
    run("build")
    run("build")  # what was kept for open pages is settled
    assert run.ask("build")[1]
    change(run.folder)
    assert not run.ask("build")[1]
    if (run.folder / "gone").exists() or (run.folder / "build/manifest.json").exists():
        made = take(run.folder / "build")
        run("build", "--no-cache")
        assert take(run.folder / "build") == made


@pytest.mark.parametrize("name", ["mine.txt", "page/mine.html"])
def test_what_a_stranger_wrote_is_refused_as_ever(run: Counted, name: str) -> None:
    run("build")
    assert run.ask("build")[1]
    write_site(run.folder / "build", {name: "mine"})
    ended, is_known = run.ask("build")
    assert (ended.code, is_known) == (2, False)
    assert "what playbook did not put there" in ended.err


def test_a_commit_is_a_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = make_repository(tmp_path / "project")
    run = Counted(repository.folder, capsys, monkeypatch)
    repository.commit({**FILES, ".gitignore": "build/\n"})
    run("build")
    assert run.ask("build")[1]
    write_site(repository.folder, {"unseen.txt": "beside the pages"})
    assert run.ask("build")[1], "a file that is not committed is nothing to the site"
    repository.commit({}, "mean nothing")
    assert [run.ask("build")[1] for _ in range(2)] == [False, True], "where git stands decides about promises"
    page = FILES[NOTE] + "\nMore.\n"
    write_site(repository.folder, {NOTE: page})
    assert [run.ask("build")[1] for _ in range(2)] == [False, True]
    repository.commit({}, "say more", author="Tom Hale")
    assert [run.ask("build")[1] for _ in range(2)] == [False, True]
    assert "Tom Hale" in (repository.folder / "build/note.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a shell's script stands before git")
def test_a_known_build_never_asks_git_for_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = make_repository(tmp_path / "project")
    run = Counted(repository.folder, capsys, monkeypatch)
    repository.commit({**FILES, ".gitignore": "build/\n"})
    asked, before = tmp_path / "asked", tmp_path / "bin/git"
    before.parent.mkdir()
    before.write_text(f'#!/bin/sh\necho "$*" >> {asked}\nexec {find_git(os.environ)} "$@"\n')
    before.chmod(0o755)
    monkeypatch.setenv("PATH", f"{before.parent}{os.pathsep}{os.environ['PATH']}")
    run("build")
    assert " log " in asked.read_text()
    asked.write_text("")
    assert run.ask("build")[1]
    assert [" rev-parse " in line for line in asked.read_text().splitlines()] == [True]


def test_a_commit_while_a_site_is_made_leaves_nothing_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = make_repository(tmp_path / "project")
    run = Counted(repository.folder, capsys, monkeypatch)
    first = repository.commit({**FILES, ".gitignore": "build/\n"})
    build = build_site

    def commit_first(*arguments: Any, **more: Any) -> Any:
        """Let somebody commit between the check and the pages."""
        repository.commit({}, "meanwhile")
        return build(*arguments, **more)

    monkeypatch.setattr(build_anew, "build_site", commit_first)
    run("build")
    monkeypatch.setattr(build_anew, "build_site", build)
    repository.git("reset", "--quiet", "--hard", first)
    assert [run.ask("build")[1] for _ in range(2)] == [False, True]


def test_without_git_it_is_said_that_git_is_missing(run: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not committed to git" in run("check").out
    monkeypatch.setenv("PATH", str(run.folder))
    ended, is_known = run.ask("check")
    assert not is_known
    assert "git is not installed" in ended.out
    assert run.ask("check") == (ended, True)


HEAVY = {
    "pydantic",
    "yaml",
    "markdown_it",
    "jinja2",
    "playbook.config",
    "playbook.rules",
    "importlib.metadata",
}


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_works_is_not_even_loaded(run: Counted, command: str) -> None:
    code = f"import sys; from playbook.cli.main import run; run(['-C', {str(run.folder)!r}, {command!r}])"
    whole = [sys.executable, "-c", f"{code}; print(*sys.modules, file=sys.stderr)"]
    loaded = [
        set(subprocess.run(whole, capture_output=True, text=True, check=True).stderr.split())
        for _ in range(2)
    ]
    assert loaded[0] >= HEAVY
    assert HEAVY.isdisjoint(loaded[1])
