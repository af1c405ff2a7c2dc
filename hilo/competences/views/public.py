"""The list of competences and each competence's page, for everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hilo.competences import access, queries
from hilo.competences.models import Competence
from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.keeping import kept
from hilo.core.registries import panels_for, thread_of
from hilo.people import access as people
from hilo.ui import reader


@open_to_all
@kept_for_strangers(minutes=10)
@require_safe
def competences(request: HttpRequest) -> HttpResponse:
    """Everything that is learnt here, group by group."""
    shown = {
        "groups": kept(("competences", *reader.eyes()), queries.in_groups),
        "may_edit": people.can(request.user, access.EDIT),
    }
    return render(request, "competences/competences.html", shown)


@open_to_all
@kept_for_strangers(minutes=10)
@require_safe
def competence(request: HttpRequest, code: str) -> HttpResponse:
    """One competence: what it means, and what the network does about it."""
    found = access.competence_for(request.user, code)
    return render(request, "competences/competence.html", page_of(found, request.user))


def page_of(competence: Competence, viewer: Any) -> dict[str, Any]:
    """What the page of a competence shows to `viewer`."""
    back, forth = thread_of("competence", competence, viewer)
    return {
        "competence": competence,
        "beside": beside(competence),
        "panels": panels_for("competence", competence, viewer),
        "may_edit": people.can(viewer, access.EDIT),
        "back": back,
        "forth": forth,
    }


def beside(competence: Competence) -> list[Competence]:
    """The other competences of its group that are in use."""
    inside = competence.group.competences.current().exclude(pk=competence.pk)
    return list(inside.order_by("order", "code"))
