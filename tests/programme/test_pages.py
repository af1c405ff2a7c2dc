"""The pages of programmes: what they show, in four languages, and what they keep back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from hilo.core.text import Text
from hilo.programme import figures
from hilo.ui.charts import FEW, KEPT_BACK
from tests.places.factories import country, municipality, state
from tests.programme.factories import (
    AudienceFactory,
    ParticipationFactory,
    ProgrammeFactory,
    crowd,
    published,
    region_of,
)

pytestmark = pytest.mark.django_db


def page(client, programme, language="en"):
    answer = client.get(f"/{language}/programmes/{programme.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_without_programmes_says_what_comes(client):
    assert "No programme has been opened yet." in client.get("/en/programmes/").content.decode()


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_each_language_has_its_page_and_says_where_a_text_is_in_another(client, language):
    programme = ProgrammeFactory()
    shown = page(client, programme, language)
    name = programme.name.texts["fr" if language == "fr" else "es"]
    assert name in shown
    assert ('lang="es" dir="ltr">Formación en el taller.' in shown) is (language != "es")


def test_a_programme_shows_who_where_when_and_how_many(client):
    programme = ProgrammeFactory(
        amount="98871.00", currency="USD", label="Med4Jobs", about=Text.of("es", "**Dos** vías.")
    )
    centre = region_of(programme, "centro", [state("21"), state("29")])
    gulf = region_of(programme, "golfo", [state("30")])
    crowd(programme, region=centre, place=municipality("21140"), woman=7, man=6)
    crowd(programme, region=gulf, place=municipality("30087"), woman=5, man=8)
    published(programme)
    shown = page(client, programme)
    for piece in (">US$98,871<", "Med4Jobs", "<strong>Dos</strong>", "Mexico", "26, as of "):
        assert piece in shown
    assert 'data-figure="map"' in shown


def test_a_group_under_five_is_never_published(client):
    programme = ProgrammeFactory()
    crowd(programme, woman=7, man=6, not_stated=3)
    published(programme)
    shown = page(client, programme)
    assert "Numbers of fewer than five people, and others from which" in shown
    assert "16, as of " in shown and "7 people" not in shown


def test_one_region_alone_is_not_hidden_because_the_others_would_tell_it():
    groups = [[20, 20, 9], [15, 14, 3], [10, 9, 6]]
    shown = figures.amounts_of(groups)
    assert shown[0] == [20, 20, 9]
    assert FEW in shown[1]
    assert shown[2] == [KEPT_BACK, KEPT_BACK, KEPT_BACK]


def test_a_small_state_takes_its_neighbour_along_on_the_map():
    counts = {"MX-VER": 40, "MX-TAB": 3, "MX-OAX": 30, "MX-GRO": 12}
    held = {1: ["MX-VER", "MX-TAB"], 2: ["MX-OAX", "MX-GRO"]}
    assert figures.values_of(counts, held) == {
        "MX-VER": KEPT_BACK,
        "MX-TAB": FEW,
        "MX-OAX": 30,
        "MX-GRO": 12,
    }


def test_the_map_follows_the_places_of_the_regions(client):
    programme = ProgrammeFactory()
    region_of(programme, "tunisia", [country("TN")])
    region_of(programme, "morocco", [country("MA")])
    crowd(programme, place=country("TN"), woman=9)
    published(programme)
    shown = page(client, programme)
    assert "People by country" in shown
    assert "2 countries" in shown


def test_a_target_is_drawn_as_a_mark(client):
    audience = AudienceFactory(target=40)
    for _ in range(6):
        ParticipationFactory(programme=audience.programme, audience=audience)
    published(audience.programme)
    assert "6 of 40" in page(client, audience.programme)


def test_the_number_of_queries_does_not_grow_with_people(client, django_assert_max_num_queries):
    programme = ProgrammeFactory()
    centre = region_of(programme, "centro", [state("21")])
    crowd(programme, region=centre, place=municipality("21140"), woman=30, man=30)
    published(programme)
    with django_assert_max_num_queries(19):
        page(client, programme)
    with django_assert_max_num_queries(5):  # what was written is kept for a minute
        page(client, programme)


def test_the_list_asks_as_often_for_many_as_for_one(client, django_assert_max_num_queries):
    for number in range(8):
        region_of(ProgrammeFactory(), f"region-{number}", [country("TN")])
    with django_assert_max_num_queries(4):
        client.get("/en/programmes/")


def test_a_draft_shows_itself_to_its_coordinator_alone(as_role, client):
    programme = ProgrammeFactory(state="draft")
    theirs, _account = as_role("coordinator", ("programme", programme.uuid))
    others, _account = as_role("coordinator", ("programme", ProgrammeFactory().uuid))
    address = f"/en/programmes/{programme.slug}/"
    assert theirs.get(address).status_code == 200
    assert others.get(address).status_code == 404
    assert client.get(address).status_code == 404


def test_days_are_written_as_the_reader_writes_them(client):
    programme = ProgrammeFactory(starts_on=dt.date(2026, 4, 1), ends_on=None)
    with translation.override("en"):
        assert "Begins on 1 Apr 2026" in page(client, programme)
