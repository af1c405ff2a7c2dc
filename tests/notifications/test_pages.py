"""The pages: what was said to me, how often I hear, the office of outgoing mail, the demonstration's mail."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as outbox
from django.test import Client
from django.utils import translation

from hilo.core.time import now
from hilo.notifications import links, post, services
from hilo.notifications.categories import categories
from hilo.notifications.models import Habits, Notification, Outgoing
from hilo.people.models import Account
from tests.notifications.access import kept_mail
from tests.notifications.factories import LessonOpened, PlaceOffered, waiting_mail
from tests.people.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


def unread(account: Account) -> int:
    return Notification.objects.filter(person=account.person).unread().count()


def test_unread_comes_first_and_opens_where_it_leads(as_role: Any) -> None:
    client, account = as_role("member")
    first = services.notify(account.person, PlaceOffered("Prices"))
    services.notify(account.person, PlaceOffered("Costs"))
    page = client.get("/en/notifications/").content.decode()
    assert "2 are unread." in page
    assert page.index("Costs") < page.index("Prices")
    assert first is not None
    answer = client.get(f"/en/notifications/{first.uuid}/")
    assert answer["Location"] == f"/{account.person.language}/"
    assert unread(account) == 1
    page = client.get("/en/notifications/").content.decode()
    assert "One is unread." in page


def test_marking_one_some_and_all_needs_no_script(as_role: Any) -> None:
    client, account = as_role("member")
    said = [services.notify(account.person, PlaceOffered(f"Lesson {n}")) for n in range(3)]
    assert said[0] is not None
    client.post("/en/notifications/read/", {"read": str(said[0].uuid)})
    assert unread(account) == 2
    client.post("/en/notifications/read/", {"unread": str(said[0].uuid)})
    assert unread(account) == 3
    answer = client.post("/en/notifications/read/", {"all": "1", "back": "about=invitations"})
    assert unread(account) == 0
    assert answer["Location"] == "/en/notifications/?about=invitations"


@pytest.mark.parametrize("data", [{}, {"read": "no uuid"}, {"unread": "no uuid"}])
def test_a_tampered_form_marks_nothing(as_role: Any, data: dict[str, str]) -> None:
    client, account = as_role("member")
    services.notify(account.person, PlaceOffered("Prices"))
    assert client.post("/en/notifications/read/", data).status_code == 302
    assert unread(account) == 1


def test_nobody_marks_or_opens_what_was_said_to_others(as_role: Any) -> None:
    client, _account = as_role("member")
    other = AccountFactory()
    said = services.notify(other.person, PlaceOffered("Prices"))
    assert said is not None
    client.post("/en/notifications/read/", {"read": str(said.uuid)})
    assert client.get(f"/en/notifications/{said.uuid}/").status_code == 404
    assert unread(other) == 1


def test_what_is_gone_says_so(as_role: Any) -> None:
    client, account = as_role("member")
    services.notify(account.person, PlaceOffered("gone"))
    assert "This is no longer there." in client.get("/en/notifications/").content.decode()


def test_lists_are_narrowed_by_category_and_unread(as_role: Any) -> None:
    client, account = as_role("member")
    services.notify(account.person, PlaceOffered("Prices"))
    services.notify(account.person, LessonOpened("Costs"))
    page = client.get("/en/notifications/?about=programme").content.decode()
    assert "Costs" in page
    assert "Prices" not in page
    services.mark_read(account.person)
    assert "Nothing is here yet." in client.get("/en/notifications/?unread").content.decode()
    assert "Costs" in client.get("/en/notifications/?about=nonsense").content.decode()


def test_the_header_counts_with_one_query(as_role: Any, django_assert_max_num_queries: Any) -> None:
    client, account = as_role("member")
    services.notify_each((account.person, PlaceOffered(f"Lesson {n}")) for n in range(25))
    with django_assert_max_num_queries(12):
        client.get("/en/notifications/")


def choices(**more: str) -> dict[str, str]:
    chosen = {f"about_{one.name}": "daily" for one in categories if not one.is_required}
    return chosen | {"mail_is_on": "on", "hour": "7", "weekday": "2", "version": "1"} | more


def test_choosing_how_often(as_role: Any) -> None:
    client, account = as_role("member")
    page = client.get("/en/notifications/preferences/").content.decode()
    assert "Your account and your data" in page
    data = choices(about_discussions="weekly")
    answer = client.post("/en/notifications/preferences/", data)
    assert answer.status_code == 302
    habits = Habits.objects.get(person=account.person)
    assert habits.rhythms["discussions"] == "weekly"
    assert (habits.hour, habits.weekday, habits.mail_is_on) == (7, 2, True)


@pytest.mark.parametrize(
    "wrong",
    [{"hour": "25"}, {"hour": "eight"}, {"weekday": "9"}, {"about_work": "hourly"}],
)
def test_what_cannot_be_chosen_is_said_beside_the_field(
    as_role: Any, wrong: dict[str, str]
) -> None:
    client, account = as_role("member")
    answer = client.post("/en/notifications/preferences/", choices(**wrong))
    assert answer.status_code == 200
    assert "Choose one of these." in answer.content.decode()
    assert not Habits.objects.filter(person=account.person, hour=7).exists()


def test_two_windows_the_second_is_told_and_chooses(as_role: Any) -> None:
    client, account = as_role("member")
    opened = client.get("/en/notifications/preferences/").content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', opened)
    assert seen is not None
    client.post("/en/notifications/preferences/", choices(seen=seen[1]))
    data = choices(seen=seen[1], about_discussions="never", hour="8")
    answer = client.post("/en/notifications/preferences/", data)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Nothing you typed is lost" in page
    assert Habits.objects.get(person=account.person).rhythms["discussions"] == "daily"


def stop_address(person: Any) -> str:
    """The address in the List-Unsubscribe header of a mail to `person`."""
    services.notify(person, PlaceOffered("Prices"))
    post.send_waiting()
    header = outbox.outbox[-1].extra_headers["List-Unsubscribe"]
    return str(header).strip("<>").removeprefix(settings.ADDRESS)


def test_one_click_without_cookie_or_token_of_a_form_as_rfc_8058_asks() -> None:
    person = AccountFactory().person
    address = stop_address(person)
    provider = Client(enforce_csrf_checks=True)
    body = {"List-Unsubscribe": "One-Click"}
    for _twice in range(2):
        answer = provider.post(address, body)
        assert answer.status_code == 200
    assert Habits.objects.get(person=person).rhythms == {"invitations": "never"}
    assert Habits.objects.get(person=person).version == 2, "the second press changed nothing"


def test_following_the_link_changes_nothing_and_shows_buttons() -> None:
    person = AccountFactory().person
    address = stop_address(person)
    page = Client().get(address).content.decode()
    assert not Habits.objects.filter(person=person).exists()
    assert 'value="weekly"' in page
    assert 'value="never"' in page


def test_a_press_at_the_foot_of_a_mail_chooses_the_rhythm_also_when_signed_out() -> None:
    person = AccountFactory().person
    services.notify(person, PlaceOffered("Prices"))
    post.send_waiting()
    found = re.search(
        r"http://127.0.0.1:8000(/es/notifications/rhythm/\S+)", outbox.outbox[-1].body
    )
    assert found is not None
    for rhythm in ("weekly", "daily", "at_once", "never"):
        answer = Client(enforce_csrf_checks=True).post(found[1], {"rhythm": rhythm})
        assert answer.status_code == 200
        assert Habits.objects.get(person=person).rhythms == {"invitations": rhythm}
    assert Client().post(found[1], {"rhythm": "hourly"}).status_code == 404


def test_a_link_that_was_changed_says_what_to_do() -> None:
    answer = Client().get("/en/notifications/rhythm/nonsense/")
    assert answer.status_code == 404
    assert "incomplete or too old" in answer.content.decode()


def test_a_link_for_another_purpose_is_refused() -> None:
    person = AccountFactory().person
    token = links.sign("another", person=str(person.uuid), about=["invitations"])
    assert Client().post(f"/en/notifications/stop/{token}/").status_code == 404


def test_safety_cannot_be_stopped_by_any_link() -> None:
    person = AccountFactory().person
    token = links.sign("rhythm", person=str(person.uuid), about=["security"])
    page = Client().post(f"/en/notifications/stop/{token}/").content.decode()
    assert "always comes" in page
    assert not Habits.objects.filter(person=person, rhythms__has_key="security").exists()


def test_safety_mail_offers_no_way_to_stop_it() -> None:
    from hilo.notifications.standard import SignedInElsewhere

    person = AccountFactory().person
    services.notify(person, SignedInElsewhere(now(), "Firefox on Android", "192.0.2.7"))
    post.send_waiting()
    assert "List-Unsubscribe" not in outbox.outbox[0].extra_headers


def test_operators_see_what_mail_needs_and_decide(as_role: Any) -> None:
    client, _account = as_role("operator")
    mail = waiting_mail()
    Outgoing.objects.update(state="uncertain", problem="died", handed_at=now())
    page = client.get("/en/office/mail/").content.decode()
    assert "Some mails were perhaps sent." in page
    assert "Prices that pay" not in page, "what a mail says is nobody's business"
    address = f"/en/office/mail/{mail.uuid}/"
    shown = client.get(address).content.decode()
    assert "It did not arrive" in shown
    assert mail.person.account.email in shown
    client.post(address + "decide/", {"decision": "again"})
    mail.refresh_from_db()
    assert mail.state == "waiting"
    assert "had this mail sent again" in client.get(address).content.decode()
    assert client.post(address + "decide/", {"decision": "nonsense"}).status_code == 404


def test_many_are_sent_again_after_a_look(as_role: Any) -> None:
    client, _account = as_role("operator")
    for _each in range(3):
        waiting_mail()
    Outgoing.objects.update(state="failed", problem="refused")
    asked = client.post("/en/office/mail/act/?state=failed", {"do": "again", "all": "1"})
    assert "Send 3 mails again?" in asked.content.decode()
    assert Outgoing.objects.filter(state="failed").count() == 3
    client.post("/en/office/mail/act/?state=failed", {"do": "again", "all": "1", "expected": "3"})
    assert Outgoing.objects.filter(state="waiting").count() == 3


def test_the_history_of_one_person(as_role: Any) -> None:
    client, _account = as_role("operator")
    mail, _other = waiting_mail(), waiting_mail()
    page = client.get(f"/en/office/mail/?person={mail.person.uuid}").content.decode()
    assert "1 mail" in page
    assert client.get("/en/office/mail/?person=nonsense").status_code == 404
    assert client.get(f"/en/office/mail/?person={PersonFactory().uuid}").status_code == 404


def test_the_demonstrations_mail_is_read_under_a_policy_of_its_own() -> None:
    name = kept_mail()["name"]
    listed = Client().get("/en/dev/mail/?to=salma@hilo.example").content.decode()
    assert "Hello" in listed
    page = Client().get(f"/en/dev/mail/{name}/")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    shown = Client().get(f"/en/dev/mail/{name}/html/")
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation allow-popups" in policy
    assert "script-src" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in shown.content.decode()


@pytest.mark.parametrize("name", ["..%2F..%2Fsettings.eml", "nothing.eml", ".hidden"])
def test_nothing_else_is_read_from_the_folder(name: str) -> None:
    kept_mail()
    assert Client().get(f"/en/dev/mail/{name}/").status_code == 404


def test_outside_of_demonstrations_there_is_no_such_page(settings: Any) -> None:
    settings.IS_DEMONSTRATION = False
    assert Client().get("/en/dev/mail/").status_code == 404


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_pages_speak_four_languages(as_role: Any, language: str) -> None:
    client, account = as_role("operator")
    services.notify(account.person, PlaceOffered("Prices"))
    waiting_mail()
    with translation.override(language):
        for page in ("notifications/", "notifications/preferences/", "office/mail/", "dev/mail/"):
            answer = client.get(f"/{language}/{page}")
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.content.decode()
