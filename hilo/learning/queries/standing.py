"""Who gets on, who is stuck, who has vanished, who is near the certificate: docs/algorithms/progress.md."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import pgettext_lazy

from hilo.core.time import now, today
from hilo.learning.models import Enrolment
from hilo.learning.rules.progress import OUT_OF_REACH

QUIET = dt.timedelta(days=14)
NEAR_STEPS = 2
State = Enrolment.State

STANDINGS = {
    "near": pgettext_lazy("how somebody gets on", "Near the certificate"),
    "on_way": pgettext_lazy("how somebody gets on", "On the way"),
    "stuck": pgettext_lazy("how somebody gets on", "Stuck"),
    "vanished": pgettext_lazy("how somebody gets on", "Vanished"),
    "unfinished": pgettext_lazy("how somebody gets on", "Did not finish"),
    "completed": pgettext_lazy("how somebody gets on", "Completed"),
    "asked": pgettext_lazy("how somebody gets on", "Asks to take part"),
    "gone": pgettext_lazy("how somebody gets on", "Withdrew or was not admitted"),
}
TONES = {"near": "ok", "completed": "ok", "stuck": "warn", "vanished": "error", "asked": "wait"}


def with_standing(rows: QuerySet[Enrolment]) -> QuerySet[Any]:
    """`rows` with `standing`, one of `STANDINGS`, as of now; no question more."""
    quiet = now() - QUIET
    rows = rows.annotate(missing_text=Cast("missing", TextField()), left=F("due") - F("done"))
    rows = rows.annotate(
        last_seen=Coalesce("seen_at", "enrolled_at"),
        last_step=Coalesce("advanced_at", "enrolled_at"),
    )
    in_reach = ~Q(missing_text__contains=OUT_OF_REACH)
    return rows.annotate(
        standing=Case(
            When(state=State.COMPLETED, then=Value("completed")),
            When(state=State.ASKED, then=Value("asked")),
            When(~Q(state=State.ACTIVE), then=Value("gone")),
            When(in_reach, left__lte=NEAR_STEPS, then=Value("near")),
            When(cohort__ends_on__lt=today(), then=Value("unfinished")),
            When(last_seen__lt=quiet, then=Value("vanished")),
            When(last_step__lt=quiet, then=Value("stuck")),
            default=Value("on_way"),
            output_field=CharField(),
        )
    )
