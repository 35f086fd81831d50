"""Content -> pages: which files are read, what each is called; a hostile one ends in one located fault."""

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.load import Loaded, list_files, load
from playbook.load_files import read_bytes, scan_files
from playbook.load_page import name_page
from playbook.memo import Tools
from playbook.store import Store
from tests.sites import judge_files, list_found, read_base, write_site

DRAFT = "---\ntitle: A\nstatus: draft\nowner: maya-okafor\n---\n"


def load_files(folder: Path, files: Mapping[str, str | bytes]) -> Loaded:
    return load(Config(write_site(folder, files)), Store())


def show(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(each.span.path, each.message) for each in faults]


NAMES = {
    "an initiative": ("initiatives/crm.md", ("initiative", "crm")),
    "in a folder": ("initiatives/2026/crm.md", ("initiative", "crm")),
    "an index": ("initiatives/crm/index.md", ("initiative", "crm")),
    "the list's own index": ("initiatives/index.md", ("page", "initiatives")),
    "a metric": ("metrics/x.md", ("metric", "x")),
    "a person": ("people/x.md", ("person", "x")),
    "a department": ("departments/x.md", ("department", "x")),
    "guidance": ("method/vision.md", ("method", "vision")),
    "home": ("index.md", ("page", "index")),
    "another page": ("guides/how/x.md", ("page", "guides/how/x")),
    "another index": ("guides/index.md", ("page", "guides")),
    "a readme at the root": ("README.md", ("page", "README")),
    "a readme among plans": ("initiatives/README.md", ("page", "initiatives/README")),
    "a readme in small letters": ("metrics/readme.md", ("page", "metrics/readme")),
    "a name with a dot": ("metrics/v1.2.md", ("metric", "v1.2")),
    "a decomposed name": ("people/jose\u0301.md", ("person", "jos\u00e9")),
    "a folder of another case": ("Initiatives/x.md", ("page", "Initiatives/x")),
}


@pytest.mark.parametrize(("path", "name"), NAMES.values(), ids=NAMES)
def test_name_page(path: str, name: tuple[str, str]) -> None:
    assert name_page(path) == name


BAD_NAMES = {
    "a bidirectional control": ("a\u202emd.md", "holds a control sign that nobody sees", "a-md.md"),
    "a control sign": ("a\x07.md", "holds a control sign", "a.md"),
    "a colon": ("a:b.md", "holds a sign that some systems refuse", "a-b.md"),
    "a question mark": ("why?.md", "holds a sign that some systems refuse", "why.md"),
    "a backslash": ("a\\b.md", "holds a sign that some systems refuse", "a-b.md"),
    "a hash": ("line#4.md", "mean something else in a link", "line-4.md"),
    "brackets": ("[a].md", "mean something else in a link", "a.md"),
    "a blank at its end": ("a .md", "ends with a space or a dot", "a.md"),
    "a blank before it": (" a.md", "begins or ends with a space", "a.md"),
    "a device": ("CON.md", "is the name of a device on Windows", "con-page.md"),
    "a device's folder": ("aux/a.md", "is the name of a device on Windows", "a.md"),
    "too long": ("a" * 200 + ".md", "has more than 195 bytes", "a" * 80 + ".md"),
    "only signs": ("?.md", "holds a sign that some systems refuse", "page.md"),
}


@pytest.mark.parametrize(("name", "words", "better"), BAD_NAMES.values(), ids=BAD_NAMES)
def test_a_name_that_not_every_system_can_hold(tmp_path: Path, name: str, words: str, better: str) -> None:
    loaded = load_files(tmp_path, {f"content/{name}": "# A\n"})
    faults = loaded.pages[0].faults
    assert show(faults) == [(f"content/{name}", faults[0].message)]
    assert words in faults[0].message
    assert faults[0].help == f"call it {better}"


