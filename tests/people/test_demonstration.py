"""Invented people sign in like everybody else: with their own password and their own second factor."""

from __future__ import annotations

import pytest
from django.test import Client

from hilo.core.time import now
from hilo.people import access, demonstration
from hilo.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def its_own_folder(settings, tmp_path):
    settings.DATA, settings.IS_DEMONSTRATION = tmp_path, True


def staff(**changed):
    told = {"given_name": "Rosaura", "family_name": "Inventada", "language": "es"}
    return demonstration.add_staff(
        email="rosaura@hilo.example", role="coordinator", joined_at=now(), **{**told, **changed}
    )


def test_staff_sign_in_with_the_printed_secret():
    sign_in = demonstration.sign_in_of(staff())
    client = Client()
    answer = client.post(
        "/en/sign-in/password/", {"email": sign_in.email, "password": sign_in.password}
    )
    assert answer["Location"] == "/en/sign-in/second-factor/"
    client.post(answer["Location"], {"code": sign_in.code})
    assert client.get("/en/me/").status_code == 200
    # ... and stand before the same door as everybody: no staff session, no power.
    assert client.get("/en/people/")["Location"].startswith("/en/duty/")


def test_adding_twice_changes_nothing():
    first, second = staff(), staff(given_name="Somebody else")
    assert first == second
    assert first.grants.count() == 1
    assert Person.objects.count() == 1


def test_the_secret_is_of_this_installation_and_for_its_owner(settings, tmp_path):
    before = demonstration.totp_secret_of("rosaura@hilo.example")
    assert demonstration.secret_file().stat().st_mode & 0o077 == 0
    settings.DATA = tmp_path / "another"
    assert demonstration.totp_secret_of("rosaura@hilo.example") != before


def test_a_real_installation_has_no_such_secret(settings):
    settings.IS_DEMONSTRATION = False
    with pytest.raises(demonstration.NotADemonstration):
        demonstration.totp_secret_of("rosaura@hilo.example")


def test_members_may_be_invited_only(mailoutbox):
    joined = demonstration.add_member(
        email="a@hilo.example", joined_at=now(), invited_at=now(), given_name="Amal"
    )
    invited = demonstration.add_member(
        email="b@hilo.example", joined_at=None, invited_at=now(), given_name="Basma"
    )
    assert (joined.invitations.get().state, invited.invitations.get().state) == ("accepted", "sent")
    assert not mailoutbox
    assert not access.is_staff(joined.account)
