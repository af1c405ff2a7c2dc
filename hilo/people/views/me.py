"""Oneself: profile, who sees it, agreements, data, and the staff session."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core import registries
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.storage import FileRefused
from hilo.people import access, archive, profiles, second_factor, services
from hilo.people.forms.office import OwnRequestForm
from hilo.people.forms.persons import PersonForm, PhotoForm, VisibilityForm
from hilo.people.middleware import DUTY_KEY
from hilo.people.models import Grant, Person
from hilo.people.purposes import purposes
from hilo.people.views.security import confirmed
from hilo.people.ways import onward, through
from hilo.ui.addresses import address

show_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My page: what I am, what others see, and the doors to everything of mine."""
    person = request.user.person
    back, forth = profiles.thread_of_me(request.user)
    shown = {
        "person": person,
        "back": back,
        "forth": forth,
        "facts": profiles.facts(person, request.user),
        "photo_url": profiles.photo_url(person, request.user),
        "preferences_url": address("notifications:preferences"),
        "roles": profiles.roles_held(request.user),
        "is_staff": access.is_staff(request.user),
        "has_second_factor": second_factor.has_one(request.user),
        "waiting": services.waiting_for(person),
        "panels": registries.panels_for("me", person, request.user),
    }
    return render(request, "people/me.html", shown)


@show_or_send
def edit(request: HttpRequest) -> HttpResponse:
    """Correct my own profile."""
    person = Person.objects.get(pk=request.user.person_id)
    form = PersonForm(request.POST or None, instance=person)
    if form.is_valid() and save(request, form):
        messages.success(request, _("Saved."))
        return redirect(reverse("people:me"))
    return render(request, "people/edit.html", {"form": form, "person": person, "is_me": True})


def save(request: HttpRequest, form: PersonForm) -> bool:
    """Save what `form` changed; where somebody was faster, the form shows both."""
    person = Person.objects.get(pk=form.instance.pk)
    try:
        services.change_person(
            person, by=request.user, expected=form.cleaned_data["version"], **form.changes()
        )
    except Overtaken:
        form.overtaken()
        return False
    return True


@show_or_send
def photo(request: HttpRequest) -> HttpResponse:
    """Put, change or remove my photograph."""
    person = Person.objects.get(pk=request.user.person_id)
    if request.POST.get("action") == "remove":
        services.remove_photo(person, by=request.user)
        return redirect(reverse("people:me"))
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.set_photo(person, form.cleaned_data["photo"], by=request.user)
        except FileRefused as problem:
            form.add_error("photo", str(problem))
        else:
            return redirect(reverse("people:me"))
    return render(request, "people/my_photo.html", {"form": form, "person": person})


@show_or_send
def who_sees(request: HttpRequest) -> HttpResponse:
    """Choose who sees what."""
    person = Person.objects.get(pk=request.user.person_id)
    form = VisibilityForm(request.POST or None, person=person)
    if form.is_valid():
        shown_to, fields = form.cleaned_data["shown_to"], form.chosen()
        services.choose_visibility(person, by=request.user, shown_to=shown_to, fields=fields)
        messages.success(request, _("Saved."))
        return redirect(reverse("people:me"))
    return render(request, "people/who_sees.html", {"form": form, "person": person})


@show_or_send
def agreements(request: HttpRequest) -> HttpResponse:
    """What I agreed to, what waits for my answer, and how to take it back."""
    person, then = request.user.person, onward(request, reverse("people:agreements"))
    name = request.POST.get("purpose", "")
    if request.method == "POST" and name in purposes:
        try:
            _settle(request, person, name)
        except Problem as problem:
            messages.error(request, str(problem))
            then = reverse("people:agreements")
        return redirect(then if not services.waiting_for(person) else request.get_full_path())
    shown = {"agreements": profiles.agreements(person), "next": onward(request, "")}
    return render(request, "people/agreements.html", shown)


def _settle(request: HttpRequest, person: Person, name: str) -> None:
    if request.POST.get("action") == "withdraw":
        services.withdraw_consent(person, name, by=request.user)
    else:
        services.give_consent(person, name, by=request.user, language=_language())


def _language() -> str:
    return (get_language() or "es")[:2]


@show_or_send
def data(request: HttpRequest) -> HttpResponse:
    """My data: see, take along, correct, object, erase."""
    form = OwnRequestForm(request.POST or None)
    person = request.user.person
    if form.is_valid():
        kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
        asked = services.ask(person, kind, by=request.user, words=words)
        messages.success(request, profiles.sentence_about(asked))
        return redirect(reverse("people:data"))
    requests = person.data_requests.order_by("-received_on", "-pk")
    shown = {"form": form, "requests": requests, "holdings": archive.holdings()}
    return render(request, "people/data.html", shown)


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def take_along(request: HttpRequest) -> HttpResponse:
    """Everything that we hold about me, as one file made on the spot."""
    if request.method != "POST":
        return render(request, "people/take_along.html", {"holdings": archive.holdings()})
    answer = HttpResponse(archive.of(request.user.person), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="hilo.zip"'
    return answer


@confirmed
@show_or_send
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for erasure, knowing what goes, what stays, and how long one may think again."""
    problem = None
    if request.method == "POST":
        try:
            asked = services.ask(request.user.person, "erasure", by=request.user)
        except Problem as found:
            problem = found
        else:
            messages.success(request, profiles.sentence_about(asked))
            return redirect(reverse("people:data"))
    shown = {"problem": problem, "holdings": archive.holdings()}
    return render(request, "people/erase.html", shown)


@require_POST
def take_back(request: HttpRequest, uuid: Any) -> HttpResponse:
    """I no longer want what I asked for."""
    asked = get_object_or_404(request.user.person.data_requests, uuid=uuid)
    try:
        services.take_back(asked, by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back. Nothing was changed."))
    return redirect(reverse("people:data"))


@show_or_send
def give_up(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Lay down a role of mine, after a look at which."""
    given = get_object_or_404(Grant.objects.standing(), person=request.user.person_id, uuid=uuid)
    problem = None
    if request.method == "POST":
        try:
            services.give_up(given)
        except Problem as found:
            problem = found
        else:
            messages.success(request, _("You no longer hold this role."))
            return redirect(reverse("people:me"))
    held = profiles.role_held(given)
    return render(request, "people/give_up.html", {"held": held, "problem": problem})


@never_cache
@show_or_send
def duty(request: HttpRequest) -> HttpResponse:
    """Begin a staff session, see what is left of it, end it."""
    then = onward(request, reverse("home"))
    if not access.is_staff(request.user):
        return render(request, "people/duty_none.html")
    if not second_factor.has_one(request.user):
        return redirect(through("people:second_factor", request.get_full_path()))
    if request.method == "POST" and request.user.duty is None:
        return _begin_duty(request, then)
    held = profiles.roles_held(request.user)
    shown = {"duty": request.user.duty, "roles": held, "next": onward(request, "")}
    shown["has_new"] = any(one.is_new for one in held)
    return render(request, "people/duty.html", shown)


def _begin_duty(request: HttpRequest, then: str) -> HttpResponse:
    if not second_factor.was_just_used(request):
        here = through("people:duty", then)
        return redirect(through("account_reauthenticate", here))
    begun = services.begin_duty(request.user)
    request.session[DUTY_KEY] = str(begun.uuid)
    return redirect(then)


@require_POST
def end_duty(request: HttpRequest) -> HttpResponse:
    """Lay the power down before its time."""
    if request.user.duty is not None:
        services.end_duty(request.user.duty)
    request.session.pop(DUTY_KEY, None)
    return redirect(reverse("home"))
