"""Who changed a page last, in words; nothing where nothing is known, and never a guess."""

from datetime import date
from pathlib import Path

import pytest

from playbook.config import Config, read_config
from playbook.history import Change, History
from playbook.pipeline import make_outputs
from playbook.view.changed import Changed, say_changed
from tests.rendered import see, see_pages
from tests.repositories import make_repository
from tests.sites import judge_files, read_base, write_site

CHANGE = Change("Ines Aldana", date(2026, 11, 5), "abc", "say more")
KEY = "initiative/crm"


def configure(folder: Path, settings: str = "") -> Config:
    config, faults = read_config(write_site(folder, {"playbook.toml": f"[site]\n{settings}\n"}))
    assert not faults
    return config


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(
            History("known", "", {KEY: CHANGE}), "Last changed on 5 Nov 2026 by Ines Aldana", id="known"
        ),
        pytest.param(
            History("known", "", {KEY: CHANGE}, frozenset({KEY})),
            "Last changed on 5 Nov 2026 by Ines Aldana; changed since, not committed",
            id="changed since",
        ),
        pytest.param(History("known", "", {}, frozenset({KEY})), "Changed, not committed", id="a new page"),
        pytest.param(
            History("unknown", "shallow clone"), "Last change not known: shallow clone", id="a shallow clone"
        ),
        pytest.param(
            History("unknown", "shallow clone", {}, frozenset({KEY})), "Changed, not committed", id="both"
        ),
        pytest.param(
            History("known", "", {KEY: Change("", date(2026, 11, 5), "abc", "")}),
            "Last changed on 5 Nov 2026 by somebody without a name",
            id="nobody",
        ),
    ],
)
def test_what_is_said(tmp_path: Path, history: History, expected: str) -> None:
    said = say_changed(history, KEY, configure(tmp_path))
    assert said
    assert said.text == expected


def test_nothing_is_said_without_git_or_where_it_is_switched_off(tmp_path: Path) -> None:
    known = History("known", "", {KEY: CHANGE})
    assert say_changed(History(), KEY, configure(tmp_path)) is None
    assert say_changed(known, "page/else", configure(tmp_path)) is None
    assert say_changed(known, KEY, configure(tmp_path, "last-changed = false")) is None


def test_a_change_leads_to_its_commit(tmp_path: Path) -> None:
    config = configure(tmp_path, 'repository = "https://github.com/m/p"')
    assert say_changed(History("known", "", {KEY: CHANGE}), KEY, config) == Changed(
        "Last changed on 5 Nov 2026 by Ines Aldana",
        date(2026, 11, 5),
        "Ines Aldana",
        "say more",
        "https://github.com/m/p/commit/abc",
    )


def test_every_page_of_a_file_says_it_and_no_address_of_a_person(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    repository.commit(
        {**read_base(), "content/index.md": "# Hello\n"}, "<b>all</b>", author="Ines <script> Aldana"
    )
    made = {each.path: each.body for each in make_outputs(judge_files(tmp_path, {}))}
    pages = see_pages(made)
    for path in ("index.html", "initiative/crm.html", "metric/sales-cycle.html", "person/maya-okafor.html"):
        assert "Last changed on 1 Jun 2026 by Ines script Aldana" in pages[path].text, path
    assert "Last changed" not in pages["roadmap.html"].text
    assert not [path for path, body in made.items() if b"ines@maren.example" in body]


def test_a_clone_gives_the_same_bytes_and_a_copy_without_git_no_words(tmp_path: Path) -> None:
    repository = make_repository(tmp_path / "one")
    repository.commit(read_base(), "first")
    repository.git("clone", "--quiet", ".", str(tmp_path / "two"))
    made = [make_outputs(judge_files(tmp_path / name, {})) for name in ("one", "two")]
    assert made[0] == made[1]
    bare = {each.path: each.body for each in make_outputs(judge_files(tmp_path / "three", read_base()))}
    assert set(bare) == {each.path for each in made[0]}
    assert "Last changed" not in see("initiative/crm.html", bare["initiative/crm.html"]).text
