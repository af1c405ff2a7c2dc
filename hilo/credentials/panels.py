"""Certificates on the pages of people and of competences."""

from __future__ import annotations

from typing import Any

from hilo.competences.models import Competence
from hilo.core.keeping import kept
from hilo.credentials import access, queries
from hilo.credentials.enums import State
from hilo.credentials.models import CertificateQuerySet
from hilo.people import access as people
from hilo.people.models import Person

TEMPLATE = "credentials/of_person.html"
COUNT = "credentials/of_competence.html"
MOST = 8


def of_person(person: Person, viewer: Any) -> dict[str, Any] | None:
    """What somebody holds, to themselves and to those who issue; nobody else learns it from here."""
    is_own = people.is_account(viewer) and viewer.person_id == person.pk
    if not is_own and not people.can(viewer, access.ISSUE):
        return None
    rows = kept(("certificates of", person.pk), lambda: queries.of_person(person))
    shown = [one for one in rows if one.state == State.VALID] or rows
    if not shown:
        return None
    return {"certificates": shown[:MOST], "has_more": len(rows) > MOST, "is_own": is_own}


def of_competence(competence: Competence, viewer: Any) -> dict[str, Any] | None:
    """How many people hold a certificate of it, of those that `viewer` issues; others read what is published."""
    scopes = people.scopes_of(viewer, access.ISSUE)
    if not scopes:
        return None
    key = ("certified", competence.pk, scopes)
    count = kept(key, lambda: _certified(competence, access.issued_within(viewer)))
    return {"count": count} if count else None


def _certified(competence: Competence, issued: CertificateQuerySet) -> int:
    held = issued.standing().filter(achievement__competences=competence)
    return held.values("person").distinct().count()
