"""A few real places, quickly, for the tests of every chapter.

municipality("01001")        # with its state and country; 4 ms the first time
mexico()                     # the country and its 32 states
everything()                 # all 3,467 places that ship, about half a second
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import factory

from hilo.core.text import Text
from hilo.places import shipped
from hilo.places.models import Place, Region
from hilo.places.rules.listing import Listed
from hilo.places.services import loading


def country(code: str) -> Place:
    """The shipped country with this code."""
    return _present(_countries()[code])


def mexico() -> Place:
    """Mexico with its 32 states."""
    found = country("MX")
    loading.add_missing(shipped.states({"MX": found}), _known())
    return found


def state(key: str) -> Place:
    """The state of Mexico with INEGI's two-digit key."""
    mexico()
    return Place.objects.get(parent__code="MX", key=key)


def municipality(key: str) -> Place:
    """The municipality of Mexico with INEGI's five-digit key, in its state."""
    found = Place.objects.filter(code=f"MX-{key}").first()
    if found is None:
        entry = _municipalities()[key]
        found = loading.municipality(entry, {entry.state: state(entry.state)})
        found.save()
    return found


def municipalities(*keys: str) -> list[Place]:
    """Several municipalities, in this order."""
    return [municipality(key) for key in keys]


def division(code: str) -> Place:
    """The shipped division with this ISO 3166-2 code, in its country."""
    found = Place.objects.filter(code=code).first()
    if found is None:
        parent = country(code[:2])
        several = shipped.divisions({parent.code: parent}, only=code)
        found = next(iter(several))
        found.save()
    return found


def everything() -> None:
    """All places that ship, not entered into the search."""
    loading.load_shipped(is_indexed=False)


def _present(place: Place) -> Place:
    found = Place.objects.filter(code=place.code).first()
    if found is None:
        found = Place.objects.create(
            kind=place.kind,
            code=place.code,
            key=place.key,
            name=place.name,
            names=place.names,
            latitude=place.latitude,
            longitude=place.longitude,
            source=place.source,
        )
    return found


def _known() -> set[str]:
    return set(Place.objects.values_list("code", flat=True))


@cache
def _countries() -> dict[str, Place]:
    return {place.code: place for place in shipped.countries()}


@cache
def _municipalities() -> dict[str, Listed]:
    return {entry.key: entry for entry in shipped.listed_municipalities()}


class RegionFactory(factory.django.DjangoModelFactory):
    """A region of nobody; `places=[…]` says what it holds (the municipality 01001 by default)."""

    class Meta:
        model = Region
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"region-{n}")
    name = factory.Sequence(lambda n: Text("es", {"es": f"Región {n}", "ar": f"إقليم {n}"}))

    @factory.post_generation
    def places(self, create: bool, extracted: Iterable[Place] | None, **kwargs: Any) -> None:
        self.places.set([municipality("01001")] if extracted is None else extracted)
