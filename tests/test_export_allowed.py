"""Only allowed fields leave the site: a canary in every text of every page, looked for in every copy."""

import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.exports import EXPORTS
from playbook.view import Index, make_index
from tests.full_records import FIELDS, Full, make_full_index
from tests.plans import judge_plan, make_rule, waive
from tests.rendered import make_facts
from tests.sites import read_base
from tests.variants import make_variant

SECRET_BODY = """
Words of the page: canary.body.end.

<!-- canary.comment.end -->

Said <!-- canary.comment-in-line.end --> in a line, and `<!-- a sign -->` too.

- <!-- canary.comment-in-list.end
  goes on -->
- b

```html
<!-- canary.code.end -->
```
"""
CANARY = re.compile(r"canary\.([\w.-]*?)\.end")


def make_files(site: str = "") -> dict[str, str]:
    """Give a site with a page of every kind, comments in front matter and in prose."""
    files = make_variant("full")
    for name, text in files.items():
        if name.endswith(".md"):
            opened = text.replace("---\n", "---\n# canary.front-matter-comment.end\n", 1)
            files[name] = opened + SECRET_BODY
    files["playbook.toml"] = read_base()["playbook.toml"] + site + FIELDS
    return files


def make_canaries(folder: Path, site: str = "", is_open: bool = False) -> tuple[Index, set[str]]:
    """Look up a site full of canaries; give the paths of the front matter's too."""
    written: set[str] = set()

    def write(path: str) -> str:
        written.add(path)
        return f"canary.{path}.end"

    full = Full(write, is_open)
    return make_full_index(folder, full, make_files(site), status="running"), written


def find_canaries(index: Index, format_: str) -> set[str]:
    """Find the paths whose canaries a format's outputs hold; lines that were folded are unfolded."""
    bodies = (each.body.decode().replace("\r\n ", "") for each in EXPORTS[format_](index))
    return {each for body in bodies for each in CANARY.findall(body)}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Index, set[str]]:
    return make_canaries(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def open_(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return make_canaries(tmp_path_factory.mktemp("site"), is_open=True)[0]


NEVER = {
    "person.email",
    "initiative.fields.hidden",
    *(f"{kind}.formerly" for kind in ("metric", "person", "department", "method", "page")),
}


def test_there_are_many_canaries(full: tuple[Index, set[str]]) -> None:
    index, written = full
    assert len(written) > 90
    kinds = {each.partition(".")[0] for each in written}
    assert kinds == {"initiative", "metric", "person", "department", "method", "page"}
    assert "canary.comment.end" in index.facts.store.fetch(index.site.initiatives[0].digest).source.text  # type: ignore[union-attr]


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_the_model_and_its_tables_hold_every_text_but_those_that_may_not_leave(
    full: tuple[Index, set[str]], format_: str
) -> None:
    index, written = full
    assert find_canaries(index, format_) == written - NEVER


OWED = (
    "initiative.waivers.rule", "initiative.risks.risk", "initiative.milestones.title",
    "initiative.lessons.*.what", "initiative.stages.*.members.ask", "metric.title", "person.name",
    "initiative.stages.*.reviews.actions.what", "initiative.stages.*.communication.message",
)  # fmt: skip
TITLES = ("initiative.title", "metric.title", "department.title", "person.name")
SHOWN = {
    "ics": (*OWED, *TITLES),
    "due": (*OWED, "department.title", "initiative.milestones.id", "initiative.stages.*.reviews.id"),
    "atom": (
        "initiative.formerly", "initiative.title", "initiative.updates.note",
        "initiative.updates.way-back", "initiative.slips.item",
        "initiative.slips.reason", "initiative.rebaselined.item", "initiative.rebaselined.from",
        "initiative.rebaselined.to", "initiative.rebaselined.reason", "initiative.milestones.id",
        "initiative.milestones.title", "initiative.milestones.evidence", "person.name",
        "initiative.milestones.cancelled.reason", "initiative.lessons.*.what",
        "initiative.stages.*.reviews.note", "initiative.stages.*.reviews.id",
    ),
    "llms": (
        *TITLES, "method.title", "page.title", "initiative.summary", "metric.definition", "person.role",
    ),
    "markdown": (
        *OWED, *TITLES, "method.title", "page.title", "body", "code", "initiative.summary",
        "initiative.fields.shown", "initiative.updates.note", "initiative.stages.*.reviews.note",
        "metric.definition", "metric.unit", "metric.source", "metric.readings.note", "person.role",
    ),
    "badge": (),
    "sitemap": (),
    "headers": (),
}  # fmt: skip
"""What each other format may hold, listed by hand."""


@pytest.mark.parametrize("format_", SHOWN)
def test_a_format_holds_what_is_its_own_and_no_more(
    full: tuple[Index, set[str]], open_: Index, format_: str
) -> None:
    found = find_canaries(full[0], format_) | find_canaries(open_, format_)
    allowed = SHOWN[format_]
    assert {each for each in found if not any(fnmatchcase(each, one) for one in allowed)} == set()
    assert {one for one in allowed if not any(fnmatchcase(each, one) for each in found)} == set()


def test_every_format_is_held_against_a_list() -> None:
    assert {"json", "csv", *SHOWN} == set(EXPORTS)


SWITCHED = "publish-email = true\nurl = 'https://site.example/'\n"
SAYS_EMAIL = {"json", "csv", "due"}


@pytest.mark.parametrize("format_", EXPORTS)
def test_an_address_leaves_only_where_the_switch_is_on(tmp_path: Path, format_: str) -> None:
    index, _ = make_canaries(tmp_path, SWITCHED, is_open=True)
    assert ("person.email" in find_canaries(index, format_)) == (format_ in SAYS_EMAIL)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "kept"])
def test_what_rules_say_about_persons_is_kept_where_the_site_keeps_it(tmp_path: Path, shown: bool) -> None:
    rule = make_rule(about_persons=True, guard="vision")
    config = f"\nrules-about-persons = {str(shown).lower()}\n"
    fragment = waive("own-rule", "title")
    judged = judge_plan(tmp_path, fragment, config=config, options=Options(own_rules=(rule,)))
    index = make_index(make_facts(judged, own_rules=(rule,)))
    held = {name for name, export in EXPORTS.items() for each in export(index) if says_rule(each.body)}
    assert held == ({"json", "csv", "ics", "markdown"} if shown else set())


def says_rule(body: bytes) -> bool:
    """Whether a copy speaks of the rule."""
    text = body.replace(b"\r\n ", b"")
    return any(each in text for each in (b"own-rule", b"AC001", b"not to our taste", b"write another"))
