"""Lists: found, narrowed, sorted, paged and taken home by plain addresses; quick however long they are."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpResponse, QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from hilo.core.fold import fold
from hilo.places.models import Place
from hilo.ui.lists import Facet, ListPage, paging
from hilo.ui.lists.downloads import plain
from hilo.ui.lists.paging import Total
from hilo.ui.tables import Column


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def names_of(keys) -> dict[str, str]:
    return {str(place.pk): place.name for place in Place.objects.filter(pk__in=keys)}


class PlaceList(ListPage):
    title = "Places"
    columns = (
        Column("name", "Name", lambda row: row.name, is_sortable=True, order=("folded",)),
        Column("latitude", "Latitude", lambda row: row.latitude, is_numeric=True, is_sortable=True),
        Column("parent", "Inside", lambda row: row.parent and row.parent.name),
    )
    facets = (
        Facet("kind", "Kind", "kind", labels={"country": "Country", "division": "Division"}),
        Facet("parent", "Inside", "parent", labels=names_of, most=1),
    )
    search_in = ("folded",)
    sort = "name"
    size = 5

    def rows(self):
        return Place.objects.all()

    def dressed(self, rows):
        return rows.select_related("parent")

    def counted(self, total):
        return f"{total} places"


@pytest.fixture
def places(db) -> list[Place]:
    mexico = place("MX", "México")
    tunisia = place("TN", "Tunisia")
    states = [place(f"MX-{n:03}", f"Álamos {n:02}", "division", mexico) for n in range(11)]
    return [mexico, tunisia, *states, place("TN-1", "Nabeul", "division", tunisia)]


def place(code: str, name: str, kind: str = "country", parent: Place | None = None) -> Place:
    return Place.objects.create(
        kind=kind, code=code, name=name, folded=fold(name), parent=parent, latitude=len(code)
    )


def opened(query: str = "", page: type[ListPage] = PlaceList) -> HttpResponse:
    request = RequestFactory().get(f"/en/places/?{query}")
    request.user = AnonymousUser()
    return page.as_view()(request)


def text(query: str = "", page: type[ListPage] = PlaceList) -> str:
    return opened(query, page).content.decode()


def shown(query: str = "") -> list[str]:
    return re.findall(r'<th scope="row">([^<]*)</th>', text(query))


def test_a_list_says_what_it_is_and_how_many_there_are(places) -> None:
    html = text()
    assert "<h1>Places</h1>" in html and "14 places" in html and "1 to 5 of 14" in html


def test_rows_stand_in_the_order_of_their_folded_names(places) -> None:
    assert shown() == [f"Álamos {number:02}" for number in range(5)]
    assert shown("sort=-name")[0] == "Tunisia"


def test_every_word_of_the_search_must_occur_without_accents(places) -> None:
    assert shown("q=ALAMOS 10") == ["Álamos 10"]
    assert shown("q=mexico") == ["México"]
    assert "Nothing matches" in text("q=nowhere") and 'href="/en/places/"' in text("q=nowhere")


def test_facets_narrow_and_each_counts_what_the_others_leave(places) -> None:
    html = text("kind=country")
    assert "2 places" in html
    assert re.search(r"Country <small>2</small>", html)
    assert re.search(r"Division <small>12</small>", html)  # what one would get instead
    assert 'aria-current="true"' in html


def test_facets_wait_folded_until_one_is_in_use(places) -> None:
    assert '<nav class="facets" aria-label="Narrow the list"><details>' in text()
    assert '<nav class="facets" aria-label="Narrow the list"><details open>' in text("kind=country")


def test_a_facet_link_adds_its_value_keeps_the_rest_and_drops_the_page(places) -> None:
    html = text("kind=country&q=a&page=2")
    assert 'href="?kind=country&amp;kind=division&amp;q=a" rel="nofollow"' in html
    assert 'href="?q=a" rel="nofollow" aria-current="true"' in html


def test_values_without_words_and_without_value_have_their_place(places) -> None:
    html = text()
    assert "México <small>11</small>" in html
    assert "Not stated <small>2</small>" in html
    assert shown("parent=-") == ["México", "Tunisia"]


def test_several_values_of_a_facet_add_up(places) -> None:
    assert "14 places" in text("kind=country&kind=division")


def test_what_is_no_number_and_no_value_does_no_harm(places) -> None:
    assert opened("page=abc").status_code == 200
    assert opened("page=-3").status_code == 200
    assert opened("page=²").status_code == 200
    assert opened("kind=%00&q=%00").status_code == 200
    assert "Nothing matches" in text("parent=abc")
    assert "Nothing matches" in text("parent=99999999999999999999")
    assert opened("sort=parent").status_code == 200
    assert "no such page" in text("page=99")
    assert opened("page=999999999999999999999").status_code == 200


def test_the_pages_keep_the_choices(places) -> None:
    html = text("kind=division&page=2")
    assert 'href="?kind=division" rel="prev"' in html
    assert 'href="?kind=division&amp;page=3" rel="next"' in html
    assert 'aria-current="page"' in html


def test_a_search_engine_keeps_the_plain_list(places) -> None:
    assert "noindex, follow" in text("kind=country")
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/places/"' in text("kind=country")


def test_the_search_field_carries_the_choices_along(places) -> None:
    html = text("kind=country&page=2&sort=name&q=m")
    assert '<input type="hidden" name="kind" value="country">' in html
    assert '<input type="hidden" name="sort" value="name">' in html
    assert 'name="page"' not in html and 'value="m"' in html


def test_many_rows_ask_no_more_queries_than_few(places) -> None:
    few = queries("size=1")
    for number in range(40):
        place(f"MX-9{number:02}", f"Zacatepec {number}", "division", places[0])
    assert queries() == few <= 6


def test_a_list_that_ends_on_its_page_is_not_counted(places, monkeypatch) -> None:
    asked, count = [], paging.total_of
    monkeypatch.setattr(paging, "total_of", lambda rows: asked.append(rows) or count(rows))
    assert "1 places" in text("q=mexico") and "11 to 14 of 14" in text("page=3")
    assert "0 places" in text("q=nowhere")
    assert asked == []
    assert "1 to 5 of 14" in text() and "14 places" in text("page=4")
    assert len(asked) == 2


def queries(query: str = "") -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        text(query)
    return len(caught.captured_queries)


# Pages


@pytest.mark.parametrize(
    ("number", "follows", "total", "numbers"),
    [
        (1, True, Total(830), ["1", "2", "3", "…", "17"]),
        (9, True, Total(830), ["1", "…", "7", "8", "9", "10", "11", "…", "17"]),
        (17, False, Total(830), ["1", "…", "15", "16", "17"]),
        (1, False, Total(3), ["1"]),
        (400, True, Total(10_000, True), ["1", "…", "398", "399", "400", "401"]),
    ],
)
def test_pages_show_where_one_is(number, follows, total, numbers) -> None:
    pages = paging.pages(number, 50, 50, total, follows, QueryDict())
    assert [step.text for step in pages.steps] == numbers
    assert bool(pages.next) == follows and bool(pages.previous) == (number > 1)


def test_counting_stops_at_the_limit(places) -> None:
    assert str(paging.total_of(Place.objects.all(), most=10)) == "more than 10"
    assert str(paging.total_of(Place.objects.all(), most=14)) == "14"


def test_far_pages_are_the_same_as_near_ones(places, monkeypatch) -> None:
    rows = Place.objects.order_by("folded", "pk").select_related("parent")
    near = [paging.cut(rows, number, 5) for number in (1, 2, 3)]
    monkeypatch.setattr(paging, "FAR", 0)
    assert [paging.cut(rows, number, 5) for number in (1, 2, 3)] == near
    assert [follows for _rows, follows in near] == [True, True, False]


def test_djangos_own_pages_are_shown_alike() -> None:
    page = Paginator(list(range(23)), 10).page(2)
    html = Template("{% pages page %}").render(Context({"page": page}))
    assert "11 to 20 of 23" in html and 'href="?page=3"' in html


# Facets


def test_small_groups_of_people_are_not_counted_in_facets(places) -> None:
    class Protected(PlaceList):
        facets = (Facet("kind", "Kind", "kind", protects_small_groups=True),)

    assert "fewer than five" in text("", Protected)


def test_counts_over_very_many_rows_are_kept_for_a_minute(places) -> None:
    facet = PlaceList.facets[0]
    first = facet.counts(Place.objects.all(), keep=True)
    place("FR", "France")
    assert facet.counts(Place.objects.all(), keep=True) == first
    assert facet.counts(Place.objects.filter(kind="country"), keep=True) == {"country": 3}
    assert facet.counts(Place.objects.all())["country"] == 3


def test_a_facet_over_many_values_counts_a_row_once(places) -> None:
    facet = Facet("child", "Has", "children__kind", is_many=True)
    rows = Place.objects.all()
    assert facet.counts(rows) == {"division": 2, "-": 12}
    assert set(facet.narrow(rows, ["division"])) == set(places[:2])


# Downloads

INVENTED = "Demonstration: invented data"


def test_a_list_goes_home_as_csv_with_all_its_pages(places) -> None:
    response = opened("as=csv&kind=division")
    assert response["Content-Disposition"].startswith('attachment; filename="places-demonstration-')
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Latitude", "Inside", INVENTED] and len(rows) == 13
    assert {row[3] for row in rows} == {INVENTED}
    with translation.override("es"):
        assert "Name;Latitude;Inside;Demostración: datos inventados" in text("as=csv")


@pytest.mark.parametrize(
    ("language", "word"),
    [("es", "demostraci%C3%B3n"), ("fr", "d%C3%A9monstration"), ("en", "demonstration")],
)
def test_the_name_of_a_file_says_it_in_the_language_of_its_reader(
    places, language: str, word: str
) -> None:
    with translation.override(language):
        assert f"places-{word}-2026-03-10.csv" in opened("as=csv")["Content-Disposition"]


def test_a_real_house_marks_no_file(places, settings) -> None:
    settings.IS_DEMONSTRATION = False
    response = opened("as=csv")
    assert response["Content-Disposition"] == 'attachment; filename="places-2026-03-10.csv"'
    assert INVENTED not in response.content.decode()


def test_a_list_goes_home_as_xlsx_with_real_numbers(places) -> None:
    book = openpyxl.load_workbook(io.BytesIO(opened("as=xlsx").content))
    page = book["Demonstration · Places"]
    assert page.max_row == 15 and page["B2"].value == 6 and page["B2"].data_type == "n"
    assert page["D2"].value == page.oddHeader.center.text == book.properties.description == INVENTED
    assert "Demonstration" in str(book["_meta"]["A3"].value)


def test_what_a_spreadsheet_might_run_is_quoted(places) -> None:
    place("EVIL", "=1+1")
    assert "'=1+1" in text("as=csv")
    assert plain("@SUM(A1)") == "'@SUM(A1)" and plain(-5) == -5


def test_a_list_that_may_not_go_home_does_not(places) -> None:
    class Closed(PlaceList):
        can_download = False

    assert opened("as=csv", Closed)["Content-Type"].startswith("text/html")
    assert "Download" not in text("", Closed)
