"""What a learner opens and sends, for `bin/hilo bench`: pages of the first member who holds no role."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.urls import reverse

from hilo.core import registries
from hilo.core.registries import NamedPage, Sending
from hilo.core.time import now
from hilo.learning.loading.attempts import Quiz, put_in
from hilo.learning.models import Answer, Attempt, Done, Enrolment, Page
from hilo.learning.queries.attempts import lines_of
from hilo.site.demonstration.groups.minds import right

KEPT = 999  # the number of the attempt that is there for measuring only


def everything() -> None:
    """Enter the pages; called once, when the application starts."""
    own = partial(registries.measured, role="member", order=33)
    own("learner: course", "learning:course", args=lambda: [_course().slug])
    own("learner: lesson", "learning:lesson", args=a_lesson)
    own("learner: quiz", "learning:quiz", args=lambda: _step("quiz"))
    own("learner: questions", "learning:attempt", args=lambda: [attempt_under_way().uuid])
    own("learner: result", "learning:result", args=a_result)
    own("learner: assignment", "learning:assignment", args=lambda: _step("assignment"))
    registries.named_pages.add(
        NamedPage(
            "learner: hand in a quiz", address, "member", order=34, sends=Sending(fields, again)
        )
    )


def a_learner() -> Enrolment:
    """The enrolment of the first active member without a role, as whom the pages are opened."""
    rows = Enrolment.objects.learning().select_related("course", "cohort", "person")
    found = rows.filter(person__grants__isnull=True, person__account__is_active=True)
    return found.order_by("person__account", "pk")[0]


def _course() -> Any:
    return a_learner().course


def _pages(kind: str) -> Any:
    enrolment = a_learner()
    edition = enrolment.edition_id or enrolment.cohort.edition_id or enrolment.course.edition_id
    return Page.objects.filter(edition=edition, kind=kind).order_by("order")


def a_lesson() -> list[Any]:
    return [_course().slug, str(_pages("lesson")[0].step)[:8]]


def _step(kind: str) -> list[Any]:
    return [_course().slug, _pages(kind)[0].step]


def a_result() -> list[Any]:
    rows = Attempt.objects.filter(enrolment=a_learner(), state=Attempt.State.GRADED)
    return [rows.order_by("pk")[0].uuid]


# The attempt that is handed in again and again.


@contextmanager
def an_attempt() -> Iterator[None]:
    """An attempt under way at the first quiz of the learner, gone afterwards; what it did is undone."""
    begun = now()
    quiz = Quiz(_pages("quiz")[0])
    done = list(Done.objects.filter(enrolment=a_learner(), step=quiz.page.step))
    before = a_learner()
    Attempt.objects.filter(enrolment=before, number=KEPT).delete()  # of a run that was broken off
    taken = quiz.taken(
        a_learner(), number=KEPT, seed=KEPT, started_at=begun, ended_at=None, given={}
    )
    put_in([taken])
    try:
        yield
    finally:
        taken.attempt.delete()
        Done.objects.filter(enrolment=before, step=quiz.page.step).delete()
        Done.objects.bulk_create(done)
        before.save()


def attempt_under_way() -> Attempt:
    return Attempt.objects.select_related("page").get(enrolment=a_learner(), number=KEPT)


def address() -> str:
    return reverse("learning:attempt", args=[attempt_under_way().uuid])


def fields() -> dict[str, Any]:
    """The form as a learner sends it who knows everything."""
    lines = lines_of(attempt_under_way())
    sent: dict[str, Any] = {"hand_in": "1", "as_it_is": "1"}
    for line in lines:
        sent |= _fields_of(f"a{line.slot}", line.asked.question)
    return sent


def _fields_of(name: str, question: Any) -> dict[str, Any]:
    """What stands in the fields of a question that is answered rightly."""
    response = right(question)
    if question.kind == "matching":
        return {f"{name}-{at}": value for at, value in enumerate(response["pairs"])}
    if question.kind == "ordering":
        return {f"{name}-{item}": at for at, item in enumerate(response["order"], start=1)}
    if question.kind == "true_false":
        return {name: str(response["value"]).lower()}
    return {name: next(iter(response.values()))}


def again() -> None:
    """Let the attempt be under way once more, without answers, and its step undone."""
    attempt = attempt_under_way()
    Done.objects.filter(enrolment=attempt.enrolment_id, step=attempt.step).delete()
    Attempt.objects.filter(pk=attempt.pk).update(state="open", marks=None, ended_at=None)
    Answer.objects.filter(attempt=attempt).update(
        response=None, fraction=None, saved_at=None, sequence=0
    )
