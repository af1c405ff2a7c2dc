"""The pages of adopted policies: report one, its page, write it, answer it, take it back, follow it up."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hilo.core import storage
from hilo.core.access import open_to_all
from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.registries import kinds, panels_for, thread_of
from hilo.programme import access
from hilo.programme.forms.policies import (
    FollowUpForm,
    PolicyForm,
    QuestionForm,
    ReportForm,
    VerifyForm,
    WordsForm,
)
from hilo.programme.models import Policy
from hilo.programme.queries import policies as queries
from hilo.programme.services import policies as services
from hilo.programme.showing import policies as showing
from hilo.programme.views.keeping import done, show_or_send
from hilo.ui import reader, saving

LONGEST_ORIGIN = 80


@open_to_all
@require_safe
def policy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was decided, by whom, what it does and what came of it."""
    found = access.policy_for(request.user, uuid)
    back, forth = thread_of("policy", found, request.user)
    context = {
        **showing.page_of(found, request.user),
        "policy": found,
        "can": can(found),
        "question": showing.question_of(found),
        "may_edit": access.may_edit_policy(request.user, found),
        "panels": panels_for("policy", found, request.user),
        "back": back,
        "forth": forth,
    }
    return render(request, "programme/policies/policy.html", context)


def can(policy: Policy) -> dict[str, bool]:
    """What is possible now, whoever may do it; nothing where the programme is archived."""
    is_kept = policy.programme is None or policy.programme.is_kept
    verbs = {verb: is_kept and policy.can(verb) for verb in Policy.TRANSITIONS}
    verbs["answer"] = verbs["verify"] or verbs["return"]
    verbs["follow"] = is_kept and policy.state == Policy.State.VERIFIED
    return {**verbs, "change": is_kept}


@open_to_all
@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The document, for whoever may see the page."""
    found = access.policy_for(request.user, uuid)
    if found.file is None:
        raise Http404
    return storage.send(found.file, request)


@show_or_send
def report(request: HttpRequest) -> HttpResponse:
    """Report what was decided, in a few words."""
    beginning = queries.beginning_of(request.user.person)
    origin = request.GET.get("from", "")[:LONGEST_ORIGIN]
    form = _report_form(request, beginning, origin) if request.method == "POST" else None
    if form is not None and form.is_valid() and (made := _report(request, form)):
        said = _("Thank you. A coordinator reads it; you hear of the answer in your notifications.")
        messages.success(request, said)
        return redirect(made)
    key = ("fields of a report", beginning.key, origin, *reader.eyes())
    new = partial(_report_form, request, beginning, origin)
    fields = _drawn(form) if form else kept(key, lambda: _drawn(new()))
    return render(request, "programme/policies/report.html", {"fields": fields})


def _report_form(request: HttpRequest, beginning: queries.Beginning, origin: str) -> ReportForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return ReportForm(*sent, viewer=request.user, beginning=beginning, origin=origin)


def _report(request: HttpRequest, form: ReportForm) -> Policy | None:
    kind, uuid = origin_of(request.user, form.cleaned_data["origin"])
    try:
        return services.report(by=request.user, origin_kind=kind, origin=uuid, **form.given())
    except (Problem, ValidationError) as problem:
        put_on(form, problem)
        return None


def origin_of(user: Any, named: str) -> tuple[str, UUID | None]:
    """The record `kind:uuid` that a report came from, where `user` may know of it."""
    kind, _colon, uuid = named.partition(":")
    try:
        found = kind in kinds and kinds.get(kind).visible_to(user).filter(uuid=UUID(uuid)).exists()
    except ValueError:
        found = False
    return (kind, UUID(uuid)) if found else ("", None)


def put_on(form: Any, problem: Problem | ValidationError) -> None:
    """Say on `form` what stands in the way."""
    if isinstance(problem, Problem):
        problem.put_on(form)
    else:
        form.add_error(None, problem.messages)


@show_or_send
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write the whole page."""
    found = access.policy_for(request.user, uuid, to="edit")
    left_out = _not_theirs(request.user, found)
    form = _form(request, found, left_out) if request.method == "POST" else None
    if form is not None and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved."))
        return redirect(found)
    # A form that was checked has written into its row: the title is that of the row as it is.
    title = Policy.objects.get(pk=found.pk) if form is not None else found
    key = ("fields of a policy", found.pk, found.version, *left_out, *reader.eyes())
    fields = _drawn(form) if form else kept(key, lambda: _drawn(_form(request, found, left_out)))
    return render(request, "programme/policies/edit.html", {"fields": fields, "policy": title})


