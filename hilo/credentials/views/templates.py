"""Templates in the office: their words, logos and signatories, with a preview."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hilo.core import storage
from hilo.core.journal import history_of
from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.credentials import access, previews, queries
from hilo.credentials.enums import Kind
from hilo.credentials.forms import LogoForm, SignatoryForm, TemplateForm
from hilo.credentials.models import Template
from hilo.credentials.services import templates as services
from hilo.credentials.views import drawn
from hilo.people import access as people
from hilo.places.owners import owner_at
from hilo.ui import reader, saving
from hilo.ui.components.words import ltr
from hilo.ui.lists import Facet, ListPage
from hilo.ui.saving import part
from hilo.ui.tables import Column

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
OFFICE = "credentials/office"
LOGO_WIDTH = 320


class TemplateList(ListPage):
    """The templates in the reader's scopes."""

    title = gettext_lazy("Templates of certificates")
    lead = gettext_lazy(
        "What certificates say and look like. What was issued does not change with them."
    )
    layout = "ui/office.html"
    template_name = "credentials/office/templates.html"
    on_phone = "cards"
    order = ("name", "pk")
    empty = gettext_lazy("No template yet. Add the first: who issues, what it says, who signs.")
    columns = (
        Column(
            "name",
            gettext_lazy("Template"),
            lambda row: row.name,
            href=lambda row: row.get_absolute_url(),
            is_row_name=True,
        ),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        Column("issuer", gettext_lazy("Who issues it"), lambda row: row.issuer),
        Column("prefix", gettext_lazy("Numbers"), lambda row: ltr(f"{row.prefix}-…")),
        Column("issued", gettext_lazy("Issued"), lambda row: row.issued, is_numeric=True),
    )
    facets = (Facet("kind", gettext_lazy("Kind"), "kind", labels=dict(Kind.choices)),)

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.EDIT)

    def rows(self) -> QuerySet[Any]:
        return access.templates_kept_by(self.request.user)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return queries.templates_counted(rows)

    def bearing(self) -> Hashable:
        return self.scopes

    def context(self) -> dict[str, Any]:
        user = self.request.user
        acts = part(
            f"{OFFICE}/templates_acts.html",
            *(user.pk, self.scopes),
            shown=lambda: {"owners": access.owners_for(user)},
        )
        return {"acts": acts}


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """A template for the owner that the address names."""
    owner = access.owner_asked(request.user, request.GET.get("owner", ""))
    form = TemplateForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.add(owner=owner, by=request.user, **form.told())
        except Problem as problem:
            problem.put_on(form)
        else:
            messages.success(request, _("Added. Now its logos and who signs; look at the preview."))
            return redirect(made)
    shown = {"fields": drawn.fields(form), "owner": owner_at(owner, request.user)}
    return render(request, "credentials/office/new_template.html", shown)


