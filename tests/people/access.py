"""Who meets what at each address of people. Staff are on duty, with their second factor."""

from __future__ import annotations

import uuid
from typing import Any

from hilo.core.time import now
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory


def of_somebody() -> dict[str, Any]:
    """A member whom other members may find."""
    return {"uuid": AccountFactory().person.uuid}


def of_an_invitation() -> dict[str, Any]:
    from hilo.people.models import Invitation

    invitation = Invitation.objects.create(
        person=PersonFactory(),
        email="invited@hilo.example",
        language="es",
        token_hash=uuid.uuid4().hex,
        sent_at=now(),
        expires_at=now(),
    )
    return {"uuid": invitation.uuid}


def of_a_grant() -> dict[str, Any]:
    return {"uuid": GrantFactory(role="trainer").uuid}


def of_a_request() -> dict[str, Any]:
    from hilo.people import services

    account = AccountFactory()
    return {"uuid": services.ask(account.person, "access", by=account).uuid}


def entrance(name: str, **more: Any) -> Row:
    """A page on the way in."""
    return Row(name, stranger=OPEN, others=OPEN, **more)


def own(name: str, **more: Any) -> Row:
    """A page about oneself, for everybody who has signed in."""
    return Row(name, stranger=SIGN_IN, others=more.pop("others", OPEN), **more)


def office(name: str, coordinator: str = OPEN, **more: Any) -> Row:
    """A page of coordinators."""
    others = more.pop("others", REFUSED)
    return Row(name, stranger=SIGN_IN, coordinator=coordinator, others=others, **more)


ACCESS = [
    # On the way in; whoever is in already is led on.
    Row("account_login", stranger=OPEN, others=ELSEWHERE),
    Row("account_request_login_code", stranger=OPEN, others=ELSEWHERE),
    Row("account_confirm_login_code", stranger=SIGN_IN, others=ELSEWHERE),
    Row("mfa_authenticate", stranger=SIGN_IN, others=ELSEWHERE),
    Row("mfa_login_webauthn", stranger=SIGN_IN, others=ELSEWHERE),
    Row("account_signup", stranger=OPEN, others=ELSEWHERE),
    entrance("people:password_sign_in"),
    Row("people:link", stranger="410", others="410", kwargs=lambda: {"secret": "over"}),
    Row("people:invitation", stranger="410", others="410", kwargs=lambda: {"secret": "over"}),
    Row("account_logout", stranger=SIGN_IN, others=ELSEWHERE, method="post"),
    # Oneself.
    own("people:me"),
    own("people:edit_me"),
    own("people:my_photo"),
    own("people:who_sees"),
    own("people:agreements"),
    own("people:data"),
    own("people:take_along"),
    own("people:erase"),
    own("people:take_back", kwargs=of_a_request, method="post", others=HIDDEN),
    own("people:give_up", kwargs=of_a_grant, others=HIDDEN),
    own("people:second_factor", member=OPEN, others=ELSEWHERE),
    own("people:password"),
    own("people:email"),
    own("people:email_code", others=ELSEWHERE),
    own("people:sessions"),
    own("people:sign_out_elsewhere", method="post", others=ELSEWHERE),
    own("people:duty"),
    own("people:end_duty", method="post", others=ELSEWHERE),
    own("mfa_index"),
    own("account_reauthenticate"),
    own("mfa_reauthenticate_webauthn"),
    own("mfa_activate_totp", member=OPEN, others=ELSEWHERE),
    own("mfa_deactivate_totp", member=HIDDEN),
    own("mfa_view_recovery_codes", member=HIDDEN),
    own("mfa_generate_recovery_codes"),
    own("mfa_download_recovery_codes", member=HIDDEN),
    own("mfa_add_webauthn"),
    own("mfa_remove_webauthn", kwargs=lambda: {"pk": 0}, others=HIDDEN),
    own("mfa_edit_webauthn", kwargs=lambda: {"pk": 0}, others=HIDDEN),
    # Others: a profile shows what its person chose.
    Row("people:person", stranger=HIDDEN, others=OPEN, kwargs=of_somebody),
    Row("people:photo", stranger=HIDDEN, others=HIDDEN, kwargs=of_somebody),
    # The work of coordinators.
    office("people:list"),
    office("people:act", coordinator="422", method="post"),
    office("people:invite"),
    office("people:edit", kwargs=of_somebody),
    office("people:invite_person", coordinator=ELSEWHERE, kwargs=of_somebody, method="post"),
    office("people:grant", kwargs=of_somebody),
    office("people:record_request", kwargs=of_somebody),
    office("people:invitations"),
    office("people:one_invitation", kwargs=of_an_invitation),
    office(
        "people:send_again",
        coordinator=ELSEWHERE,
        kwargs=of_an_invitation,
        method="post",
        data={"email": "invited@hilo.example"},
    ),
    office(
        "people:revoke_invitation", coordinator=ELSEWHERE, kwargs=of_an_invitation, method="post"
    ),
    office("people:who_may"),
    office("people:revoke", kwargs=of_a_grant),
    office("people:requests"),
    office("people:answer", kwargs=of_a_request),
    # Notices that everybody may read.
    entrance("people:privacy"),
    entrance("people:accessibility"),
]
