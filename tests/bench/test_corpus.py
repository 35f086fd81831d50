"""The benchmark's playbook: the same each time, of every age, clean, and the same in each program's form."""

import re
from collections import Counter
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.config import read_config
from playbook.diagnostic import Severity
from playbook.pipeline import judge_playbook, make_outputs
from playbook.schema.choice import STATUSES
from tests.bench.corpus import iter_files, make_files
from tests.bench.course import TODAY, end_month, find_month
from tests.bench.forms import PEER_FORMS, iter_form, write_form
from tests.bench.plan import Plan, Size, write_front
from tests.sites import judge_files, list_found

LINK = re.compile(r"\[\[[^|\]]+\|([^\]]+)\]\]|\[([^\]]+)\]\(([^)]+)\)")


def split_page(text: str) -> tuple[str, str]:
    _, front, prose = text.split("---\n", 2)
    return front, prose


def test_equal_numbers_give_equal_bytes() -> None:
    assert list(iter_files(20)) == list(iter_files(20))


@pytest.mark.parametrize("count", [1, 20, 33])
def test_there_are_as_many_plans_as_asked_for(count: int) -> None:
    assert sum("/initiatives/" in name for name, _ in iter_files(count)) == count


def test_a_plan_has_the_size_that_is_measured() -> None:
    pages = [text for name, text in iter_files(20) if "/initiatives/" in name]
    assert all(10_000 < len(each) < 12_500 for each in pages)
    assert all(55 < len(split_page(each)[0].splitlines()) < 85 for each in pages)
    prose = [split_page(each)[1] for each in pages]
    assert len(set(prose)) == len(prose)
    for mark in ("\n- ", "\n|---", "\n> ", "\n```sql", "](plan-"):
        assert all(mark in each for each in prose), mark
    assert all(each.count("\n## ") == 6 for each in prose)


def test_plans_are_of_every_status() -> None:
    size = Size(1000)
    found = Counter(Plan(n, size).status for n in range(1000))
    assert set(found) == set(STATUSES)
    assert found["running"] > 100


def test_nobody_and_nothing_is_named_by_all() -> None:
    size = Size(600)
    named = Counter[str]()
    for n in range(600):
        named.update(set(re.findall(r"\b[a-z]+-\d{5}\b", write_front(Plan(n, size)))))
    assert named.most_common(1)[0][1] <= 60, named.most_common(3)


@pytest.mark.parametrize("count", [1, 20, 100])
def test_it_passes_the_check(tmp_path: Path, count: int) -> None:
    judgement = judge_files(tmp_path, make_files(count), TODAY)
    found = list_found(judgement)
    drafts = sum(Plan(n, Size(count)).status == "draft" for n in range(count))
    assert not [each for each in found if each[1] == "error"]
    assert sum(each[1] == "warning" for each in found) <= 3 * drafts, found


@pytest.mark.parametrize("name", PEER_FORMS)
def test_a_peer_reads_the_same(name: str) -> None:
    form = PEER_FORMS[name]
    ours = {path.removeprefix("content/"): text for path, text in iter_form("playbook", 20)}
    theirs = {path.removeprefix(f"{form.content}/"): text for path, text in iter_form(name, 20)}
    index = theirs.pop(form.index)
    assert index.startswith("---\ntitle: ")
    assert theirs.keys() == {each for each in ours if each.endswith(".md")}
    for path, text in theirs.items():
        assert split_page(text)[0] == split_page(ours[path])[0]
        words = LINK.sub(lambda it: it[1] or it[2], split_page(text)[1])
        assert words == LINK.sub(lambda it: it[1] or it[2], split_page(ours[path])[1])


@pytest.mark.parametrize("name", PEER_FORMS)
def test_a_peers_links_lead_to_pages(name: str, tmp_path: Path) -> None:
    folder = write_form(name, 20, tmp_path) / PEER_FORMS[name].content
    pages = sorted(folder.glob("initiatives/*.md"))
    assert len(pages) == 20
    for page in pages:
        links = [it[3] for it in LINK.finditer(page.read_text(encoding="utf-8"))]
        assert len(links) == 2
        base = page.parent if name in ("mkdocs", "zensical") else page.with_suffix("")
        for link in links:
            target = (base / link).resolve()
            assert target.with_name(f"{target.name.removesuffix('.md')}.md").is_file(), link


def test_the_bench_theme_prints_the_facts(tmp_path: Path) -> None:
    folder = write_form("playbook", 20, tmp_path)
    config, faults = read_config(folder, folder / "bench.toml")
    assert not faults
    judgement = judge_playbook(config, TODAY, Options())
    assert not judgement.checked.report.count(Severity.ERROR)
    made = {each.path: each.body.decode() for each in make_outputs(judgement) if each.path.endswith(".html")}
    for n in range(20):
        front = write_front(Plan(n, Size(20)))
        facts = re.findall(r"(?:title|finding|message|risk|note|channel|what): ([^,}\n]+)", front)
        facts += re.findall(r"(?:held|done|accepted|until|go-live): ([\d-]+)", front)
        page = made[f"initiative/plan-{n:05}.html"]
        assert len(facts) > 20
        assert [each for each in facts if each not in page] == []
        assert "<h2>Milestones</h2>" in page
        assert "What stays as it is" in page
    assert "<script" not in "".join(made.values())


def test_a_month_ends_on_its_last_day() -> None:
    assert [end_month(n).isoformat() for n in (0, 1, 11, 12, 28)] == [
        "2024-01-31",
        "2024-02-29",
        "2024-12-31",
        "2025-01-31",
        "2026-05-31",
    ]
    assert [find_month(each) for each in (end_month(5), end_month(6), TODAY)] == [5, 6, 28]
