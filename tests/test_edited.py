"""After one edit those pieces alone are made anew that show what was edited; all is as a clean build's."""

from pathlib import Path

import pytest

from playbook.cache import Cache
from playbook.check import Options
from playbook.config import read_config
from playbook.memo import Tools
from playbook.pipeline import build_site, gather, judge_playbook, make_outputs
from playbook.publish import Output, read_standing
from playbook.render_site import prepare_site
from tests.sites import TODAY, read_base, write_site

CRM = "content/initiatives/crm.md"
LAST = "and read none of them.\n"
BASE = read_base() | {
    "content/note.md": "# Note\n\nSee [[crm]].\n",
    "content/other.md": "# Other\n\nNobody is named.\n",
    "content/initiatives/draft.md": "---\ntitle: A draft\nstatus: draft\nowner: maya-okafor\n---\n\nTODO\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a playbook that was built, with its cache."""
    build(write_site(tmp_path / "project", BASE))
    return tmp_path / "project"


def build(project: Path) -> dict[str, bytes]:
    """Build with what is in the cache alone; give the bodies of the site."""
    config, _ = read_config(project)
    tools = Tools(cache=Cache(project / ".playbook-cache", b"salt"))
    build_site(judge_playbook(config, TODAY, Options(), tools), tools)
    place = config.output
    return {name: (place / name).read_bytes() for name in read_standing(place).manifest}


def list_stale(project: Path) -> set[str]:
    """List the jobs that a build would do now."""
    config, _ = read_config(project)
    tools = Tools(cache=Cache(project / ".playbook-cache", b"salt"))
    judged = judge_playbook(config, TODAY, Options(), tools)
    making = prepare_site(*gather(judged, tools, read_standing(config.output)))
    return set(map(str, making.stale))


def edit(project: Path, name: str, old: str, new: str) -> tuple[set[str], dict[str, bytes], dict[str, bytes]]:
    """Edit a page; give the jobs that are to be done, and the site before and after, as built clean."""
    before = build(project)
    assert list_stale(project) == set()
    text = (project / name).read_text(encoding="utf-8")
    assert old in text
    (project / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    stale, after = list_stale(project), build(project)
    judged = judge_playbook(read_config(project)[0], TODAY, Options())
    clean = {each.path: each.body for each in make_outputs(judged) if isinstance(each, Output)}
    assert {name: after[name] for name in clean} == clean
    return stale, before, after


OF_CRM = {"view initiative initiative/crm", "copy initiative/crm", "search"}
LISTS = {"view home", "view initiatives", "view roadmap", "export json", "export csv", "export ics"}


def test_a_sentence_makes_its_page_anew_and_no_list(project: Path) -> None:
    stale, before, after = edit(project, CRM, LAST, f"{LAST}\nNobody likes it.\n")
    assert stale == OF_CRM
    changed = {name for name in after if before.get(name) != after[name]}
    assert {each for each in changed if each.endswith((".html", ".md"))} == {
        "initiative/crm.html",
        "initiative/crm.md",
    }


def test_a_title_makes_all_anew_that_name_the_page(project: Path) -> None:
    stale, _, after = edit(project, CRM, "title: One CRM for every deal", "title: One place for all")
    named = {"view page page/note", "view person person/maya-okafor", "view metric metric/sales-cycle"}
    assert stale >= OF_CRM | LISTS | named
    assert "view page page/other" not in stale
    assert b"One place for all" in after["note.html"]


def test_a_day_makes_the_lists_anew(project: Path) -> None:
    stale, _, after = edit(project, CRM, "due: 2026-06-26", "due: 2026-06-24")
    assert stale >= OF_CRM | LISTS
    assert not {"view page page/note", "view page page/other", "view initiative initiative/draft"} & stale
    assert b"2026-06-24" in after["data/milestones.csv"]


def test_the_order_of_stages_is_seen(project: Path) -> None:
    text = (project / CRM).read_text(encoding="utf-8")
    goals = text[text.index("  goals:\n") : text.index("  follow-through:\n")]
    last = text[text.index("  follow-through:\n") : text.index("milestones:\n")]
    stale, _, _ = edit(project, CRM, goals + last, last + goals)
    assert stale >= OF_CRM | LISTS


def test_a_sentence_that_names_a_page_is_told_there(project: Path) -> None:
    stale, _, after = edit(project, CRM, LAST, f"{LAST}\nIt moves [[discount-rate]], says the board.\n")
    assert stale >= OF_CRM | {"view metric metric/discount-rate"}
    assert not {"view home", "view initiatives", "export ics"} & stale
    assert b"says the board" in after["metric/discount-rate.html"]
    stale, _, after = edit(project, CRM, "says the board", "says the chair")
    assert stale >= OF_CRM | {"view metric metric/discount-rate"}
    assert not {"view home", "view initiatives", "export ics"} & stale
    assert b"says the chair" in after["metric/discount-rate.html"]


def test_a_line_above_a_finding_moves_it(project: Path) -> None:
    draft = "content/initiatives/draft.md"
    stale, before, after = edit(project, draft, "TODO\n", "A sentence.\n\nTODO\n")
    assert {"view check", "view initiative initiative/draft", "export json", "export csv"} <= stale
    assert b"draft.md:7" in before["check.html"]
    assert b"draft.md:9" in after["check.html"]


def test_a_reading_is_seen_in_plans_that_were_read_back(project: Path) -> None:
    readings = "content/metrics/sales-cycle.csv"
    last = (project / readings).read_text(encoding="utf-8").splitlines()[-1]
    day, value = last.split(",")[:2]
    stale, _, _ = edit(project, readings, last, f"{day},{float(value) - 1:g}")
    assert stale >= {
        "view metric metric/sales-cycle",
        "view initiative initiative/crm",
        "search",
        "view home",
    }
