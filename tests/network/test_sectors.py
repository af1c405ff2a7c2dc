"""Sectors: shown to everybody with who is there; kept by coordinators; the directory hears of new names."""

from __future__ import annotations

import pytest
from django.test import Client

from hilo.core.journal import history_of
from hilo.core.tasks import run_waiting
from hilo.network.enums import Audience
from hilo.network.models import Classification, Sector
from hilo.network.problems import NotPossibleNow
from hilo.network.services import profiles, sectors
from tests.formreading import form_with
from tests.network.factories import ClusterFactory, OrganisationFactory
from tests.people.factories import account_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def crafts() -> Sector:
    sectors.load_shipped()
    return Sector.objects.get(slug="crafts")


def test_all_sectors_with_how_many_stand_under_each(crafts: Sector) -> None:
    profiles.refresh(OrganisationFactory(sectors=[crafts]))
    profiles.refresh(OrganisationFactory(sectors=[crafts], audience=Audience.MEMBERS))
    html = Client().get("/en/sectors/").content.decode()
    assert "1 in the directory" in html and "Nobody yet" in html


def test_a_sector_shows_its_classes_and_who_is_there(crafts: Sector) -> None:
    hidden = OrganisationFactory(sectors=[crafts], short_name="Secreto", audience=Audience.MEMBERS)
    shown = OrganisationFactory(sectors=[crafts], short_name="Petate")
    cluster = ClusterFactory(sectors=[crafts])
    profiles.refresh(hidden, shown, cluster)
    html = Client().get("/en/sectors/crafts/").content.decode()
    assert "Petate" in html and "Secreto" not in html and cluster.slug in html
    assert "?fcs=C.crafts" in html and "?unido=design.habitat" in html
    assert 'href="/en/directory/?sector=crafts"' in html


def test_a_new_name_is_heard_of_in_the_directory(crafts: Sector) -> None:
    profiles.refresh(OrganisationFactory(sectors=[crafts], short_name="Petate"))
    by = account_as("coordinator")
    name = crafts.name.with_variant("es", "Oficios de mano")
    is_heard = sectors.change(crafts, expected=1, name=name, classes=crafts.classes.all(), by=by)
    assert is_heard
    from hilo.core.tasks import start
    from hilo.network import tasks

    start(tasks.refresh_sector, by=by, about={"sector": "Crafts"}, sector=crafts.uuid)
    run_waiting()
    assert "Petate" in Client().get("/es/directory/?q=oficios+mano").content.decode()
    assert Client().get("/es/search/?q=oficios+mano").status_code == 200


def test_another_place_in_the_list_is_nothing_to_tell(crafts: Sector) -> None:
    classes = list(crafts.classes.all())
    assert not sectors.change(crafts, expected=1, order=5, classes=classes, by=None)


def test_a_sector_is_added_retired_and_put_back(as_role) -> None:  # type: ignore[no-untyped-def]
    sectors.load_shipped()
    client, account = as_role("coordinator")
    form = form_with("slug", client.get("/en/office/sectors/new/").content.decode())
    some = Classification.objects.get(code="C.crafts")
    typed = {"name-es": "Papel", "slug": "paper", "order": "300", "classes": [some.pk]}
    answer = client.post("/en/office/sectors/new/", form | typed)
    made = Sector.objects.get(slug="paper")
    assert answer.status_code == 302 and list(made.classes.all()) == [some]
    client.post("/en/office/sectors/paper/turn/", {"do": "retire"})
    made.refresh_from_db()
    assert not made.is_current
    assert "can no longer be chosen" in client.get("/en/sectors/paper/").content.decode()
    client.post("/en/office/sectors/paper/turn/", {"do": "revive"})
    told = [line.sentence for line in history_of("sector", made.uuid, limit=5)]
    assert len(told) == 3
    with pytest.raises(NotPossibleNow):
        sectors.revive(Sector.objects.get(slug="paper"), by=account)
