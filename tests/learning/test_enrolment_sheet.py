"""The one sheet: a row makes person, workplace, participation and enrolment; Moodle's headings; undo."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hilo.core.models import Batch, BatchRow, Entry
from hilo.core.sheets import services as sheets
from hilo.core.sheets import writing
from hilo.core.sheets.batches import scope_of, sheet_of
from hilo.core.sheets.declaration import Scope
from hilo.core.sheets.declaration import sheets as known
from hilo.core.text import Text
from hilo.learning.events import PeopleEnrolled
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.services import progress
from hilo.network.models import Affiliation, Organisation
from hilo.people.models import Person
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    EnrolmentFactory,
    an_edition,
    lesson_in,
)
from tests.people.factories import AccountFactory
from tests.places.factories import RegionFactory, municipality
from tests.programme.factories import AudienceFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    """Aguascalientes x directors of one programme, beside a cohort of another audience."""
    programme = ProgrammeFactory()
    place = municipality("01001")
    region = RegionFactory(places=[place], owner_kind="programme", owner=programme.uuid)
    made = []
    for name in ("directors", "makers"):
        audience = AudienceFactory(programme=programme, slug=name, name=Text.of("en", name.title()))
        course = CourseFactory(programme=programme, audience=audience, slug=f"course-of-{name}")
        lesson_in(course)
        edition = an_edition(course)
        made.append(
            CohortFactory(
                course=course,
                edition=edition,
                region=region,
                audience=audience,
                slug=f"centre-{name}",
                starts_on=dt.date(2020, 1, 1),
                ends_on=None,
            )
        )
    return made[0]


def sent(cohort, text, *, encoding="utf-8"):
    """The batch of a file, looked at."""
    scope = Scope("programme", cohort.course.programme.uuid)
    sheet = known.get("enrolments").within(scope)
    file = SimpleUploadedFile("lista.csv", text.encode(encoding), "text/csv")
    batch = sheets.read(sheet, file, by=None, scope=scope, language="en")
    sheets.dry_run(batch)
    return batch


def taken(cohort, text, **options):
    batch = sent(cohort, text, **options)
    sheets.apply(batch, by=None)
    batch.refresh_from_db()
    return batch


HEAD = "given name,family name,e-mail,municipality,audience,organisation,role\n"
ROW = "Inés,Ordóñez,ines@ags.example,MX-01001,Directors,Municipio de Aguascalientes,Directora\n"


def told(batch):
    return [one["text"] for row in batch.rows.all() for one in row.messages]


def test_one_row_makes_everything(cohort):
    batch = taken(cohort, HEAD + ROW)
    assert told(batch) == []
    person = Person.objects.get(account__email="ines@ags.example")
    enrolment = Enrolment.objects.get(person=person)
    assert enrolment.cohort == cohort
    assert enrolment.due == 1
    assert Affiliation.objects.get(person=person).role == "Directora"
    assert cohort.course.programme.participations.get(person=person).region == cohort.region


def test_the_same_file_twice_changes_nothing(cohort):
    taken(cohort, HEAD + ROW)
    again = sent(cohort, HEAD + ROW)
    assert again.rows.get().verdict == BatchRow.Verdict.SAME
    assert (
        Enrolment.objects.count() == Person.objects.filter(account__email__contains="ags").count()
    )


def test_windows_letters_and_arabic_names(cohort):
    taken(cohort, HEAD + ROW, encoding="cp1252")
    assert Person.objects.get(account__email="ines@ags.example").family_name == "Ordóñez"
    row = "ليلى,بن سالم,leila@ags.example,MX-01001,Makers,,\n"
    taken(cohort, HEAD + row)
    assert Enrolment.objects.get(person__given_name="ليلى").cohort.slug == "centre-makers"


def test_good_rows_come_in_and_bad_ones_do_not(cohort):
    bad = "Ada,,ada@ags.example,Nowhere at all,Directors,,\n"
    batch = taken(cohort, HEAD + ROW + bad)
    assert Enrolment.objects.count() == 1
    assert batch.rows.filter(verdict=BatchRow.Verdict.ERROR).count() == 1


def test_a_doubled_row_is_told(cohort):
    batch = sent(cohort, HEAD + ROW + ROW)
    assert batch.rows.filter(verdict=BatchRow.Verdict.ERROR).exists() or told(batch)


def test_headings_of_moodle(cohort):
    text = (
        "username,firstname,lastname,email,course1,cohort1\n"
        "ines,Inés,Ordóñez,ines@ags.example,course-of-makers,centre-makers\n"
    )
    taken(cohort, text)
    assert Enrolment.objects.get().cohort.slug == "centre-makers"


def test_whoever_is_on_record_is_enrolled_as_they_are(cohort):
    person = AccountFactory(email="ines@ags.example").person
    taken(cohort, HEAD + ROW)
    assert Enrolment.objects.get().person == person


def test_a_person_of_the_programme_is_moved_by_another_cohort(cohort):
    taken(cohort, HEAD + ROW)
    other = CohortFactory(
        course=cohort.course, edition=cohort.edition, slug="elsewhere", ends_on=None
    )
    taken(cohort, "e-mail,given name,cohort\nines@ags.example,Inés,elsewhere\n")
    assert Enrolment.objects.get().cohort == other


def test_cohorts_that_are_called_alike_are_told_apart_and_nobody_is_moved(cohort):
    """Both sides of a region may be called by its name: what is taken home comes back unchanged."""
    Cohort.objects.update(name=Text.of("es", "Centro"))
    batch = taken(cohort, HEAD + ROW)
    sheet = sheet_of(batch)
    out = writing.export(sheet, language="es", form="csv", scope=scope_of(batch))
    assert "Centro (centre-directors)" in out.content.decode()
    assert sent(cohort, out.content.decode()).rows.get().verdict == BatchRow.Verdict.SAME


def test_another_audience_of_somebody_who_takes_part_is_told(cohort):
    taken(cohort, HEAD + ROW)
    batch = taken(cohort, "given name,e-mail,audience\nInés,ines@ags.example,Makers\n")
    assert batch.rows.get().verdict == BatchRow.Verdict.CHANGE
    seats = cohort.course.programme.participations.present()
    assert seats.get().audience.slug == "makers"


class TestManyAtOnce:
    """What the rows of a chunk have in common is asked and told once."""

    def rows(self, count):
        return "".join(
            f"Ada,Luna,ada{number}@ags.example,MX-01001,Directors,,\n" for number in range(count)
        )

    def test_a_cohort_tells_of_those_who_came_together(self, cohort):
        taken(cohort, HEAD + self.rows(3))
        told = Entry.objects.filter(event=PeopleEnrolled.event_name())
        assert [one.data["count"] for one in told] == [3]
        assert {row.due for row in Enrolment.objects.all()} == {1}

    def test_a_full_cohort_refuses_the_row_that_is_too_much(self, cohort):
        Cohort.objects.filter(pk=cohort.pk).update(places=2)
        batch = taken(cohort, HEAD + self.rows(3))
        assert batch.counts["taken"] == 2 and batch.counts["refused"] == 1
        assert Person.objects.filter(account__email__contains="ada").count() == 2
        assert {row.due for row in Enrolment.objects.all()} == {1}

    def test_somebody_who_learns_in_the_course_already_is_refused_and_nobody_else(self, cohort):
        other = CohortFactory(course=cohort.course, edition=cohort.edition, slug="other")
        person = AccountFactory(email="ada1@ags.example").person
        EnrolmentFactory(cohort=other, person=person)
        batch = taken(cohort, HEAD + self.rows(3))
        assert batch.counts["taken"] == 2 and batch.counts["refused"] == 1
        assert other.enrolments.get().person == person

    def test_one_more_row_costs_few_questions(self, cohort):
        few, many = (self.questions(cohort, count) for count in (2, 12))
        assert (many - few) / 10 <= 26

    def questions(self, cohort, count):
        batch = sent(cohort, HEAD + self.rows(count))
        with CaptureQueriesContext(connection) as asked:
            sheets.apply(batch, by=None)
        sheets.undo(Batch.objects.get(pk=batch.pk), by=None)
        return len(asked)


class TestUndo:
    def test_all_that_came_goes(self, cohort):
        before = Person.objects.count(), Organisation.objects.count()
        batch = taken(cohort, HEAD + ROW)
        sheets.undo(batch, by=None)
        assert (Person.objects.count(), Organisation.objects.count()) == before
        assert not Enrolment.objects.exists()

    def test_whoever_has_learned_since_stays(self, cohort):
        batch = taken(cohort, HEAD + ROW)
        progress.do(Enrolment.objects.get(), cohort.edition.pages.get().step, by=None)
        sheets.undo(batch, by=None)
        assert Enrolment.objects.count() == 1


def test_a_way_into_the_cohort_is_not_needed(cohort):
    """The sheet is the coordinator's: `way_in` asks nothing of it."""
    assert cohort.way_in == Cohort.WayIn.INVITED
