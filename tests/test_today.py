"""Today is an input: with the same tree another day adds no error, unless deadlines are asked to count."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options, check
from playbook.config import read_config
from playbook.load import load
from playbook.resolve import resolve
from playbook.rule import E
from playbook.store import Store
from tests.overlay import Example
from tests.sites import TODAY, read_base, write_site
from tests.test_rules import EXAMPLES

DAYS = [TODAY.replace(year=TODAY.year + years) for years in (-5, -1, 1, 5)]
Errors = set[tuple[str, str, str]]


def list_errors(folder: Path, files: Mapping[str, str], days: list[date]) -> list[Errors]:
    """List the errors of one site on several days: rule, page and item of each."""
    config, faults = read_config(write_site(folder, files))
    assert not faults
    store = Store()
    site = resolve(config, load(config, store), store)
    reports = [check(site, store, day, Options()).report for day in days]
    return [
        {(each.name, each.page, each.item) for each in report.diagnostics if each.severity is E}
        for report in reports
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_another_day_adds_no_error(example: Example, tmp_path: Path) -> None:
    now, *others = list_errors(tmp_path, example.files, [example.today, *DAYS])
    assert [errors - now for errors in others] == [set()] * len(DAYS)


def test_the_base_site_has_no_error_on_any_day(tmp_path: Path) -> None:
    days = [date(year, month, 1) for year in range(2021, 2032) for month in (1, 7)]
    assert list_errors(tmp_path, read_base(), days) == [set()] * len(days)


def test_deadlines_may_count(tmp_path: Path) -> None:
    config, _ = read_config(write_site(tmp_path, read_base()))
    store = Store()
    site = resolve(config, load(config, store), store)
    strict = check(site, store, date(2031, 6, 1), Options(deadlines="error")).report
    usual = check(site, store, date(2031, 6, 1), Options()).report
    assert strict.count(E) > 0 == usual.count(E)
    assert len(strict.diagnostics) == len(usual.diagnostics)
