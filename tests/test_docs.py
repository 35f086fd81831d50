"""The documentation is whole and true: keys, settings, rules, gates, links, the map of the code.

Its example pages are run by test_docs_examples, its commands by test_docs_commands.
"""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from playbook.check import Options
from playbook.cli.main import COMMANDS
from playbook.config_schema import Settings
from playbook.formats import FORMATS
from playbook.formats.style import Style
from playbook.health import DECLARED, WORDS
from playbook.markdown.slugs import slug
from playbook.rule import Rule
from playbook.rules import RULES
from playbook.schema import choice, initiative, pages
from playbook.schema.record import list_keys, name_key, strip_none
from playbook.schema.shape import STEPS
from playbook.symptom import SYMPTOMS
from tests import guide
from tests.sites import TODAY, judge_files, read_base

RECORDS = [
    each
    for module in (initiative, pages)
    for each in vars(module).values()
    if isinstance(each, type) and each.__module__ == module.__name__ and list_keys(each)
]

KEY_TABLES = {
    "Initiative": ("Initiative", ""),
    "Target": ("Targets", "key of a target"),
    "Baseline": ("Targets", "key of a baseline"),
    "Goal": ("Targets", "key of a target inside a target"),
    "Stage": ("Stages", "key of a stage"),
    "Diagnosis": ("Stages", "key of a diagnosis"),
    "Member": ("Stages", "key of a member (members)"),
    "Message": ("Stages", "key of a message (communication)"),
    "Anchor": ("Stages", "key of an anchor (anchors)"),
    "Review": ("Reviews", "key of a review"),
    "Action": ("Reviews", "key of an action (actions)"),
    "Milestone": ("Milestones", "key of a milestone"),
    "Cancelled": ("Milestones", "key of cancelled"),
    "Risk": ("Risks", "key of a risk"),
    "Update": ("Updates", "key of an update"),
    "Slip": ("Slips and rebaselined", "key of a slip (slips)"),
    "Rebaseline": ("Slips and rebaselined", "key of a changed figure (rebaselined)"),
    "Pause": ("Paused and stopped", "key of paused"),
    "Stop": ("Paused and stopped", "key of stopped"),
    "Lessons": ("Lessons", "key of lessons"),
    "Lesson": ("Lessons", "key of an answer"),
    "Waiver": ("Waivers", "key of a waiver (waivers)"),
    "MetricPage": ("Metric", ""),
    "PersonPage": ("Person", ""),
    "DepartmentPage": ("Department", ""),
    "MethodPage": ("Method page", ""),
    "OtherPage": ("Any other page", ""),
}
"""Each record of the schema: the section of the guide and the head of the table that lists its keys."""


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_every_key_of_the_front_matter_is_documented(record: type) -> None:
    section, head = KEY_TABLES[record.__name__]
    table = guide.find_table(guide.FRONT_MATTER, section, head or "key")
    assert {row[0].strip("`"): len(row) for row in table} == dict.fromkeys(list_keys(record), 4)


def _list_words(hint: Any) -> tuple[str, ...]:
    return next((each.words for each in getattr(hint, "__metadata__", ()) if hasattr(each, "words")), ())


@pytest.mark.parametrize("record", RECORDS, ids=lambda each: each.__name__)
def test_every_word_that_a_key_may_hold_is_documented(record: type) -> None:
    section, head = KEY_TABLES[record.__name__]
    rows = {row[0].strip("`"): row for row in guide.find_table(guide.FRONT_MATTER, section, head or "key")}
    for key, hint in list_keys(record).items():
        assert set(_list_words(hint)) <= set(guide.list_code(rows[key][1])), key


def _list_settings(record: type, section: str, head: str) -> list[tuple[str, str, type]]:
    """List (section, head of the table, record) of a record of settings and of those below it."""
    found = [(section, head, record)]
    for hint in list_keys(record).values():
        inner = strip_none(getattr(hint, "__args__", (hint,))[0])
        if isinstance(inner, type) and list_keys(inner):
            found += _list_settings(inner, *SETTING_SECTIONS[inner.__name__])
    return found


