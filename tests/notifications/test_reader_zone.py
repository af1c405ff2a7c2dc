"""A page tells the hour where its reader lives."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.utils import timezone

from hilo.notifications.middleware import ReaderZone
from tests.people.factories import AccountFactory
from tests.places.factories import country, municipality

pytestmark = pytest.mark.django_db


def zone_for(rf, user, cookie="known"):
    request = rf.get("/en/me/")
    request.user = user
    request.COOKIES = {settings.SESSION_COOKIE_NAME: cookie} if cookie else {}
    answer = ReaderZone(lambda _request: HttpResponse(timezone.get_current_timezone_name()))
    return answer(request).content.decode()


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (lambda: municipality("26030"), "America/Hermosillo"),
        (lambda: country("TN"), "Africa/Tunis"),
        (lambda: None, settings.TIME_ZONE),
    ],
)
def test_the_hour_is_the_reader_s(rf, place, zone):
    assert zone_for(rf, AccountFactory(person__territory=place())) == zone


def test_strangers_read_the_installation_s_hour_and_are_not_looked_up(rf):
    assert zone_for(rf, AnonymousUser()) == settings.TIME_ZONE
    assert zone_for(rf, None, cookie="") == settings.TIME_ZONE
    assert timezone.get_current_timezone_name() == settings.TIME_ZONE
