"""The ways into the pages of this chapter: everybody finds what is theirs, and nobody is led to a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hilo.core.registries import menu
from tests.network.factories import FollowedSearchFactory, SeatFactory
from tests.places.factories import RegionFactory, municipality

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]

LINES = [one for one in menu if one.door == "office" and one.name.startswith("network.")]


@pytest.mark.parametrize("is_of_region", [False, True])
def test_a_line_of_the_office_leads_to_a_page_that_opens(
    as_role: AsRole, is_of_region: bool
) -> None:
    region = RegionFactory(places=[municipality("01001")])
    client, account = as_role("coordinator", ("region", region.uuid) if is_of_region else None)
    shown = [one for one in LINES if one.shown_to(account)]
    answers = {one.name: client.get(reverse(one.url_name)).status_code for one in shown}
    assert set(answers.values()) == {200}, answers
    assert len(shown) == (len(LINES) - 2 if is_of_region else len(LINES))


def test_everything_of_mine_is_reached_from_my_page(as_role: AsRole) -> None:
    client, account = as_role("member")
    SeatFactory(person=account.person)
    FollowedSearchFactory(person=account.person, name="Barro")
    shown = client.get(reverse("people:me")).content.decode()
    for name in ("my_organisations", "my_commissions", "searches"):
        assert f'href="{reverse(f"network:{name}")}"' in shown
    assert "Barro" in shown


def test_who_follows_nothing_yet_is_told_how(as_role: AsRole) -> None:
    client, _account = as_role("member")
    shown = client.get(reverse("people:me")).content.decode()
    assert f'href="{reverse("network:directory")}"' in shown
