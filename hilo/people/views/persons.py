"""A person's page, their photograph, and the notices that everybody may read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hilo.core import registries, storage
from hilo.core.access import open_to_all
from hilo.people import access, archive, profiles, roles
from hilo.people.purposes import purposes
from hilo.people.visibility import shown_fields


@open_to_all
@require_safe
def person(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A profile, as far as its person shows it to this reader."""
    found = access.person_for(request.user, uuid)
    shown = shown_fields(found, request.user)
    may_change = access.may(request.user, "people.change", found)
    in_office = access.may(request.user, "people.see", found)
    back, forth = registries.thread_of("person", found, request.user)
    context = {
        "back": back,
        "forth": forth,
        "layout": "ui/office.html" if in_office else "ui/page.html",
        "in_office": in_office,
        "person": found,
        "facts": profiles.facts(found, request.user, shown=shown),
        "photo_url": profiles.photo_url(found, request.user, shown=shown),
        "panels": registries.panels_for("person", found, request.user),
        "may_change": may_change,
        "may_invite": access.may(request.user, "people.invite", found) and not found.joined_at,
        "may_grant": access.can_anywhere(request.user, "people.grant"),
        "may_answer": access.may(request.user, "people.answer_requests", found),
        "history": profiles.history(found) if may_change else [],
        "state": profiles.state(found),
    }
    return render(request, "people/person.html", context)


@open_to_all
@require_safe
def photo(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """The photograph, for whoever may see it."""
    found = access.person_for(request.user, uuid)
    if found.photo is None or "photo" not in shown_fields(found, request.user):
        raise Http404
    return storage.send(found.photo, request, width=320)


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we keep of people, why, for how long, and what they can ask."""
    context = {
        "purposes": list(purposes),
        "holdings": archive.holdings(),
        "regime": settings.DATA_PROTECTION,
        "roles": [role for role in roles.all_roles() if role.is_staff_role],
    }
    return render(request, "people/privacy.html", context)


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How this platform can be used, and whom to tell when it cannot."""
    return render(request, "people/accessibility.html")
