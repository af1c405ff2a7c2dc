"""Handing mail to a real server: what it accepts, refuses, and leaves unclear."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hilo.core.time import now
from hilo.notifications import post, queries, services, words
from hilo.notifications.models import Outgoing
from hilo.notifications.problems import CannotBeSentNow
from tests.notifications.factories import PlaceOffered, waiting_mail
from tests.notifications.smtp import Server
from tests.people.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


def later(minutes: int) -> Any:
    return time_machine.travel(now() + dt.timedelta(minutes=minutes), tick=True)


def state_of(mail: Outgoing) -> tuple[str, str]:
    mail.refresh_from_db()
    return mail.state, mail.problem


def test_what_leaves_bears_the_headers_of_automatic_mail(server: Server) -> None:
    person = AccountFactory(person=PersonFactory(language="ar")).person
    services.notify(person, PlaceOffered("Prices that pay"))
    post.send_waiting()
    (letter,) = server.accepted
    assert letter["To"] == person.account.email
    assert letter["Message-ID"] == Outgoing.objects.get().message_id
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "ar"
    assert letter["List-Id"] == "<invitations.hilo.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter["List-Unsubscribe"].strip().strip("<>")
    assert stop.startswith("http://127.0.0.1:8000/ar/notifications/stop/")
    assert " " not in stop
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert text is not None
    assert html is not None
    assert 'dir="rtl"' in html.get_content()
    assert "Prices that pay" in text.get_content()
    assert "/ar/notifications/rhythm/" in text.get_content()


def test_what_was_sent_is_not_sent_again(server: Server) -> None:
    mail = waiting_mail()
    assert post.send_waiting().sent == 1
    assert post.send_waiting().sent == 0
    assert state_of(mail) == ("sent", "")
    assert mail.sent_at is not None
    assert len(server.accepted) == 1


def test_many_go_through_one_connection(server: Server) -> None:
    for _each in range(60):
        waiting_mail()
    assert post.send_waiting().sent == 60
    assert len(server.accepted) == 60
    assert server.connections == 1


def test_a_server_that_closes_after_some_letters_is_called_again(server: Server) -> None:
    server.most_per_connection = 5
    for _each in range(12):
        waiting_mail()
    assert post.send_waiting().sent == 12
    assert server.connections == 3
    assert sorted(Outgoing.objects.values_list("state", flat=True)) == ["sent"] * 12
    assert len(set(server.recipients)) == len(server.recipients) == 12


def test_nobody_there_means_it_waits(server: Server, settings: Any) -> None:
    settings.EMAIL_PORT = 1  # nobody listens
    mails = [waiting_mail() for _each in range(3)]
    assert post.send_waiting().sent == 0
    assert state_of(mails[0]) == ("waiting", "unreachable")
    assert mails[0].attempts == 0, "the mail is not to blame"
    assert state_of(mails[1]) == ("waiting", "")
    assert Outgoing.objects.exclude(claimed_by=None).count() == 0
    settings.EMAIL_PORT = server.port
    with later(2):
        assert post.send_waiting().sent == 3


def test_a_server_that_takes_nothing_now_is_asked_a_minute_later(server: Server) -> None:
    server.most_per_connection = 0
    mail = waiting_mail()
    assert post.send_waiting().later == 1
    assert state_of(mail) == ("waiting", "unreachable")
    assert mail.attempts == 0


def test_refused_for_now_it_is_tried_again(server: Server) -> None:
    server.on_rcpt = lambda: "450 greylisted, come again"
    mail = waiting_mail()
    assert post.send_waiting().later == 1
    assert state_of(mail) == ("waiting", "refused")
    assert "450" in mail.reply
    assert post.send_waiting().total() == 0, "not before its pause"
    server.on_rcpt = lambda: None
    with later(2):
        assert post.send_waiting().sent == 1
    assert state_of(mail) == ("sent", "")


def test_refused_for_good_it_has_failed(server: Server) -> None:
    server.on_rcpt = lambda: "550 no such person"
    mail = waiting_mail()
    assert post.send_waiting().failed == 1
    assert state_of(mail) == ("failed", "refused")
    assert "550" in mail.reply
    assert "Check the address" in words.problem_of(mail)
    assert queries.queue().failed == 1


def test_one_refusal_keeps_nobody_else_waiting(server: Server) -> None:
    answers = iter(["550 no such person"])
    server.on_rcpt = lambda: next(answers, None)
    for _each in range(3):
        waiting_mail()
    assert post.send_waiting().sent == 2


def test_refused_too_often_it_has_failed(server: Server) -> None:
    server.on_rcpt = lambda: "450 come again"
    mail = waiting_mail(attempts=9)
    assert post.send_waiting().failed == 1
    assert state_of(mail) == ("failed", "refused")


def test_refused_after_the_letter_it_is_tried_again(server: Server) -> None:
    server.on_data = lambda: "452 no room"
    mail = waiting_mail()
    assert post.send_waiting().later == 1
    assert state_of(mail) == ("waiting", "refused")


def test_silence_after_the_letter_is_uncertain(server: Server) -> None:
    server.on_data = lambda: "hang up"
    mail = waiting_mail()
    assert post.send_waiting().uncertain == 1
    assert state_of(mail) == ("uncertain", "silence")
    assert len(server.accepted) == 1
    server.on_data = lambda: None
    for minutes in (10, 1000):
        with later(minutes):
            assert post.send_waiting().total() == 0


def test_mail_leaves_no_faster_than_said(server: Server, settings: Any) -> None:
    settings.MAILS_PER_MINUTE = 7
    for _each in range(10):
        waiting_mail()
    assert post.send_waiting().sent == 7
    assert post.send_waiting().sent == 0
    with later(2):
        assert post.send_waiting().sent == 3


def test_a_demonstration_writes_to_invented_addresses_only(settings: Any) -> None:
    mail = waiting_mail(person=AccountFactory(email="someone@gmail.invalid").person)
    settings.IS_DEMONSTRATION = True
    assert post.send_waiting().failed == 1
    assert state_of(mail) == ("failed", "address")


def test_whoever_has_left_gets_nothing(server: Server) -> None:
    mail = waiting_mail()
    mail.person.account.delete()
    assert post.send_waiting().dropped == 1
    assert state_of(mail) == ("dropped", "no_address")


def test_a_letter_that_cannot_be_built_stops_nobody_else(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = waiting_mail("broken"), waiting_mail("fine")
    facts = PlaceOffered.facts
    monkeypatch.setattr(
        PlaceOffered,
        "facts",
        lambda self, to: 1 / 0 if self.lesson == "broken" else facts(self, to),
    )
    assert post.send_waiting().sent == 1
    assert state_of(broken) == ("failed", "not_built")
    assert state_of(fine) == ("sent", "")


def test_an_operator_writes_down_what_became_of_it(server: Server) -> None:
    operator = AccountFactory()
    server.on_data = lambda: "hang up"
    mail = waiting_mail()
    post.send_waiting()
    mail.refresh_from_db()
    services.settle(mail, "sent", by=operator)
    assert state_of(mail) == ("sent", "settled")
    with pytest.raises(CannotBeSentNow):
        services.send_again(mail, by=operator)
    assert services.record_bounce(mail.message_id, "550 mailbox is gone")
    assert state_of(mail) == ("bounced", "bounced")
    services.send_again(mail, by=operator)
    server.on_data = lambda: None
    assert post.send_waiting().sent == 1


def test_two_operators_do_not_send_it_twice(server: Server) -> None:
    server.on_data = lambda: "hang up"
    mail = waiting_mail()
    post.send_waiting()
    seen_by_another = Outgoing.objects.get()
    mail.refresh_from_db()
    services.send_again(mail, by=None)
    server.on_data = lambda: None
    post.send_waiting()
    with pytest.raises(CannotBeSentNow):
        services.send_again(seen_by_another, by=None)


def test_a_thousand_are_sent_with_few_queries_each(server: Server, settings: Any) -> None:
    settings.MAILS_PER_MINUTE = 10_000
    people = [AccountFactory().person for _each in range(40)]
    services.notify_many(people, PlaceOffered("Prices that pay"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert post.send_waiting().sent == 40
    assert len(asked) <= 40 * 2 + 12, "two marks per mail, and the batch"
