"""Prepared questions answer what their querysets answer, however often and wherever they are asked."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Count, UUIDField

from hilo.core.prepared import Change, Changes, Given, Prepared, whole
from hilo.places.models import Place
from tests.places.factories import municipality

INSIDE = Prepared(
    lambda: (
        Place.objects.filter(parent=Given("parent"), valid_to=None)
        .select_related("parent__parent")
        .order_by("code")
    )
)
BY_UUID = Prepared(lambda: Place.objects.filter(uuid=Given("uuid", UUIDField())))
HOW_MANY = Prepared(
    lambda: (
        Place.objects.filter(parent=Given("parent"))
        .order_by()
        .values_list("parent")
        .annotate(number=Count("pk"))
    )
)


@pytest.mark.django_db
class TestPrepared:
    def test_answers_rows_with_what_is_joined_to_them(self, django_assert_num_queries: Any) -> None:
        places = [municipality("01001"), municipality("01002")]
        with django_assert_num_queries(1):
            found = INSIDE.rows(parent=places[0].parent_id)
            assert [one.parent.parent.code for one in found] == ["MX", "MX"]
        assert found == places

    def test_each_time_with_other_values(self) -> None:
        one, other = municipality("01001"), municipality("19039")
        assert INSIDE.rows(parent=one.parent_id) == [one]
        assert INSIDE.rows(parent=other.parent_id) == [other]

    def test_never_remembers_rows(self) -> None:
        place = municipality("01001")
        assert INSIDE.rows(parent=place.parent_id) == [place]
        assert INSIDE.rows(parent=place.parent_id)[0] is not INSIDE.rows(parent=place.parent_id)[0]
        Place.objects.filter(pk=place.pk).update(valid_to="2020-01-01")
        assert INSIDE.rows(parent=place.parent_id) == []

    def test_writes_a_uuid_as_the_database_does(self) -> None:
        place = municipality("01001")
        assert BY_UUID.row(uuid=place.uuid) == BY_UUID.row(uuid=str(place.uuid)) == place
        assert BY_UUID.row(uuid=uuid4()) is None

    def test_counts(self) -> None:
        state = municipality("01001").parent_id
        municipality("01002")
        assert HOW_MANY.rows(parent=state) == [(state, 2)]
        assert HOW_MANY.rows(parent=0) == []

    def test_a_value_that_is_missing_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="parent"):
            INSIDE.rows()


MOVED = Change(
    lambda: Place.objects.filter(parent=Given("within")), "code", "names", "valid_to", "latitude"
)


@pytest.mark.django_db
class TestChange:
    def test_writes_values_as_the_columns_take_them(self) -> None:
        one, other = municipality("01001"), municipality("19039")
        names = {"es": "Ciudad"}
        given = {"code": "MX-x", "names": names, "valid_to": dt.date(2020, 1, 1), "latitude": None}
        assert MOVED.make(within=one.parent_id, **given) == 1
        one.refresh_from_db()
        assert (one.code, one.names, one.latitude) == ("MX-x", names, None)
        assert one.valid_to == dt.date(2020, 1, 1)
        before = other.code
        other.refresh_from_db()
        assert other.code == before

    def test_a_value_that_is_missing_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="names"):
            MOVED.make(within=1, code="x")


@pytest.mark.django_db
def test_several_rows_are_changed_each_by_its_key(django_assert_num_queries: Any) -> None:
    changes = Changes(Place, "code", "names", "valid_to", "latitude")
    one, other, third = (municipality(code) for code in ("01001", "19039", "01002"))
    before = third.code
    with django_assert_num_queries(1):
        changes.make(
            [
                (one.pk, "x1", {"es": "Uno"}, dt.date(2020, 1, 1), None),
                (other.pk, "x2", {}, None, 1.5),
            ]
        )
    for row in (one, other, third):
        row.refresh_from_db()
    assert (one.code, one.names, one.latitude) == ("x1", {"es": "Uno"}, None)
    assert one.valid_to == dt.date(2020, 1, 1)
    assert (other.code, other.names, other.valid_to, other.latitude) == ("x2", {}, None, 1.5)
    assert third.code == before
    changes.make([])


@pytest.mark.django_db
def test_the_whole_of_a_row_can_be_asked_for_with_a_part_of_another(
    django_assert_num_queries: Any,
) -> None:
    place = municipality("01001")
    asked = Place.objects.select_related("parent").only(*whole(Place), "parent__code")
    with django_assert_num_queries(1):
        found = asked.get(pk=place.pk)
        assert (found.name, found.parent.code) == (place.name, place.parent.code)


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection() -> None:
    place = municipality("01001")
    assert BY_UUID.row(uuid=place.uuid) == place
    found: list[Place | None] = []

    def ask() -> None:
        try:
            found.append(BY_UUID.row(uuid=place.uuid))
        finally:
            connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [place]
