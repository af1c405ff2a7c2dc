"""The other lists of coordinators: invitations, and the register of data requests."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from hilo.core.time import now
from hilo.people import access, profiles, queries
from hilo.people.models import DataRequest, Invitation
from hilo.ui.addresses import address_of
from hilo.ui.components.words import email
from hilo.ui.lists import Facet, ListPage
from hilo.ui.tables import Column

NAMES = ("given_name", "family_name", "name_order", "erased_at")
SHOWN_OF_INVITATIONS = (
    *("uuid", "email", "state", "letter", "sent_at", "expires_at", "times_sent"),
    *(f"{who}__{name}" for who in ("person", "invited_by") for name in NAMES),
)

STATES_OF_INVITATIONS = {
    **profiles.INVITATION_STATES,
    **{name: dict(Invitation.Letter.choices)[name] for name in profiles.LETTER_TONES},
}


def _name(row: Any) -> str:
    return str(row.person)


class Invitations(ListPage):
    """Who was invited, and what came of it."""

    title = _("Invitations")
    layout = "ui/office.html"
    template_name = "people/invitations.html"
    search_in = ("person__folded",)
    search_label = _("Search by name or address")
    sort = "-sent"
    empty = _("Nobody has been invited yet. Invite the first.")
    on_phone = "cards"
    columns = (
        Column(
            "name",
            _("Name"),
            _name,
            href=lambda row: address_of("people:one_invitation", row.uuid),
            is_row_name=True,
            is_sortable=True,
            order=("person__folded",),
        ),
        Column("state", _("State"), profiles.invitation_state),
        Column("email", _("E-mail"), lambda row: email(row.email)),
        Column(
            "sent", _("Sent"), lambda row: row.sent_at.date(), is_sortable=True, order=("sent_at",)
        ),
        Column("times", _("Times"), lambda row: row.times_sent, is_numeric=True),
        Column("until", _("Good until"), lambda row: row.expires_at.date()),
        Column("by", _("Invited by"), lambda row: str(row.invited_by or "")),
    )
    facets = (
        Facet("state", _("State"), "shown", labels=STATES_OF_INVITATIONS),
        Facet("language", _("Language"), "language", labels=profiles.LANGUAGES),
    )

    def permit(self) -> None:
        self.scopes = access.require_anywhere(self.request.user, "people.invite")

    def rows(self) -> QuerySet[Any]:
        shown = Case(
            When(state="sent", expires_at__lte=now(), then=Value("expired")),
            When(state="sent", letter__in=list(profiles.LETTER_TONES), then="letter"),
            default="state",
            output_field=CharField(),
        )
        return queries.invitations_for(self.scopes).annotate(shown=shown)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("person", "invited_by").only(*SHOWN_OF_INVITATIONS)

    def bearing(self) -> Hashable:
        return self.scopes


class Requests(ListPage):
    """The register of requests about personal data, the most urgent first."""

    title = _("Data requests")
    lead = _("Each has a day by which the law wants an answer.")
    layout = "ui/office.html"
    search_in = ("person__folded",)
    search_label = _("Search by name or address")
    order = ("is_closed", "due_on")
    empty = _("Nobody has asked anything about their data yet.")
    columns = (
        Column(
            "name",
            _("Name"),
            _name,
            href=lambda row: address_of("people:answer", row.uuid),
            is_row_name=True,
        ),
        Column("kind", _("What is asked"), lambda row: row.get_kind_display()),
        Column("state", _("State"), profiles.request_state),
        Column(
            "received",
            _("Received"),
            lambda row: row.received_on,
            is_sortable=True,
            order=("received_on",),
        ),
        Column("due", _("Answer by"), lambda row: row.due_on, is_sortable=True, order=("due_on",)),
    )
    facets = (
        Facet("state", _("State"), "state", labels=dict(DataRequest.State.choices)),
        Facet("kind", _("What is asked"), "kind", labels=dict(DataRequest.Kind.choices)),
    )

    def permit(self) -> None:
        self.scopes = access.require_anywhere(self.request.user, "people.answer_requests")

    def rows(self) -> QuerySet[Any]:
        return queries.requests_for(self.scopes)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("person")

    def bearing(self) -> Hashable:
        return self.scopes

    def tone(self, row: Any) -> Any:
        return "error" if row.is_late else ""


invitations = Invitations.as_view()
requests = Requests.as_view()
