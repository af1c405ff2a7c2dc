"""Forty indicators, nine regions, three sexes, eight quarters, 100,000 people, a million facts: what it costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from hilo.programme.counting import tallies
from hilo.programme.counting.records import Behind
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Indicator
from hilo.programme.rules.periods import Period
from tests.programme import scale

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
AsRole = Callable[..., tuple[Client, Any]]
COUNTED_IN = 5  # CPU seconds
DASHBOARD, RECORDS = 3, 2  # times the floor


@override_settings(ROOT_URLCONF="tests.programme.floor_urls")
def test_a_million_facts_are_counted_in_seconds_and_read_at_once(
    as_role: AsRole, capsys: pytest.CaptureFixture[str]
) -> None:
    programme = scale.furnish()
    before = scale.cpu()
    assert tallies.recount(programme) == 40
    counted = scale.cpu() - before
    people = Indicator.objects.select_related("tally", "programme").get(code="all.0")
    numbers = numbers_of(people)
    assert numbers.to_date(scale.LAST).value == scale.PEOPLE
    whole = Period(scale.FIRST, scale.LAST)
    for region in numbers.groups("region")[:2]:
        where = {"region": region}
        assert Behind(people, whole, where).count() == numbers.to_date(scale.LAST, where).value

    client = as_role("coordinator")[0]
    ground = scale.cost(lambda: client.get("/bench/floor/"))
    dashboard = reverse("programme:dashboard", args=[programme.slug])
    records = reverse("programme:records", args=[programme.slug, people.code])
    pages = {
        "dashboard": dashboard,
        "records": records,
        "records of a region": f"{records}?region=r3",
        "records of women": f"{records}?gender=woman",
        "records, late": f"{records}?after=90000.0",
    }
    ratios = {name: scale.cost(lambda at=at: client.get(at)) / ground for name, at in pages.items()}  # type: ignore[misc]
    with capsys.disabled():
        print(f"\ncounted in {counted:.2f} s; floor {1000 * ground:.1f} ms; ", end="")
        print(", ".join(f"{name} {ratio:.2f} x" for name, ratio in ratios.items()))
    assert counted < COUNTED_IN
    assert ratios.pop("dashboard") <= DASHBOARD
    assert max(ratios.values()) <= RECORDS
