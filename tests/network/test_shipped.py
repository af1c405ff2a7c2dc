"""The sectors that ship: complete, in four languages, and never in the way of what people changed."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from hilo.core.text import Text
from hilo.core.text.values import languages
from hilo.network.models import Classification, Sector
from hilo.network.services.shipped import load_shipped

pytestmark = pytest.mark.django_db


def test_every_sector_speaks_four_languages_and_is_mapped() -> None:
    assert load_shipped() == 25
    for sector in Sector.objects.prefetch_related("classes"):
        assert not sector.name.missing() and not sector.about.missing()
        assert sector.slug == "cultural-management" or sector.classes.all()
    assert all(not one.name.missing(languages()) for one in Classification.objects.all())


def test_classes_lie_in_their_domains_and_families() -> None:
    load_shipped()
    tops = Classification.objects.filter(parent=None)
    assert [one.code for one in tops.filter(scheme="fcs")] == list("ABCDEFGHT")
    assert [one.code for one in tops.filter(scheme="unido")] == [
        *("media", "live", "design", "services")
    ]
    assert Classification.objects.get(code="design.habitat").parent.code == "design"


def test_loading_again_leaves_what_a_coordinator_edited_and_retired() -> None:
    load_shipped()
    music = Sector.objects.get(slug="music")
    music.name, music.is_current = Text.of("es", "Sones y jarabes"), False
    music.save()
    music.classes.clear()
    Sector.objects.filter(slug="leather").delete()
    assert load_shipped() == 1
    music.refresh_from_db()
    assert str(music.name) == "Sones y jarabes" and not music.is_current
    assert not music.classes.exists()


def test_the_command_tells(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("network", "load")
    assert capsys.readouterr().out == "25 sectors and 12 criteria added.\n"
