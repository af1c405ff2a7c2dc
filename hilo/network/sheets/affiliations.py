"""People with where they work, as a spreadsheet: one row per person and organisation.

Three columns are needed: a given name, an organisation, a place. Whoever is new is put on record, and so is an
organisation whose name nobody bears at that place. A person whom the network knows already is recognised by
e-mail alone; what is known of them is neither shown nor changed (decision 0074).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.prepared import Given, Prepared
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    DateColumn,
    EmailColumn,
    Message,
    Part,
    Scope,
    TextColumn,
    Values,
    YesNoColumn,
    error,
    warning,
)
from hilo.core.time import today
from hilo.network.enums import AffiliationState, OrganisationKind
from hilo.network.models import Affiliation, Organisation
from hilo.network.services import affiliations, mistakes, organisations
from hilo.network.sheets.areas import TerritorySheet, code_of, uuids
from hilo.network.sheets.organisations import KEY, OUTSIDE, PLACE, STATE
from hilo.people import services as people
from hilo.people.models import Account, Gender, Person
from hilo.people.services.mistakes import later_work
from hilo.people.visibility import is_seen_by_coordinators

PERSONAL = ("given_name", "family_name", "email", "gender", "language", "phone")
OWN = ("role", "is_steward", "is_office", "starts_on", "ends_on")
# What people call the culture department of a town, where a row gives no kind of organisation.
_TOWN = re.compile(
    r"\b(ayuntamiento|municip\w*|alcaldia|presidencia|instituto municipal|casa de (la )?cultura"
    r"|direccion de cultura|commune|mairie)\b|بلدي"
)
KNOWN = Prepared(lambda: Account.objects.select_related("person").filter(email=Given("email")))


class AffiliationsSheet(TerritorySheet):
    """One row per affiliation in force; those that have ended leave the sheet."""

    name = "affiliations"
    kind = "affiliation"
    explanation = _(
        "Put people and the organisations in which they work on record together. A name, an "
        "organisation and a place are enough. Nobody is written to; invite them afterwards."
    )
    order = 21
    declared = (
        KEY,
        TextColumn(
            "given_name",
            _("Given name"),
            is_required=True,
            longest=120,
            aliases=("nombre", "nombres", "nombre(s)", "prénom", "first name", "الاسم"),
        ),
        TextColumn(
            "family_name",
            _("Family name"),
            longest=120,
            aliases=("apellidos", "apellido", "nom", "nom de famille", "surname", "اللقب"),
        ),
        EmailColumn(
            "email",
            _("E-mail"),
            hint=_("With an address a person can sign in."),
            aliases=("e-mail", "mail", "correo", "correo electrónico", "courriel", "البريد"),
        ),
        TextColumn(
            "organisation",
            _("Organisation"),
            is_required=True,
            aliases=("organización", "institución", "ayuntamiento", "municipio de", "المنظمة"),
            width=34,
        ),
        ChoiceColumn(
            "kind",
            _("Kind of organisation"),
            hint=_(
                "Needed where the organisation is new and its name does not say that it is a town’s."
            ),
            choices=lambda: OrganisationKind.choices,
            aliases=("tipo", "tipo de organización", "type d’organisation"),
        ),
        STATE,
        PLACE,
        TextColumn(
            "role",
            pgettext_lazy("work", "Role"),
            longest=120,
            aliases=("cargo", "puesto", "función", "fonction", "poste", "الصفة"),
        ),
        YesNoColumn("is_steward", _("May change the page")),
        YesNoColumn("is_office", _("Holds an office that passes on")),
        DateColumn("starts_on", _("From"), aliases=("desde", "depuis", "من")),
        DateColumn("ends_on", _("To"), aliases=("hasta", "jusqu’à", "إلى")),
        ChoiceColumn(
            "gender",
            _("Gender"),
            hint=_("As the person states it; leave it empty where you do not know."),
            choices=lambda: Gender.choices,
            aliases=("género", "sexo", "sexe", "genre"),
            width=14,
        ),
        ChoiceColumn(
            "language",
            _("Language"),
            hint=_("The language in which we write to this person."),
            choices=lambda: settings.LANGUAGES,
            aliases=("idioma", "langue", "lengua"),
            width=14,
        ),
        TextColumn("phone", _("Phone"), longest=40, aliases=("teléfono", "téléphone", "tel")),
    )
    keys = (
        ("key",),
        ("email", "organisation", "place"),
        ("given_name", "family_name", "organisation", "place"),
    )
    weak = frozenset({("given_name", "family_name", "organisation", "place")})
    parts = (
        Part(
            "email",
            alike=("given_name", "family_name"),
            otherwise=gettext_noop(
                "Line %(lines)s gives this address to somebody with another name. An address belongs to one "
                "person: correct the name, or empty the cell of whoever has none."
            ),
        ),
    )
    erasable = frozenset({"role", "starts_on", "ends_on"})
    closed_because = gettext_noop(
        "This belongs to the person, or to the organisation: change it on their page, not here."
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("People and where they work"))

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Affiliation]:
        inside = Organisation.objects.standing().filter(self.here)
        held = Affiliation.objects.filter(
            state=AffiliationState.ACTIVE, organisation__in=inside.values("pk")
        )
        joined = ("person__account", "organisation__place")
        return held.select_related(*joined).order_by("person__folded", "pk")

    # How a row finds what it speaks of.

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        found: dict[tuple[str, ...], list[Any]] = {}
        for one in self._likely(key, wanted):
            for name in _names_of(one, key):
                if name in wanted:
                    found.setdefault(name, []).append(one)
        return found

    def _likely(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]]
    ) -> QuerySet[Affiliation]:
        if key == ("key",):
            return self.objects().filter(uuid__in=uuids(wanted))
        if key[0] == "email":
            addresses = {name[0] for name in wanted}
            return self.objects().filter(person__account__email__in=addresses)
        codes = {name[-1].upper() for name in wanted}
        return self.objects().filter(organisation__place__code__in=codes).order_by()

    def fits(self, thing: Affiliation, values: Values, key: tuple[str, ...]) -> bool:
        """Two people of one organisation may share a name: different addresses tell them apart."""
        given, held = values.get("email"), thing.person.email
        return key not in self.weak or not given or not held or held == given

    # What is said and what may be changed.

    def closed(self, thing: Affiliation) -> frozenset[str]:
        """All but the affiliation itself; of whoever came with it and never signed in, not even that."""
        shared = {"organisation", "kind", "place"}
        is_ours = "person" in thing.brought and not thing.person.joined_at
        return frozenset(shared if is_ours else shared | set(PERSONAL))

    def private(self, thing: Affiliation) -> frozenset[str]:
        """What the person keeps from those who coordinate them, of whoever did not come by this sheet."""
        kept = {"email", "gender", "phone", "language"}
        return frozenset(one for one in kept if not is_seen_by_coordinators(thing.person, one))

    def current(self, thing: Affiliation) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing.person, name) for name in PERSONAL},
            **{name: getattr(thing, name) for name in OWN},
            "organisation": str(thing.organisation),
            "kind": thing.organisation.kind,
            "place": thing.organisation.place,
        }

    def look(self, values: Values, thing: Affiliation | None) -> Iterable[Message]:
        first = values.get("starts_on") or (thing and thing.starts_on)
        last = values.get("ends_on") or (thing and thing.ends_on)
        if first and last and last < first:
            yield error(gettext_noop("The last day lies before the first day."), "ends_on")
        if thing is None:
            yield from self._look_at_new(values)

    def _look_at_new(self, values: Values) -> Iterator[Message]:
        place = values.get("place")
        if place is None or not values.get("organisation"):
            return
        if not self.holds(place):
            yield error(OUTSIDE, "place", place=str(place))
        elif not (values.get("kind") or is_of_town(values["organisation"]) or self._found(values)):
            yield error(KIND_IS_MISSING, "kind")
        if values.get("email") and KNOWN.row(email=values["email"]):
            yield warning(KNOWN_ALREADY, "email")

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Affiliation:
        organisation, is_new = self._organisation(values, by=by)
        person, is_new_person = _person(values, by=by)
        brought = ["person"] * is_new_person + ["organisation"] * is_new
        told = {name: values[name] for name in OWN if values.get(name) is not None}
        told.setdefault("is_steward", is_new)
        return affiliations.record(person, organisation, by=by, brought=" ".join(brought), **told)

    def _organisation(self, values: Values, *, by: Any) -> tuple[Organisation, bool]:
        """The organisation of that name at that place, put on record if there is none."""
        found = self._found(values)
        if found is not None:
            return found, False
        made = organisations.propose(
            by=by,
            is_own=False,
            kind=values.get("kind") or OrganisationKind.MUNICIPALITY,
            legal_name=values["organisation"],
            place=values["place"],
        )
        return made, True

    def _found(self, values: Values) -> Organisation | None:
        wanted = fold(values["organisation"])
        near = Organisation.objects.standing().filter(place=values["place"])
        likely = near.filter(folded__contains=wanted[:200])
        return next((one for one in likely if wanted in map(fold, one.names)), None)

    def change(self, thing: Affiliation, values: Values, *, by: Any, scope: Scope) -> None:
        personal = {name: values[name] for name in PERSONAL if name in values}
        if "email" in personal:
            people.open_account(thing.person, personal.pop("email"))
        if personal:
            people.change_person(thing.person, by=by, **personal)
        told = {name: _kept(name, values[name]) for name in OWN if name in values}
        if told:
            affiliations.change(thing, expected=thing.version, by=by, **told)
        if thing.ends_on and thing.ends_on < today():
            affiliations.end(thing, by=by, on=thing.ends_on)

    def remove(self, thing: Affiliation, *, by: Any, scope: Scope) -> None:
        self.remove_all([thing], by=by, scope=scope)

    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        mistakes.take_back_affiliations(things, by=by)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        brought = {one.person_id: one for one in things if "person" in one.brought}
        reasons = {
            one.uuid: error(gettext_noop("This person has signed in since and stays."))
            for one in brought.values()
            if one.person.joined_at
        }
        for label, held in later_work(list(brought)):
            if label != str(Affiliation._meta.verbose_name_plural):
                said = gettext_noop("Later work rests on this person (%(what)s).")
                reasons |= {brought[key].uuid: error(said, what=label) for key in held}
        return reasons


KIND_IS_MISSING = gettext_noop(
    "This organisation is new. Say what kind it is; the list is in the column’s cells."
)
KNOWN_ALREADY = gettext_noop(
    "Somebody with this address is in the network already. They are taken as they are known there."
)


def is_of_town(name: str) -> bool:
    """Whether an organisation is by its name the culture department of a town."""
    return bool(_TOWN.search(fold(name)))


def _names_of(one: Affiliation, key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What an affiliation is called by one way of naming; an organisation has several names."""
    if key == ("key",):
        yield (str(one.uuid),)
        return
    code = code_of(one.organisation)
    who = (fold(one.person.email),)
    if key[0] != "email":
        who = (fold(one.person.given_name), fold(one.person.family_name))  # type: ignore[assignment]
    for name in one.organisation.names:
        yield (*who, fold(name), code)


def _person(values: Values, *, by: Any) -> tuple[Person, bool]:
    """Whoever has the address, or somebody new, at the place of the organisation."""
    email = values.get("email") or ""
    known = KNOWN.row(email=email) if email else None
    if known is not None:
        return known.person, False
    fields = {name: values[name] for name in PERSONAL if values.get(name) and name != "email"}
    fields.setdefault("language", getattr(getattr(by, "person", None), "language", "es"))
    return people.add_person(by=by, email=email, territory=values["place"], **fields), True


def _kept(name: str, value: Any) -> Any:
    """What a field says once it is erased."""
    if value is None:
        return {"role": "", "is_steward": False, "is_office": False}.get(name)
    return value
