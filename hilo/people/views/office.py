"""What coordinators do: invite, correct, give roles, answer requests."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.time import today
from hilo.people import access, profiles, roles, scopes, services
from hilo.people.forms.office import AnswerForm, GrantForm, RecordedRequestForm
from hilo.people.forms.persons import InviteForm, PersonForm, SendAgainForm
from hilo.people.models import Grant, Invitation
from hilo.people.queries import invitations_for, requests_for, standing_grants
from hilo.people.views.me import save
from hilo.people.visibility import hidden_from_coordinators
from hilo.ui import reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@show_or_send
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Correct the profile of somebody one coordinates."""
    person = access.person_for(request.user, uuid, to="people.change")
    form = PersonForm(request.POST or None, instance=person)
    form.leave_out(hidden_from_coordinators(person))
    if form.is_valid() and save(request, form):
        messages.success(request, _("Saved."))
        return redirect(reverse("people:person", kwargs={"uuid": uuid}))
    return render(request, "people/edit.html", {"form": form, "person": person})


@show_or_send
def invite(request: HttpRequest) -> HttpResponse:
    """Invite one person."""
    access.require_anywhere(request.user, "people.invite")
    offered = scopes.offered(request.user, "people.invite")
    form = InviteForm(request.POST or None, scopes=offered)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["scope"] = scopes.read(given["scope"])
        try:
            invitation = services.invite_new(by=request.user, **given)
        except Problem as problem:
            problem.put_on(form)
        else:
            said = _("The invitation is on its way to %(email)s.")
            messages.success(request, said % {"email": invitation.email})
            return redirect(reverse("people:invitations"))
    return render(request, "people/invite.html", {"form": form})


@require_safe
def one_invitation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One invitation: send it again, or take it back."""
    found = _invitation(request, uuid)
    address = found.person.email or found.email
    return _show_invitation(request, found, SendAgainForm(initial={"email": address}))


def _show_invitation(request: HttpRequest, found: Invitation, form: SendAgainForm) -> HttpResponse:
    shown = {
        "form": form,
        "invitation": found,
        "facts": profiles.invitation_facts(found),
        "state": profiles.invitation_state(found),
        "letter": profiles.letter_note(found),
        "can_send": found.can("send_again"),
        "can_revoke": found.can("revoke"),
    }
    return render(request, "people/one_invitation.html", shown)


def _invitation(request: HttpRequest, uuid: Any) -> Invitation:
    held = access.require_anywhere(request.user, "people.invite")
    found = invitations_for(held).select_related("person__account", "invited_by__account")
    return get_object_or_404(found, uuid=uuid)


@require_POST
def send_again(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Send an invitation once more, to another address where the first was wrong."""
    invitation = _invitation(request, uuid)
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        return _show_invitation(request, invitation, form)
    try:
        again = services.send_again(invitation, by=request.user, email=form.cleaned_data["email"])
    except Problem as problem:
        problem.put_on(form)
        return _show_invitation(request, invitation, form)
    said = _("Sent again to %(email)s; the link before no longer works.")
    messages.success(request, said % {"email": again.email})
    return redirect(reverse("people:invitations"))


@require_POST
def revoke_invitation(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(request, uuid)
    try:
        services.revoke_invitation(invitation, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back; its link leads nowhere now."))
    return redirect(reverse("people:invitations"))


@require_POST
def invite_person(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Invite somebody who is on record already."""
    person = access.person_for(request.user, uuid, to="people.invite")
    try:
        services.invite(person, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        said = _("The invitation is on its way to %(email)s.")
        messages.success(request, said % {"email": person.email})
    return redirect(reverse("people:person", kwargs={"uuid": uuid}))


@require_safe
def who_may(request: HttpRequest) -> HttpResponse:
    """Who may do what: every role with its sentence, its verbs and who holds it where."""
    held = access.require_anywhere(request.user, "people.grant")
    # By day: a role may begin or end today.
    about = (held, today(), *reader.eyes())
    told = kept(("who may", *about), lambda: _who_may(held))
    return render(request, "people/who_may.html", {"told": told})


def _who_may(held: access.Scopes) -> str:
    """Every role and its holders, written."""
    found = list(standing_grants(held))
    names = scopes.named((one.scope_kind, one.scope_uuid) for one in found)
    held_roles = [_role_shown(role, found, names) for role in roles.grantable()]
    shown = {"roles": held_roles, "member": roles.Member}
    return render_to_string("people/roles_and_holders.html", shown)


def _role_shown(
    role: type[roles.Role], found: list[Grant], names: dict[Any, str]
) -> dict[str, Any]:
    holders = [
        (one, names[one.scope_kind, one.scope_uuid]) for one in found if one.role == role.name
    ]
    sentences = [roles.sentence_of(verb) for verb in sorted(role.verbs)]
    return {"role": role, "holders": holders, "sentences": sentences}


@show_or_send
def grant(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Give somebody a role."""
    access.require_anywhere(request.user, "people.grant")
    person = access.person_for(request.user, uuid)
    offered = scopes.offered(request.user, "people.grant")
    may_give = services.roles_to_give(request.user)
    form = GrantForm(request.POST or None, roles=may_give, scopes=offered)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.grant(
                person,
                roles.role(given["role"]),
                by=request.user,
                scope=scopes.read(given["scope"]),
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
            )
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("The role is given, and the person is told."))
            return redirect(reverse("people:who_may"))
    return render(request, "people/grant.html", {"form": form, "person": person})


@show_or_send
def revoke(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take a role back, after a look at whose it is."""
    held = access.require_anywhere(request.user, "people.grant")
    given = get_object_or_404(standing_grants(held), uuid=uuid)
    problem = None
    if request.method == "POST":
        try:
            services.revoke(given, by=request.user)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("The role is taken back, and the person is told."))
            return redirect(reverse("people:who_may"))
    pair = (given.scope_kind, given.scope_uuid)
    shown = {"grant": given, "role": roles.role(given.role), "scope": scopes.named([pair])[pair]}
    return render(request, "people/revoke.html", {**shown, "problem": problem})


@show_or_send
def answer(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Read one request and answer it."""
    held = access.require_anywhere(request.user, "people.answer_requests")
    asked = get_object_or_404(requests_for(held).select_related("person__account"), uuid=uuid)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        granted = request.POST.get("verdict") == "granted"
        try:
            services.answer(
                asked, is_granted=granted, words=form.cleaned_data["words"], by=request.user
            )
        except Problem as problem:
            asked.refresh_from_db()
            problem.put_on(form)
        else:
            messages.success(request, _("Answered; the person is told by e-mail."))
            return redirect(reverse("people:requests"))
    shown = {"form": form, "asked": asked, "facts": profiles.request_facts(asked)}
    return render(request, "people/answer.html", shown)


@show_or_send
def record_request(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Enter a request that came by letter."""
    person = access.person_for(request.user, uuid, to="people.answer_requests")
    form = RecordedRequestForm(request.POST or None)
    if form.is_valid():
        try:
            services.ask(person, by=request.user, **form.cleaned_data)
        except Problem as problem:
            problem.put_on(form)
        else:
            return redirect(reverse("people:requests"))
    return render(request, "people/record_request.html", {"form": form, "person": person})
