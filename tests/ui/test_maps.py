"""Maps: places where they are, classes with round ends, bubbles that lead on, and a table behind."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from hilo.ui import maps
from hilo.ui.charts import FEW
from hilo.ui.maps import MapFigure, Point, area_of
from hilo.ui.maps.area import DATA
from hilo.ui.maps.steps import Steps

CLUSTERS = [
    Point("Nabeul", 36.45, 10.73, href="/nabeul/"),
    Point("El Jem", 35.3, 10.71, href="/el-jem/"),
    Point("Casablanca", 33.57, -7.59, href="/casablanca/"),
]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def by_state(**more) -> MapFigure:
    values = more.pop("values", {"MX-OAX": 24, "MX-JAL": 47, "MX-ZAC": FEW, "MX-CAM": 0})
    return MapFigure(title="Certificates", unit="people", area="mexico", values=values, **more)


def clusters(**more) -> MapFigure:
    more = {"points": CLUSTERS, "area": "mediterranean", **more}
    return MapFigure(title="Clusters", unit="clusters", **more)


def test_points_lie_inside_their_own_country() -> None:
    """Within a few units of the point that the builder put inside each shape."""
    area = area_of("mediterranean")
    drawn = json.loads((DATA / "map_mediterranean.json").read_text())
    places = {shape["id"]: (shape["x"], shape["y"]) for shape in drawn["shapes"]}
    for code, latitude, longitude in (("TN", 34.1, 9.5), ("LB", 33.9, 35.9), ("JO", 31.2, 36.6)):
        x, y = area.place(latitude, longitude)
        assert abs(x - places[code][0]) < 20 and abs(y - places[code][1]) < 25


def test_the_outlines_are_those_of_the_data() -> None:
    """The cached pictures are as new as their source (`tools/build_maps.py` writes them)."""
    static = Path(maps.__file__).resolve().parent.parent / "static" / "ui"
    for name in ("mexico", "mediterranean"):
        drawn = json.loads((DATA / f"map_{name}.json").read_text())
        picture = (static / f"map_{name}.svg").read_text()
        assert drawn["viewBox"] in picture
        for shape in drawn["shapes"]:
            assert f'<path id="{shape["id"]}" d="{shape["d"]}"/>' in picture


@pytest.mark.parametrize(
    ("values", "legend"),
    [
        ([47, 3], ["1–15", "16–30", "31–45", "46–60"]),
        ([3, 1], ["1", "2", "3"]),
        ([7, 0], ["0", "1–2", "3–4", "5–6", "7–8"]),
        ([830, FEW], ["1–250", "251–500", "501–750", "751–1,000", "fewer than five"]),
        ([10, 20, 30, 40, 50, 60, 70, 570], ["1–25", "26–80", "81–200", "201–600"]),
        ([1.5, 0.2], ["0.0–0.4", "0.4–0.8", "0.8–1.2", "1.2–1.6"]),
        ([], []),
        ([None], []),
    ],
)
def test_classes_have_round_ends(values, legend) -> None:
    steps = Steps.of(values)
    assert [words for _look, words in steps.legend()] == legend


@pytest.mark.parametrize("top", [1, 2, 5, 9, 13, 48, 99, 101, 830, 2465, 0.3, 7.7, 0.04])
def test_every_amount_has_a_class_that_the_legend_names(top) -> None:
    steps = Steps.of([top, top / 2 if isinstance(top, float) else top // 2, top])
    looks = {look for look, _words in steps.legend()}
    assert steps.look(top) in looks and len(looks - {"step0"}) <= 4


def test_shapes_are_named_in_the_readers_language_and_lead_on() -> None:
    with translation.override("ar"):
        svg = maps.draw(by_state(links={"MX-OAX": "/oaxaca/?a=1&b=2"})).svg
    picture = ElementTree.fromstring(svg)
    links = [each for each in picture if each.tag == "a"]
    assert [link.get("href") for link in links] == ["/oaxaca/?a=1&b=2"]
    assert "واهاكا" in (links[0].get("aria-label") or "")
    assert picture.get("role") == "group"


def test_a_map_without_ways_is_one_image() -> None:
    picture = ElementTree.fromstring(maps.draw(by_state()).svg)
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "Certificates (people). Most: Jalisco: 47 people."


def test_a_small_group_has_its_own_class_and_no_number() -> None:
    picture = maps.draw(by_state())
    assert ("few", "fewer than five") in picture.legend
    assert "Zacatecas: fewer than five<" in picture.svg


def test_near_points_become_one_bubble_that_leads_to_its_line_in_the_table() -> None:
    figure = clusters()
    picture = maps.draw(figure)
    bubbles = re.findall(r'<a href="([^"]*)" aria-label="([^"]*)"', picture.svg)
    assert {words for _href, words in bubbles} == {"Nabeul, El Jem: 2 clusters", "Casablanca"}
    anchor = next(href for href, words in bubbles if "Nabeul" in words)
    lines = maps.table_behind(figure).lines
    assert anchor.removeprefix("#") in {line.id for line in lines}
    assert {line.href for line in lines} == {point.href for point in CLUSTERS}


def test_a_stitch_runs_between_what_is_joined_once() -> None:
    svg = maps.draw(clusters(joins=[(0, 2), (1, 2), (0, 1)])).svg
    (course,) = re.findall(r'class="stitch" d="([^"]*)"', svg)
    assert course.count("M") == 1


def test_what_lies_outside_the_map_is_said_and_kept_in_the_table() -> None:
    figure = clusters(points=[*CLUSTERS, Point("Puebla", 19.0, -98.2)])
    assert maps.draw(figure).outside == "1 lies outside this map and is in the table."
    assert len(maps.table_behind(figure).lines) == 4


def test_unknown_shapes_and_areas_are_refused() -> None:
    with pytest.raises(ValueError, match="MX-XXX"):
        by_state(values={"MX-XXX": 3})
    with pytest.raises(ValueError, match="atlantis"):
        MapFigure(title="x", unit="y", area="atlantis", values={"MX-OAX": 1})  # type: ignore[arg-type]


def test_the_component_credits_its_source_and_says_what_borders_mean() -> None:
    html = Template("{% map_of figure %}").render(Context({"figure": by_state()}))
    assert "INEGI" in html and "Borders and names" in html and "<details" in html
    assert html.count("<tr>") == 5
    assert len(html) < 4000


def test_names_are_escaped() -> None:
    svg = maps.draw(clusters(points=[Point('<b>"&', 36, 10, href='/"x')])).svg
    assert "<b>" not in svg
    ElementTree.fromstring(svg)