def _form(request: HttpRequest, policy: Policy, left_out: list[str]) -> PolicyForm:
    """The form of the page, filled in with what was sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PolicyForm(*sent, instance=policy, viewer=request.user)
    form.leave_out(left_out)
    return form


def _drawn(form: Any) -> str:
    """The fields of a form, written."""
    return render_to_string(saving.FIELDS, {"form": form})


def _not_theirs(user: Any, policy: Policy) -> list[str]:
    """Only who reported it agrees that everybody sees it; only coordinators set the day to ask again."""
    left_out = [] if access.is_reporter(user, policy) else ["is_public"]
    return left_out if access.may_verify(user, policy) else [*left_out, "follow_up_on"]


def _save(request: HttpRequest, form: PolicyForm) -> bool:
    """Save what `form` changed; where somebody was faster, the form shows both."""
    row = Policy.objects.select_related("programme", "file").get(pk=form.instance.pk)
    version = form.cleaned_data["version"]
    try:
        services.change(row, by=request.user, expected=version, **form.changes())
    except Overtaken:
        form.overtaken()
        return False
    except (Problem, ValidationError) as problem:
        put_on(form, problem)
        return False
    return True


@show_or_send
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Verify what was reported, or return it with a question."""
    found = access.policy_for(request.user, uuid, to=access.VERIFY)
    action = request.POST.get("action", "")
    verifying = VerifyForm(request.POST if action == "verify" else None, policy=found)
    asking = QuestionForm(request.POST if action == "return" else None)
    form = verifying if action == "verify" else asking
    if form.is_valid() and _answer(request, found, action, form):
        return redirect(found)
    context = {
        **showing.page_of(found, request.user),
        "policy": found,
        "can": can(found),
        "verifying": verifying,
        "asking": asking,
    }
    return render(request, "programme/policies/answer.html", context)


def _answer(request: HttpRequest, policy: Policy, action: str, form: Any) -> bool:
    act = services.verify if action == "verify" else services.send_back
    if not done(form, lambda: act(policy, by=request.user, **form.cleaned_data)):
        return False
    verified, returned = (
        _("Verified. Whoever reported it knows."),
        _("Returned with your question."),
    )
    messages.success(request, verified if action == "verify" else returned)
    return True


@show_or_send
def again(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer the question and send the report once more."""
    found = access.policy_for(request.user, uuid, to="tell")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: services.report_again(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Sent. You hear of the answer in your notifications."))
        return redirect(found)
    return _step(request, "programme/policies/again.html", found, form)


@show_or_send
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the report back."""
    found = access.policy_for(request.user, uuid, to="tell")
    form = WordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: services.withdraw(found, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Taken back. It stays on record, and can be sent again."))
        return redirect(found)
    return _step(request, "programme/policies/withdraw.html", found, form)


@show_or_send
def follow_up(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Tell whether it is still in force, and what came of it."""
    found = access.policy_for(request.user, uuid, to="tell")
    form = FollowUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: services.follow_up(found, by=request.user, **form.given())
    ):
        messages.success(request, _("Thank you. It stands on the page now."))
        return redirect(found)
    return _step(request, "programme/policies/follow_up.html", found, form)


def _step(request: HttpRequest, template: str, policy: Policy, form: Any) -> HttpResponse:
    way = showing.way_told(policy)
    context = {"policy": policy, "form": form, "can": can(policy), "way": way}
    return render(request, template, context)


@require_POST
def show_to_all(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whoever reported it agrees that everybody sees it, or members alone."""
    found = access.policy_for(request.user, uuid, to="tell")
    access.require_reporter(request.user, found)
    is_public = request.POST.get("public") == "yes"
    try:
        services.show_to_all(found, by=request.user, is_public=is_public)
    except Problem as problem:
        messages.error(request, str(problem))
    return redirect(found)
