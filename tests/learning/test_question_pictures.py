"""Pictures in questions: taken with words for those who do not see them, shown small, and travelling along."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hilo.core.models import StoredFile
from hilo.core.text import Text
from hilo.learning import asked
from hilo.learning.access import LEARNING
from hilo.learning.models import BankFile, Question, Step
from hilo.learning.packing import making
from hilo.learning.packing.books import WHOLE, Bound
from hilo.learning.queries.bank import to_export
from hilo.learning.rules import epub, printed
from hilo.learning.rules.questions import FORMATS, from_json
from hilo.learning.rules.questions import Question as Content
from hilo.learning.rules.questions.kinds import Attachment, Choice, Hint, Numerical, NumericAnswer
from hilo.learning.rules.questions.pictures import shown, undescribed
from hilo.learning.services import bank, quizzes
from hilo.learning.showing.questions import drawing_of
from tests.formreading import form_with
from tests.learning.factories import (
    CourseFactory,
    LessonFactory,
    a_quiz,
    bank_file,
    choice_question,
    in_bank,
    learner_of,
    picture_question,
    png,
    published,
)
from tests.people.factories import AccountFactory, sign_in
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]


def upload(content: bytes | None = None, name: str = "Mi plaza.PNG") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or png(), content_type="image/png")


def content_of(question: Question) -> Any:
    question.refresh_from_db()
    assert question.latest is not None
    return from_json(question.latest.content).question


def drawn(question: Question) -> str:
    assert question.latest is not None
    version = asked.of([(question.latest.uuid, question.latest.pk)])[question.latest.pk]
    return drawing_of(version, "es").to_answer(1, None, "")


# What is kept.


def test_a_file_is_kept_once_and_behind_the_one_door() -> None:
    programme = ProgrammeFactory()
    first = in_bank(programme, picture_question())
    again = bank.take_in(programme, [picture_question()], category="Cultura", by=None)
    in_bank(programme, picture_question("Otra"))
    assert again.same == 1 and BankFile.objects.count() == 1
    kept = content_of(first[0]).attachments
    assert kept == (Attachment("plaza.png", kept=str(BankFile.objects.get().uuid)),)


def test_a_file_goes_with_the_last_question_that_names_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    programme = ProgrammeFactory()
    first = in_bank(programme, picture_question())[0]
    other = in_bank(programme, picture_question("Otra"))[0]
    bank.change(other, choice_question("Otra"), by=None)  # an earlier version names it still
    stored = BankFile.objects.get().stored
    with django_capture_on_commit_callbacks(execute=True):
        bank.remove(first, by=None)
    assert BankFile.objects.count() == 1 and default_storage.exists(stored.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        bank.remove(other, by=None)
    assert not BankFile.objects.exists() and not StoredFile.objects.filter(pk=stored.pk).exists()
    assert not default_storage.exists(stored.file.name)


def test_what_is_taken_home_and_comes_back_changes_nothing() -> None:
    programme = ProgrammeFactory()
    in_bank(programme, picture_question(attachments=(Attachment("plaza.png", png(2000, 10)),)))
    written = FORMATS["moodle_xml"].write(to_export(programme))
    assert b'encoding="base64"' in written.content and not written.problems
    read = FORMATS["moodle_xml"].read(written.content)
    with Image.open(io.BytesIO(read.questions[0].attachments[0].content)) as picture:
        assert picture.width == 1600  # no wider than any screen shows it
    taken = bank.take_in(programme, read.questions, by=None)
    assert (taken.same, taken.changed, taken.made) == (1, 0, 0)


def test_what_is_no_file_of_ours_is_named_and_the_rest_comes_in(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    strange = picture_question(attachments=(Attachment("plaza.png", b"<svg onload=x>"),))
    mute = picture_question("Muda", text="¿Qué es? ![](file:plaza.png)")
    file = FORMATS["moodle_xml"].write([strange, mute]).content
    address = reverse("learning:import_questions", args=[programme.slug])
    sent = client.post(address, {"file": SimpleUploadedFile("q.xml", file), "language": "es"})
    look = client.get(sent["Location"]).content.decode()
    assert "“plaza.png” was left out" in look and "Nothing says what the picture" in look
    assert client.post(sent["Location"], {"take": "1"}).status_code == 302
    assert content_of(Question.objects.get(name="Plaza")).attachments == ()
    assert len(content_of(Question.objects.get(name="Muda")).attachments) == 1


def test_damaged_pictures_are_told_after_the_fact() -> None:
    damaged = png()[:40]
    question = picture_question(attachments=(Attachment("plaza.png", damaged),))
    taken = bank.take_in(ProgrammeFactory(), [question], by=None)
    assert taken.made == 1 and taken.left_out == ["plaza.png"]


# The form.


def form_of(client: Client, address: str) -> dict[str, Any]:
    return form_with("rows-TOTAL_FORMS", client.get(address).content.decode())


def test_the_form_takes_a_picture_and_asks_for_words(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    question = in_bank(programme)[0]
    address = reverse("learning:change_question", args=[programme.slug, question.uuid])
    form = form_of(client, address) | {"save": "1"}
    mute = client.post(address, form | {"picture": upload()})
    assert mute.status_code == 422 and "for those who do not see it" in mute.content.decode()
    said = client.post(address, form | {"picture": upload(), "shows": "Una [plaza]"})
    assert said.status_code == 302
    content = content_of(question)
    assert content.text.endswith("![Una \\[plaza\\]](file:mi-plaza.png)")
    page = drawn(question)
    assert 'alt="Una [plaza]"' in page and 'width="8" height="6"' in page


@pytest.mark.parametrize("kind", ["true_false", "short", "essay", "description", "cloze"])
def test_every_kind_may_have_a_picture(as_role: AsRole, kind: str) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:add_question", args=[programme.slug, kind])
    form = form_with("shows", client.get(address).content.decode()) | {
        "category": "Cultura",
        "name": "Plaza",
        "text": "¿Qué es? {1:SHORTANSWER:=plaza}" if kind == "cloze" else "¿Qué es?",
        "answer": "true",
        "rows-0-text": "plaza",
        "rows-0-weight": "100",
        "picture": upload(),
        "shows": "Una plaza",
        "save": "1",
    }
    assert client.post(address, form).status_code == 302
    assert 'alt="Una plaza"' in drawn(Question.objects.get())


def test_what_is_no_picture_is_refused_at_its_field(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    address = reverse("learning:add_question", args=[programme.slug, "description"])
    form = form_with("shows", client.get(address).content.decode())
    form |= {"category": "A", "name": "B", "text": "C", "shows": "D", "save": "1"}
    answer = client.post(address, form | {"picture": upload(b"%PDF-1.4", "x.png")})
    assert answer.status_code == 422 and 'aria-describedby="id_picture' in answer.content.decode()


def test_tags_hints_and_units_are_written_and_stay(as_role: AsRole) -> None:
    client, programme = as_role("trainer")[0], ProgrammeFactory()
    hint = Hint("Cuente otra vez.", tells_count=True)
    number = Numerical(
        name="Metro", text="¿Cuánto?", answers=(NumericAnswer(Decimal(1)),), hints=(hint,)
    )
    question = in_bank(programme, number)[0]
    address = reverse("learning:change_question", args=[programme.slug, question.uuid])
    form = form_of(client, address)
    assert [one.strip() for one in form["hints"]] == ["Cuente otra vez."]
    more = {
        "tags": "medidas, dinero",
        "hints": "Cuente otra vez.\r\n\r\nMire la regla.",
        "units": "m\r\ncm = 100",
        "unit_rule": "of_answer",
        "unit_penalty": "25",
    }
    bad = client.post(address, form | more | {"units": "cm = mucho", "save": "1"})
    assert bad.status_code == 422 and "is no unit" in bad.content.decode()
    assert client.post(address, form | more | {"save": "1"}).status_code == 302
    content = content_of(question)
    assert content.tags == ("medidas", "dinero")
    assert content.hints == (hint, Hint("Mire la regla."))
    assert [(one.name, one.multiplier) for one in content.units] == [("m", 1), ("cm", 100)]
    assert (content.unit_rule, str(content.unit_penalty)) == ("of_answer", "1/4")
    again = form_of(client, address)
    assert client.post(address, again | {"save": "1"}).status_code == 302
    assert content_of(question) == content


# Those who learn.


def test_learners_see_it_in_choices_and_in_feedback_and_strangers_do_not() -> None:
    programme = ProgrammeFactory()
    choices = (
        Choice("![Una plaza](file:plaza.png)", Fraction(1), "![La misma](file:plaza.png)"),
        Choice("![Otra](file:no.png) sin archivo"),
    )
    question = in_bank(programme, picture_question(choices=choices))[0]
    page = drawn(question)
    assert page.count("<img ") == 2 and "Otra sin archivo" in page
    source = re.findall(r'src="([^"]+)"', page)[0]
    account = AccountFactory()
    client = Client()
    assert client.get(source).status_code == 302  # sign in first
    sign_in(client, account)
    assert client.get(source).status_code == 403
    enrolment = learner_of(published(CourseFactory(programme=programme)), account)
    assert enrolment.state in LEARNING
    answer = client.get(source + "?w=320")
    assert answer.status_code == 200 and answer["Content-Type"] == "image/webp"
    answer.close()


def test_a_quiz_asks_for_words_before_it_is_published() -> None:
    page = a_quiz(picture_question("Muda", text="¿Qué es? ![](file:plaza.png)"))
    step = Step.objects.get(uuid=page.step)
    assert [str(one) for one in quizzes.problems_of(step)] == [
        "“Muda” shows a picture, and no word says what it shows."
    ]


def test_a_book_shows_the_question_of_a_lesson_with_its_picture() -> None:
    course = CourseFactory()
    question = in_bank(course.programme, picture_question())[0]
    body = Text.of("es", f"Mire.\n\n::: question {question.code}\n:::\n")
    LessonFactory(step__module__course=course, body=body)
    edition: Any = published(course).edition
    bound = Bound(edition, making.pictures_of(edition))
    book = bound.book(WHOLE, "es")
    key = str(bank_file(course.programme).uuid)
    with zipfile.ZipFile(io.BytesIO(epub.write(book))) as files:
        names = files.namelist()
        text = "".join(files.read(one).decode() for one in names if one.endswith(".xhtml"))
    assert any(name.endswith(f"pictures/{key}.jpg") for name in names)
    assert 'alt="Una plaza con portales"' in text and "2005" in text
    assert key in str(printed.data_of(book, "a4"))


def test_what_is_kept_without_a_signal_has_the_pictures(client: Client) -> None:
    page = a_quiz(picture_question())
    account = AccountFactory()
    learner_of(_offered(page), account)
    sign_in(client, account)
    address = reverse("learning:offline", args=[page.edition.course.slug])
    key = str(BankFile.objects.get().uuid)
    assert [key in one["url"] for one in client.get(address).json()["files"]] == [True]


def _offered(page: Any) -> Any:
    course = page.edition.course
    course.edition = page.edition
    course.save()
    return course


def test_pictures_without_words_are_found_in_every_text() -> None:
    question: Content = choice_question(
        text="![a \\] b](file:x.png)",
        feedback="![ ](file:y.png)",
        choices=(Choice("![](file:z.png)"),),
    )
    assert [name for _words, name in shown(question)] == ["x.png", "y.png", "z.png"]
    assert undescribed(question) == ["y.png", "z.png"]
