"""The list is kept, people are asked, and what they say is kept: once, partly, until it closes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hilo.competences import problems, queries, services, shipped
from hilo.competences.models import Competence, CompetenceGroup, Rating, Respondent
from hilo.competences.services import Answer
from hilo.core import journal, search
from hilo.core.models import Entry, Overtaken
from hilo.core.text import Text
from hilo.core.time import now
from hilo.people import services as people_services
from hilo.ui.charts import FEW, KEPT_BACK
from tests.competences.factories import (
    CompetenceFactory,
    CompetenceGroupFactory,
    abilities,
    let_rate,
    occasion,
    people,
)
from tests.people.factories import AccountFactory, PersonFactory

pytestmark = pytest.mark.django_db


# The list that ships.


def test_loading_twice_changes_nothing():
    added, _renewed = services.load_shipped()
    assert 45 <= added <= 60
    entries = Entry.objects.count()
    assert services.load_shipped() == (0, 0)
    assert Entry.objects.count() == entries


def test_every_shipped_text_stands_in_four_languages():
    for group in shipped.groups():
        for text in (group.name, *(t for one in group.competences for t in (one.name, one.about))):
            assert set(text.texts) == {"es", "fr", "ar", "en"}, text


def test_loading_leaves_alone_what_was_changed_here():
    services.load_shipped()
    brand = Competence.objects.get(code="brand")
    name = brand.name.with_variant("es", "Marca propia").with_original("es", "Marca propia")
    services.change_competence(brand, name=name, by=None)
    services.retire(Competence.objects.get(code="export"), by=None)
    assert services.load_shipped() == (0, 0)
    assert str(Competence.objects.get(code="brand").name.shown("es")) == "Marca propia"
    assert not Competence.objects.get(code="export").is_current


def test_loading_brings_up_to_date_what_nobody_has_changed():
    services.load_shipped()
    older = Text.of("es", "Antes se decía así")
    brand = Competence.objects.get(code="brand")
    brand.name, brand.shipped = older, shipped.print_of(older, brand.about)
    brand.save()
    assert services.load_shipped() == (0, 1)
    assert Competence.objects.get(code="brand").name != older


def test_what_is_missing_comes_back_and_is_found():
    services.load_shipped()
    services.remove(Competence.objects.get(code="heritage"), by=None)
    assert services.load_shipped() == (1, 0)
    assert Competence.objects.filter(code="heritage").exists()
    assert [hit.title for hit in search.search("patrimonio cuidar", None, language="es").hits]


# The list, kept by hand.


def test_a_competence_is_added_changed_retired_and_taken_up_again():
    by = AccountFactory()
    group = CompetenceGroupFactory()
    made = services.add_competence(
        code="dyeing", group=group, name=Text.of("es", "Teñir con grana"), by=by
    )
    other = Text.of("es", "Teñir con grana cochinilla")
    services.change_competence(made, name=other, expected=made.version, by=by)
    services.retire(made, by=by)
    services.retire(made, by=by)
    assert not made.is_current
    services.take_up_again(made, by=by)
    told = [str(line.event) for line in journal.history_of("competence", made.uuid)]
    assert told == [
        "competences.CompetenceTakenUpAgain",
        "competences.CompetenceRetired",
        "competences.CompetenceChanged",
        "competences.CompetenceAdded",
    ]


def test_two_competences_never_share_a_short_name():
    CompetenceFactory(code="weaving")
    with pytest.raises(problems.CodeTaken):
        services.add_competence(
            code="weaving", group=CompetenceGroupFactory(), name=Text.of("es", "Tejer"), by=None
        )


def test_a_second_editor_is_told():
    made = CompetenceFactory()
    services.change_competence(made, order=4, expected=1, by=None)
    with pytest.raises(Overtaken):
        services.change_competence(made, order=5, expected=1, by=None)


def test_what_was_asked_is_never_removed():
    made = occasion()
    with pytest.raises(problems.CompetenceInUse):
        services.remove(made.asked[0], by=None)


def test_renaming_a_group_takes_its_competences_along_in_the_search():
    made = CompetenceFactory()
    name = Text.of("es", "Tintorería")
    services.change_group(made.group, name=name, order=2, expected=1, by=None)
    assert CompetenceGroup.objects.get(pk=made.group_id).name == name
    hits = search.search("tintoreria", None, language="es").hits
    assert len(hits) == 1


# Occasions.


def test_an_occasion_asks_for_something_and_about_something():
    with pytest.raises(problems.NothingToRate):
        services.open_occasion(purpose="need", name=Text.of("es", "Nada"), competences=[], by=None)
    with pytest.raises(ValidationError):
        occasion(scales=())
    with pytest.raises(ValidationError):
        occasion(opens_at=now(), closes_at=now() - dt.timedelta(days=1))
    with pytest.raises(ValidationError):
        occasion(about=("cohort", None))


def test_its_competences_keep_their_order():
    made = occasion("c", "a", "b")
    assert [one.code for one in made.asked] == ["c", "a", "b"]


def test_people_are_asked_once():
    made = occasion(groups={"makers": Text.of("es", "Artesanas")})
    crowd = people(3)
    assert services.ask(made, crowd, group="makers", by=None) == 3
    assert services.ask(made, crowd, group="makers", by=None) == 0
    with pytest.raises(problems.UnknownPeopleGroup):
        services.ask(made, crowd, group="unheard-of", by=None)


def test_it_closes_and_opens_again():
    made = occasion()
    services.close_occasion(made, by=None)
    assert made.is_settled
    with pytest.raises(problems.OccasionMovedOn):
        services.close_occasion(made, by=None)
    services.reopen_occasion(made, by=None)
    assert made.takes_ratings


def test_it_closes_by_itself(time_machine):
    made = occasion("a", closes_at=now() + dt.timedelta(days=1))
    assert made.moment == "open"
    time_machine.move_to(now() + dt.timedelta(days=2))
    assert (made.moment, made.is_settled) == ("over", True)
    with pytest.raises(problems.NotOpen):
        services.rate(made, PersonFactory(), {"a": Answer(3, 3)}, by=None)


def test_it_takes_nothing_before_it_begins():
    made = occasion("a", opens_at=now() + dt.timedelta(days=3))
    with pytest.raises(problems.NotYetOpen, match="13 Mar"):
        services.rate(made, PersonFactory(), {"a": Answer(3, 3)}, by=None)


# Rating.


def kept(made, person):
    rows = Rating.objects.filter(occasion=made, person=person).order_by("competence__code")
    return {row.competence.code: (row.importance, row.ability) for row in rows}


def test_partial_answers_are_kept_and_added_to():
    made, person = occasion("a", "b"), PersonFactory()
    services.rate(made, person, {"a": Answer(5, None)}, by=None)
    services.rate(made, person, {"b": Answer(None, 2)}, by=None)
    assert kept(made, person) == {"a": (5, None), "b": (None, 2)}


def test_the_same_answers_again_change_nothing():
    made, person = occasion("a"), PersonFactory()
    services.rate(made, person, {"a": Answer(5, 2)}, by=None)
    before, told = Rating.objects.get().rated_at, Entry.objects.count()
    services.rate(made, person, {"a": Answer(5, 2)}, by=None)
    assert (Rating.objects.get().rated_at, Entry.objects.count()) == (before, told)


def test_an_answer_is_changed_and_taken_back():
    made, person = occasion("a", "b"), PersonFactory()
    services.rate(made, person, {"a": Answer(5, 2), "b": Answer(1, 1)}, by=None)
    services.rate(made, person, {"a": Answer(4, 3), "b": Answer()}, by=None)
    assert kept(made, person) == {"a": (4, 3)}


def test_a_scale_that_is_not_asked_is_not_kept():
    made, person = occasion("a", scales=("ability",)), PersonFactory()
    services.rate(made, person, {"a": Answer(5, 2)}, by=None)
    assert kept(made, person) == {"a": (None, 2)}


def test_what_cannot_be_is_refused_and_nothing_kept():
    made, person = occasion("a"), PersonFactory()
    with pytest.raises(problems.NotAskedHere):
        services.rate(made, person, {"a": Answer(1, 1), "z": Answer(1, 1)}, by=None)
    with pytest.raises(problems.NotOnTheScale):
        services.rate(made, person, {"a": Answer(6, 1)}, by=None)
    services.close_occasion(made, by=None)
    with pytest.raises(problems.NotOpen):
        services.rate(made, person, {"a": Answer(1, 1)}, by=None)
    assert not Rating.objects.exists()
    assert not Respondent.objects.exists()


def test_the_database_itself_refuses_what_is_off_the_scale():
    made, person = occasion("a"), PersonFactory()
    row = {"occasion": made, "person": person, "competence": made.asked[0], "rated_at": now()}
    for wrong in ({"importance": 0}, {"ability": 6}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Rating.objects.create(**row, **wrong)


def test_who_has_finished_is_noted_once_and_may_still_change():
    made, person = occasion("a"), PersonFactory()
    first = services.rate(made, person, {"a": Answer(1, 1)}, by=None, is_finished=True)
    again = services.rate(made, person, {"a": Answer(2, 2)}, by=None, is_finished=True)
    assert first.finished_at == again.finished_at
    assert list(queries.to_rate(person)) == []


def test_no_event_holds_a_rating():
    made, person = occasion("a"), PersonFactory()
    services.rate(made, person, {"a": Answer(5, 2)}, by=None, is_finished=True)
    for entry in Entry.objects.filter(event__startswith="competences.Ratings"):
        assert set(entry.data) == {"occasion", "person"}


# What it comes to.


def test_a_summary_tells_means_gap_and_what_is_left_open():
    made = occasion("a")
    said = [Answer(5, 2), Answer(5, 1), Answer(4, 2), Answer(4, 3), Answer(5, 2), Answer(None, 2)]
    let_rate(made, [{"a": one} for one in said])
    services.ask(made, people(2), by=None)
    services.close_occasion(made, by=None)
    found = queries.summary_of(made)
    line = found.lines[0][1]
    assert (found.asked, found.answered, found.finished) == (8, 6, 0)
    assert (line.importance.mean, line.ability.mean, line.gap) == (
        Decimal("4.6"),
        Decimal("2.0"),
        Decimal("2.6"),
    )
    assert (line.importance.not_answered, line.ability.not_answered) == (3, 2)


def test_a_summary_keeps_quiet_while_people_answer():
    made = occasion("a")
    let_rate(made, abilities("a", 1, 2, 3, 4, 5, 5))
    found = queries.summary_of(made)
    assert found.answered == 6
    assert found.lines[0][1].ability.mean is KEPT_BACK


def test_a_small_group_of_people_is_protected():
    groups = {name: Text.of("es", name) for name in ("a1", "b1", "c1")}
    made = occasion("a", groups=groups)
    for group, count in (("a1", 12), ("b1", 7), ("c1", 3)):
        let_rate(made, abilities("a", *[3] * count), group=group)
    services.close_occasion(made, by=None)
    means = [queries.summary_of(made, name).lines[0][1].ability.mean for name in groups]
    assert means == [Decimal("3.0"), KEPT_BACK, FEW]
    assert queries.summary_of(made).lines[0][1].ability.n == 22


def test_a_comparison_pairs_each_person_with_themselves():
    """Two came once: they are counted beside it and compared with nobody."""
    before, after = occasion("a", purpose="before"), occasion("a", purpose="after")
    crowd = let_rate(before, abilities("a", 2, 1, 2, 3, 2, 5))
    for person, value in zip(crowd, (3, 3, 4, 4, 4), strict=False):
        services.rate(after, person, {"a": Answer(ability=value)}, by=None)
    let_rate(after, abilities("a", 1))
    for one in (before, after):
        services.close_occasion(one, by=None)
    found = queries.compare(before, after)
    gain = found.lines[0][1]
    assert (found.pairs, found.only_before, found.only_after) == (5, 1, 1)
    assert (gain.pairs, gain.before, gain.after, gain.gain) == (
        5,
        Decimal("2.0"),
        Decimal("3.6"),
        Decimal("1.6"),
    )


def test_only_what_is_asked_twice_is_compared():
    before, after = occasion("a", "b"), occasion("b", "c")
    assert [one.code for one, _gain in queries.compare(before, after).lines] == ["b"]


def test_the_number_of_queries_does_not_grow_with_people(django_assert_max_num_queries):
    before, after = occasion("a", "b"), occasion("a", "b")
    for person in let_rate(before, abilities("a", *[3] * 30)):
        services.rate(after, person, {"a": Answer(ability=4)}, by=None)
    with django_assert_max_num_queries(4):
        queries.summary_of(before)
    with django_assert_max_num_queries(6):
        queries.compare(before, after)


def test_whoever_is_erased_leaves_their_ratings_without_a_name():
    made = occasion("a")
    account = AccountFactory()
    services.rate(made, account.person, {"a": Answer(5, 2)}, by=account)
    people_services.erase(account.person, by=None)
    row = Rating.objects.get()
    assert (row.importance, row.ability) == (5, 2)
    assert (
        str(row.person) not in {"", str(account.person.given_name or "x")} or row.person.erased_at
    )
    assert row.person.given_name == ""