SETTING_SECTIONS = {
    "SiteSettings": ("Site", "setting"),
    "CheckSettings": ("Check", "setting"),
    "FieldSettings": ("Own fields", "setting"),
    "MethodSettings": ("Method", "setting of [method]"),
    "StageSettings": ("Method", "setting of [[method.stages]]"),
    "WordSettings": ("Words", "setting"),
    "NavigationSettings": ("Navigation", "setting of [[site.navigation]]"),
    "ThemeSettings": ("Theme", "setting"),
    "LevelSettings": ("Levels on some pages", "setting of [[levels]]"),
}
SETTINGS = _list_settings(Settings, "Top level", "setting")


@pytest.mark.parametrize(
    ("section", "head", "record"), SETTINGS, ids=lambda each: getattr(each, "__name__", "")
)
def test_every_setting_is_documented_with_its_default(section: str, head: str, record: type) -> None:
    table = guide.find_table(guide.CONFIGURATION, section, head)
    assert [row[0].strip("`") for row in table] == list(list_keys(record))
    defaults = {name_key(each.name): each.default for each in fields(record)}
    for name, _, told, meaning in table:
        key = name.strip("`")
        is_required = (record.__name__, key) in REQUIRED
        assert told == ("required" if is_required else _write_default(defaults[key])), name
        assert meaning, name


REQUIRED = {("FieldSettings", "name"), ("StageSettings", "id"), ("StageSettings", "step")}
REQUIRED |= {("NavigationSettings", "title"), ("NavigationSettings", "page")}
REQUIRED |= {("LevelSettings", "paths"), ("LevelSettings", "rules")}


def _write_default(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, (bool, int)):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f'`"{value}"`'
    if isinstance(value, tuple):
        return "all" if value else "`[]`"
    return ""


def test_all_tables_of_settings_are_reached() -> None:
    assert {each[2].__name__ for each in SETTINGS} == {"Settings", *SETTING_SECTIONS}


def test_every_threshold_is_documented_with_its_default() -> None:
    table = guide.find_table(guide.CONFIGURATION, "Thresholds", "rule")
    told = [(rule.strip("`"), key.strip("`"), float(default)) for rule, key, default, _ in table]
    assert told == [(each.name, key, value) for each in RULES for key, value in each.thresholds.items()]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in [row[0] for row in guide.find_table(guide.COMMANDS, "Formats", "format")]
    assert f"`{name}`" in guide.read_text(guide.ROOT / "README.md")


def write_rule(rule: Rule) -> str:
    """Write a rule's row of the table of rules."""
    page = f"../rules/{rule.name.replace('-', '_')}.md"
    traits = {"core": rule.core, "locked": rule.locked, "fixed": rule.fixed, "timed": rule.timed}
    marks = ", ".join(word for word, holds in traits.items() if holds)
    why = rule.why.replace("|", "\\|")
    return f"| {rule.code} | [{rule.name}]({page}) | {rule.level.word} | {marks} | {why} |"


def test_the_table_of_rules_is_the_list_of_rules(request: pytest.FixtureRequest) -> None:
    text = guide.read_text(guide.RULES_PAGE)
    rows = "\n".join(write_rule(each) for each in RULES)
    head = "| why it matters |\n|---|---|---|---|---|\n"
    now = re.sub(rf"(?<={re.escape(head)})(\|.*\n)*", lambda _: f"{rows}\n", text, count=1)
    if request.config.getoption("--update-golden"):
        guide.RULES_PAGE.write_text(now, encoding="utf-8", newline="\n")
    else:
        assert text == now, "pytest tests/test_docs.py --update-golden writes the table again"


@pytest.mark.parametrize("step", STEPS)
def test_the_guards_of_each_gate_are_documented(step: str) -> None:
    rows = {row[0]: row[1] for row in guide.find_table(guide.METHOD, "Gates", "step")}
    assert rows[step].split(", ") == [each.code for each in RULES if each.guard == step]
    everywhere = [each.code for each in RULES if each.guard == "stage"]
    assert re.findall(r"PB\d+", rows["every stage"]) == everywhere


