"""The examples of the guides are run: whole pages, right and wrong fragments, configurations, methods."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.config import Config, read_config
from playbook.diagnostic import Report, Severity
from playbook.model.page import FOLDERS
from playbook.rule_settings import check_rule_settings
from playbook.schema.shape import STEPS
from playbook.schema.validate import KINDS
from tests import guide
from tests.guide import Block
from tests.sites import TODAY, judge_files, write_site

BLOCKS = guide.list_blocks(guide.FRONT_MATTER)
PAGES = [(block, path) for block in BLOCKS for path, _ in guide.list_files(block)]


def judge(folder: Path, files: Mapping[str, str], today: date = TODAY) -> Report:
    """Check a site made of these files."""
    return judge_files(folder, files, today, Options()).checked.report


def say(report: Report) -> str:
    """Write what was found as the guides do: severity, code, message; the remedy below, indented."""
    lines = []
    for each in report.diagnostics:
        lines.append(f"{each.severity.word} {each.code} {each.message}")
        lines += [f"   {line}" for line in each.help.splitlines()]
    return "".join(f"{line}\n" for line in lines)


def name_block(value: object) -> str:
    """Name a block by what it is about and where it stands."""
    if not isinstance(value, Block):
        return ""
    about = value.head.get("page") or value.head.get("file") or value.head.get("method") or value.language
    return f"{about}:{value.line}"


@pytest.mark.parametrize(
    ("block", "path"), [each for each in PAGES if "site" not in each[0].head], ids=name_block
)
def test_every_page_of_the_example_playbook_has_no_finding_on_its_day(
    block: Block, path: str, tmp_path: Path
) -> None:
    today = date.fromisoformat(block.head["today"])
    found = judge(tmp_path, guide.read_example(), today).diagnostics
    assert [f"{each.code} {each.message}" for each in found if each.span.path == path] == []


def test_the_example_playbook_has_no_finding_at_all(tmp_path: Path) -> None:
    report = judge(tmp_path, guide.read_example())
    assert (say(report), report.suppressed) == ("", ())


def test_the_example_playbook_shows_every_kind_of_page_and_file(tmp_path: Path) -> None:
    site = judge_files(tmp_path, guide.read_example()).site
    assert set(site.by_kind) == set(KINDS)
    assert {page.plan.status for page in site.initiatives} == {"draft", "committed", "running"}
    assert {each.removeprefix("content/").partition("/")[0] for each in guide.read_example()} > {
        *FOLDERS,
        "people.csv",
        "departments.csv",
    }


SITES = ("smallest-draft", "smallest-plan")


def hold(request: pytest.FixtureRequest, shown: Block, said: str) -> None:
    """Hold a finding block against what was said; `--update-golden` writes it into the guide instead."""
    if request.config.getoption("--update-golden"):
        lines = guide.read_text(guide.FRONT_MATTER).split("\n")
        old = shown.text.rstrip("\n").split("\n")
        at = next(n for n in range(shown.line - 30, len(lines)) if lines[n : n + len(old)] == old)
        lines[at : at + len(old)] = said.rstrip("\n").split("\n")
        guide.FRONT_MATTER.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    else:
        assert shown.text == said, "pytest tests/test_docs_examples.py --update-golden writes it again"


@pytest.mark.parametrize("site", SITES)
def test_the_smallest_pages_have_no_error_and_the_warnings_that_are_shown(
    site: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    report = judge(tmp_path, guide.read_sites()[site])
    (shown,) = (each for each in BLOCKS if "finding" in each.marks and each.head.get("site") == site)
    assert report.count(Severity.ERROR) == 0
    hold(request, shown, say(report))


def test_the_smallest_draft_is_a_title_a_status_and_an_owner() -> None:
    page = guide.read_sites()["smallest-draft"]["content/initiatives/delivery-notes.md"]
    front = page.split("---\n")[1]
    assert [line.partition(":")[0] for line in front.splitlines()] == ["title", "status", "owner"]


def test_the_guide_has_no_other_site() -> None:
    assert set(guide.read_sites()) == {"", *SITES}


def pair_wrong() -> Iterator[tuple[Block, Block]]:
    """Pair each wrong block with the finding block after it."""
    for block, after in zip(BLOCKS, [*BLOCKS[1:], None], strict=True):
        if "wrong" in block.marks:
            assert after is not None
            yield block, after


@pytest.mark.parametrize(("block", "after"), list(pair_wrong()), ids=name_block)
def test_every_wrong_example_gives_the_findings_beside_it(
    block: Block, after: Block, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert "finding" in after.marks
    report = judge(tmp_path, guide.lay(guide.read_example(), block))
    assert report.count(Severity.ERROR) > 0
    hold(request, after, say(report))


@pytest.mark.parametrize("block", [each for each in BLOCKS if "right" in each.marks], ids=name_block)
def test_every_right_example_gives_no_finding(block: Block, tmp_path: Path) -> None:
    report = judge(tmp_path, guide.lay(guide.read_example(), block))
    assert say(report) == ""
    assert bool(report.suppressed) == ("waivers:" in block.text)


CONFIGURED = [
    block
    for path in (guide.CONFIGURATION, guide.COMMANDS, guide.METHOD)
    for block in guide.list_blocks(path)
    if block.language == "toml"
]


def configure(folder: Path, block: Block) -> Config:
    """Read a block as the configuration file that it says it is; it has no fault."""
    config, faults = read_config(write_site(folder, {block.head["file"]: block.text}))
    assert [*faults, *check_rule_settings(config)] == []
    return config


@pytest.mark.parametrize("block", CONFIGURED, ids=name_block)
def test_every_example_of_a_configuration_is_read_without_a_fault(block: Block, tmp_path: Path) -> None:
    assert configure(tmp_path, block).path == block.head["file"]


def test_the_example_playbook_takes_the_example_configuration(tmp_path: Path) -> None:
    report = judge(tmp_path, guide.read_example() | {"playbook.toml": CONFIGURED[0].text})
    assert report.count(Severity.ERROR) == 0


METHODS = {"kotter": 8, "adkar": 5}


def find_method(name: str, language: str) -> Block:
    """Find the block of a method."""
    blocks = guide.list_blocks(guide.METHOD)
    return next(each for each in blocks if (each.language, each.head.get("method")) == (language, name))


@pytest.mark.parametrize("name", METHODS)
def test_the_other_methods_have_their_stages_in_every_step(name: str, tmp_path: Path) -> None:
    stages = configure(tmp_path, find_method(name, "toml")).stages
    assert len(stages) == METHODS[name]
    assert {each.step for each in stages} == set(STEPS)


def test_a_stage_of_another_method_reads_like_any_other(tmp_path: Path) -> None:
    fragment = find_method("adkar", "yaml").text
    files = guide.read_example() | {"playbook.toml": find_method("adkar", "toml").text}
    path = "content/initiatives/second-look.md"
    text = files[path]
    front, back = text[: text.index("stages:\n")], text[text.index("milestones:\n") :]
    files[path] = front + fragment + back
    found = [each for each in judge(tmp_path, files).diagnostics if each.span.path == path]
    missing = "the plan lacks the stages `desire`, `knowledge`, `ability` and `reinforcement`"
    assert [each.message for each in found if each.severity is Severity.ERROR] == [missing]
