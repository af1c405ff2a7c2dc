"""Who works where: asked for, offered, answered, changed, ended, handed over."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.network import access
from hilo.network.enums import AffiliationState
from hilo.network.forms.affiliations import (
    AffiliationForm,
    AnswerForm,
    AskForm,
    HandOverForm,
    InviteForm,
)
from hilo.network.models import Affiliation
from hilo.network.queries import affiliations as queries
from hilo.network.services import affiliations as services
from hilo.network.services import handover
from hilo.network.showing import affiliations as showing
from hilo.people import access as people
from hilo.people.models import Account
from hilo.ui.lists import ListPage
from hilo.ui.tables import Column

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where I work, what waits for my answer, which pages I keep."""
    rows = queries.of_person(request.user.person)
    context = {
        "waiting": queries.waiting_for(request.user),
        "current": [
            (one, showing.TONES[AffiliationState(one.state)])
            for one in rows
            if one.is_in_force or one.can("approve")
        ],
        "former": [one for one in rows if not one.is_in_force and not one.can("approve")],
    }
    return render(request, "network/affiliations/mine.html", context)


@show_or_send
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be shown as part of an organisation."""
    organisation = access.organisation_for(request.user, slug)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            services.ask(request.user.person, organisation, by=request.user, **form.cleaned_data)
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("Asked. You hear of the answer in your notifications."))
            return redirect("network:my_organisations")
    context = {"form": form, "organisation": organisation}
    return render(request, "network/affiliations/ask.html", context)


@show_or_send
def of_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody of an organisation, for whoever keeps its page; name one more."""
    organisation = access.organisation_for(request.user, slug, to="edit")
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            _invite(request, organisation, form.cleaned_data)
        except Problem as problem:
            problem.put_on(form)
        else:
            # The same words whether the address is known: nobody learns here who is in the network.
            messages.success(
                request, _("If somebody with this address is in the network, they are asked now.")
            )
            return redirect("network:organisation_people", slug=slug)
    table = showing.people_table(queries.of_organisation(organisation))
    context = {"form": form, "organisation": organisation, "table": table}
    return render(request, "network/affiliations/people.html", context)


def _invite(request: HttpRequest, organisation: Any, told: dict[str, Any]) -> None:
    """Ask whoever has the address, unless they belong already; say nothing about who that is."""
    found = Account.objects.filter(email=told.pop("email").lower(), is_active=True)
    account = found.select_related("person").first()
    if account is None or account.person.is_erased:
        return
    here = organisation.affiliations.filter(person=account.person)
    if not here.in_force().exists() and not here.pending().exists():
        services.invite(account.person, organisation, by=request.user, **told)


