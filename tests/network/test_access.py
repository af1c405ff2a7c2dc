"""Who may see and change what: guards and lists agree."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from hilo.core.access import Refused
from hilo.network import access
from hilo.network.enums import Audience, State
from hilo.network.models import Cluster, Organisation
from tests.network.factories import (
    AffiliationFactory,
    ClusterFactory,
    OrganisationFactory,
    steward_of,
)
from tests.people.factories import AccountFactory, PersonFactory, account_as
from tests.places.factories import RegionFactory, municipality

pytestmark = pytest.mark.django_db
STRANGER = AnonymousUser()


def test_strangers_find_what_is_listed_and_public() -> None:
    shown = OrganisationFactory()
    OrganisationFactory(audience=Audience.MEMBERS)
    OrganisationFactory(state=State.DRAFT)
    assert list(access.organisations_visible_to(STRANGER)) == [shown]


def test_members_find_what_is_listed() -> None:
    some = [OrganisationFactory(), OrganisationFactory(audience=Audience.MEMBERS)]
    OrganisationFactory(state=State.SUBMITTED)
    assert list(access.organisations_visible_to(AccountFactory())) == some


def test_stewards_find_and_change_their_own_draft() -> None:
    draft = OrganisationFactory(state=State.DRAFT)
    steward = steward_of(draft)
    assert access.organisation_for(steward, draft.slug, to="edit") == draft
    with pytest.raises(Http404):
        access.organisation_for(AccountFactory(), draft.slug)


def test_a_coordinator_of_a_region_reaches_what_lies_in_it() -> None:
    puebla, elsewhere = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    here = OrganisationFactory(place=puebla, state=State.DRAFT)
    there = OrganisationFactory(place=elsewhere)
    coordinator = account_as("coordinator", ("region", region.uuid))
    assert access.organisation_for(coordinator, here.slug, to=access.REVIEW) == here
    with pytest.raises(Refused):
        access.organisation_for(coordinator, there.slug, to=access.REVIEW)


def test_an_agent_changes_the_own_cluster_only() -> None:
    own, other = ClusterFactory(state=State.DRAFT), ClusterFactory()
    agent = account_as("agent", ("cluster", own.uuid))
    assert access.cluster_for(agent, own.slug, to=access.ACCOMPANY) == own
    with pytest.raises(Refused):
        access.cluster_for(agent, other.slug, to=access.ACCOMPANY)


def test_contact_fields_go_to_whom_they_are_meant_for() -> None:
    levels = {"email": "public", "phone": "members", "address": "own"}
    told = {"email": "taller@red.example", "phone": "+52 000", "address": "Calle Inventada 1"}
    shop = OrganisationFactory(visibility=levels, **told)
    assert set(access.shown_contact(STRANGER, shop)) == {"email"}
    assert set(access.shown_contact(AccountFactory(), shop)) == {"email", "phone"}
    assert access.shown_contact(steward_of(shop), shop) == told
    assert access.shown_contact(account_as("coordinator"), shop) == told


def test_people_stand_on_a_page_who_chose_to_and_may_be_found() -> None:
    shop = OrganisationFactory()
    shown = AffiliationFactory(organisation=shop, person=PersonFactory(shown_to="public"))
    AffiliationFactory(organisation=shop, person=PersonFactory(shown_to="members"))
    AffiliationFactory(organisation=shop, person=PersonFactory(shown_to="public"), is_shown=False)
    assert list(access.affiliations_shown(STRANGER, shop)) == [shown]
    assert access.affiliations_shown(steward_of(shop), shop).count() == 4


def test_a_row_is_seen_by_whom_the_list_shows_it_to() -> None:
    """`sees_…` of a row that is read already says what `…_visible_to` asks the database."""
    puebla, elsewhere = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    for state in State:
        for audience in Audience:
            for place in (puebla, elsewhere):
                OrganisationFactory(state=state, audience=audience, place=place)
                ClusterFactory(state=state, audience=audience, place=place)
    kept = Organisation.objects.first()
    merged = OrganisationFactory(state=State.ARCHIVED, merged_into=kept)
    own = OrganisationFactory(state=State.DRAFT)
    viewers = [
        STRANGER,
        AccountFactory(),
        steward_of(own),
        account_as("coordinator"),
        account_as("coordinator", ("region", region.uuid)),
        account_as("agent", ("cluster", Cluster.objects.filter(state=State.DRAFT)[0].uuid)),
    ]
    for viewer in viewers:
        organisations = set(access.organisations_visible_to(viewer))
        assert organisations == {
            one for one in Organisation.objects.all() if access.sees_organisation(viewer, one)
        }
        clusters = set(access.clusters_visible_to(viewer))
        assert clusters == {
            one for one in Cluster.objects.all() if access.sees_cluster(viewer, one)
        }
        assert merged not in organisations
