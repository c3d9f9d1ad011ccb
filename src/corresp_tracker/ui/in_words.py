"""Dates, days and counts as rows and labels print them; and text from outside, made safe to show."""

from datetime import date, datetime
from html import escape

from corresp_tracker.values.partial_date import MONTHS, PartialDate


def short_day(day: date) -> str:
    """Give a day in the room of a row: "14 Nov 2016"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: date) -> str:
    """Give a day as a letter prints it: "14 November 2016"."""
    return PartialDate.of_day(day).in_words()


def short_date(dated: PartialDate | None) -> str:
    """Give a date in the room of a row; "no date" where it is not known."""
    if dated is None:
        return "no date"
    return short_day(dated.day) if dated.day else dated.in_words()


def moment(at: datetime) -> str:
    """Give a moment in the reader's own time: "14 Nov 2016, 09:30"."""
    local = at.astimezone()
    return f"{short_day(local.date())}, {local:%H:%M}"


def counted(number: int, one: str, many: str = "") -> str:
    """Give a count with its noun: "1 letter", "1,204 letters"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def days_left(days: int | None, *, overdue: bool) -> str:
    """Say how long is left in working days: "2 days left", "Due today", "Overdue by 3 days"."""
    if days is None:
        return ""
    if overdue:
        return f"Overdue by {counted(max(abs(days), 1), 'day')}"
    return f"{counted(days, 'day')} left" if days else "Due today"


def menu_words(words: str, *, longest: int = 60) -> str:
    """Give words from outside as a menu can hold them: on one line, not too long, their ampersands plain."""
    line = " ".join(words.split())
    cut = line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
    return cut.replace("&", "&&")


def tooltip(words: str) -> str:
    """Make words from outside safe as a tooltip, which would otherwise follow any tags in them."""
    return f"<qt>{escape(words).replace(chr(10), '<br>')}</qt>" if words else ""
