"""Invented people and real ones never meet in one database."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from hilo.core import installation
from hilo.core.models import Installation

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)


def test_a_database_is_born_in_the_mode_in_force() -> None:
    assert installation.the_installation().is_demonstration
    assert Installation.objects.count() == 1
    installation.refuse_wrong_mode()


@pytest.mark.parametrize(("kept", "asked"), [(True, "real"), (False, "demonstration")])
def test_the_other_mode_is_refused_in_words(settings, kept: bool, asked: str) -> None:
    Installation.objects.update(is_demonstration=kept)
    settings.IS_DEMONSTRATION = not kept
    with pytest.raises(installation.WrongMode, match=f"say «{asked}».*HILO_MODE="):
        installation.refuse_wrong_mode()


def test_only_a_demonstration_has_its_day() -> None:
    assert installation.declare_demonstration_day(DAY).demonstration_day == DAY
    Installation.objects.update(is_demonstration=False, demonstration_day=None)
    with pytest.raises(installation.WrongMode):
        installation.declare_demonstration_day(DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(demonstration_day=DAY)


def test_there_is_no_second_installation() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(pk=2, is_demonstration=True)


def test_a_database_without_tables_says_nothing(monkeypatch) -> None:
    monkeypatch.setattr(Installation._meta, "db_table", "not_there")
    with transaction.atomic():
        installation.note_birth(sender=None)
