"""Organisations as a spreadsheet: one row each, known by the key of a download or by name and place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.sheets import (
    WHOLE,
    CellProblem,
    ChoiceColumn,
    CodeColumn,
    EmailColumn,
    Message,
    MultiColumn,
    NumberColumn,
    Reading,
    Scope,
    TextColumn,
    Values,
    YesNoColumn,
    error,
    warning,
)
from hilo.core.text import Text
from hilo.network.enums import Audience, OrganisationKind, Size, Stage, Verdict
from hilo.network.models import Criterion, Finding, Organisation, Sector
from hilo.network.models.organisation import FIRST_YEAR, LAST_YEAR, MOST_OTHER_PLACES
from hilo.network.queries.portraits import longest, portrait_of
from hilo.network.rules.criteria import Condition, rule
from hilo.network.services import listing, mistakes, organisations
from hilo.network.sheets.areas import TerritorySheet, code_of, stated, told, uuids
from hilo.places.columns import PlaceColumn

KEY = CodeColumn(
    "key",
    _("Key"),
    hint=_("Leave it empty for what is new. Keep it as it is for what comes from a download."),
    pattern=r"[0-9a-fA-F-]{32,36}",
    width=14,
)
STATE = TextColumn(
    "state",
    pgettext_lazy("column of a sheet", "State"),
    is_heard_only=True,
    aliases=("estado", "entidad", "entidad federativa", "province", "الولاية"),
)
PLACE = PlaceColumn(
    "place",
    _("Municipality or place"),
    hint=_("A name («Guadalupe, Zacatecas»), INEGI's five digits, or a code (MX-32017)."),
    is_required=True,
    beside="state",
    aliases=("municipality", "municipio", "commune", "lugar", "lieu", "cvegeo", "البلدية"),
)
OTHER_PLACES = MultiColumn(
    "other_places",
    _("Also at work in"),
    of=PlaceColumn("place", _("Municipality or place")),
    aliases=("otros lugares", "autres lieux", "other places"),
)
SECTORS = MultiColumn(
    "sectors",
    _("Sectors"),
    hint=_("One or several of the list, with semicolons between."),
    of=ChoiceColumn(
        "sector",
        _("Sector"),
        choices=lambda: [(one.slug, one.name) for one in Sector.objects.current()],
    ),
    aliases=("sector", "sectores", "secteur", "secteurs", "القطاع"),
)
# The reason for which a criterion of the page was waived, if one was.
WAIVED = Subquery(
    Finding.objects.filter(
        subject_kind="organisation", subject_uuid=OuterRef("uuid"), verdict=Verdict.WAIVED
    ).values("reason")[:1]
)
PRESENTATION = "presentation_"
LANGUAGES = ("es", "fr", "en", "ar")
PLAIN = (
    "kind",
    "legal_name",
    "short_name",
    "other_names",
    "place",
    "stage",
    "size",
    "audience",
    "web",
    "email",
    "phone",
    "address",
)


class WebColumn(TextColumn):
    """A web address; without its beginning it is read as https."""

    def read(self, value: Any, reading: Reading) -> str:
        text = super().read(value, reading)
        text = text if "://" in text else f"https://{text}"
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError:
            said = gettext_noop(
                "«%(value)s» is not a web address. Write it like https://place.example."
            )
            raise CellProblem(said, value=text) from None
        return text


class OrganisationsSheet(TerritorySheet):
    """One row per organisation that stands; merged ones are left out."""

    name = "organisations"
    kind = "organisation"
    explanation = _(
        "Put many organisations on record at once, correct their pages, and let those enter the "
        "directory that meet its criteria. Nobody is written to."
    )
    order = 20
    declared = (
        KEY,
        ChoiceColumn(
            "kind",
            _("Kind"),
            is_required=True,
            choices=lambda: OrganisationKind.choices,
            aliases=("tipo", "type", "النوع"),
        ),
        TextColumn(
            "legal_name",
            _("Legal name"),
            is_required=True,
            aliases=("name", "nombre", "razón social", "nom", "raison sociale", "الاسم"),
            width=34,
        ),
        TextColumn("short_name", _("Short name"), longest=80),
        TextColumn(
            "other_names",
            _("Other names"),
            hint=_("In other scripts or of former times, one a line."),
            longest=600,
            has_lines=True,
        ),
        STATE,
        PLACE,
        OTHER_PLACES,
        SECTORS,
        ChoiceColumn("stage", _("Stage of the culture cycle"), choices=lambda: Stage.choices),
        ChoiceColumn("size", _("Size"), choices=lambda: Size.choices),
        YesNoColumn("women_owned", _("Owned by women")),
        YesNoColumn("women_led", _("Led by women")),
        NumberColumn("founded_year", _("Founded in"), least=FIRST_YEAR, most=LAST_YEAR),
        WebColumn("web", _("Website"), longest=200, aliases=("web", "sitio web", "site web")),
        EmailColumn("email", _("E-mail"), aliases=("correo", "correo electrónico", "courriel")),
        TextColumn("phone", _("Phone"), longest=40, aliases=("teléfono", "téléphone", "tel")),
        TextColumn("address", _("Street address"), longest=200, aliases=("dirección", "adresse")),
        TextColumn(f"{PRESENTATION}es", _("Presentation in Spanish"), longest=3000, has_lines=True),
        TextColumn(f"{PRESENTATION}fr", _("Presentation in French"), longest=3000, has_lines=True),
        TextColumn(f"{PRESENTATION}en", _("Presentation in English"), longest=3000, has_lines=True),
        TextColumn(f"{PRESENTATION}ar", _("Presentation in Arabic"), longest=3000, has_lines=True),
        ChoiceColumn(
            "audience", _("Who may find the page"), choices=lambda: Audience.choices, width=14
        ),
        YesNoColumn(
            "listed",
            _("In the directory"),
            hint=_(
                "Yes: you know that it works in culture today, and its page meets the criteria."
            ),
        ),
        TextColumn(
            "waiver",
            _("Reason for waiving criteria"),
            hint=_("Everybody reads it on the page. Needed where criteria are not met."),
            longest=500,
        ),
    )
    keys = (("key",), ("legal_name", "place"))
    erasable = frozenset(
        {
            "short_name",
            "other_names",
            "other_places",
            "sectors",
            "stage",
            "size",
            "women_owned",
            "women_led",
        }
        | {"founded_year", "web", "email", "phone", "address"}
        | {f"{PRESENTATION}{code}" for code in LANGUAGES}
    )

    @property
    def title(self) -> str:
        return self.titled(gettext("Organisations"))

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Organisation]:
        standing = Organisation.objects.standing().filter(self.here).annotate(waiver=WAIVED)
        return (
            standing.select_related("place")
            .prefetch_related("sectors", "other_places")
            .order_by("folded", "pk")
        )

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        found: dict[tuple[str, ...], list[Any]] = {}
        if key == ("key",):
            for one in self.objects(scope).filter(uuid__in=uuids(wanted)):
                found.setdefault((str(one.uuid),), []).append(one)
        else:
            for one in self._near(wanted):
                for name in {(fold(name), code_of(one)) for name in one.names}:
                    if name in wanted:
                        found.setdefault(name, []).append(one)
        return found

    def _near(self, wanted: Collection[tuple[str, ...]]) -> QuerySet[Organisation]:
        """The organisations at the places that rows name; the fold of their names decides."""
        codes = {code.upper() for _name, code in wanted}
        return self.objects().filter(place__code__in=codes).order_by()

    def current(self, thing: Organisation) -> Values:
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) or None for name in PLAIN},
            "founded_year": thing.founded_year,
            "sectors": [one.slug for one in thing.sectors.all()],
            "other_places": list(thing.other_places.all()),
            "women_owned": told(thing.women_owned),
            "women_led": told(thing.women_led),
            "listed": thing.is_listed,
            "waiver": getattr(thing, "waiver", None),
            **{f"{PRESENTATION}{code}": thing.presentation.texts.get(code) for code in LANGUAGES},
        }

    def look(self, values: Values, thing: Organisation | None) -> Iterable[Message]:
        place = values.get("place", thing and thing.place)
        if place is not None and not self.holds(place):
            yield error(OUTSIDE, "place", place=str(place))
        if len(values.get("other_places") or ()) > MOST_OTHER_PLACES:
            yield error(TOO_MANY_PLACES, "other_places", most=MOST_OTHER_PLACES)
        if values.get("listed") is False and thing is not None and thing.is_listed:
            yield warning(STAYS_LISTED, "listed")
        if values.get("listed") and not (thing and thing.is_listed):
            yield from self._look_at_criteria(values, thing)

    def _look_at_criteria(self, values: Values, thing: Organisation | None) -> Iterable[Message]:
        portrait = portrait_after(values, thing)
        for criterion in self._counted:
            if criterion.of_kind not in ("", values.get("kind") or (thing and thing.kind)):
                continue
            asked = Condition(criterion.code, criterion.check_name, criterion.threshold or 1)
            is_waived = bool(values.get("waiver")) and criterion.is_waivable
            if not rule(asked, portrait).stands and not is_waived:
                yield error(NOT_MET, "listed", criterion=str(criterion.name))

    @cached_property
    def _counted(self) -> list[Criterion]:
        """The criteria that check themselves."""
        every = Criterion.objects.in_force().filter(subject="organisation")
        return [one for one in every if one.check_name]

    def create(self, values: Values, *, by: Any, scope: Scope) -> Organisation:
        made = organisations.propose(
            by=by, is_own=False, **_fields(values, Text()), **self._sectors_in(values)
        )
        self._list(made, values)
        return made

    def change(self, thing: Organisation, values: Values, *, by: Any, scope: Scope) -> None:
        told = _fields(values, thing.presentation)
        organisations.change(thing, by=by, **told, **self._sectors_in(values))
        self._list(thing, values)

    def _sectors_in(self, values: Values) -> dict[str, Any]:
        """The sectors of a row, where it speaks of them."""
        if "sectors" not in values:
            return {}
        return {"sectors": [self._sectors[slug] for slug in values["sectors"] or ()]}

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        return {one.slug: one for one in Sector.objects.all()}

    def _list(self, thing: Organisation, values: Values) -> None:
        """Let the page enter the directory with the others of these rows (`finish`)."""
        if values.get("listed") and not thing.is_listed:
            self._to_list[thing] = values.get("waiver") or ""

    @cached_property
    def _to_list(self) -> dict[Organisation, str]:
        return {}

    def finish(self, *, by: Any) -> None:
        listing.list_on_word(self._to_list, by=by)
        self._to_list.clear()

    def remove(self, thing: Organisation, *, by: Any, scope: Scope) -> None:
        self.remove_all([thing], by=by, scope=scope)

    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        mistakes.take_back(things, by=by)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        return {
            uuid: error(gettext_noop("Later work rests on this organisation: %(what)s."), what=what)
            for uuid, what in mistakes.what_rests_on(things).items()
        }


OUTSIDE = gettext_noop("«%(place)s» lies outside the territory of this sheet.")
TOO_MANY_PLACES = gettext_noop("Write at most %(most)s places.")
STAYS_LISTED = gettext_noop(
    "The page stays in the directory. To take it out, open its review and give the reason."
)
NOT_MET = gettext_noop(
    "Not met: «%(criterion)s» Fill in what is missing, or give a reason for waiving it."
)


def portrait_after(values: Values, thing: Organisation | None) -> dict[str, int]:
    """What criteria will count once the row is taken over."""
    before = portrait_of(thing) if thing else {}
    says = {
        name: values.get(name, getattr(thing, name, None)) for name in ("web", "email", "phone")
    }
    text = presentation_of(values, thing.presentation if thing else Text())
    place = values.get("place") or (thing and thing.place)
    sectors = len(values["sectors"] or ()) if "sectors" in values else before.get("sectors", 0)
    return before | {
        "places": int(place is not None),
        "sectors": sectors,
        "contacts": sum(map(bool, says.values())),
        "letters": longest(text),
    }


def presentation_of(values: Values, text: Text) -> Text:
    """`text` with the variants that a row writes."""
    for code in LANGUAGES:
        if f"{PRESENTATION}{code}" in values:
            written = values[f"{PRESENTATION}{code}"] or ""
            text = text.with_variant(code, written) if written or code != text.original else text
    return text


def _fields(values: Values, presentation: Text) -> dict[str, Any]:
    """The fields of `Organisation` that `values` speak of; None becomes what a field says when empty."""
    fields: dict[str, Any] = {name: values[name] or "" for name in PLAIN if name in values}
    if "place" in values:
        fields["place"] = values["place"]
    if "other_places" in values:
        fields["other_places"] = values["other_places"] or ()
    if "founded_year" in values:
        fields["founded_year"] = values["founded_year"]
    for name in ("women_owned", "women_led"):
        if name in values:
            fields[name] = stated(values[name])
    if any(name.startswith(PRESENTATION) for name in values):
        fields["presentation"] = presentation_of(values, presentation)
    return fields
