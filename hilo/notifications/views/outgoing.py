"""The office's page of outgoing mail: what waits, what went wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hilo.core import journal
from hilo.core.problems import Problem
from hilo.notifications import access, queries, words
from hilo.notifications import services as notifications
from hilo.notifications.enums import TONES, State
from hilo.notifications.models import Outgoing
from hilo.notifications.recipients import number
from hilo.people import access as people
from hilo.people.models import Person
from hilo.ui import tables
from hilo.ui.addresses import address_of
from hilo.ui.calendar import local_moment
from hilo.ui.components.words import ltr, state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.tables import Bulk, BulkAction, Column

DECISIONS: dict[str, Callable[..., Any]] = {
    "again": lambda mail, by: notifications.send_again(mail, by=by),
    "arrived": lambda mail, by: notifications.settle(mail, State.SENT, by=by),
    "lost": lambda mail, by: notifications.settle(mail, State.FAILED, by=by),
    "came_back": lambda mail, by: notifications.settle(mail, State.BOUNCED, by=by),
    "leave": lambda mail, by: notifications.leave_as_it_is(mail),
}


def state_in_words(mail: Outgoing) -> Any:
    """The state of `mail` as a mark, with the problem where there is one."""
    found = State(mail.state)
    return state(str(found.label), TONES[found])


def reader_of(mail: Outgoing) -> str:
    """Whom a mail was for."""
    return _("somebody who was erased") if mail.person.is_erased else str(mail.person)


# What a line needs: a mail carries its whole text, and fifty of them weigh more than the page.
SHOWN = (
    *("uuid", "state", "message", "created_at", "problem"),
    *("person__given_name", "person__family_name", "person__name_order", "person__erased_at"),
)


class MailList(ListPage):
    """Mails in all states, the newest first; of one person with `?person=`."""

    title = gettext_lazy("Outgoing mail")
    lead = gettext_lazy(
        "What waits, what left, what needs you. What a mail says is not shown here."
    )
    columns = (
        Column("state", gettext_lazy("State"), state_in_words, depends_on=lambda mail: mail.state),
        Column(
            "mail",
            gettext_lazy("Mail"),
            words.title_of,
            href=lambda mail: address_of("notifications:mail", mail.uuid),
            is_row_name=True,
            depends_on=lambda mail: mail.message,
        ),
        Column("to", pgettext_lazy("mail", "To"), reader_of),
        Column("created", gettext_lazy("Since"), lambda mail: mail.created_at),
        Column(
            "problem",
            gettext_lazy("What happened"),
            words.in_short,
            depends_on=lambda mail: mail.problem,
        ),
    )
    facets = (
        Facet("state", gettext_lazy("State"), "state", labels=dict(State.choices)),
        Facet("kind", gettext_lazy("Mail"), "message", labels=words.titles),
    )
    search_in = ("person__folded",)
    search_label = gettext_lazy("Search by person")
    order = ("-created_at",)
    layout = "ui/office.html"
    template_name = "notifications/outgoing.html"
    empty = gettext_lazy("No mail here. It appears as soon as somebody is to be written to.")

    kept_seconds = 5  # the courier's work shows after so long, what people do at once

    def permit(self) -> None:
        self.allowed = access.mails_for(self.request.user)

    def rows(self) -> QuerySet[Outgoing]:
        return self.allowed.filter(person=self.person) if self.person else self.allowed

    def dressed(self, rows: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
        return rows.select_related("person").only(*SHOWN)

    @cached_property
    def person(self) -> Person | None:
        """The person whose history is asked for; only somebody whose mails the reader may see."""
        asked = self.query.get("person")
        if not asked:
            return None
        try:
            uuid = UUID(asked)
        except ValueError:
            raise Http404 from None
        known = Person.objects.filter(uuid=uuid, pk__in=self.allowed.values("person"))
        found = known.first()
        if found is None:
            raise Http404
        return found

    def bearing(self) -> Hashable:
        return people.scopes_of(self.request.user, access.SEE)

    def counted(self, total: Any) -> str:
        said = ngettext("%(count)s mail", "%(count)s mails", total.count)
        return said % {"count": str(total)}

    def bulk(self) -> Bulk | None:
        return self.bulk_of([SEND_AGAIN], reverse("notifications:act"))

    def context(self) -> Mapping[str, Any]:
        return {"queue": queries.recent_queue(), "person": self.person}


def _question(count: int) -> str:
    said = ngettext("Send one mail again?", "Send %(count)s mails again?", count)
    return said % {"count": number(count)}


def _button(count: int) -> str:
    said = ngettext("Send one mail again", "Send %(count)s mails again", count)
    return said % {"count": number(count)}


SEND_AGAIN = BulkAction(
    "again",
    gettext_lazy("Send again"),
    _question,
    _button,
    warning=gettext_lazy(
        "Only mails that failed, came back, or were perhaps sent go out again. "
        "Those that were perhaps sent may arrive twice."
    ),
)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Send many again, after a look at which."""
    page = MailList.of(request)
    may = access.mails_for(request.user, to=access.KEEP)
    picked = tables.chosen(request, page.found.filter(pk__in=may.values("pk")))
    bulk = page.bulk()
    if bulk is not None and not picked.is_confirmed:
        return tables.preview(request, picked, bulk, name=_named)
    sent = _send_again(picked.rows, request.user)
    said = ngettext("One mail waits to be sent.", "%(count)s mails wait to be sent.", sent)
    notes.info(request, said % {"count": number(sent)})
    return redirect(page.url.replace(reverse("notifications:act"), reverse("notifications:mails")))


