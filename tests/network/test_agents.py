"""The agent of a cluster: a term and a role that begin and end together, from whichever side it is done."""

from __future__ import annotations

import datetime as dt

import pytest

from hilo.core.time import today
from hilo.network import access
from hilo.network.models import AgentTerm
from hilo.network.problems import AlreadyAccompanies, LastDayFirst, TermIsOver
from hilo.network.services import agents
from hilo.notifications.models import Notification
from hilo.people import roles
from hilo.people import services as people
from hilo.people.models import Grant
from hilo.people.problems import MayNotGrant
from tests.network.factories import ClusterFactory
from tests.people.factories import AccountFactory, account_as, on_duty, with_second_factor
from tests.places.factories import RegionFactory, division

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def delivered(django_capture_on_commit_callbacks):
    """Handlers hear of what happened at the end of each transaction."""
    yield


def appointed(cluster=None, person=None, by=None, **days):
    cluster = cluster or ClusterFactory()
    person = person or AccountFactory().person
    days = {"starts_on": today(), **days}
    return agents.appoint(cluster, person, by=by, **days)


def test_an_appointment_is_a_term_and_a_role_for_the_same_days():
    term = appointed(ends_on=today() + 100 * DAY)
    assert (term.grant.role, term.grant.scope_uuid) == ("agent", term.cluster.uuid)
    assert (term.grant.starts_on, term.grant.ends_on) == (term.starts_on, term.ends_on)
    account = on_duty(with_second_factor(term.person.account))
    assert access.cluster_for(account, term.cluster.slug, to=access.ACCOMPANY) == term.cluster


def test_ending_the_term_takes_the_role_back():
    term = appointed()
    agents.end_term(term, by=None)
    assert not Grant.objects.standing().filter(person=term.person).exists()
    assert not AgentTerm.objects.in_force().exists()
    with pytest.raises(TermIsOver):
        agents.end_term(term, by=None)


def test_taking_the_role_back_elsewhere_ends_the_term(django_capture_on_commit_callbacks):
    term = appointed()
    coordinator = account_as("coordinator")
    with django_capture_on_commit_callbacks(execute=True):
        people.revoke(term.grant, by=coordinator)
    term.refresh_from_db()
    assert term.ended_at is not None
    assert term.ends_on == today()


def test_an_agent_who_lays_the_role_down_ends_the_term(django_capture_on_commit_callbacks):
    term = appointed()
    with django_capture_on_commit_callbacks(execute=True):
        people.give_up(term.grant)
    assert not AgentTerm.objects.in_force().exists()


def test_a_role_that_was_given_elsewhere_is_a_term_too(django_capture_on_commit_callbacks):
    cluster, person = ClusterFactory(), AccountFactory().person
    scope = ("cluster", cluster.uuid)
    with django_capture_on_commit_callbacks(execute=True):
        given = people.grant(person, roles.Agent, by=None, scope=scope)
    assert [term.grant for term in cluster.agent_terms.in_force()] == [given]


def test_an_appointment_makes_one_term_though_the_role_tells_of_itself(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        term = appointed()
    assert list(AgentTerm.objects.all()) == [term]


def test_the_agent_is_told_once_and_by_the_name_of_the_cluster(django_capture_on_commit_callbacks):
    cluster = ClusterFactory()
    with django_capture_on_commit_callbacks(execute=True):
        term = appointed(cluster, by=account_as("coordinator"))
    told = Notification.objects.filter(person=term.person)
    assert [one.message for one in told] == ["people.role_given"]


def test_a_term_that_never_began_can_be_called_off():
    term = appointed(starts_on=today() + 30 * DAY, ends_on=today() + 60 * DAY)
    agents.end_term(term, by=None)
    term.refresh_from_db()
    assert term.ended_at is not None
    assert term.ends_on == today() + 60 * DAY
    assert not AgentTerm.objects.to_come().exists()


def test_nobody_accompanies_a_cluster_twice_at_a_time():
    term = appointed(ends_on=today() + 10 * DAY)
    with pytest.raises(AlreadyAccompanies):
        appointed(term.cluster, term.person, starts_on=today() + 5 * DAY)
    with pytest.raises(LastDayFirst):
        appointed(ends_on=today() - DAY)


def test_a_coordinator_of_the_region_appoints_and_others_do_not():
    nabeul = division("TN-21")
    cluster = ClusterFactory(place=nabeul)
    near = account_as("coordinator", ("region", RegionFactory(places=[nabeul]).uuid))
    far = account_as("coordinator", ("region", RegionFactory(places=[division("DZ-05")]).uuid))
    with pytest.raises(MayNotGrant):
        appointed(cluster, by=far)
    assert appointed(cluster, by=near).grant.granted_by == near.person
    with pytest.raises(MayNotGrant):
        agents.end_term(cluster.agent_terms.get(), by=far)
    assert cluster.agent_terms.in_force().count() == 1
