"""The works of a cohort as a spreadsheet: out, marked, in again, undone; docs/algorithms/grading-sheet.md."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from hilo.core.access import Refused
from hilo.core.models import Batch
from hilo.core.sheets import Scope, access, services, writing
from hilo.learning.models import Done, Enrolment, Submission
from hilo.learning.rules.marking import Fault, Line, Unclear, answer_of
from hilo.learning.rules.rubrics import read
from hilo.learning.services import answers_given_back as given_back
from hilo.learning.services import assignments
from hilo.notifications.models import Notification
from tests.core.crafts import messages_of, xlsx_file
from tests.credentials.factories import AchievementFactory, a_certificate
from tests.learning.factories import (
    RUBRIC,
    CourseFactory,
    EnrolmentFactory,
    an_assignment,
    enrolled,
)
from tests.people.factories import PersonFactory, account_as

pytestmark = pytest.mark.django_db
AsRole = Callable[..., tuple[Client, Any]]
HEADS = ("key", "criterion_1", "points", "decision", "feedback")


def criterion(code: str, *points: str) -> dict[str, Any]:
    levels = [{"points": one, "text": {"original": "es", "texts": {"es": "x"}}} for one in points]
    return {"code": code, "title": {"original": "es", "texts": {"es": code}}, "levels": levels}


class Stage:
    """A cohort of three, each of whom has handed in one work of an assignment with a criterion of 0 or 4."""

    def __init__(self, **rules: Any) -> None:
        self.page = an_assignment(**rules)
        first = enrolled(self.page)
        self.cohort = first.cohort
        others = [EnrolmentFactory(cohort=self.cohort) for _one in range(2)]
        self.works = [self.handed_in(one) for one in (first, *others)]
        self.by = account_as("trainer", ("cohort", self.cohort.uuid))
        self.scope = Scope("cohort", self.cohort.uuid)

    def handed_in(self, enrolment: Enrolment) -> Submission:
        kept = assignments.keep(enrolment, self.page, by=None, text="Mi ficha.")
        return assignments.hand_in(kept, by=None)

    @property
    def sheet(self) -> Any:
        return access.sheet_for(self.by, "grading", self.scope)

    def home(self, language: str = "es", form: str = "xlsx") -> ContentFile:
        made = writing.export(self.sheet, scope=self.scope, language=language, form=form)
        return ContentFile(made.content, name=made.name)

    def checked(self, upload: Any, language: str = "es") -> Batch:
        batch = services.read(self.sheet, upload, by=self.by, scope=self.scope, language=language)
        services.dry_run(batch)
        batch.refresh_from_db()
        return batch

    def sent(self, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Batch:
        return self.checked(xlsx_file(heads, *rows))

    def taken(self, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Batch:
        batch = self.sent(*rows, heads=heads)
        services.apply(batch, by=self.by)
        batch.refresh_from_db()
        return batch

    def undone(self, batch: Batch) -> list[str]:
        services.undo(batch, by=self.by)
        return list(batch.rows.order_by("line").values_list("outcome", flat=True))

    def remembered(self, work: Submission) -> dict[str, Any]:
        rows = given_back.with_what_hangs_on_it(Submission.objects.all())
        return given_back.remembered(rows.get(pk=work.pk)) | {"version": 0}

    def again(self, work: Submission) -> Submission:
        return Submission.objects.get(pk=work.pk)


def verdicts(batch: Batch) -> list[str]:
    return list(batch.rows.order_by("line").values_list("verdict", flat=True))


# What a line may say.


@pytest.mark.parametrize(
    ("line", "state", "fault"),
    [
        (Line({0: Decimal(4)}), "draft", Fault.NOT_HANDED_IN),
        (Line({0: Decimal(4)}), "returned", Fault.NOT_HANDED_IN),
        (Line(decision="returned", feedback="Más."), "graded", Fault.ALREADY_GRADED),
        (
            Line({0: Decimal(4)}, decision="returned", feedback="Más."),
            "handed_in",
            Fault.MARKS_AND_BACK,
        ),
        (Line(decision="returned", feedback=" "), "handed_in", Fault.SAY_WHY),
        (Line({0: Decimal(4)}, Decimal(4)), "handed_in", Fault.BY_CRITERIA),
        (Line({0: Decimal(4), 1: Decimal(1)}), "handed_in", Fault.NO_SUCH_CRITERION),
        (Line(decision="graded"), "handed_in", Fault.CRITERION_MISSING),
        (Line({0: Decimal(3)}), "handed_in", Fault.NO_SUCH_LEVEL),
    ],
)
def test_a_line_that_is_not_clear(line: Line, state: str, fault: Fault) -> None:
    with pytest.raises(Unclear) as unclear:
        answer_of(line, read(RUBRIC), state, {})
    assert unclear.value.fault == fault


def test_a_work_without_criteria_takes_points_alone() -> None:
    assert answer_of(Line(points=Decimal(70)), (), "handed_in", {}).points == 70
    for line, fault in (
        (Line(feedback="Bien."), Fault.NO_POINTS),
        (Line({0: Decimal(1)}), Fault.NO_SUCH_CRITERION),
    ):
        with pytest.raises(Unclear) as unclear:
            answer_of(line, (), "handed_in", {})
        assert unclear.value.fault == fault


def test_levels_of_equal_worth_stay_as_chosen_and_are_not_guessed() -> None:
    rubric = read([criterion("clear", "0", "2", "2")])
    line = Line({0: Decimal(2)})
    assert answer_of(line, rubric, "graded", {"clear": 2}).levels == {"clear": 2}
    with pytest.raises(Unclear) as unclear:
        answer_of(line, rubric, "handed_in", {})
    assert unclear.value.fault == Fault.TWO_LEVELS


# Out and in.


@pytest.mark.parametrize(("language", "form"), [("es", "xlsx"), ("ar", "xlsx"), ("fr", "csv")])
def test_out_and_in_again_changes_nothing(language: str, form: str) -> None:
    stage = Stage()
    one, two, _three = stage.works
    assignments.grade(one, by=None, levels={"clear": 1}, feedback="Muy  bien.\nSiga así.")
    assignments.send_back(two, by=None, feedback="Falta el año.")
    batch = stage.checked(stage.home(language, form), language)
    assert verdicts(batch) == ["same"] * 3, messages_of(batch)
    assert not batch.rows.filter(is_warned=True).exists(), messages_of(batch)


def test_works_are_graded_and_sent_back_as_on_the_page(
    django_capture_on_commit_callbacks: Any,
) -> None:
    stage = Stage()
    one, two, three = stage.works
    rows = (
        (str(one.uuid), 4, "", "", "Muy bien."),
        (str(two.uuid), "", "", "To be improved", "Falta el año."),
        (str(three.uuid), "", "", "", ""),
    )
    with django_capture_on_commit_callbacks(execute=True):
        batch = stage.taken(*rows)
    assert verdicts(batch) == ["change", "change", "same"], messages_of(batch)
    first, second, third = (stage.again(one) for one in stage.works)
    assert (first.state, first.points, first.levels) == ("graded", 4, {"clear": 1})
    assert first.graded_by == stage.by.person
    assert Done.objects.filter(enrolment=one.enrolment, step=one.step).exists()
    assert (second.state, second.feedback) == ("returned", "Falta el año.")
    assert third.state == "handed_in"
    told = Notification.objects.filter(person=two.enrolment.person)
    assert told.filter(message="learning.work_answered").count() == 1
    again = stage.sent(*rows)
    assert verdicts(again) == ["same"] * 3, messages_of(again)


def test_people_are_known_by_name_and_assignment() -> None:
    stage = Stage()
    one = stage.works[0]
    heads = ("name", "assignment", "criterion_1")
    title = str(stage.page.title)
    batch = stage.taken(
        (str(one.enrolment.person), title, 4), ("Nadie Conocida", title, 4), heads=heads
    )
    assert verdicts(batch) == ["change", "error"]
    assert stage.again(one).points == 4


def test_an_empty_cell_erases_nothing_and_the_word_does() -> None:
    stage = Stage()
    one = stage.works[0]
    assignments.grade(one, by=None, levels={"clear": 0}, feedback="Bien.")
    stage.taken((str(one.uuid), 4, "", "", ""))
    assert (stage.again(one).points, stage.again(one).feedback) == (4, "Bien.")
    stage.taken((str(one.uuid), "", "", "", "∅"))
    assert (stage.again(one).points, stage.again(one).feedback) == (4, "")


def test_a_work_without_rubric_has_points_from_0_to_100() -> None:
    stage = Stage(rubric=[])
    one, two, _three = stage.works
    assert "criterion_1" not in {column.name for column in stage.sheet.columns}
    heads = ("key", "points")
    batch = stage.taken((str(one.uuid), "72,5"), (str(two.uuid), 101), heads=heads)
    assert verdicts(batch) == ["change", "error"]
    assert stage.again(one).points == Decimal("72.5")


def test_bad_rows_come_back_with_their_reason_and_the_good_ones_stand() -> None:
    stage = Stage()
    one, two, three = stage.works
    batch = stage.taken(
        (str(one.uuid), 3, "", "", ""),
        (str(two.uuid), "", "", "returned", ""),
        (str(three.uuid), 4, "", "", ""),
    )
    assert verdicts(batch) == ["error", "error", "change"]
    assert "0; 4" in str(messages_of(batch))
    assert stage.again(three).state == "graded"
    assert {stage.again(one).state, stage.again(two).state} == {"handed_in"}


def test_a_draft_is_nobodys_business() -> None:
    stage = Stage()
    assignments.take_back(stage.works[0], by=None)
    assert stage.sheet.objects().count() == 2
    assert verdicts(stage.sent((str(stage.works[0].uuid), 4, "", "", ""))) == ["error"]


# When somebody else was there.


def test_a_row_that_was_answered_since_the_download_says_so() -> None:
    stage = Stage()
    one = stage.works[0]
    stamp = stage.sheet.current(stage.sheet.objects().get(pk=one.pk))["stamp"]
    assignments.grade(one, by=None, levels={"clear": 0})
    heads = ("key", "stamp", "criterion_1")
    batch = stage.sent((str(one.uuid), stamp, 4), heads=heads)
    assert verdicts(batch) == ["change"]
    assert batch.rows.get().is_warned


@pytest.mark.parametrize("meanwhile", ["graded", "handed in anew"])
def test_what_moved_after_the_dry_run_is_not_overwritten(meanwhile: str) -> None:
    stage = Stage()
    one = stage.works[0]
    batch = stage.sent((str(one.uuid), 4, "", "", "Bien."))
    if meanwhile == "graded":
        assignments.grade(one, by=None, levels={"clear": 0})
    else:
        assignments.hand_in(assignments.take_back(one, by=None), by=None)
    before = stage.remembered(one)
    services.apply(batch, by=stage.by)
    assert batch.rows.get().outcome == "refused"
    assert stage.remembered(one) == before


# Undo.


def test_undo_gives_back_exactly_what_was_there() -> None:
    stage = Stage()
    one, two, three = stage.works
    assignments.grade(one, by=None, levels={"clear": 1}, feedback="Bien, con  dos espacios.")
    before = [stage.remembered(work) for work in stage.works]
    batch = stage.taken(
        (str(one.uuid), 0, "", "", "Otra cosa."),
        (str(two.uuid), 4, "", "", ""),
        (str(three.uuid), "", "", "returned", "Falta."),
    )
    assert [stage.remembered(work) for work in stage.works] != before
    assert stage.undone(batch) == ["undone"] * 3
    assert [stage.remembered(work) for work in stage.works] == before


def test_a_course_that_was_completed_by_the_row_goes_on() -> None:
    stage = Stage(course=CourseFactory(attendance_percent=None))
    one = stage.works[0]
    batch = stage.taken((str(one.uuid), 4, "", "", ""))
    rows = Enrolment.objects.filter(pk=one.enrolment_id)
    assert rows.get().state == "completed"
    assert stage.undone(batch) == ["undone"]
    assert (rows.get().state, rows.get().completed_at) == ("active", None)


def anew(stage: Stage, work: Submission) -> None:
    stage.handed_in(work.enrolment)


def improved(stage: Stage, work: Submission) -> None:
    assignments.keep(work.enrolment, stage.page, by=None, text="Mejor.")


def answered(stage: Stage, work: Submission) -> None:
    assignments.grade(work, by=None, levels={"clear": 1}, feedback="Otra vez.")


def certified(stage: Stage, work: Submission) -> None:
    course = stage.page.edition.course
    achievement = AchievementFactory(about_kind="course", about=course.uuid)
    a_certificate(work.enrolment.person, achievement=achievement)


BACK, MARK = ("", "", "returned", "Falta."), (4, "", "", "Bien.")


@pytest.mark.parametrize(
    ("row", "later", "said"),
    [
        (BACK, anew, "handed it in anew"),
        (BACK, improved, "improving"),
        (MARK, answered, "answered again"),
        (MARK, certified, "certificate"),
    ],
)
def test_undo_refuses_where_later_work_rests_on_it(
    row: tuple[Any, ...], later: Callable[..., None], said: str
) -> None:
    stage = Stage()
    one, two, _three = stage.works
    batch = stage.taken((str(one.uuid), *row), (str(two.uuid), 4, "", "", ""))
    later(stage, stage.again(one))
    before = stage.remembered(one)
    (kept, reason), *_more = services.plan_undo(batch).kept
    assert (kept.object, said in reason.text) == (one.uuid, True)
    assert stage.undone(batch) == ["kept", "undone"]
    assert stage.remembered(one) == before


# Who, and how many.


def test_it_is_for_those_who_teach_the_cohort(as_role: AsRole) -> None:
    stage = Stage()
    scope = f"?scope={stage.scope}"
    client, _account = as_role("trainer", ("cohort", stage.cohort.uuid))
    assert client.get(reverse("ui:sheet", args=["grading"]) + scope).status_code == 200
    grades = client.get(reverse("learning:gradebook", args=[stage.cohort.slug])).content.decode()
    assert f"/sheets/grading/{scope}" in grades
    stranger = account_as(
        "trainer", ("cohort", enrolled(an_assignment(CourseFactory())).cohort.uuid)
    )
    with pytest.raises(Refused):
        access.sheet_for(stranger, "grading", stage.scope)
    assert [str(one) for one in stage.sheet.scopes_for(stage.by)] == [str(stage.scope)]


def test_an_erased_person_leaves_no_row() -> None:
    from hilo.learning import owned

    stage = Stage()
    one = stage.works[0]
    batch = stage.taken((str(one.uuid), 4, "", "", "Bien."))
    owned.erase(one.enrolment.person, None)  # type: ignore[arg-type]
    row = batch.rows.get()
    assert (row.raw, row.values, row.remembered, row.object) == ([], {}, {}, None)


def test_a_dry_run_asks_the_same_however_many_works(django_assert_max_num_queries: Any) -> None:
    stage = Stage()
    for _one in range(40):
        stage.handed_in(EnrolmentFactory(cohort=stage.cohort, person=PersonFactory()))
    with django_assert_max_num_queries(40):
        assert set(verdicts(stage.checked(stage.home()))) == {"same"}
