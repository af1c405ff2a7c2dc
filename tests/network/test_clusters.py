"""Clusters: mapped, changed, joined by members, measured; each with its line in the history."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError

from hilo.core.journal import history_of
from hilo.core.models import Overtaken
from hilo.core.text import Text
from hilo.core.time import today
from hilo.network import measures
from hilo.network.models import ClusterFigure, Membership
from hilo.network.problems import (
    AlreadyBelongs,
    CurrencyIsMissing,
    LastDayFirst,
    OutsideOfReach,
)
from hilo.network.rules import terms
from hilo.network.services import clusters, figures, memberships
from tests.network.factories import (
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
)
from tests.people.factories import PersonFactory, account_as
from tests.places.factories import RegionFactory, division, municipality

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NAME = Text.of("ar", "الفسيفساء، الجم").with_variant("fr", "Mosaïque, El Jem")


def events_of(cluster) -> list[str]:
    return [line.event for line in history_of("cluster", cluster.uuid)]


# Terms (hilo.network.rules.terms).


@pytest.mark.parametrize(
    ("starts", "ends", "moment"),
    [
        (None, None, "current"),
        (0, 0, "current"),
        (-9, -1, "past"),
        (1, None, "coming"),
        (None, -1, "past"),
    ],
)
def test_a_term_is_past_current_or_to_come(starts, ends, moment):
    day = dt.date(2026, 3, 10)
    days = [None if n is None else day + n * DAY for n in (starts, ends)]
    assert terms.moment(*days, day) == moment


def test_terms_that_share_a_day_overlap():
    first, last = dt.date(2026, 1, 1), dt.date(2026, 1, 31)
    assert terms.overlap((first, last), (last, None))
    assert terms.overlap((None, None), (first, first))
    assert not terms.overlap((first, last), (last + DAY, None))


# Mapping and writing.


def test_a_coordinator_maps_what_lies_in_her_regions():
    nabeul, batna = division("TN-21"), division("DZ-05")
    region = RegionFactory(places=[nabeul])
    account = account_as("coordinator", ("region", region.uuid))
    made = clusters.map_cluster(name=NAME, place=nabeul, sectors=[SectorFactory()], by=account)
    assert made.slug == "mosaique-el-jem"
    assert made.state == "draft"
    assert events_of(made) == ["network.ProfileAdded"]
    with pytest.raises(OutsideOfReach):
        clusters.map_cluster(name=NAME, place=batna, by=account)
    with pytest.raises(OutsideOfReach):
        clusters.map_cluster(name=NAME, by=account)


def test_two_clusters_of_one_name_have_two_addresses():
    one, other = (clusters.map_cluster(name=NAME, by=None) for _ in range(2))
    assert (one.slug, other.slug) == ("mosaique-el-jem", "mosaique-el-jem-2")


def test_a_change_tells_which_fields_and_nothing_is_told_where_nothing_changed():
    cluster, sector = ClusterFactory(), SectorFactory()
    clusters.change(cluster, town="El Jem", sectors=[sector], by=None)
    clusters.change(cluster, town="El Jem", sectors=[sector], by=None)
    assert list(cluster.sectors.all()) == [sector]
    assert events_of(cluster) == ["network.ProfileChanged"]


def test_who_was_overtaken_is_told():
    cluster = ClusterFactory()
    clusters.change(cluster, town="El Jem", by=None)
    with pytest.raises(Overtaken):
        clusters.change(cluster, town="Mahdia", expected=1, by=None)


def test_a_point_is_whole():
    with pytest.raises(IntegrityError, match="cluster_point_is_whole"):
        ClusterFactory(latitude=36.4)


def test_a_cluster_without_a_point_lies_where_its_place_does():
    place = municipality("21140")
    assert ClusterFactory(place=place).point == (place.latitude, place.longitude)
    assert ClusterFactory(place=place, latitude=1.0, longitude=2.0).point == (1.0, 2.0)
    assert ClusterFactory(place=division("TN-21")).point is None


# Members.


def test_adding_a_member_twice_adds_it_once():
    cluster, shop = ClusterFactory(), OrganisationFactory()
    one = memberships.add_member(cluster, shop, chain_place="design", by=None)
    assert memberships.add_member(cluster, shop, chain_place="design", by=None) == one
    assert events_of(cluster) == ["network.MemberAdded"]


def test_a_member_is_in_the_cluster_once_at_a_time():
    cluster, shop = ClusterFactory(), OrganisationFactory()
    memberships.add_member(cluster, shop, ends_on=today() - 9 * DAY, by=None)
    memberships.add_member(cluster, shop, starts_on=today(), by=None)
    with pytest.raises(AlreadyBelongs):
        memberships.add_member(cluster, shop, starts_on=today() + DAY, by=None)
    with pytest.raises(LastDayFirst):
        memberships.add_member(
            cluster, OrganisationFactory(), starts_on=today(), ends_on=today() - DAY, by=None
        )


def test_a_member_changes_its_place_and_leaves():
    membership = MembershipFactory()
    memberships.change_member(membership, chain_place="retail", expected=1, by=None)
    memberships.end_membership(membership, by=None)
    memberships.end_membership(membership, on=today(), by=None)
    assert Membership.objects.get().ends_on == today()
    assert events_of(membership.cluster) == ["network.MembershipEnded", "network.MembershipChanged"]


def test_what_is_over_stays_over():
    membership = MembershipFactory(ends_on=today() - DAY)
    memberships.end_membership(membership, by=None)
    assert membership.ends_on == today() - DAY


# Figures.


def record(cluster, **changed):
    told = {"year": 2025, "value": Decimal(120), "source": "Censo inventado", "by": None}
    return figures.record(cluster, "firms", **(told | changed))


def test_a_figure_is_recorded_and_corrected():
    cluster = ClusterFactory()
    record(cluster)
    record(cluster)
    record(cluster, value=Decimal(130))
    assert ClusterFigure.objects.get().value == 130
    assert events_of(cluster) == ["network.FigureRecorded"] * 2


def test_money_has_a_currency_and_nothing_else_has():
    cluster = ClusterFactory()
    with pytest.raises(CurrencyIsMissing):
        record(cluster, currency="TND")
    with pytest.raises(CurrencyIsMissing):
        figures.record(cluster, "sales", year=2025, value=Decimal(1), source="x", by=None)


def test_a_figure_that_is_removed_leaves_its_line():
    cluster = ClusterFactory()
    figures.remove(record(cluster), by=None)
    assert not cluster.figures.exists()
    assert events_of(cluster)[0] == "network.FigureRemoved"


# Measures.


def test_indicators_count_members_seats_and_listed_clusters():
    cluster = ClusterFactory(place=division("TN-21"))
    MembershipFactory(cluster=cluster, starts_on=dt.date(2026, 2, 1), organisation__women_led="yes")
    MembershipFactory(cluster=cluster, starts_on=dt.date(2024, 2, 1))
    SeatFactory(cluster=cluster, person=PersonFactory(gender="woman"))
    SeatFactory(cluster=cluster, person=None)
    since, until = dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, tzinfo=dt.UTC)
    members = list(measures.organisations_in_clusters(since, until))
    noon = dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)
    assert [(one["by_women_led"], one["at"]) for one in members] == [("yes", noon)]
    seats = measures.commission_members(since, until)
    assert [one["by_gender"] for one in seats] == ["woman"]
    assert [one["by_place"] for one in measures.clusters_mapped(since, until)] == ["TN-21"]
