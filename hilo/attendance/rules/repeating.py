"""Several dates at once: every Tuesday, four times, at the same hour of the same clock."""

from __future__ import annotations

import datetime as dt

MOST = 60


def dates(first: dt.date, times: int, *, every_days: int = 7) -> list[dt.date]:
    """`times` days from `first` on, `every_days` apart."""
    return [first + dt.timedelta(days=every_days * number) for number in range(times)]
