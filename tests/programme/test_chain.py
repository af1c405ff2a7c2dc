"""The results chain: what may lead to what, moving and removing, and the picture that one can read."""

from __future__ import annotations

import pytest
from django.utils import translation

from hilo.core.models import Overtaken
from hilo.core.text import Text
from hilo.programme.rules import levels
from hilo.programme.services import chain
from hilo.programme.services.parts import NumberTaken, OfAnother
from tests.formreading import form_with
from tests.programme.factories import (
    ActivityFactory,
    IndicatorFactory,
    ProgrammeFactory,
    ResultFactory,
    below,
)

pytestmark = pytest.mark.django_db
TITLE = Text.of("es", "Tres ferias nuevas")


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


@pytest.mark.parametrize(
    ("level", "above", "may"),
    [
        ("objective", None, True),
        ("outcome", None, True),
        ("output", "outcome", True),
        ("outcome", "objective", True),
        ("output", "objective", False),
        ("objective", "objective", False),
        ("outcome", "output", False),
        ("output", "output", False),
    ],
)
def test_a_level_leads_to_the_next_level_up_alone(level, above, may):
    assert levels.may_lead(level, above) is may


def test_what_leads_nowhere_yet_stands_at_the_end_of_the_tree():
    programme = ProgrammeFactory()
    loose = ResultFactory(programme=programme, level="output", order=1)
    objective = ResultFactory(programme=programme, order=9)
    outcome = below(objective)
    tree = levels.tree_of(programme.results.all())
    assert [one.result for one in tree] == [objective, loose]
    assert [one.result for one in tree[0].below] == [outcome]


def test_a_result_is_added_below_another_by_a_form(coordinator):
    objective = ResultFactory(code="1")
    address = f"/en/programmes/{objective.programme.slug}/chain/new/"
    page = coordinator.get(f"{address}?below=1").content.decode()
    begun = form_with("code", page)
    assert begun["level"] == ["outcome"]
    assert begun["above"] == [str(objective.pk)]
    sent = begun | {"code": "1.1", "title-es": "Venden mejor", "risks-es": "Llueve"}
    answer = coordinator.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    made = objective.below.get()
    assert (made.code, made.level, str(made.risks.texts["es"])) == ("1.1", "outcome", "Llueve")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"level": "output"}, "An output leads to an outcome"),
        ({"code": "1"}, "«1» is the number of something else of this programme."),
        ({"code": "a/b"}, "Write letters, digits, dots and hyphens"),
        ({"title-es": ""}, "Fill this in."),
    ],
)
def test_what_cannot_be_is_a_sentence(coordinator, typed, said):
    objective = ResultFactory(code="1")
    address = f"/en/programmes/{objective.programme.slug}/chain/new/"
    sent = form_with("code", coordinator.get(f"{address}?below=1").content.decode())
    answer = coordinator.post(address, sent | {"code": "1.1", "title-es": "Ventas"} | typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_a_result_moves_with_everything_below_it():
    objective, other = ResultFactory(code="1"), None
    other = ResultFactory(programme=objective.programme, code="2")
    outcome = below(objective)
    output = below(outcome)
    chain.change(outcome, expected=1, by=None, above=other)
    output.refresh_from_db()
    assert output.above.above == other


def test_a_level_stays_while_others_lead_to_it():
    outcome = below(ResultFactory())
    below(outcome)
    with pytest.raises(chain.LevelIsHeld):
        chain.change(outcome, expected=1, by=None, level="objective", above=None)


def test_a_result_leads_to_one_of_its_own_programme():
    with pytest.raises(OfAnother):
        chain.add(
            ProgrammeFactory(),
            by=None,
            level="outcome",
            code="1",
            title=TITLE,
            above=ResultFactory(),
        )


def test_a_number_stands_once_in_a_programme():
    result = ResultFactory(code="1")
    with pytest.raises(NumberTaken) as problem:
        chain.add(result.programme, by=None, level="objective", code="1", title=TITLE)
    assert problem.value.field == "code"
    chain.add(ProgrammeFactory(), by=None, level="objective", code="1", title=TITLE)


def test_the_second_of_two_writers_is_told():
    result = ResultFactory()
    chain.change(result, expected=1, by=None, title=TITLE)
    with pytest.raises(Overtaken):
        chain.change(result, expected=1, by=None, code="X")


def test_a_result_on_which_something_hangs_stays_and_says_what(coordinator):
    outcome = below(ResultFactory(), code="1.1")
    below(outcome)
    ActivityFactory(programme=outcome.programme, result=outcome)
    IndicatorFactory(programme=outcome.programme, result=outcome)
    with translation.override("en"), pytest.raises(chain.HangsOnResult) as problem:
        chain.remove(outcome, by=None)
    address = f"/en/programmes/{outcome.programme.slug}/chain/1.1/remove/"
    shown = coordinator.post(address).content.decode()
    for words in ("1 result leads to it", "1 activity is done for it", "1 indicator shows it"):
        assert words in str(problem.value)
        assert words in shown


def test_a_result_on_which_nothing_hangs_goes(coordinator):
    result = ResultFactory(code="1")
    address = f"/en/programmes/{result.programme.slug}/chain/1/remove/"
    assert "Remove “" in coordinator.get(address).content.decode()
    assert coordinator.post(address).status_code == 302
    assert not result.programme.results.exists()


def whole_chain():
    objective = ResultFactory(
        code="1",
        assumptions=Text.of("es", "La feria se hace"),
        risks=Text.of("es", "Sube el precio"),
    )
    output = below(below(objective, code="1.1"), code="1.1.1")
    ActivityFactory(programme=objective.programme, result=output, code="A1")
    IndicatorFactory(programme=objective.programme, result=output, code="I1")
    IndicatorFactory(programme=objective.programme, result=output, code="I2", is_public=False)
    return objective.programme


def test_the_chain_can_be_read_by_everybody(client):
    programme = whole_chain()
    shown = client.get(f"/en/programmes/{programme.slug}/chain/").content.decode()
    for words in ('data-level="objective"', 'data-level="outcome"', 'data-level="output"',
                  "Assumptions", "La feria se hace", "Risks", "Sube el precio", "A1", "I1"):  # fmt: skip
        assert words in shown
    assert "I2" not in shown
    assert "Change 1" not in shown


def test_whoever_keeps_it_sees_every_indicator_and_the_ways_to_change(coordinator):
    programme = whole_chain()
    shown = coordinator.get(f"/en/programmes/{programme.slug}/chain/").content.decode()
    for words in ("I2", "Change 1", "Add what leads to 1.1"):
        assert words in shown
    assert "Add what leads to 1.1.1" not in shown


def test_the_chain_asks_as_often_for_many_as_for_one(client, django_assert_max_num_queries):
    programme = whole_chain()
    for number in range(6):
        output = below(below(ResultFactory(programme=programme), code=f"O{number}"))
        ActivityFactory(programme=programme, result=output)
    with django_assert_max_num_queries(4):
        client.get(f"/en/programmes/{programme.slug}/chain/")


def test_an_empty_chain_teaches(coordinator, client):
    address = f"/en/programmes/{ProgrammeFactory().slug}/chain/"
    assert "Begin with the objective" in coordinator.get(address).content.decode()
    assert "have not been written down yet" in client.get(address).content.decode()
