"""Charts: small, truthful, mirrored, said in words, with a table behind."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import translation

from hilo.ui import charts, reader
from hilo.ui.charts import FEW, KEPT_BACK, Bar, Bars, Change, Dots, Pair, Progress, Shares, Slope
from hilo.ui.charts.slope import apart


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"), reader.reading_as("GB"):
        yield


def certificates(**more: object) -> Bars:
    bars = [Bar("Noroeste", 43), Bar("Norte", 37), Bar("Noreste", 48), Bar("Centro", 54)]
    return Bars(title="Certificates", unit="people", bars=bars, **more)  # type: ignore[arg-type]


def marks(figure: charts.Figure, tag: str) -> list[ElementTree.Element]:
    return [each for each in ElementTree.fromstring(charts.draw(figure)) if each.tag == tag]


ALL = [
    certificates(target=46),
    Dots(
        title="Certificates",
        unit="people",
        series=("Directors", "Practitioners"),
        pairs=[Pair("Norte", 37, 40), Pair("A region with a long name", 12, None)],
        target=46,
    ),
    Slope(
        title="Ability",
        unit="points",
        decimals=1,
        changes=[Change("Selling", 2.1, 3.9), Change("Law", 2.6, 2.4), Change("Money", None, 3)],
    ),
    charts.Moments(
        title="Ability",
        unit="points",
        decimals=1,
        moments=("Before", "After", "Three months later"),
        runs=[
            charts.Run("Selling", (2.1, 3.9, 3.6)),
            charts.Run("Law", (3, 3, 3)),
            charts.Run("Money", [KEPT_BACK] * 3),
        ],
    ),
    Shares.by_gender({"woman": 54, "man": 43, "not_stated": 3}, title="People", unit="people"),
    Progress(title="Certified", unit="people", value=512, target=830, planned=600),
    charts.Spark(title="Answers", unit="answers", amounts=[1, 4, None, 3]),
]


@pytest.mark.parametrize("figure", ALL, ids=lambda figure: type(figure).__name__)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_chart_is_an_image_with_a_name_in_both_directions(
    figure: charts.Figure, language: str
) -> None:
    with translation.override(language):
        picture = ElementTree.fromstring(charts.draw(figure))
    assert picture.get("role") == "img"
    assert str(figure.title) in picture.get("aria-label", "")
    assert "style" not in picture.attrib


def test_a_bar_chart_weighs_less_than_a_kilobyte() -> None:
    assert len(charts.draw(certificates(target=46)).encode()) < 1000


def test_bars_are_as_long_as_their_amounts() -> None:
    widths = [float(bar.get("width", "").rstrip("%")) for bar in marks(certificates(), "rect")]
    assert widths == pytest.approx([43 / 54 * 100, 37 / 54 * 100, 48 / 54 * 100, 100], abs=0.1)


def test_bars_begin_where_reading_begins() -> None:
    with translation.override("ar"):
        bars = marks(certificates(), "rect")
    for bar in bars:
        start, width = (float(bar.get(name, "0").rstrip("%")) for name in ("x", "width"))
        assert start + width == pytest.approx(100, abs=0.1)


def test_the_target_is_a_mark_and_said() -> None:
    picture = charts.draw(certificates(target=46))
    assert 'class="target"' in picture
    assert "Target 46: 2 of 4 reach it." in picture


def test_a_target_above_all_amounts_widens_the_scale() -> None:
    (line,) = marks(certificates(target=108), "line")
    assert line.get("x1") == "100%"
    assert marks(certificates(target=108), "rect")[3].get("width") == "50%"


def test_a_hidden_group_is_said_in_words_and_not_drawn() -> None:
    figure = Bars(
        title="x", unit="people", bars=[Bar("Norte", FEW), Bar("Sur", None), Bar("Este", 0)]
    )
    assert not marks(figure, "rect")
    words = [mark.text for mark in marks(figure, "text")]
    assert "fewer than five" in words and "–" in words and "0" in words


def test_words_are_escaped() -> None:
    figure = Bars(title='<b>"', unit="people", bars=[Bar("<script>&", 7)])
    picture = charts.draw(figure)
    assert "<script>" not in picture and "<b>" not in picture
    assert ElementTree.fromstring(picture)[0].text == "<script>&"


def test_a_long_name_takes_two_lines_and_then_an_ellipsis() -> None:
    figure = Bars(title="x", unit="people", bars=[Bar("long words " * 20, 1)])
    lines = [mark.text or "" for mark in marks(figure, "text")][:2]
    assert len(lines) == 2 and lines[1].endswith("…")
    assert all(len(line) < 60 for line in lines)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Bars(title="x", unit="", bars=[]),
        lambda: Bars(title="x", unit="people", bars=[Bar("a", -1)]),
        lambda: Progress(title="x", unit="people", value=1, target=0),
        lambda: charts.Moments(title="x", unit="points", moments=["a"], runs=[]),
        lambda: charts.Moments(
            title="x", unit="points", moments=["a", "b"], runs=[charts.Run("r", [1])]
        ),
        lambda: charts.Moments(
            title="x", unit="points", moments=["a", "b"], runs=[charts.Run("r", [1, FEW])]
        ),
        lambda: Shares(title="x", unit="people", parts=["a", "b"], wholes=[charts.Whole("w", [1])]),
        lambda: Shares(title="x", unit="people", parts=list("abcde"), wholes=[]),
    ],
)
def test_what_cannot_be_drawn_truthfully_is_refused(make) -> None:
    with pytest.raises(ValueError):
        make()


def test_nothing_at_all_can_be_drawn() -> None:
    assert "No amounts are known." in charts.draw(Bars(title="x", unit="people", bars=[]))
    assert charts.draw(charts.Spark(title="x", unit="y", amounts=[])) == ""
    Dots_ = Dots(title="x", unit="people", series=("a", "b"), pairs=[])
    assert "<svg" in charts.draw(Dots_)


# Shares and small groups


def test_shares_are_per_cent_of_all_with_the_not_stated_among_them() -> None:
    figure = Shares.by_gender({"woman": 50, "man": 30, "not_stated": 20}, title="x", unit="people")
    words = [mark.text for mark in marks(figure, "text")]
    assert words == ["100 people", "50%", "30%", "20%"]
    assert "Not stated 20 (20%)" in charts.draw(figure)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([54, 43, 0, 3], [54, KEPT_BACK, 0, FEW]),  # 3 alone could be worked out
        ([54, 43, 4, 3], [54, 43, FEW, FEW]),  # two hidden ones cannot
        ([54, 43, 1, 1], [54, KEPT_BACK, FEW, FEW]),  # 2 can only be 1 and 1
        ([54, 43, 4, 4], [54, KEPT_BACK, FEW, FEW]),  # 8 can only be 4 and 4
        ([3, 0, 0, 0], [FEW, 0, 0, 0]),
        ([5, 6, 7, 8], [5, 6, 7, 8]),
        ([0, 0, 0, 0], [0, 0, 0, 0]),
    ],
)
def test_small_groups_are_hidden_so_that_nobody_works_them_out(counts, shown) -> None:
    assert charts.protected(counts) == shown


def test_a_hidden_part_hides_the_strip_but_not_how_many_there_are() -> None:
    figure = Shares.by_gender({"woman": 3, "man": 11}, title="x", unit="people")
    picture = charts.draw(figure)
    assert not marks(figure, "rect")
    assert "14 people" in picture and ">3<" not in picture and "11" not in picture


def test_a_whole_under_five_is_not_told() -> None:
    figure = Shares.by_gender({"woman": 3}, title="x", unit="people")
    assert "fewer than five people" in charts.draw(figure)


# The table behind


def test_the_table_behind_holds_every_amount_and_the_way_to_its_records() -> None:
    figure = Bars(title="x", unit="people", bars=[Bar("Norte", 37, href="/norte/")], target=46)
    behind = charts.table_behind(figure)
    assert behind.heads == ("", "people", "Target")
    assert behind.lines[0].amounts == ("37", "46") and behind.lines[0].href == "/norte/"


def test_the_table_of_a_slope_tells_the_change() -> None:
    behind = charts.table_behind(ALL[2])
    assert [line.amounts[2] for line in behind.lines] == ["1.8", "−0.2", "–"]


def test_the_component_shows_picture_unit_period_and_table() -> None:
    figure = certificates(period="2014", counted="Each person once.", href="/records/")
    html = Template("{% chart figure %}").render(Context({"figure": figure}))
    for part in ("people · 2014", "<svg", "<details", "Each person once.", 'href="/records/"'):
        assert part in html
    assert html.count("<tr>") == 5


def test_series_are_told_apart_by_shape_and_named() -> None:
    html = Template("{% chart figure %}").render(Context({"figure": ALL[1]}))
    assert 'class="ring"' in html and "Directors" in html and "Practitioners" in html


def test_amounts_are_written_as_the_territory_writes_them() -> None:
    figure = Bars(title="x", unit="y", bars=[Bar("a", 1234567.5)], decimals=1)
    said = {}
    for language, territory in (("es", "MX"), ("fr", "TN"), ("ar", "EG"), ("ar", "TN")):
        with translation.override(language), reader.reading_as(territory):
            said[territory, language] = charts.table_behind(figure).lines[0].amounts[0]
    assert said["MX", "es"] == "1,234,567.5"
    assert re.fullmatch(r"1\s234\s567,5", said["TN", "fr"])
    assert said["EG", "ar"] == "١٬٢٣٤٬٥٦٧٫٥"
    assert said["TN", "ar"] == "1.234.567,5"


def test_words_that_would_lie_on_one_another_are_moved_apart() -> None:
    places = apart([1.0, 1.1, 1.2, 9.0], [2.0] * 4, 0, 10)
    assert all(b - a >= 2 - 1e-9 for a, b in pairwise(places))
    assert places[0] >= 1 and places[-1] <= 9 + 1e-9
