"""What changed, as Markdown for a comment and as JSON for programs."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from playbook import diff_report
from playbook.diff.change import KINDS
from playbook.diff_report import FORMATS, Ends
from playbook.diff_report.markdown import MARK, MOST, escape, format_markdown
from playbook.diff_report.story import Group, Story, tell_story
from playbook.formats.markdown import MAX_BYTES
from playbook.formats.style import Style
from tests.changed import compare, edit_base
from tests.sites import read_base

ENDS = Ends("main", "the files as they are", ("a" * 40, ""))
HOSTILE = "</details><img src=x> [a](javascript:b) `c` **d** @everyone #1 GH-2 | $e$ https://f.example <!-- g"
EDITS = (
    ("      value: 45\n", "      value: 50\n"),
    ("      - due: 2026-12-15\n        by: erik-lind\n", ""),
    ("    owner: tom-hale\n    metric: crm-weekly-active\n", "    metric: crm-weekly-active\n"),
    ("title: One CRM for every deal", f"title: {json.dumps(HOSTILE)}"),
)


class Read(HTMLParser):
    """Reads HTML: its elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def render(text: str) -> Read:
    """Render Markdown as a forge does: raw HTML allowed, tables, addresses found."""
    return Read(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text))


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("sites")
    return tell_story(compare(folder, read_base(), edit_base(*EDITS)), ENDS)


def test_a_comment_begins_with_its_mark_the_counts_and_the_verdict(story: Story) -> None:
    text = format_markdown(story)
    assert text.startswith(f"{MARK}\n## Playbook: 1 target softened, 1 item deleted, ")
    assert re.search(r"^\*\*The check fails: 1 error, new; \d+ new warnings?\.\*\*$", text, re.MULTILINE)
    assert "main (aaaaaaaa) → the files as they are, both as of 1 Jun 2026." in text


def test_a_comment_says_everything_and_folds_the_details(story: Story) -> None:
    read = render(format_markdown(story))
    told = " ".join(read.text.split())
    for each in (*story.first, *story.rest):
        for sentence in each.sentences:
            assert " ".join(sentence.replace("\u200b", "").split()) in told.replace("\u200b", ""), sentence
    assert read.elements.count("details") == read.elements.count("summary") == 2
    assert read.elements.count("tr") == len(story.new) + 1
    assert {"ul", "li", "h2", "h3", "table"} <= set(read.elements)


def test_nothing_that_an_author_wrote_acts_in_a_comment(story: Story) -> None:
    text = format_markdown(story)
    read = render(text)
    assert not {"img", "a", "code", "em"} & set(read.elements)
    assert set(read.attributes) <= {"align", "style"}
    assert "javascript:b" in read.text
    assert text.count("</details>") == text.count("<details>")
    assert not re.search(r"@\w|(?<!&)#\d|GH-\d|https?://\w", text)
    assert "<!--" not in text.removeprefix(MARK)


def test_a_text_stays_readable() -> None:
    assert escape("The value (85%) of a-b's “c” is 1.5 + 2") == "The value (85%) of a-b's “c” is 1.5 + 2"
    assert escape("a\nb\u202ec") == "a b\\\\u202ec"


def test_a_comment_has_room_for_the_findings_beside_it() -> None:
    """GitHub refuses a comment of more than 65,536 signs; the build server's file puts both into one."""
    marks = "<!-- playbook -->\n\n"
    assert len(marks) + MOST + MAX_BYTES <= 65_536


@pytest.mark.parametrize("number", [1, 500, 5000])
def test_a_comment_is_never_too_long_and_says_how_much_is_missing(number: int, story: Story) -> None:
    sentences = tuple(f"The milestone “{n}” moved — {'ä' * 60}" for n in range(number))
    groups = tuple(Group(f"Plan {n}", "content/x.md", sentences[n::7]) for n in range(7))
    long = replace(story, first=groups, rest=groups, new=story.new * number)
    text = format_markdown(long)
    assert len(text.encode()) <= MOST
    assert text.count("<details>") == text.count("</details>")
    shown = text.count("\n- ") + text.count("\n| ") - text.count("| Place |")
    found = re.search(r"… and ([\d,]+) more", text)
    missing = int(found[1].replace(",", "")) if found else 0
    assert shown + missing == 2 * number + len(long.new) + len(long.gone)
    assert bool(missing) == (number > 1)


def test_json_holds_to_its_schema_and_is_the_same_each_time(tmp_path: Path) -> None:
    comparison = compare(tmp_path, read_base(), edit_base(*EDITS))
    text = FORMATS["json"](comparison, ENDS, Style())
    schema = json.loads((Path(diff_report.__file__).parent / "diff.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(text)
    Draft202012Validator(schema).validate(data)
    assert schema["$defs"]["change"]["properties"]["kind"]["enum"] == list(KINDS)
    assert data["verdict"] == {**data["verdict"], "passes": False, "threshold": "error"}
    softened = next(each for each in data["changes"] if each["kind"] == "target-softened")
    assert (softened["before"], softened["after"], softened["serious"]) == ("45", "50", True)
    assert sum(data["counts"]["changes"].values()) == len(data["changes"])
    assert text == FORMATS["json"](compare(tmp_path, read_base(), edit_base(*EDITS)), ENDS, Style())


def test_the_page_needs_nothing_else_and_runs_nothing(tmp_path: Path) -> None:
    text = FORMATS["html"](compare(tmp_path, read_base(), edit_base(*EDITS)), ENDS, Style())
    read = Read(text)
    assert not {"script", "link", "img", "a"} & (set(read.elements) - {"a"})
    assert read.elements.count("a") == 1  # to its own content
    (sheet,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in text
    assert "url(" not in sheet.replace("url(#", "")
    assert not {each for each in read.attributes if each == "style" or each.startswith("on")}
    assert "softened from 45 days to 50 days" in read.text
    assert HOSTILE.split("`", maxsplit=1)[0] in read.text


def test_the_look_of_the_company_is_that_of_the_page(tmp_path: Path) -> None:
    own = "templates/diff.html"
    after = read_base() | {own: '{% extends "playbook/diff.html" %}{% block content %}Ours{% endblock %}'}
    text = FORMATS["html"](compare(tmp_path, read_base(), after), ENDS, Style())
    assert "Ours" in text
    assert "What changed · Base" in text


def test_of_two_equal_states_every_format_says_that_nothing_changed(tmp_path: Path) -> None:
    comparison = compare(tmp_path, read_base(), read_base())
    assert json.loads(FORMATS["json"](comparison, ENDS, Style()))["changes"] == []
    for name in ("text", "markdown"):
        text = FORMATS[name](comparison, ENDS, Style())
        assert "nothing changed in the plans" in text
        assert "The check passes." in text
        assert "details" not in text
