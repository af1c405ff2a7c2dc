"""What indicators count of certificates: people, once, from the day on the certificate."""

from __future__ import annotations

import datetime as dt

import pytest

from hilo.core.registries import measures
from hilo.credentials.services import ending
from tests.competences.factories import CompetenceFactory
from tests.credentials.factories import AchievementFactory, a_certificate
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory
from tests.people.factories import PersonFactory

pytestmark = pytest.mark.django_db
MARCH = (dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.datetime(2026, 4, 1, tzinfo=dt.UTC))
FEBRUARY = (dt.datetime(2026, 2, 1, tzinfo=dt.UTC), MARCH[0])


def test_whoever_holds_two_certificates_is_one_person_with_two_facts() -> None:
    person = PersonFactory(gender="woman", birth_year=1990)
    a_certificate(person)
    a_certificate(person)
    rows = list(measures.get("certificates_issued").rows(*MARCH))
    assert {row["unit_id"] for row in rows} == {person.pk}
    assert [row["by_gender"] for row in rows] == ["woman", "woman"]
    assert {row["by_age"] for row in rows} == {"35-49"}
    assert {row["by_certificate_kind"] for row in rows} == {"completion"}


def test_the_day_on_the_certificate_counts_and_revoked_ones_do_not() -> None:
    a_certificate(issued_on=dt.date(2026, 2, 28))
    revoked = a_certificate()
    ending.revoke(revoked, reason="Un error.", by=None)
    rows = measures.get("certificates_issued").rows
    assert (len(rows(*FEBRUARY)), len(rows(*MARCH))) == (1, 0)


def test_each_competence_of_a_certificate_is_a_fact() -> None:
    achievement = AchievementFactory()
    achievement.competences.set([CompetenceFactory(code="brand"), CompetenceFactory(code="price")])
    a_certificate(achievement=achievement)
    rows = measures.get("competences_certified").rows(*MARCH)
    assert sorted(row["by_competence"] for row in rows) == ["brand", "price"]


def test_holders_are_told_apart_by_the_sector_in_which_they_worked() -> None:
    person = PersonFactory()
    workshop = OrganisationFactory(sectors=[SectorFactory(slug="crafts")])
    AffiliationFactory(person=person, organisation=workshop, starts_on=None)
    a_certificate(person)
    a_certificate()
    rows = measures.get("certificates_issued").rows(*MARCH)
    assert {row["by_sector"] for row in rows} == {"crafts", None}
