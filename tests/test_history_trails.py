"""How promises moved: along the main line, through renames and merges, with their reasons; never guessed."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from playbook.cache import Cache
from playbook.history.line import name_plan
from playbook.history.past import Standpoint
from playbook.history.plans import read_plans
from playbook.load_page import name_page
from playbook.memo import Tools
from playbook.model.trail import NO_PLANS, PlanHistory, SiteHistory, Trail
from tests.repositories import DAY, NOON, Repository, make_repository
from tests.sites import write_site

FILE = "content/initiatives/crm.md"
PROSE = "".join(f"Line {n} of what the plan says in prose.\n" for n in range(40))


def write_plan(more: str = "", due: str = "2026-07-01", title: str = "One CRM") -> str:
    """Write a plan with one milestone."""
    own = f"milestones:\n  - title: Pilot\n    due: {due}\n    owner: tom\n"
    return f"---\ntitle: {title}\nstatus: draft\nowner: ines\n{own}{more}---\n{PROSE}"


def read(folder: Path, timezone: str = "UTC", tools: Tools | None = None) -> SiteHistory:
    """Read the history of the plans that lie in a folder."""
    content = folder / "content"
    names = [path.relative_to(content) for path in sorted(content.glob("initiatives/**/*.md"))]
    ids = [each.parent.name if each.name == "index.md" else each.stem for each in names]
    files = {f"initiative/{own}": name.as_posix() for own, name in zip(ids, names, strict=True)}
    return read_plans(Standpoint(content), files, timezone, tools or Tools())


def recall(folder: Path, page_id: str = "crm") -> PlanHistory:
    """Give the history of one plan."""
    history = read(folder)
    assert (history.state, history.reason) == ("known", "")
    return history.plans[f"initiative/{page_id}"]


def tell(history: SiteHistory) -> tuple[str, str]:
    """Give what is known, and why not; nothing of any plan."""
    assert not history.plans
    return history.state, history.reason


def find(folder: Path, item: str = "milestones.pilot", key: str = "due", page_id: str = "crm") -> Trail:
    """Give a trail that must be there."""
    trail = recall(folder, page_id).find(item, key)
    assert trail
    return trail


def list_moves(trail: Trail) -> list[tuple[str, str]]:
    """Give from where to where a trail moved."""
    return [(each.old, each.new) for each in trail.moves]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one plan, committed on 1 June 2026."""
    made = make_repository(tmp_path / "project")
    made.commit({FILE: write_plan()}, "plan it")
    return made


def test_a_move_has_its_commit_author_day_and_subject(repository: Repository) -> None:
    second = repository.commit({FILE: write_plan(due="2026-08-15")}, "the vendor is late", author="Tom Hale")
    trail = find(repository.folder)
    assert (trail.first, trail.since.day, trail.since.author) == (
        "2026-07-01",
        date(2026, 6, 1),
        "Ines Aldana",
    )
    (move,) = trail.moves
    assert (move.old, move.new, move.days, trail.days) == ("2026-07-01", "2026-08-15", 45, 45)
    assert (move.by.commit, move.by.author, move.by.subject) == (second, "Tom Hale", "the vendor is late")
    assert (move.by.day, move.is_late, move.reason, move.is_open) == (date(2026, 6, 2), False, "", False)


@pytest.mark.parametrize(("timezone", "late"), [("UTC", False), ("Asia/Tokyo", True)])
def test_late_is_after_the_day_in_the_sites_time_zone(
    repository: Repository, timezone: str, late: bool
) -> None:
    repository.commit({FILE: write_plan(due="2026-06-03")})
    repository.time = NOON + DAY + 8 * 3600  # the next is of 3 June, 20:00 UTC, which is the 4th in Tokyo
    repository.commit({FILE: write_plan(due="2026-06-30")})
    trail = read(repository.folder, timezone).plans["initiative/crm"].find("milestones.pilot", "due")
    assert trail
    assert [each.is_late for each in trail.moves] == [False, late]


REASON = """slips:
  - item: {item}
    from: 2026-07-01
    to: 2026-08-15
    date: 2026-06-02
    reason: The vendor is late.
"""