@pytest.mark.parametrize("name", ["a b.md", "100%.md", "Über uns.md", "a'b.md", "日本.md"])
def test_a_name_that_every_system_can_hold(tmp_path: Path, name: str) -> None:
    loaded = load_files(tmp_path, {f"content/{name}": "# A\n"})
    assert (loaded.faults, loaded.pages[0].faults) == ((), ())


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    try:
        (folder / os.fsdecode(b"a\xff.md")).write_text("# A\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    loaded = load(Config(tmp_path), Store())
    assert loaded.pages[0].path == "content/a\\xff.md"
    assert loaded.pages[0].faults[0].message == "the file's name is not UTF-8"
    loaded.pages[0].path.encode()


def test_hidden_files_and_folders_named_like_pages(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/a.md": "# A\n",
        "content/.hidden.md": "# H\n",
        "content/.git/b.md": "# G\n",
        "content/folder.md/c.md": "# C\n",
        "content/picture.PNG": b"\x89PNG",
        "content/script.js": "x",
    }
    loaded = load_files(tmp_path, files)
    assert [each.id for each in loaded.pages] == ["a", "folder.md/c"]
    assert (loaded.assets, loaded.others, loaded.faults) == (("picture.PNG",), ("script.js",), ())
    assert list(list_files(tmp_path / "content")) == ["a.md", "folder.md/c.md", "picture.PNG", "script.js"]


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    write_site(secret, {"s.md": "# Secret\n", "deep/t.md": "# Secret\n"})
    root = write_site(tmp_path / "root", {"content/a.md": "# A\n", "content/sub/c.md": "# C\n"})
    content = root / "content"
    (content / "out.md").symlink_to(secret / "s.md")
    (content / "folder").symlink_to(secret / "deep", target_is_directory=True)
    (content / "inside").symlink_to(content / "sub", target_is_directory=True)
    (content / "same.md").symlink_to(content / "a.md")
    (content / "gone.md").symlink_to(content / "nowhere.md")
    (content / "loop.md").symlink_to(content / "loop.md")
    loaded = load(Config(root), Store())
    assert [each.id for each in loaded.pages] == ["a", "same", "sub/c"]
    assert show(loaded.faults) == [
        ("content/folder", "this link leads out of the content folder, and is not read"),
        ("content/gone.md", "this link leads nowhere"),
        ("content/inside", "this link leads to a folder, and is not followed"),
        ("content/loop.md", "this link leads nowhere"),
        ("content/out.md", "this link leads out of the content folder, and is not read"),
    ]
    assert [each.severity and each.severity.word for each in loaded.faults] == [
        "warning",
        None,
        "warning",
        None,
        "warning",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/a.md": "# A\n"})
    os.mkfifo(tmp_path / "content" / "pipe.md")
    loaded = load(Config(tmp_path), Store())
    assert show(loaded.faults) == [("content/pipe.md", "this is no ordinary file, and is not read")]


def test_a_folder_without_rights(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/shut/a.md": "# A\n", "content/b.md": "# B\n"})
    shut = tmp_path / "content" / "shut"
    shut.chmod(0)
    try:
        if os.access(shut, os.R_OK):
            pytest.skip("this user may read everything")
        faults = load(Config(tmp_path), Store()).faults
    finally:
        shut.chmod(0o755)
    assert [each.span.path for each in faults] == ["content/shut"]


def test_a_file_that_is_gone_or_too_large(tmp_path: Path) -> None:
    assert read_bytes(tmp_path / "gone", 10)[1].startswith("the file cannot be read: ")
    (tmp_path / "large").write_bytes(b"x" * 11)
    raw, words, _ = read_bytes(tmp_path / "large", 10)
    assert (raw, words) == (b"", "the file has 11 bytes; it may have 10")
    assert read_bytes(tmp_path / "large", 11)[0] == b"x" * 11
    assert scan_files(tmp_path / "none").files == []


def test_a_page_that_was_not_read_is_one_fault_and_can_be_linked(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {**read_base(), "content/big.md": b"x" * ((1 << 20) + 1)}
    files["content/other.md"] = "See [it](big.md#somewhere) and [[big]].\n"
    files["content/metrics/sales-cycle.csv"] = b"x" * ((16 << 20) + 1)
    found = judge_files(tmp_path, files).checked.report.diagnostics
    told = [(each.span.path, each.code, each.message) for each in found if each.severity.word == "error"]
    assert told == [
        ("content/big.md", "PB001", "the file has 1,048,577 bytes; it may have 1,048,576"),
        ("content/metrics/sales-cycle.csv", "PB010", "the file has 16,777,217 bytes; it may have 16,777,216"),
    ]


def test_an_export_that_is_too_large(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"content/people.csv": b"x" * ((16 << 20) + 1), "content/a.md": ""})
    assert show(loaded.faults) == [
        ("content/people.csv", "the file has 16,777,217 bytes; it may have 16,777,216"),
    ]


def test_an_empty_playbook_says_how_to_begin(tmp_path: Path) -> None:
    empty = write_site(tmp_path / "empty", {"content/x.txt": ""})
    said = ("there is no folder `content` here", "the folder `content` holds no page")
    for folder, words in zip((tmp_path / "none", empty), said, strict=True):
        faults = load(Config(folder), Store()).faults
        assert show(faults) == [("content", words)]
        assert "playbook init" in faults[0].help


def test_assets_that_some_systems_cannot_tell_apart(tmp_path: Path) -> None:
    files = {"content/a.md": "", "content/A.PNG": "", "content/a.png": ""}
    loaded = load_files(tmp_path, {**files})
    if len(loaded.assets) < 2:
        pytest.skip("this file system cannot tell them apart either")
    assert show(loaded.faults) == [
        ("content/a.png", "some systems cannot tell this name from content/A.PNG"),
    ]


@pytest.mark.parametrize("folder", ["Initiatives", "initiative", "METRICS", "person"])
def test_a_folder_that_is_meant_to_be_that_of_a_kind(tmp_path: Path, folder: str) -> None:
    loaded = load_files(tmp_path, {f"content/{folder}/a.md": "# A\n"})
    assert [(each.span.path, each.severity and each.severity.word) for each in loaded.faults] == [
        (f"content/{folder}", "warning")
    ]
    assert "rename the folder to `" in loaded.faults[0].help


@pytest.mark.parametrize("name", ["plan.md.txt", "plan.MD", "plan.markdown", "plan.Md"])
def test_a_file_that_is_almost_a_page_is_not_passed_over_unseen(tmp_path: Path, name: str) -> None:
    files = {
        "content/a.md": "# A\n",
        f"content/initiatives/{name}": "x",
        "content/initiatives/notes.txt": "x",
    }
    (fault,) = load_files(tmp_path, files).faults
    assert (fault.span.path, fault.help) == (f"content/initiatives/{name}", "rename it to plan.md")
    assert (fault.rule, fault.severity and fault.severity.word) == ("invalid-value", "warning")


def test_readings_without_a_metric(tmp_path: Path) -> None:
    loaded = load_files(tmp_path, {"content/metrics/x.csv": "date,value\n", "content/a.md": ""})
    assert show(loaded.faults) == [
        ("content/metrics/x.csv", "there is no page beside these readings: content/metrics/x.md")
    ]
    assert "the id is the stem, x" in loaded.faults[0].help


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
MERGE = "a: &a {k: v}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} {{<<: [{','.join(['*' + chr(97 + n)] * 9)}]}}\n" for n in range(8)
)
HEAD = "---\ntitle: A\nstatus: draft\nowner: maya-okafor\n"

HOSTILE: dict[str, tuple[str | bytes, list[tuple[str, int]]]] = {
    "nothing": ("", [("PB001", 1)]),
    "no front matter": ("# A\n", [("PB001", 1)]),
    "a byte-order mark": ("\ufeff" + DRAFT, [("PB001", 1)]),
    "Windows line endings": (DRAFT.replace("\n", "\r\n"), []),
    "old line endings": (DRAFT.replace("\n", "\r"), [("PB001", 1)]),
    "an unclosed fence": (HEAD, [("PB001", 1)]),
    "a late fence": ("\n" + DRAFT, [("PB001", 2)]),
    "tabs": (HEAD + "affects:\n\t- sales\n---\n", [("PB001", 6)]),
    "a key twice": (HEAD + "title: B\n---\n", [("PB003", 5)]),
    "a day that is none": (HEAD + "starts: 2026-13-45\n---\n", [("PB003", 5)]),
    "NO": (HEAD + "department: NO\n---\n", [("PB005", 5)]),
    "a time": (HEAD + "starts: 12:30\n---\n", [("PB003", 5)]),
    "a list": ("---\n- a\n- b\n---\n", [("PB001", 2)]),
    "a text": ("---\nhello\n---\n", [("PB001", 2)]),
    "60 KB of brackets": ("---\na: " + "[" * 60_000 + "\n---\n", [("PB001", 2)]),
    "60 KB of braces": ("---\na: " + "{" * 60_000 + "\n---\n", [("PB001", 2)]),
    "deep lists": ("---\n" + "".join("  " * n + "a:\n" for n in range(200)) + "---\n", [("PB001", 22)]),
    "an alias bomb": ("---\n" + BOMB + "---\n", [("PB001", 2)]),
    "a merge bomb": ("---\n" + MERGE + "---\n", [("PB001", 2)]),
    "a tag": (HEAD + "summary: !!python/object:os.system x\n---\n", [("PB001", 5)]),
    "not UTF-8": (b"---\ntitle: \xff\n---\n", [("PB001", 2)]),
    "UTF-16": (DRAFT.encode("utf-16"), [("PB001", 1)]),
    "NUL in front matter": (HEAD + "summary: a\0b\n---\n", [("PB001", 5)]),
    "NUL in the text": (DRAFT + "a\0b\n", [("PB001", 6)]),
    "a bidirectional control in front matter": (HEAD + "summary: a\u202eb\n---\n", [("PB001", 5)]),
    "a bidirectional control in the text": (DRAFT + "a\u202eb\n", [("PB001", 6)]),
    "65 KB of front matter": (HEAD + "summary: " + "x" * 70_000 + "\n---\n", [("PB001", 1)]),
    "6,000 values": (HEAD + "tags:\n" + "  - x\n" * 6_000 + "---\n", [("PB001", 4_997)]),
    "4,000 unknown departments": (
        HEAD + "affects: [" + ",".join(f"d{n}" for n in range(4_000)) + "]\n---\n",
        [("PB005", 5)] * 4_000,
    ),
    "200 KB of one paragraph": (DRAFT + "word " * 40_000 + "\n", []),
    "200 KB of opening brackets": (DRAFT + "[" * 200_000 + "\n", []),
    "broken links": (DRAFT + "[a](b.md) " * 10 + "\n", [("PB006", 6)] * 10),
}


@pytest.mark.parametrize(("page", "errors"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_ends_in_located_faults(
    tmp_path: Path, page: str | bytes, errors: list[tuple[str, int]]
) -> None:
    files: dict[str, str | bytes] = {**read_base(), "content/initiatives/bad.md": page}
    began = time.process_time()
    judgement = judge_files(tmp_path, files)
    assert time.process_time() - began < 5, "about 0.1 s on an idle machine"
    found = [(code, line) for code, severity, line in list_found(judgement) if severity == "error"]
    assert found == errors
    assert all(each.message for each in judgement.checked.report.diagnostics)


@pytest.mark.parametrize("fence", ["----", "\u2014", "--", " \u2013- "])
def test_a_fence_of_other_dashes_is_told_from_none(tmp_path: Path, fence: str) -> None:
    files = {**read_base(), "content/initiatives/bad.md": DRAFT.replace("---", fence, 1)}
    found = judge_files(tmp_path, files).checked.report.diagnostics
    (mine,) = (each for each in found if each.code == "PB001")
    assert mine.help == f"the first line is `{fence.strip()}`; write three hyphens there: ---"


def test_text_after_a_sign_of_a_comment_is_not_lost_unseen(tmp_path: Path) -> None:
    page = (
        HEAD.replace("title: A", "title: Line #4 first")
        + "theme: #1\ntags:\n  - a #b\n  - 'c' #d\n  - #e\n  - f # g\n  - h#i\n---\n"
    )
    files = {**read_base(), "content/initiatives/bad.md": page}
    found = judge_files(tmp_path, files).checked.report.diagnostics
    mine = [each for each in found if "begins a comment" in each.message]
    assert [(each.span.line, each.span.column) for each in mine] == [(2, 13), (5, 8), (7, 7), (9, 5)]
    assert mine[0].help.startswith('put the value in quotes: "Line #4 first"')
    assert [each.code for each in found if each.severity.word == "error" and each not in mine] == []


def test_texts_that_are_not_saved_stand_for_files_and_for_new_ones(tmp_path: Path) -> None:
    folder = write_site(
        tmp_path,
        {
            "content/initiatives/a.md": DRAFT,
            "content/metrics/m.md": "---\ntitle: M\n---\n",
            "content/metrics/m.csv": "date,value\n2026-01-01,1\n",
            "content/people.csv": "id,name\nx,X\n",
        },
    )
    tools, store, config = Tools(), Store(), Config(folder)

    def list_titles() -> dict[str, str]:
        return {page.key: page.title for page in load(config, store, tools).pages}

    saved = list_titles()
    assert saved == {"initiative/a": "A", "metric/m": "M", "person/x": "X"}
    store.files = {
        name: replace(seen, newest=1) for name, seen in store.files.items()
    }  # known by their looks
    tools.overlay = {
        "initiatives/a.md": DRAFT.replace("title: A", "title: B").encode(),
        "initiatives/new.md": DRAFT.encode(),
        "metrics/m.csv": b"date,value\n2026-01-01,1\n2026-02-01,2\n",
        "people.csv": b"id,name\nx,Y\n",
    }
    assert list_titles() == {**saved, "initiative/a": "B", "initiative/new": "A", "person/x": "Y"}
    [metric] = [page for page in load(config, store, tools).pages if page.key == "metric/m"]
    assert [each.value for each in metric.readings] == [1, 2]
    tools.overlay = {}
    assert list_titles() == saved
    assert (folder / "content/initiatives/a.md").read_text(encoding="utf-8") == DRAFT


def test_a_text_that_is_too_large_is_refused_as_its_file_would_be(tmp_path: Path) -> None:
    folder = write_site(tmp_path, {"content/initiatives/a.md": DRAFT})
    tools = Tools()
    tools.overlay = {"initiatives/a.md": DRAFT.encode() + b"x" * (1 << 20)}
    [page] = load(Config(folder), Store(), tools).pages
    assert "it may have 1,048,576" in page.faults[0].message
