"""Invitations leave by the post office: in turn, again by themselves, never twice; and say what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.utils import translation

from hilo.core import journal
from hilo.core.models import Entry
from hilo.core.time import now
from hilo.notifications import post, services
from hilo.notifications.events import MailSettled
from hilo.notifications.models import Outgoing
from hilo.people import services as people
from hilo.people.models import Invitation
from tests.notifications.smtp import Server

pytestmark = pytest.mark.django_db


@pytest.fixture
def invite(django_capture_on_commit_callbacks: Any) -> Any:
    """Invite somebody, and let those hear of it who shall."""

    def call(name: str = "noe") -> Invitation:
        with django_capture_on_commit_callbacks(execute=True):
            return people.invite_new(
                by=None, email=f"{name}@taller.example", given_name=name.title(), language="ar"
            )

    return call


def later(minutes: int) -> Any:
    return time_machine.travel(now() + dt.timedelta(minutes=minutes), tick=True)


def letter_of(invitation: Invitation) -> tuple[str, str]:
    invitation.refresh_from_db()
    return invitation.letter, invitation.problem


def test_it_waits_then_leaves_once_with_its_mark(server: Server, invite: Any) -> None:
    invitation = invite()
    assert letter_of(invitation) == ("waiting", "")
    assert post.send_waiting().sent == 1
    assert post.send_waiting().sent == 0
    (letter,) = server.accepted
    assert letter["Message-ID"] == f"<invitation.{invitation.uuid}.1@hilo.example>"
    assert letter["Content-Language"] == "ar"
    assert letter["List-Unsubscribe"] is None
    assert letter_of(invitation) == ("sent", "")


def test_many_leave_no_faster_than_they_may(server: Server, invite: Any, settings: Any) -> None:
    settings.MAILS_PER_MINUTE = 3
    for number in range(5):
        invite(f"person{number}")
    assert post.send_waiting().sent == 3
    with later(2):
        assert post.send_waiting().sent == 2
    assert len(set(server.recipients)) == len(server.recipients) == 5


def test_a_server_that_is_away_for_a_moment_is_tried_again(server: Server, invite: Any) -> None:
    invitation = invite()
    server.on_rcpt = lambda: "451 4.3.0 come back in a minute"
    post.send_waiting()
    state, said = letter_of(invitation)
    assert state == "waiting"
    assert "come back in a minute" in said
    server.on_rcpt = lambda: None
    with later(2):
        assert post.send_waiting().sent == 1
    assert letter_of(invitation) == ("sent", "")
    assert len(server.accepted) == 1


def test_a_refused_address_says_so_until_it_is_sent_again(
    server: Server, invite: Any, as_role: Any
) -> None:
    client, _account = as_role("coordinator")
    invitation = invite()
    server.on_rcpt = lambda: "550 5.1.1 no such mailbox here"
    post.send_waiting()
    page = client.get(f"/en/invitations/{invitation.uuid}/").content.decode()
    assert "The letter could not be delivered" in page
    assert "no such mailbox here" in page
    listed = client.get("/en/invitations/?state=failed").content.decode()
    assert "Noe" in listed
    assert "Noe" not in client.get("/en/invitations/?state=waiting").content.decode()
    home = client.get("/en/").content.decode()
    assert "The letter of 1 invitation did not arrive" in home


def test_a_wrong_address_is_corrected_where_it_is_told(
    server: Server, invite: Any, as_role: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, account = as_role("coordinator")
    invitation = invite()
    server.on_rcpt = lambda: "550 5.1.1 no such mailbox here"
    post.send_waiting()
    address = f"/en/invitations/{invitation.uuid}/send-again/"
    taken = client.post(address, {"email": account.email})
    assert "already has this address" in taken.content.decode()
    assert "noe@@taller" in client.post(address, {"email": "noe@@taller"}).content.decode()
    server.on_rcpt = lambda: None
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"email": "noe.right@taller.example"}).status_code == 302
    assert post.send_waiting().sent == 1
    assert server.recipients == ["noe.right@taller.example"]


def test_nobody_knows_and_an_operator_finds_out(server: Server, invite: Any) -> None:
    invitation = invite()
    server.on_data = lambda: "hang up"
    post.send_waiting()
    mail = Outgoing.objects.get()
    assert letter_of(invitation)[0] == "uncertain"
    services.settle(mail, "sent", by=None)
    assert letter_of(invitation)[0] == "sent"
    assert Entry.objects.filter(event=MailSettled.event_name()).exists()
    assert services.record_bounce(mail.message_id, "550 gone")
    assert letter_of(invitation) == ("bounced", "550 gone")


def test_the_process_that_died_before_it_was_told_is_made_up_for(
    server: Server, django_capture_on_commit_callbacks: Any
) -> None:
    """Nothing ran after the commit: the sweep of the journal orders the letter, and once only."""
    invitation = people.invite_new(by=None, email="noe@taller.example", given_name="Noé")
    assert not Outgoing.objects.exists()
    with later(5), django_capture_on_commit_callbacks(execute=True):
        journal.sweep()
        journal.sweep()
    with later(6):
        assert post.send_waiting().sent == 1
    assert letter_of(invitation)[0] == "sent"


def test_sent_again_or_taken_back_meanwhile_only_the_newest_leaves(
    server: Server, invite: Any, django_capture_on_commit_callbacks: Any
) -> None:
    twice, taken_back = invite("twice"), invite("back")
    with django_capture_on_commit_callbacks(execute=True):
        people.send_again(twice, by=None)
    people.revoke_invitation(taken_back, by=None)
    tally = post.send_waiting()
    assert (tally.sent, tally.dropped) == (1, 2)
    assert [one["Message-ID"] for one in server.accepted] == [
        f"<invitation.{twice.uuid}.2@hilo.example>"
    ]
    assert letter_of(twice)[0] == "sent"


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_what_became_of_it_is_said_in_each_language(language: str) -> None:
    with translation.override("en"):
        english = {str(label) for label in Invitation.Letter.labels}
    with translation.override(language):
        assert not english & {str(label) for label in Invitation.Letter.labels}