@pytest.mark.parametrize("item", ["milestones.pilot", "pilot", "milestones.pilot.due"])
@pytest.mark.parametrize("is_later", [False, True])
def test_a_reason_stands_in_that_version_or_a_later_one(
    repository: Repository, item: str, is_later: bool
) -> None:
    note = REASON.format(item=item)
    repository.commit({FILE: write_plan("" if is_later else note, "2026-08-15")})
    repository.commit({FILE: write_plan(note, "2026-08-15")})
    repository.commit({FILE: write_plan("", "2026-08-15")})
    assert [each.reason for each in find(repository.folder).moves] == ["The vendor is late."]


def test_one_reason_explains_one_move_and_no_other_item(repository: Repository) -> None:
    note = REASON.format(item="pilot")
    repository.commit({FILE: write_plan(note, "2026-08-15")})
    repository.commit({FILE: write_plan(note, "2026-07-01")})
    repository.commit({FILE: write_plan(note, "2026-08-15")})
    assert [each.reason for each in find(repository.folder).moves] == ["The vendor is late.", "", ""]
    repository.commit({FILE: write_plan(REASON.format(item="pilots"), "2026-09-15")})
    assert find(repository.folder).moves[-1].reason == ""


def test_figures_owners_and_states_are_followed(repository: Repository) -> None:
    target = "targets:\n  - metric: time\n    baseline:\n      value: {}\n    target:\n      value: {}\n"
    repository.commit({FILE: write_plan(target.format("62.0", 45))})
    text = write_plan(target.format(62, 50)).replace("owner: ines", "owner: lena")
    repository.commit({FILE: text.replace("status: draft", "status: committed")})
    history = recall(repository.folder)
    moved = {each.name: list_moves(each) for each in history.trails if each.moves}
    assert moved == {
        "targets.time target": [("45", "50")],
        "owner": [("ines", "lena")],
        "status": [("draft", "committed")],
    }
    assert history.find("targets.time", "baseline") is not None, "62.0 is 62"


