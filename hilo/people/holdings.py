"""What this chapter holds about a person, handed out in full."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_noop

from hilo.core.journal import history_of
from hilo.people import roles
from hilo.people.models import Person, Visibility
from hilo.people.visibility import FIELDS, chosen_for

# The keys below, with spaces for `_`, as the catalogs know them (see archive.word).
WORDS = (
    gettext_noop("given name"),
    gettext_noop("family name"),
    gettext_noop("e-mail"),
    gettext_noop("language"),
    gettext_noop("place"),
    gettext_noop("gender"),
    gettext_noop("year of birth"),
    gettext_noop("phone"),
    gettext_noop("photograph"),
    gettext_noop("invited"),
    gettext_noop("joined"),
    gettext_noop("who sees it"),
    gettext_noop("consents"),
    gettext_noop("roles"),
    gettext_noop("invitations"),
    gettext_noop("requests"),
    gettext_noop("sessions"),
    gettext_noop("history"),
    gettext_noop("purpose"),
    gettext_noop("version"),
    gettext_noop("text"),
    gettext_noop("given"),
    gettext_noop("way"),
    gettext_noop("withdrawn"),
    gettext_noop("state"),
    gettext_noop("sent"),
    gettext_noop("good until"),
    gettext_noop("what is asked"),
    gettext_noop("in the person's own words"),
    gettext_noop("received on"),
    gettext_noop("answer by"),
    gettext_noop("answer"),
    gettext_noop("answered"),
    gettext_noop("role held"),
    gettext_noop("scope"),
    gettext_noop("from"),
    gettext_noop("to"),
    gettext_noop("granted"),
    gettext_noop("taken up"),
    gettext_noop("revoked"),
    gettext_noop("signed in"),
    gettext_noop("address"),
    gettext_noop("browser"),
    gettext_noop("when"),
    gettext_noop("what"),
)


def export(person: Person) -> dict[str, Any]:
    """Profile, agreements, roles, invitations, requests and places of signing in."""
    return {
        **profile(person),
        "consents": [consent(one) for one in person.consents.select_related("notice")],
        "roles": [grant(one) for one in person.grants.all()],
        "invitations": [invitation(one) for one in person.invitations.all()],
        "requests": [request(one) for one in person.data_requests.all()],
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
        "who_sees_it": {field: Visibility(chosen_for(person, field)).label for field in FIELDS},
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


def invitation(one: Any) -> dict[str, Any]:
    return {
        "e-mail": one.email,
        "language": one.get_language_display(),
        "state": one.get_state_display(),
        "sent": one.sent_at,
        "good_until": one.expires_at,
    }


def request(one: Any) -> dict[str, Any]:
    return {
        "what_is_asked": one.get_kind_display(),
        "state": one.get_state_display(),
        "in_the_person's_own_words": one.words,
        "received_on": one.received_on,
        "answer_by": one.due_on,
        "answer": one.answer,
        "answered": one.closed_at,
    }


def grant(one: Any) -> dict[str, Any]:
    return {
        "role_held": roles.role(one.role).label,
        "scope": one.scope_kind or None,
        "from": one.starts_on,
        "to": one.ends_on,
        "granted": one.granted_at,
        "taken_up": one.taken_up_at,
        "revoked": one.revoked_at,
    }


def sessions(person: Person) -> list[dict[str, Any]]:
    account = person.account_or_none
    found = UserSession.objects.filter(user=account) if account else UserSession.objects.none()
    return [
        {"signed_in": one.created_at, "address": one.ip, "browser": one.user_agent} for one in found
    ]


def line(one: Any) -> dict[str, Any]:
    return {"when": one.at, "what": one.sentence}
