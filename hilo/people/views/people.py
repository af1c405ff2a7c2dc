"""The people that somebody coordinates: found, filtered, invited together."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from hilo.core.tasks import start
from hilo.people import access, profiles, roles, tasks
from hilo.people.models import Gender, Grant, Person
from hilo.people.visibility import is_seen_by_coordinators
from hilo.places.models import Place
from hilo.ui import tables
from hilo.ui.addresses import address_of
from hilo.ui.components.words import email
from hilo.ui.lists import Facet, ListPage
from hilo.ui.tables import Bulk, BulkAction, Column


def _unless_hidden(field: str, value: Any, hidden: str | None = None) -> Case:
    """`value` for choosing and counting, but of whoever keeps that field to themselves."""
    mine = When(**{f"visibility__{field}": "me"}, then=Value(hidden))
    return Case(mine, default=value, output_field=CharField())


DIVISION = Case(
    When(territory__kind="municipality", then="territory__parent__code"),
    When(territory__kind="division", then="territory__code"),
    default=Value(""),
    output_field=CharField(),
)
STATE = Case(
    When(joined_at__isnull=False, then=Value("joined")),
    When(invited_at__isnull=False, then=Value("invited")),
    default=Value("never"),
    output_field=CharField(),
)
STATES = {
    "joined": gettext_lazy("Has joined"),
    "invited": gettext_lazy("Invited"),
    "never": gettext_lazy("Not invited yet"),
}

# What a line needs: making fifty whole people, accounts and places costs more than the search for them.
SHOWN = (
    *("uuid", "given_name", "family_name", "name_order", "erased_at", "gender", "visibility"),
    *("invited_at", "joined_at", "account__email", "account__person"),
    *("territory__name", "territory__names"),
)


class RoleFacet(Facet):
    """By the roles that are in force today."""

    def narrow(self, rows: QuerySet[Any], values: Any) -> QuerySet[Any]:
        if not values:
            return rows
        return rows.filter(pk__in=Grant.objects.in_force().filter(role__in=values).values("person"))

    def _counted(self, rows: QuerySet[Any]) -> dict[str, int]:
        held = Grant.objects.in_force().filter(person__in=rows.order_by().values("pk"))
        counted = held.values_list("role").annotate(Count("person", distinct=True))
        return dict(counted)


def _place_names(codes: Collection[Any]) -> Mapping[Any, str]:
    return {place.code: str(place) for place in Place.objects.filter(code__in=codes)}


def _seen(field: str, value: Any) -> Any:
    """A column's value, for whoever may see that field of that person."""

    def shown(person: Person) -> Any:
        return value(person) if is_seen_by_coordinators(person, field) else None

    return shown


def _gender(person: Person) -> Any:
    return str(Gender(person.gender).label)


class PeopleList(ListPage):
    """Everybody in one's scopes, invited or not."""

    title = gettext_lazy("People")
    layout = "ui/office.html"
    template_name = "people/list.html"
    search_in = ("folded",)
    search_label = gettext_lazy("Search by name or address")
    sort = "name"
    order = ("folded",)
    empty = gettext_lazy("Nobody is here yet. Invite the first.")
    on_phone = "cards"
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            str,
            href=lambda person: address_of("people:person", person.uuid),
            is_sortable=True,
            order=("folded",),
            is_row_name=True,
        ),
        Column("state", gettext_lazy("State"), lambda one: profiles.state_pill_of(one)),
        Column("place", gettext_lazy("Place"), _seen("territory", lambda one: one.territory)),
        Column("gender", gettext_lazy("Gender"), _seen("gender", _gender)),
        Column("email", gettext_lazy("E-mail"), _seen("email", lambda one: email(one.email))),
        Column(
            "joined",
            gettext_lazy("Joined"),
            lambda one: one.joined_at.date() if one.joined_at else None,
            is_sortable=True,
            order=("joined_at",),
        ),
    )
    facets = (
        Facet("state", gettext_lazy("State"), "state", labels=STATES),
        RoleFacet(
            "role", gettext_lazy("Role"), "", labels={r.name: r.label for r in roles.grantable()}
        ),
        Facet("gender", gettext_lazy("Gender"), "told_gender", labels=dict(Gender.choices)),
        Facet(
            "language", gettext_lazy("Language"), "told_language", labels=dict(settings.LANGUAGES)
        ),
        Facet("country", gettext_lazy("Country"), "country", labels=_place_names),
        Facet(
            "division", gettext_lazy("State or province"), "division", labels=_place_names, most=8
        ),
    )

    def permit(self) -> None:
        self.scopes = access.require_anywhere(self.request.user, "people.see")

    def rows(self) -> QuerySet[Any]:
        people = Person.objects.present().filter(access.within(self.scopes))
        return people.annotate(
            state=STATE,
            told_gender=_unless_hidden("gender", F("gender"), Gender.NOT_STATED),
            told_language=_unless_hidden("language", F("language")),
            country=_unless_hidden("territory", Substr("territory__code", 1, 2)),
            division=_unless_hidden("territory", DIVISION),
        )

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("account", "territory").only(*SHOWN)

    def bearing(self) -> Hashable:
        return self.scopes, access.can_anywhere(self.request.user, "people.invite")

    def context(self) -> Mapping[str, Any]:
        may_take_over = access.can(self.request.user, "people.change")
        return {
            "sheet_url": reverse("ui:sheet", kwargs={"name": "people"}) if may_take_over else ""
        }

    def counted(self, total: Any) -> str:
        words = ngettext("%(total)s person", "%(total)s people", total.count)
        return words % {"total": total}

    def bulk(self) -> Bulk | None:
        if not access.can_anywhere(self.request.user, "people.invite"):
            return None
        return self.bulk_of((INVITE,), reverse("people:act"))


def _question(count: int) -> str:
    words = ngettext(
        "Send an invitation to %(count)s person?", "Send an invitation to %(count)s people?", count
    )
    return words % {"count": count}


def _button(count: int) -> str:
    words = ngettext("Invite %(count)s person", "Invite %(count)s people", count)
    return words % {"count": count}


INVITE = BulkAction(
    "invite",
    gettext_lazy("Invite"),
    _question,
    _button,
    warning=gettext_lazy("Whoever has joined already, or has no address, is left out."),
)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Invite the chosen people; the letters leave in the background."""
    access.require_anywhere(request.user, "people.invite")
    page = PeopleList.of(request)
    bulk: Any = page.bulk()
    picked = tables.chosen(request, page.found)
    if not picked.is_confirmed or bulk.action(picked.action) is None:
        return tables.preview(request, picked, bulk)
    uuids = [str(uuid) for uuid in picked.rows.values_list("uuid", flat=True)]
    job = start(
        tasks.invite_people,
        by=request.user,
        people=uuids,
        by_account=request.user.pk,
    )
    return redirect(reverse("ui:job", kwargs={"uuid": job.uuid}))


people = PeopleList.as_view()
