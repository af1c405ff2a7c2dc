"""Who may read the list, keep it, rate, and see what ratings come to. Nobody sees those of another."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from hilo.competences.enums import Purpose
from hilo.competences.models import (
    Competence,
    CompetenceGroup,
    CompetenceQuerySet,
    Occasion,
    OccasionQuerySet,
    Respondent,
)
from hilo.core.prepared import Given, Prepared
from hilo.people import access as people

EDIT = "competences.edit"
SEE = "competences.see_summaries"
CLOSE = "competences.close_ratings"

COMPETENCE = Prepared(lambda: Competence.objects.select_related("group").filter(code=Given("code")))


def visible_to(user: Any) -> CompetenceQuerySet:
    """All competences, retired ones among them: what points to them must lead somewhere."""
    return Competence.objects.all()


def groups_visible_to(user: Any) -> QuerySet[CompetenceGroup]:
    """All groups of the list."""
    return CompetenceGroup.objects.all()


def competence_for(user: Any, code: str, *, to: str = "see") -> Competence:
    """The competence called `code`, to "see" it or to `EDIT` it; raises Http404 or `Refused`.

    The list belongs to the whole installation, and so does the power to change it.
    """
    if to != "see":
        people.require(user, to)
    found = COMPETENCE.row(code=code)
    if found is None:
        raise Http404
    return found


def group_for(user: Any, code: str, *, to: str) -> CompetenceGroup:
    """The group called `code`, to `EDIT` it; raises Http404 or `Refused`."""
    people.require(user, to)
    found = CompetenceGroup.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def occasions_seen_by(user: Any) -> OccasionQuerySet:
    """The occasions whose summaries `user` may see: those of objects inside the scopes of their role."""
    return _inside(people.scopes_of(user, SEE))


def occasions_visible_to(user: Any) -> OccasionQuerySet:
    """The occasions of which `user` may know: those they see the summaries of, and those they may rate at."""
    seen = occasions_seen_by(user)
    if not people.is_account(user):
        return seen
    asked = Respondent.objects.filter(person=user.person_id).values("occasion")
    return seen | Occasion.objects.filter(Q(pk__in=asked) | Q(purpose=Purpose.OWN))


def _inside(scopes: people.Scopes) -> OccasionQuerySet:
    occasions = Occasion.objects.all()
    if scopes.is_everywhere:
        return occasions
    inside = Q(pk__in=())
    for kind, uuids in scopes.by_kind().items():
        inside |= Q(about_kind=kind, about__in=uuids)
    return occasions.filter(inside)


def occasion_for(user: Any, uuid: Any, *, to: str) -> Occasion:
    """The occasion `uuid`, to `SEE` what it comes to or to `CLOSE` it.

    Raises Http404 where it is not there, `Refused` where `user` may not do this.
    """
    people.require_anywhere(user, to)
    found = Occasion.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    people.require(user, to, found.about_kind, found.about)
    return found


def occasion_to_rate(user: Any, uuid: Any) -> tuple[Occasion, bool]:
    """The occasion at `uuid`, and whether `user` may rate themselves there.

    Whoever may only see what it comes to is answered False; of occasions of others nobody need
    know: raises Http404.
    """
    found = Occasion.objects.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if found.is_for_everybody or found.respondents.filter(person=user.person_id).exists():
        return found, True
    if people.can(user, SEE, found.about_kind, found.about):
        return found, False
    raise Http404
