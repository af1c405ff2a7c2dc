"""One's own keys: each change needs a fresh proof; staff keep a second factor."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from hilo.core.time import now
from hilo.people import demonstration, services
from hilo.people.models import Account, Person
from tests.people import letters
from tests.people.factories import (
    TOTP_SECRET,
    AccountFactory,
    GrantFactory,
    PersonFactory,
    account_as,
    sign_in,
    with_second_factor,
)

pytestmark = pytest.mark.django_db

PROTECTED = [
    "people:password",
    "people:email",
    "people:take_along",
    "people:erase",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_add_webauthn",
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", PROTECTED)
def test_every_change_of_keys_needs_a_fresh_proof(as_role, name, method):
    client, account = as_role("member")
    with_second_factor(account)
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        answer = getattr(client, method)(reverse(name))
    assert answer["Location"].startswith("/en/me/security/confirm/?next=")


def test_a_code_by_mail_does_not_stand_for_a_second_factor(as_role):
    client, account = as_role("member")
    with_second_factor(account)
    session = client.session
    session["account_authentication_methods"] = session["account_authentication_methods"][:1]
    session.save()
    assert client.get(reverse("people:password"))["Location"].startswith("/en/me/security/confirm/")


CONFIRM = "/en/me/security/confirm/?next=/en/me/security/password/"


def test_confirming_with_the_second_factor(as_role):
    client, account = as_role("member")
    with_second_factor(account)
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        answer = client.post(CONFIRM, {"code": demonstration.code_of(TOTP_SECRET)})
        assert answer["Location"] == "/en/me/security/password/"
        assert client.get("/en/me/security/password/").status_code == 200


def test_confirming_by_mail(as_role):
    client, account = as_role("member")
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        assert "Send me a code" in client.get(CONFIRM).content.decode()
        assert not mail.outbox
        client.post(CONFIRM, {"action": "send"})
        code = letters.code_in(letters.to(account.email)[0])
        wrong = client.post(CONFIRM, {"code": "000000" if code != "000000" else "000001"})
        assert "not right" in wrong.content.decode()
        assert client.post(CONFIRM, {"code": code})["Location"] == "/en/me/security/password/"


def test_confirming_by_mail_ends_after_five_tries(as_role):
    client, account = as_role("member")
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        client.post(CONFIRM, {"action": "send"})
        code = letters.code_in(letters.to(account.email)[0])
        for _number in range(5):
            client.post(CONFIRM, {"code": "000000" if code != "000000" else "000001"})
        assert client.post(CONFIRM, {"code": code}).status_code == 200


def test_confirming_with_the_password(as_role):
    client, account = as_role("member")
    account.set_password("three green looms")
    account.save()
    sign_in(client, account)
    with time_machine.travel(now() + dt.timedelta(minutes=16), tick=True):
        assert "not right" in client.post(CONFIRM, {"password": "no"}).content.decode()
        answer = client.post(CONFIRM, {"password": "three green looms"})
        assert answer["Location"] == "/en/me/security/password/"


def test_setting_up_the_app_gives_recovery_codes_and_a_letter(
    as_role, django_capture_on_commit_callbacks
):
    client, account = as_role("member")
    Person.objects.update(language="en")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    assert "data:image/svg+xml;base64," in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": demonstration.code_of(secret)})
    assert answer["Location"] == "/en/me/security/recovery-codes/"
    assert "second factor" in letters.to(account.email)[0].subject
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_after_its_set_up_staff_go_on_to_where_they_wanted(as_role):
    client, account = as_role("coordinator")
    Authenticator.objects.filter(user=account).delete()
    client.get("/en/me/security/second-factor/?next=/en/people/")
    client.get(reverse("mfa_activate_totp"))
    code = demonstration.code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert 'href="/en/people/"' in page


def test_the_code_that_set_up_the_app_is_not_asked_for_again(client):
    account = AccountFactory()
    GrantFactory(person=account.person, role="coordinator")
    secret = services.hand_over_link(account).partition("/link/")[2]
    client.post(f"/en/sign-in/link/{secret}")
    client.get(reverse("mfa_activate_totp"))
    code = demonstration.code_of(client.session["mfa.totp.secret"])
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get(answer["Location"]).status_code == 200
    assert client.post("/en/duty/").status_code == 302
    assert client.get("/en/people/").status_code == 200


def test_staff_keep_their_last_second_factor(as_role):
    client, account = as_role("trainer")
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "Your role needs a second factor" in answer.content.decode()
    assert Authenticator.objects.filter(user=account, type="totp").exists()


def test_staff_keep_their_last_passkey(as_role):
    client, account = as_role("trainer")
    Authenticator.objects.filter(user=account).delete()
    key = Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "my phone", "credential": {}}
    )
    client.post(reverse("mfa_remove_webauthn", kwargs={"pk": key.pk}))
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_touches_another_s_passkey(as_role):
    client, _account = as_role("member")
    key = Authenticator.objects.create(
        user=AccountFactory(), type="webauthn", data={"name": "my phone", "credential": {}}
    )
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, kwargs={"pk": key.pk})).status_code == 404


def test_members_may_remove_theirs(as_role):
    client, account = as_role("member")
    with_second_factor(account)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=account).exists()


def test_another_address_is_used_once_its_code_is_written(
    as_role, django_capture_on_commit_callbacks
):
    client, account = as_role("member")
    old = account.email
    client.post(reverse("people:email"), {"email": "New@Hilo.example"})
    (letter,) = letters.to("new@hilo.example")
    assert Account.objects.get(pk=account.pk).email == old
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people:email_code"), {"code": letters.code_in(letter)})
    changed = Account.objects.get(pk=account.pk)
    assert changed.email == "new@hilo.example"
    assert "new@hilo.example" in changed.person.folded
    assert "new@hilo.example" in letters.to(old)[-1].body


def test_an_address_that_somebody_has_tells_nothing_here(as_role):
    client, account = as_role("member")
    other = AccountFactory()
    Person.objects.update(language="en")
    answer = client.post(reverse("people:email"), {"email": other.email})
    assert answer["Location"] == "/en/me/security/email/code/"
    (letter,) = letters.to(other.email)
    assert "already has an account" in letter.subject
    client.post(reverse("people:email_code"), {"code": "123456"})
    assert Account.objects.get(pk=account.pk).email == account.email


def test_a_password_is_chosen_and_removed(as_role, django_capture_on_commit_callbacks):
    client, account = as_role("member")
    address = reverse("people:password")
    assert client.post(address, {"password": "short"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"password": "three green looms"})
    assert Account.objects.get(pk=account.pk).check_password("three green looms")
    assert len(letters.to(account.email)) == 1
    assert client.get("/en/me/").status_code == 200
    client.post(address, {"action": "remove"})
    assert not Account.objects.get(pk=account.pk).has_usable_password()


def browser(account) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 9) Chrome/90.0")
    client.post("/en/sign-in/", {"email": account.email})
    client.post("/en/sign-in/code/", {"code": letters.code_in(letters.to(account.email)[-1])})
    return client


def test_signing_out_elsewhere():
    account = AccountFactory(person=PersonFactory())
    here, there = browser(account), browser(account)
    page = here.get("/en/me/security/sessions/").content.decode()
    assert page.count("Chrome on Android") == 2
    here.post("/en/me/security/sessions/end/")
    assert UserSession.objects.filter(user=account).count() == 1
    assert here.get("/en/me/").status_code == 200
    assert "/sign-in/" in there.get("/en/me/")["Location"]


def test_nobody_signs_out_somebody_else():
    mine, yours = AccountFactory(), AccountFactory()
    here, there = browser(mine), browser(yours)
    session = UserSession.objects.get(user=yours)
    assert here.post("/en/me/security/sessions/end/", {"session": session.pk}).status_code == 404
    assert there.get("/en/me/").status_code == 200


def test_the_language_switch_is_remembered_for_mails(as_role):
    client, account = as_role("member")
    client.get("/en/language/?to=ar&next=/ar/me/")
    account.person.refresh_from_db()
    assert account.person.language == "ar"


def test_two_people_edit_the_same_profile(as_role):
    client, account = as_role("member")
    form = client.get("/en/me/edit/").context["form"]
    sent = {
        "given_name": "Mine",
        "family_name": account.person.family_name,
        "name_order": "given_first",
        "language": "es",
        "gender": "not_stated",
        "version": form.initial["version"],
        "seen": form.initial["seen"],
    }
    office, coordinator = as_role("coordinator")
    from hilo.people import services

    services.change_person(account.person, by=coordinator, given_name="Theirs")
    answer = client.post("/en/me/edit/", sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Mine" in page
    assert "Theirs" in page
    assert office


def test_a_lost_key_opens_no_second_factor_and_breaks_no_page(client, settings):
    """What it locked says no to every code; recovery is `bin/hilo people forget-second-factor`."""
    account = account_as("coordinator")
    former, settings.SECRET_KEY = (
        settings.SECRET_KEY,
        "another-one-that-opens-nothing-of-what-was-locked",
    )
    sign_in(client, account)
    assert client.get("/en/me/security/").status_code == 200
    answer = client.post(CONFIRM, {"code": "000000"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    settings.SECRET_KEY_FALLBACKS = [former]
    assert client.post(CONFIRM, {"code": demonstration.code_of(TOTP_SECRET)}).status_code == 302
