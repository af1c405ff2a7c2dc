"""What quizzes and assignments hold about a person: handed out, and what erasure leaves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.core.registries import PersonalData
from hilo.core.sheets.services import forget_object
from hilo.learning.models import Answer, Attempt, PeerReview, Received, Submission

# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("attempts"),
    gettext_noop("works"),
    gettext_noop("reviews of peers"),
    gettext_noop("quiz"),
    gettext_noop("assignment"),
    gettext_noop("begun"),
    gettext_noop("handed in"),
    gettext_noop("marks"),
    gettext_noop("of marks"),
    gettext_noop("answers"),
    gettext_noop("points"),
    gettext_noop("feedback"),
    gettext_noop("text"),
)


def export(person: Any) -> dict[str, Any]:
    """What somebody answered, wrote and was told."""
    attempts = Attempt.objects.filter(enrolment__person=person).select_related("page")
    works = Submission.objects.filter(enrolment__person=person).select_related("page")
    reviews = PeerReview.objects.filter(reviewer__person=person, at__isnull=False)
    return {
        "attempts": [
            _attempt(one) for one in attempts.prefetch_related("answers__version__question")
        ],
        "works": [_work(one) for one in works],
        "reviews_of_peers": [{"text": one.comment, "handed_in": one.at} for one in reviews],
    }


def _attempt(attempt: Attempt) -> dict[str, Any]:
    answers = [
        {"question": one.version.question.name, "text": one.response, "feedback": one.comment}
        for one in attempt.answers.all()
    ]
    return {
        "quiz": str(attempt.page.title),
        "begun": attempt.started_at,
        "handed_in": attempt.ended_at,
        "marks": attempt.marks,
        "of_marks": attempt.marks_possible,
        "answers": answers,
    }


def _work(work: Submission) -> dict[str, Any]:
    return {
        "assignment": str(work.page.title),
        "handed_in": work.handed_in_at,
        "text": work.text,
        "points": work.points,
        "feedback": work.feedback,
        "state": str(work.get_state_display()),
    }


def erase(person: Any, at: dt.datetime) -> None:
    """What was written goes, with its files; marks stay in the totals, without a name."""
    answers = Answer.objects.filter(attempt__enrolment__person=person)
    answers.filter(version__question__kind__in=("essay", "short", "cloze")).update(response=None)
    answers.update(comment="")
    works = Submission.objects.filter(enrolment__person=person)
    files = list(works.filter(file__isnull=False).values_list("file", flat=True))
    works.update(text="", feedback="", file=None)
    for uuid in works.values_list("uuid", flat=True):
        forget_object("submission", uuid)
    for stored in StoredFile.objects.filter(pk__in=files):
        storage.remove(stored)
    PeerReview.objects.filter(reviewer__person=person).update(comment="")
    Received.objects.filter(enrolment__person=person).delete()


DATA = PersonalData(
    "quizzes",
    _("Your quizzes and works"),
    export,
    erase,
    keeps=_("Marks stay in the totals of the course, without a name; what you wrote goes."),
    order=60,
)
