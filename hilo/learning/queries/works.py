"""What the page of an assignment asks: one's own work, what peers say of it, and what one has to review."""

from __future__ import annotations

from typing import Any

from django.db.models import UUIDField

from hilo.core.prepared import Given, Prepared
from hilo.learning.models import Enrolment, Page, PeerReview, Submission

WORK = Prepared(
    lambda: Submission.objects.select_related("file").filter(
        enrolment=Given("enrolment"), step=Given("step", UUIDField())
    )
)
SAID = Prepared(
    lambda: PeerReview.objects.filter(submission=Given("work"), at__isnull=False).order_by("pk")
)
TO_REVIEW = Prepared(
    lambda: (
        PeerReview.objects.select_related("submission")
        .filter(reviewer=Given("reviewer"), submission__step=Given("step", UUIDField()))
        .order_by("pk")
    )
)


def work_of(enrolment: Enrolment, step: Any) -> Submission | None:
    """What was written for this assignment."""
    return WORK.row(enrolment=enrolment.pk, step=step)


def said_of(work: Submission) -> list[PeerReview]:
    """What peers have written of it."""
    return SAID.rows(work=work.pk)


def reviews_by(enrolment: Enrolment, page: Page) -> list[PeerReview]:
    """The works of others that came to this learner, in the order in which they came."""
    return TO_REVIEW.rows(reviewer=enrolment.pk, step=page.step)
