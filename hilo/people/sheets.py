"""People as a spreadsheet: on record, with a way in and an invitation where the sheet asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from hilo.core.events import publish
from hilo.core.fold import fold
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    CodeColumn,
    EmailColumn,
    Message,
    NumberColumn,
    Scope,
    Sheet,
    TextColumn,
    Values,
    YesNoColumn,
    error,
    warning,
)
from hilo.people import services as people
from hilo.people.events import PersonChanged
from hilo.people.models import Gender, Invitation, Person
from hilo.people.models.person import latest_birth_year
from hilo.people.services.mistakes import close_account, later_work, take_all_off, take_off
from hilo.people.visibility import hidden_from_coordinators, is_seen_by_coordinators
from hilo.places.columns import PlaceColumn

Wanted = Collection[tuple[str, ...]]
FIELDS = ("given_name", "family_name", "gender", "birth_year", "language", "phone")
# What a field says once it is erased.
EMPTY = {"gender": Gender.NOT_STATED, "birth_year": None, "family_name": "", "phone": ""}


class PeopleSheet(Sheet):
    """One row per person. A person is known by the key of an export, by e-mail, or by name and place."""

    name = "people"
    kind = "person"
    title = _("People")
    explanation = _(
        "Put many people on record at once, correct what is known of them, and invite them. "
        "Nobody is written to unless the column «Invite» says yes."
    )
    order = 10
    columns = (
        CodeColumn(
            "key",
            _("Key"),
            hint=_("Leave it empty for new people. Keep it as it is for those from a download."),
            pattern=r"[0-9a-fA-F-]{32,36}",
            width=14,
        ),
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
            "state",
            pgettext_lazy("column of a sheet", "State"),
            is_heard_only=True,
            aliases=("estado", "entidad", "entidad federativa", "province", "الولاية"),
        ),
        PlaceColumn(
            "place",
            _("Municipality or place"),
            hint=_("A name («Guadalupe, Zacatecas»), INEGI's five digits, or a code (MX-32017)."),
            is_required=True,
            beside="state",
            aliases=("municipality", "municipio", "commune", "lugar", "lieu", "cvegeo", "البلدية"),
        ),
        ChoiceColumn(
            "gender",
            _("Gender"),
            hint=_("As the person states it; leave it empty where you do not know."),
            choices=lambda: Gender.choices,
            aliases=("género", "sexo", "sexe", "genre"),
            width=14,
        ),
        NumberColumn(
            "birth_year",
            _("Year of birth"),
            least=1900,
            aliases=("año de nacimiento", "année de naissance"),
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
        YesNoColumn(
            "invite",
            pgettext_lazy("column of a sheet", "Invite"),
            hint=_("Yes: we send an invitation by e-mail once. It needs an address."),
        ),
    )
    verb = "people.change"
    at_once = 100  # a row may be a person, an account, an invitation and what the search knows
    keys = (("key",), ("email",), ("given_name", "family_name", "place"))
    weak = frozenset({("given_name", "family_name", "place")})
    own_keys = frozenset({"key"})
    erasable = frozenset({"family_name", "birth_year", "phone", "gender"})
    private_because = gettext_noop(
        "This person keeps this to themselves; it is neither compared nor changed here."
    )

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Person]:
        return (
            Person.objects.present().select_related("account", "territory").order_by("folded", "pk")
        )

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        find = {"key": self._by_key, "email": self._by_email}.get(key[0], self._by_name)
        found: dict[tuple[str, ...], list[Any]] = {}
        for name, person in find(wanted, scope):
            found.setdefault(name, []).append(person)
        return found

    def _by_key(self, wanted: Wanted, scope: Scope) -> Iterable[tuple[tuple[str], Person]]:
        uuids = [uuid for (text,) in wanted if (uuid := _uuid(text))]
        return (((str(one.uuid),), one) for one in self.objects(scope).filter(uuid__in=uuids))

    def _by_email(self, wanted: Wanted, scope: Scope) -> Iterable[tuple[tuple[str], Person]]:
        addresses = [text for (text,) in wanted]
        found = self.known(scope).filter(account__email__in=addresses)
        return (((fold(one.email),), one) for one in found)

    def known(self, scope: Scope) -> QuerySet[Person]:
        """Everybody whom an address may name; a sheet of fewer people knows more than its own."""
        return self.objects(scope)

    def _by_name(self, wanted: Wanted, scope: Scope) -> Iterable[tuple[tuple[str, ...], Person]]:
        """People of these names in these places; the place narrows first, the fold decides.

        A place that somebody keeps to themselves names nobody: being found there would tell it.
        """
        codes = {name[-1].upper() for name in wanted}
        near = self.objects(scope).filter(territory__code__in=codes)
        for one in near.order_by():
            name = (
                fold(one.given_name),
                fold(one.family_name),
                fold(one.territory.code if one.territory else ""),
            )
            if name in wanted and is_seen_by_coordinators(one, "territory"):
                yield name, one

    def fits(self, thing: Person, values: Values, key: tuple[str, ...]) -> bool:
        """Two people may share a name in one place: different addresses tell them apart."""
        given = values.get("email")
        return key not in self.weak or not given or not thing.email or thing.email == given

    def current(self, thing: Person) -> Values:
        return {
            "key": str(thing.uuid),
            "email": thing.email,
            "place": thing.territory,
            "invite": bool(thing.invited_at or thing.joined_at),
            **{name: getattr(thing, name) for name in FIELDS},
        }

    def private(self, thing: Person) -> frozenset[str]:
        """What the person keeps to themselves."""
        hidden = ("place" if one == "territory" else one for one in hidden_from_coordinators(thing))
        return frozenset(one.name for one in self.writable).intersection(hidden)

    def look(self, values: Values, thing: Person | None) -> Iterable[Message]:
        if values.get("birth_year") and int(values["birth_year"]) > latest_birth_year():
            text = gettext_noop("Write a year of birth between 1900 and %(last)s.")
            yield error(text, "birth_year", last=str(latest_birth_year()))
        email = values.get("email") or (thing.email if thing else "")
        if values.get("invite") and not email:
            yield error(gettext_noop("An invitation needs an e-mail address."), "email")
        if thing and thing.email and values.get("email", thing.email) != thing.email:
            text = gettext_noop("This person signs in with %(email)s; only they can change that.")
            yield error(text, "email", email=thing.email)
        if thing and values.get("invite") is False and thing.invited_at:
            text = gettext_noop("The invitation was already sent; «no» does not take it back.")
            yield warning(text, "invite")

    def create(self, values: Values, *, by: Any, scope: Scope) -> Person:
        fields = _fields(values)
        fields.setdefault("language", getattr(getattr(by, "person", None), "language", "es"))
        person = people.add_person(by=by, email=values.get("email") or "", **fields)
        self.invite(person, values, by=by, scope=scope)
        return person

    def invite(self, person: Person, values: Values, *, by: Any, scope: Scope) -> None:
        """Send the invitation that a row asks for, unless one was sent or is not needed any more."""
        if values.get("invite") and not person.invited_at and not person.joined_at:
            people.invite(person, by=by, scope=(scope.kind, scope.uuid))

    def change(self, thing: Person, values: Values, *, by: Any, scope: Scope) -> None:
        if values.get("email"):
            people.open_account(thing, values["email"])
            publish(PersonChanged(thing.uuid, ("email",)), by=by, subject=("person", thing.uuid))
        elif "email" in values:
            close_account(thing, by=by)
        people.change_person(thing, by=by, **_fields(values))
        self.invite(thing, values, by=by, scope=scope)

    def remove(self, thing: Person, *, by: Any, scope: Scope) -> None:
        take_off(thing, by=by)

    def remove_all(self, things: Collection[Person], *, by: Any, scope: Scope) -> None:
        take_all_off(things, by=by)

    def dependents(self, things: Collection[Person]) -> dict[UUID, Message]:
        reasons = {
            one.uuid: error(gettext_noop("This person has signed in since and stays."))
            for one in things
            if one.joined_at
        }
        by_pk = {one.pk: one.uuid for one in things}
        for label, holders in later_work(list(by_pk)):
            text = gettext_noop("Later work rests on this person (%(what)s).")
            for pk in holders:
                reasons.setdefault(by_pk[pk], error(text, what=label))
        return reasons

    def written_to(self, things: Collection[Person]) -> dict[UUID, Message]:
        still_here = (Invitation.Letter.WAITING, Invitation.Letter.FAILED)
        sent = self.letters().exclude(letter__in=still_here)
        sent = sent.filter(person__in=[one.pk for one in things])
        text = gettext_noop("An invitation went to %(email)s.")
        return {
            uuid: warning(text, email=email)
            for uuid, email in sent.values_list("person__uuid", "email")
        }

    def letters(self) -> QuerySet[Invitation]:
        """The invitations that a reader of this sheet may know of."""
        return Invitation.objects.all()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _fields(values: Values) -> dict[str, Any]:
    """The fields of `Person` that `values` speak of; None becomes what a field says when empty."""
    fields = {
        name: EMPTY.get(name) if value is None else value
        for name, value in values.items()
        if name in FIELDS
    }
    if "birth_year" in fields and fields["birth_year"] is not None:
        fields["birth_year"] = int(fields["birth_year"])
    if "place" in values:
        fields["territory"] = values["place"]
    return fields
