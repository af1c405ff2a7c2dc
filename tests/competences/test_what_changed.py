"""What changed, as its page tells it: sentences, a line of moments, groups, files; and who is protected."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from openpyxl import load_workbook

from hilo.competences import queries, sentences, services, words
from hilo.competences.models import Occasion
from hilo.competences.rules.summaries import gain_of
from hilo.competences.services import Answer
from hilo.core.text import Text
from hilo.ui.charts import KEPT_BACK
from tests.competences.factories import CompetenceFactory, abilities, let_rate, occasion

# Twenty-three invented people: most of them can do more afterwards.
FIRST = (2, 3, 2, 1, 3, 2, 4, 3, 2, 2, 3, 1, 2, 3, 3, 2, 2, 4, 3, 2, 3, 2, 3)
LATER = (3, 4, 2, 3, 4, 3, 4, 3, 3, 3, 4, 2, 3, 3, 5, 3, 2, 4, 4, 3, 4, 3, 3)


def said(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def told_of(*pairs: tuple[int, int]) -> str:
    return sentences.of_gain(gain_of(("", pair, 1) for pair in pairs))


def plain(text: str) -> str:
    """A sentence without what only keeps it together."""
    return text.replace("\u2066", "").replace("\u2069", "").replace("\xa0", " ")


# Sentences.


def test_a_rise_in_words() -> None:
    assert plain(told_of(*zip(FIRST, LATER, strict=True))) == (
        "Ability rose by 0.8 on average, from 2.5 to 3.3 (23 people). "
        "Such a change by chance alone is unlikely: p < 0.001 (paired t), p < 0.001 (Wilcoxon). "
        "Hedges g 1.00 (95 %: 0.59 to 1.41), a large effect."
    )


def test_a_fall_that_may_be_chance() -> None:
    pairs = [(3, 3)] * 5 + [(4, 3)] * 3 + [(3, 4)] * 2
    assert plain(told_of(*pairs)) == (
        "Ability fell by 0.1 on average, from 3.3 to 3.2 (10 people). "
        "Chance alone can explain it: p = 0.678 (paired t), p = 0.766 (Wilcoxon). "
        "Hedges g −0.21 (95 %: −1.23 to 0.81), a small effect."
    )


def test_of_five_to_nine_people_only_classes_are_told() -> None:
    pairs = [(2, 3), (1, 3), (2, 4), (3, 4), (2, 4)]
    assert plain(told_of(*pairs)) == (
        "Ability rose by 1.6 on average, from 2.0 to 3.6 (5 people). "
        "The two tests (paired t, Wilcoxon) do not agree, so take it as open: "
        "p is under 0.05 in only one of them. Hedges g 2.3, a large effect."
    )


def test_what_no_test_can_tell() -> None:
    assert told_of(*[(2, 4)] * 5) == (
        "Ability rose by 2.0 on average, from 2.0 to 4.0 (5 people). "
        "No test can be made of these answers. "
    )
    assert told_of(*[(2, 2), (3, 3)] * 3) == "Ability stayed at 2.5 on average (6 people)."


def test_what_is_not_shown_says_why() -> None:
    assert told_of(*[(2, 4)] * 4).startswith("Fewer than five people rated it twice")
    assert told_of() == "Nobody rated it twice."
    cells = [("a", (2, 4), 7), ("b", (2, 4), 3)]
    assert sentences.of_gain(gain_of(cells, "a")).startswith("7 people rated it twice; what they")


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_every_sentence_has_its_words_in_each_language(language: str) -> None:
    with translation.override(language):
        for pairs in ([(2, 4)] * 3 + [(2, 3)] * 9, [(2, 3), (1, 3), (2, 4), (3, 4), (2, 4)]):
            text = told_of(*pairs)
            assert "%" not in text.replace("95 %", "").replace("95\xa0%", "").replace("٪", "")
            assert ("Ability" in text) == (language == "en")


# The page.


pytestmark = pytest.mark.django_db


def series(*later: dict[str, Any], **told: Any) -> list[Occasion]:
    """Before, after and what else is told, about one thing, all open."""
    about = ("cohort", CompetenceFactory().uuid)
    made = occasion("brand", purpose="before", about=about, name=Text.of("en", "At first"), **told)
    rest = ({"purpose": "after", "name": Text.of("en", "At the end")}, *later)
    return [made, *(occasion("brand", about=about, **told, **one) for one in rest)]


def answer(where: Occasion, people: Any, values: Any, group: str = "") -> None:
    for person, value in zip(people, values, strict=False):
        services.rate(where, person, {"brand": Answer(5, value)}, by=None, group=group)


def close(*occasions: Occasion) -> None:
    for one in occasions:
        services.close_occasion(one, by=None)


@pytest.fixture
def changed() -> list[Occasion]:
    """Twenty-three people before, after, and three months later (two of them stayed away)."""
    found = series({"purpose": "follow_up", "months": 3, "name": Text.of("en", "In spring")})
    people = let_rate(found[0], abilities("brand", *FIRST))
    answer(found[1], people, LATER)
    answer(found[2], people[:21], LATER)
    close(*found)
    return found


def test_the_page_tells_it_in_words_and_draws_it(as_role: Any, changed: list[Occasion]) -> None:
    client, _account = as_role("trainer")
    page = said(client.get(f"/en/office/ratings/{changed[1].uuid}/gain/"))
    assert "Ability rose by 0.8 on average, from 2.5 to 3.3 (23 people)." in page
    assert 'data-figure="slope"' in page
    assert 'data-figure="moments"' in page
    assert "3 months later" in page
    assert "(21 people)" in page  # in the line of moments
    assert "Bonett" in page


def test_each_moment_is_compared_with_the_one_before(as_role: Any, changed: list[Occasion]) -> None:
    client, _account = as_role("trainer")
    page = said(client.get(f"/en/office/ratings/{changed[2].uuid}/gain/"))
    assert "(21 people)." in page
    assert f"/en/office/ratings/{changed[1].uuid}/gain/" in page


def test_the_summary_leads_there(as_role: Any, changed: list[Occasion]) -> None:
    client, _account = as_role("trainer")
    page = said(client.get(f"/en/office/ratings/{changed[1].uuid}/"))
    assert f"/en/office/ratings/{changed[1].uuid}/gain/" in page


def test_it_goes_home_as_a_workbook(as_role: Any, changed: list[Occasion]) -> None:
    client, _account = as_role("trainer")
    file = client.get(f"/en/office/ratings/{changed[1].uuid}/gain/?as=xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(rows) if "Short name" in row)
    line = dict(zip(rows[head], rows[head + 1], strict=True))
    assert (line["Short name"], line["Rated twice"], line["Change"]) == ("brand", 23, 0.8)
    assert line["Hedges g"] == 1.0  # rounded, as on the page
    assert plain(line["p (paired t)"]) == "< 0.001"


def test_nothing_is_told_while_people_answer(as_role: Any, changed: list[Occasion]) -> None:
    client, _account = as_role("trainer")
    services.reopen_occasion(changed[0], by=None)
    address = f"/en/office/ratings/{changed[1].uuid}/gain/"
    page = said(client.get(address))
    assert "The figures come when both are closed" in page
    assert "data-figure" not in page
    assert "0.8" not in client.get(f"{address}?as=csv").content.decode("utf-8-sig")


def test_without_a_before_the_page_says_what_comes(as_role: Any) -> None:
    client, _account = as_role("trainer")
    made = occasion("brand", purpose="need")
    assert "There is nothing before" in said(client.get(f"/en/office/ratings/{made.uuid}/gain/"))


def test_groups_stand_side_by_side_and_small_ones_are_protected(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    groups = {name: Text.of("en", name.title()) for name in ("makers", "support", "town")}
    found = series(groups=groups)
    for group, count in (("makers", 12), ("support", 6), ("town", 3)):
        people = let_rate(found[0], abilities("brand", *FIRST[:count]), group=group)
        answer(found[1], people, LATER, group)
    close(*found)
    gains = queries.compare_groups(*found)
    assert [gains[name][0][1].pairs for name in groups] == [12, 6, 3]
    assert gains["makers"][0][1].told is not None
    assert (gains["support"][0][1].gain, gains["support"][0][1].told) == (KEPT_BACK, None)
    address = f"/en/office/ratings/{found[1].uuid}/gain/"
    page = said(client.get(address))
    assert "Change by group" in page
    assert "fewer than five" in page
    alone = said(client.get(f"{address}?group=support"))
    assert "6 people rated it twice; what they said is not shown" in alone
    assert "p\xa0" not in alone


def test_the_page_asks_as_often_for_many_as_for_few(
    as_role: Any, changed: list[Occasion], django_assert_max_num_queries: Any
) -> None:
    client, _account = as_role("trainer")
    client.get(f"/en/office/ratings/{changed[1].uuid}/gain/")
    with django_assert_max_num_queries(9):
        client.get(f"/en/office/ratings/{changed[1].uuid}/gain/")


# Moments.


def test_a_line_stands_for_those_who_came_every_time(changed: list[Occasion]) -> None:
    ((one, course),) = queries.courses_of(queries.series_of(changed[1]))
    assert (one.code, course.n, len(course.means)) == ("brand", 21, 3)
    assert course.means[1] == course.means[2]


def test_the_series_stands_in_the_order_of_its_moments() -> None:
    later = [{"purpose": "follow_up", "months": months} for months in (12, 3, 6)]
    found = series(*later)
    assert [one.months for one in queries.series_of(found[3])] == [None, None, 3, 6, 12]
    again = occasion("brand", purpose="before", about=(found[0].about_kind, found[0].about))
    end = occasion("brand", purpose="after", about=(found[0].about_kind, found[0].about))
    assert queries.series_of(end) == [again, end]
    assert len(queries.series_of(found[1])) == 5
    assert queries.series_of(found[0]) == []


def test_people_are_asked_again_months_later_once() -> None:
    before, after = series(groups={"makers": Text.of("en", "Makers")})
    people = let_rate(after, abilities("brand", 3, 4), group="makers")
    name = Text.of("en", "Half a year later")
    made = services.follow_up(after, months=6, name=name, by=None)
    assert services.follow_up(after, months=6, name=name, by=None) == made
    assert set(made.respondents.values_list("person", "group")) == {
        (one.pk, "makers") for one in people
    }
    assert [one.code for one in made.asked] == ["brand"]
    assert words.purpose_of(made) == "6 months later"
    assert queries.earlier_than(made) == before


def test_only_a_follow_up_is_so_many_months_later() -> None:
    made = occasion("brand", purpose="after")
    with pytest.raises(IntegrityError), transaction.atomic():
        Occasion.objects.filter(pk=made.pk).update(months=3)
