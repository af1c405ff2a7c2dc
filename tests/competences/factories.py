"""Competences, occasions and ratings for tests. Everything here is invented."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import factory

from hilo.competences import services
from hilo.competences.models import Competence, CompetenceGroup, Occasion
from hilo.competences.services import Answer
from hilo.core.text import Text
from hilo.people.models import Person
from tests.people.factories import PersonFactory


class CompetenceGroupFactory(factory.django.DjangoModelFactory):
    """A group with a name in Spanish and French."""

    class Meta:
        model = CompetenceGroup

    code = factory.Sequence(lambda n: f"group-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("es", f"Grupo {one.code}").with_variant("fr", f"Groupe {one.code}")
    )


class CompetenceFactory(factory.django.DjangoModelFactory):
    """A competence in use."""

    class Meta:
        model = Competence

    group = factory.SubFactory(CompetenceGroupFactory)
    code = factory.Sequence(lambda n: f"competence-{n}")
    name = factory.LazyAttribute(
        lambda one: Text.of("es", f"Tejer {one.code}").with_variant("fr", f"Tisser {one.code}")
    )
    about = Text.of("es", "Tejer de memoria lo que se ha visto una vez.")
    order = factory.Sequence(lambda n: n)


def occasion(*codes: str, **told: Any) -> Occasion:
    """An open occasion about these competences (two new ones if none is named)."""
    known = [Competence.objects.filter(code=code).first() for code in codes]
    asked = [
        one or CompetenceFactory(code=code) for one, code in zip(known, codes, strict=True)
    ] or [CompetenceFactory(), CompetenceFactory()]
    given = {"purpose": "need", "name": Text.of("es", "Lo que hace falta"), "by": None} | told
    return services.open_occasion(competences=asked, **given)


def people(count: int) -> list[Person]:
    return [PersonFactory() for _ in range(count)]


def let_rate(
    where: Occasion, answers: Sequence[dict[str, Answer]], *, group: str = "", by: Any = None
) -> list[Person]:
    """As many new people as there are answers, each asked and answering."""
    found = people(len(answers))
    services.ask(where, found, group=group, by=None)
    for person, said in zip(found, answers, strict=True):
        services.rate(where, person, said, by=by)
    return found


def abilities(code: str, *values: int | None) -> list[dict[str, Answer]]:
    """One answer per person, of ability alone."""
    return [{code: Answer(ability=value)} for value in values]
