"""What the configuration says of rules is held against the rules that there are."""

from pathlib import Path

import pytest

from playbook.config import Config, read_config
from playbook.rule_settings import check_rule_settings
from playbook.rules import RULES
from tests.plans import make_rule

NUMBERED = [each for each in RULES if each.thresholds]


def read(folder: Path, text: str, name: str = "playbook.toml") -> Config:
    """Read a configuration that has no other fault."""
    (folder / name).write_text(text, encoding="utf-8")
    config, faults = read_config(folder)
    assert faults == ()
    return config


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            '[rules.gate-unaproved]\nlevel = "off"\n',
            2,
            ("no rule is called `gate-unaproved`", "did you mean `gate-unapproved`?"),
        ),
        (
            '[rules.PB602]\nlevel = "off"\n',
            2,
            ("no rule is called `PB602`", "rules are set by name: [rules.gate-unapproved]"),
        ),
        (
            '[rules.gate-unapproved]\nlevel = "of"\n',
            3,
            ("`of` is no level", "one of: off, info, warning, error"),
        ),
        ("[rules.gate-unapproved]\nlevel = 1\n", 3, ("`1` is no level", "one of: off, info, warning, error")),
        (
            '[rules.unknown-key]\nlevel = "off"\n',
            3,
            ("PB002 unknown-key always keeps its level", "take the line out"),
        ),
        (
            "[rules.gate-unapproved]\ndays = 3\n",
            3,
            ("gate-unapproved has no setting `days`", "known: `level`"),
        ),
        (
            "[rules.stage-dates-contradict]\ngrace-day = 3\n",
            3,
            ("stage-dates-contradict has no setting `grace-day`", "did you mean `grace-days`?"),
        ),
        (
            '[rules.stage-dates-contradict]\ngrace-days = "two"\n',
            3,
            ("`two` is not a number from 0 to 100,000", "the default is 1"),
        ),
        (
            "[rules.stage-dates-contradict]\ngrace-days = -1\n",
            3,
            ("`-1` is not a number from 0 to 100,000", "the default is 1"),
        ),
        (
            "[rules.stage-dates-contradict]\ngrace-days = nan\n",
            3,
            ("`nan` is not a number from 0 to 100,000", "the default is 1"),
        ),
        (
            "[rules.stage-dates-contradict]\ngrace-days = inf\n",
            3,
            ("`inf` is not a number from 0 to 100,000", "the default is 1"),
        ),
        (
            "[rules.milestone-dates-contradict]\ngrace-days = 100_001\n",
            3,
            ("`100001` is not a number from 0 to 100,000", "the default is 1"),
        ),
        (
            '[check]\nignore = ["gate"]\n',
            3,
            ("`gate` names no rule", "a code or the start of one will do: PB103, PB3"),
        ),
        ('[check]\nignore = [""]\n', 3, ("`` names no rule", "PB103")),
        (
            '[check]\nrequire = ["histroy"]\n',
            3,
            ("`histroy` is nothing that can be required", "did you mean `history`?"),
        ),
        ('[check]\nrequire = ["PB5"]\n', 3, ("`PB5` is nothing that can be required", "")),
    ],
)
def test_what_means_nothing_is_a_fault_at_its_line(
    text: str, line: int, said: tuple[str, str], tmp_path: Path
) -> None:
    (fault,) = check_rule_settings(read(tmp_path, "schema = 1\n" + text))
    assert (fault.rule, fault.span.path, fault.span.line) == ("configuration", "playbook.toml", line)
    assert fault.message == said[0]
    assert said[1] in fault.help


def test_the_place_is_found_in_pyproject_too(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.playbook]\nschema = 1\n\n[tool.playbook.rules.nonsense]\n'
    (fault,) = check_rule_settings(read(tmp_path, text, "pyproject.toml"))
    assert (fault.span.path, fault.span.line) == ("pyproject.toml", 7)


def test_what_is_known_is_no_fault(tmp_path: Path) -> None:
    text = """schema = 1
[check]
ignore = ["gate-unapproved", "PB602", "PB6", "PB"]
require = ["history", "readings", "PB602", "gate-unapproved"]
[rules.gate-unapproved]
level = "error"
[rules.stage-review-missing]
level = "off"
"""
    assert check_rule_settings(read(tmp_path, text)) == ()


def test_a_company_sets_its_own_rules_too(tmp_path: Path) -> None:
    config = read(tmp_path, '[rules.own-rule]\nlevel = "off"\ndays = 0\n')
    assert len(check_rule_settings(config)) == 1
    assert check_rule_settings(config, (*RULES, make_rule(thresholds={"days": 9}))) == ()


@pytest.mark.parametrize("rule", NUMBERED, ids=lambda each: each.name)
def test_every_threshold_can_be_set_and_is_explained(rule: object, tmp_path: Path) -> None:
    name: str = rule.name  # type: ignore[attr-defined]
    keys: list[str] = list(rule.thresholds)  # type: ignore[attr-defined]
    text = f"[rules.{name}]\n" + "".join(f"{key} = 7\n" for key in keys)
    config = read(tmp_path, text)
    assert check_rule_settings(config) == ()
    assert [rule.number(config, key) for key in keys] == [7] * len(keys)  # type: ignore[attr-defined]
    folder = Path(__file__).parent.parent / "playbook" / "rules"
    page = (folder / f"{name.replace('-', '_')}.md").read_text(encoding="utf-8")
    assert f"[rules.{name}]" in page
    assert [key for key in keys if f"\n{key} = " not in page] == []
