"""Trainers write a course without help: outline, lessons, history, translation, files, publication."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hilo.core.models import Overtaken, StoredFile
from hilo.core.text import Text
from hilo.core.time import now
from hilo.learning.models import Course, CourseFile, Done, LessonRevision, Module, Step
from hilo.learning.problems.courses import (
    CourseNameTaken,
    IsSpokenOf,
    ModuleIsNotEmpty,
    NotReady,
    StepWasDone,
)
from hilo.learning.queries.drafts import draft_of
from hilo.learning.services import copying, files, freezing, glossary, lessons, outline, publishing
from hilo.learning.services import courses as services
from tests.formreading import form_with
from tests.learning.factories import (
    CourseFactory,
    EnrolmentFactory,
    ModuleFactory,
    TermFactory,
    lesson_in,
    published,
)
from tests.programme.factories import AudienceFactory, ProgrammeFactory, ResultFactory

pytestmark = pytest.mark.django_db


def at(name: str, step: Step, *more: Any) -> str:
    return reverse(f"learning:{name}", args=[step.module.course.slug, step.uuid, *more])


def fresh(step: Step) -> Step:
    return Step.objects.select_related("module__course", "lesson").get(pk=step.pk)


# The course.


def test_a_course_is_begun_for_a_programme(as_role: Any) -> None:
    client, _account = as_role("trainer")
    programme = ProgrammeFactory()
    result = ResultFactory(programme=programme, level="output")
    address = f"{reverse('learning:new_course')}?programme={programme.slug}"
    form = form_with("version", client.get(address).content.decode())
    told = {"name-es": "Diagnóstico", "slug": "diagnostico", "summary-es": "Breve.", "hours": "4"}

    answer = client.post(address, form | told | {"languages": ["es"], "result": result.pk})

    course = Course.objects.get(slug="diagnostico")
    assert answer["Location"] == reverse("learning:outline", args=["diagnostico"])
    assert (course.result, course.state, course.edition) == (result, "writing", None)


def test_a_new_course_is_taught_in_the_language_in_which_it_is_begun(as_role: Any) -> None:
    programme = ProgrammeFactory()
    address = f"/fr/office/courses/new/?programme={programme.slug}"
    form = form_with("version", as_role("trainer")[0].get(address).content.decode())
    assert form["languages"] == ["fr"]


def test_a_new_step_is_a_lesson_a_quiz_or_an_assignment_and_nothing_else(as_role: Any) -> None:
    module = ModuleFactory()
    address = reverse("learning:new_step", args=[module.course.slug, module.uuid])
    shown = as_role("trainer")[0].get(address).content.decode()
    assert shown.count('name="kind"') == 3 and "---" not in shown


def test_two_courses_never_share_an_address() -> None:
    course = CourseFactory()
    with pytest.raises(CourseNameTaken):
        services.begin(course.programme, slug=course.slug, by=None, hours=1)


def test_an_audience_of_another_programme_is_refused() -> None:
    course = CourseFactory()
    with pytest.raises(Exception, match="another programme"):
        services.change(course, expected=course.version, by=None, audience=AudienceFactory())


def test_a_copy_has_the_texts_and_none_of_the_learners() -> None:
    course = published()
    TermFactory(course=course)
    EnrolmentFactory(cohort__course=course)

    made = copying.copy(course, slug="otra", by=None)

    assert made.copied_from == course and made.edition is None
    step, old = Step.objects.get(module__course=made), Step.objects.get(module__course=course)
    assert (step.title, step.lesson.body) == (old.title, old.lesson.body)
    assert step.uuid != old.uuid
    assert made.terms.count() == 1 and not made.enrolments.exists()


# The outline.


def test_steps_move_within_their_module_and_on_to_the_next() -> None:
    course = CourseFactory()
    one, two = ModuleFactory(course=course), ModuleFactory(course=course)
    first, second = (outline.add_step(one, "lesson", by=None, title=Text.of("es", n)) for n in "ab")

    outline.move_step(fresh(first), "down", by=None)
    assert [str(step) for step in one.steps.all()] == ["b", "a"]
    outline.move_step(fresh(first), "down", by=None)
    assert [str(step) for step in two.steps.all()] == ["a"]
    outline.move_step(fresh(second), "up", by=None)
    assert [str(step) for step in one.steps.all()] == ["b"]


def test_a_button_of_the_outline_moves_a_module(as_role: Any) -> None:
    client, _account = as_role("trainer")
    course = CourseFactory()
    one, two = ModuleFactory(course=course), ModuleFactory(course=course)
    client.post(reverse("learning:move", args=[course.slug]), {"move": f"{two.uuid} up"})
    assert list(course.modules.all()) == [two, one]


def test_a_module_with_steps_and_a_step_that_was_done_stay() -> None:
    course = published()
    step = Step.objects.get(module__course=course)
    enrolment = EnrolmentFactory(cohort__course=course)
    Done.objects.create(enrolment=enrolment, step=step.uuid, at=now())
    with pytest.raises(ModuleIsNotEmpty):
        outline.remove_module(step.module, by=None)
    with pytest.raises(StepWasDone):
        outline.remove_step(fresh(step), by=None)


def test_the_outline_asks_a_few_things_however_long_it_is(
    as_role: Any, django_assert_max_num_queries: Any
) -> None:
    client, _account = as_role("trainer")
    course = CourseFactory()
    for number in range(20):
        lesson_in(course, f"Paso {number}")
    address = reverse("learning:outline", args=[course.slug])
    with django_assert_max_num_queries(16):
        assert "Paso 19" in client.get(address).content.decode()


# Lessons.


def test_a_lesson_is_written_previewed_and_saved_without_scripts(as_role: Any) -> None:
    client, _account = as_role("trainer")
    step = lesson_in(CourseFactory())
    form = form_with("body", client.get(at("edit_lesson", step)).content.decode())
    form["body"] = ["::: tip Cite\nSiempre.\n:::"]

    page = client.post(at("edit_lesson", step), form | {"preview": "1"}).content.decode()
    assert 'data-kind="tip"' in page and LessonRevision.objects.count() == 0
    answer = client.post(at("edit_lesson", step), form | {"save": "1"})

    assert answer.status_code == 302
    assert str(fresh(step).lesson.body) == "::: tip Cite\nSiempre.\n:::"
    assert LessonRevision.objects.get().number == 1


def test_a_draft_keeps_itself_and_is_given_back(as_role: Any) -> None:
    client, _account = as_role("trainer")
    step = lesson_in(CourseFactory())
    form = form_with("body", client.get(at("edit_lesson", step)).content.decode())
    form["body"] = ["A medio camino"]

    assert client.post(at("keep_draft", step), form).status_code == 204
    page = client.get(at("edit_lesson", step)).content.decode()
    assert "unsaved draft" in page and "A medio camino" not in page
    page = client.get(at("edit_lesson", step), {"draft": 1}).content.decode()
    assert "A medio camino" in page
    client.post(at("edit_lesson", step), form_with("body", page) | {"save": "1"})
    assert str(fresh(step).lesson.body) == "A medio camino"
    assert "unsaved draft" not in client.get(at("edit_lesson", step)).content.decode()


def test_a_draft_begun_before_somebody_saved_overwrites_nothing(as_role: Any) -> None:
    client, _account = as_role("trainer")
    step = lesson_in(CourseFactory())
    form = form_with("body", client.get(at("edit_lesson", step)).content.decode())
    client.post(at("keep_draft", step), form | {"body": "Lo mío"})
    lessons.write(step, language="es", body="Lo de otra persona", expected=step.version, by=None)

    page = client.get(at("edit_lesson", step), {"draft": 1}).content.decode()
    answer = client.post(at("edit_lesson", step), form_with("body", page) | {"save": "1"})

    page = answer.content.decode()
    assert "Lo mío" in page and "Lo de otra persona" in page and 'class="difference"' in page
    assert str(fresh(step).lesson.body) == "Lo de otra persona"


def test_a_changed_original_makes_variants_stale_until_somebody_says_they_are_right(
    as_role: Any,
) -> None:
    client, _account = as_role("trainer")
    step = lesson_in(CourseFactory())
    lessons.write(step, language="fr", body="Un texte.", expected=step.version, by=None)
    lessons.write(step, language="es", body="Otro texto.", expected=step.version, by=None)
    assert fresh(step).lesson.body.stale == ("fr",)

    page = client.get(at("translate_lesson", step, "fr")).content.decode()
    assert "Otro texto." in page and "Un texte." in page and "This text is still right" in page
    client.post(at("confirm_lesson", step, "fr"))
    assert fresh(step).lesson.body.stale == ()


def test_an_earlier_text_is_compared_and_brought_back(as_role: Any) -> None:
    client, _account = as_role("trainer")
    step = lesson_in(CourseFactory())
    lessons.write(step, language="es", body="Mida dos veces.", expected=step.version, by=None)
    lessons.write(step, language="es", body="Mida tres veces.", expected=step.version, by=None)

    page = client.get(at("lesson_revision", step, 2)).content.decode()
    assert "<del>dos</del><ins>tres</ins>" in page
    client.post(at("lesson_revision", step, 1))

    assert str(fresh(step).lesson.body) == "Mida dos veces."
    assert list(step.revisions.values_list("number", "restored")) == [(3, 1), (2, None), (1, None)]


def test_two_who_save_at_once_do_not_overwrite_each_other() -> None:
    step = lesson_in(CourseFactory())
    other = fresh(step)
    lessons.write(step, language="es", body="Uno.", expected=step.version, by=None)
    with pytest.raises(Overtaken):
        lessons.write(other, language="es", body="Dos.", expected=other.version, by=None)


def test_a_writer_goes_through_the_draft_as_a_learner_would(as_role: Any) -> None:
    client, _account = as_role("trainer")
    course = CourseFactory()
    first, second = lesson_in(course, "Mirar"), lesson_in(course, "Escuchar")
    page = client.get(at("look_at_lesson", first)).content.decode()
    assert "Un texto corto." in page and at("look_at_lesson", second) in page


@pytest.mark.parametrize("lessons_in_it", [2, 9])
def test_the_editor_asks_a_few_things_however_long_the_course_is(
    as_role: Any, django_assert_max_num_queries: Any, lessons_in_it: int
) -> None:
    client, _account = as_role("trainer")
    course = CourseFactory()
    steps = [lesson_in(course, f"Paso {number}") for number in range(lessons_in_it)]
    for name in ("edit_lesson", "look_at_lesson", "lesson_history"):
        client.get(at(name, steps[0]))
        with django_assert_max_num_queries(14):
            assert client.get(at(name, steps[0])).status_code == 200


# Words and files.


def test_a_word_of_which_a_lesson_speaks_stays() -> None:
    step = lesson_in(CourseFactory())
    term = TermFactory(course=step.module.course, slug="cabildo")
    step.lesson.body = Text.of("es", "El [cabildo](term:cabildo).")
    step.lesson.save()
    with pytest.raises(IsSpokenOf, match="Mirar antes de actuar"):
        glossary.remove(term, by=None)


def test_a_film_that_is_too_large_is_refused_with_advice(as_role: Any) -> None:
    client, _account = as_role("trainer")
    course = CourseFactory()
    address = reverse("learning:files", args=[course.slug])
    form = form_with("slug", client.get(address).content.decode())
    film = SimpleUploadedFile("pelicula.mp4", b"x", content_type="video/mp4")
    film.size = 300 * 1024 * 1024
    with pytest.raises(Exception, match="480 lines are enough") as refused:
        files.add(course, slug="pelicula", by=None, upload=film, name=Text.of("es", "P"))
    assert "300 MB" in str(refused.value) and str(settings.UPLOAD_LIMIT_MB) in str(refused.value)
    answer = client.post(address, form | {"slug": "p", "name-es": "Película", "save": "1"})
    assert "Choose a file, or give the address of a film." in answer.content.decode()


def test_a_file_that_was_published_stays_for_its_readers() -> None:
    course = CourseFactory()
    step = lesson_in(course)
    pdf = SimpleUploadedFile(
        "a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    row = files.add(course, slug="acta", by=None, upload=pdf, name=Text.of("es", "Acta"))
    stored = row.stored
    lessons.write(step, language="es", body="[Acta](file:acta)", expected=step.version, by=None)
    publishing.publish(course, by=None)
    lessons.write(step, language="es", body="Sin acta.", expected=step.version, by=None)
    files.remove(CourseFile.objects.get(), by=None)
    assert stored is not None and files.is_published(course, stored)
    assert StoredFile.objects.filter(pk=stored.pk).exists()


# Publication.


def problems(course: Course) -> set[str]:
    return {one.code for one in freezing.problems_of(draft_of(course))}


def test_what_is_missing_stands_in_the_way_of_publishing(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    course = CourseFactory()
    module = ModuleFactory(course=course)
    assert problems(course) == {"no_steps", "empty_module"}
    step = outline.add_step(module, "lesson", by=None, title=Text.of("es", "Vacía"))
    outline.add_step(module, "quiz", by=None, title=Text.of("es", "Sin preguntas"))
    outline.add_step(module, "assignment", by=None, title=Text.of("es", "Sin tarea"))
    assert problems(course) == {"empty", "quiz", "no_task"}
    lessons.write(step, language="es", body="[x](term:nada)", expected=step.version, by=None)
    assert problems(course) == {"no_term", "quiz", "no_task"}
    with pytest.raises(NotReady):
        publishing.publish(course, by=None)
    page = client.get(reverse("learning:publishing", args=[course.slug])).content.decode()
    assert "Vacía" in page and "nada" in page


def test_a_course_is_submitted_sent_back_with_a_remark_and_published(as_role: Any) -> None:
    trainer, _who = as_role("trainer")
    coordinator, _other = as_role("coordinator")
    course = lesson_in(CourseFactory()).module.course

    def turn(client: Any, verb: str, **told: str) -> str:
        address = reverse("learning:turn_course", args=[course.slug, verb])
        client.post(address, told)
        course.refresh_from_db()
        return str(course.state)

    assert turn(trainer, "submit") == "review"
    assert "waits for a review" in coordinator.get("/en/").content.decode()
    assert turn(trainer, "publish") == "review"
    assert turn(coordinator, "send_back", remark="Falta un ejemplo.") == "writing"
    page = trainer.get(reverse("learning:publishing", args=[course.slug])).content.decode()
    assert "Falta un ejemplo." in page
    assert turn(coordinator, "publish", note="Primera.") == "published"
    assert course.edition is not None and course.edition.note == "Primera."


def test_what_was_done_again_and_again_is_told_once(as_role: Any) -> None:
    client, account = as_role("trainer")
    course = published()
    for number in range(4):
        outline.add_module(course, title=Text.of("es", f"M{number}"), by=account)
    address = reverse("learning:publishing", args=[course.slug])
    shown = client.get(address).content.decode().split('class="history"')[-1]
    assert shown.count("changed the draft") == 1


def test_whoever_changes_a_published_course_is_writing_again() -> None:
    course = published()
    outline.add_module(course, by=None, title=Text.of("es", "Otro"))
    assert Course.objects.get(pk=course.pk).state == "writing"
    assert Module.objects.count() == 2
