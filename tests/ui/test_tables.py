"""Tables: escaped, sorted by links, quick; rows chosen, looked at, and only then acted on."""

from __future__ import annotations

import datetime as dt
import time
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from hilo.places.models import Place
from hilo.ui import tables
from hilo.ui.tables import Bulk, BulkAction, Column, Sort, Table

REMIND = BulkAction(
    "remind",
    "Remind",
    question=lambda count: f"Remind {count} places?",
    button=lambda count: f"Remind {count} places",
    warning="They get a message at once.",
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


COLUMNS = (
    Column("name", "Name", lambda row: row.name, is_sortable=True, order=("folded",)),
    Column("count", "Count", lambda row: row.count, is_numeric=True, is_sortable=True),
    Column("day", "Day", lambda row: row.day),
)


def row(name="Cholula", count=7, day=dt.date(2026, 11, 22)) -> SimpleNamespace:
    return SimpleNamespace(name=name, count=count, day=day, uuid=f"key-of-{name}")


def table(*rows, **more) -> Table:
    return Table(rows=rows, columns=COLUMNS, caption="Groups", **more)


def parsed(shown: Table) -> ElementTree.Element:
    return ElementTree.fromstring(tables.draw(shown).replace(" checked>", ">").replace('">', '">'))


def test_the_first_column_names_the_row_and_the_caption_the_table() -> None:
    region = parsed(table(row()))
    assert region.get("aria-label") == "Groups" and region.get("tabindex") == "0"
    assert region.findtext(".//caption") == "Groups"
    assert region.findtext(".//tbody/tr/th[@scope='row']") == "Cholula"


def test_values_are_escaped_unless_they_are_safe() -> None:
    html = tables.draw(table(row("<b>&"), row(mark_safe("<i>safe</i>")), row(None)))
    assert "&lt;b&gt;&amp;" in html and "<i>safe</i>" in html and ">–<" in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234, "1,234"),
        (2.5, "2.5"),
        (True, "yes"),
        (None, "–"),
        ("", ""),
        (dt.date(2026, 11, 22), '<time datetime="2026-11-22"><bdi>22 Nov 2026</bdi></time>'),
    ],
)
def test_values_are_written_as_the_reader_writes_them(value, shown) -> None:
    from hilo.ui.tables.drawing import shown as written

    assert written(value) == shown


def test_a_sort_link_keeps_the_choices_and_turns_the_order_round() -> None:
    shown = table(row(), sort=Sort("count", True), query=QueryDict("q=a&page=3&sort=-count"))
    heads = {head.findtext("a"): head for head in parsed(shown).findall(".//thead/tr/th")}
    assert heads["Count"].get("aria-sort") == "descending"
    assert heads["Count"].find("a").get("href") == "?q=a&sort=count"
    assert heads["Name"].find("a").get("href") == "?q=a&sort=name"
    assert heads["Name"].find("a").get("rel") == "nofollow"
    assert None in heads  # the day cannot be sorted by


@pytest.mark.parametrize(
    ("asked", "read", "fields"),
    [
        ("name", "name", ["folded"]),
        ("-name", "-name", ["-folded"]),
        ("day", "count", ["count"]),
        ("folded; DROP", "count", ["count"]),
        ("", "count", ["count"]),
    ],
)
def test_only_sortable_columns_sort(asked, read, fields) -> None:
    sort = Sort.read(asked, COLUMNS, "count")
    assert str(sort) == read and sort.fields(COLUMNS) == fields


def test_a_table_without_rows_says_so() -> None:
    assert tables.draw(table()) == '<p class="empty">Nothing here yet.</p>'


def test_rows_carry_their_state_and_totals_stand_at_the_foot() -> None:
    region = parsed(table(row(), tone=lambda each: "warn", totals={"count": 7}))
    assert region.find(".//tbody/tr").get("data-tone") == "warn"
    assert [cell.text for cell in region.find(".//tfoot/tr")] == ["Total", "7", None]


