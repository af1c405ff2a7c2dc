"""Coverage counts honestly: the worked tables of docs/algorithms/coverage.md, and who sees which part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hilo.network.enums import State
from hilo.network.models import Sector
from hilo.network.rules.coverage import Cell, Somewhere, matrix, spread
from hilo.network.services import profiles, sectors
from tests.network.factories import OrganisationFactory
from tests.places.factories import RegionFactory, division, municipality

# The worked table: three organisations. A (crafts and music, Mexico, firms), B (crafts, Tunisia, public
# bodies), C (no sector, Mexico, firms).
CELLS = [
    Cell("crafts", "MX", "firms", 1),
    Cell("music", "MX", "firms", 1),
    Cell("crafts", "TN", "public", 1),
    Cell("", "MX", "firms", 1),
]
ONCE = {("MX", "firms"): 2, ("TN", "public"): 1}
ROWS = ("crafts", "music", "leather")


def test_sectors_by_country() -> None:
    told = matrix(CELLS, ONCE, rows=ROWS, columns=("MX", "TN"))
    assert [[told.count(row, column) for column in told.columns] for row in ROWS] == [
        [1, 1],
        [1, 0],
        [0, 0],
    ]
    assert told.row_totals == {"crafts": 2, "music": 1, "leather": 0}
    assert told.column_totals == {"MX": 2, "TN": 1}
    assert (told.without_sector, told.total) == ({"MX": 1}, 3)
    assert (told.empty_rows, told.holes) == (["leather"], 3)


def test_sectors_by_side_in_one_country() -> None:
    told = matrix(CELLS, ONCE, rows=ROWS, columns=("firms", "public"), across="side", only="MX")
    assert told.row_totals == {"crafts": 1, "music": 1, "leather": 0}
    assert (told.column_totals, told.total) == ({"firms": 2}, 2)


def test_places_count_upwards() -> None:
    """Country 1 holds state 2 with towns 3 and 4; two firms in town 3, one that names only its state."""
    told = spread([Somewhere(3, (2, 1), 2), Somewhere(2, (1,), 1)])
    assert [told.count(place) for place in (1, 2, 3, 4)] == [3, 3, 2, 0]
    assert told.without(2, 2) == 1
    assert told.without(1, 32) == 31


@pytest.fixture
def trades(db: None) -> dict[str, Sector]:
    sectors.load_shipped()
    return {one.slug: one for one in Sector.objects.all()}


def page(client: Client, address: str) -> str:
    answer = client.get(f"/en/office/coverage/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_places_without_anybody_come_first_and_ask_for_an_invitation(
    trades: dict[str, Sector], as_role: Any
) -> None:
    cholula, puebla = municipality("21140"), municipality("21114")
    profiles.refresh(OrganisationFactory(place=cholula))
    client, _account = as_role("coordinator")
    html = page(client, "?in=MX-PUE")
    assert html.index(f">{puebla.name}</th>") < html.index(f">{cholula.name}</th>")
    assert "?country=MX&amp;municipality=MX-21140" in html
    assert "1 of 2 places have nobody yet" in html and "0 · invite" in html


def test_a_figure_leads_to_those_behind_it(trades: dict[str, Sector], as_role: Any) -> None:
    both = [trades["crafts"], trades["music"]]
    profiles.refresh(OrganisationFactory(sectors=both, place=division("TN-21"), kind="cooperative"))
    OrganisationFactory(sectors=both, state=State.DRAFT, place=division("TN-21"))
    client, _account = as_role("coordinator")
    html = page(client, "sectors/?only=firms")
    link = "kind=company&amp;kind=cooperative&amp;kind=workshop&amp;sector=crafts&amp;country=TN"
    assert link in html
    assert "1 organisations in the directory" in html
    found = client.get("/en/directory/?" + link.replace("&amp;", "&")).content.decode()
    assert "1 organisation" in found


def test_a_coordinator_of_a_region_counts_places_there_and_sectors_everywhere(
    trades: dict[str, Sector], as_role: Any
) -> None:
    puebla, nuevo_leon = municipality("21140"), municipality("19026")
    region = RegionFactory(places=[puebla.parent])
    for place in (puebla, nuevo_leon):
        profiles.refresh(OrganisationFactory(sectors=[trades["crafts"]], place=place))
    client, _account = as_role("coordinator", ("region", region.uuid))
    html = page(client, "")
    assert "Guadalupe" not in html and "MX-19026" not in html
    assert client.get("/en/office/coverage/?in=MX-NLE").status_code == 404
    profiles.refresh(OrganisationFactory(sectors=[trades["crafts"]], place=division("TN-21")))
    assert "country=TN" in page(client, "sectors/")
    taken = client.get("/en/office/coverage/sectors/?as=csv").content.decode()
    assert "Crafts,MX,Firms and workshops,2" in taken
    assert "Crafts,TN,Firms and workshops,1" in taken


def test_coverage_asks_few_questions(
    trades: dict[str, Sector], as_role: Any, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(20):
        OrganisationFactory(sectors=[trades["crafts"]], place=municipality(f"2114{number % 3}"))
    client, _account = as_role("coordinator")
    with django_assert_max_num_queries(28):
        page(client, "")
    with django_assert_max_num_queries(14):
        page(client, "sectors/")
