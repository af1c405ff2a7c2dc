"""The list of people: found without accents, filtered, in a few queries however many; invited together."""

from __future__ import annotations

from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hilo.core import keeping
from hilo.core.models import Job
from hilo.core.time import now
from hilo.people import services, tasks
from hilo.people.models import Account, Invitation
from hilo.places.models import Place
from tests.people import letters
from tests.people.factories import AccountFactory, GrantFactory, PersonFactory

pytestmark = pytest.mark.django_db
LIST = "/en/people/"


def page(client, query=""):
    return client.get(LIST + query).content.decode()


def test_names_are_found_without_accents_and_in_any_order(as_role):
    client, _account = as_role("coordinator")
    PersonFactory(given_name="Eréndira", family_name="Ñoño")
    PersonFactory(given_name="هالة", family_name="المُعَلِّم")
    PersonFactory(given_name="Somebody", family_name="Else")
    for words, name in (("nono eren", "Eréndira"), ("المعلم", "هالة"), ("ERENDIRA", "Eréndira")):
        found = page(client, f"?q={words}")
        assert name in found
        assert "Somebody" not in found


def test_people_are_found_by_address(as_role):
    client, _account = as_role("coordinator")
    AccountFactory(email="zahra@nabeul.example", person__given_name="Zahra")
    assert "Zahra" in page(client, "?q=zahra@nabeul")


def test_filters(as_role):
    client, _account = as_role("coordinator")
    mexico = Place.objects.create(kind="country", code="QX", name="Invented country")
    state = Place.objects.create(
        kind="division", code="QX-AA", name="Invented state", parent=mexico
    )
    town = Place.objects.create(kind="municipality", code="QX-001", name="Town", parent=state)
    trainer = PersonFactory(given_name="Trainer", language="fr", gender="woman", territory=town)
    GrantFactory(person=trainer, role="trainer")
    PersonFactory(given_name="Invited", invited_at=now(), territory=mexico)
    for query in ("role=trainer", "language=fr", "gender=woman", "division=QX-AA"):
        found = page(client, f"?{query}")
        assert "Trainer" in found, query
        assert "Invited" not in found.split("<main")[1].split("</table>")[0].replace(
            "Invited</", ""
        ), query
    assert "Trainer" in page(client, "?country=QX&state=never")


def test_fifty_a_page_and_constant_queries(as_role):
    client, _account = as_role("coordinator")

    def queries() -> int:
        keeping.forget()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(LIST)
            return len(seen.captured_queries)

    AccountFactory.create_batch(3)
    few = queries()
    AccountFactory.create_batch(60)
    assert queries() == few + 1  # a list that goes on is counted
    assert page(client).count('name="chosen"') == 50


def test_inviting_many_at_once(as_role, django_capture_on_commit_callbacks):
    client, account = as_role("coordinator")
    waiting = [
        services.add_person(by=None, given_name=f"New {n}", email=f"n{n}@hilo.example")
        for n in range(3)
    ]
    joined = AccountFactory().person
    chosen = [str(one.uuid) for one in [*waiting, joined]]
    address = "/en/people/act/"
    asked = client.post(address, {"do": "invite", "chosen": chosen}).content.decode()
    assert "Send an invitation to 4 people?" in asked
    answer = client.post(address, {"do": "invite", "chosen": chosen, "expected": "4"})
    job = Job.objects.get()
    assert answer["Location"] == f"/en/work/{job.uuid}/"
    assert job.title == "Send invitations"
    with django_capture_on_commit_callbacks(execute=True):
        for _crash in range(2):
            tasks.invite_people.func(people=chosen, by_account=account.pk)
    assert Invitation.objects.count() == 3
    assert [len(letters.posted(f"n{n}@hilo.example")) for n in range(3)] == [1, 1, 1]


def test_one_who_lost_the_role_meanwhile_invites_nobody(as_role):
    _client, account = as_role("coordinator")
    person = services.add_person(by=None, given_name="New", email="new@hilo.example")
    account.person.grants.update(revoked_at=now())
    tasks.invite_people.func(people=[str(person.uuid)], by_account=account.pk)
    assert not Invitation.objects.exists()


def test_the_list_of_invitations_tells_their_states(as_role):
    client, account = as_role("coordinator")
    first = services.invite_new(by=account, email="a@hilo.example", given_name="Amal")
    services.invite_new(by=account, email="b@hilo.example", given_name="Basma")
    services.revoke_invitation(first, by=account)
    taken_back = client.get("/en/invitations/?state=revoked").content.decode()
    assert "Amal" in taken_back
    assert "Basma" not in taken_back
    assert "Send it again" in client.get(f"/en/invitations/{first.uuid}/").content.decode()


def test_a_first_coordinator_from_the_command_line(django_capture_on_commit_callbacks, capsys):
    words = ["--email", "rosa@hilo.example", "--given-name", "Rosa", "--language", "es"]
    with django_capture_on_commit_callbacks(execute=True):
        call_command("people", "first-coordinator", *words)
    account = services.find_invitation(
        letters.path_in(letters.posted("rosa@hilo.example")[0]).rstrip("/").rpartition("/")[2]
    ).person.account
    roles = set(account.person.grants.values_list("role", flat=True))
    assert roles == {"coordinator", "operator"}
    printed = letters.path_in(letters.to("rosa@hilo.example")[0])
    assert printed in capsys.readouterr().out
    call_command("people", "first-coordinator", *words)
    said = capsys.readouterr().out
    assert "There is a coordinator already" in said
    assert "bin/hilo people sign-in-link rosa@hilo.example" in said


def test_a_first_coordinator_gets_in_without_any_mail(client, capsys):
    words = ["--email", "rosa@hilo.example", "--given-name", "Rosa", "--language", "es"]
    call_command("people", "first-coordinator", *words)
    lost = link_in(capsys.readouterr().out)
    call_command("people", "sign-in-link", "rosa@hilo.example")
    link = link_in(capsys.readouterr().out)
    assert client.get(lost).status_code == 410
    client.post(link, {"agrees": "on"})
    assert Account.objects.get(email="rosa@hilo.example").person.joined_at


def test_the_operator_hands_over_a_link_that_works_once_and_is_written_down(
    as_role, client, capsys
):
    from hilo.core.models import Entry

    _client, account = as_role("member")
    call_command("people", "sign-in-link", account.email)
    link = link_in(capsys.readouterr().out)
    assert client.post(link).status_code == 302
    assert client.get("/en/me/").status_code == 200
    assert Client().post(link).status_code == 410
    assert Entry.objects.filter(event="people.LinkHandedOver").exists()


def test_a_link_is_made_for_nobody_unknown():
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="Nobody signs in with"):
        call_command("people", "sign-in-link", "nobody@hilo.example")


def link_in(said: str) -> str:
    """The path of the link that the command printed on its last line."""
    return urlsplit(said.strip().splitlines()[-1].strip()).path


def test_a_lost_second_factor_is_taken_away_and_written_down(as_role):
    from allauth.mfa.models import Authenticator

    from hilo.core.models import Entry

    _client, account = as_role("trainer")
    call_command("people", "forget-second-factor", account.email, stdout=StringIO())
    assert not Authenticator.objects.filter(user=account).exists()
    assert Entry.objects.filter(event="people.SecondFactorForgotten").exists()


def test_an_address_that_is_none_is_refused_by_the_command():
    from django.core.management import CommandError

    with pytest.raises(CommandError, match="not an address"):
        call_command(
            "people", "first-coordinator", "--email", "not an address", "--given-name", "R"
        )