def test_as_cards_each_value_keeps_its_label_and_its_role() -> None:
    region = parsed(table(row(), on_phone="cards"))
    cell = region.find(".//tbody/tr/td")
    assert cell.get("data-label") == "Count" and cell.get("role") == "cell"


def test_fifty_rows_of_eight_columns_take_less_than_three_milliseconds() -> None:
    columns = [COLUMNS[0], *[COLUMNS[1]] * 5, COLUMNS[2], COLUMNS[0]]
    wide = Table(rows=[row(f"Group {n}", n * 37) for n in range(50)], columns=columns, caption="x")
    tables.draw(wide)
    times = []
    for _ in range(20):
        start = time.process_time()
        tables.draw(wide)
        times.append(time.process_time() - start)
    assert min(times) < 0.003


# Choosing and acting


def with_bulk(**more) -> str:
    bulk = Bulk((REMIND,), "/act/", **{"total": 830, **more})
    context = Context({"rows": table(row(), bulk=bulk), "request": request("/list/?q=a")})
    return Template("{% table rows %}").render(context)


def request(path: str, data: str | None = None) -> HttpRequest:
    factory = RequestFactory()
    kind = "application/x-www-form-urlencoded"
    made = factory.get(path) if data is None else factory.post(path, data, content_type=kind)
    made.user = AnonymousUser()
    return made


def test_rows_have_boxes_with_names_inside_one_form() -> None:
    html = with_bulk()
    assert 'aria-label="Choose Cholula"' in html and 'value="key-of-Cholula"' in html
    assert 'action="/act/"' in html and "csrfmiddlewaretoken" in html
    assert "All 830 rows that match" in html
    assert 'href="?q=a&amp;ticked=1"' in html


def test_all_boxes_of_a_page_are_ticked_by_a_link() -> None:
    assert " checked>" in with_bulk(are_ticked=True)
    assert "more than 830" in with_bulk(has_more=True)


@pytest.fixture
def places(db) -> list[Place]:
    return [
        Place.objects.create(kind="country", code=f"X{n}", name=f"Place {n}", folded=f"place {n}")
        for n in range(3)
    ]


def test_what_is_ticked_is_chosen_and_nothing_beyond_what_may_be_seen(places) -> None:
    data = f"do=remind&chosen={places[0].uuid}&chosen={places[2].uuid}&chosen=nonsense"
    found = Place.objects.exclude(pk=places[2].pk)
    picked = tables.chosen(request("/act/", data), found)
    assert list(picked.rows) == [places[0]] and not picked.is_confirmed


def test_nothing_is_done_before_it_was_seen(places) -> None:
    found = Place.objects.all()
    data = "do=remind&all=1"
    picked = tables.chosen(request("/act/", data), found)
    page = tables.preview(request("/act/", data), picked, Bulk((REMIND,), "", 3, back="/list/"))
    html = page.content.decode()
    for part in ("Remind 3 places?", "They get a message at once.", "Place 2", 'value="3"'):
        assert part in html
    confirmed = tables.chosen(request("/act/", f"{data}&expected=3"), found)
    assert confirmed.is_confirmed and confirmed.count == 3


def test_a_list_that_changed_in_between_is_shown_again(places) -> None:
    data = "do=remind&all=1&expected=2"
    picked = tables.chosen(request("/act/", data), Place.objects.all())
    assert not picked.is_confirmed
    page = tables.preview(request("/act/", data), picked, Bulk((REMIND,), "", 3))
    assert "The list has changed" in page.content.decode()


@pytest.mark.parametrize("data", ["do=remind", "do=unknown&all=1", "do=remind&expected=0"])
def test_choosing_nothing_or_nonsense_leads_back(places, data) -> None:
    picked = tables.chosen(request("/act/", data), Place.objects.all())
    assert not picked.is_confirmed
    page = tables.preview(request("/act/", data), picked, Bulk((REMIND,), "", 3, back="/list/"))
    assert page.status_code == 422 and 'href="/list/"' in page.content.decode()
