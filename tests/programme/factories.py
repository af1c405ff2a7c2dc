"""Programmes, audiences and people who take part, for tests. Everything here is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from hilo.core.text import Text
from hilo.core.time import now
from hilo.people.models import Person
from hilo.programme.models import (
    Activity,
    Audience,
    BudgetLine,
    Declaration,
    FollowUp,
    Indicator,
    Milestone,
    OwnTerm,
    OwnVocabulary,
    Participation,
    Party,
    Policy,
    Programme,
    Result,
    Target,
)
from hilo.programme.services import counts
from tests.people.factories import PersonFactory
from tests.places.factories import RegionFactory


class ProgrammeFactory(factory.django.DjangoModelFactory):
    """A programme under way, with a name in Spanish and French."""

    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("es", f"Oficios {one.slug}").with_variant("fr", f"Métiers {one.slug}")
    )
    summary = Text.of("es", "Formación en el taller.")
    state = Programme.State.OPEN
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2026, 12, 31)


class AudienceFactory(factory.django.DjangoModelFactory):
    """An audience of ten."""

    class Meta:
        model = Audience

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"audience-{n}")
    name = factory.LazyAttribute(lambda one: Text.of("es", f"Público {one.slug}"))
    target = 10


class ParticipationFactory(factory.django.DjangoModelFactory):
    """Somebody who takes part and has signed in."""

    class Meta:
        model = Participation

    programme = factory.SubFactory(ProgrammeFactory)
    person = factory.SubFactory(PersonFactory, joined_at=factory.LazyFunction(now))
    joined_at = factory.LazyFunction(now)


class VocabularyFactory(factory.django.DjangoModelFactory):
    """The themes of a programme."""

    class Meta:
        model = OwnVocabulary

    programme = factory.SubFactory(ProgrammeFactory)
    code = "themes"
    name = Text.of("es", "Temas")


class TermFactory(factory.django.DjangoModelFactory):
    """A theme."""

    class Meta:
        model = OwnTerm

    vocabulary = factory.SubFactory(VocabularyFactory)
    code = factory.Sequence(lambda n: f"T{n}")
    label = Text.of("es", "Oficios del barro")


class PolicyFactory(factory.django.DjangoModelFactory):
    """A measure that a town decided, verified and public; `state="reported"` for one that waits."""

    class Meta:
        model = Policy

    title = factory.Sequence(lambda n: Text.of("es", f"Ventanilla de asesoría {n}"))
    decided_by = "Ayuntamiento inventado"
    decided_on = dt.date(2026, 2, 1)
    nature = Policy.Nature.INSTITUTIONAL
    state = Policy.State.VERIFIED
    is_public = True
    reported_by = factory.SubFactory(PersonFactory)
    reported_at = factory.LazyFunction(now)
    verified_at = factory.LazyAttribute(
        lambda one: now() if one.state == Policy.State.VERIFIED else None
    )


class FollowUpFactory(factory.django.DjangoModelFactory):
    """That it is still in force."""

    class Meta:
        model = FollowUp

    policy = factory.SubFactory(PolicyFactory)
    standing = FollowUp.Standing.IN_FORCE
    words = Text.of("es", "Atiende a nueve talleres al mes.")
    heard_on = dt.date(2026, 3, 1)
    by = factory.SubFactory(PersonFactory)


def region_of(programme: Programme, slug: str, places: list[Any]) -> Any:
    """A region of the programme that holds these places."""
    return RegionFactory(slug=slug, places=places, owner_kind="programme", owner=programme.uuid)


def crowd(programme: Programme, *, region: Any = None, place: Any = None, **genders: int) -> None:
    """So many people of each gender (`woman=6, man=5`) who take part."""
    for gender, count in genders.items():
        for _ in range(count):
            person = PersonFactory(gender=gender, joined_at=now(), territory=place)
            ParticipationFactory(programme=programme, region=region, person=person)


def published(*programmes: Programme) -> None:
    """Everybody came to these programmes last summer, and the quarters since then are published."""
    summer = dt.datetime(2025, 8, 12, 12, tzinfo=dt.UTC)
    for programme in programmes:
        programme.starts_on = dt.date(2025, 7, 1)
        programme.save()
        Person.objects.filter(participations__programme=programme).update(joined_at=summer)
        programme.participations.update(joined_at=summer)
    counts.publish_where_due()


def everybody(programme: Programme) -> list[Person]:
    return list(Person.objects.filter(participations__programme=programme))


class IndicatorFactory(factory.django.DjangoModelFactory):
    """A sum that people declare each quarter."""

    class Meta:
        model = Indicator

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"1.{n + 1}")
    title = factory.LazyAttribute(lambda one: Text.of("es", f"Talleres impartidos {one.code}"))
    unit = Text.of("es", "talleres")
    order = factory.Sequence(lambda n: 10 * (n + 1))


class TargetFactory(factory.django.DjangoModelFactory):
    """Twelve in the first quarter, altogether."""

    class Meta:
        model = Target

    indicator = factory.SubFactory(IndicatorFactory)
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2026, 3, 31)
    value = 12


class DeclarationFactory(factory.django.DjangoModelFactory):
    """Five in January and February, declared by somebody."""

    class Meta:
        model = Declaration

    indicator = factory.SubFactory(IndicatorFactory)
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2026, 3, 31)
    value = 5
    by = factory.SubFactory(PersonFactory)


class PartyFactory(factory.django.DjangoModelFactory):
    """Who carries a programme out, by name."""

    class Meta:
        model = Party

    programme = factory.SubFactory(ProgrammeFactory)
    role = Party.Role.PROMOTER
    name = factory.Sequence(lambda n: Text.of("es", f"Casa de oficios {n}"))


class ResultFactory(factory.django.DjangoModelFactory):
    """An objective, unless told otherwise; `below(result)` makes what leads to one."""

    class Meta:
        model = Result

    programme = factory.SubFactory(ProgrammeFactory)
    level = Result.Level.OBJECTIVE
    code = factory.Sequence(lambda n: f"R{n + 1}")
    title = factory.LazyAttribute(
        lambda one: Text.of("es", f"Los oficios dan para vivir {one.code}")
    )


def below(result: Any, **told: Any) -> Any:
    """A result of the next level down that leads to `result`."""
    level = {"objective": "outcome", "outcome": "output"}[result.level]
    return ResultFactory(programme=result.programme, level=level, above=result, **told)


class ActivityFactory(factory.django.DjangoModelFactory):
    """An activity of the first half of 2026, planned."""

    class Meta:
        model = Activity

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"A{n + 1}")
    title = factory.LazyAttribute(lambda one: Text.of("es", f"Talleres de venta {one.code}"))
    starts_on = dt.date(2026, 1, 15)
    ends_on = dt.date(2026, 6, 30)


class MilestoneFactory(factory.django.DjangoModelFactory):
    """A day in May 2026."""

    class Meta:
        model = Milestone

    programme = factory.SubFactory(ProgrammeFactory)
    title = factory.Sequence(lambda n: Text.of("es", f"Lista de participantes {n}"))
    due_on = dt.date(2026, 5, 15)


class BudgetLineFactory(factory.django.DjangoModelFactory):
    """A thousand dollars planned, a quarter of them spent."""

    class Meta:
        model = BudgetLine

    programme = factory.SubFactory(ProgrammeFactory)
    code = factory.Sequence(lambda n: f"B{n + 1}")
    title = factory.LazyAttribute(lambda one: Text.of("es", f"Materiales {one.code}"))
    currency = "USD"
    planned = 1000
    spent = 250
