"""Words for writing measures: a day as a moment, and the age of somebody at a fact."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, DateTimeField, Func, Value, When
from django.db.models.functions import ExtractYear

# The first year of life that is no longer in the band; 15–24 is youth to the United Nations.
BANDS = ((15, "0-14"), (25, "15-24"), (35, "25-34"), (50, "35-49"), (65, "50-64"))
OLDEST = "65+"


class Noon(Func):
    """A day as a moment: noon in Greenwich, which lies on that day from Hawaii to New Zealand."""

    output_field = DateTimeField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "(%(expressions)s || ' 12:00:00')"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "((%(expressions)s + interval '12 hours') AT TIME ZONE 'UTC')"
        return self.as_sql(compiler, connection, template=template, **more)


def age_band(birth_year: str, at: str) -> Case:
    """The band of ages of whoever was born in `birth_year` in the year of `at`; "" where unknown.

    Only the year of birth is known: the age may be one year too high.
    """
    return Case(
        When(**{f"{birth_year}__isnull": True}, then=Value("")),
        *(
            When(**{f"{birth_year}__gt": ExtractYear(at) - limit}, then=Value(name))
            for limit, name in BANDS
        ),
        default=Value(OLDEST),
        output_field=CharField(),
    )
