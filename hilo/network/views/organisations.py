"""The page of an organisation: seen, taken along, begun, written, given a logo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core import markdown, storage
from hilo.core.access import open_to_all
from hilo.core.journal import history_of
from hilo.core.keeping import kept
from hilo.core.models import Overtaken
from hilo.core.problems import Problem
from hilo.core.registries import panels_for, thread_of
from hilo.core.storage import FileRefused
from hilo.network import access, vcards
from hilo.network.forms.organisations import BeginForm, LogoForm, OrganisationForm
from hilo.network.models import Organisation
from hilo.network.queries import duplicates
from hilo.network.services import organisations as services
from hilo.network.showing import organisations as showing
from hilo.network.showing import schema
from hilo.network.showing.clusters import state_of, told_language
from hilo.people import access as people
from hilo.ui import reader, saving

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
MOST_HISTORY = 12
LOGO_WIDTH = 320
AN_HOUR = "private, max-age=3600"


@open_to_all
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Where people look for all of them: the directory."""
    return redirect("network:directory")


@open_to_all
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, who and where; the page of a duplicate leads to the one that was kept."""
    try:
        found = access.organisation_for(request.user, slug)
    except Http404:
        return _to_the_kept(request, slug)
    return render(request, "network/organisations/organisation.html", page_of(found, request.user))


def _to_the_kept(request: HttpRequest, slug: str) -> HttpResponse:
    """The old address of a duplicate; raises Http404 where `slug` is none, or its reader may not know."""
    stays = access.kept_instead_of(request.user, slug)
    if stays is None:
        raise Http404
    answer = redirect(stays, permanent=True)
    # A merge can be taken back; for ever would be longer than that.
    answer["Cache-Control"] = AN_HOUR
    return answer


def page_of(found: Organisation, viewer: Any) -> dict[str, Any]:
    """What the page shows to `viewer`; to all strangers the same, so that it is worked out once for them."""
    if people.is_account(viewer):
        return _look(found, viewer)
    about = ("organisation of strangers", found.pk, found.version, *reader.eyes())
    return kept(about, lambda: _look(found, viewer))


def _look(found: Organisation, viewer: Any) -> dict[str, Any]:
    contact = access.shown_contact(viewer, found)
    may_edit = access.may_edit(viewer, found)
    back, forth = thread_of("organisation", found, viewer)
    about = ("organisation", found.pk, found.version, *contact.items(), may_edit, *reader.eyes())
    return {
        **kept(about, lambda: _told(found, contact, may_edit=may_edit)),
        "organisation": found,
        "panels": _panels(found, viewer),
        "may_edit": may_edit,
        "may_merge": access.may(viewer, access.MERGE, found),
        "history": history_of("organisation", found.uuid, limit=MOST_HISTORY) if may_edit else [],
        "back": back,
        "forth": forth,
    }


def _panels(found: Organisation, viewer: Any) -> list[Any]:
    """What other nouns and chapters show; kept for its reader until anything happens."""
    who = (viewer.pk, bool(viewer.duty)) if people.is_account(viewer) else ()
    about = ("panels of an organisation", found.pk, *who, *reader.eyes())
    return kept(about, lambda: panels_for("organisation", found, viewer))


def _told(found: Organisation, contact: dict[str, str], *, may_edit: bool) -> dict[str, Any]:
    """What the page says of the organisation itself, to everybody who may see as much of it."""
    prefetch_related_objects([found], "sectors", "other_places")
    state, tone = state_of(found)
    story = found.presentation.shown(reader.language())
    return {
        "name": showing.name_of(found),
        "kind": showing.kind_of(found),
        "state": state,
        "tone": tone,
        "story": story,
        "story_html": markdown.render(story.value, top=3),
        "story_language": told_language(story),
        "logo": showing.logo_of(found),
        "facts": showing.facts_of(found),
        "contact": showing.contact_of(found, contact, tells_who_sees=may_edit),
        "hides_something": showing.hides_something(found, contact),
        "main_action": None if may_edit else showing.main_action_of(found, contact),
        "data_block": schema.data_block(found, contact),
    }


@open_to_all
@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation for an address book, with the contact that this reader may see."""
    found = access.organisation_for(request.user, slug)
    answer = HttpResponse(vcards.written([found], request.user), content_type=vcards.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.vcf"'
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = "private, no-store"
    return answer


@open_to_all
@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The logo, for whoever may see the page."""
    found = access.organisation_for(request.user, slug)
    if found.logo is None:
        raise Http404
    return storage.send(found.logo, request, width=LOGO_WIDTH)


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Put an organisation on record: one's own, or, for coordinators, somebody else's."""
    may_record = people.can_anywhere(request.user, access.EDIT)
    form = BeginForm(request.POST or None, may_record=may_record)
    alike: list[Organisation] = []
    if form.is_valid():
        if "sure" not in request.POST:
            alike = duplicates.like(request.user, form.given())
        if not alike and (made := _propose(request, form)):
            messages.success(request, _("It is on record. Nobody else finds it before its review."))
            return redirect("network:edit_organisation", slug=made.slug)
    context = {"form": form, "alike": alike, "may_record": may_record}
    return render(request, "network/organisations/new.html", context)


def _propose(request: HttpRequest, form: BeginForm) -> Organisation | None:
    try:
        return services.propose(by=request.user, is_own=form.is_own, **form.given())
    except Problem as problem:
        problem.put_on(form)
        return None


@show_or_send
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the page."""
    found = access.organisation_for(request.user, slug, to="edit")
    form = OrganisationForm(request.POST, instance=found) if request.method == "POST" else None
    if form is not None and form.is_valid() and _save(request, form):
        messages.success(request, _("Saved."))
        return redirect(found)
    logo = showing.logo_of(found)
    # A form that was checked has written into its row: the name is that of the row as it is.
    title = Organisation.objects.get(pk=found.pk) if form is not None else found
    context = {"fields": _fields_of(found, form), "organisation": title, "logo": logo}
    return render(request, "network/organisations/edit.html", context)


def _fields_of(found: Organisation, form: OrganisationForm | None) -> str:
    """The form with what was typed, or, once for everybody, as the page stands now."""
    if form is not None:
        return saving.drawn(form)
    key = ("fields of an organisation", found.pk, found.version, *reader.eyes())
    return kept(key, lambda: saving.drawn(OrganisationForm(instance=found)))


def _save(request: HttpRequest, form: OrganisationForm) -> bool:
    """Save what `form` changed; where somebody was faster, the form shows both."""
    row = Organisation.objects.get(pk=form.instance.pk)
    try:
        services.change(
            row, by=request.user, expected=form.cleaned_data["version"], **form.changes()
        )
    except Overtaken:
        form.overtaken()
        return False
    return True


@show_or_send
def logo(request: HttpRequest, slug: str) -> HttpResponse:
    """Put, change or remove the logo."""
    found = access.organisation_for(request.user, slug, to="edit")
    if request.POST.get("action") == "remove":
        services.remove_logo(found, by=request.user)
        return redirect(found)
    form = LogoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            services.set_logo(found, form.cleaned_data["logo"], by=request.user)
        except FileRefused as problem:
            form.add_error("logo", str(problem))
        else:
            return redirect(found)
    context = {"form": form, "organisation": found, "logo": showing.logo_of(found)}
    return render(request, "network/organisations/logo.html", context)
