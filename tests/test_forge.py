"""Where a page is edited and a line is shown, by forge."""

from pathlib import Path

import pytest

from playbook.config import Config, read_config
from playbook.config_schema import FORGE_NAMES
from playbook.forge import FORGES, name_commit_url, name_edit_url, name_line_url
from tests.sites import write_site

PAGE = "content/initiatives/a b#c.md"


def configure(folder: Path, settings: str) -> Config:
    """Read a configuration without a fault."""
    config, faults = read_config(write_site(folder, {"playbook.toml": f"[site]\n{settings}\n"}))
    assert faults == ()
    return config


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(
            'repository = "https://github.com/maren/playbook"',
            (
                "https://github.com/maren/playbook/edit/main/content/initiatives/a%20b%23c.md",
                "https://github.com/maren/playbook/blob/main/content/initiatives/a%20b%23c.md?plain=1#L12",
                "https://github.com/maren/playbook/commit/abc",
            ),
            id="github",
        ),
        pytest.param(
            'repository = "https://gitlab.maren.example/a/b/c/"\nbranch = "release/1"',
            (
                "https://gitlab.maren.example/a/b/c/-/edit/release/1/content/initiatives/a%20b%23c.md",
                "https://gitlab.maren.example/a/b/c/-/blob/release/1/content/initiatives/a%20b%23c.md?plain=1#L12",
                "https://gitlab.maren.example/a/b/c/-/commit/abc",
            ),
            id="gitlab of one's own",
        ),
        pytest.param(
            'repository = "https://codeberg.org/maren/playbook.git"',
            (
                "https://codeberg.org/maren/playbook/_edit/main/content/initiatives/a%20b%23c.md",
                (
                    "https://codeberg.org/maren/playbook/src/branch/main/content/initiatives/a%20b%23c.md"
                    "?display=source#L12"
                ),
                "https://codeberg.org/maren/playbook/commit/abc",
            ),
            id="codeberg",
        ),
        pytest.param(
            'repository = "https://git.maren.example/x/y"\nforge = "forgejo"',
            (
                "https://git.maren.example/x/y/_edit/main/content/initiatives/a%20b%23c.md",
                "https://git.maren.example/x/y/src/branch/main/content/initiatives/a%20b%23c.md?display=source#L12",
                "https://git.maren.example/x/y/commit/abc",
            ),
            id="forgejo by its setting",
        ),
        pytest.param(
            'repository = "https://bitbucket.org/maren/playbook"',
            (
                "https://bitbucket.org/maren/playbook/src/main/content/initiatives/a%20b%23c.md?mode=edit&at=main",
                "https://bitbucket.org/maren/playbook/src/main/content/initiatives/a%20b%23c.md#lines-12",
                "https://bitbucket.org/maren/playbook/commits/abc",
            ),
            id="bitbucket",
        ),
        pytest.param(
            'repository = "https://me@dev.azure.com/maren/p/_git/playbook"\nbranch = "a/b"',
            (
                (
                    "https://dev.azure.com/maren/p/_git/playbook?path=/content/initiatives/a%20b%23c.md"
                    "&version=GBa%2Fb&_a=contents"
                ),
                (
                    "https://dev.azure.com/maren/p/_git/playbook?path=/content/initiatives/a%20b%23c.md"
                    "&version=GBa%2Fb&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1&lineStyle=plain&_a=contents"
                ),
                "https://dev.azure.com/maren/p/_git/playbook/commit/abc",
            ),
            id="azure, without the name in its address",
        ),
        pytest.param(
            'edit-url = "https://cms.example/edit?file={path}&x"',
            (
                "https://cms.example/edit?file=content/initiatives/a%20b%23c.md&x",
                "https://cms.example/edit?file=content/initiatives/a%20b%23c.md&x",
                "",
            ),
            id="an editor of one's own",
        ),
        pytest.param(
            'edit-url = "https://cms.example/edit/"\nrepository = "https://github.com/m/p"',
            (
                "https://cms.example/edit/content/initiatives/a%20b%23c.md",
                "https://github.com/m/p/blob/main/content/initiatives/a%20b%23c.md?plain=1#L12",
                "https://github.com/m/p/commit/abc",
            ),
            id="an editor of one's own beside a forge",
        ),
        pytest.param(
            'repository = "https://github.com/m/p"\nrepository-folder = "docs/change"',
            (
                "https://github.com/m/p/edit/main/docs/change/content/initiatives/a%20b%23c.md",
                "https://github.com/m/p/blob/main/docs/change/content/initiatives/a%20b%23c.md?plain=1#L12",
                "https://github.com/m/p/commit/abc",
            ),
            id="a project below the top",
        ),
        pytest.param("", ("", "", ""), id="nothing"),
    ],
)
def test_a_forge_has_its_addresses(tmp_path: Path, settings: str, expected: tuple[str, str, str]) -> None:
    config = configure(tmp_path, settings)
    made = name_edit_url(config, PAGE), name_line_url(config, PAGE, 12), name_commit_url(config, "abc")
    assert made == expected


@pytest.mark.parametrize("forge", FORGES)
def test_a_whole_file_has_no_line_and_a_csv_no_other_display(tmp_path: Path, forge: str) -> None:
    config = configure(tmp_path, f'repository = "https://x.example/a/b"\nforge = "{forge}"')
    assert "12" not in name_line_url(config, "content/a.md", 0)
    assert "#" not in name_line_url(config, "content/a.md", 0)
    assert "plain=1" not in name_line_url(config, "content/a.csv", 12)
    assert "12" in name_line_url(config, "content/a.csv", 12)
    assert name_commit_url(config, "") == ""


def test_every_forge_that_may_be_named_is_known() -> None:
    assert set(FORGES) == set(FORGE_NAMES) - {"forgejo"}


@pytest.mark.parametrize(
    ("settings", "line", "words"),
    [
        ('repository = "https://git.maren.example/a/b"', 2, "does not tell which forge it is"),
        ('repository = "git@github.com:a/b.git"', 2, "is no web address"),
        ('repository = "https://github.com/a/b"\nbranch = " "', 3, "`branch` is empty"),
        ('repository = "https://github.com/a/b"\nforge = "githup"', 3, "is no known word here"),
        ('repository = "https://[::1"', 2, "does not tell which forge it is"),
    ],
)
def test_a_repository_that_leads_nowhere_is_located(
    tmp_path: Path, settings: str, line: int, words: str
) -> None:
    _, faults = read_config(write_site(tmp_path, {"playbook.toml": f"[site]\n{settings}\n"}))
    assert [(each.span.line, words in each.message) for each in faults] == [(line, True)]
    assert faults[0].help
