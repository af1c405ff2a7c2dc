"""Money by activity: planned, spent, left; each currency for itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from hilo.core.text import Text
from hilo.programme.queries import plan
from hilo.programme.services import budget
from hilo.programme.services.parts import OfAnother
from tests.formreading import form_with
from tests.programme.factories import ActivityFactory, BudgetLineFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


def test_currencies_are_never_added_up():
    programme = ProgrammeFactory()
    for currency, planned, spent in (("USD", 100, 40), ("MXN", 900, 1000), ("USD", 50, 0)):
        BudgetLineFactory(programme=programme, currency=currency, planned=planned, spent=spent)
    totals = plan.totals_of(plan.budget_of(programme))
    told = [(one.currency, one.planned, one.spent, one.left) for one in totals]
    assert told == [("MXN", 900, 1000, -100), ("USD", 150, 40, 110)]


def test_money_is_told_by_activity_in_their_order_and_what_belongs_to_none_comes_last():
    programme = ProgrammeFactory()
    second = ActivityFactory(programme=programme, order=2)
    first = ActivityFactory(programme=programme, order=1)
    for activity in (None, second, first):
        BudgetLineFactory(programme=programme, activity=activity)
    held = plan.by_activity(plan.budget_of(programme))
    assert [activity for activity, _totals in held] == [first, second, None]


def test_lines_are_added_changed_and_removed(coordinator):
    programme = ProgrammeFactory(currency="USD")
    address = f"/en/programmes/{programme.slug}/budget/"
    sent = form_with("code", coordinator.get(f"{address}new/").content.decode())
    assert sent["currency"] == ["USD"]
    sent |= {"code": "B1", "title-es": "Telares", "planned": "1200.50", "spent": ""}
    answer = coordinator.post(f"{address}new/", sent)
    assert answer.status_code == 302, answer.content.decode()
    line = programme.budget.get()
    assert (line.planned, line.spent) == (Decimal("1200.50"), 0)
    form = form_with("version", coordinator.get(f"{address}{line.uuid}/edit/").content.decode())
    coordinator.post(f"{address}{line.uuid}/edit/", form | {"spent": "1300"})
    shown = coordinator.get(address).content.decode()
    assert "Telares" in shown
    assert "US$99.50 over" in shown
    assert "&lt;" not in shown, "markup is shown as text"
    coordinator.post(f"{address}{line.uuid}/remove/")
    assert not programme.budget.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"planned": "-5"}, "Money cannot be below zero."),
        ({"planned": "viel"}, "Write a number."),
        ({"currency": ""}, "Fill this in."),
        ({"currency": "dollars"}, "Write the three letters of the currency"),
        ({"planned": "9" * 15}, "digits"),
    ],
)
def test_bad_money_is_a_sentence(coordinator, typed, said):
    programme = ProgrammeFactory(currency="USD")
    address = f"/en/programmes/{programme.slug}/budget/new/"
    sent = {"code": "B1", "title-es": "Telares", "currency": "USD", "planned": "5"} | typed
    answer = coordinator.post(address, sent)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_line_belongs_to_an_activity_of_its_own_programme():
    told = {"code": "B", "title": Text.of("es", "B"), "currency": "USD", "planned": 1}
    with pytest.raises(OfAnother):
        budget.add(ProgrammeFactory(), by=None, activity=ActivityFactory(), **told)


def test_the_promoter_reads_it_and_changes_nothing(as_role):
    line = BudgetLineFactory()
    client, _account = as_role("promoter", ("programme", line.programme.uuid))
    shown = client.get(f"/en/programmes/{line.programme.slug}/budget/").content.decode()
    assert line.code in shown
    assert "Add a budget line" not in shown


def test_an_empty_budget_teaches(coordinator):
    with translation.override("en"):
        shown = coordinator.get(
            f"/en/programmes/{ProgrammeFactory().slug}/budget/"
        ).content.decode()
    assert "No budget yet." in shown


def test_the_page_asks_as_often_for_many_as_for_one(coordinator, django_assert_max_num_queries):
    programme = ProgrammeFactory()
    for _ in range(12):
        activity = ActivityFactory(programme=programme)
        BudgetLineFactory(programme=programme, activity=activity)
    coordinator.get("/en/programmes/")
    with django_assert_max_num_queries(12):
        coordinator.get(f"/en/programmes/{programme.slug}/budget/")
