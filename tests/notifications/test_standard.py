"""The house's own messages, and what makes them be said."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from allauth.account.signals import user_logged_in
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail as outbox
from django.test import RequestFactory
from django.utils import translation

from hilo.core.events import publish
from hilo.core.models import Job
from hilo.core.registries import checks, demonstrations, homes, personal_data
from hilo.core.tasks import run_waiting
from hilo.core.time import now
from hilo.notifications import keeping, post, recipients, services, standard, watching
from hilo.notifications.compose import letter
from hilo.notifications.messages import Message, messages
from hilo.notifications.models import Device, Habits, Notification, Outgoing
from hilo.people import roles
from hilo.people import services as people
from hilo.people.events import PersonJoined
from hilo.people.models import Account, Consent, NoticeVersion
from hilo.people.purposes import purposes
from tests.notifications.factories import LessonOpened, PlaceOffered, waiting_mail
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory, account_as

pytestmark = pytest.mark.django_db

HERE = ("programme", UUID(int=1))
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:{0}) Gecko/{0} Firefox/{0}"


def finished_job(person: Any, **fields: Any) -> Job:
    job = Job.objects.create(
        run="6f2c1f0e-1111-4a5b-8c6d-000000000001",
        task="x",
        title_source="Enrol 38 people",
        by=person.uuid,
        state=fields.pop("state", Job.State.DONE),
        message="38 people are enrolled.",
        result_url="/es/people/",
        finished_at=now(),
        **fields,
    )
    Job.objects.filter(pk=job.pk).update(created_at=now() - dt.timedelta(minutes=4))
    return job


def every_message(person: Any) -> list[Message]:
    return [
        standard.Welcome(person.uuid),
        standard.SignedInElsewhere(now(), "Firefox on Android", "192.0.2.7"),
        standard.NoticeChanged(next(iter(purposes)).name, 2),
        standard.WorkFinished(finished_job(person).uuid),
        standard.RoleGiven(GrantFactory(person=person, role="trainer").uuid),
        standard.RoleTakenBack(GrantFactory(person=person, role="reviewer").uuid),
        standard.RoleGivenUp(GrantFactory(role="trainer").uuid),
    ]


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_each_message_is_written_in_each_language(language: str) -> None:
    person = AccountFactory(person=PersonFactory(language=language)).person
    to = recipients.of(person)
    for message in every_message(person):
        found = letter(message, to, "Hilo")
        assert found.subject
        assert "%(" not in found.subject + found.text + found.html
        assert f'lang="{language}"' in found.html
        assert found.text.count("http://") >= 2
        assert "{" not in found.text


def test_the_same_message_differs_between_languages() -> None:
    texts = set()
    for language in ("es", "fr", "ar", "en"):
        person = PersonFactory(language=language, given_name="Salma")
        found = letter(standard.Welcome(person.uuid), recipients.of(person), "Hilo")
        texts.add(found.subject)
    assert len(texts) == 4


def test_every_registered_message_says_what_kind_it_is() -> None:
    for message in messages:
        if not message.name.startswith("tests."):
            assert message.about
            assert message.reason


def test_whoever_joins_is_welcomed_once(django_capture_on_commit_callbacks: Any) -> None:
    person = AccountFactory().person
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            publish(PersonJoined(person.uuid), by=None, subject=("person", person.uuid))
    assert Notification.objects.get().message == "people.welcome"
    post.send_waiting()
    assert len(outbox.outbox) == 1


@pytest.fixture
def granting() -> tuple[Account, Account]:
    """Who gives roles in a programme, and who gets them and reads Arabic."""
    return account_as("coordinator", HERE), AccountFactory(person=PersonFactory(language="ar"))


def test_whoever_is_given_a_role_is_told_in_their_language(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    with django_capture_on_commit_callbacks(execute=True):
        people.grant(holder.person, roles.Trainer, by=giver, scope=HERE)
    said = Notification.objects.get(person=holder.person)
    assert (said.message, said.category) == ("people.role_given", "security")
    post.send_waiting()
    (mail,) = outbox.outbox
    with translation.override("ar"):
        assert str(roles.Trainer.label) in mail.subject
    assert str(giver.person) in mail.body
    assert "/ar/me/" in mail.body


def test_a_role_mail_cannot_be_switched_off(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    Habits.objects.create(person=holder.person, mail_is_on=False)
    with django_capture_on_commit_callbacks(execute=True):
        people.grant(holder.person, roles.Trainer, by=giver, scope=HERE)
    post.send_waiting()
    assert len(outbox.outbox) == 1


def test_whoever_loses_a_role_is_told(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    given = people.grant(holder.person, roles.Trainer, by=giver, scope=HERE)
    with django_capture_on_commit_callbacks(execute=True):
        people.revoke(given, by=giver)
    assert told(holder) == ["people.role_taken_back"]
    post.send_waiting()
    assert str(giver.person) in outbox.outbox[0].body


def test_a_role_that_ends_with_its_scope_is_told_too(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    people.grant(holder.person, roles.Trainer, by=giver, scope=HERE)
    with django_capture_on_commit_callbacks(execute=True):
        people.forget_scope(*HERE)
    assert told(holder) == ["people.role_taken_back"]


def test_giving_up_tells_whoever_gave_the_role(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    given = people.grant(holder.person, roles.Trainer, by=giver, scope=HERE)
    with django_capture_on_commit_callbacks(execute=True):
        people.give_up(given)
    assert told(giver) == ["people.role_given_up"]
    assert told(holder) == []


def test_what_one_gives_oneself_or_the_house_gives_is_not_told(
    granting: tuple[Account, Account], django_capture_on_commit_callbacks: Any
) -> None:
    giver, holder = granting
    with django_capture_on_commit_callbacks(execute=True):
        people.grant(giver.person, roles.Trainer, by=giver, scope=HERE)
        people.grant(holder.person, roles.Trainer, by=None, scope=HERE)
    assert told(giver) == told(holder) == []


def told(account: Account) -> list[str]:
    """The names of what was said to the person of `account`."""
    said = Notification.objects.filter(person=account.person).order_by("pk")
    return list(said.values_list("message", flat=True))


def sign_in_with(account: Account, agent: str) -> None:
    request = RequestFactory(headers={"User-Agent": agent}).get("/")
    request.user = account
    request.session = SessionStore()
    user_logged_in.send(sender=Account, request=request, user=account)


def test_a_new_kind_of_browser_is_told_and_the_first_is_not() -> None:
    account = AccountFactory(person=PersonFactory(language="en"))
    sign_in_with(account, FIREFOX.format("140.0"))
    assert not Notification.objects.exists()
    sign_in_with(account, FIREFOX.format("141.0"))
    assert not Notification.objects.exists(), "a new version is no new device"
    sign_in_with(account, "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36")
    post.send_waiting()
    assert "Chrome on Windows" in outbox.outbox[0].body
    assert Device.objects.filter(person=account.person).count() == 2


def test_who_agreed_to_older_words_is_told_once_per_version() -> None:
    purpose = next(iter(purposes))
    old = NoticeVersion.objects.create(
        purpose=purpose.name, number=1, texts={"en": "old"}, sha256="0", published_at=now()
    )
    person = AccountFactory().person
    Consent.objects.create(
        person=person, notice=old, purpose=purpose.name, language="es", given_at=now()
    )
    for _twice in range(2):
        watching.tell_of_new_notices.call()
    said = Notification.objects.get(person=person)
    assert (said.message, said.data["number"]) == ("people.notice_changed", 2)


def test_long_work_tells_whoever_started_it_once() -> None:
    person = AccountFactory(person=PersonFactory(language="en")).person
    finished_job(person)
    for _twice in range(2):
        watching.tell_of_finished_work.call()
    post.send_waiting()
    (mail,) = outbox.outbox
    assert mail.subject == "Done: Enrol 38 people"
    assert "38 people are enrolled." in mail.body
    assert "/es/people/" in mail.body


def test_short_work_tells_nobody() -> None:
    person = AccountFactory().person
    job = finished_job(person)
    Job.objects.filter(pk=job.pk).update(created_at=now())
    watching.tell_of_finished_work.call()
    assert not Notification.objects.exists()


def test_many_are_told_in_the_background(django_assert_max_num_queries: Any) -> None:
    people = [AccountFactory().person for _each in range(60)]
    services.notify_many(people, PlaceOffered("Prices"), by=people[0].account)
    assert not Notification.objects.exists()
    with django_assert_max_num_queries(400):
        run_waiting()
    assert Notification.objects.count() == 60
    assert len(outbox.outbox) == 60
    job = Job.objects.get(title_values={"count": 60})
    assert job.message == "60 people were told."


def test_telling_many_costs_a_handful_of_queries(django_assert_max_num_queries: Any) -> None:
    people = [AccountFactory().person.uuid for _each in range(45)]
    with django_assert_max_num_queries(14):
        services.notify_many(people, PlaceOffered("Prices"))


def test_what_is_held_about_a_person_can_be_taken_home() -> None:
    person = AccountFactory(person=PersonFactory(language="en")).person
    services.choose_rhythm(person, ["discussions"], "weekly")
    services.notify(person, PlaceOffered("Prices"))
    post.send_waiting()
    held = personal_data.get("notifications").export(person)
    assert held["habits"]["rhythms"] == {"discussions": "weekly"}
    assert held["notifications"][0]["text"] == "A place for you: Prices"
    assert held["mails"][0]["address"] == person.account.email


def test_erasure_leaves_numbers_alone() -> None:
    person = AccountFactory().person
    services.notify(person, PlaceOffered("Prices"))
    post.send_waiting()
    services.notify(person, LessonOpened("Costs"))
    services.notify(person, PlaceOffered("Costs"))
    keeping.erase(person, now())
    assert not Notification.objects.filter(person=person).exists()
    assert not Habits.objects.filter(person=person).exists()
    left = Outgoing.objects.filter(person=person).order_by("created_at")
    assert [mail.state for mail in left] == ["sent", "dropped"]
    assert {(mail.address, mail.reply, str(mail.data)) for mail in left} == {("", "", "{}")}


def test_the_doctor_says_what_mail_needs() -> None:
    assert [finding.is_well for finding in checks.get("mail_queue").look()] == [True]
    waiting_mail(due_at=now() - dt.timedelta(hours=1))
    Outgoing.objects.filter(pk=waiting_mail().pk).update(state="uncertain")
    found = list(checks.get("mail_queue").look())
    assert [finding.is_well for finding in found] == [False, False]
    assert all(finding.remedy for finding in found)


def test_home_tells_what_is_unread_and_operators_what_to_decide() -> None:
    account = account_as("operator")
    services.notify(account.person, PlaceOffered("Prices"))
    Outgoing.objects.filter(pk=waiting_mail().pk).update(state="uncertain")
    with translation.override("en"):
        said = [str(line.text) for line in homes.get("notifications").to_do(account)]
    assert said == ["One notification is unread.", "One mail was perhaps sent, perhaps not."]


def test_the_demonstration_greets_whoever_has_a_role_once() -> None:
    account_as("coordinator")
    AccountFactory()
    load = demonstrations.get("notifications").load
    assert load(now().date()) == "1"
    assert load(now().date()) == "0"
