"""The badge: how the plans stand, as an image that is small, says itself, and is the same everywhere."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook.colour import measure_contrast
from playbook.exports import EXPORTS
from playbook.exports.badge import BAD, COUNTED, GOOD, LABEL, WATCH, draw_badge
from playbook.health import WORDS
from tests.plans import CRM
from tests.rendered import render_files
from tests.sites import read_base
from tests.views import look_up

SVG = "{http://www.w3.org/2000/svg}"


def read(text: str) -> tuple[str, list[str]]:
    """Give the badge's title, and the texts that it draws, left to right."""
    root = ElementTree.fromstring(text)
    title = root.findtext(f"{SVG}title") or ""
    assert root.get("role") == "img"
    assert root.get("aria-label") == title
    return title, [each.text or "" for each in root.iter(f"{SVG}text")]


def test_the_badge_of_a_site(tmp_path: Path) -> None:
    (output,) = EXPORTS["badge"](look_up(tmp_path))
    assert output.path == "badge.svg"
    assert read(output.body.decode()) == ("Base: 1 on track", ["Base", "1 on track"])
    assert len(output.body) < 1_000


COUNTS = {
    "good": ({"on-track": 12}, "12 on track", GOOD),
    "done": ({"sustained": 2}, "2 sustained", GOOD),
    "watch": ({"on-track": 1, "late": 2}, "1 on track · 2 late", WATCH),
    "bad": ({"stuck": 2, "on-track": 12, "at-risk": 1}, "12 on track · 1 at risk · 2 stuck", BAD),
    "lost": ({"regressed": 1}, "1 regressed", BAD),
    "apart": ({"draft": 3, "paused": 1, "stopped": 1}, "no plans under way", GOOD),
}


@pytest.mark.parametrize(("counts", "said", "colour"), COUNTS.values(), ids=COUNTS)
def test_counts_in_their_order_and_the_colour_of_the_worst(
    counts: dict[str, int], said: str, colour: str
) -> None:
    text = draw_badge("Plans", counts)
    assert read(text)[1] == ["Plans", said]
    assert set(re.findall('fill="(#.{6})"', text)) == {LABEL, colour}


def test_every_health_is_counted_or_shows_itself() -> None:
    assert set(WORDS) - set(COUNTED) == {"draft", "paused", "stopped"}


@pytest.mark.parametrize("colour", [LABEL, GOOD, WATCH, BAD])
def test_white_letters_can_be_read(colour: str) -> None:
    assert measure_contrast("#ffffff", colour) >= 4.5


def test_the_text_lies_within_its_part() -> None:
    root = ElementTree.fromstring(draw_badge("A much longer name", {"on-track": 12, "stuck": 3}))
    label, said = root.iter(f"{SVG}text")
    border = int(root.findall(f"{SVG}rect")[1].get("x") or 0)
    width = int(root.get("width") or 0)
    ends = [int(each.get("x") or 0) + int(each.get("textLength") or 0) for each in (label, said)]
    assert ends[0] < border < int(said.get("x") or 0)
    assert ends[1] < width


@pytest.mark.parametrize("name", ["</text><script>x</script>", "\u202eoob & \x1b", "w" * 200, ""], ids=repr)
def test_a_hostile_name_is_a_label_and_no_more(tmp_path: Path, name: str) -> None:
    files = read_base()
    quoted = name.encode("unicode_escape").decode().replace("\\x", "\\u00")
    files["playbook.toml"] = files["playbook.toml"].replace('name = "Base"', f'name = "{quoted}"')
    text = render_files(tmp_path, files)["badge.svg"].decode()
    tags = [each.tag.removeprefix(SVG) for each in ElementTree.fromstring(text).iter()]
    assert tags == ["svg", "title", "rect", "rect", "rect", "g", "text", "text"]
    assert not set("\u202e\x1b") & set(text)
    assert len(text) < 2_000


def test_a_draft_is_not_counted(tmp_path: Path) -> None:
    files = read_base()
    files[CRM] = files[CRM].replace("status: running", "status: draft")
    assert b"no plans under way" in render_files(tmp_path, files)["badge.svg"]
