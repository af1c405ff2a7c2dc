"""Courses to take along: which files there are, that they are made once, who may have them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hilo.core.tasks import run_waiting
from hilo.core.text import Text
from hilo.learning import packing
from hilo.learning.models import Course, Edition, Pack
from hilo.learning.packing import making
from hilo.learning.packing.books import Bound
from hilo.learning.packing.making import Wanted
from hilo.learning.rules import printed
from tests.learning.factories import (
    CourseFactory,
    LessonFactory,
    StepFactory,
    learner_of,
    published,
)
from tests.people.factories import AccountFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled(django_capture_on_commit_callbacks: Any) -> Any:
    """`handled()` publishes a course, and lets the house hear of it."""

    def publish() -> Course:
        with django_capture_on_commit_callbacks(execute=True):
            return a_course()

    return publish


def a_course() -> Course:
    """Two modules; all lessons of the second are there in French too."""
    course = CourseFactory()
    LessonFactory(step__module__course=course, step__module__order=1)
    step = StepFactory(module__course=course, module__order=2, module__title=Text.of("es", "Dos"))
    both = Text.of("es", "Un texto.\n\n| A | B |\n|---|---|\n| 1 | −2 |").with_variant(
        "fr", "Un texte."
    )
    LessonFactory(step=step, body=both)
    return published(course)


def bound(course: Course) -> Bound:
    assert course.edition is not None
    return Bound(course.edition, making.pictures_of(course.edition))


def test_a_book_is_there_in_each_language_in_which_all_its_lessons_are() -> None:
    told = bound(a_course())
    assert [told.languages_of(module) for module in range(3)] == [["es"], ["es"], ["es", "fr"]]
    assert len(list(making.wanted_of(told))) == 4 * 3


def test_a_module_tells_its_own_time_and_what_is_invented(settings: Any) -> None:
    books = bound(a_course())
    settings.IS_DEMONSTRATION = False
    whole, module = (books.book(number, "es").about for number in (0, 2))
    assert whole.startswith("12 horas · ")
    assert re.match(r"\d+ min · ", module)
    assert "Demostración" not in whole + module
    settings.IS_DEMONSTRATION = True
    assert "Demostración" in books.book(2, "es").about


def test_files_are_made_when_a_course_is_published_and_only_once(handled: Any) -> None:
    course = handled()
    assert course.edition is not None
    run_waiting()
    kept = {(one.pk, one.sha256) for one in Pack.objects.all()}
    assert len(kept) == 12
    packing.soon(course.edition)
    run_waiting()
    assert {(one.pk, one.sha256) for one in Pack.objects.all()} == kept


def test_what_a_crash_left_out_is_made_and_bears_the_same_hash(handled: Any) -> None:
    course = handled()
    run_waiting()
    lost = Pack.objects.get(module=2, language="fr", kind="epub")
    Pack.objects.filter(pk=lost.pk).delete()
    assert course.edition is not None
    packing.soon(course.edition)
    run_waiting()
    again = Pack.objects.get(module=2, language="fr", kind="epub")
    assert (again.sha256, again.size) == (lost.sha256, lost.size)


def test_the_hour_finds_an_edition_without_files() -> None:
    a_course()
    run_waiting()
    Pack.objects.all().delete()
    packing.make_waiting.call()
    run_waiting()
    assert Pack.objects.count() == 12


def test_words_on_paper_are_never_code() -> None:
    course = CourseFactory()
    LessonFactory(step__module__course=course, body=Text.of("es", '#panic("x") $ @nobody *a* \\ "'))
    told = bound(published(course)).book(0, "es")
    assert making.pdf_of(told, "letter").startswith(b"%PDF-")


def test_a_table_has_the_columns_that_were_written() -> None:
    book = bound(a_course()).book(2, "es")
    (table,) = [
        node
        for node in printed.tree_of(book.chapters[0], book)
        if isinstance(node, dict) and node["is"] == "table"
    ]
    assert table["columns"] == 2
    assert [cell["in"] for cell in table["in"][1]["in"]] == [["1"], ["–2"]]


def test_a_learner_finds_the_files_and_takes_one(client: Any, handled: Any) -> None:
    course, account = handled(), AccountFactory()
    learner_of(course, account)
    sign_in(client, account)
    assert b"Make the files" in client.get(reverse("learning:packs", args=[course.slug])).content
    run_waiting()
    page = client.get(reverse("learning:packs", args=[course.slug])).content.decode()
    assert page.count("PDF to print") == 4  # one paper each
    pack = Pack.objects.get(module=0, kind="epub")
    assert pack.get_absolute_url() in client.get(course.get_absolute_url()).content.decode()
    answer = client.get(pack.get_absolute_url())
    assert answer["Content-Type"] == "application/epub+zip"
    assert f"{course.slug}-es.epub" in answer["Content-Disposition"]
    answer.close()


def test_files_of_another_edition_are_not_theirs(client: Any, handled: Any) -> None:
    course, account = handled(), AccountFactory()
    learner_of(course, account)
    run_waiting()
    sign_in(client, account)
    other = Edition.objects.create(
        course=course, number=9, outline={}, published_at=course.edition.published_at
    )
    Pack.objects.filter(module=0, kind="epub").update(edition=other)
    pack = Pack.objects.get(edition=other)
    assert client.get(pack.get_absolute_url()).status_code == 404


def test_one_file_is_asked_for_by_its_place() -> None:
    told = bound(a_course())
    first = making.make(told, Wanted(2, "fr", "pdf", "a4"))
    assert making.make(told, Wanted(2, "fr", "pdf", "a4")) == first
    assert first.stored.name.endswith("-2-fr-a4.pdf")


def test_the_page_of_files_asks_the_same_questions_however_many_there_are(
    client: Any, handled: Any, django_assert_num_queries: Any
) -> None:
    course, account = handled(), AccountFactory()
    learner_of(course, account)
    sign_in(client, account)
    address = reverse("learning:packs", args=[course.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    asked = len(few.captured_queries)
    run_waiting()
    client.get(address)
    with django_assert_num_queries(asked):
        client.get(address)
