"""Adopted policies: reported by anybody, answered by whoever coordinates, followed up, and seen by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from hilo.core import search
from hilo.core.access import Refused
from hilo.core.models import Overtaken
from hilo.core.text import Text
from hilo.core.time import today
from hilo.network.events import OfficePassed
from hilo.network.services import merging
from hilo.notifications.models import Notification
from hilo.people import services as people
from hilo.people.access import OffDuty
from hilo.programme import access, handlers, measures, policies
from hilo.programme.models import FollowUp, Policy, PolicyStep
from hilo.programme.panels.policies import on_organisation
from hilo.programme.services import policies as services
from hilo.programme.services.programmes import ProgrammeIsArchived
from tests.network.factories import AffiliationFactory, OrganisationFactory, SectorFactory
from tests.people.factories import AccountFactory, GrantFactory, account_as
from tests.places.factories import country, municipality, state
from tests.programme.access import A_PDF
from tests.programme.factories import (
    FollowUpFactory,
    PolicyFactory,
    ProgrammeFactory,
    region_of,
)

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def reported(by: Any = None, **told: Any) -> Policy:
    told = {
        "title": Text.of("es", "Mercado de creadores"),
        "decided_by": "Cabildo inventado",
        "nature": "strategic",
    } | told
    return services.report(by=by or AccountFactory(), **told)


def told_to(person: Any) -> list[str]:
    """The names of what was said to somebody."""
    rows = Notification.objects.filter(person=person).order_by("message")
    return list(rows.values_list("message", flat=True))


# Reporting.


def test_the_coordinators_of_the_place_hear_of_a_report_and_no_others() -> None:
    programme = ProgrammeFactory()
    centre = region_of(programme, "centro", [state("21")])
    near = GrantFactory(scope=("region", centre.uuid)).person
    of_it = GrantFactory(scope=("programme", programme.uuid)).person
    far, everywhere = GrantFactory(scope=("programme", ProgrammeFactory().uuid)), GrantFactory()
    reported(place=municipality("21140"))
    assert told_to(near) == told_to(of_it) == ["programme.policy_waits"]
    assert told_to(far.person) == told_to(everywhere.person) == []


def test_where_nobody_is_near_the_coordinators_of_everything_hear_of_it() -> None:
    everywhere = GrantFactory().person
    reported(place=country("TN"))
    assert told_to(everywhere) == ["programme.policy_waits"]


def test_what_is_not_decided_yet_is_not_adopted() -> None:
    with pytest.raises(services.NotDecidedYet):
        reported(decided_on=today() + dt.timedelta(days=1))


def test_nobody_lets_more_wait_than_coordinators_can_read() -> None:
    account = AccountFactory()
    for _ in range(services.MOST_WAITING):
        PolicyFactory(state="reported", reported_by=account.person)
    with pytest.raises(services.TooManyReports):
        reported(account)


def test_money_without_a_currency_is_not_taken() -> None:
    with pytest.raises(ValidationError):
        reported(amount=100)


def test_nothing_of_an_archived_programme_changes() -> None:
    policy = PolicyFactory(programme=ProgrammeFactory(state="archived"))
    account = account_as("coordinator")
    for act in (
        lambda: reported(programme=policy.programme),
        lambda: services.change(policy, by=account, decided_by="Otro"),
        lambda: services.send_back(policy, by=account, words="¿Cuándo?"),
        lambda: services.withdraw(policy, by=account, words="Error"),
        lambda: services.follow_up(policy, by=account, standing="ended", heard_on=today()),
    ):
        with pytest.raises(ProgrammeIsArchived):
            act()


# The answer.


def test_a_report_is_returned_answered_and_verified_and_every_word_is_kept() -> None:
    reporter, coordinator = AccountFactory(), account_as("coordinator")
    policy = reported(reporter)
    services.send_back(policy, by=coordinator, words="¿En qué sesión?")
    assert policy.state == "returned"
    services.report_again(policy, by=reporter, words="En la del 3 de febrero.")
    services.verify(policy, by=coordinator, evidence="published", words="Está en la gaceta.")
    assert (policy.state, policy.evidence) == ("verified", "published")
    said = policy.steps.order_by("at", "pk").values_list("verb", "words")
    assert list(said) == [
        ("report", ""),
        ("return", "¿En qué sesión?"),
        ("report", "En la del 3 de febrero."),
        ("verify", "Está en la gaceta."),
    ]
    assert told_to(reporter.person) == ["programme.policy_accepted", "programme.policy_questioned"]


def test_a_question_has_words() -> None:
    policy = PolicyFactory(state="reported")
    with pytest.raises(services.WordsAreMissing):
        services.send_back(policy, by=account_as("coordinator"), words="  ")


def test_who_takes_back_another_ones_report_says_why_and_its_reporter_hears_it() -> None:
    reporter, coordinator = AccountFactory(), account_as("coordinator")
    policy = reported(reporter)
    with pytest.raises(services.WordsAreMissing):
        services.withdraw(policy, by=coordinator)
    services.withdraw(policy, by=coordinator, words="Está dos veces.")
    assert policy.state == "withdrawn"
    assert told_to(reporter.person) == ["programme.policy_taken_back"]
    services.report_again(policy, by=reporter)
    services.withdraw(policy, by=reporter)
    assert policy.state == "withdrawn"


def test_what_stands_elsewhere_meanwhile_is_not_answered_twice() -> None:
    policy = PolicyFactory(state="reported")
    seen, coordinator = Policy.objects.get(pk=policy.pk), account_as("coordinator")
    services.withdraw(policy, by=coordinator, words="Error")
    with pytest.raises(services.PolicyMoved):
        services.verify(seen, by=coordinator, evidence="told")


def test_who_writes_while_it_is_verified_does_not_undo_the_answer() -> None:
    policy = PolicyFactory(state="reported")
    seen = Policy.objects.get(pk=policy.pk)
    services.verify(policy, by=account_as("coordinator"), evidence="seen")
    with pytest.raises(Overtaken):
        services.change(seen, by=None, expected=seen.version, decided_by="Otro")
    policy.refresh_from_db()
    assert policy.state == "verified"


# Following up.


def test_what_ended_is_not_asked_for_again() -> None:
    policy, account = PolicyFactory(follow_up_on=today()), account_as("coordinator")
    later = today() + dt.timedelta(days=90)
    services.follow_up(policy, by=account, standing="changed", heard_on=today(), follow_up_on=later)
    assert policy.follow_up_on == later
    services.follow_up(policy, by=account, standing="ended", heard_on=today(), follow_up_on=later)
    assert policy.follow_up_on is None
    assert policy.follow_ups.count() == 2


def test_what_is_not_verified_is_not_followed_up() -> None:
    with pytest.raises(services.PolicyMoved):
        services.follow_up(
            PolicyFactory(state="reported"),
            by=account_as("coordinator"),
            standing="in_force",
            heard_on=today(),
        )


def test_when_the_day_has_come_reporter_and_coordinators_are_asked_once() -> None:
    coordinator = GrantFactory().person
    policy = PolicyFactory(follow_up_on=today() + dt.timedelta(days=2))
    services.remind_to_follow_up()
    assert told_to(coordinator) == []
    with time_machine.travel(dt.datetime(2026, 3, 12, 18, 0, tzinfo=dt.UTC)):
        services.remind_to_follow_up()
        services.remind_to_follow_up()
    for person in (coordinator, policy.reported_by):
        assert told_to(person) == ["programme.policy_to_follow_up"]


# Who sees what.


def rows_of(user: Any) -> set[Policy]:
    return set(access.policies_visible_to(user))


def test_each_sees_what_is_theirs_to_see() -> None:
    programme = ProgrammeFactory()
    centre = region_of(programme, "centro", [state("21")])
    public, members = PolicyFactory(), PolicyFactory(is_public=False)
    reporter = AccountFactory()
    waits = PolicyFactory(
        state="reported", place=municipality("21140"), reported_by=reporter.person
    )
    of_programme = PolicyFactory(state="returned", programme=programme)
    taken_back = PolicyFactory(state="withdrawn")
    everything = {public, members, waits, of_programme, taken_back}
    seen = {
        AnonymousUser: {public},
        account_as("member"): {public, members},
        account_as("promoter"): {public, members},
        reporter: {public, members, waits},
        account_as("coordinator", ("region", centre.uuid)): {public, members, waits},
        account_as("coordinator", ("programme", programme.uuid)): {
            *(public, members, waits, of_programme),
        },
        account_as("coordinator"): everything,
    }
    for who, rows in seen.items():
        user = who() if who is AnonymousUser else who
        assert rows_of(user) == rows
        assert {one for one in everything if access.sees_policy(user, one)} == rows


def test_a_reporter_writes_until_it_is_verified_and_a_coordinator_always() -> None:
    reporter, coordinator = AccountFactory(), account_as("coordinator")
    policy = PolicyFactory(state="returned", reported_by=reporter.person)
    assert access.policy_for(reporter, policy.uuid, to="edit") == policy
    services.verify(policy, by=coordinator, evidence="told")
    with pytest.raises(Refused):
        access.policy_for(reporter, policy.uuid, to="edit")
    assert access.policy_for(reporter, policy.uuid, to="tell") == policy
    assert access.policy_for(coordinator, policy.uuid, to="edit") == policy
    with pytest.raises(Refused):
        access.policy_for(AccountFactory(), policy.uuid, to="tell")


def test_a_coordinator_off_duty_is_led_to_the_staff_session() -> None:
    account = AccountFactory()
    GrantFactory(person=account.person)
    policy = PolicyFactory(state="reported")
    with pytest.raises(OffDuty):
        access.policy_for(account, policy.uuid, to=access.VERIFY)
    with pytest.raises(Http404):
        access.policy_for(AccountFactory(), policy.uuid)


def test_search_finds_it_for_those_who_see_it() -> None:
    policy = reported(title=Text.of("es", "Fondo para telares"), is_public=True)
    member, stranger = AccountFactory(), AnonymousUser()

    def found(user: Any) -> int:
        return search.search("telares", user, language="es").total

    assert (found(member), found(stranger)) == (0, 0)
    services.verify(policy, by=account_as("coordinator"), evidence="seen")
    assert (found(member), found(stranger)) == (1, 1)
    services.show_to_all(policy, by=None, is_public=False)
    assert (found(member), found(stranger)) == (1, 0)


def test_whoever_follows_in_an_office_answers_for_what_is_not_finished() -> None:
    leaving = AffiliationFactory(is_office=True)
    person, house = leaving.person, leaving.organisation
    waits = PolicyFactory(state="returned", organisation=house, reported_by=person)
    finished = PolicyFactory(organisation=house, reported_by=person)
    elsewhere = PolicyFactory(state="returned", reported_by=person)
    successor = AccountFactory().person
    for _ in range(2):
        handlers.pass_reports_on(
            OfficePassed(leaving.uuid, house.uuid, person.uuid, successor.uuid)
        )
    for policy in (waits, finished, elsewhere):
        policy.refresh_from_db()
    assert waits.reported_by == successor
    assert finished.reported_by == elsewhere.reported_by == person


# What indicators count.


def test_a_policy_counts_in_the_period_in_which_it_was_decided() -> None:
    programme = ProgrammeFactory()
    centre = region_of(programme, "centro", [state("21")])
    first = PolicyFactory(
        decided_on=dt.date(2026, 1, 31), place=municipality("21140"), programme=programme
    )
    PolicyFactory(decided_on=dt.date(2026, 2, 1))
    PolicyFactory(decided_on=dt.date(2026, 1, 31), state="reported")
    undated = PolicyFactory(decided_on=None, nature="financial")
    mexico = ZoneInfo("America/Mexico_City")
    january = (dt.datetime(2026, 1, 1, tzinfo=mexico), dt.datetime(2026, 2, 1, tzinfo=mexico))
    (fact,) = measures.policies_adopted(*january)
    assert fact["unit_id"] == first.pk
    assert (fact["by_nature"], fact["by_place"]) == ("institutional", "MX-21140")
    assert (fact["by_region"], fact["by_programme"]) == (centre.uuid, programme.uuid)
    (now_reported,) = measures.policies_adopted(undated.reported_at, today_at_the_end())
    assert now_reported["by_nature"] == "financial"


def today_at_the_end() -> dt.datetime:
    return dt.datetime(2026, 3, 11, tzinfo=dt.UTC)


# What is kept of a person.


def test_a_person_takes_their_reports_home() -> None:
    account = AccountFactory()
    policy = reported(account)
    services.verify(policy, by=account_as("coordinator"), evidence="told")
    services.follow_up(
        policy, by=account, standing="in_force", heard_on=today(), words=Text.of("es", "Va bien.")
    )
    (copy,) = policies.export(account.person)
    assert copy["what_was_decided"] == "Mercado de creadores"
    assert copy["what_came_of_it"] == ["Va bien."]


def test_whoever_leaves_takes_their_name_and_words_along_and_the_policy_stays() -> None:
    account = AccountFactory()
    policy = reported(account)
    services.send_back(policy, by=account_as("coordinator"), words="¿Cuándo?")
    services.report_again(policy, by=account, words="Yo estuve ahí.")
    people.erase(account.person, by=None)
    policy.refresh_from_db()
    assert str(policy.reported_by) == "A person who has left"
    assert set(PolicyStep.objects.values_list("words", flat=True)) == {"", "¿Cuándo?"}


def test_what_was_put_there_by_mistake_goes_with_its_document() -> None:
    upload = SimpleUploadedFile("acta.pdf", A_PDF)
    policy = reported(upload=upload)
    services.take_off([policy], by=None)
    assert not Policy.objects.exists()


def test_a_new_document_takes_the_place_of_the_old_one() -> None:
    policy = reported(upload=SimpleUploadedFile("acta.pdf", A_PDF))
    before = policy.file_id
    services.change(policy, by=None, upload=SimpleUploadedFile("gaceta.pdf", A_PDF))
    assert policy.file_id not in (None, before)
    services.change(policy, by=None, file=None)
    assert policy.file is None


def test_changing_the_sectors_alone_is_a_change() -> None:
    policy, sector = PolicyFactory(), SectorFactory()
    services.change(policy, by=None, sectors=[sector])
    assert list(policy.sectors.all()) == [sector]
    version = policy.version
    services.change(policy, by=None, sectors=[sector])
    assert policy.version == version


def test_a_merged_organisation_keeps_what_it_decided() -> None:
    kept, gone = OrganisationFactory(), OrganisationFactory()
    policy = PolicyFactory(organisation=gone)
    merging.merge(kept, gone, choices={}, by=None)
    content = on_organisation(kept, AnonymousUser())
    assert content and content["lines"][0][1] == policy.get_absolute_url()


def test_a_follow_up_says_where_it_stands() -> None:
    told = FollowUpFactory(standing=FollowUp.Standing.CHANGED)
    assert told.get_standing_display() == "In force, changed"
