"""By when the law wants an answer to a request about personal data.

| regime | law | answer within |
|---|---|---|
| gdpr | Regulation (EU) 2016/679, article 12(3) | one month |
| lfpdppp | Mexico, Ley Federal de Protección de Datos Personales en Posesión de los Particulares | 20 working days |
| lgpdppso | Mexico, Ley General … en Posesión de Sujetos Obligados | 20 working days |

A month that has no such day ends on its last day. Where the month ends on a day without work, the
earlier working day is taken: an answer that is a day early harms nobody.
"""

from __future__ import annotations

import calendar
import datetime as dt

WORKING_DAYS = {"lfpdppp": 20, "lgpdppso": 20}
REGIMES = ("gdpr", "lfpdppp", "lgpdppso")
SATURDAY = 5


def due_on(received: dt.date, regime: str) -> dt.date:
    """The last day for an answer to what was received on `received`; raises LookupError."""
    if regime not in REGIMES:
        raise LookupError(f"no data protection regime «{regime}» among {', '.join(REGIMES)}")
    if regime in WORKING_DAYS:
        return after_working_days(received, WORKING_DAYS[regime])
    return last_working_day(a_month_after(received))


def after_working_days(day: dt.date, number: int) -> dt.date:
    """The day that lies `number` working days after `day`, which itself is not counted."""
    while number:
        day += dt.timedelta(days=1)
        number -= is_working_day(day)
    return day


def last_working_day(day: dt.date) -> dt.date:
    """`day`, or the last working day before it."""
    while day.weekday() >= SATURDAY:
        day -= dt.timedelta(days=1)
    return day


def a_month_after(day: dt.date) -> dt.date:
    """The same day of the next month, or its last day."""
    year, month = divmod(day.year * 12 + day.month, 12)
    month += 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def is_working_day(day: dt.date) -> bool:
    """Whether offices in Mexico work: Monday to Friday, but not on days of rest."""
    return day.weekday() < SATURDAY and day not in days_of_rest(day.year)


def days_of_rest(year: int) -> set[dt.date]:
    """The days of rest of Mexico's Ley Federal del Trabajo, article 74, in `year`."""
    rest = {dt.date(year, 1, 1), dt.date(year, 5, 1), dt.date(year, 9, 16), dt.date(year, 12, 25)}
    rest |= {nth_monday(year, 2, 1), nth_monday(year, 3, 3), nth_monday(year, 11, 3)}
    if year >= 2024 and (year - 2024) % 6 == 0:
        rest.add(dt.date(year, 10, 1))  # the federal executive changes hands
    return rest


def nth_monday(year: int, month: int, nth: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(7 - first.weekday()) % 7 + 7 * (nth - 1))
