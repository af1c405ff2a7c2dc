"""Coming into the network: invited, again, too late, or by oneself."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from hilo.core.models import Entry
from hilo.core.time import now
from hilo.notifications.models import Outgoing
from hilo.people import services
from hilo.people.models import Account, Consent, Invitation, Person
from hilo.people.problems import (
    AddressMissing,
    AddressTaken,
    AlreadyJoined,
    InvitationIsOver,
    InvitationIsSettled,
)
from hilo.people.scopes import WHOLE
from tests.people import letters
from tests.people.factories import AccountFactory, PersonFactory, account_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return account_as("coordinator")


@pytest.fixture
def invited(coordinator, django_capture_on_commit_callbacks):
    """Somebody with an open invitation, and its letter."""
    with django_capture_on_commit_callbacks(execute=True):
        invitation = services.invite_new(
            by=coordinator,
            email="Salma@Taller.example",
            given_name="Salma",
            family_name="Inventada",
            language="fr",
            words="Nous vous attendons.",
        )
    (letter,) = letters.posted("salma@taller.example")
    return invitation, letter


def send_again(invitation, by, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return services.send_again(invitation, by=by)


def test_the_letter_greets_by_name_in_the_language_of_the_person(invited, coordinator):
    _invitation, letter = invited
    assert "Salma" in letter.body
    assert "Nous vous attendons." in letter.body
    assert "/fr/invitation/" in letter.body
    assert str(coordinator.person) in letter.subject


def test_accepting_lets_in_and_records_the_consent(invited):
    invitation, letter = invited
    browser = Client()
    page = browser.get(letters.path_in(letter)).content.decode()
    assert "Salma Inventada" in page
    answer = browser.post(letters.path_in(letter), {"agrees": "on"})
    assert answer["Location"] == "/fr/me/"
    invitation.refresh_from_db()
    assert invitation.state == "accepted"
    person = invitation.person
    person.refresh_from_db()
    assert person.joined_at
    consent = Consent.objects.get(person=person)
    assert (consent.purpose, consent.language, consent.method) == ("membership", "fr", "form")


def test_nobody_joins_without_agreeing(invited):
    invitation, letter = invited
    answer = Client().post(letters.path_in(letter), {})
    assert answer.status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_an_invitation_is_accepted_once(invited):
    _invitation, letter = invited
    Client().post(letters.path_in(letter), {"agrees": "on"})
    assert Client().post(letters.path_in(letter), {"agrees": "on"}).status_code == 410


def test_an_invitation_runs_out_after_thirty_days(invited):
    invitation, letter = invited
    with time_machine.travel(now() + dt.timedelta(days=30, seconds=1)):
        answer = Client().get(letters.path_in(letter))
        assert answer.status_code == 410
        assert invitation.shown_state == "expired"


def test_sent_again_has_a_new_link_and_new_days(
    invited, coordinator, django_capture_on_commit_callbacks
):
    invitation, old = invited
    with time_machine.travel(now() + dt.timedelta(days=40)):
        again = send_again(invitation, coordinator, django_capture_on_commit_callbacks)
        new = letters.posted("salma@taller.example")[-1]
        assert Client().get(letters.path_in(old)).status_code == 410
        assert Client().get(letters.path_in(new)).status_code == 200
    assert again.pk == invitation.pk
    assert again.times_sent == 2


def test_a_revoked_invitation_leads_nowhere_and_can_be_sent_again(
    invited, coordinator, django_capture_on_commit_callbacks
):
    invitation, letter = invited
    services.revoke_invitation(invitation, by=coordinator)
    assert Client().get(letters.path_in(letter)).status_code == 410
    again = send_again(invitation, coordinator, django_capture_on_commit_callbacks)
    assert again.state == "sent"


@pytest.mark.parametrize("state", ["sent", "accepted", "revoked"])
@pytest.mark.parametrize("verb", ["send_again", "accept", "revoke"])
def test_the_table_of_transitions(invited, state, verb):
    invitation, _letter = invited
    invitation.state = state
    before, _after = Invitation.TRANSITIONS[verb]
    assert invitation.can(verb) == (state in before)


def test_what_is_settled_stays(invited, coordinator):
    invitation, letter = invited
    Client().post(letters.path_in(letter), {"agrees": "on"})
    invitation.refresh_from_db()
    with pytest.raises(InvitationIsSettled):
        services.revoke_invitation(invitation, by=coordinator)
    with pytest.raises(InvitationIsSettled):
        services.send_again(invitation, by=coordinator)


def test_signing_in_with_a_code_is_accepting(invited):
    invitation, _letter = invited
    browser = Client()
    browser.post("/en/sign-in/", {"email": invitation.email})
    code = letters.code_in(letters.to(invitation.email)[-1])
    answer = browser.post("/en/sign-in/code/", {"code": code})
    invitation.refresh_from_db()
    assert invitation.state == "accepted"
    # What an invitation asks on its page is asked now.
    assert "/me/agreements/" in answer["Location"]


def test_the_journal_keeps_no_secret(invited):
    _invitation, letter = invited
    secret = letters.path_in(letter).rstrip("/").rpartition("/")[2]
    assert all(secret not in str(entry.data) for entry in Entry.objects.all())


def test_bad_invitations_are_refused_in_words(coordinator):
    with pytest.raises(AddressTaken):
        services.invite_new(by=coordinator, email=coordinator.email, given_name="Otra")
    with pytest.raises(AddressMissing):
        services.invite(PersonFactory(), by=coordinator)
    with pytest.raises(AlreadyJoined, match="has joined"):
        services.invite(AccountFactory().person, by=coordinator)
    with pytest.raises(InvitationIsOver):
        services.find_invitation("no such secret")


def test_a_demonstration_invites_nobody_outside_and_says_so_on_the_form(as_role, settings):
    client, _account = as_role("coordinator")
    settings.IS_DEMONSTRATION = True
    people = Person.objects.count()
    asked = {"given_name": "Noé", "language": "es", "gender": "not_stated", "scope": WHOLE}
    asked["email"] = "noe@gmail.com"
    answer = client.post("/en/people/invite/", asked)
    assert answer.status_code == 200
    assert "those that end in .example" in answer.content.decode()
    assert Person.objects.count() == people


def test_a_wrong_address_is_corrected_before_anybody_joined(
    invited, coordinator, django_capture_on_commit_callbacks
):
    invitation, old = invited
    with django_capture_on_commit_callbacks(execute=True):
        services.invite(invitation.person, by=coordinator, email="salma.right@taller.example")
    assert Client().get(letters.path_in(old)).status_code == 410
    assert len(letters.posted("salma.right@taller.example")) == 1
    assert not Account.objects.filter(email="salma@taller.example").exists()


def test_nobody_keeps_the_secret_and_a_changed_key_lets_in_all_the_same(
    coordinator, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitation = services.invite_new(
            by=coordinator, email="noe@taller.example", given_name="Noé"
        )
    settings.SECRET_KEY = "another key, because the first one was seen by somebody"
    (letter,) = letters.posted("noe@taller.example")
    path = letters.path_in(letter)
    assert Client().get(path).status_code == 200
    kept = [*Invitation.objects.values().get().values(), *Outgoing.objects.values().get().values()]
    assert all(path.rstrip("/").rpartition("/")[2] not in str(value) for value in kept)
    assert services.find_invitation(path.rstrip("/").rpartition("/")[2]) == invitation


def test_a_letter_is_known_again_by_its_mark(
    invited, coordinator, django_capture_on_commit_callbacks
):
    invitation, _first = invited
    send_again(invitation, coordinator, django_capture_on_commit_callbacks)
    marks = [one.extra_headers["Message-ID"] for one in letters.posted("salma@taller.example")]
    assert marks == [f"<invitation.{invitation.uuid}.{time}@hilo.example>" for time in (1, 2)]
    invitation.refresh_from_db()
    assert invitation.letter == "sent"


def join(client, **changed):
    form = {
        "given_name": "Noé",
        "family_name": "Inventado",
        "email": "noe@taller.example",
        "language": "es",
        "agrees": "on",
    }
    return client.post(reverse("account_signup"), {**form, **changed})


def test_joining_by_oneself(client):
    answer = join(client)
    assert answer["Location"] == "/en/sign-in/code/"
    code = letters.code_in(letters.to("noe@taller.example")[0])
    client.post(answer["Location"], {"code": code})
    person = Person.objects.get(account__email="noe@taller.example")
    assert person.joined_at
    assert services.agrees(person, "membership")


def test_joining_with_a_known_address_tells_nobody_and_changes_nothing(client):
    known = AccountFactory(person=PersonFactory(given_name="Citlali"))
    answer = join(client, email=known.email, given_name="Somebody else")
    assert (answer.status_code, answer["Location"]) == (302, "/en/sign-in/code/")
    known.person.refresh_from_db()
    assert known.person.given_name == "Citlali"
    assert not known.person.consents.exists()
    (letter,) = letters.to(known.email)
    assert letters.code_in(letter)


def test_a_form_that_cannot_be_taken_keeps_what_was_typed(client):
    page = join(client, email="not an address", agrees="").content.decode()
    assert "An e-mail address looks like" in page
    assert "Tick this box" in page
    assert 'value="Noé"' in page
    assert not mail.outbox


def test_who_never_confirms_is_forgotten_after_a_week(client):
    join(client)
    AccountFactory(person=PersonFactory())
    assert services.sweep_unconfirmed() == 0
    with time_machine.travel(now() + dt.timedelta(days=8)):
        assert services.sweep_unconfirmed() == 1
    assert not Account.objects.filter(email="noe@taller.example").exists()
    assert Account.objects.count() == 1


def test_too_many_joinings_with_one_address_are_refused(client):
    for _number in range(3):
        assert join(client).status_code == 302
    assert join(client).status_code == 429


def test_whoever_joins_with_another_s_address_writes_nothing_into_the_letter(client):
    """Otherwise anybody could have us send their words, with a link, to anybody."""
    client.post(
        reverse("account_signup"),
        {
            "given_name": "You have won\r\n\r\nhttps://evil.example/claim\r\n\r\nthe team",
            "family_name": "\u202eegap",
            "email": "salma@taller.example",
            "language": "en",
            "agrees": "on",
        },
    )
    (letter,) = letters.to("salma@taller.example")
    html = letter.alternatives[0][0]
    assert "evil.example" not in letter.body + html + letter.subject
    person = Person.objects.get(account__email="salma@taller.example")
    assert str(person) == "You have won https://evil.example/claim the team egap"


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u2066", "\x00", "\n"])
def test_a_name_that_shows_nothing_is_asked_for_again(client, name):
    filled = {"email": "salma@taller.example", "language": "en", "agrees": "on"}
    answer = client.post(reverse("account_signup"), {**filled, "given_name": name})
    assert answer.status_code == 200
    assert "given_name" in answer.context["form"].errors
