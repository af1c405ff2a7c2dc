"""Adopted policies as a spreadsheet: one row each, known by the key of a download, or by a title and who decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.fold import fold
from hilo.core.keeping import kept
from hilo.core.sheets import (
    WHOLE,
    ChoiceColumn,
    Column,
    DateColumn,
    Message,
    NumberColumn,
    Scope,
    Sheet,
    TextColumn,
    Values,
    YesNoColumn,
    error,
)
from hilo.core.text import Text
from hilo.core.time import today
from hilo.network.models import Sector
from hilo.network.sheets.areas import anew, by_key
from hilo.network.sheets.clusters import written
from hilo.network.sheets.columns import OrganisationColumn
from hilo.network.sheets.organisations import KEY, LANGUAGES, SECTORS, WebColumn
from hilo.people import access as people
from hilo.places.columns import PlaceColumn
from hilo.programme import access
from hilo.programme.models import Policy, Programme
from hilo.programme.services import policies as services
from hilo.programme.sheets.living import LivesInProgramme

TEXTS = ("title", "features", "results", "came_from")
PLAIN = ("decided_by", "nature", "scope", "currency", "evidence", "evidence_url")
AS_IS = ("decided_on", "place", "organisation", "amount", "follow_up_on")
LATER = gettext_noop("A day that has not come yet: write it once it is decided.")
NO_TITLE = gettext_noop("Write what was decided in at least one language.")
NO_CURRENCY = gettext_noop("Say in which currency the money is: three letters such as MXN.")
ARCHIVED = gettext_noop("The programme is archived: nothing of it can be changed.")
RESTS = gettext_noop("It was verified or followed up meanwhile; it stays.")


def in_each_language(name: str, labels: Any, **more: Any) -> tuple[TextColumn, ...]:
    """A column for each language of a text."""
    return tuple(TextColumn(f"{name}_{code}", labels[code], **more) for code in LANGUAGES)


TITLES = {
    "es": _("What was decided, in Spanish"),
    "fr": _("What was decided, in French"),
    "en": _("What was decided, in English"),
    "ar": _("What was decided, in Arabic"),
}
FEATURES = {
    "es": _("Main features in Spanish"),
    "fr": _("Main features in French"),
    "en": _("Main features in English"),
    "ar": _("Main features in Arabic"),
}
RESULTS = {
    "es": _("Results in Spanish"),
    "fr": _("Results in French"),
    "en": _("Results in English"),
    "ar": _("Results in Arabic"),
}
ORIGINS = {
    "es": _("What it came from, in Spanish"),
    "fr": _("What it came from, in French"),
    "en": _("What it came from, in English"),
    "ar": _("What it came from, in Arabic"),
}
PROGRAMME = ChoiceColumn(
    "programme",
    _("Programme"),
    choices=lambda: [(one.slug, one.acronym or one.name) for one in Programme.objects.public()],
    aliases=("programa", "البرنامج"),
    width=20,
)
COLUMNS: tuple[Column, ...] = (
    KEY,
    *in_each_language("title", TITLES, longest=200, width=40),
    TextColumn("decided_by", _("Who decided"), is_required=True, width=30),
    DateColumn("decided_on", _("Decided on")),
    ChoiceColumn(
        "nature",
        pgettext_lazy("of a policy", "Kind of measure"),
        is_required=True,
        choices=lambda: Policy.Nature.choices,
        width=22,
    ),
    ChoiceColumn("scope", _("How far it reaches"), choices=lambda: Policy.Scope.choices),
    TextColumn("division", pgettext_lazy("column of a sheet", "State"), is_heard_only=True),
    PlaceColumn("place", _("Municipality or place"), beside="division"),
    OrganisationColumn("organisation", _("Organisation in the network")),
    SECTORS,
    *in_each_language("features", FEATURES, longest=6000, has_lines=True),
    *in_each_language("results", RESULTS, longest=6000, has_lines=True),
    NumberColumn("amount", _("Money"), least=0, places=2, width=16),
    TextColumn("currency", _("Currency"), longest=3, width=9),
    *in_each_language("came_from", ORIGINS, longest=6000, has_lines=True),
    ChoiceColumn("evidence", _("Evidence"), choices=lambda: Policy.Evidence.choices),
    WebColumn("evidence_url", _("Link to it"), longest=300, width=34),
    YesNoColumn("is_public", _("Everybody may see it")),
    DateColumn("follow_up_on", _("Ask again on")),
    ChoiceColumn(
        "standing",
        _("State of the report"),
        choices=lambda: Policy.State.choices,
        is_shown_only=True,
    ),
)


class PoliciesSheet(LivesInProgramme):
    """One row per policy or measure, of everywhere or of one programme."""

    name = "policies"
    kind = "policy"
    explanation = _(
        "Put many policies and measures on record at once, or correct them. New ones wait for a "
        "coordinator, who verifies each on its page. Nobody is written to."
    )
    order = 40
    verb = access.VERIFY
    scopes = frozenset({"", "programme"})
    keys = (("key",), *((f"title_{code}", "decided_by") for code in LANGUAGES))
    own_keys = frozenset({"key"})
    erasable = frozenset(
        {"decided_on", "place", "organisation", "sectors", "amount", "currency", "evidence_url"}
        | {"follow_up_on", "programme"}
        | {f"{name}_{code}" for name in TEXTS for code in LANGUAGES}
    )
    closed_because = gettext_noop(
        "Whoever reported it agrees on its page that everybody sees it; here it stays as it is."
    )

    def __init__(self, programme: Programme | None = None) -> None:
        self.programme = programme

    @property
    def title(self) -> str:
        if self.programme is None:
            return gettext("Policies and measures")
        return gettext("Policies and measures of %(programme)s") % {"programme": self.called}

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """Those of a list that people change are made anew for each file."""
        if self.programme is not None:
            return tuple(map(anew, COLUMNS))
        return (*map(anew, COLUMNS[:-1]), PROGRAMME, COLUMNS[-1])

    # Where.

    def within(self, scope: Scope) -> Sheet:
        return super().within(scope) if scope else type(self)()

    def scopes_for(self, user: Any) -> Iterable[Scope]:
        held = people.scopes_of(user, self.verb)
        if held.is_everywhere:
            return [WHOLE]
        uuids = held.of_kind("programme")
        found = Programme.objects.filter(uuid__in=uuids).order_by("order", "slug")
        rows = kept(
            ("programmes of policies", held), lambda: [*found.values_list("uuid", flat=True)]
        )
        return [Scope("programme", uuid) for uuid in rows] if uuids else []

    # What stands in it.

    def objects(self, scope: Scope = WHOLE) -> QuerySet[Policy]:
        rows = Policy.objects.select_related("place", "organisation", "programme")
        if self.programme is not None:
            rows = rows.filter(programme=self.programme)
        return rows.prefetch_related("sectors").order_by("reported_at", "pk")

    def load(
        self, key: tuple[str, ...], wanted: Collection[tuple[str, ...]], scope: Scope
    ) -> dict[tuple[str, ...], list[Any]]:
        if key == ("key",):
            return by_key(self.objects(), wanted)
        language = key[0].removeprefix("title_")
        named = {pk: name for pk, name in self._names(language) if name in wanted}
        found: dict[tuple[str, ...], list[Any]] = {}
        for one in self.objects().filter(pk__in=named):
            found.setdefault(named[one.pk], []).append(one)
        return found

    def _names(self, language: str) -> Iterator[tuple[int, tuple[str, str]]]:
        """What each policy is called in `language`, and who decided, folded as rows name them."""
        rows = self.objects().select_related(None).prefetch_related(None)
        for pk, title, decided_by in rows.values_list("pk", "title", "decided_by"):
            yield pk, (fold(title.texts.get(language, "")), fold(decided_by))

    def closed(self, thing: Any) -> frozenset[str]:
        return frozenset({"is_public"})

    def current(self, thing: Policy) -> Values:
        texts = {
            f"{name}_{code}": getattr(thing, name).texts.get(code)
            for name in TEXTS
            for code in LANGUAGES
        }
        return {
            "key": str(thing.uuid),
            **{name: getattr(thing, name) or None for name in PLAIN},
            **{name: getattr(thing, name) for name in AS_IS},
            **texts,
            "sectors": [one.slug for one in thing.sectors.all()],
            "is_public": thing.is_public,
            "programme": thing.programme.slug if thing.programme else None,
            "standing": thing.state,
        }

    def look(self, values: Values, thing: Policy | None) -> Iterable[Message]:
        if thing is None and not any(values.get(f"title_{code}") for code in LANGUAGES):
            yield error(NO_TITLE, ",".join(f"title_{code}" for code in LANGUAGES))
        day = values.get("decided_on")
        if day is not None and day > today():
            yield error(LATER, "decided_on")
        amount = values.get("amount", thing and thing.amount)
        if amount is not None and not values.get("currency", thing and thing.currency):
            yield error(NO_CURRENCY, "amount,currency")
        programme = self._programme_after(values, thing)
        if programme is not None and not programme.is_kept:
            yield error(ARCHIVED, "programme")

    def _programme_after(self, values: Values, thing: Policy | None) -> Programme | None:
        if self.programme is not None:
            return self.programme
        if "programme" in values:
            return self._programmes.get(values["programme"] or "")
        return thing.programme if thing else None

    @cached_property
    def _programmes(self) -> dict[str, Programme]:
        return {one.slug: one for one in Programme.objects.public()}

    @cached_property
    def _sectors(self) -> dict[str, Sector]:
        return {one.slug: one for one in Sector.objects.all()}

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Policy:
        fields = self._fields(values, None)
        if self.programme is not None:
            fields["programme"] = self.programme
        return services.report(by=by, person=by.person, is_told=False, **fields)

    def change(self, thing: Policy, values: Values, *, by: Any, scope: Scope) -> None:
        services.change(thing, by=by, **self._fields(values, thing))

    def _fields(self, values: Values, thing: Policy | None) -> dict[str, Any]:
        """The fields of `Policy` that `values` speak of."""
        fields: dict[str, Any] = {one: values[one] or "" for one in PLAIN if one in values}
        fields |= {one: values[one] for one in (*AS_IS, "is_public") if one in values}
        if fields.get("currency"):
            fields["currency"] = fields["currency"].upper()
        if "sectors" in values:
            fields["sectors"] = [self._sectors[slug] for slug in values["sectors"] or ()]
        if "programme" in values:
            fields["programme"] = self._programme_after(values, thing)
        for name in TEXTS:
            if any(f"{name}_{code}" in values for code in LANGUAGES):
                before = getattr(thing, name) if thing else Text()
                fields[name] = written(before, values, f"{name}_")
        return fields

    def remove(self, thing: Policy, *, by: Any, scope: Scope) -> None:
        self.remove_all([thing], by=by, scope=scope)

    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        services.take_off(things, by=by)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        return {
            one.uuid: error(RESTS)
            for one in things
            if one.state == Policy.State.VERIFIED or one.follow_ups.exists()
        }