def _named(mail: Outgoing) -> str:
    return f"{words.title_of(mail)}: {reader_of(mail)}"


def _send_again(mails: QuerySet[Outgoing], by: Any) -> int:
    """Send again those whose state allows it; answers how many."""
    sent = 0
    for mail in mails:
        if mail.may_go_to(State.WAITING) and mail.state != State.SENDING:
            notifications.send_again(mail, by=by)
            sent += 1
    return sent


@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One mail: where it stands, what the server said, what one can do."""
    mail = access.mail_for(request.user, uuid)
    return render(
        request,
        "notifications/mail.html",
        {
            "mail": mail,
            "title": words.title_of(mail),
            "state": mail.get_state_display(),
            "tone": mail.tone,
            "problem": words.problem_of(mail),
            "facts": _facts(mail),
            "history": journal.history_of("mail", mail.uuid),
            "may_go_again": mail.may_go_to(State.WAITING) and mail.state != State.SENDING,
            "is_uncertain": mail.state == State.UNCERTAIN,
            "may_come_back": mail.may_go_to(State.BOUNCED),
            "asks": mail.state in ("uncertain", "failed", "bounced") and not mail.looked_at,
        },
    )


def _facts(mail: Outgoing) -> list[tuple[Any, Any]]:
    address = mail.address or mail.person.email
    is_waiting = mail.state == State.WAITING
    return [
        (_("Address"), ltr(address) if address else _("none any more")),
        ("Message-ID", ltr(mail.message_id)),
        (_("Wanted"), local_moment(mail.created_at)),
        (_("Next attempt"), local_moment(mail.due_at) if is_waiting else ""),
        (_("Handed over"), local_moment(mail.handed_at) if mail.handed_at else ""),
        (_("Accepted by the server"), local_moment(mail.sent_at) if mail.sent_at else ""),
        (_("Attempts"), number(mail.attempts)),
    ]


@require_POST
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Send again, or write down what became of it."""
    mail = access.mail_for(request.user, uuid, to=access.KEEP)
    decision = DECISIONS.get(request.POST.get("decision", ""))
    if decision is None:
        raise Http404
    try:
        decision(mail, request.user)
    except Problem as problem:
        notes.warning(request, str(problem))
    return redirect("notifications:mail", uuid=mail.uuid)
