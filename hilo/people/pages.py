"""Every kind of page of this chapter, for `bin/hilo bench`."""

from __future__ import annotations

from uuid import UUID

from hilo.core.registries import measured
from hilo.people.models import Invitation, Person


def measured_pages() -> None:
    """Enter them; called once, when the application starts."""
    entrances()
    about_oneself()
    office()


def entrances() -> None:
    for name, url_name in (
        ("sign in", "account_login"),
        ("sign in with a password", "people:password_sign_in"),
        ("join", "account_signup"),
        ("privacy", "people:privacy"),
        ("accessibility", "people:accessibility"),
    ):
        measured(name, url_name, order=20)


def about_oneself() -> None:
    for name, url_name in (
        ("me", "people:me"),
        ("me: edit", "people:edit_me"),
        ("me: photo", "people:my_photo"),
        ("me: who sees", "people:who_sees"),
        ("me: agreements", "people:agreements"),
        ("me: data", "people:data"),
        ("me: security", "mfa_index"),
        ("me: sessions", "people:sessions"),
    ):
        measured(name, url_name, "member", order=30)
    measured("me, as a coordinator", "people:me", "coordinator", order=30)
    measured("staff session", "people:duty", "coordinator", order=30)


def office() -> None:
    for name, url_name in (
        ("people", "people:list"),
        ("invite", "people:invite"),
        ("invitations", "people:invitations"),
        ("who may do what", "people:who_may"),
        ("data requests", "people:requests"),
    ):
        measured(f"office: {name}", url_name, "coordinator", order=60)
    for name, url_name in (
        ("person", "people:person"),
        ("edit a person", "people:edit"),
        ("grant a role", "people:grant"),
        ("record a request", "people:record_request"),
    ):
        measured(f"office: {name}", url_name, "coordinator", args=somebody, order=60)
    measured(
        "office: invitation", "people:one_invitation", "coordinator", args=an_invitation, order=60
    )


def somebody() -> list[UUID]:
    """The person who was entered first."""
    return [Person.objects.present().order_by("pk").values_list("uuid", flat=True)[0]]


def an_invitation() -> list[UUID]:
    """The invitation that was sent first."""
    return [Invitation.objects.order_by("pk").values_list("uuid", flat=True)[0]]
