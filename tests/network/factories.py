"""Organisations, affiliations and clusters for tests. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from hilo.core.text import Text
from hilo.core.time import now
from hilo.network.enums import AffiliationState, Stakeholder, State
from hilo.network.models import (
    Affiliation,
    AgentTerm,
    Cluster,
    ClusterFigure,
    Criterion,
    FollowedSearch,
    Membership,
    Organisation,
    Seat,
    Sector,
)
from hilo.people.models import Account
from tests.people.factories import AccountFactory, PersonFactory


class SectorFactory(factory.django.DjangoModelFactory):
    """A sector with a name in Spanish and Arabic."""

    class Meta:
        model = Sector

    slug = factory.Sequence(lambda n: f"sector-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("es", f"Oficio {one.slug}").with_variant("ar", f"حرفة {one.slug}")
    )


class ProfileFactory(factory.django.DjangoModelFactory):
    """A page in the directory, public; `state="draft"` for one that is not."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    state = State.LISTED
    listed_at = factory.LazyAttribute(lambda one: now() if one.state == State.LISTED else None)
    confirmed_at = factory.LazyAttribute(lambda one: one.listed_at)

    @factory.post_generation
    def sectors(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.sectors.set(extracted)


class OrganisationFactory(ProfileFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"taller-{n}")
    kind = "workshop"
    legal_name = factory.Sequence(lambda n: f"Taller Inventado {n}, S. C.")
    short_name = factory.Sequence(lambda n: f"Taller {n}")


class ClusterFactory(ProfileFactory):
    class Meta:
        model = Cluster

    slug = factory.Sequence(lambda n: f"cluster-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("fr", f"Grappe {one.slug}").with_variant("ar", f"عنقود {one.slug}")
    )


class AffiliationFactory(factory.django.DjangoModelFactory):
    """Somebody who works there now; `is_steward=True` for whoever may change the page."""

    class Meta:
        model = Affiliation

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "Directora"
    state = AffiliationState.ACTIVE
    starts_on = dt.date(2026, 1, 1)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    cluster = factory.SubFactory(ClusterFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    chain_place = "production"


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    cluster = factory.SubFactory(ClusterFactory)
    stakeholder = Stakeholder.FIRMS
    person = factory.SubFactory(PersonFactory)


class AgentTermFactory(factory.django.DjangoModelFactory):
    """Somebody who accompanies a cluster since the beginning of 2026, without the role."""

    class Meta:
        model = AgentTerm

    cluster = factory.SubFactory(ClusterFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = dt.date(2026, 1, 1)


class ClusterFigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClusterFigure

    cluster = factory.SubFactory(ClusterFactory)
    measured = "firms"
    year = 2025
    value = 120
    source = "Censo inventado"


class FollowedSearchFactory(factory.django.DjangoModelFactory):
    """A search that somebody with an account has followed since this moment."""

    class Meta:
        model = FollowedSearch

    person = factory.LazyFunction(lambda: AccountFactory().person)
    name = "Oficios"
    query = "sector=crafts"
    seen_until = factory.LazyFunction(now)


def steward_of(organisation: Organisation) -> Account:
    """An account whose person may change the page of `organisation`."""
    account = AccountFactory()
    AffiliationFactory(person=account.person, organisation=organisation, is_steward=True)
    return account


class CriterionFactory(factory.django.DjangoModelFactory):
    """A condition of organisations that a reviewer judges."""

    class Meta:
        model = Criterion

    subject = "organisation"
    code = factory.Sequence(lambda n: f"criterion-{n}")
    name = factory.LazyAttribute(lambda one: Text.of("es", f"Cumple {one.code}."))
