"""Certificates in the office: found, seen with their history, revoked, replaced."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hilo.core import storage
from hilo.core.journal import history_of
from hilo.core.problems import Problem
from hilo.core.registries import thread_of
from hilo.credentials import access, showing
from hilo.credentials.enums import Kind, State
from hilo.credentials.forms import ReasonForm, ReissueForm
from hilo.credentials.models import Achievement, Certificate
from hilo.credentials.rules import codes
from hilo.credentials.services import ending
from hilo.credentials.views import drawn
from hilo.people import access as people
from hilo.ui import calendar
from hilo.ui.components.words import ltr, state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.saving import part
from hilo.ui.tables import Column

OFFICE = "credentials/office"
LANGUAGES = {
    "es": gettext_lazy("Spanish"),
    "fr": gettext_lazy("French"),
    "ar": gettext_lazy("Arabic"),
    "en": gettext_lazy("English"),
}


def _achievement_names(uuids: Sequence[str]) -> dict[str, str]:
    """What is certified, in the reader's language, with its kind."""
    rows = Achievement.objects.filter(uuid__in=uuids)
    return {str(one.uuid): f"{one.name} · {one.get_kind_display()}" for one in rows}


class CertificateList(ListPage):
    """Every certificate in the reader's scopes."""

    title = gettext_lazy("Certificates")
    lead = gettext_lazy("What was issued, to whom, and whether it still holds.")
    layout = "ui/office.html"
    template_name = "credentials/office/list.html"
    search_in = ("folded",)
    search_label = gettext_lazy("Name, number, code or course")
    sort = "-issued"
    on_phone = "cards"
    empty = gettext_lazy(
        "No certificate has been issued yet. Begin with a template: its words, its logos, who signs."
    )
    columns = (
        Column(
            "number",
            gettext_lazy("Number"),
            lambda row: ltr(row.number),
            href=lambda row: reverse("credentials:certificate", args=[row.uuid]),
            is_row_name=True,
            is_sortable=True,
            order=("prefix", "year", "serial"),
        ),
        Column("holder", gettext_lazy("Holder"), lambda row: row.holder or _("Not named any more")),
        Column("what", gettext_lazy("What"), lambda row: row.content["achievement"]),
        Column(
            "issued",
            gettext_lazy("Issued"),
            lambda row: calendar.day(row.issued_on),
            is_sortable=True,
            order=("issued_at",),
        ),
        Column(
            "state",
            gettext_lazy("State"),
            lambda row: state(showing.STANDING[row.standing], showing.TONES[row.standing]),
        ),
    )
    also_downloaded = (
        Column(
            "code", pgettext_lazy("of a certificate", "Code"), lambda row: codes.shown(row.code)
        ),
        Column("link", gettext_lazy("Link"), showing.share_link),
        Column("language", gettext_lazy("Language"), lambda row: LANGUAGES[row.language]),
        Column("reason", gettext_lazy("Reason"), lambda row: row.reason),
    )
    facets = (
        Facet("state", gettext_lazy("State"), "state", labels=dict(State.choices)),
        Facet("what", gettext_lazy("What"), "achievement__uuid", labels=_achievement_names),
        Facet("kind", gettext_lazy("Kind"), "achievement__kind", labels=dict(Kind.choices)),
        Facet("year", gettext_lazy("Year"), "year"),
        Facet("language", gettext_lazy("Language"), "language", labels=LANGUAGES),
    )

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.ISSUE)

    def rows(self) -> QuerySet[Any]:
        return access.issued_within(self.request.user)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.defer("badge", "folded")

    def bearing(self) -> Hashable:
        return self.scopes


@require_safe
def certificate(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One certificate with what can be done about it."""
    found = access.certificate_for(request.user, uuid)
    return _page(request, found, ReasonForm(prefix="revoke"), ReissueForm(prefix="reissue"))


@require_safe
def file(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """The PDF, for whoever issued it."""
    found = access.certificate_for(request.user, uuid)
    if found.file is None:
        messages.info(
            request, _("There is no file of it: it is being made, or its holder has left.")
        )
        return redirect("credentials:certificate", uuid=uuid)
    return storage.send(found.file, request)


@require_POST
def revoke(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Let it prove nothing any more."""
    found = access.certificate_for(request.user, uuid)
    form = ReasonForm(request.POST, prefix="revoke")
    if form.is_valid():
        try:
            ending.revoke(found, reason=form.cleaned_data["reason"], by=request.user)
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("Revoked. Whoever verifies it now reads why."))
            return redirect("credentials:certificate", uuid=uuid)
    return _page(request, found, form, ReissueForm(prefix="reissue"))


@require_POST
def reissue(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Another certificate in its place."""
    found = access.certificate_for(request.user, uuid)
    form = ReissueForm(request.POST, prefix="reissue")
    if form.is_valid():
        try:
            new = ending.reissue(found, by=request.user, **form.cleaned_data)
        except Problem as problem:
            problem.put_on(form)
        else:
            said = _("The new certificate is %(number)s; the old one leads to it.")
            messages.success(request, said % {"number": new.number})
            return redirect("credentials:certificate", uuid=new.uuid)
    return _page(request, found, ReasonForm(prefix="revoke"), form)


def _page(request: HttpRequest, found: Certificate, revoking: Any, reissuing: Any) -> HttpResponse:
    about = (found.pk, found.standing, request.user.pk)
    shown = {
        **showing.page_of(found),
        "says": part(
            f"{OFFICE}/certificate_says.html", *about, shown=lambda: _said(request, found)
        ),
        "done": part(f"{OFFICE}/certificate_history.html", *about, shown=lambda: _done(found)),
        "problems": [*revoking.non_field_errors(), *reissuing.non_field_errors()],
        "revoking": drawn.fields(revoking),
        "reissuing": drawn.fields(reissuing),
        "may_reissue": not found.person.is_erased and not found.achievement.template.retired_at,
        "share": showing.share_link(found),
    }
    return render(request, f"{OFFICE}/certificate.html", shown)


def _said(request: HttpRequest, found: Certificate) -> dict[str, Any]:
    """What it says, of whom, and what it came from and led to, for one reader."""
    holder = found.person if not found.person.is_erased else None
    back, forth = thread_of("certificate", found, request.user)
    return {
        **showing.page_of(found),
        "back": back,
        "forth": forth,
        "holder": holder if holder and people.is_visible_to(request.user, holder) else None,
        "replaces": found.replaces,
    }


def _done(found: Certificate) -> dict[str, Any]:
    return {"history": history_of("certificate", found.uuid, limit=20)}
