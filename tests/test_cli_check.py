"""`playbook check`: streams, exit codes, options and their environment twins."""

import json
from pathlib import Path

import pytest

from tests.cli import Commands
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"
NO_REVIEW = "      - due: 2026-06-19\n        by: erik-lind\n  follow-through:"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return Commands(write_site(tmp_path, read_base()), capsys)


@pytest.fixture
def faulty(base: Commands) -> Commands:
    base.edit(CRM, "  follow-through:\n    owner: lena-fox\n", "  follow-through:\n")
    return base


def test_a_clean_playbook_exits_0(base: Commands) -> None:
    ended = base("check")
    assert ended.code == 0
    assert "no findings" in ended.out
    assert "\x1b" not in ended.out


def test_a_gap_exits_1_at_the_stages_own_line(faulty: Commands) -> None:
    ended = faulty("check", "--output-format", "concise")
    line = (faulty.folder / CRM).read_text().splitlines().index("  follow-through:") + 1
    assert ended.code == 1
    assert ended.out.startswith(f"{CRM}:{line}:3: error PB101 stage `follow-through` has no owner\n")
    assert "1 error" in ended.err


def test_the_full_report_shows_excerpt_remedy_and_reason(faulty: Commands) -> None:
    out = faulty("check").out
    assert "  follow-through:" in out
    assert "add under it:  owner:" in out
    assert "playbook explain PB101" in out


@pytest.mark.parametrize(
    "noise", [(), ("-q",), ("-v",), ("--color", "always")], ids=["plain", "quiet", "verbose", "colour"]
)
def test_the_exit_code_does_not_depend_on_verbosity(faulty: Commands, noise: tuple[str, ...]) -> None:
    assert faulty("check", *noise).code == 1


def test_the_threshold(base: Commands) -> None:
    base.edit(CRM, "sponsor: erik-lind\n", "")
    assert base("check").code == 0
    assert base("check", "--strict").code == 1
    assert base("check", "--fail-on", "warning").code == 1


def test_reports_go_to_files(faulty: Commands, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    assert (
        faulty("check", "--report", f"json={target}", "--report", f"sarif={tmp_path / 'r.sarif'}").code == 1
    )
    assert json.loads(target.read_text())["diagnostics"][0]["code"] == "PB101"
    assert json.loads((tmp_path / "r.sarif").read_text())["version"] == "2.1.0"
    assert faulty("check", "--report", "jsn=x").code == 2
    assert faulty("check", "--report", f"json={tmp_path}").code == 2


def test_github_actions_get_annotations_and_a_summary(
    faulty: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert faulty("check").out.startswith("::error file=")
    assert "PB101" in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_an_environment_twin_is_named_in_the_report(base: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAYBOOK_PROFILE", "core")
    ended = base("check")
    assert "profile=core (environment)" in ended.out


def test_today_comes_from_the_option_then_the_configuration(
    base: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert "as of 2026-06-01" in base("check").out
    assert "as of 2026-06-02" in base("check", "--today", "2026-06-02").out
    base.edit("playbook.toml", "today = 2026-06-01\n", "")
    assert "as of 1970-01-01" in base("check").out
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert base("check").code == 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "253402214400")
    assert "`9999-12-31` is too far ahead" in base("check").err
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert base("check").code == 0


USAGE = {
    "no day": (("check", "--today", "2026-13-45"), "is not a day"),
    "no day to reckon with": (("check", "--today", "9999-12-31"), "--today `9999-12-31` is too far ahead"),
    "no folder": (("-C", "nowhere", "check"), "there is no folder"),
    "no configuration": (("check", "-c", "nowhere.toml"), "there is no configuration file"),
    "no baseline": (("check", "--baseline", "nowhere.json"), "--write-baseline makes one"),
    "no rule to select": (("check", "--select", "stage-reviw-missing"), "mean `stage-review-missing`?"),
    "no rule to ignore": (("check", "--ignore", "PB999"), "--ignore: `PB999` names no rule"),
    "no requirement": (("check", "--require", "hstory"), "did you mean `history`?"),
    "no command": (("chekc",), "did you mean `check`?"),
    "no format": (("check", "--output-format", "xml"), "full"),
}


@pytest.mark.parametrize(("arguments", "words"), USAGE.values(), ids=USAGE)
def test_wrong_usage_exits_2_with_words(base: Commands, arguments: tuple[str, ...], words: str) -> None:
    ended = base(*arguments)
    assert ended.code == 2
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_a_faulty_configuration_exits_2_at_its_line(base: Commands) -> None:
    base.edit("playbook.toml", 'name = "Base"', 'name = "Base"\n\n[rules.stage-reviw-missing]\nlevel = "off"')
    ended = base("check")
    assert ended.code == 2
    assert "playbook.toml:7:1: error configuration: no rule is called `stage-reviw-missing`" in ended.err
    assert "did you mean `stage-review-missing`?" in ended.err


def test_the_project_is_found_upwards(base: Commands) -> None:
    assert "no findings" in base("-C", str(base.folder / "content" / "metrics"), "check").out


def test_a_baseline_only_shrinks(faulty: Commands) -> None:
    assert faulty("check", "--write-baseline").code == 0
    name = "playbook-baseline.json"
    assert faulty("check").code == 1
    assert faulty("check", "--baseline", name).code == 0
    faulty.edit(CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    ended = faulty("check", "--baseline", name, "--output-format", "concise")
    assert (ended.code, ended.out.count("PB101")) == (1, 1)
    ended = faulty("check", "--write-baseline")
    assert ended.code == 1
    assert "only shrinks" in ended.err
    faulty.edit(CRM, "  goals:\n", "  goals:\n    owner: tom-hale\n")
    faulty.edit(CRM, "  follow-through:\n", "  follow-through:\n    owner: lena-fox\n")
    ended = faulty("check", "--baseline", name)
    assert (ended.code, "the baseline lists 1 gap that is closed" in ended.err) == (1, True)
    assert faulty("check", "--baseline", name, "--ignore", "PB301").code == 0
    assert faulty("build", "--baseline", name).code == 0
    assert faulty("check", "--write-baseline").code == 0
    assert json.loads((faulty.folder / name).read_text()) == {"schema": 1, "findings": []}
    (faulty.folder / name).write_text("[]")
    assert faulty("check", "--baseline", name).code == 2
    assert faulty("check", "--write-baseline").code == 2


def test_what_is_required_and_could_not_run_exits_1(base: Commands) -> None:
    ended = base("check", "--require", "history")
    assert ended.code == 1
    assert "required and not evaluated" in ended.err


def test_select_and_ignore(base: Commands) -> None:
    base.edit(CRM, "sponsor: erik-lind\n", "")
    assert "PB301" in base("check", "--select", "sponsor-missing").out
    assert "warning PB301" not in base("check", "--select", "PB4").out
    assert "warning PB301" not in base("check", "--ignore", "PB301").out


@pytest.mark.parametrize("used", [0, 1024 * 1024 - 5_000, 1024 * 1024 - 20])
def test_the_step_summary_never_grows_too_large(
    faulty: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, used: int
) -> None:
    path = tmp_path / "summary.md"
    path.write_text("x" * used)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(path))
    ended = faulty("check")
    is_full = used > 1024 * 1024 - 100
    assert ended.code == 1
    assert used <= path.stat().st_size <= 1024 * 1024
    assert ("## playbook: " in path.read_text()) != is_full
    assert ("the step summary is full" in ended.err) == is_full
