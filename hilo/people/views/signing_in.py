"""The way in: a code or a link by e-mail, a passkey, or a password for whoever wants one."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login import (
    perform_login,
    perform_password_login,
    record_authentication,
)
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage
from django.contrib import messages
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hilo.core.access import open_to_all
from hilo.core.problems import Problem
from hilo.people import limits, services
from hilo.people.forms.signing_in import (
    AgreeForm,
    CodeForm,
    EmailForm,
    JoinForm,
    PasswordSignInForm,
)
from hilo.people.models import Account
from hilo.people.problems import InvitationIsOver, LinkIsOver
from hilo.people.purposes import purposes
from hilo.people.ways import onward, through
from hilo.ui import errors
from hilo.ui.forms import Form

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
CODE_PAGE = "account_confirm_login_code"


@open_to_all
@never_cache
@show_or_send
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address; whatever it is, the answer is the page that takes the code."""
    if request.user.is_authenticated:
        return redirect(onward(request, reverse("home")))
    form = EmailForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not limits.allows(request, "code", email):
            return errors.too_many(request)
        if sent(request, form, email):
            return redirect(_code_page(request))
    return render(request, "people/sign_in.html", {"form": form, "next": onward(request, "")})


def sent(request: HttpRequest, form: Form, email: str) -> bool:
    """Send a code and a link to a member, a kind word to a stranger; both take the same steps.

    Where no mail leaves, `form` says so and nothing was begun.
    """
    account = Account.objects.filter(email=email, is_active=True).first()
    try:
        LoginCodeVerificationProcess.initiate(request=request, user=account, email=email)
    except Problem as problem:
        problem.put_on(form)
    return form.is_valid()


def _code_page(request: HttpRequest) -> str:
    then = onward(request, "")
    return through(CODE_PAGE, then) if then else reverse(CODE_PAGE)


@open_to_all
@login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")
@show_or_send
def code(request: HttpRequest) -> HttpResponse:
    """Take the code of the mail: five tries, 15 minutes, two more mails."""
    process = LoginCodeVerificationProcess.resume(request._login_stage)  # type: ignore[attr-defined]
    if process is None:
        return redirect(reverse("account_login"))
    if request.POST.get("action") == "again":
        return _send_again(request, process)
    if request.method == "POST" and not limits.allows(request, "try", process.state["email"]):
        return errors.too_many(request)
    form = CodeForm(request.POST or None, expected=process.code)
    if form.is_valid():
        return process.finish(onward(request, "") or None)
    if form.is_bound and not process.record_invalid_attempt():
        return errors.too_many(request)
    shown = {"form": form, "email": process.state["email"], "can_send_again": process.can_resend}
    return render(request, "people/code.html", {**shown, "next": onward(request, "")})


def _send_again(request: HttpRequest, process: LoginCodeVerificationProcess) -> HttpResponse:
    if not process.can_resend or not limits.allows(request, "code", process.state["email"]):
        return errors.too_many(request)
    try:
        process.resend()
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(_code_page(request))


@open_to_all
@never_cache
@sensitive_post_parameters("password")
@show_or_send
def password(request: HttpRequest) -> HttpResponse:
    """Sign in with a password; whoever has none learns nothing about the others."""
    form = PasswordSignInForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"].lower()
        if not limits.allows(request, "password", email):
            return errors.too_many(request)
        account = authenticate(request, email=email, password=form.cleaned_data["password"])
        if account is not None:
            login = Login(user=account, email=email, redirect_url=onward(request, "") or None)
            return perform_password_login(request, {"email": email}, login)
        form.add_error(
            None, _("The address and the password do not go together. A code by e-mail works too.")
        )
    shown = {"form": form, "next": onward(request, "")}
    return render(request, "people/password_sign_in.html", shown)


@open_to_all
@never_cache
@show_or_send
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of a mail: looking at it shows a button, pressing the button signs in.

    Mail scanners look and do not press; so they cannot use it up.
    """
    if not limits.allows(request, "link", secret):
        return errors.too_many(request)
    find = services.use_link if request.method == "POST" else services.find_link
    try:
        found = find(secret)
    except LinkIsOver as problem:
        return render(request, "people/link_over.html", {"problem": problem}, status=410)
    if request.method == "POST":
        return enter(request, found.account, then=found.leads_to)
    return render(request, "people/link.html", {"person": found.account.person})


def enter(request: HttpRequest, account: Any, *, then: str = "") -> HttpResponse:
    """Sign in somebody who has just read a mail of ours; a second factor may still be asked."""
    if request.user.is_authenticated:
        logout(request, show_message=False)
    record_authentication(request, account, method="code", email=account.email)
    services.confirm_address(account)
    login = Login(user=account, email=account.email, redirect_url=then or None)
    return perform_login(request, login)


@open_to_all
@never_cache
@show_or_send
def join(request: HttpRequest) -> HttpResponse:
    """Become a member; an address that is known gets the same answer and can sign in."""
    if request.user.is_authenticated:
        return redirect(reverse("home"))
    form = JoinForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if form.is_valid():
        given = {key: value for key, value in form.cleaned_data.items() if key != "agrees"}
        if not limits.allows(request, "join", given["email"]):
            return errors.too_many(request)
        if sent(request, form, services.join(**given).email):
            return redirect(_code_page(request))
    return render(request, "people/join.html", {"form": form, "purposes": _required()})


@open_to_all
@never_cache
@show_or_send
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Greet whoever was invited by name, and let them in once they agree."""
    if not limits.allows(request, "link", secret):
        return errors.too_many(request)
    form = AgreeForm(request.POST or None)
    try:
        found = services.find_invitation(secret)
        if form.is_valid():
            account = services.accept(secret, language=request.LANGUAGE_CODE)
            return enter(request, account, then=reverse("people:me"))
    except InvitationIsOver as problem:
        return render(request, "people/invitation_over.html", {"problem": problem}, status=410)
    shown = {"form": form, "invitation": found, "person": found.person, "purposes": _required()}
    return render(request, "people/invitation.html", shown)


def _required() -> list[Any]:
    return [purpose for purpose in purposes if purpose.is_required]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out here; a staff session in this browser ends with it."""
    if request.user.duty is not None:
        services.end_duty(request.user.duty)
    logout(request)
    return redirect(reverse("home"))
