"""Reading the list, rating on a phone without scripts, keeping the list, seeing what ratings come to."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from hilo.competences import own, panels, queries, services
from hilo.competences.models import Competence, CompetenceGroup, Rating, Respondent
from hilo.competences.services import Answer
from hilo.core import registries
from hilo.core.registries import Panel
from hilo.core.text import Text
from hilo.people import archive
from tests.competences.factories import (
    CompetenceFactory,
    CompetenceGroupFactory,
    abilities,
    let_rate,
    occasion,
)
from tests.formreading import form_with

pytestmark = pytest.mark.django_db


def said(answer: Any) -> str:
    assert answer.status_code in {200, 422}
    return answer.content.decode()


# The list.


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_the_list_stands_in_each_language(client, language):
    services.load_shipped()
    page = said(client.get(f"/{language}/competences/"))
    assert str(CompetenceGroup.objects.get(code="law").name.shown(language)) in page
    assert str(Competence.objects.get(code="brand").name.shown(language)) in page
    assert 'class="origin"' not in page


def test_an_empty_list_says_what_comes(client):
    assert "The list is empty." in said(client.get("/en/competences/"))


def test_a_retired_competence_has_its_page_and_is_not_listed(client):
    made = CompetenceFactory()
    services.retire(made, by=None)
    assert made.code not in said(client.get("/en/competences/"))
    assert "no longer asked or taught" in said(client.get(f"/en/competences/{made.code}/"))


def test_the_list_asks_few_questions(client, django_assert_max_num_queries):
    services.load_shipped()
    with django_assert_max_num_queries(3):
        client.get("/en/competences/")
    with django_assert_max_num_queries(4):
        client.get("/en/competences/brand/")


def test_later_chapters_show_themselves_on_a_competence(client, monkeypatch):
    made = CompetenceFactory()
    fresh = registries.Registry("panels")
    fresh.add(
        Panel("x", "competence", "competences/asked.html", lambda one, viewer: {"waiting": []})
    )
    monkeypatch.setattr(registries, "panels", fresh)
    assert "Everything that I rated" in said(client.get(f"/en/competences/{made.code}/"))


# Rating.


@pytest.fixture
def asked(as_role):
    """A member who is asked to rate two competences."""
    client, account = as_role("member")
    made = occasion("brand", "law", purpose="before", name=Text.of("en", "Before the course"))
    services.ask(made, [account.person], by=None)
    return client, account, made


def sent(client, made, data):
    return client.post(made.get_absolute_url(), data)


EVERYTHING = {
    "importance-brand": "5",
    "ability-brand": "2",
    "importance-law": "3",
    "ability-law": "1",
}


def test_the_page_works_without_scripts_and_says_each_number_in_words(asked):
    client, _account, made = asked
    page = said(client.get(made.get_absolute_url()))
    assert page.count('type="radio"') == 2 * 2 * 6
    assert page.count("<fieldset") == 2 + 2 * 2
    assert '<b>1</b><span class="unseen"> I cannot do it yet</span>' in page
    with translation.override("ar"):
        assert "إلى أي حدّ تجيدونها اليوم؟" in said(client.get(made.get_absolute_url()))


def test_everything_answered_is_finished(asked):
    client, account, made = asked
    answer = sent(client, made, EVERYTHING | {"finish": "1"})
    assert answer["Location"] == reverse("competences:mine")
    assert Respondent.objects.get(person=account.person).finished_at
    values = Rating.objects.order_by("competence__code").values_list("importance", "ability")
    assert list(values) == [(5, 2), (3, 1)]


def test_what_is_left_open_is_saved_and_pointed_to(asked):
    client, account, made = asked
    page = said(sent(client, made, {"importance-brand": "5", "ability-brand": "4", "finish": "1"}))
    assert "Saved. Something is left open" in page
    assert '<a href="#rate-law">' in page
    assert 'id="rate-law"' in page
    assert Rating.objects.get().ability == 4
    assert Respondent.objects.get().finished_at is None
    kept = form_with("as_it_is", page)
    assert kept["ability-brand"] == ["4"]
    answer = sent(client, made, kept | {"finish": "1"})
    assert answer.status_code == 302
    assert Respondent.objects.get(person=account.person).finished_at


def test_one_may_go_on_later(asked):
    client, _account, made = asked
    assert sent(client, made, {"ability-law": "3", "later": "1"}).status_code == 302
    page = said(client.get(made.get_absolute_url()))
    assert 'name="ability-law" value="3" checked' in page
    assert list(queries.to_rate(_account.person))


def test_an_answer_can_be_taken_back(asked):
    client, _account, made = asked
    sent(client, made, EVERYTHING | {"later": "1"})
    sent(client, made, EVERYTHING | {"importance-law": "", "ability-law": "", "later": "1"})
    assert Rating.objects.get().competence.code == "brand"


def test_what_is_no_number_is_refused_beside_its_question(asked):
    client, _account, made = asked
    answer = sent(client, made, EVERYTHING | {"ability-law": "9", "finish": "1"})
    assert answer.status_code == 422
    assert "Choose a number from 1 to 5." in said(answer)
    assert not Rating.objects.exists()


def test_a_page_that_stood_open_too_long_loses_nothing_and_says_so(asked):
    client, _account, made = asked
    sent(client, made, EVERYTHING | {"later": "1"})
    services.close_occasion(made, by=None)
    answer = sent(client, made, EVERYTHING | {"ability-law": "5", "finish": "1"})
    assert answer.status_code == 422
    assert "What you had saved stays as it was." in said(answer)
    assert Rating.objects.get(competence__code="law").ability == 1


def test_the_home_reminds_until_it_is_finished(asked):
    client, account, made = asked
    assert "Rate your competences: Before the course." in said(client.get("/en/"))
    assert panels.own(account.person, account) == {"waiting": [Respondent.objects.get()]}
    sent(client, made, EVERYTHING | {"finish": "1"})
    assert "Rate your competences" not in said(client.get("/en/"))


def test_ones_own_page_leads_to_ones_ratings(asked):
    client, _account, made = asked
    page = said(client.get("/en/me/"))
    assert made.get_absolute_url() in page
    assert reverse("competences:mine") in page


def test_ones_own_before_and_after_are_drawn(as_role):
    client, account = as_role("member")
    uuid = CompetenceFactory().uuid  # any uuid serves: an occasion knows no more of its object
    for purpose, ability in (("before", 2), ("after", 4)):
        made = occasion("brand", purpose=purpose, about=("cohort", uuid))
        services.rate(made, account.person, {"brand": Answer(5, ability)}, by=account)
    page = said(client.get("/en/me/ratings/"))
    assert "Your ability before and after" in page
    assert "I could teach it" not in page
    assert "On my own" in page


def test_my_data_has_my_ratings(asked):
    client, account, made = asked
    sent(client, made, EVERYTHING | {"finish": "1"})
    lines = own.export(account.person)["ratings"]
    assert {"occasion", "competence", "importance", "ability", "rated"} == set(lines[0])
    assert archive.of(account.person)


# The office.


def test_a_coordinator_adds_changes_and_retires(as_role):
    client, _account = as_role("coordinator")
    group = CompetenceGroupFactory()
    page = form_with("code", said(client.get("/en/office/competences/new/")))
    typed = {"name-en": "Felting wool", "code": "felting", "group": str(group.pk)}
    answer = client.post("/en/office/competences/new/", page | typed)
    assert answer["Location"] == "/en/competences/felting/"
    assert "Felting wool" in said(client.get("/en/office/competences/?q=felting"))
    client.post("/en/office/competences/felting/retire/")
    assert not Competence.objects.get(code="felting").is_current
    client.post("/en/office/competences/felting/take-up/")
    assert Competence.objects.get(code="felting").is_current


def test_a_short_name_that_is_taken_stands_beside_its_field(as_role):
    client, _account = as_role("coordinator")
    made = CompetenceFactory()
    page = form_with("code", said(client.get("/en/office/competences/new/")))
    typed = {"name-en": "Felting", "code": made.code, "group": str(made.group_id)}
    assert "already" in said(client.post("/en/office/competences/new/", page | typed))


def test_groups_are_added_and_renamed(as_role):
    client, _account = as_role("coordinator")
    page = form_with("code", said(client.get("/en/office/competences/groups/new/")))
    client.post("/en/office/competences/groups/new/", page | {"name-en": "Wool", "code": "wool"})
    address = "/en/office/competences/groups/wool/change/"
    page = form_with("version", said(client.get(address)))
    client.post(address, page | {"name-en": "Wool and felt", "name-original": "en"})
    assert str(CompetenceGroup.objects.get(code="wool").name.shown("en")) == "Wool and felt"


def test_a_list_of_many_asks_few_questions(as_role, django_assert_max_num_queries):
    services.load_shipped()
    client, _account = as_role("coordinator")
    client.get("/en/office/competences/")
    with django_assert_max_num_queries(13):
        client.get("/en/office/competences/?state=current")


# What it comes to.


@pytest.fixture
def told():
    """A before and an after with twelve people in two groups, one of them small, and closed."""
    groups = {"makers": Text.of("en", "Makers"), "support": Text.of("en", "Support")}
    about = ("cohort", CompetenceFactory().uuid)
    before = occasion("brand", "law", purpose="before", about=about, groups=groups)
    after = occasion("brand", "law", purpose="after", about=about, groups=groups)
    crowd = let_rate(before, abilities("brand", 1, 2, 2, 1, 2, 3, 2, 1, 2), group="makers")
    for person in crowd:
        services.rate(after, person, {"brand": Answer(5, 4)}, by=None, group="makers")
    let_rate(after, abilities("brand", 5, 5, 5), group="support")
    for one in (before, after):
        services.close_occasion(one, by=None)
    return before, after


def test_a_summary_shows_figures_table_and_change(as_role, told):
    client, _account = as_role("trainer")
    page = said(client.get(f"/en/office/ratings/{told[1].uuid}/"))
    assert 'data-figure="slope"' in page
    assert 'data-figure="dots"' in page
    assert "4.3" in page  # nine fours and three fives
    assert "2.2" in page or "2.3" in page  # the gain of nine


def test_a_small_group_says_why_it_shows_nothing(as_role, told):
    client, _account = as_role("trainer")
    page = said(client.get(f"/en/office/ratings/{told[1].uuid}/?group=support"))
    assert "fewer than five" in page
    assert 'data-figure="dots"' not in page
    page = said(client.get(f"/en/office/ratings/{told[1].uuid}/?group=makers"))
    assert "not shown" in page


def test_a_summary_goes_home_as_a_workbook(as_role, told):
    client, _account = as_role("trainer")
    answer = client.get(f"/en/office/ratings/{told[1].uuid}/?as=xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "Short name" in row)
    line = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (line["Short name"], line["Ability"], line["Gap"]) == ("brand", 4.3, 0.7)
    assert line["Ability: chose 4"] == "not shown"


def test_nothing_but_numbers_of_people_while_it_is_open(as_role, told):
    client, _account = as_role("trainer")
    services.reopen_occasion(told[1], by=None)
    page = said(client.get(f"/en/office/ratings/{told[1].uuid}/"))
    assert "The figures come when it is closed" in page
    assert "data-figure" not in page
    answer = client.get(f"/en/office/ratings/{told[1].uuid}/?as=csv")
    assert "4.3" not in answer.content.decode("utf-8-sig")


def test_ratings_are_closed_and_opened_again(as_role, told):
    client, _account = as_role("coordinator")
    address = f"/en/office/ratings/{told[1].uuid}/close/"
    client.post(address, {"reopen": "1"})
    told[1].refresh_from_db()
    assert told[1].takes_ratings
    client.post(address, {"close": "1"})
    client.post(address, {"close": "1"})  # a second press says so and changes nothing
    told[1].refresh_from_db()
    assert told[1].is_settled


def test_a_summary_asks_as_often_for_many_as_for_few(as_role, told, django_assert_max_num_queries):
    client, _account = as_role("trainer")
    client.get(f"/en/office/ratings/{told[1].uuid}/")
    with django_assert_max_num_queries(22):
        client.get(f"/en/office/ratings/{told[1].uuid}/")