def test_moved_and_moved_back_in_one_landing_is_nothing(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({FILE: write_plan(due="2026-09-01")})
    repository.commit({FILE: write_plan()})
    repository.commit({"content/more.md": "x\n"})
    repository.git("switch", "--quiet", "main")
    repository.merge("topic")
    assert find(repository.folder).moves == ()


def test_what_a_merge_landed_is_its_makers_on_the_day_it_landed(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({FILE: write_plan(due="2026-09-01")}, "move it", author="Tom Hale")
    repository.commit({"content/x.md": "x\n"}, "beside", author="Lena Fox")
    repository.git("switch", "--quiet", "main")
    repository.commit({"content/y.md": "y\n"}, "meanwhile")
    repository.merge("topic")
    (move,) = find(repository.folder).moves
    assert (move.by.author, move.by.subject, move.by.day) == ("Tom Hale", "move it", date(2026, 6, 5))
    assert move.by.commit == repository.git("rev-parse", "HEAD")


@pytest.mark.parametrize("extra", ["", "One more line.\n"], ids=["unchanged", "edited"])
def test_a_plan_is_followed_through_a_new_id(repository: Repository, extra: str) -> None:
    repository.commit({FILE: write_plan(due="2026-08-15")})
    repository.git("mv", FILE, "content/initiatives/sales.md")
    repository.commit({"content/initiatives/sales.md": write_plan(due="2026-08-15") + extra})
    repository.commit({"content/initiatives/sales.md": write_plan(due="2026-09-01")})
    trail = find(repository.folder, page_id="sales")
    assert list_moves(trail) == [("2026-07-01", "2026-08-15"), ("2026-08-15", "2026-09-01")]
    assert trail.since.day == date(2026, 6, 1)


def test_the_place_of_the_file_is_no_part_of_what_a_plan_is(repository: Repository) -> None:
    (repository.folder / FILE).unlink()
    other = (
        "---\ntitle: One CRM\nmilestones:\n  - title: Pilot\n    due: 2026-08-01\n---\nQuite other words.\n"
    )
    repository.commit({"content/initiatives/crm/index.md": other})
    assert list_moves(find(repository.folder)) == [("2026-07-01", "2026-08-01")]


def test_a_page_that_names_its_older_id_goes_on_with_its_trails(repository: Repository) -> None:
    (repository.folder / FILE).unlink()
    text = "---\ntitle: Other\nmilestones:\n  - title: Pilot\n    due: 2026-08-01\n{}---\nOther words.\n"
    new = "content/initiatives/sales.md"
    repository.commit({new: text.format("")})
    assert find(repository.folder, page_id="sales").moves == ()
    write_site(repository.folder, {new: text.format("formerly:\n  - crm\n")})
    assert list_moves(find(repository.folder, page_id="sales")) == [("2026-07-01", "2026-08-01")]
    repository.commit({})
    assert list_moves(find(repository.folder, page_id="sales")) == [("2026-07-01", "2026-08-01")]


def test_a_plan_that_is_there_still_is_nobody_s_former_self(repository: Repository) -> None:
    new = "content/initiatives/sales.md"
    repository.commit({new: write_plan("formerly:\n  - crm\n", "2026-08-01", "Sales")})
    assert find(repository.folder, page_id="sales").moves == ()
    assert find(repository.folder).moves == ()


def test_what_comes_back_goes_on_with_its_trail(repository: Repository) -> None:
    repository.commit({FILE: "---\ntitle: One CRM\n---\n"})
    trail = find(repository.folder)
    assert trail.gone
    assert trail.gone.day == date(2026, 6, 2)
    repository.commit({FILE: write_plan(due="2026-08-15")})
    assert (find(repository.folder).gone, len(find(repository.folder).moves)) == (None, 1)
    (repository.folder / FILE).unlink()
    repository.commit({"content/y.md": "y\n"})
    repository.commit({FILE: write_plan(due="2026-08-16")})
    assert len(find(repository.folder).moves) == 2


def test_a_version_that_cannot_be_read_is_none(repository: Repository) -> None:
    repository.commit({FILE: b"---\ntitle: [\n---\n"})
    repository.commit({FILE: b"\xff\xfe"})
    repository.commit({FILE: write_plan(due="2026-08-15")}, "mended")
    history = recall(repository.folder)
    assert (history.versions, history.unread) == (2, 2)
    assert [each.by.subject for each in find(repository.folder).moves] == ["mended"]


def test_what_is_no_day_promises_nothing(repository: Repository) -> None:
    for due in ("soon", "2026-13-45", "[2026-08-01]", "2026-08-15"):
        repository.commit({FILE: write_plan(due=due)})
    assert list_moves(find(repository.folder)) == [("2026-07-01", "2026-08-15")]


def test_what_is_not_committed_is_open(repository: Repository) -> None:
    new = FILE.replace("crm", "new")
    write_site(repository.folder, {FILE: write_plan(due="2026-08-15"), new: "---\ntitle: New\n---\n"})
    (move,) = find(repository.folder).moves
    assert (move.is_open, move.is_late, move.by.day) == (True, False, None)
    assert recall(repository.folder).is_open
    other = recall(repository.folder, "new")
    assert (other.versions, other.is_open, [each.name for each in other.trails]) == (0, True, ["status"])
    write_site(repository.folder, {FILE: write_plan().replace("\n", "\r\n")})
    assert not recall(repository.folder).is_open


REVIEWS = "stages:\n  goals:\n    reviews:\n{}"


def write_reviews(*days: str) -> str:
    """Write a plan with reviews that have no id."""
    return write_plan(REVIEWS.format("".join(f"      - due: {each}\n" for each in days)))


def test_reviews_without_an_id_are_told_apart_by_their_days_where_one_is_added(
    repository: Repository,
) -> None:
    repository.commit({FILE: write_reviews("2026-07-01", "2026-08-01")})
    repository.commit({FILE: write_reviews("2026-06-15", "2026-07-01", "2026-08-01")})
    repository.commit({FILE: write_reviews("2026-06-15", "2026-07-01", "2026-09-01")})
    repository.commit({FILE: write_reviews("2026-07-01", "2026-09-01")})
    history = recall(repository.folder)
    reviews = {each.item: each for each in history.trails if ".reviews." in each.item}
    assert {name: list_moves(each) for name, each in reviews.items() if each.moves} == {
        "stages.goals.reviews.goals-2": [("2026-08-01", "2026-09-01")]
    }
    assert [name for name, each in reviews.items() if each.gone] == ["stages.goals.reviews.goals-1 (2)"]


def test_nothing_is_known_rather_than_something_wrong(tmp_path: Path, repository: Repository) -> None:
    repository.commit({FILE: write_plan(due="2026-08-15")})
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    assert tell(read(clone)) == ("unknown", "shallow clone")
    write_site(tmp_path / "alone", {FILE: write_plan()})
    assert tell(read(tmp_path / "alone")) == ("none", "the pages are not committed to git")
    old = repository.git("rev-parse", f"HEAD~1:{FILE}")
    (repository.folder / ".git/objects" / old[:2] / old[2:]).unlink()
    assert tell(read(repository.folder)) == ("unknown", "this clone lacks files of old versions")
    assert not read(repository.folder).head


def test_without_git_it_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert tell(read(repository.folder)) == ("none", "git is not installed")


def test_two_files_that_are_one_plan_are_left_out(repository: Repository) -> None:
    other = "content/initiatives/crm/index.md"
    repository.commit({other: write_plan(due="2026-09-01")})
    repository.commit({FILE: write_plan(due="2026-08-15")})
    files = {"initiative/crm": "initiatives/crm/index.md"}
    assert read_plans(Standpoint(repository.folder / "content"), files, "UTC", Tools()).plans == NO_PLANS


CHANGES: Mapping[str, str] = {
    "prose": write_plan(due="2026-08-15") + "More.\n",
    "moved": write_plan(due="2026-10-01"),
    "gone": "---\ntitle: One CRM\n---\n",
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("is_committed", [True, False])
def test_what_is_remembered_gives_the_same(
    repository: Repository, tmp_path: Path, change: str, is_committed: bool
) -> None:
    repository.commit({FILE: write_plan(due="2026-08-15"), FILE.replace("crm", "b"): write_plan(title="B")})
    tools = Tools(cache=Cache(tmp_path / "cache", b"salt"))
    read(repository.folder, tools=tools)
    write_site(repository.folder, {FILE: CHANGES[change]})
    if is_committed:
        repository.commit({})
    anew = read(repository.folder)
    assert read(repository.folder, tools=tools) == anew, "from memory"
    assert read(repository.folder, tools=Tools(cache=tools.cache)) == anew, "from the cache"
    assert read(repository.folder, "Asia/Tokyo", Tools(cache=tools.cache)) == read(
        repository.folder, "Asia/Tokyo"
    )


def test_the_cache_is_asked_before_git(repository: Repository, tmp_path: Path) -> None:
    repository.commit({FILE: write_plan(due="2026-08-15")})
    tools = Tools(cache=Cache(tmp_path / "cache", b"salt"))
    anew = read(repository.folder, tools=tools)
    old = repository.git("rev-parse", f"HEAD~1:{FILE}")
    (repository.folder / ".git/objects" / old[:2] / old[2:]).unlink()
    assert read(repository.folder, tools=Tools(cache=tools.cache)) == anew
    repository.commit({FILE: write_plan(due="2026-09-15")})
    history = read(repository.folder, tools=Tools(cache=tools.cache))
    trail = history.plans["initiative/crm"].find("milestones.pilot", "due")
    assert trail
    assert len(trail.moves) == 2


def test_git_is_asked_nothing_but_where_it_stands_while_that_is_the_same(repository: Repository) -> None:
    tools = Tools()
    anew = read(repository.folder, tools=tools)
    for each in sorted((repository.folder / ".git/objects").glob("??/*")):
        if repository.git("cat-file", "-t", each.parent.name + each.name) != "commit":
            each.unlink()
    assert read(repository.folder, tools=tools) == anew


PATHS = ["crm.md", "2026/crm.md", "crm/index.md", "2026/crm/index.md", "index.md", "README.md", "a/readme.md"]


@pytest.mark.parametrize(
    "path", [*(f"initiatives/{each}" for each in PATHS), "crm.md", "initiatives/e\u0301.md"]
)
def test_a_plan_is_told_by_its_path_as_everywhere(path: str) -> None:
    kind, page_id = name_page(path)
    assert name_plan(path) == (f"initiative/{page_id}" if kind == "initiative" else "")


def test_a_log_that_is_remembered_grows_by_what_came_since(repository: Repository, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", b"salt")
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({FILE: write_plan(due="2026-08-01")}, author="Tom Hale")
    repository.git("switch", "--quiet", "main")
    repository.commit({"content/x.md": "x\n"})
    read(repository.folder, tools=Tools(cache=cache))
    repository.merge("topic")
    for rewrite in ("nothing", "forget", "lose", "rename"):
        if rewrite == "forget":
            repository.git("reset", "--quiet", "--hard", "HEAD~1")
            repository.commit({FILE: write_plan(due="2026-09-01")}, "otherwise")
        if rewrite == "lose":
            repository.commit({FILE: write_plan(due="2026-10-01")})
            read(repository.folder, tools=Tools(cache=cache))
            repository.git("reset", "--quiet", "--hard", "HEAD~1")
            repository.git("reflog", "expire", "--expire=now", "--all")
            repository.git("gc", "--quiet", "--prune=now")
        if rewrite == "rename":
            repository.commit({".mailmap": "Thomas Hale <ines@maren.example>\n"})
        assert read(repository.folder, tools=Tools(cache=cache)) == read(repository.folder), rewrite


def test_two_projects_of_a_repository_share_a_cache_and_no_history(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "project")
    made.commit({f"one/{FILE}": write_plan(), f"two/{FILE}": write_plan(due="2026-07-10")})
    made.commit({f"one/{FILE}": write_plan(due="2026-08-15"), f"two/{FILE}": write_plan(due="2026-09-30")})
    tools = Tools(cache=Cache(tmp_path / "cache", b"salt"))
    for name, moves in (
        ("one", [("2026-07-01", "2026-08-15")]),
        ("two", [("2026-07-10", "2026-09-30")]),
    ):
        trail = read(made.folder / name, tools=tools).plans["initiative/crm"].find("milestones.pilot", "due")
        assert trail
        assert list_moves(trail) == moves


@pytest.mark.parametrize("is_gone_again", [False, True])
def test_an_older_id_that_is_given_again_takes_no_history_away(
    repository: Repository, tmp_path: Path, is_gone_again: bool
) -> None:
    tools = Tools(cache=Cache(tmp_path / "cache", b"salt"))
    repository.commit({FILE: write_plan(due="2026-07-11")})
    (repository.folder / FILE).unlink()
    repository.commit({})
    own = write_plan("formerly: [crm]\n", "2026-07-20", "Another").replace(PROSE, "Short.\n")
    repository.commit({"content/initiatives/other.md": own})
    moves = [("2026-07-01", "2026-07-11"), ("2026-07-11", "2026-07-20")]
    before = read(repository.folder, tools=tools)
    repository.commit({FILE: write_plan(due="2026-12-01", title="A third")})
    if is_gone_again:
        (repository.folder / FILE).unlink()
        repository.commit({})
    for history in (before, read(repository.folder, tools=tools), read(repository.folder)):
        trail = history.plans["initiative/other"].find("milestones.pilot", "due")
        assert trail
        assert list_moves(trail) == moves


def write_targets(*values: tuple[int, str]) -> str:
    """Write a plan's targets of one metric."""
    each = "  - metric: time\n    target:\n      value: {}\n      due: {}\n"
    return write_plan("targets:\n" + "".join(each.format(*one) for one in values))


def test_a_target_that_is_put_before_another_of_its_metric_moves_none(repository: Repository) -> None:
    last, early = (45, "2026-12-18"), (55, "2026-09-30")
    repository.commit({FILE: write_targets(last)})
    repository.commit({FILE: write_targets(early, last)})
    first, second = (find(repository.folder, f"targets.time{each}", "target") for each in ("", " (2)"))
    assert [(each.first, each.moves) for each in (first, second)] == [("55", ()), ("45", ())]
    repository.commit({FILE: write_targets(last)})
    assert (find(repository.folder, "targets.time", "target").first, recall(repository.folder).versions) == (
        "45",
        4,
    )


def test_a_target_that_is_taken_out_and_put_back_goes_on(repository: Repository) -> None:
    repository.commit({FILE: write_targets((45, "2026-12-18"))})
    repository.commit({FILE: write_plan()})
    repository.commit({FILE: write_targets((55, "2026-12-18"))})
    assert list_moves(find(repository.folder, "targets.time", "target")) == [("45", "55")]


def test_an_entry_may_name_a_figure_with_its_day(repository: Repository) -> None:
    target = "targets:\n  - metric: errors\n    target:\n      value: {}\n      due: {}\n"
    entry = (
        "rebaselined:\n  - item: targets.errors\n    from: 95 by 2026-12-01\n    to: 90 by 2027-03-01\n"
        "    date: 2026-06-03\n    reason: The pause\n    by: ines\n"
    )
    repository.commit({FILE: write_plan(target.format(95, "2026-12-01"))})
    repository.commit({FILE: write_plan(target.format(90, "2027-03-01") + entry)})
    moves = [find(repository.folder, "targets.errors", key).moves[0] for key in ("target", "due")]
    assert [(each.new, each.reason, each.is_approved) for each in moves] == [
        ("90", "The pause", True),
        ("2027-03-01", "The pause", True),
    ]