@show_or_send
def template(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The words of a template; below them its logos, who signs, and the preview."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    name = found.name  # as it is, whatever the form sets on the row
    form = TemplateForm(request.POST, instance=found) if request.method == "POST" else None
    if form and form.is_valid() and _saved(form, request):
        messages.success(request, _("Saved, for what is issued from now on."))
        return redirect(found)
    return _page(request, found, form=form, name=name)


def _saved(form: TemplateForm, request: HttpRequest) -> bool:
    row = Template.objects.get(pk=form.instance.pk)
    try:
        services.change(row, by=request.user, expected=form.cleaned_data["version"], **form.told())
    except Overtaken:
        form.overtaken()
        return False
    except Problem as problem:
        problem.put_on(form)
        return False
    return True


def _page(request: HttpRequest, found: Template, **forms: Any) -> HttpResponse:
    shown = {
        "template": found,
        "name": found.name,
        "owner": _owner_of(found, request.user),
        "fields": _fields(found, forms.pop("form", None)),
        "looks": part(f"{OFFICE}/template_looks.html", found.pk, shown=lambda: _looks(found)),
        "done": part(f"{OFFICE}/template_history.html", found.pk, shown=lambda: _done_with(found)),
        "logo_fields": drawn.fields(forms.pop("logo_form", None) or LogoForm()),
        "signatory_fields": drawn.fields(forms.pop("signatory_form", None) or SignatoryForm()),
        "signatories": kept(("who signs", found.pk), lambda: queries.signatories_of(found)),
        "logos": kept(("logos of", found.pk), lambda: queries.logos_of(found)),
        **forms,
    }
    return render(request, f"{OFFICE}/template.html", shown)


def _fields(found: Template, form: TemplateForm | None) -> str:
    """The fields with what was typed, or as they stand for all who keep the template."""
    if form is not None:
        return drawn.fields(form)
    key = ("fields of a template", found.pk, found.version, *reader.eyes())
    return kept(key, lambda: saving.drawn(TemplateForm(instance=found)))


def _looks(found: Template) -> dict[str, Any]:
    return {"template": found, "languages": sorted(found.text.texts)}


def _done_with(found: Template) -> dict[str, Any]:
    return {"history": history_of("credential_template", found.uuid, limit=8)}


def _owner_of(found: Template, viewer: Any) -> Any:
    """Whose template it is, as `viewer` may know; the same until anything happens."""
    return kept(
        ("owner of a template", found.scope, viewer.pk), lambda: owner_at(found.scope, viewer)
    )


@require_safe
def preview(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How a certificate of this template looks, with an invented name."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    language = request.GET.get("in", reader.language())
    answer = HttpResponse(previews.pdf_of(found, language), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="preview.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def picture(request: HttpRequest, uuid: Any, file: Any) -> HttpResponseBase:
    """A logo or a signature, for whoever keeps the template."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    stored = found.logos.filter(uuid=file).first()
    if stored is None:
        signatory = (
            found.signatories.filter(signature__uuid=file).select_related("signature").first()
        )
        stored = signatory.signature if signatory else None
    if stored is None:
        raise Http404
    return storage.send(stored, request, width=LOGO_WIDTH)


@require_POST
def add_logo(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One more logo."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid() and _done(
        form, lambda: services.add_logo(found, form.cleaned_data["logo"], by=request.user)
    ):
        return redirect(found)
    return _page(request, found, logo_form=form)


@require_POST
def remove_logo(request: HttpRequest, uuid: Any, file: Any) -> HttpResponse:
    """Without this logo from now on."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    services.remove_logo(found, file, by=request.user)
    return redirect(found)


@require_POST
def add_signatory(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One more who signs."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    form = SignatoryForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        told = {"name": given["name"], "role": given["role"], "upload": given["signature"]}
        if _done(form, lambda: services.add_signatory(found, by=request.user, **told)):
            return redirect(found)
    return _page(request, found, signatory_form=form)


@require_POST
def remove_signatory(request: HttpRequest, uuid: Any, number: int) -> HttpResponse:
    """They no longer sign what is issued from now on."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    signatory = get_object_or_404(found.signatories, pk=min(number, 2**63 - 1))
    services.remove_signatory(signatory, by=request.user)
    return redirect(found)


@require_POST
def retire(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Certify nothing new with it."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    services.retire(found, by=request.user)
    messages.info(request, _("Retired. What was issued stays; nothing new is certified with it."))
    return redirect(found)


@require_POST
def take_up(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Offer a retired template again."""
    found = access.template_for(request.user, uuid, to=access.EDIT)
    services.take_up_again(found, by=request.user)
    messages.success(request, _("The template is in use again."))
    return redirect(found)


def _done(form: Any, verb: Callable[[], Any]) -> bool:
    """Whether `verb` went well; where it refuses, that stands on the form."""
    try:
        verb()
    except Problem as problem:
        problem.put_on(form)
        return False
    return True