@show_or_send
def affiliation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One affiliation: what is known of it, and what this reader can do."""
    found = access.affiliation_for(request.user, uuid)
    may_settle = access.may_edit(request.user, found.organisation)
    is_own = found.person_id == request.user.person_id
    form = _form_for(request, found, is_own=is_own, may_settle=may_settle)
    is_end = request.POST.get("action") == "end"
    if request.method == "POST" and (is_end or form.is_valid()) and _settle(request, found, form):
        return redirect(_back_to(found, is_own=is_own))
    context = {
        "affiliation": found,
        "form": form,
        "facts": showing.facts_of(found),
        "state": showing.state_of(found),
        "is_own": is_own,
        "may_settle": may_settle,
        "may_answer": _may_answer(found, is_own=is_own, may_settle=may_settle),
        "hand_over": queries.hand_over_of(found),
    }
    return render(request, "network/affiliations/affiliation.html", context)


def _form_for(request: HttpRequest, found: Affiliation, *, is_own: bool, may_settle: bool) -> Any:
    """The form of the moment: an answer while one is awaited, else what is said of the person."""
    if found.state in {"requested", "invited"}:
        return AnswerForm(request.POST or None)
    return AffiliationForm(
        request.POST or None, instance=found, is_own=is_own, may_settle=may_settle
    )


def _may_answer(found: Affiliation, *, is_own: bool, may_settle: bool) -> bool:
    return (is_own and found.can("accept")) or (may_settle and found.can("approve"))


def _settle(request: HttpRequest, found: Affiliation, form: Any) -> bool:
    """Do what the pressed button says; what stands in the way is said on the form."""
    action = request.POST.get("action", "save")
    try:
        _ACTIONS.get(action, _save)(request, found, form)
    except Overtaken:
        form.overtaken()
        return False
    except Problem as problem:
        problem.put_on(form)
        return False
    messages.success(request, _("Saved."))
    return True


def _accept(request: HttpRequest, found: Affiliation, form: Any) -> None:
    row = access.affiliation_for(request.user, found.uuid, to="accept")
    services.accept(row, by=request.user, is_shown="hidden" not in request.POST)


def _approve(request: HttpRequest, found: Affiliation, form: Any) -> None:
    row = access.affiliation_for(request.user, found.uuid, to="settle")
    services.approve(row, by=request.user, is_steward="steward" in request.POST)


def _refuse(request: HttpRequest, found: Affiliation, form: Any) -> None:
    services.refuse(found, by=request.user, reason=form.cleaned_data.get("answer", ""))


def _end(request: HttpRequest, found: Affiliation, form: Any) -> None:
    row = access.affiliation_for(request.user, found.uuid, to="end")
    services.end(row, by=request.user)


def _save(request: HttpRequest, found: Affiliation, form: Any) -> None:
    row = Affiliation.objects.select_related("person", "organisation").get(pk=found.pk)
    told = {name: value for name, value in form.cleaned_data.items() if name in form.Meta.fields}
    services.change(row, expected=form.cleaned_data["version"], by=request.user, **told)


_ACTIONS = {"accept": _accept, "approve": _approve, "refuse": _refuse, "end": _end, "save": _save}


def _back_to(found: Affiliation, *, is_own: bool) -> Any:
    """One's own list, or the people of the organisation."""
    if is_own:
        return reverse("network:my_organisations")
    return reverse("network:organisation_people", args=[found.organisation.slug])


@show_or_send
def hand_over(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Pass an office to a successor: by who holds it, a steward, or a coordinator; who holds none is led back."""
    found = access.affiliation_for(request.user, uuid, to="end")
    if request.method != "POST" and not found.is_in_force:
        return redirect("network:affiliation", uuid=uuid)
    form = HandOverForm(request.POST or None, viewer=request.user)
    if form.is_valid():
        told = form.cleaned_data
        try:
            done = handover.hand_over(
                found, told["successor"], on=told["on"], role=told["role"], by=request.user
            )
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _passed(done))
            return redirect("network:my_organisations")
    context = {"form": form, "affiliation": found}
    return render(request, "network/affiliations/hand_over.html", context)


def _passed(done: Any) -> str:
    if done.done_at:
        return _("The office has passed on: page, drafts and notices are the successor’s now.")
    return _(
        "It is recorded. On that day the page, the drafts and the notices pass on by themselves."
    )


class Waiting(ListPage):
    """Requests that wait for an answer, in the organisations that the coordinator reaches."""

    title = gettext_lazy("Requests to belong")
    lead = gettext_lazy(
        "Stewards answer them; where an organisation has none, its coordinator does."
    )
    layout = "ui/office.html"
    search_in = ("person__folded", "organisation__folded")
    order = ("pk",)
    on_phone = "cards"
    empty = gettext_lazy("Nobody waits for an answer.")
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            lambda one: one.person,
            href=showing.address_of,
            is_row_name=True,
        ),
        Column("organisation", gettext_lazy("Organisation"), lambda one: one.organisation),
        Column("role", pgettext_lazy("work", "Role"), lambda one: one.role),
        Column("asked", gettext_lazy("Asked on"), lambda one: one.created_at.date()),
    )

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.EDIT)

    def rows(self) -> Any:
        return queries.waiting_within(self.scopes)

    def bearing(self) -> Any:
        return self.scopes


waiting = Waiting.as_view()
