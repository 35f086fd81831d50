"""What a preview keeps from one save to the next never shows: every page is that of a clean build."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from playbook.cache import ReadOnlyCache
from playbook.check import Options
from playbook.config import read_config
from playbook.executor import Here, Work
from playbook.load_looks import _mark
from playbook.memo import Memos, Tools
from playbook.pipeline import judge_playbook, make_outputs
from playbook.program import find_salt
from playbook.serve.build import Asked, LastingBuilder
from playbook.serve.lazy import LazyOutputs
from playbook.serve.preview import Preview
from playbook.serve.scan import Change, Places, Scanner
from playbook.store import Store
from playbook.trace import Ledger, list_digests
from playbook.view import make_index
from tests.cli import Commands
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files, read_base, write_site
from tests.test_resolve_again import ALIKE, BASE, OTHERWISE, Lasting

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


def build_both(root: Path, builder: LastingBuilder) -> None:
    """Build with what is kept and anew, and compare the report and every output."""
    config, faults = read_config(root)
    assert not faults
    built = builder.build(Asked(config, TODAY, Options()))
    judgement = judge_playbook(config, TODAY, Options())
    assert built.report == judgement.checked.report
    assert dict(built.outputs) == {each.path: each.body for each in make_outputs(judgement, is_preview=True)}


@pytest.mark.parametrize(
    "name",
    [
        "prose",
        "unknown reference",
        "title",
        "status",
        "row",
        "no page",
        "another page",
        "swapped",
        "navigation",
    ],
)
def test_a_change_and_its_end_are_shown_as_built_anew(tmp_path: Path, name: str) -> None:
    lasting, builder = Lasting(tmp_path), LastingBuilder(Tools())
    build_both(tmp_path, builder)
    lasting.change((ALIKE | OTHERWISE)[name])
    build_both(tmp_path, builder)
    lasting.restore()
    build_both(tmp_path, builder)


def test_a_template_is_shown_as_built_anew(tmp_path: Path) -> None:
    builder = LastingBuilder(Tools())
    build_both(write_site(tmp_path, BASE), builder)
    own = "{% extends 'playbook/home.html' %}{% block crumbs %}Ours{% endblock %}"
    write_site(tmp_path, {"templates/home.html": own})
    build_both(tmp_path, builder)


def test_a_result_is_looked_at_again_where_a_fact_of_it_may_have_changed() -> None:
    looked: list[str] = []

    def tell(value: str) -> bytes:
        looked.append(value)
        return value.encode()

    def open_ledger(**values: str) -> Ledger:
        return Ledger({"page": list_digests(values, tell), "other": lambda _key: values["b"].encode()})

    memos, first = Memos("check", b""), open_ledger(a="1", b="2")
    memos.put("one", ["page:a"], first, b"one")
    memos.put("two", ["page:a", "page:b"], first, b"two")
    memos.put("three", ["page:c", "other:x"], first, b"three")
    memos.put("all", ["page:*"], first, b"all")
    names = ("one", "two", "three", "all")
    assert [name for name in names if memos.find(name, first)] == list(names)
    looked.clear()
    assert [name for name in names if memos.find(name, open_ledger(a="1", b="2"))] == list(names)
    assert looked == []
    changed = open_ledger(a="1", b="3")
    assert [name for name in names if memos.find(name, changed)] == ["one"]
    assert "1" not in looked[:1]
    back = open_ledger(a="1", b="2")
    assert [name for name in names if memos.find(name, back)] == list(names)
    added = open_ledger(a="1", b="2", c="4")
    assert [name for name in names if memos.find(name, added)] == ["one", "two"]
    gone = open_ledger(b="2")
    assert [name for name in names if memos.find(name, gone)] == ["three"]


def test_a_glance_sees_files_that_are_known_and_leaves_all_else_to_a_look(tmp_path: Path) -> None:
    write_site(tmp_path, {"c/a.md": "1", "c/b.md": "1"})
    scanner = Scanner(Places((tmp_path / "c",)))
    scanner.look()
    a, b, new = (str(tmp_path / "c" / name) for name in ("a.md", "b.md", "new.md"))
    write_site(tmp_path, {"c/a.md": "2", "c/b.md": "2"})
    assert scanner.glance([a, f"{a}.swp"]) == (Change(a, "changed"),)
    assert scanner.glance([a]) == ()
    assert scanner.look() == (Change(b, "changed"),)
    write_site(tmp_path, {"c/a.md": "3", "c/new.md": "1"})
    assert scanner.glance([a, new]) == scanner.glance([a, str(tmp_path / "c")]) == ()
    (tmp_path / "c/b.md").unlink()
    assert scanner.glance([a, b]) == ()
    assert scanner.look() == (Change(a, "changed"), Change(b, "removed"), Change(new, "added"))


def test_a_build_makes_nothing_that_nobody_asked_for(tmp_path: Path) -> None:
    builder = LastingBuilder(Tools())
    config, _ = read_config(write_site(tmp_path, BASE))
    asked, made = Asked(config, TODAY, Options()), []
    for _ in range(3):
        outputs = builder.build(asked).outputs
        assert isinstance(outputs, LazyOutputs)
        assert outputs["initiative/crm.html"]
        made.append(outputs)
    assert [each.count_made() for each in made] == [1, 1, 1]


class Counting(Here):
    """Works here, and counts the items."""

    def __init__(self) -> None:
        """Begin at nought."""
        self.items = 0

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Do the work."""
        self.items += len(items)
        return super().run(work, shared, items)


