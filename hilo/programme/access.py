"""Who may see and change programmes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from hilo.people import access as people
from hilo.programme.models import Programme, ProgrammeQuerySet

EDIT = "programme.edit"


def visible_to(user: Any) -> ProgrammeQuerySet:
    """Public programmes, and those still being prepared for whoever edits them."""
    programmes = Programme.objects.all()
    scopes = people.scopes_of(user, EDIT)
    if scopes.is_everywhere:
        return programmes
    return programmes.filter(
        ~Q(state=Programme.State.DRAFT) | Q(uuid__in=scopes.of_kind("programme"))
    )


def programme_for(user: Any, slug: str, *, to: str = "see") -> Programme:
    """The programme at `slug`, to "see" it or for a verb such as "programme.edit".

    Raises Http404 where `user` may not know of it, `Refused` where they may not do this.
    """
    programme = visible_to(user).filter(slug=slug).first()
    if programme is None:
        raise Http404
    if to != "see":
        people.require(user, to, "programme", programme.uuid)
    return programme
