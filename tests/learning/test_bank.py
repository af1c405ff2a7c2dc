"""The question bank: written without scripts, versions that never change, files in and out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hilo.learning.models import Question, QuestionVersion
from hilo.learning.notices import FIELDS
from hilo.learning.problems.bank import NotTheSameShape, SomebodyWasFaster
from hilo.learning.rules.questions import FORMATS, KINDS, from_json
from hilo.learning.rules.questions.kinds import Choice
from hilo.learning.services import answers, bank, quizzes
from tests.formreading import form_with
from tests.learning.factories import StepFactory, an_attempt, choice_question, in_bank, png
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]

GIFT = """$CATEGORY: $course$/top/Cultura/Derechos

::Año::¿De qué año es la Convención?{=2005#Así es. ~1972}

::Niñez::La niñez también decide.{TRUE}

::Rota::¿Qué falta?{=uno ~dos
"""


def test_what_is_taken_in_twice_changes_nothing() -> None:
    programme = ProgrammeFactory()
    first = bank.take_in(programme, [choice_question()], category="Cultura", by=None)
    again = bank.take_in(programme, [choice_question()], category="Cultura", by=None)
    assert (first.made, again.made, again.changed, again.same) == (1, 0, 0, 1)
    other = bank.take_in(programme, [choice_question(text="¿Año?")], category="Cultura", by=None)
    assert other.changed == 1
    assert [one.number for one in QuestionVersion.objects.all()] == [2, 1]


def test_a_code_names_a_question_once_in_its_programme() -> None:
    programme = ProgrammeFactory()
    made = in_bank(programme, choice_question(), choice_question(), path="A")
    other = in_bank(programme, choice_question(), path="B")
    assert made[0].pk == made[1].pk
    assert {made[0].code, other[0].code} == {"año", "año-2"}


def test_what_was_answered_stays_with_its_version() -> None:
    attempt = an_attempt()
    answers.save(attempt, 1, {"choice": 1})
    asked = attempt.answers.get(slot=1).version
    bank.change(asked.question, choice_question(text="¿En qué año fue?"), by=None)
    attempt.refresh_from_db()
    kept = attempt.answers.get(slot=1).version
    assert kept == asked and kept.content["text"] == "¿De qué año es la Convención?"


def test_another_language_has_the_same_parts() -> None:
    question = in_bank(ProgrammeFactory())[0]
    bank.set_variant(question, "fr", choice_question(text="De quelle année ?"), by=None)
    question.refresh_from_db()
    assert question.latest and question.latest.variants["fr"]["text"] == "De quelle année ?"
    shorter = choice_question(choices=(Choice("a"), Choice("b")))
    with pytest.raises(NotTheSameShape):
        bank.set_variant(question, "ar", shorter, by=None)


def test_the_second_writer_is_told() -> None:
    question = in_bank(ProgrammeFactory())[0]
    bank.change(question, choice_question(text="¿Uno?"), by=None, expected=1)
    with pytest.raises(SomebodyWasFaster):
        bank.change(question, choice_question(text="¿Dos?"), by=None, expected=1)


# Pages.


def test_a_question_is_written_with_rows_that_a_button_adds(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:add_question", args=[programme.slug, "single"])
    form = form_with("rows-TOTAL_FORMS", client.get(address).content.decode())
    form |= {
        "category": "Cultura",
        "name": "Año",
        "text": "¿De qué año?",
        "rows-0-text": "2005",
        "rows-0-weight": "100",
        "rows-1-text": "1972",
    }
    more = client.post(address, form | {"more": "1"})
    assert more.status_code == 200 and "rows-5-text" in more.content.decode()
    assert client.post(address, form | {"save": "1"}).status_code == 302
    made = Question.objects.get()
    content: Any = from_json(made.latest.content).question  # type: ignore[union-attr]
    assert [(one.text, one.weight) for one in content.choices] == [("2005", 1), ("1972", 0)]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_form(as_role: AsRole, kind: str) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:add_question", args=[programme.slug, kind])
    assert client.get(address).status_code == 200
    assert client.post(address, {"save": "1"}).status_code == 422


def test_a_changed_question_keeps_what_its_form_does_not_show(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    question = in_bank(programme, choice_question(tags=("derechos",)))[0]
    address = reverse("learning:change_question", args=[programme.slug, question.uuid])
    form = form_with("rows-TOTAL_FORMS", client.get(address).content.decode())
    answer = client.post(address, form | {"text": "¿En qué año?", "save": "1"})
    assert answer.status_code == 302
    question.refresh_from_db()
    content: Any = from_json(question.latest.content).question  # type: ignore[union-attr]
    assert (content.text, content.tags) == ("¿En qué año?", ("derechos",))
    assert content.choices == choice_question().choices
    late = client.post(address, form | {"text": "¿Cuándo?", "save": "1"})
    page = late.content.decode()
    assert late.status_code == 422 and "¿Cuándo?" in page and "¿En qué año?" in page
    again = form_with("rows-TOTAL_FORMS", page)
    assert client.post(address, again | {"save": "1"}).status_code == 302


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_file_is_looked_at_before_it_is_taken_in(as_role: AsRole, encoding: str) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:import_questions", args=[programme.slug])
    file = SimpleUploadedFile("derechos.gift", GIFT.encode(encoding))
    sent = client.post(address, {"file": file, "language": "es"})
    assert sent.status_code == 302
    look = client.get(sent["Location"]).content.decode()
    assert "Take in 2 questions" in look and "Rota" in look and "line 7" in look
    assert Question.objects.count() == 0
    assert client.post(sent["Location"], {"take": "1"}).status_code == 302
    assert {one.name for one in Question.objects.all()} == {"Año", "Niñez"}
    assert {one.category.path for one in Question.objects.all()} == {"Cultura/Derechos"}


def test_a_broken_xml_file_is_named_by_line_and_element(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:import_questions", args=[programme.slug])
    broken = b"<?xml version='1.0'?>\n<quiz>\n<question type='essay'><name>\n</question></quiz>"
    sent = client.post(address, {"file": SimpleUploadedFile("q.xml", broken), "language": "es"})
    look = client.get(sent["Location"]).content.decode()
    assert "broken" in look and "line 4" in look and "/quiz" in look
    assert "Choose another file" in look


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_bank_goes_out_and_what_does_not_fit_is_named(as_role: AsRole, form: str) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    in_bank(programme)
    address = reverse("learning:export_questions", args=[programme.slug, form])
    first = client.get(address)
    whole = client.get(f"{address}?take=1")
    assert "attachment" in whole["Content-Disposition"]
    assert len(FORMATS[form].read(whole.content).questions) == 3
    if form == "aiken":
        assert "cannot hold" in first.content.decode()


def test_a_quiz_gets_its_questions_and_its_rules(as_role: AsRole) -> None:
    from hilo.learning.models import Step
    from tests.learning.factories import CourseFactory, ModuleFactory, StepFactory

    client, course = as_role("trainer")[0], CourseFactory()
    step = StepFactory(module=ModuleFactory(course=course), kind=Step.Kind.QUIZ)
    first, second, _third = in_bank(course.programme)
    address = reverse("learning:edit_quiz", args=[course.slug, step.uuid])
    client.post(address, {"do": "add", "question": str(first.uuid)})
    client.post(address, {"do": "add", "question": str(second.uuid)})
    category = first.category
    client.post(address, {"do": "draw", "category": str(category.uuid), "draws": "2", "marks": "3"})
    slots = list(step.quiz.slots.all())
    assert [one.question for one in slots] == [first, second, None]
    client.post(address, {"do": "down", "slot": str(slots[0].uuid)})
    client.post(address, {"do": "marks", "slot": str(slots[1].uuid), "marks": "2.5"})
    client.post(address, {"do": "remove", "slot": str(slots[2].uuid)})
    slots = list(step.quiz.slots.all())
    assert [(one.question, one.marks) for one in slots] == [
        (second, Decimal("2.5")),
        (first, Decimal(1)),
    ]
    page = client.get(address).content.decode()
    form = form_with("pass_percent", page) | {"minutes_allowed": "20", "save": "1"}
    assert client.post(address, form).status_code == 302
    late = client.post(address, form | {"minutes_allowed": "30"})
    assert late.status_code == 422 and "meanwhile" in late.content.decode()
    step.quiz.refresh_from_db()
    assert step.quiz.minutes_allowed == 20


def test_simple_kinds_go_round_as_rows() -> None:
    from hilo.learning.rules import rows
    from hilo.learning.rules.questions.kinds import Numerical, NumericAnswer, TrueFalse

    number = Numerical(
        name="Piezas",
        text="¿Cuántas?",
        answers=(NumericAnswer(Decimal("12"), Decimal("0.5"), feedback="Así es."),),
    )
    truth = TrueFalse(name="Voz", text="La niñez decide.", answer=True, false_feedback="Sí decide.")
    for one in (choice_question(tags=("a",)), number, truth):
        fields = {"name": one.name, "text": one.text, "feedback": one.feedback}
        assert rows.question_of(one.kind, one, fields, rows.lines_of(one)) == one


def test_the_sheet_of_questions_changes_what_a_row_says() -> None:
    from hilo.core.sheets import Scope
    from hilo.learning.sheets.questions import QuestionsSheet

    question = in_bank(ProgrammeFactory())[0]
    scope = Scope("programme", question.programme.uuid)
    sheet: Any = QuestionsSheet().within(scope)
    row = sheet.current(sheet.objects(scope).get(pk=question.pk))
    assert (row["answer_2"], row["share_2"]) == ("2005", 100)
    assert list(sheet.look(row, question)) == []
    sheet.change(question, {"text": "¿En qué año?"}, by=None, scope=scope)
    question.refresh_from_db()
    content: Any = from_json(question.latest.content).question  # type: ignore[union-attr]
    assert content.text == "¿En qué año?" and content.choices == choice_question().choices
    made = sheet.create(row | {"code": "nueva", "category": "Otra"}, by=None, scope=scope)
    assert (made.code, made.category.path) == ("nueva", "Otra")
    sheet.remove(made, by=None, scope=scope)
    assert not Question.objects.filter(code="nueva").exists()


def test_a_question_in_a_lesson_answers_on_the_page() -> None:
    from django.http import QueryDict

    from hilo.learning.showing.selfcheck import put_in

    question = in_bank(ProgrammeFactory())[0]
    html = (
        f'<p>a</p><div class="callout" data-kind="question" data-question="{question.code}"></div>'
    )
    versions = {question.code: question.latest_id or 0}
    assert 'name="a1"' in put_in(html, versions, QueryDict(), "es")
    tried = put_in(html, versions, QueryDict(f"check={question.code}&a1=1"), "es")
    assert "That is right." in tried and "Así es." in tried


def test_every_part_of_a_question_that_a_format_cannot_hold_has_a_name() -> None:
    parts = {part.name for kind in KINDS.values() for part in dataclasses.fields(kind)}
    assert parts <= set(FIELDS)


def test_a_photograph_is_no_file_of_questions(as_role: AsRole) -> None:
    programme = ProgrammeFactory()
    address = reverse("learning:import_questions", args=[programme.slug])
    client = as_role("trainer")[0]
    photo = SimpleUploadedFile("plaza.gift", png(), content_type="text/plain")
    shown = client.post(address, {"file": photo, "language": "es"}).content.decode()
    assert "This is not a text file" in shown
    wide = SimpleUploadedFile("plaza.gift", GIFT.encode("utf-16"), content_type="text/plain")
    assert client.post(address, {"file": wide, "language": "es"}).status_code == 302


def test_a_quiz_draws_no_more_than_is_left_to_ask() -> None:
    programme = ProgrammeFactory()
    asked, *_rest = in_bank(programme, *(choice_question(f"Q{number}") for number in range(3)))
    quiz = quizzes.quiz_of(StepFactory(kind="quiz"))
    quizzes.add_slot(quiz, question=asked, by=None)
    quizzes.add_slot(quiz, category=asked.category, draws=2, by=None)
    assert not quizzes.problems_of(quiz.step)
    quizzes.add_slot(quiz, category=asked.category, draws=1, by=None)
    assert [str(one) for one in quizzes.problems_of(quiz.step)] == [
        "Questions left to ask in “Cultura”: 2; to be drawn: 3."
    ]
