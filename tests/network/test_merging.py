"""Two that were one: everything goes along, and comes back exactly as it was."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core import serializers
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hilo.core.journal import history_of
from hilo.core.search import search
from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.network.enums import AffiliationState, State, Verdict
from hilo.network.models import (
    Affiliation,
    Criterion,
    Distinction,
    Finding,
    HandOver,
    Membership,
    Merge,
    Organisation,
    Seat,
)
from hilo.network.problems import LaterWork, MergedAlready, NotPossibleNow, OneIsNotTwo
from hilo.network.services import affiliations, merging, organisations, profiles
from hilo.notifications.models import Notification
from tests.network.factories import (
    AffiliationFactory,
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
    steward_of,
)
from tests.people.factories import AccountFactory, PersonFactory
from tests.places.factories import municipality

pytestmark = pytest.mark.django_db

MODELS = (Organisation, Affiliation, Membership, Seat, HandOver, Finding)
MOVES_ON = {"version", "changed_at"}


def everything() -> dict[Any, Any]:
    """What all rows say, but for the marks of having been touched."""
    rows = serializers.serialize("python", [row for model in MODELS for row in model.objects.all()])
    return {
        (row["model"], row["pk"]): {k: v for k, v in row["fields"].items() if k not in MOVES_ON}
        for row in rows
    }


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    """A page and its duplicate, with people, clusters, seats and findings on both."""
    silver, clay = SectorFactory(), SectorFactory()
    kept = OrganisationFactory(
        short_name="Hilos del Golfo", place=municipality("21140"), sectors=[silver]
    )
    gone = OrganisationFactory(
        short_name="Hilos d. Golfo",
        legal_name="Hilos del Golfo, S.A. de C.V.",
        email="hilos@red.example",
        visibility={"email": "public"},
        founded_year=1987,
        presentation=Text.of("es", "Tejemos."),
        sectors=[silver, clay],
    )
    gone.other_places.add(municipality("19026"))
    return kept, gone


def hang_things_on(kept: Organisation, gone: Organisation) -> None:
    """Rows of each kind, some of which cannot stand twice."""
    both, weaker = PersonFactory(), PersonFactory()
    AffiliationFactory(organisation=kept, person=both)
    AffiliationFactory(organisation=gone, person=both, is_steward=True)
    AffiliationFactory(
        organisation=kept, person=weaker, state=AffiliationState.REQUESTED, starts_on=None
    )
    AffiliationFactory(organisation=gone, person=weaker)
    earlier = AffiliationFactory(organisation=gone)
    later = AffiliationFactory(organisation=gone)
    HandOver.objects.create(
        organisation=gone, predecessor=earlier, successor=later, at=now(), on=today()
    )
    cluster = ClusterFactory()
    MembershipFactory(cluster=cluster, organisation=kept)
    MembershipFactory(cluster=cluster, organisation=gone)
    MembershipFactory(organisation=gone)
    SeatFactory(organisation=gone)
    for code, ones in (("active", (kept, gone)), ("named", (gone,))):
        criterion = Criterion.objects.create(
            subject="organisation", code=f"{code}-{kept.pk}", name=Text.of("es", code)
        )
        for one in ones:
            Finding.objects.create(
                criterion=criterion,
                subject_kind="organisation",
                subject_uuid=one.uuid,
                verdict=Verdict.MET,
                at=now(),
            )


def test_what_hangs_on_the_duplicate_goes_to_the_one_that_is_kept(pair: Any) -> None:
    kept, gone = pair
    hang_things_on(kept, gone)
    merging.merge(kept, gone, choices={"email": "gone", "founded_year": "gone"}, by=None)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.email, kept.founded_year, kept.visibility["email"]) == (
        "hilos@red.example",
        1987,
        "public",
    )
    assert kept.presentation == Text()
    assert kept.sectors.count() == 2
    assert kept.other_places.count() == 1
    assert "Hilos d. Golfo" in kept.names
    assert (gone.state, gone.merged_into) == (State.ARCHIVED, kept)
    assert Affiliation.objects.in_force().filter(organisation=gone).count() == 0
    assert Affiliation.objects.in_force().filter(organisation=kept).count() == 4
    assert kept.affiliations.filter(is_steward=True).count() == 1
    assert kept.memberships.filter(ends_on=None).count() == 2
    assert kept.commission_seats.count() == kept.hand_overs.count() == 1
    assert Finding.objects.filter(subject_uuid=kept.uuid).count() == 2


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(taken=st.sets(st.sampled_from(merging.CHOSEN)))
def test_taking_a_merge_back_restores_every_row(pair: Any, taken: set[str]) -> None:
    kept, gone = pair
    if not kept.affiliations.exists():
        hang_things_on(kept, gone)
    before = everything()
    done = merging.merge(kept, gone, choices=dict.fromkeys(taken, "gone"), by=None)
    assert everything() != before
    merging.undo_merge(done, by=None)
    assert everything() == before


def test_the_directory_follows(pair: Any) -> None:
    kept, gone = pair
    profiles.refresh(kept, gone)

    def hits() -> set[Any]:
        found = search("hilos golfo", AccountFactory(), language="es")
        return {hit.object.pk for hit in found.hits}

    assert hits() == {kept.pk, gone.pk}
    done = merging.merge(kept, gone, choices={}, by=None)
    assert hits() == {kept.pk}
    merging.undo_merge(done, by=None)
    assert hits() == {kept.pk, gone.pk}


def test_merging_twice_is_merging_once(pair: Any) -> None:
    kept, gone = pair
    done = merging.merge(kept, gone, choices={}, by=None)
    again = merging.merge(kept, gone, choices={"email": "gone"}, by=None)
    assert again == done
    assert Merge.objects.count() == 1
    kept.refresh_from_db()
    assert kept.email == ""


def test_the_other_way_round_comes_too_late(pair: Any) -> None:
    kept, gone = pair
    merging.merge(kept, gone, choices={}, by=None)
    with pytest.raises(MergedAlready):
        merging.merge(gone, kept, choices={}, by=None)
    with pytest.raises(OneIsNotTwo):
        merging.merge(kept, kept, choices={}, by=None)


def test_what_somebody_went_on_with_stands_in_the_way_or_stays(pair: Any) -> None:
    kept, gone = pair
    moved = AffiliationFactory(organisation=gone)
    done = merging.merge(kept, gone, choices={"email": "gone", "founded_year": "gone"}, by=None)
    kept.refresh_from_db()
    organisations.change(kept, by=None, email="otra@red.example")
    affiliations.end(Affiliation.objects.get(pk=moved.pk), by=None, on=today())
    assert merging.later_work(done) == ["E-mail"]
    with pytest.raises(LaterWork, match="E-mail"):
        merging.undo_merge(done, by=None)
    merging.undo_merge(done, by=None, leave_later_work=True)
    kept.refresh_from_db()
    assert (kept.email, kept.founded_year) == ("otra@red.example", None)
    moved.refresh_from_db()
    assert (moved.organisation, moved.state) == (gone, AffiliationState.ENDED)
    with pytest.raises(NotPossibleNow):
        merging.undo_merge(done, by=None)


def test_a_row_whose_place_is_taken_stays(pair: Any) -> None:
    """The stronger affiliation was changed since: it stays, and so does the weaker one that gave way."""
    kept, gone = pair
    person = PersonFactory()
    state = AffiliationState.REQUESTED
    AffiliationFactory(organisation=kept, person=person, state=state, starts_on=None)
    strong = AffiliationFactory(organisation=gone, person=person)
    done = merging.merge(kept, gone, choices={}, by=None)
    Affiliation.objects.filter(pk=strong.pk).update(organisation=OrganisationFactory())
    merging.undo_merge(done, by=None, leave_later_work=True)
    assert kept.affiliations.get(person=person).state == state


def test_merges_stand_in_the_history(pair: Any) -> None:
    kept, gone = pair
    by = AccountFactory()
    done = merging.merge(kept, gone, choices={}, by=by)
    merging.undo_merge(done, by=by)
    said = [line.sentence for line in history_of("organisation", kept.uuid)]
    assert "took a merge back" in said[0]
    assert "merged a duplicate" in said[1]


def test_whoever_writes_one_of_the_pages_is_told(pair: Any) -> None:
    kept, gone = pair
    writing = {steward_of(kept).person_id, steward_of(gone).person_id}
    AffiliationFactory(organisation=gone)
    merging.merge(kept, gone, choices={}, by=AccountFactory())
    run_waiting()
    told = Notification.objects.filter(message="network.pages_merged")
    assert set(told.values_list("person", flat=True)) == writing


def test_an_ended_day_is_never_before_the_first(pair: Any) -> None:
    kept, gone = pair
    person, later = PersonFactory(), today() + dt.timedelta(days=9)
    AffiliationFactory(organisation=kept, person=person)
    AffiliationFactory(organisation=gone, person=person, starts_on=later)
    merging.merge(kept, gone, choices={}, by=None)
    assert gone.affiliations.get().ends_on == later


def test_two_that_are_two_are_told_apart_once(pair: Any) -> None:
    merging.tell_apart(*pair, by=None)
    merging.tell_apart(*reversed(pair), by=None)
    assert Distinction.objects.count() == 1
