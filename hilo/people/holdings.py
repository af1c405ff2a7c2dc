"""What this chapter holds about a person, handed out in full."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession

from hilo.core.journal import history_of
from hilo.people.models import Person
from hilo.people.visibility import FIELDS, chosen_for


def export(person: Person) -> dict[str, Any]:
    """Profile, agreements, roles, invitations, requests and places of signing in."""
    return {
        **profile(person),
        "consents": [consent(one) for one in person.consents.select_related("notice")],
        "roles": [grant(one) for one in person.grants.all()],
        "invitations": list(
            person.invitations.values("email", "language", "state", "sent_at", "expires_at")
        ),
        "requests": list(
            person.data_requests.values(
                "kind", "state", "words", "received_on", "due_on", "answer", "closed_at"
            )
        ),
        "sessions": sessions(person),
        "history": [line(one) for one in history_of("person", person.uuid)],
    }


def profile(person: Person) -> dict[str, Any]:
    return {
        "given_name": person.given_name,
        "family_name": person.family_name,
        "e-mail": person.email,
        "language": person.get_language_display(),
        "place": str(person.territory or ""),
        "gender": person.get_gender_display(),
        "year_of_birth": person.birth_year,
        "phone": person.phone,
        "photograph": person.photo.name if person.photo else "",
        "invited": person.invited_at,
        "joined": person.joined_at,
        "visibility": {field: chosen_for(person, field) for field in FIELDS},
    }


def consent(one: Any) -> dict[str, Any]:
    return {
        "purpose": one.purpose,
        "version": one.notice.number,
        "text": one.notice.in_language(one.language),
        "given": one.given_at,
        "way": one.get_method_display(),
        "withdrawn": one.withdrawn_at,
    }


def grant(one: Any) -> dict[str, Any]:
    return {
        "role": one.role,
        "scope": one.scope_kind,
        "from": one.starts_on,
        "to": one.ends_on,
        "granted": one.granted_at,
        "revoked": one.revoked_at,
    }


def sessions(person: Person) -> list[dict[str, Any]]:
    account = person.account_or_none
    found = UserSession.objects.filter(user=account) if account else UserSession.objects.none()
    return [
        {"since": one.created_at, "address": one.ip, "browser": one.user_agent} for one in found
    ]


def line(one: Any) -> dict[str, Any]:
    return {"when": one.at, "what": one.sentence}
