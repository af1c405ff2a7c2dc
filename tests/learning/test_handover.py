"""What is handed over of a programme's learning, in the file of the whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from hilo.competences import services as competences
from hilo.core import registries
from hilo.core.handover import Held
from hilo.core.time import now
from hilo.learning import handover
from hilo.learning.models import Enrolment
from hilo.learning.rules.questions import moodle_xml
from hilo.learning.services import answers, attempts
from tests.attendance.factories import a_past_session, mark
from tests.competences.factories import abilities, let_rate, occasion
from tests.credentials.factories import AchievementFactory, a_certificate
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    CourseFileFactory,
    EnrolmentFactory,
    a_quiz,
    a_work,
    an_attempt,
    choice_question,
    in_bank,
    lesson_in,
)
from tests.people.factories import AccountFactory, PersonFactory
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(as_role):
    return as_role("coordinator")[0]


@pytest.fixture
def cohort():
    course = CourseFactory(slug="gestion")
    lesson_in(course, "Mirar antes de actuar")
    return CohortFactory(course=course, code="SECRETO1", way_in="code")


def whole_of(client: Any, programme: Any) -> zipfile.ZipFile:
    answer = client.get(f"/en/programmes/{programme.slug}/whole.zip")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def table(file: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read(f"json/{name}.json"))
    told = list(csv.DictReader(io.StringIO(file.read(f"csv/{name}.csv").decode("utf-8-sig"))))
    assert len(told) == len(rows)
    return rows


def test_courses_are_handed_over_with_their_texts_files_and_questions(coordinator, cohort):
    programme = cohort.course.programme
    CourseFileFactory(course=cohort.course, slug="formato")
    in_bank(programme, choice_question("Año"))
    in_bank(ProgrammeFactory(), choice_question("De otro"))
    lesson_in(CourseFactory(slug="ajeno"))
    file = whole_of(coordinator, programme)
    (lesson,) = [name for name in file.namelist() if name.startswith("courses/gestion/lessons/")]
    assert lesson.endswith(".es.md")
    assert file.read(lesson).decode().startswith("# Mirar antes de actuar\n\n## Mirar")
    assert file.read("courses/gestion/files/formato.pdf").startswith(b"%PDF")
    questions = moodle_xml.read(file.read("questions/moodle.xml")).questions
    assert [one.name for one in questions] == ["Año"]
    assert [one["slug"] for one in table(file, "courses")] == ["gestion"]
    assert len(table(file, "course_steps")) == len(table(file, "course_lessons")) == 1
    assert not [name for name in file.namelist() if "ajeno" in name]


def test_who_learned_met_and_was_certified_is_handed_over(coordinator, cohort):
    programme = cohort.course.programme
    person = AccountFactory(
        person__phone="+52 222 555 0101", person__visibility={"phone": "me"}
    ).person
    EnrolmentFactory(cohort=cohort, person=person)
    session = a_past_session(about=("cohort", cohort.uuid))
    mark(session, person)
    about = {"template__owner_kind": "programme", "template__owner": programme.uuid}
    certificate = a_certificate(person, achievement=AchievementFactory(**about))
    a_certificate()
    file = whole_of(coordinator, programme)
    (took,) = table(file, "enrolments")
    assert (took["person_uuid"], took["phone"]) == (str(person.uuid), "")
    (met,), (came,) = table(file, "sessions"), table(file, "presences")
    assert came["session_id"] == met["id"]
    assert came["person_uuid"] == str(person.uuid)
    (issued,) = table(file, "certificates")
    assert (issued["number"], issued["code"]) == (certificate.number, certificate.code)
    everything = b"".join(file.read(name) for name in file.namelist())
    assert b"SECRETO1" not in everything
    assert b"555 0101" not in everything
    assert not {"code", "sheet_code"} & set(met)


def test_marks_are_handed_over_and_nothing_that_was_answered(coordinator):
    work = a_work()
    cohort = work.enrolment.cohort
    attempt = an_attempt(a_quiz(course=cohort.course))
    Enrolment.objects.filter(pk=attempt.enrolment_id).update(cohort=cohort)
    answers.save(attempt, 1, {"choice": 1})
    attempts.hand_in(attempt, by=None)
    file = whole_of(coordinator, cohort.course.programme)
    (tried,), (handed_in,) = table(file, "quiz_attempts"), table(file, "works")
    assert (tried["step"], float(tried["marks"])) == (str(attempt.step), 1)
    assert (handed_in["step"], handed_in["state"]) == (str(work.step), "handed_in")
    assert "Mi ficha." not in file.read("csv/works.csv").decode()
    assert not {"text", "feedback", "seed", "key"} & (set(tried) | set(handed_in))


def test_ratings_are_handed_over_in_totals_alone(coordinator, cohort):
    asked = occasion("tejer", about=("cohort", cohort.uuid), scales=["ability"])
    few = occasion("hilar", about=("cohort", cohort.uuid), scales=["ability"])
    rated = let_rate(asked, abilities("tejer", 1, 2, 2, 3, 3, 4))
    let_rate(few, abilities("hilar", 1, 5))
    for one in (asked, few):
        competences.close_occasion(one, by=None)
    file = whole_of(coordinator, cohort.course.programme)
    told = {row["competence"]: row for row in table(file, "ratings")}
    assert float(told["tejer"]["ability_mean"]) == 2.5
    assert told["hilar"]["ability_mean"] == told["hilar"]["ability_answers"] == ""
    assert str(rated[0].uuid) not in file.read("csv/ratings.csv").decode()


def test_what_only_those_who_enrol_may_see_is_left_out_for_others(cohort):
    EnrolmentFactory(cohort=cohort)
    places = {place for place, _content in handover.files(cohort.course.programme, AnonymousUser())}
    assert "json/courses.json" in places
    assert not {"json/enrolments.json", "json/presences.json", "json/ratings.json"} & places


@pytest.mark.parametrize("language", ["en", "es", "fr", "ar"])
def test_the_first_page_of_the_file_says_what_lies_where(coordinator, cohort, language):
    address = f"/{language}/programmes/{cohort.course.programme.slug}/whole.zip"
    file = zipfile.ZipFile(io.BytesIO(b"".join(coordinator.get(address))))
    told = file.read("README.txt").decode()
    with translation.override(language):
        for part in registries.wholes:
            for place, words in part.contents:
                assert f"{place}: {words}" in told
    if language != "en":
        assert "Who learned in which cohort" not in told


def test_a_large_table_is_written_as_it_is_read(cohort):
    people = PersonFactory.create_batch(3)
    rows = [
        {"cohort": cohort, "course": cohort.course, "person": one, "state": "active", "enrolled_at": now()}
        for one in people
    ]  # fmt: skip
    Enrolment.objects.bulk_create(Enrolment(**one) for one in rows)
    held = Held("enrolments", Enrolment.objects.filter(cohort=cohort))
    for _place, content in held.files():
        pieces = list(content)
        assert len(pieces) >= len(people)
    assert json.loads("".join(next(held.files())[1]))[0]["state"] == "active"


def test_an_empty_table_is_still_a_table():
    files = dict(Held("nothing", Enrolment.objects.none()).files())
    assert json.loads("".join(files["json/nothing.json"])) == []
    assert "".join(files["csv/nothing.csv"]) == "\N{BOM}"