def test_the_healths_are_documented_in_their_order() -> None:
    rows = [(row[0].strip("`"), row[2]) for row in guide.find_table(guide.METHOD, "Health", "health")]
    statuses = set(choice.STATUSES)
    assert rows == [(each, DECLARED.get(each, "on-track")) for each in WORDS if each not in statuses]


def test_the_statuses_are_documented() -> None:
    rows = guide.find_table(guide.METHOD, "Status", "status")
    assert tuple(row[0].strip("`") for row in rows) == choice.STATUSES


def test_the_symptoms_are_documented_with_the_step_to_look_at() -> None:
    rows = guide.find_table(guide.METHOD, "The diagnosis and its symptoms", "seen")
    assert [(step, look) for _, step, look in rows] == [(step, look) for _, step, look in SYMPTOMS]


LINKS = [(each, link) for each in guide.DOCUMENTS for link in guide.list_links(each) if "://" not in link]


@pytest.mark.parametrize(("document", "link"), LINKS, ids=[f"{each.name}-{link}" for each, link in LINKS])
def test_every_link_leads_to_a_file_and_a_heading(document: Path, link: str) -> None:
    name, _, anchor = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    assert target.exists(), f"{document.name} links to {link}"
    if anchor:
        headings = guide.list_headings(guide.read_text(target))
        assert anchor in [slug(each) for each in headings], f"{document.name} links to {link}"


def test_every_guide_is_in_reach_of_the_readme() -> None:
    reached = {Path(link.partition("#")[0]).name for _, link in LINKS}
    assert {each.name for each in guide.GUIDES} <= reached
    assert {each.name for each in guide.GUIDE.glob("*.md")} == {each.name for each in guide.GUIDES}


def test_the_map_of_the_readme_is_the_package() -> None:
    package = guide.ROOT / "playbook"
    table = guide.find_table(guide.ROOT / "README.md", "The map of the code", "layer")
    told = {word.strip("/") for row in table for word in guide.list_code(row[1])}
    there = {each.parent.name for each in package.glob("*/__init__.py")}
    there |= {each.stem for each in package.glob("*.py") if not each.stem.startswith("__")}
    assert told == there


WHERE = [
    *guide.DOCUMENTS,
    *sorted((guide.ROOT / "playbook").rglob("*.*")),
    *(guide.ROOT / "templates").glob("*"),
]
TEXTS = [each for each in dict.fromkeys(WHERE) if each.suffix in (".md", ".py", ".html")]


def test_every_command_that_is_named_anywhere_exists() -> None:
    named = {
        (path.name, word)
        for path in TEXTS
        for word in re.findall(r"`playbook ([a-z][\w-]*)", guide.read_text(path))
    }
    assert [each for each in sorted(named) if each[1] not in COMMANDS] == []


FINDINGS = {
    "README.md": ("initiatives/crm.md", "    reviews:\n      - due: 2026-04-27", "  follow-through:"),
    "commands.md": (
        "initiatives/second-look.md",
        "    owner: eva-lund\n    metric: milestones",
        "    metric: m",
    ),
}
"""The documents that show a finding; the page with the gap; what is cut out of it: from here, up to there."""


@pytest.mark.parametrize("name", FINDINGS)
def test_the_finding_shown_is_what_check_prints(name: str, tmp_path: Path) -> None:
    page, begin, end = FINDINGS[name]
    files = read_base() if name == "README.md" else guide.read_example()
    text = files[f"content/{page}"]
    start = text.index(begin)
    files[f"content/{page}"] = text[:start] + text[text.index(end, start + 1) :]
    report = judge_files(tmp_path, files, TODAY, Options()).checked.report
    document = next(each for each in guide.DOCUMENTS if each.name == name)
    shown = [each.text for each in guide.list_blocks(document) if each.text.startswith("content/")]
    assert len(shown) == 1
    assert shown[0].rstrip("\n") in FORMATS["full"](report, Style()).split("\n\n")
