"""Who is behind a number: the units themselves, for records and for deciding what may be published."""

from __future__ import annotations

from django.db import connection

from hilo.programme.counting.engine import Vector
from hilo.programme.counting.facts import Question, as_sql
from hilo.programme.counting.moments import edges_of, zone_of
from hilo.programme.rules.periods import Period

_LAST = """
SELECT unit_id{named} FROM (
    SELECT inside.*, ROW_NUMBER() OVER (PARTITION BY unit_id ORDER BY at DESC, fact_id DESC) AS place
    FROM ({inner}) inside
) fact WHERE place = 1
"""


def units_in(question: Question, period: Period) -> dict[int, Vector]:
    """Each unit with a fact in `period`, and the vector in which it stands: that of its last fact there."""
    columns = [f"by_{name}" for name in question.asked]
    since, until = edges_of([period], zone_of(question.programme))
    inner, values = as_sql(question, since, until)
    named = "".join(f", {column}" for column in columns)
    found: dict[int, Vector] = {}
    with connection.cursor() as cursor:
        cursor.execute(_LAST.format(inner=inner, named=named), values)
        for unit, *rest in cursor.fetchall():
            vector = question.vector(rest)
            if vector is not None:
                found[unit] = vector
    return found
