"""What learners say of a course when it ends (Kirkpatrick, level 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hilo.core.time import now
from hilo.learning.enums import Asked
from hilo.learning.models import Enrolment, Reaction


@transaction.atomic
def react(
    enrolment: Enrolment,
    *,
    answers: Mapping[str, int],
    by: Any,
    helped: str = "",
    better: str = "",
) -> Reaction:
    """Keep what somebody says; saying it again replaces it. Nobody is told who said what.

    Each answer is a number from 1 to 5 by a value of `Asked`; what is left out is not answered.
    """
    told = {name: answers[name] for name in Asked.values if answers.get(name) in range(1, 6)}
    given = {"answers": told, "helped": helped, "better": better, "at": now()}
    found, _is_new = Reaction.objects.update_or_create(enrolment=enrolment, defaults=given)
    return found
