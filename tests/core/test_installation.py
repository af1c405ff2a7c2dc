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


@pytest.mark.parametrize(
    ("careless", "name"),
    [
        ({"SECRET_KEY": "only-for-development-and-tests-never-for-real-people"}, "HILO_SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "HILO_SECRET_KEY"),
        ({"DEBUG": True}, "HILO_DEBUG"),
    ],
)
@pytest.mark.parametrize(
    ("is_demonstration", "address"),
    [(False, "http://127.0.0.1:8000"), (True, "https://hilo.example")],
)
def test_what_harms_real_people_or_the_internet_does_not_start(
    settings, careless: dict[str, object], name: str, is_demonstration: bool, address: str
) -> None:
    settings.IS_DEMONSTRATION, settings.ADDRESS = is_demonstration, address
    settings.SECRET_KEY = "long-and-known-to-this-test-alone-0123456789"
    installation.refuse_unsafe_settings()
    for setting, value in careless.items():
        setattr(settings, setting, value)
    with pytest.raises(installation.UnsafeSettings, match=name):
        installation.refuse_unsafe_settings()
    settings.IS_DEMONSTRATION, settings.ADDRESS = True, "http://127.0.0.1:8000"
    installation.refuse_unsafe_settings()
