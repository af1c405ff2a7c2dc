"""Where a person of the enrolment sheet works: found by its name at its place, or put on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop

from hilo.core.fold import fold
from hilo.core.sheets import Message, Values, error
from hilo.network.enums import OrganisationKind
from hilo.network.models import Organisation
from hilo.network.services import affiliations, organisations
from hilo.network.sheets.affiliations import KIND_IS_MISSING, is_of_town
from hilo.people.models import Person
from hilo.places.models import Place

KINDS = OrganisationKind.choices
PLACE_IS_MISSING = gettext_noop("Say where the organisation is: the municipality of the person.")


@dataclass(frozen=True)
class Workplace:
    """An organisation as a row names it."""

    name: str
    kind: str
    role: str
    place: Place | None

    @classmethod
    def of(cls, values: Values, place: Place | None) -> Workplace:
        name, kind, role = (values.get(one) or "" for one in ("organisation", "kind", "role"))
        return cls(name, kind, role, place)

    def look(self) -> Iterator[Message]:
        """What is missing to put it on record."""
        if self.place is None:
            yield error(PLACE_IS_MISSING, "place")
        elif not (self.kind or is_of_town(self.name) or self.found):
            yield error(KIND_IS_MISSING, "kind")

    @cached_property
    def found(self) -> Organisation | None:
        """The organisation that bears this name at this place."""
        wanted = fold(self.name)
        near = Organisation.objects.standing().filter(place=self.place)
        likely = near.filter(folded__contains=wanted[:200])
        return next((one for one in likely if wanted in map(fold, one.names)), None)

    def record(self, person: Person, *, by: Any) -> None:
        """Let `person` belong to it; it is made where it is not there."""
        organisation = self.found or self._made(by)
        brought = "" if self.found else "organisation"
        told = {"role": self.role} if self.role else {}
        affiliations.record(
            person, organisation, by=by, brought=brought, is_steward=not self.found, **told
        )

    def _made(self, by: Any) -> Organisation:
        return organisations.propose(
            by=by,
            is_own=False,
            kind=self.kind or OrganisationKind.MUNICIPALITY,
            legal_name=self.name,
            place=self.place,
        )
