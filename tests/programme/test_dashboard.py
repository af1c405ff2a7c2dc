"""The dashboard: all of it for insiders, published numbers for everybody, files to take home."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.programme.counting import publishing, tallies
from hilo.programme.counting.values import numbers_of
from hilo.programme.models import Declaration, Indicator, Tally
from hilo.programme.rules.joining import Joined
from hilo.programme.services import indicators as services
from hilo.programme.services import targets
from hilo.programme.showing import parity
from tests.programme.factories import DeclarationFactory, ProgrammeFactory
from tests.programme.results import FIRST, Told, seated, told

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def address(programme: Any, name: str = "dashboard", **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{reverse(f'programme:{name}', args=[programme.slug])}?{asked}"


def page(client: Client, programme: Any, **query: str) -> str:
    answer = client.get(address(programme, **query))
    assert answer.status_code == 200
    return answer.content.decode()


# For insiders.


@pytest.mark.parametrize("role", ["coordinator", "promoter"])
def test_insiders_read_value_target_time_and_standing(as_role: AsRole, role: str) -> None:
    made = told()
    said = page(as_role(role)[0], made.programme)
    assert "18 of 40" in said
    assert "Behind" in said
    assert "What is late" in said
    assert "% of the time has passed" in said
    assert "44% <small>(8 of 18)</small>" in said


def test_insiders_see_small_numbers_by_region_and_sex(as_role: AsRole) -> None:
    made = told()
    said = page(as_role("coordinator")[0], made.programme)
    assert "region=oaxaca" in said
    assert "gender=woman" in said
    assert "Reached" in said  # Puebla: 15 of 9


def test_declared_people_have_bounds_and_say_who_has_answered(as_role: AsRole) -> None:
    made = told()
    for region, value in ((made.puebla, 14), (made.oaxaca, 9)):
        days = {"starts_on": FIRST, "ends_on": dt.date(2025, 9, 30)}
        DeclarationFactory(indicator=made.declared, region=region, value=value, **days)
    said = page(as_role("coordinator")[0], made.programme)
    assert "between 14 and 23" in said
    assert "2 of 2 regions have answered" in said
    assert str(Declaration.Level.DECLARED.label) in said


def test_filters_are_plain_links_and_nonsense_is_left_aside(as_role: AsRole) -> None:
    made = told()
    client = as_role("coordinator")[0]
    assert ">3</a>" in page(client, made.programme, region="oaxaca")
    assert "18 of 40" in page(client, made.programme, region="nowhere", owner="x", until="never")
    assert "18 of 40" in page(client, made.programme, until="2025-12-31")
    assert "What is late" not in page(client, made.programme, audience="makers")


def test_on_an_earlier_day_only_what_was_over_counts() -> None:
    made = told()
    seated(made.programme, 2, "woman", made.puebla, on="2026-02-01")
    tallies.recount(made.programme)
    one = Indicator.objects.select_related("tally", "programme").get(pk=made.people.pk)
    assert numbers_of(one).to_date(dt.date(2025, 12, 31)).value == 18
    assert numbers_of(one).to_date(dt.date(2026, 2, 10)).value == 18
    assert numbers_of(one).to_date(dt.date(2026, 3, 10)).value == 20


def test_the_dashboard_asks_few_questions_and_none_twice(
    as_role: AsRole, django_assert_max_num_queries: Any
) -> None:
    made = told()
    client = as_role("coordinator")[0]
    page(client, made.programme)
    page(client, made.programme)
    with django_assert_max_num_queries(14):
        page(client, made.programme)


def test_a_programme_without_indicators_says_what_to_do(as_role: AsRole) -> None:
    said = page(as_role("coordinator")[0], ProgrammeFactory())
    assert "There is no indicator to show" in said


# Counting at once.


def test_a_new_indicator_is_counted_right_away(
    as_role: AsRole, django_capture_on_commit_callbacks: Any
) -> None:
    made = told()
    account = as_role("coordinator")[1]
    with django_capture_on_commit_callbacks(execute=True):
        one = services.add(
            made.programme,
            by=account,
            code="9",
            title=Text.of("es", "Otra"),
            counting="distinct",
            measure="participants",
        )
    run_waiting()
    assert Tally.objects.filter(indicator=one).exists()


def test_a_new_target_is_counted_for_its_own_days(
    as_role: AsRole, django_capture_on_commit_callbacks: Any
) -> None:
    made = told()
    autumn = targets.Aim(dt.date(2025, 10, 1), dt.date(2025, 11, 30))
    with django_capture_on_commit_callbacks(execute=True):
        targets.add(made.people, autumn, Decimal(5), by=as_role("coordinator")[1])
    run_waiting()
    kept = Tally.objects.get(indicator=made.people).counted["part"]
    assert ["2025-10-01", "2025-11-30"] in [one["periods"][0] for one in kept]


def test_coordinators_may_have_everything_counted_now(as_role: AsRole) -> None:
    made = told()
    Tally.objects.all().delete()
    client = as_role("coordinator")[0]
    assert client.post(address(made.programme, "count_now")).status_code == 302
    run_waiting()
    assert Tally.objects.count() == 2


# For everybody.


def published(**people: int) -> Told:
    made = told(**people)
    publishing.publish(made.programme)
    return made


def test_strangers_read_the_published_numbers_and_why_not_today(client: Client) -> None:
    made = published()
    said = page(client, made.programme)
    assert "31 Dec 2025" in said
    assert "today’s are not shown" in said
    assert "<strong>18</strong>" in said
    assert "records" not in said


def test_strangers_never_read_or_subtract_three_people(client: Client) -> None:
    made = published(women=17, men=3, far=0)
    said = page(client, made.programme)
    assert "<strong>20</strong>" in said
    assert "not shown" in said
    assert ">17<" not in said
    assert ">3<" not in said


def test_women_have_a_share_of_those_who_stated_their_sex(client: Client) -> None:
    made = published(women=9, men=6, far=0)
    assert "60% of the 15 who stated their sex are women." in page(client, made.programme)


def test_members_are_strangers_to_the_numbers_of_today(as_role: AsRole) -> None:
    made = published()
    said = page(as_role("member")[0], made.programme)
    assert "today’s are not shown" in said
    assert client_gets_no_file(as_role("member")[0], made)


def client_gets_no_file(client: Client, made: Told) -> bool:
    return "attachment" not in client.get(address(made.programme, **{"as": "xlsx"})).headers.get(
        "Content-Disposition", ""
    )


def test_before_the_first_quarter_nothing_is_published(client: Client) -> None:
    assert "Nothing is published yet" in page(client, ProgrammeFactory())


def test_the_results_door_leads_to_each_programme(client: Client) -> None:
    made = told()
    said = client.get(reverse("programme:results")).content.decode()
    assert reverse("programme:dashboard", args=[made.programme.slug]) in said


# Files.


def workbook(client: Client, made: Told, language: str = "en") -> Any:
    with translation.override(language):
        where = address(made.programme, **{"as": "xlsx"})
    answer = client.get(where)
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_logframe_is_a_real_one(as_role: AsRole) -> None:
    made = told()
    book = workbook(as_role("coordinator")[0], made)
    page, values = book.worksheets
    heads = [cell.value for cell in page[4]]
    assert heads[:3] == ["Level", "Intervention logic", "Indicators"]
    assert heads[-2:] == ["Sources of verification", "Assumptions"]
    assert page["A5"].value == "Objective"
    assert page["F5"].value == "18"
    assert any(cells.min_row == 6 for cells in page.merged_cells.ranges)  # two without a result
    assert page.page_setup.orientation == "landscape"
    rows = list(values.iter_rows(min_row=2, values_only=True))
    to_date = [row for row in rows if row[0] == "1" and row[3] == str(FIRST)]
    assert {row[7] for row in to_date if row[5] == str(made.oaxaca)} >= {3}


def test_a_formula_in_a_title_does_not_run(as_role: AsRole) -> None:
    made = told()
    Indicator.objects.filter(pk=made.people.pk).update(
        title=Text.of("es", "=HYPERLINK()"), code="=1"
    )
    book = workbook(as_role("coordinator")[0], made)
    assert all(cell.data_type != "f" for row in book.worksheets[0] for cell in row)
    assert all(cell.data_type != "f" for row in book.worksheets[1] for cell in row)


def test_the_arabic_file_reads_from_its_own_side(as_role: AsRole) -> None:
    made = told()
    book = workbook(as_role("coordinator")[0], made, "ar")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)


def test_csv_has_every_value(as_role: AsRole) -> None:
    made = told()
    answer = as_role("coordinator")[0].get(address(made.programme, **{"as": "csv"}))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) > 20


# Women against men in one number.


def test_the_parity_index_stands_with_its_words(as_role: AsRole, client: Client) -> None:
    """8 women and 10 men: 0.8."""
    made = published()
    for reader in (as_role("coordinator")[0], client):
        said = page(reader, made.programme)
        assert "0.80 women per man (gender parity index). 1 would be parity" in said


def test_there_is_no_index_of_a_group_under_five(as_role: AsRole, client: Client) -> None:
    made = published(women=12, men=3, far=0)
    for reader in (as_role("coordinator")[0], client):
        assert "gender parity index" not in page(reader, made.programme)


def test_the_index_of_a_rate_compares_rates() -> None:
    """UNESCO Institute for Statistics: 20 of 50 women and 20 of 40 men are 40 % and 50 %, 0.8."""
    rate = Indicator(counting="percentage")
    women = Joined(Decimal(40), part=Decimal(20), whole=Decimal(50))
    men = Joined(Decimal(50), part=Decimal(20), whole=Decimal(40))
    said = parity.in_words(rate, women, men)
    assert said.startswith("The rate of women is 0.80 times that of men")
    assert parity.in_words(rate, men, men).endswith("From 0.97 to 1.03 is parity.")
    few = Joined(Decimal(50), part=Decimal(2), whole=Decimal(4))
    assert parity.in_words(rate, women, few) == ""


def test_files_have_both_indices_in_the_line_of_everybody(as_role: AsRole) -> None:
    made = told(women=15)
    book = workbook(as_role("coordinator")[0], made)
    rows = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    place = [cell.value for cell in book.worksheets[1][1]].index("Gender parity index")
    to_date = [row for row in rows if row[0] == "1" and row[3] == str(FIRST)]
    told_of = {row[6]: row[place : place + 2] for row in to_date if row[5] == "Whole programme"}
    assert told_of["everybody"] == (1.5, 1.333)
    assert told_of["Woman"] == (None, None)


# Since the period before.


def test_the_way_to_the_target_is_drawn_as_a_slope(as_role: AsRole) -> None:
    """18 of 40 came in the quarter that is over, two more in this one: from 45 % to 50 %."""
    made = told()
    seated(made.programme, 2, "woman", made.puebla, on="2026-01-20")
    tallies.recount(made.programme)
    said = page(as_role("coordinator")[0], made.programme)
    assert "On the way to the targets, since the period before" in said
    assert "from 45 to 50" in said
