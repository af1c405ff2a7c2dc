"""Who may see a file of questions: those who learn or teach in its programme, and those who keep its bank."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import UUIDField
from django.http import Http404

from hilo.core.prepared import Given, Prepared
from hilo.learning.access import TEACH, WRITE, keeps_bank
from hilo.learning.models import BankFile, Cohort, Enrolment
from hilo.people import access as people
from hilo.programme.models import Programme

BANK_FILE = Prepared(
    lambda: BankFile.objects.select_related("stored", "programme").filter(
        uuid=Given("uuid", UUIDField())
    )
)


def bank_file_for(user: Any, uuid: UUID) -> BankFile:
    """The file `uuid`; raises Http404 where there is none, `OffDuty` or `Refused`."""
    found = BANK_FILE.row(uuid=uuid)
    if found is None:
        raise Http404
    programme = found.programme
    if learns_in(user, programme) or _meets_questions(user, programme, people.scopes_of):
        return found
    raise people.refusal(_meets_questions(user, programme, people.scopes_held))


def _meets_questions(user: Any, programme: Programme, scopes: Callable[..., people.Scopes]) -> bool:
    taught = scopes(user, TEACH)
    if keeps_bank(user, programme, scopes(user, WRITE)) or keeps_bank(user, programme, taught):
        return True
    cohorts = taught.of_kind("cohort")
    return (
        bool(cohorts)
        and Cohort.objects.filter(course__programme=programme, uuid__in=cohorts).exists()
    )


def learns_in(user: Any, programme: Programme) -> bool:
    """Whether `user` takes a course of `programme`."""
    if not people.is_account(user):
        return False
    rows = Enrolment.objects.learning().filter(person=user.person_id)
    return rows.filter(course__programme=programme).exists()
