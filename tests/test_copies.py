"""`[site] copies`: what is not wanted is not made, and nothing leads to it."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from playbook.config_schema import COPIES
from playbook.exports import ALWAYS, EXPORTS
from playbook.view import make_index
from tests.cli import Commands
from tests.rendered import make_facts, render_files, see_pages
from tests.sites import judge_files, read_base, write_site

FILES = {
    "json": r"site\.(schema\.)?json",
    "csv": r"data/[\w-]+\.csv",
    "ics": r".+\.ics",
    "atom": r"changes\.atom",
    "due": r"due\.(schema\.)?json",
    "llms": r"llms\.txt",
    "markdown": r".+\.md",
    "badge": r"badge\.svg",
    "sitemap": r"sitemap\.xml",
}
"""The paths of each copy."""

URL = 'url = "https://site.example/"\n'


def ask(copies: list[str]) -> dict[str, str]:
    """Give the base site with these copies."""
    files = read_base()
    files["playbook.toml"] += f"{URL}copies = {json.dumps(copies)}\n"
    return files


def list_links(path: str, text: str) -> list[str]:
    """List what a copy leads to, as paths below the site's root."""
    if path.endswith(".md"):
        folder = Path("/", path).parent
        found = re.findall(r"\]\(([^):#]+?\.(?:md|html|ics))[#)]", text)
        return [str((folder / each).resolve()).lstrip("/") for each in found]
    keys = ("url", "markdown", "calendar")
    found = re.findall(rf'"(?:{"|".join(keys)})": ?"([^"#:]+)["#]', text)
    return found + re.findall(r"https://site\.example/([^\s)\"<#?]+)", text)


def test_every_copy_but_the_policy_can_be_left_out() -> None:
    assert {*COPIES, *ALWAYS} == set(EXPORTS)
    assert {"headers"} == ALWAYS
    assert set(FILES) == set(COPIES)


def test_all_copies_are_made_where_nothing_is_said(tmp_path: Path) -> None:
    files = read_base()
    files["playbook.toml"] += URL
    said = render_files(tmp_path / "said", ask(list(COPIES)))
    assert set(render_files(tmp_path / "unsaid", files)) == set(said)
    assert [name for name, pattern in FILES.items() if not any(re.fullmatch(pattern, o) for o in said)] == []


@pytest.mark.parametrize("without", [*([name] for name in COPIES), list(COPIES)], ids=lambda each: each[-1])
def test_what_is_left_out_is_not_there_and_nothing_leads_to_it(tmp_path: Path, without: list[str]) -> None:
    outputs = render_files(tmp_path, ask([name for name in COPIES if name not in without]))
    made = [name for name in COPIES if any(re.fullmatch(FILES[name], each) for each in outputs)]
    assert made == [name for name in COPIES if name not in without]
    assert "_headers" in outputs
    for path, page in see_pages(outputs).items():
        if path != "404.html":  # its links begin at the server's root
            assert [each for each, _ in page.iter_links() if each not in outputs] == [], path
    for path, body in outputs.items():
        if path.endswith((".md", "site.json", "due.json", ".txt", ".atom", ".ics", "sitemap.xml")):
            links = {unquote(each) for each in list_links(path, body.decode())}
            assert [each for each in sorted(links) if each not in outputs] == [], path


def test_a_page_without_copies_says_nothing_of_them(tmp_path: Path) -> None:
    pages = see_pages(render_files(tmp_path, ask([])))
    for path in ("index.html", "person/tom-hale.html", "department/sales.html", "reviews.html"):
        assert not [each for each in pages[path].every("link") if each.get("rel") == "alternate"]
        assert "In your calendar" not in pages[path].text
        assert "Data (JSON)" not in pages[path].text


def test_what_a_copy_does_not_have_is_null(tmp_path: Path) -> None:
    index = make_index(make_facts(judge_files(tmp_path, ask(["json", "llms"]))))
    site, _ = EXPORTS["json"](index)
    for each in json.loads(site.body)["people"]:
        assert (each["url"] or "").endswith(".html")
        assert (each["markdown"], each["calendar"]) == (None, None)
    (contents,) = EXPORTS["llms"](index)
    assert b"(https://site.example/initiative/crm.html)" in contents.body
    assert b"site.json" in contents.body
    assert b"changes.atom" not in contents.body


def test_a_copy_that_is_left_out_can_be_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = Commands(write_site(tmp_path, ask([])), capsys)
    ended = base("export", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["initiatives"]


def test_a_build_makes_what_is_asked_for_and_takes_away_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = Commands(write_site(tmp_path, ask(list(COPIES))), capsys)
    assert base("build").code == 0
    assert (tmp_path / "build/site.json").is_file()
    write_site(tmp_path, ask(["ics"]))
    assert base("build").code == 0
    assert not (tmp_path / "build/site.json").exists()
    assert not list((tmp_path / "build").rglob("*.md"))
    assert (tmp_path / "build/calendar.ics").is_file()
    assert b"site.json" not in (tmp_path / "build/index.html").read_bytes()
