"""PostgreSQL is asked with values beside the question, never more than one question may hold."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from config.environment import database
from hilo.core.models import Entry
from hilo.core.postgresql.base import MOST_VALUES, DatabaseOperations
from hilo.core.time import now


def batch_size(fields: int, rows: int) -> int:
    operations = DatabaseOperations(SimpleNamespace())  # type: ignore[arg-type]
    return operations.bulk_batch_size(["field"] * fields, [None] * rows)


def test_rows_in_bulk_are_cut_to_what_one_question_may_hold() -> None:
    assert batch_size(10, 100) == 100
    assert 2 * 10 * batch_size(10, 50_000) <= MOST_VALUES
    assert batch_size(1, 0) == 1


def test_a_pooler_can_go_without_prepared_questions() -> None:
    assert database("postgresql://a:b@host/hilo")["OPTIONS"]["prepare_threshold"] == 3
    assert database("postgresql://a:b@host/hilo?prepare=no")["OPTIONS"]["prepare_threshold"] is None


@pytest.mark.django_db
def test_more_values_than_one_question_holds_are_written() -> None:
    rows = [Entry(event="core.Tried", at=now()) for _ in range(MOST_VALUES // 8 + 10)]
    Entry.objects.bulk_create(rows)
    assert Entry.objects.filter(event="core.Tried").count() == len(rows)
    for row in rows:
        row.sweeps = 1
    Entry.objects.bulk_update(rows, ["sweeps", "due_at"], batch_size=2000)
    assert Entry.objects.filter(event="core.Tried", sweeps=1).count() == len(rows)
