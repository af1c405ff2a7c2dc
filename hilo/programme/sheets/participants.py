"""The people of one programme as a spreadsheet: taken in, placed in a region and an audience, invited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.core.registries import what_depends_on
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    Message,
    Reading,
    Scope,
    Values,
    YesNoColumn,
    error,
    warning,
)
from hilo.core.sheets import cells as texts
from hilo.core.time import now
from hilo.people.models import Account, Invitation, Person
from hilo.people.services.mistakes import later_work, take_all_off
from hilo.people.sheets import PeopleSheet
from hilo.places.columns import PlaceColumn
from hilo.programme import queries
from hilo.programme.division import Division
from hilo.programme.models import Audience, Participation
from hilo.programme.services import participation
from hilo.programme.services.participation import Seat
from hilo.programme.sheets.living import LivesInProgramme

TAKE_IN = "programme.take_in"
# What belongs to the person and not to the participation.
OWN = frozenset(one.name for one in PeopleSheet.columns) - {"key", "invite", "state"}
MOMENT = dt.timedelta(microseconds=1)
BETWEEN = re.compile(r"[;|\n؛]")


class TakesPartAlready(Problem):
    sentence = _("This person was taken in meanwhile. Send the row again to see what it changes.")


@dataclass(frozen=True, kw_only=True, eq=False)
class AudiencesColumn(ChoiceColumn):
    """An audience from the list, or several of them between semicolons."""

    def read(self, value: Any, reading: Reading) -> Any:
        parts = BETWEEN.split(texts.unquoted(texts.plain(value)))
        return [ChoiceColumn.read(self, part.strip(), reading) for part in parts if part.strip()]

    def dump(self, value: Iterable[str] | None) -> list[str]:
        return sorted(set(value or ()))

    def load(self, kept: list[str] | None) -> list[str]:
        return list(kept or ())

    def cell(self, value: Any, language: str) -> str:
        labels = dict(self.options(language))
        return "; ".join(labels.get(code, code) for code in self.dump(value))


class ParticipantsSheet(LivesInProgramme, PeopleSheet):
    """One row per person who takes part, or took part, in the programme to which it is bound.

    A person on record elsewhere is known by e-mail alone, and what is known of them is neither
    shown nor changed: the row adds the participation (docs/decisions/0074-participants-come-by-sheet.md).
    """

    name = "participants"
    explanation = _(
        "Take many people into the programme at once, say in which region and audience they take "
        "part, and invite them. Nobody is written to unless the column «Invite» says yes."
    )
    order = 5
    verb = TAKE_IN
    erasable = PeopleSheet.erasable | {"region"}
    closed_because = gettext_noop(
        "This person was in the network before the programme; their profile is theirs to change."
    )

    @property
    def title(self) -> str:  # type: ignore[override]
        if self.programme is None:
            return gettext("Participants")
        return gettext("Participants of %(programme)s") % {"programme": self.called}

    # What stands in it.

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        *own, invite = PeopleSheet.columns
        home = self._home()
        own = [replace(one, home=home) if isinstance(one, PlaceColumn) else one for one in own]
        return (*own, *self._placing(), invite)

    def _home(self) -> str:
        """The code of the country in which the programme lies, if it is one: its names come first."""
        countries = queries.countries_of(self.division.regions)
        return countries[0].code if len(countries) == 1 else ""

    def _placing(self) -> Iterable[Column]:
        if self.division.regions:
            yield ChoiceColumn(
                "region",
                pgettext_lazy("column of a sheet", "Region"),
                hint=_("Leave it empty: it follows from the municipality."),
                choices=lambda: [(one.slug, one.name) for one in self.division.regions],
                aliases=("región", "région", "region", "zona", "الإقليم"),
                width=24,
            )
        if self.audiences:
            yield AudiencesColumn(
                "audience",
                pgettext_lazy("column of a sheet", "Audience"),
                hint=_("For whom the programme is made. Two are written with a semicolon between."),
                choices=lambda: [(slug, one.name) for slug, one in self.audiences.items()],
                aliases=("público", "public", "audiencia", "dirigido a", "الجمهور"),
                width=30,
            )
        yield YesNoColumn(
            "takes_part",
            pgettext_lazy("column of a sheet", "Takes part"),
            hint=_("No: the person has left the programme; that they took part stays on record."),
            aliases=("participa", "participe", "يشارك"),
        )

    @cached_property
    def division(self) -> Division:
        return Division(queries.regions_of(self.programme) if self.programme else [])

    @cached_property
    def audiences(self) -> dict[str, Audience]:
        """The audiences of the programme by slug, in its order."""
        found = self.programme.audiences.all() if self.programme else ()
        return {one.slug: one for one in found}

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Person]:
        inside = Participation.objects.filter(programme=self.programme)
        return self.known(scope).filter(pk__in=inside.values("person"))

    def known(self, scope: Scope) -> QuerySet[Person]:
        """Everybody in the network, with their seats in this programme, if any."""
        seats = Participation.objects.filter(programme=self.programme).order_by("joined_at", "pk")
        fetched = seats.select_related("region", "audience")
        return super().objects().prefetch_related(Prefetch("participations", fetched, "seats"))

    def is_here(self, thing: Any) -> bool:
        return bool(thing.seats)

    def closed(self, thing: Any) -> frozenset[str]:
        """All that is the person's own, of whoever was on record before they took part here."""
        came = min((seat.joined_at for seat in thing.seats), default=None)
        return frozenset() if came is not None and came <= thing.created_at else OWN

    def current(self, thing: Any) -> Values:
        seats = standing(thing)
        return super().current(thing) | {
            "region": seats[0].region.slug if seats and seats[0].region else None,
            "audience": [seat.audience.slug for seat in seats if seat.audience],
            "takes_part": has_seat(thing),
        }

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        is_here = thing is not None and self.is_here(thing)
        yield from super().look(values, thing if is_here else None)
        if is_here:
            yield from self._look_at_known(values, thing)
            return
        if thing is not None:
            said = gettext_noop(
                "Somebody with this address is in the network already. They are taken in as they "
                "are known there; these cells change nothing."
            )
            names = [one.name for one in self.writable if one.name in OWN and values.get(one.name)]
            yield warning(said, ",".join(name for name in names if name != "email"))
        yield from self._look_at_new(values)

    def _look_at_known(self, values: Values, thing: Any) -> Iterable[Message]:
        current = self.current(thing)
        moves = any(values.get(name, current[name]) != current[name] for name in PLACING)
        if moves and not values.get("takes_part", has_seat(thing)):
            said = gettext_noop(
                "This person has left the programme. Write yes here to take them in again."
            )
            yield error(said, "takes_part")

    def _look_at_new(self, values: Values) -> Iterable[Message]:
        if values.get("takes_part") is False:
            yield error(gettext_noop("Leave out who does not take part."), "takes_part")
        place = values.get("place")
        if place and self.division.regions and not self._region(values):
            said = gettext_noop("No region of the programme holds this place. Choose one.")
            yield warning(said, "region")
        if len(self.audiences) > 1 and not values.get("audience"):
            said = gettext_noop("Without an audience, this person counts towards no target.")
            yield warning(said, "audience")

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Person:
        """Put the person on record if nobody has the address, and let them take part."""
        person = self._person_of(values, scope)
        if person is None:
            person = super().create(values | {"invite": None}, by=by, scope=scope)
            since = person.created_at
        else:
            since = max(now(), person.created_at + MOMENT)  # after it: see `closed`
        for audience in self._audiences(values) or [None]:
            seat = Seat(person, audience, self._region(values), since)
            if not participation.take_in(self.programme, seat, by=by):
                raise TakesPartAlready
        self.invite(person, values, by=by, scope=scope)
        return person

    def _person_of(self, values: Values, scope: Scope) -> Person | None:
        email = values.get("email")
        # Most rows of a long sheet bring somebody new: that is asked first, at a tenth of the cost.
        if not email or not Account.objects.filter(email=email).exists():
            return None
        return self.known(scope).filter(account__email=email).first()

    def _region(self, values: Values) -> Any:
        """The region that a row chooses, else the one that holds its place."""
        if values.get("region"):
            return next(one for one in self.division.regions if one.slug == values["region"])
        return self.division.region_of(values["place"]) if values.get("place") else None

    def _audiences(self, values: Values) -> list[Audience | None]:
        """The audiences of a row; the only one that there is goes without saying."""
        if len(self.audiences) == 1:
            return list(self.audiences.values())
        return [self.audiences[slug] for slug in values.get("audience") or ()]

    def change(self, thing: Any, values: Values, *, by: Any, scope: Scope) -> None:
        super().change(thing, values, by=by, scope=scope)
        if values.get("takes_part"):
            participation.come_back(self.programme, thing, by=by)
        if "region" in values:
            region = self._region(values) if values["region"] else None
            participation.count_in(self.programme, thing, region, by=by)
        if "audience" in values:
            chosen = [self.audiences[slug] for slug in values["audience"] or ()]
            participation.assign(self.programme, thing, chosen, by=by)
        if values.get("takes_part") is False:
            participation.leave_altogether(self.programme, thing, by=by)

    def remove(self, thing: Any, *, by: Any, scope: Scope) -> None:
        self.remove_all([thing], by=by, scope=scope)

    @transaction.atomic
    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        """Take out of the programme, and off the record who came on it with the programme and is free."""
        participation.take_back(self.programme, things, by=by)
        alone = [one for one in things if not self.closed(one) and not one.joined_at]
        needed = {pk for _label, held in later_work([one.pk for one in alone]) for pk in held}
        take_all_off([one for one in alone if one.pk not in needed], by=by)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        said = gettext_noop("Later work rests on this participation: %(what)s.")
        return {
            thing.uuid: error(said, what=str(found.text))
            for thing in things
            for seat in thing.seats
            for found in what_depends_on("participation", seat)
            if found.forbids_removal
        }

    def letters(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(scope_kind="programme", scope_uuid=self.programme.uuid)


PLACING = ("region", "audience")


def has_seat(thing: Any) -> bool:
    """Whether the person takes part now."""
    return any(seat.left_at is None for seat in thing.seats)


def standing(thing: Any) -> list[Participation]:
    """The seats of who takes part; of who has left, those that they had last."""
    last = None if has_seat(thing) else max((one.left_at for one in thing.seats), default=None)
    return [one for one in thing.seats if one.left_at == last]
