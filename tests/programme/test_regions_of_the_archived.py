"""Regions of an archived programme stay as they are, whichever page or sheet is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.text import Text
from hilo.places import services
from hilo.places.models import Region
from tests.formreading import form_with
from tests.places.factories import state
from tests.programme.factories import ProgrammeFactory, region_of

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


@pytest.fixture
def region() -> Region:
    programme = ProgrammeFactory(state="archived")
    made: Region = region_of(programme, "puebla", [state("21")])
    return made


def test_nothing_makes_changes_or_removes_them(region: Region) -> None:
    owner = ("programme", region.owner)
    name, places = Text.of("es", "Otra"), [state("20")]
    with pytest.raises(services.RegionStays, match="archived"):
        services.make_region(slug="x", name=name, places=places, owner=owner, by=None)
    with pytest.raises(services.RegionStays):
        services.change_region(region, name=name, places=places, expected=region.version, by=None)
    with pytest.raises(services.RegionStays):
        services.remove_region(region, by=None)
    assert Region.objects.get().name != name


def test_the_page_says_so_before_and_after_and_keeps_what_was_typed(
    region: Region, as_role: AsRole
) -> None:
    client = as_role("coordinator")[0]
    address = reverse("places:change", args=[region.slug])
    page = client.get(address).content.decode()
    assert "The programme is archived: nothing of it can be changed." in page
    typed = form_with("version", page) | {"name-es": "Otra", "places": [state("21").code]}
    answer = client.post(address, typed)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "Regions stay as they are here: The programme is archived" in said and "Otra" in said
    make = f"{reverse('places:make')}?owner=programme:{region.owner}"
    assert "The programme is archived" in client.get(make).content.decode()
