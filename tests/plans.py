"""The base site's plan with a fragment laid over it, judged: what most tests of the checker ask."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from playbook.check import Options
from playbook.diagnostic import Diagnostic
from playbook.pipeline import Judgement
from playbook.rule import E, Finding, PageRule
from tests.overlay import merge
from tests.sites import TODAY, judge_files, read_base

CRM = "content/initiatives/crm.md"

DRAFT = """---
title: One discount policy
status: draft
owner: maya-okafor
---
"""

UNREVIEWED = """stages:
  goals:
    owner: tom-hale
    metric: crm-weekly-active
"""
"""A stage without a review: PB103, a core rule that guards its gate."""

UNAPPROVED = """stages:
  goals:
    owner: tom-hale
    metric: crm-weekly-active
    done: 2026-05-29
    reviews:
      - due: 2026-06-19
        by: erik-lind
"""
"""A stage that is done without a held review: PB602, a warning that may be waived."""

UNPAID = """slips:
  - item: milestones.all-teams
    from: 2026-06-12
    to: 2026-06-26
    date: 2026-05-20
"""
"""A moved day without a reason: PB011, an error that is not of the core."""

PAUSED = """status: paused
paused:
  since: 2026-05-20
  until: {until}
  by: erik-lind
  reason: The vendor was sold
"""


def judge_plan(
    folder: Path,
    fragment: str = "",
    *,
    config: str = "",
    today: date = TODAY,
    options: Options | None = None,
    files: Mapping[str, str] | None = None,
) -> Judgement:
    """Check the base site with a fragment laid over its plan, more settings and more files."""
    site = read_base() | dict(files or {})
    site[CRM] = merge(site[CRM], fragment) if fragment else site[CRM]
    site["playbook.toml"] += config
    return judge_files(folder, site, today, options)


def claim(status: str) -> str:
    """Give the fragment that claims a status, with the block that it needs."""
    if status == "paused":
        return PAUSED.format(until="2026-09-01")
    block = "stopped:\n  date: 2026-05-20\n  by: erik-lind\n  reason: The vendor was sold\n"
    return f"status: {status}\n" + (block if status == "stopped" else "")


def waive(rule: str, item: str = "", **changes: str) -> str:
    """Give the fragment of one waiver."""
    keys = {"rule": rule, "item": item, "reason": "The board knows", "by": "erik-lind", "until": "2026-12-31"}
    lines = [f"{key}: {text}" for key, text in (keys | changes).items() if text]
    return "waivers:\n  - " + "\n    ".join(lines) + "\n"


def find(judgement: Judgement, rule: str) -> list[Diagnostic]:
    """List what one rule (by name or code) found, suppressed or not."""
    report = judgement.checked.report
    found = report.diagnostics + report.suppressed
    return [each for each in found if rule in (each.name, each.code)]


def list_severities(judgement: Judgement, rule: str) -> list[str]:
    """List the severities of what one rule found and nothing suppressed."""
    return [each.severity.word for each in find(judgement, rule) if not each.suppressed]


def list_errors(judgement: Judgement) -> list[str]:
    """List the codes of a check's errors."""
    return [each.code for each in judgement.checked.report.diagnostics if each.severity is E]


def find_title(*_seen: object) -> Iterable[Finding]:
    """Find something wrong with every title: the check of a rule for tests."""
    return [Finding(("title",), "the title is not to our taste", "write another")]


def make_rule(check: Callable[..., Iterable[Finding]] = find_title, **changes: object) -> PageRule:
    """Make a company's own rule."""
    keys: dict[str, object] = {"code": "AC001", "name": "own-rule", "level": E, "why": "it is ours"}
    return PageRule(check=check, **(keys | changes))  # type: ignore[arg-type]
