"""A full directory for measuring: the same each time, in a demonstration only, and gone again."""

from __future__ import annotations

import pytest

from hilo.core import search
from hilo.core.installation import WrongMode, the_installation
from hilo.core.models import SearchEntry
from hilo.network.enums import OrganisationKind, Size, Stage, YesNo
from hilo.network.models import Organisation
from hilo.network.rules.inventing import invent
from hilo.network.services import scale, sectors
from tests.network.factories import OrganisationFactory
from tests.places.factories import division, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration() -> None:
    sectors.load_shipped()
    municipality("21140"), division("TN-21")
    installation = the_installation()
    installation.is_demonstration = True
    installation.save()


def test_an_invented_organisation_is_always_the_same() -> None:
    spoken = [("es",), ("ar", "fr")]
    some = [invent(number, languages=spoken, sectors=25) for number in range(200)]
    assert some == [invent(number, languages=spoken, sectors=25) for number in range(200)]
    assert len({one.name for one in some}) == 200
    assert all(one.language == "es" for one in some if one.place == 0)


def test_what_is_invented_is_something_that_we_know() -> None:
    some = [invent(number, languages=[("es",)], sectors=25) for number in range(500)]
    assert {one.kind for one in some} <= set(OrganisationKind.values)
    assert {one.stage for one in some} <= {"", *Stage.values}
    assert {one.size for one in some} <= {"", *Size.values}
    assert {one.women_led for one in some} == set(YesNo.values)


def test_the_directory_is_filled_and_emptied(demonstration: None) -> None:
    real = OrganisationFactory()
    told: list[int] = []
    assert scale.grow(60, lambda done, of: told.append(done)) == 60
    assert scale.grow(60) == 0
    listed = Organisation.objects.listed().filter(source_system="scale").count()
    assert SearchEntry.objects.filter(kind="organisation").count() == listed
    assert told == [60]
    assert scale.shrink() == 60
    assert list(Organisation.objects.all()) == [real]
    assert search.browse(None, kinds=("organisation",)).total <= 1


def test_real_people_are_left_alone() -> None:
    installation = the_installation()
    installation.is_demonstration = False
    installation.save()
    with pytest.raises(WrongMode):
        scale.grow(10)
