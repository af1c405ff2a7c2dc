"""The office's page of outgoing mail: what waits, what went wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hilo.core import journal
from hilo.core.problems import Problem
from hilo.notifications import access, queries, words
from hilo.notifications import services as notifications
from hilo.notifications.enums import TONES, State
from hilo.notifications.models import Outgoing
from hilo.people.models import Person

PER_PAGE = 50
DECISIONS: dict[str, Callable[..., Any]] = {
    "again": lambda mail, by: notifications.send_again(mail, by=by),
    "arrived": lambda mail, by: notifications.settle(mail, State.SENT, by=by),
    "lost": lambda mail, by: notifications.settle(mail, State.FAILED, by=by),
    "came_back": lambda mail, by: notifications.settle(mail, State.BOUNCED, by=by),
    "leave": lambda mail, by: notifications.leave_as_it_is(mail),
}


@require_safe
def list_mails(request: HttpRequest) -> HttpResponse:
    """Mails by state, those that ask for a person first; of one person where one is named."""
    mails = access.mails_for(request.user)
    person = _person(request, mails)
    if person is not None:
        mails = mails.filter(person=person)
    state = request.GET.get("state", "")
    counted = queries.states_counted(mails)
    shown = mails.filter(state=state) if state in State.values else mails
    page = Paginator(shown.select_related("person"), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "notifications/outgoing.html",
        {
            "page_object": page,
            "rows": [row(mail) for mail in page.object_list],
            "states": [_tab(each, counted, state, person) for each in State],
            "all_of_them": sum(counted.values()),
            "state": state,
            "person": person,
            "queue": queries.queue(),
        },
    )


def _person(request: HttpRequest, mails: QuerySet[Outgoing]) -> Person | None:
    """The person whose history is asked for; only somebody whose mails the reader may see."""
    asked = request.GET.get("person")
    if not asked:
        return None
    try:
        uuid = UUID(asked)
    except ValueError:
        raise Http404 from None
    found = Person.objects.filter(uuid=uuid, pk__in=mails.values("person")).first()
    if found is None:
        raise Http404
    return found


def _tab(
    state: State, counted: dict[str, int], chosen: str, person: Person | None
) -> dict[str, Any]:
    query = f"state={state.value}" + (f"&person={person.uuid}" if person else "")
    return {
        "label": state.label,
        "count": counted.get(state.value, 0),
        "query": query,
        "is_chosen": chosen == state.value,
    }


def row(mail: Outgoing) -> dict[str, Any]:
    """A mail in words; never what it says."""
    return {
        "mail": mail,
        "title": words.title_of(mail),
        "state": mail.get_state_display(),
        "tone": TONES[State(mail.state)],
        "problem": words.problem_of(mail),
    }


@require_safe
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One mail: where it stands, what the server said, what one can do."""
    mail = access.mail_for(request.user, uuid)
    return _page(request, mail)


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


def _page(request: HttpRequest, mail: Outgoing) -> HttpResponse:
    return render(
        request,
        "notifications/mail.html",
        {
            **row(mail),
            "history": journal.history_of("mail", mail.uuid),
            "may_go_again": mail.may_go_to(State.WAITING) and mail.state != State.SENDING,
            "is_uncertain": mail.state == State.UNCERTAIN,
            "may_come_back": mail.may_go_to(State.BOUNCED),
            "asks": mail.state in ("uncertain", "failed", "bounced") and not mail.looked_at,
        },
    )
