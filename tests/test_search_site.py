"""The search of a rendered site: what is in it, what is not, and that pages do not depend on it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from playbook.search.shards import KINDS, MANIFEST
from playbook.view import words
from tests.plans import DRAFT
from tests.rendered import render_files, see_pages
from tests.sites import read_base
from tests.variants import make_variant


def read_search(outputs: Mapping[str, bytes]) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Read back the manifest, the titles and the texts."""

    def read(path: str) -> Any:
        return json.loads(outputs[path].decode().partition(",")[2].removesuffix(");\n"))

    manifest = read(MANIFEST)
    titles = {url: page for path in manifest["titles"] for url, page in read(path).items()}
    return manifest, titles, {url: text for path in manifest["texts"] for url, text in read(path).items()}


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Render the variant with a page of every kind."""
    return render_files(tmp_path_factory.mktemp("site"), make_variant("full"))


def test_whatever_is_listed_is_found_and_leads_to_an_output(full: dict[str, bytes]) -> None:
    _, titles, texts = read_search(full)
    paths = {unquote(url) for url in titles}
    assert paths <= set(full)
    listed = {target for target, _ in see_pages(full)["search.html"].iter_links() if target.endswith(".html")}
    assert len(listed) > 20
    assert listed <= paths
    assert set(texts) <= set(titles)


def test_every_kind_has_its_words(full: dict[str, bytes]) -> None:
    manifest, titles, _ = read_search(full)
    assert {page["kind"] for page in titles.values()} <= set(KINDS) == {*words.KIND, "rule"}
    assert manifest["kinds"] == KINDS


def test_scripts_that_are_loaded_late_are_outputs(full: dict[str, bytes]) -> None:
    manifest, _, _ = read_search(full)
    assert [path.split(".")[0] for path in manifest["scripts"]] == ["assets/vendor", "assets/search"]
    for path in (*manifest["scripts"], manifest["cards"]):
        assert full[path]
    assert b"MiniSearch" in full[manifest["scripts"][0]]
    assert b"Permission is hereby granted" in full[manifest["scripts"][0]]


def test_a_plan_is_found_by_its_words_and_those_of_its_prose(full: dict[str, bytes]) -> None:
    _, titles, texts = read_search(full)
    page = titles["initiative/crm.html"]
    assert page["title"] == "One CRM for every deal"
    assert len(page["steps"]) == 4
    assert page["note"] == "Maya Okafor"
    assert "sales-cycle" not in texts["initiative/crm.html"]
    assert "Begin with" in texts["method/vision.html"]


def test_headings_carry_their_places(full: dict[str, bytes]) -> None:
    _, titles, _ = read_search(full)
    ids = see_pages(full)["guides/review.html"].ids
    assert ["The second part", "the-second-part"] in titles["guides/review.html"]["heads"]
    assert "the-second-part" in ids


def test_a_draft_is_found_and_marked(tmp_path: Path) -> None:
    files = read_base() | {"content/initiatives/policy.md": DRAFT}
    _, titles, _ = read_search(render_files(tmp_path, files))
    assert titles["initiative/policy.html"]["draft"] is True
    assert "draft" not in titles["initiative/crm.html"]


def test_no_address_of_a_person_and_no_hidden_field_is_in_any_file_of_the_search(tmp_path: Path) -> None:
    files = read_base()
    files["content/people.csv"] = files["content/people.csv"].replace("@example.com", "@canary.example")
    assert "@canary.example" in files["content/people.csv"]
    files["content/about.md"] = "# About\n\nWrite to someone@canary.example or call.\n"
    files["playbook.toml"] += '\n[[fields]]\nname = "secret"\nshow = false\n\n[[fields]]\nname = "open"\n'
    crm = files["content/initiatives/crm.md"]
    fields = "fields:\n  secret: Hiddenword\n  open: Shownword\n"
    files["content/initiatives/crm.md"] = crm.replace("---\n", f"---\n{fields}", 1)
    outputs = render_files(tmp_path, files)
    _, _, texts = read_search(outputs)
    assert texts["about.html"] == "Write to or call."
    assert "Shownword" in texts["initiative/crm.html"]
    held = b"".join(body for path, body in outputs.items() if path.endswith(".js"))
    assert b"canary" not in held
    assert b"Hiddenword" not in held


def test_a_change_of_words_changes_no_other_page(tmp_path: Path) -> None:
    files = read_base() | {"content/about.md": "# About\n\nOne.\n"}
    one = render_files(tmp_path / "1", files)
    two = render_files(tmp_path / "2", files | {"content/about.md": "# About\n\nTwo.\n"})
    seen = {path for path in one | two if path.endswith((".html", ".js", ".css"))}
    changed = {path for path in seen if one.get(path) != two.get(path)}
    texts = {path for path in changed if path.startswith("assets/texts-")}
    assert len(texts) == 2
    assert changed - texts == {"about.html", MANIFEST}


def test_without_a_search_there_is_no_file_of_it_and_no_button(tmp_path: Path) -> None:
    files = read_base()
    files["playbook.toml"] = files["playbook.toml"].replace("[site]", '[site]\nsearch = "none"')
    outputs = render_files(tmp_path, files)
    assert not [path for path in outputs if path.startswith("search/")]
    assert not [
        path for path in outputs if path.startswith(("assets/titles", "assets/vendor", "assets/cards"))
    ]
    page = see_pages(outputs)["search.html"]
    assert page.every("html")[0].get("data-search") == "none"
    assert not {"at.search", "at.find"} & set(page.ids)
    assert "at.all" in page.ids


def test_many_titles_are_folded_under_their_letters(tmp_path: Path) -> None:
    files = read_base() | {f"content/notes/n{n}.md": f"# Note {n}\n" for n in range(160)}
    page = see_pages(render_files(tmp_path, files))["search.html"]
    folded = {each.get("id"): each for each in page.every("details") if each.get("class") == "letter"}
    assert len(list(folded["at.letter-n"].iter("li"))) == 160
    assert all(each.get("open") is None for each in folded.values())
