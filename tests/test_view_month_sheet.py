"""This month and the next as sheets of weeks."""

from datetime import date

import pytest

from playbook.view.month_sheet import SheetDay, list_sheets

DUE = {
    date(2026, 11, 12): [("Hold it", "#a")],
    date(2026, 12, 1): [("Hold this", "#b"), ("And that", "#b")],
    date(2027, 3, 1): [("Far off", "#c")],
}


def test_two_months_are_shown_and_nothing_beyond() -> None:
    now, after = list_sheets(date(2026, 11, 23), DUE)
    assert (now.title, after.title) == ("November 2026", "December 2026")
    days = [day for sheet in (now, after) for week in sheet.weeks for day in week if day]
    assert [each.day for each in days if each.state] == [date(2026, 11, 12), date(2026, 12, 1)]


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2028, 2, 29), date(2027, 1, 1)])
def test_weeks_have_seven_places_and_begin_on_monday(today: date) -> None:
    for sheet in list_sheets(today, {}):
        assert {len(week) for week in sheet.weeks} == {7}
        assert all(
            day is None or day.day.weekday() == n for week in sheet.weeks for n, day in enumerate(week)
        )
    assert list_sheets(date(2026, 12, 31), {})[1].title == "January 2027"


def test_a_day_says_what_is_due_and_whether_it_is_late() -> None:
    days = {
        day.day: day
        for sheet in list_sheets(date(2026, 11, 23), DUE)
        for week in sheet.weeks
        for day in week
        if day
    }
    assert days[date(2026, 11, 12)] == SheetDay(date(2026, 11, 12), "late", ("Hold it",), "#a")
    assert days[date(2026, 12, 1)] == SheetDay(date(2026, 12, 1), "due", ("Hold this", "And that"), "#b")
    assert days[date(2026, 11, 23)] == SheetDay(date(2026, 11, 23), is_today=True)
    today = list_sheets(date(2026, 11, 12), DUE)[0].weeks[2][3]
    assert today == SheetDay(date(2026, 11, 12), "due", ("Hold it",), "#a", is_today=True)