def read_all(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_what_a_build_worked_out_is_read_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_site(tmp_path, {**read_base(), "content/note.md": "# Note\n\nSee [[crm]].\n"})
    folder = root / ".playbook-cache"
    assert Commands(root, capsys)("build").code == 0
    before = read_all(folder)
    counting = Counting()
    builder = LastingBuilder(Tools(counting, ReadOnlyCache(folder, find_salt())))
    build_both(root, builder)
    assert counting.items == 0
    write_site(root, {"content/note.md": "# Note\n\nQuite another [[crm]].\n"})
    build_both(root, builder)
    assert 0 < counting.items < 5
    assert read_all(folder) == before


def test_a_page_that_changes_is_shown_whole_until_the_next_build_is_there(tmp_path: Path) -> None:
    builder, preview = LastingBuilder(tools := Tools()), Preview()
    config, _ = read_config(write_site(tmp_path, BASE))
    preview.show(builder.build(Asked(config, TODAY, Options())))
    wanted = {
        each.path: each.body
        for each in make_outputs(judge_playbook(config, TODAY, Options()), is_preview=True)
    }
    for text in ("# Another\n\nWords.\n", "# A third\n\nWords.\n"):
        write_site(tmp_path, {"content/note.md": text})
        judge_playbook(config, TODAY, Options(), tools)  # the next build has begun, or failed
    assert preview.current.outputs["note.html"] == wanted["note.html"]
    assert b"owned by" in wanted["note.html"]


def test_a_ledger_takes_over_from_one_that_still_learns() -> None:
    last = Ledger({"t": lambda _: b"1" * 16})
    for n in range(9):
        last.digest(f"t:{n}")

    def tell(key: str) -> bytes:
        last.digest(f"t:new{key}")  # as the site of before, which goes on answering
        return b"2" * 16

    changed = Ledger({"t": tell}).take_over(last)
    assert changed == {f"t:{n}" for n in range(9)}


def test_rows_of_an_export_say_where_they_stand_now(tmp_path: Path) -> None:
    files = {
        "content/index.md": "# X\n",
        "content/people.csv": "id,name\nx,X\n",
        "playbook.toml": "schema = 1\n",
    }
    tools = Tools()
    assert "content/people.csv" in list_paths(write_site(tmp_path, files), tools)
    (tmp_path / "content").rename(tmp_path / "docs")
    write_site(tmp_path, {"playbook.toml": 'schema = 1\ncontent = "docs"\n'})
    assert (
        list_paths(tmp_path, tools) == list_paths(tmp_path, Tools()) == {"docs/index.md", "docs/people.csv"}
    )


def list_paths(root: Path, tools: Tools) -> set[str]:
    config, faults = read_config(root)
    assert not faults
    return {page.path for page in judge_playbook(config, TODAY, Options(), tools).site.pages.values()}


def test_a_file_read_within_a_tick_of_its_change_is_read_again(tmp_path: Path) -> None:
    files = {"content/a.md": "# One\n", "content/b.md": "# Two\n", "playbook.toml": "schema = 1\n"}
    config, _ = read_config(write_site(tmp_path, files))
    tools, file = Tools(), tmp_path / "content/a.md"

    def read_title() -> str:
        return judge_playbook(config, TODAY, Options(), tools).site.pages["page/a"].title

    assert read_title() == "One"
    seen = tools.lasting["store"]
    assert isinstance(seen, Store)
    assert [each.newest for each in seen.files.values()] == [0, 0]  # of one age: too new to be trusted
    stamps = file.stat()
    file.write_text("# Six\n", encoding="utf-8")
    os.utime(file, ns=(stamps.st_atime_ns, stamps.st_mtime_ns))
    marks = seen.files["a.md"].marks
    seen.files["a.md"] = replace(seen.files["a.md"], marks=(_mark(str(file)),) * len(marks))
    os.utime(tmp_path / "content/b.md", ns=(10**18 * 9, 10**18 * 9))
    assert read_title() == "Six"


def test_the_digest_of_a_plan_is_that_of_the_plan_now(tmp_path: Path) -> None:
    plan, fact = "content/initiatives/crm.md", "plan:initiative/crm"
    tools, text = Tools(), read_base()[plan]
    last = make_index(make_facts(judge_files(tmp_path / "last", read_base(), TODAY)), tools)
    last.ledger.digest(fact)
    files = {**read_base(), plan: text.replace("title: ", "title: New ", 1)}
    facts = make_facts(judge_files(tmp_path / "now", files, TODAY))
    now, anew = make_index(facts, tools), make_index(facts)
    assert now.ledger.digest(fact) == anew.ledger.digest(fact) != last.ledger.digest(fact)
