"""The pages of indicators: what strangers read, what keepers write, and what is said when it cannot be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from hilo.core.text import Text
from hilo.programme.models import Declaration, Indicator, Target
from tests.formreading import form_with
from tests.people.factories import account_as, sign_in
from tests.places.factories import RegionFactory
from tests.programme.access_indicators import A_PDF
from tests.programme.factories import (
    AudienceFactory,
    DeclarationFactory,
    IndicatorFactory,
    ProgrammeFactory,
    TargetFactory,
    region_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    return sign_in(client, account_as("coordinator"))


def address(indicator, rest=""):
    return f"/en/programmes/{indicator.programme.slug}/indicators/{indicator.code}/{rest}"


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(client, url, marker, **typed):
    """The form that holds `marker`, sent as it stands but for what is typed."""
    return client.post(url, form_with(marker, page(client, url)) | typed)


# What everybody reads.


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_the_sheet_says_how_it_is_counted_in_each_language(client, language):
    indicator = IndicatorFactory(definition=Text.of("es", "Cuenta **cada** taller."))
    shown = page(client, address(indicator).replace("/en/", f"/{language}/"))
    assert "<strong>cada</strong>" in shown and str(indicator.title) in shown


def test_the_sheet_shows_unit_baseline_targets_and_values(client):
    indicator = IndicatorFactory(
        baseline=Decimal(3), baseline_year=2012, why=Text.of("es", "Porque sí.")
    )
    centre = region_of(indicator.programme, "centro", [])
    TargetFactory(indicator=indicator)
    TargetFactory(indicator=indicator, region=centre, value=Decimal("4.5"))
    DeclarationFactory(indicator=indicator, level="documented")
    shown = page(client, address(indicator))
    for piece in ("talleres", "3, in 2012", "1st quarter 2026", "4.5", "Documented", "Porque sí."):
        assert piece in shown, piece


def test_strangers_read_no_small_numbers_of_people_no_regions_and_no_groups(client):
    indicator = IndicatorFactory(counting="distinct")
    centre = region_of(indicator.programme, "centro", [])
    DeclarationFactory(indicator=indicator, value=3)
    DeclarationFactory(indicator=indicator, value=71, region=centre)
    DeclarationFactory(indicator=indicator, value=83, split={"gender": "woman"})
    shown = page(client, address(indicator))
    assert "fewer than five" in shown and "71" not in shown and "83" not in shown
    insider = page(sign_in(client, account_as("promoter")), address(indicator))
    assert "71" in insider and "83" in insider and "fewer than five" not in insider


def test_what_hilo_counts_is_told_with_its_restriction(client):
    audience = AudienceFactory(slug="directors", name=Text.of("es", "Directoras"))
    indicator = IndicatorFactory(
        programme=audience.programme,
        measure="participants",
        counting="distinct",
        where={"audience": ["directors"]},
    )
    shown = page(client, address(indicator))
    assert "People who take part" in shown and "Directoras" in shown


def test_a_percentage_is_written_as_one(client):
    indicator = IndicatorFactory(counting="percentage")
    DeclarationFactory(indicator=indicator, value=Decimal("66.6667"), numerator=2, denominator=3)
    assert "66.67" in page(client, address(indicator))


def test_the_list_groups_by_result_and_hides_what_is_not_public(client):
    programme = ProgrammeFactory()
    result = programme.results.create(level="output", code="1.1", title=Text.of("es", "Formadas"))
    IndicatorFactory(programme=programme, result=result)
    IndicatorFactory(programme=programme, is_public=False, title=Text.of("es", "Secreto"))
    shown = page(client, f"/en/programmes/{programme.slug}/indicators/")
    assert "1.1 Formadas" in shown and "Secreto" not in shown


def test_pages_ask_as_often_for_many_as_for_few(client, django_assert_max_num_queries):
    indicator = IndicatorFactory()
    for month in range(1, 4):
        days = dt.date(2026, month, 1), dt.date(2026, month, 28)
        DeclarationFactory(indicator=indicator, starts_on=days[0], ends_on=days[1])
        TargetFactory(indicator=indicator, starts_on=days[0], ends_on=days[1])
        IndicatorFactory(programme=indicator.programme)
    with django_assert_max_num_queries(10):
        page(client, address(indicator))
    with django_assert_max_num_queries(7):
        page(client, f"/en/programmes/{indicator.programme.slug}/indicators/")


# What keepers write.


def test_an_indicator_begins_with_what_unit_and_way_and_is_completed_then(keeper):
    audience = AudienceFactory(slug="directors")
    url = f"/en/programmes/{audience.programme.slug}/indicators/new/"
    answer = sent(
        keeper,
        url,
        "counting",
        **{"code": "1.1", "title-en": "Directors trained", "unit-en": "people"},
        **{"title-original": "en", "unit-original": "en"},
        counting="distinct",
        measure="participants",
    )
    assert answer.status_code == 302, answer.content.decode()
    edit = answer["Location"]
    shown = page(keeper, edit)
    assert "Count only: Audience" in shown and "Women and men" in shown
    told = {"where_audience": ["directors"], "splits": ["gender"]}
    assert sent(keeper, edit, "seen", **told).status_code == 302
    made = Indicator.objects.get()
    assert (made.where, made.splits) == ({"audience": ["directors"]}, ["gender"])


def test_another_measure_forgets_what_the_old_one_was_restricted_by(keeper):
    indicator = IndicatorFactory(
        measure="participants", counting="distinct", where={"gender": ["woman"]}, splits=["region"]
    )
    answer = sent(
        keeper, address(indicator, "edit/"), "seen", measure="policies_adopted", splits=[]
    )
    assert answer["Location"].endswith("/edit/")
    indicator.refresh_from_db()
    assert (indicator.measure, indicator.where) == ("policies_adopted", {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "a b"}, "twelve"),
        ({"baseline": "4"}, "from which year the baseline is"),
        ({"counting": "qualitative", "measure": "participants"}, "in words is declared by people"),
        (
            {"counting": "percentage", "baseline": "140", "baseline_year": "2012"},
            "at most 100",
        ),
    ],
)
def test_what_an_indicator_cannot_be_stands_at_its_field(keeper, typed, said):
    answer = sent(keeper, address(IndicatorFactory(), "edit/"), "seen", **typed)
    assert answer.status_code == 200 and said in answer.content.decode()


def test_indicators_are_put_in_order(keeper):
    one = IndicatorFactory()
    two = IndicatorFactory(programme=one.programme)
    url = f"/en/programmes/{one.programme.slug}/indicators/order/"
    answer = keeper.post(url, {f"place-{one.uuid}": "2", f"place-{two.uuid}": "1"})
    assert answer.status_code == 302
    assert list(one.programme.indicators.all()) == [two, one]


def test_removing_what_something_rests_on_is_refused_in_words(keeper):
    indicator = TargetFactory().indicator
    shown = keeper.post(address(indicator, "remove/")).content.decode()
    assert "1 target" in shown and Indicator.objects.exists()
    free = IndicatorFactory()
    assert keeper.post(address(free, "remove/")).status_code == 302
    assert not Indicator.objects.filter(pk=free.pk).exists()


# Targets.


def cell(first, last, place="all"):
    return f"t_{first}_{last}_{place}"


QUARTER = cell("2026-01-01", "2026-03-31")
YEAR = cell("2026-01-01", "2026-12-31")


def test_all_targets_are_set_on_one_page(keeper):
    indicator = IndicatorFactory()
    centre = region_of(indicator.programme, "centro", [])
    there = cell("2026-01-01", "2026-03-31", centre.pk)
    url = address(indicator, "targets/")
    answer = sent(keeper, url, "seen", **{QUARTER: "10", YEAR: "40", there: "4.5"})
    assert answer.status_code == 302, answer.content.decode()
    found = {(str(one.ends_on), one.region_id): one.value for one in Target.objects.all()}
    assert found == {
        ("2026-03-31", None): 10,
        ("2026-12-31", None): 40,
        ("2026-03-31", centre.pk): Decimal("4.5"),
    }
    assert sent(keeper, url, "seen", **{QUARTER: ""}).status_code == 302
    assert Target.objects.count() == 2


def test_two_people_at_one_grid_keep_each_other_s_cells_and_decide_on_the_same(keeper):
    indicator = IndicatorFactory()
    url = address(indicator, "targets/")
    both = form_with("seen", page(keeper, url))
    assert keeper.post(url, both | {QUARTER: "10"}).status_code == 302
    assert keeper.post(url, both | {YEAR: "40"}).status_code == 302
    assert Target.objects.count() == 2
    answer = keeper.post(url, both | {QUARTER: "12"})
    shown = answer.content.decode()
    assert "Somebody else set 10 here meanwhile" in shown and 'value="12"' in shown
    assert keeper.post(url, form_with("seen", shown)).status_code == 302
    assert indicator.targets.get(ends_on=dt.date(2026, 3, 31)).value == 12
    assert indicator.targets.get(ends_on=dt.date(2026, 12, 31)).value == 40


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"t_new_all": "4"}, "from the first to the last"),
        (
            {"t_new_all": "4", "starts_on": "2026-03-01", "ends_on": "2026-02-01"},
            "before the first day",
        ),
        (
            {"t_new_all": "4", "starts_on": "2025-01-01", "ends_on": "2025-12-31"},
            "outside of the programme, which runs from 1 Jan 2026",
        ),
        ({QUARTER: "101"}, "at most 100"),
        ({QUARTER: "muchos"}, "Write a number"),
    ],
)
def test_a_target_that_cannot_be_is_said_and_nothing_typed_is_lost(keeper, typed, said):
    indicator = IndicatorFactory(counting="percentage")
    answer = sent(keeper, address(indicator, "targets/"), "seen", **typed | {YEAR: "77"})
    shown = answer.content.decode()
    assert answer.status_code == 200 and said in shown and 'value="77"' in shown
    assert not Target.objects.exists()


def test_many_regions_are_shown_one_at_a_time(keeper):
    indicator = IndicatorFactory(frequency="month")
    for number in range(9):
        region_of(indicator.programme, f"region-{number}", [])
    whole = page(keeper, address(indicator, "targets/"))
    assert whole.count('type="number"') == 14 and "?region=region-3" in whole


# Declared values.


def test_a_value_is_declared_with_its_document(keeper):
    from django.core.files.uploadedfile import SimpleUploadedFile

    indicator = IndicatorFactory()
    url = address(indicator, "values/")
    typed = {
        "period": ["2026-01-01/2026-03-31"],
        "value": "7",
        "file": SimpleUploadedFile("acta.pdf", A_PDF, "application/pdf"),
    }
    answer = sent(keeper, url, "evidence", **typed)
    assert answer.status_code == 302, answer.content.decode()
    value = Declaration.objects.get()
    assert (value.value, value.level, value.file.name) == (7, "documented", "acta.pdf")
    opened = keeper.get(address(indicator, f"values/{value.uuid}/document/"))
    assert b"".join(opened) == A_PDF


def test_a_wrong_file_is_refused_and_no_value_is_kept(keeper):
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed = {"value": "7", "file": SimpleUploadedFile("acta.pdf", b"MZ\x90", "application/pdf")}
    answer = sent(keeper, address(IndicatorFactory(), "values/"), "evidence", **typed)
    assert answer.status_code == 200 and not Declaration.objects.exists()


def test_a_value_is_corrected_and_the_old_one_stays(keeper):
    value = DeclarationFactory()
    url = address(value.indicator, f"values/{value.uuid}/")
    assert sent(keeper, url, "evidence", value="8").status_code == 302
    assert [one.value for one in Declaration.objects.standing()] == [8]
    assert "counts no longer" in page(keeper, url)
    assert "Before" in page(keeper, address(value.indicator, "values/"))


def test_a_value_is_verified_by_somebody_else_only(client):
    one, other = account_as("coordinator"), account_as("coordinator")
    value = DeclarationFactory(by=one.person)
    url = address(value.indicator, f"values/{value.uuid}/")
    mine = sign_in(client, one)
    assert "You declared this value yourself" in page(mine, url)
    refused = mine.post(f"{url}verify/", follow=True).content.decode()
    assert "Ask another coordinator" in refused
    theirs = sign_in(client, other)
    theirs.post(f"{url}verify/")
    value.refresh_from_db()
    assert value.level == "verified"


def test_a_value_of_other_days_needs_both_of_them(keeper):
    typed = {"period": "other", "starts_on": "2026-01-05", "value": "7"}
    answer = sent(keeper, address(IndicatorFactory(), "values/"), "evidence", **typed)
    assert "from the first to the last" in answer.content.decode()


def test_what_hilo_counts_is_not_declared(keeper):
    indicator = IndicatorFactory(measure="participants", counting="distinct")
    shown = page(keeper, address(indicator, "values/"))
    assert "nobody declares values" in shown and 'name="value"' not in shown


def test_periods_that_are_over_are_asked_for(keeper):
    indicator = IndicatorFactory(frequency="month")
    january = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 1, 31)}
    DeclarationFactory(indicator=indicator, **january)
    shown = page(keeper, f"/en/programmes/{indicator.programme.slug}/indicators/")
    assert "Still to be declared" in shown and "February 2026" in shown
    assert "January 2026" not in shown
    assert "1 value is still to be declared" in page(keeper, "/en/")


def test_a_region_of_another_programme_is_not_among_the_choices(keeper):
    indicator = IndicatorFactory()
    region_of(indicator.programme, "centro", [])
    RegionFactory(slug="ajena")
    answer = sent(keeper, address(indicator, "values/"), "evidence", region="ajena", value="3")
    assert "Choose one of these" in answer.content.decode()


def test_nothing_of_an_archived_programme_is_offered_or_done(keeper):
    value = DeclarationFactory(indicator__programme__state="archived")
    assert "Set targets" not in page(keeper, address(value.indicator))
    url = address(value.indicator, f"values/{value.uuid}/take-back/")
    assert "archived" in keeper.post(url, follow=True).content.decode()
