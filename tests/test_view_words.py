"""How the site says days, numbers, values and what a rule says."""

from datetime import date
from decimal import Decimal

import pytest

from playbook.html import Html
from playbook.view import words
from playbook.view.figure import Figure, Measure, measure_of
from playbook.view.say import Speaker

DAY = date(2026, 11, 23)
SPEAKER = Speaker(
    {"maya-okafor": "Maya Okafor", "crm": "One <CRM>", "sales-cycle": "Sales cycle"}, {"goals": "Goals"}
)


@pytest.mark.parametrize(
    ("unit", "decimals", "value", "said"),
    [
        pytest.param("days", 0, "62", "62\u00a0days", id="days"),
        pytest.param("days", None, "1", "1\u00a0day", id="one day"),
        pytest.param("days", 1, "1", "1.0\u00a0days", id="one day with decimals"),
        pytest.param("%", 0, "71.5", "72%", id="per cent, rounded half up"),
        pytest.param("€", 0, "18400", "€18,400", id="euros"),
        pytest.param("k€", 1, "18.4", "€18.4k", id="thousands of euros"),
        pytest.param("€", None, "-5", "−€5", id="less than nothing"),
        pytest.param("count", None, "1200", "1,200", id="a count has no unit"),
        pytest.param("", None, "1E+3", "1,000", id="no exponent"),
        pytest.param("deals", None, "3.50", "3.5\u00a0deals", id="any other unit"),
    ],
)
def test_a_value_is_written_with_its_unit(unit: str, decimals: int | None, value: str, said: str) -> None:
    assert Measure(unit, decimals).figure(Decimal(value)) == Figure(Decimal(value), said)


@pytest.mark.parametrize(
    ("unit", "change", "said"),
    [
        ("%", "-6", "−6\u00a0points"),
        ("%", "1", "+1\u00a0point"),
        ("days", "0", "0\u00a0days"),
        ("€", "-400", "−€400"),
    ],
)
def test_a_change_is_written_with_its_sign(unit: str, change: str, said: str) -> None:
    assert Measure(unit, 0).say_change(Decimal(change)) == said


def test_no_value_is_no_figure_and_no_page_is_per_cent() -> None:
    assert Measure("days").figure(None) is None
    assert measure_of(None).say(Decimal("66.7")) == "67%"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29 Nov 2026"),
        (date(2026, 11, 30), date(2026, 12, 13), "30 Nov – 13 Dec 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
    ],
)
def test_a_span_names_the_year_once(first: date, last: date, said: str) -> None:
    assert words.say_span(first, last) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 12), "11 days late"),
        (date(2026, 11, 22), "1 day late"),
        (DAY, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 26), "in 3 days"),
    ],
)
def test_a_distance_is_said_from_today(day: date, said: str) -> None:
    assert words.say_distance(day, DAY) == said


def test_days_weeks_and_months_are_written_in_the_site_s_words() -> None:
    assert words.say_day(DAY) == "23 Nov 2026"
    assert words.say_long_day(DAY) == "Monday 23 November 2026"
    assert words.say_weekday(DAY) == "Mon"
    assert words.say_month(DAY) == "November 2026"
    assert words.start_of_week(date(2026, 11, 29)) == DAY


@pytest.mark.parametrize(
    ("days", "times", "said"),
    [(14, 1, "moved once, +14 days"), (45, 2, "moved twice, +45 days"), (-1, 3, "moved 3 times, −1 day")],
)
def test_moves_are_counted_and_signed(days: int, times: int, said: str) -> None:
    assert words.say_moves(days, times) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no plans"), (1, "one plan"), (12, "twelve plans"), (13, "13 plans")]
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert words.say_count(number, "plan") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("the ask to `maya-okafor` is open", "The ask to Maya Okafor is open", id="a person"),
        pytest.param("stage `goals` began", "Stage Goals began", id="a stage"),
        pytest.param("`crm` is late", "One &lt;CRM&gt; is late", id="a title is escaped"),
        pytest.param("said `Free the cost`", "Said “Free the cost”", id="an author's text"),
        pytest.param("add `owner: a b`", "Add <code>owner: a b</code>", id="a line to type"),
        pytest.param("add `way-back`", "Add <code>way-back</code>", id="code"),
        pytest.param("since 2026-08-14, not 12026-08-14", "Since 14 Aug 2026, not 12026-08-14", id="a day"),
        pytest.param("2026-13-45", "2026-13-45", id="no day"),
        pytest.param("sales-cycle stands at 71", "Sales cycle stands at 71", id="a bare id with a hyphen"),
        pytest.param("x/sales-cycle.md", "X/sales-cycle.md", id="a path is not an id"),
        pytest.param("crm goals", "Crm goals", id="a bare word without a hyphen stays"),
        pytest.param("<b>`<i>`", "&lt;b&gt;<code>&lt;i&gt;</code>", id="escaped"),
        pytest.param("one ` alone", "One ` alone", id="a lone backtick"),
    ],
)
def test_what_a_rule_says_is_said_in_names_and_days(text: str, said: str) -> None:
    assert SPEAKER.say(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("write `due: 2026-07-03` by maya-okafor", "Write <code>due: 2026-07-03</code> by maya-okafor"),
        ("add:\n  - due: 2026-07-03", "add:\n  - due: 2026-07-03"),
        ("<id>", "&lt;id&gt;"),
    ],
)
def test_a_remedy_stays_as_it_is_to_be_typed(text: str, said: str) -> None:
    assert SPEAKER.quote(text) == said


def test_html_prints_itself() -> None:
    assert Html("<b>").__html__() == "<b>"
    assert type(Html("<b>").__html__()) is str


@pytest.mark.parametrize(
    ("days", "said"),
    [(17, "17 days left"), (1, "1 day left"), (0, "ends today"), (-1, "ended 1 day ago")],
)
def test_a_waiver_s_days_are_counted_to_its_end(days: int, said: str) -> None:
    assert words.say_left(days) == said


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        pytest.param("number", "118000", "118,000", id="a number"),
        pytest.param("number", "about 5", "about 5", id="no number"),
        pytest.param("day", "2026-03-01", "1 Mar 2026", id="a day"),
        pytest.param("day", "soon", "soon", id="no day"),
        pytest.param("text", "118000", "118000", id="a text"),
    ],
)
def test_an_own_field_is_written_by_its_type(kind: str, text: str, said: str) -> None:
    assert words.say_field(kind, text) == said
