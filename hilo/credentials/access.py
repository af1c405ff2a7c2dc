"""Who keeps templates, issues certificates, and may see them. Anybody may verify one by its code."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, UUIDField
from django.http import Http404

from hilo.core.prepared import Given, Prepared
from hilo.credentials.models import (
    Achievement,
    AchievementQuerySet,
    Batch,
    Certificate,
    CertificateQuerySet,
    Template,
    TemplateQuerySet,
)
from hilo.people import access as people
from hilo.places.owners import NOBODY, Pair, all_owners, owner_at

TEMPLATE = Prepared(lambda: Template.objects.filter(uuid=Given("uuid", UUIDField())))
ACHIEVEMENT = Prepared(
    lambda: Achievement.objects.filter(uuid=Given("uuid", UUIDField())).select_related("template")
)
CERTIFICATE = Prepared(
    lambda: Certificate.objects.filter(uuid=Given("uuid", UUIDField())).select_related(
        "achievement__template", "person__account", "file", "replaces", "replaced_by"
    )
)

EDIT = "credentials.edit"
ISSUE = "credentials.issue"
OWN = "own"  # what only its holder may do


def _within(scopes: people.Scopes, prefix: str = "") -> Q:
    """The rows whose template belongs to one of `scopes`."""
    if scopes.is_everywhere:
        return Q()
    found = Q(pk__in=())
    for kind, uuids in scopes.by_kind().items():
        found |= Q(**{f"{prefix}owner_kind": kind, f"{prefix}owner__in": uuids})
    return found


def templates_kept_by(user: Any, verb: str = EDIT) -> TemplateQuerySet:
    """The templates in whose scope `user` holds `verb`."""
    return Template.objects.filter(_within(people.scopes_of(user, verb)))


def achievements_kept_by(user: Any, verb: str = ISSUE) -> AchievementQuerySet:
    return Achievement.objects.filter(_within(people.scopes_of(user, verb), "template__"))


def issued_within(user: Any) -> CertificateQuerySet:
    """The certificates in whose scope `user` issues."""
    scopes = people.scopes_of(user, ISSUE)
    return Certificate.objects.filter(_within(scopes, "achievement__template__"))


def visible_to(user: Any) -> CertificateQuerySet:
    """The certificates of which `user` may know: their own, and those of their scopes."""
    if not people.is_account(user):
        return Certificate.objects.none()
    return issued_within(user) | Certificate.objects.filter(person=user.person_id)


def template_for(user: Any, uuid: Any, *, to: str) -> Template:
    """The template `uuid`, to `EDIT` it or to `ISSUE` with it; raises Http404 or `Refused`."""
    people.require_anywhere(user, to)
    found = TEMPLATE.row(uuid=uuid)
    if found is None:
        raise Http404
    people.require(user, to, *found.scope)
    return found


def achievement_for(user: Any, uuid: Any, *, to: str) -> Achievement:
    """The achievement `uuid`, to `EDIT` it or to `ISSUE` certificates of it; raises Http404 or `Refused`."""
    people.require_anywhere(user, to)
    found = ACHIEVEMENT.row(uuid=uuid)
    if found is None:
        raise Http404
    people.require(user, to, *found.scope)
    return found


def batch_for(user: Any, uuid: Any) -> Batch:
    """The batch `uuid`, for those who issue in its scope; raises Http404 or `Refused`."""
    people.require_anywhere(user, ISSUE)
    rows = Batch.objects.select_related("achievement__template")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    people.require(user, ISSUE, *found.achievement.scope)
    return found


def certificate_for(user: Any, uuid: Any, *, to: str = ISSUE) -> Certificate:
    """The certificate `uuid`, for those who `ISSUE` in its scope, or for its holder (`OWN`).

    Raises Http404 or `Refused`; of a certificate of others, a holder need not know.
    """
    if to != OWN:
        people.require_anywhere(user, to)
    found = CERTIFICATE.row(uuid=uuid)
    if found is None or (to == OWN and found.person_id != user.person_id):
        raise Http404
    if to != OWN:
        people.require(user, to, *found.scope)
    return found


def owners_for(user: Any) -> list[tuple[Pair, Any]]:
    """Whose templates `user` may make: the whole installation's (None) and those of objects they keep."""
    scopes = people.scopes_of(user, EDIT)
    found: list[tuple[Pair, Any]] = [(NOBODY, None)] if scopes.is_everywhere else []
    return found + [(pair, owner) for pair, owner in all_owners(user) if pair in scopes]


def owner_asked(user: Any, word: str) -> Pair:
    """The owner that `word` names ("programme:uuid", or nothing); raises Http404, `Refused`."""
    people.require_anywhere(user, EDIT)
    pair = _pair(word)
    if pair != NOBODY and owner_at(pair, user) is None:
        raise Http404
    people.require(user, EDIT, *pair)
    return pair


def _pair(word: str) -> Pair:
    kind, _colon, uuid = word.partition(":")
    if not kind:
        return NOBODY
    try:
        return kind, UUID(uuid)
    except ValueError:
        raise Http404 from None
