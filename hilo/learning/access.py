"""Who may see, write, publish, teach and fill courses.

Of courses everybody sees what is published; those who write them see them whole. A lesson is for
those who take the course, those who teach it and those who write it. A cohort is seen by whoever
takes part in it or in its twin, teaches it, or keeps the programme's enrolments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404

from hilo.core.prepared import Given, Prepared, whole
from hilo.learning.models import (
    Attempt,
    Category,
    Cohort,
    CohortQuerySet,
    Course,
    CourseQuerySet,
    Edition,
    Enrolment,
    Page,
    PeerReview,
    Question,
    Submission,
)
from hilo.people import access as people
from hilo.programme.access import PROGRAMME
from hilo.programme.models import Programme

WRITE = "learning.write"  # write courses and questions
PUBLISH = "learning.publish"  # publish them, take them off offer
TEACH = "learning.teach"  # see how a cohort gets on, grade, keep its sessions
ENROL = "learning.enrol"  # make cohorts, fill them, move people

LEARNING = (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED)

# Long texts that only their own pages show.
OF_PROGRAMME = ("programme__summary", "programme__about", "programme__convention")
UNREAD = ("course__summary", "course__aims", *(f"course__{name}" for name in OF_PROGRAMME))
COURSE_NAMED = ("enrolment__course__slug", "enrolment__course__name")
COURSE = Prepared(
    lambda: (
        Course.objects.select_related("programme", "audience", "edition")
        .defer("edition__outline", *OF_PROGRAMME)
        .filter(slug=Given("slug"))
    )
)
COHORT = Prepared(
    lambda: (
        Cohort.objects.select_related(
            "course__programme", "course__edition", "edition", "region", "audience"
        )
        .defer("edition__outline", "course__edition__outline", *UNREAD)
        .filter(slug=Given("slug"))
    )
)
ENROLMENT = Prepared(
    lambda: (
        Enrolment.objects.select_related("cohort__region", "course__programme", "edition", "person")
        .defer("edition__outline", *UNREAD)
        .filter(uuid=Given("uuid", UUIDField()))
    )
)
QUESTION = Prepared(
    lambda: Question.objects.select_related("latest", "category").filter(
        programme=Given("programme"), uuid=Given("uuid", UUIDField())
    )
)
OWN = Prepared(
    lambda: (
        Enrolment.objects.select_related("cohort__region", "cohort__edition", "edition")
        .defer("edition__outline", "cohort__edition__outline")
        .filter(course=Given("course"), person=Given("person"))
    )
)
# A cohort of no region is near to none: nothing equals what is not there.
NEAR: Prepared[Any] = Prepared(
    lambda: (
        Enrolment.objects.learning()
        .filter(person=Given("person"))
        .filter(
            Q(cohort=Given("cohort"))
            | Q(cohort__region=Given("region"), course__programme=Given("programme"))
        )
        .values_list("pk")[:1]
    )
)
PAGE = Prepared(
    lambda: Page.objects.filter(edition=Given("edition"), step=Given("step", UUIDField()))
)
ATTEMPT = Prepared(
    lambda: (
        Attempt.objects.select_related("enrolment__course", "page")
        .only(*whole(Attempt), "enrolment__person", *COURSE_NAMED, "page__title", "page__content")
        .filter(uuid=Given("uuid", UUIDField()))
    )
)


# Courses.


def courses_written_by(user: Any, verb: str = WRITE) -> CourseQuerySet:
    """The courses for which `user` may do `verb` now, in whatever state."""
    return _inside(Course.objects.all(), people.scopes_of(user, verb))


def courses_visible_to(user: Any) -> CourseQuerySet:
    """The courses that `user` may find: what is published, and what they write."""
    offered = Course.objects.filter(edition__isnull=False)
    scopes = people.scopes_of(user, WRITE)
    return offered | _inside(Course.objects.all(), scopes) if scopes else offered


def _inside(courses: CourseQuerySet, scopes: people.Scopes) -> CourseQuerySet:
    return courses if scopes.is_everywhere else courses.filter(uuid__in=scopes.of_kind("course"))


def course_for(user: Any, slug: str, *, to: str = "see") -> Course:
    """The course at `slug`: to "see" it, or for a verb such as `WRITE`.

    Raises Http404 where `user` may not know of it, `OffDuty` or `Refused` where they may not do this.
    """
    course = COURSE.row(slug=slug)
    if course is None or not (course.edition_id or _holds(user, WRITE, course)):
        raise Http404
    if to != "see":
        people.require(user, to, "course", course.uuid)
    return course


def _holds(user: Any, verb: str, course: Course) -> bool:
    return ("course", course.uuid) in people.scopes_held(user, verb)


def may_write(user: Any, course: Course) -> bool:
    return people.can(user, WRITE, "course", course.uuid)


def programmes_to_write_in(user: Any) -> QuerySet[Programme]:
    """The programmes for which `user` may begin a course; raises `OffDuty` or `Refused` for none."""
    scopes = people.require_anywhere(user, WRITE)
    rows = Programme.objects.exclude(state=Programme.State.ARCHIVED)
    return rows if scopes.is_everywhere else rows.filter(uuid__in=scopes.of_kind("programme"))


# Reading.


@dataclass(frozen=True)
class Reading:
    """That somebody reads a course: which edition, and by which enrolment, if they take it."""

    course: Course
    edition: Edition
    enrolment: Enrolment | None


def reading_for(user: Any, slug: str) -> Reading:
    """The edition of the course at `slug` that `user` reads.

    It is their own, or the offered one for those who teach or write the course. Raises Http404 for
    a course of which they may not know or that has no edition, `OffDuty` or `Refused` where they
    may not read it.
    """
    course = course_for(user, slug)
    found = reading_of(user, course)
    if found is not None:
        return found
    if course.edition is None:
        raise Http404
    raise people.refusal(any(_holds(user, verb, course) for verb in (WRITE, TEACH)))


def reading_of(user: Any, course: Course) -> Reading | None:
    """How `user` reads `course`; None where they do not."""
    enrolment = own_enrolment(user, course)
    takes_it = enrolment is not None and enrolment.state in LEARNING
    own = enrolment and takes_it and (enrolment.edition or enrolment.cohort.edition)
    edition = own or course.edition
    if edition is None or not (takes_it or teaches(user, course) or may_write(user, course)):
        return None
    return Reading(course, edition, enrolment if takes_it else None)


def teaches(user: Any, course: Course) -> bool:
    """Whether `user` accompanies the course or one of its cohorts now."""
    scopes = people.scopes_of(user, TEACH)
    if ("course", course.uuid) in scopes:
        return True
    cohorts = scopes.of_kind("cohort")
    return bool(cohorts) and course.cohorts.filter(uuid__in=cohorts).exists()


# The question bank, which belongs to a programme.


def bank_for(user: Any, slug: str) -> Programme:
    """The programme at `slug` whose question bank `user` may keep.

    Whoever writes one of its courses keeps it. Raises Http404 and `OffDuty` or `Refused`.
    """
    programme = PROGRAMME.row(slug=slug)
    if programme is None:
        raise Http404
    if not keeps_bank(user, programme, people.scopes_of(user, WRITE)):
        held = keeps_bank(user, programme, people.scopes_held(user, WRITE))
        raise people.refusal(held)
    return programme


def keeps_bank(user: Any, programme: Programme, scopes: people.Scopes) -> bool:
    """Whether `scopes` reach the programme or one of its courses."""
    if ("programme", programme.uuid) in scopes:
        return True
    return bool(scopes) and programme.courses.filter(uuid__in=scopes.of_kind("course")).exists()


def banks_kept_by(user: Any) -> QuerySet[Programme]:
    """The programmes whose question bank `user` keeps; raises `OffDuty` or `Refused` for none."""
    scopes = people.require_anywhere(user, WRITE)
    rows = Programme.objects.all()
    if scopes.is_everywhere:
        return rows
    own = Q(uuid__in=scopes.of_kind("programme")) | Q(courses__uuid__in=scopes.of_kind("course"))
    return rows.filter(pk__in=Programme.objects.filter(own).values("pk"))


def question_for(user: Any, slug: str, uuid: UUID) -> Question:
    """The question `uuid` of the bank of the programme at `slug`; raises as `bank_for` does."""
    programme = bank_for(user, slug)
    found = QUESTION.row(programme=programme.pk, uuid=uuid)
    if found is None:
        raise Http404
    found.programme = programme
    return found


def category_for(user: Any, slug: str, uuid: UUID) -> Category:
    """The category `uuid` of the bank of the programme at `slug`; raises as `bank_for` does."""
    programme = bank_for(user, slug)
    found = Category.objects.filter(programme=programme, uuid=uuid).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


# Cohorts and enrolments.


def cohorts_kept_by(user: Any, verb: str) -> CohortQuerySet:
    """The cohorts for which `user` may do `verb` now; raises `OffDuty` or `Refused` for none."""
    scopes = people.require_anywhere(user, verb)
    rows = Cohort.objects.all()
    return rows if scopes.is_everywhere else rows.filter(uuid__in=scopes.of_kind("cohort"))


def cohort_for(user: Any, slug: str, *, to: str = "see") -> Cohort:
    """The cohort at `slug`: to "see" it, or for a verb such as `TEACH`.

    Raises Http404 where `user` may not know of it, `OffDuty` or `Refused` where they may not do this.
    """
    cohort = COHORT.row(slug=slug)
    if cohort is None:
        raise Http404
    held = any(("cohort", cohort.uuid) in people.scopes_held(user, one) for one in (TEACH, ENROL))
    if to == "see":
        if not (held or takes_part_nearby(user, cohort)):
            raise Http404
        return cohort
    people.require(user, to, "cohort", cohort.uuid)
    return cohort


def takes_part_nearby(user: Any, cohort: Cohort) -> bool:
    """Whether `user` takes part in `cohort` or in its twin: the same region of the same programme."""
    if not people.is_account(user):
        return False
    near = {"region": cohort.region_id, "programme": cohort.course.programme_id}
    return bool(NEAR.rows(person=user.person_id, cohort=cohort.pk, **near))


def enrolment_for(user: Any, uuid: UUID, *, to: str) -> Enrolment:
    """The enrolment `uuid`: for its own person with `to="own"`, otherwise for a verb such as `TEACH`.

    Raises Http404 where it is not theirs or not there, `OffDuty` or `Refused`.
    """
    found = ENROLMENT.row(uuid=uuid)
    if found is None:
        raise Http404
    if to == "own":
        if not people.is_account(user) or found.person_id != user.person_id:
            raise Http404
        return found
    people.require(user, to, "cohort", found.cohort.uuid)
    return found


def own_enrolment(user: Any, course: Course) -> Enrolment | None:
    """The enrolment of `user` in `course`, if there is one, in whatever state."""
    if not people.is_account(user):
        return None
    found = OWN.row(course=course.pk, person=user.person_id)
    if found is not None:
        found.course = course
    return found


def learning_for(user: Any, slug: str) -> Enrolment:
    """The enrolment by which `user` takes the course at `slug` now.

    Raises Http404 for a course of which they may not know, `Refused` where they do not take it.
    """
    course = course_for(user, slug)
    found = own_enrolment(user, course)
    if found is None or found.state not in (Enrolment.State.ACTIVE, Enrolment.State.COMPLETED):
        raise people.refusal(is_only_off_duty=False)
    return found


# What learners hand in.


def page_for(user: Any, slug: str, step: UUID, kind: str) -> tuple[Enrolment, Page]:
    """The enrolment of `user` in the course at `slug`, and the page of `step` in its edition.

    Raises as `learning_for` does, and Http404 for a step that the edition has not, or of another kind.
    """
    enrolment = learning_for(user, slug)
    edition = enrolment.edition_id or enrolment.course.edition_id
    page = PAGE.row(edition=edition, step=step)
    if page is None or page.kind != kind:
        raise Http404
    return enrolment, page


def attempt_for(user: Any, uuid: UUID) -> Attempt:
    """The own attempt `uuid` of `user`, with its page and its course; raises Http404."""
    found = ATTEMPT.row(uuid=uuid)
    if found is None or not people.is_account(user) or found.enrolment.person_id != user.person_id:
        raise Http404
    return found


def attempt_to_grade(user: Any, uuid: UUID) -> Attempt:
    """The attempt `uuid` for whoever teaches its cohort; raises Http404, `OffDuty` or `Refused`."""
    rows = Attempt.objects.select_related(
        "enrolment__cohort", "enrolment__course", "enrolment__person", "page"
    )
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    people.require(user, TEACH, "cohort", found.enrolment.cohort.uuid)
    return found


def work_for(user: Any, uuid: UUID) -> Submission:
    """The work `uuid`, for its author, for whoever teaches its cohort, for whoever reviews it."""
    rows = Submission.objects.select_related("enrolment__cohort", "file")
    found = rows.filter(uuid=uuid).first()
    if found is None or not people.is_account(user):
        raise Http404
    is_near = found.enrolment.person_id == user.person_id
    is_near = is_near or found.peer_reviews.filter(reviewer__person=user.person_id).exists()
    if not is_near:
        people.require(user, TEACH, "cohort", found.enrolment.cohort.uuid)
    return found


def review_for(user: Any, uuid: UUID) -> PeerReview:
    """The review `uuid` that `user` was asked to write; raises Http404."""
    rows = PeerReview.objects.select_related(
        "submission__page", "submission__file", "reviewer__course"
    )
    found = rows.filter(uuid=uuid).first()
    if found is None or not people.is_account(user) or found.reviewer.person_id != user.person_id:
        raise Http404
    return found


def submission_for(user: Any, uuid: UUID, *, to: str) -> Submission:
    """The submission `uuid`: for its author with `to="own"`, otherwise for a verb such as `TEACH`.

    Raises Http404 where it is not theirs or not there, `OffDuty` or `Refused`.
    """
    rows = Submission.objects.select_related(
        "enrolment__cohort", "enrolment__course", "enrolment__person", "page", "file"
    )
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if to == "own":
        if not people.is_account(user) or found.enrolment.person_id != user.person_id:
            raise Http404
        return found
    people.require(user, to, "cohort", found.enrolment.cohort.uuid)
    return found
