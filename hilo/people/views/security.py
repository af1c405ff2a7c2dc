"""One's own keys: address, password, second factors, and where one is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core.problems import Problem
from hilo.people import access, devices, limits, second_factor, services
from hilo.people.forms.signing_in import (
    CodeForm,
    ConfirmSecondFactorForm,
    EmailForm,
    NewPasswordForm,
    OwnPasswordForm,
)
from hilo.people.ways import onward, through
from hilo.ui import errors
from hilo.ui.numerals import figure

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Let `view` be used only by whoever has proved in the last 15 minutes who sits here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not second_factor.was_just_here(request):
            return redirect(through("account_reauthenticate", request.get_full_path()))
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@require_safe
@never_cache
def security(request: HttpRequest) -> HttpResponse:
    """Everything about signing in, on one page."""
    own = list(Authenticator.objects.filter(user=request.user))
    left = _codes_left(own)
    sessions = UserSession.objects.filter(user=request.user).count()
    shown = {
        "app": _first(own, Authenticator.Type.TOTP),
        "passkeys": [one for one in own if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": left,
        "codes_shown": figure(left),
        "sessions": sessions,
        "sessions_shown": figure(sessions),
        "needs_second_factor": access.is_staff(request.user),
    }
    return render(request, "people/security.html", shown)


def _first(own: list[Authenticator], kind: str) -> Authenticator | None:
    return next((one for one in own if one.type == kind), None)


def _codes_left(own: list[Authenticator]) -> int:
    codes = _first(own, Authenticator.Type.RECOVERY_CODES)
    return len(codes.wrap().get_unused_codes()) if codes else 0


@require_safe
@never_cache
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second factor, and the two kinds; whoever has one goes on."""
    then = onward(request, reverse("mfa_index"))
    if second_factor.has_one(request.user):
        return redirect(then)
    request.session["after_second_factor"] = then
    return render(request, "people/second_factor.html", {"roles": _staff_roles(request.user)})


def _staff_roles(account: Any) -> list[Any]:
    return [role for role in access.roles_of(account) if role.is_staff_role]


@never_cache
@show_or_send
def confirm(request: HttpRequest) -> HttpResponse:
    """Prove once more who sits here: second factor, else password, else a code by e-mail."""
    then = onward(request, reverse("mfa_index"))
    if second_factor.has_one(request.user):
        return _confirm_by_second_factor(request, then)
    if request.user.has_usable_password() and "mail" not in request.GET:
        return _confirm_by_password(request, then)
    return _confirm_by_mail(request, then)


def _confirm_by_second_factor(request: HttpRequest, then: str) -> HttpResponse:
    form = ConfirmSecondFactorForm(request.POST or None, user=request.user)
    if form.is_valid():
        form.save()
        return redirect(then)
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    shown = {"form": form, "next": then, "has_passkey": "webauthn" in kinds}
    return render(request, "people/confirm.html", shown)


def _confirm_by_password(request: HttpRequest, then: str) -> HttpResponse:
    form = OwnPasswordForm(request.POST or None)
    if form.is_valid():
        if not limits.allows(request, "password", request.user.email):
            return errors.too_many(request)
        if request.user.check_password(form.cleaned_data["password"]):
            return _proved(request, "password", then)
        form.add_error("password", _("This password is not right. Write it again."))
    return render(request, "people/confirm.html", {"form": form, "next": then, "by": "password"})


def _confirm_by_mail(request: HttpRequest, then: str) -> HttpResponse:
    asked = request.session.get("confirming")
    if request.POST.get("action") == "send" or (asked is None and request.method == "POST"):
        if not limits.allows(request, "confirm", request.user.email):
            return errors.too_many(request)
        try:
            request.session["confirming"] = services.send_confirmation(request.user)
        except Problem as problem:
            messages.error(request, str(problem))
        return redirect(request.get_full_path())
    form = CodeForm(request.POST or None) if asked else None
    if asked and form is not None and form.is_valid():
        if not limits.allows(request, "try", asked["email"]):
            return errors.too_many(request)
        if services.is_right(request.user, asked, form.cleaned_data["code"]):
            del request.session["confirming"]
            return _proved(request, "code", then)
        _count_a_try(request, "confirming", form)
    return render(request, "people/confirm.html", {"form": form, "next": then, "by": "mail"})


def _count_a_try(request: HttpRequest, key: str, form: Any) -> None:
    asked = request.session[key]
    request.session[key] = {**asked, "tries": asked["tries"] - 1}
    services.CodeIsWrong().put_on(form)


def _proved(request: HttpRequest, method: str, then: str) -> HttpResponse:
    record_authentication(request, request.user, method=method, reauthenticated=True)
    return redirect(then)


@sensitive_post_parameters("password")
@confirmed
@show_or_send
def password(request: HttpRequest) -> HttpResponse:
    """Choose a password, another one, or none."""
    form = NewPasswordForm(request.POST or None, account=request.user)
    if request.POST.get("action") == "remove":
        return _keep_password(request, None)
    if form.is_valid():
        return _keep_password(request, form.cleaned_data["password"])
    return render(request, "people/password.html", {"form": form})


def _keep_password(request: HttpRequest, chosen: str | None) -> HttpResponse:
    services.choose_password(request.user, chosen)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Saved. You are signed out everywhere else."))
    return redirect(reverse("mfa_index"))


@confirmed
@show_or_send
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address; the code goes there."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        if not limits.allows(request, "address", request.user.email):
            return errors.too_many(request)
        wanted = form.cleaned_data["email"]
        try:
            request.session["new_address"] = services.ask_for_address(request.user, wanted)
            return redirect(reverse("people:email_code"))
        except Problem as problem:
            problem.put_on(form)
    return render(request, "people/email.html", {"form": form})


@confirmed
@show_or_send
def email_code(request: HttpRequest) -> HttpResponse:
    """Take the code that went to the new address."""
    asked = request.session.get("new_address")
    if asked is None:
        return redirect(reverse("people:email"))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not limits.allows(request, "try", asked["email"]):
            return errors.too_many(request)
        try:
            services.change_address(request.user, asked, form.cleaned_data["code"])
        except services.CodeIsWrong:
            _count_a_try(request, "new_address", form)
        except Problem as problem:
            problem.put_on(form)
        else:
            del request.session["new_address"]
            messages.success(request, _("From now on you sign in with the new address."))
            return redirect(reverse("mfa_index"))
    return render(request, "people/email_code.html", {"form": form, "email": asked["email"]})


@require_safe
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    here = request.session.session_key
    found = UserSession.objects.purge_and_list(request.user)
    shown = [devices.described(one, is_here=one.session_key == here) for one in found]
    return render(request, "people/sessions.html", {"sessions": shown})


@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Sign out of one other browser, or of all others."""
    others = UserSession.objects.filter(user=request.user)
    others = others.exclude(session_key=request.session.session_key)
    chosen = request.POST.get("session", "")
    if chosen:
        others = others.filter(pk=get_object_or_404(others, pk=_number(chosen)).pk)
    for other in others:
        other.end()
    messages.success(request, _("Signed out there."))
    return redirect(reverse("people:sessions"))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
