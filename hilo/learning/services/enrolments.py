"""The ways into a cohort and out of it: enrol, by code, ask and admit, withdraw, come back, move.

What somebody did hangs on the enrolment and goes with it. Who is enrolled takes part in the programme.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hilo.core.events import Event, publish
from hilo.core.time import now
from hilo.learning import messages
from hilo.learning.events import (
    EnrolmentAsked,
    EnrolmentMoved,
    EnrolmentRefused,
    EnrolmentWithdrawn,
    PeopleEnrolled,
    PersonEnrolled,
)
from hilo.learning.models import Cohort, Enrolment, Move
from hilo.learning.problems import cohorts as problems
from hilo.learning.rules.codes import normalised
from hilo.learning.services import progress
from hilo.notifications import services as notifications
from hilo.people import services as people
from hilo.people.models import Person
from hilo.programme.services import participation
from hilo.programme.services.participation import Seat

State = Enrolment.State
GONE = (State.WITHDRAWN, State.REFUSED)


@dataclass
class Enrolled:
    """What came of a list: who is new, who came back, who was there already, who is elsewhere."""

    new: list[Enrolment] = field(default_factory=list)
    back: list[Enrolment] = field(default_factory=list)
    already: list[Enrolment] = field(default_factory=list)
    elsewhere: list[Enrolment] = field(default_factory=list)


@transaction.atomic
def enrol(
    cohort: Cohort, person: Person, *, by: Any, is_told: bool = True, is_counted: bool = True
) -> Enrolment:
    """`person` takes part in `cohort`; who is there already stays as they are, who left comes back.

    Whoever enrols many one by one leaves counting for the end (`is_counted`). Raises `CohortCancelled`,
    `CohortIsFull`, `TakesCourseElsewhere`.
    """
    found = enrol_many(cohort, [person], by=by, is_told=is_told, is_counted=is_counted)
    if found.elsewhere:
        where = found.elsewhere[0].cohort
        raise problems.TakesCourseElsewhere(name=str(person), cohort=str(where))
    return (found.new + found.back + found.already)[0]


@transaction.atomic
def enrol_many(
    cohort: Cohort,
    chosen: Iterable[Person],
    *,
    by: Any,
    is_told: bool = True,
    is_counted: bool = True,
) -> Enrolled:
    """Enrol all of `chosen`; whoever takes the course in another cohort stays there.

    One event for the list, one message for each person. Raises `CohortCancelled`, `CohortIsFull`;
    then nobody is enrolled.
    """
    everybody = list({one.pk: one for one in chosen}.values())
    cohort = _locked(cohort)
    found = _sorted(cohort, everybody)
    _require_places(cohort, len(found.new) + len(found.back))
    Enrolment.objects.bulk_create(found.new, batch_size=500)
    for row in found.back:
        _set(row, State.ACTIVE, cohort=cohort, ended_at=None, reason="", edition=cohort.edition)
    came = [*found.new, *found.back]
    _take_part(cohort, [row.person for row in came], by=by)
    if came and is_counted:
        progress.refresh_many(cohort, people=[row.person.uuid for row in came], by=by)
    _tell_enrolled(cohort, came, by=by, is_told=is_told)
    return found


def _locked(cohort: Cohort) -> Cohort:
    # Lock: the cohort, so that two who enrol at once do not both take the last place.
    rows = Cohort.objects.select_for_update(of=("self",))
    found = rows.select_related("course__programme", "edition", "region", "audience").get(
        pk=cohort.pk
    )
    if found.cancelled_at:
        raise problems.CohortCancelled
    return found


def _sorted(cohort: Cohort, everybody: Sequence[Person]) -> Enrolled:
    """Who of `everybody` is new, comes back, is there already or elsewhere; nothing is written."""
    known = _known(cohort, everybody)
    found = Enrolled()
    for person in everybody:
        row = known.get(person.pk)
        if row is None:
            found.new.append(_made(cohort, person))
        elif row.state in GONE or (row.state == State.ASKED and row.cohort_id == cohort.pk):
            found.back.append(row)
        elif row.cohort_id == cohort.pk:
            found.already.append(row)
        else:
            found.elsewhere.append(row)
    return found


def _known(cohort: Cohort, everybody: Sequence[Person]) -> dict[int, Enrolment]:
    rows = Enrolment.objects.filter(course=cohort.course_id)
    rows = rows.select_related("cohort", "person__account", "course__programme")
    if len(everybody) <= 500:
        rows = rows.filter(person__in=everybody)
    return {row.person_id: row for row in rows}


def _made(cohort: Cohort, person: Person) -> Enrolment:
    return Enrolment(
        cohort=cohort,
        course=cohort.course,
        person=person,
        edition=cohort.edition,
        state=State.ACTIVE,
        enrolled_at=now(),
    )


def _require_places(cohort: Cohort, more: int) -> None:
    if cohort.places is None or not more:
        return
    taken = cohort.enrolments.filter(state__in=(State.ACTIVE, State.COMPLETED)).count()
    if taken + more > cohort.places:
        raise problems.CohortIsFull(places=cohort.places)


def _take_part(cohort: Cohort, everybody: Sequence[Person], *, by: Any) -> None:
    """Whoever is enrolled takes part in the programme, in the cohort's region and audience."""
    seats = [Seat(person, cohort.audience, cohort.region) for person in everybody]
    if len(seats) == 1:
        participation.take_in(cohort.course.programme, seats[0], by=by)
    elif seats:
        participation.take_in_many(cohort.course.programme, seats, by=by)


def _tell_enrolled(cohort: Cohort, came: Sequence[Enrolment], *, by: Any, is_told: bool) -> None:
    if not came:
        return
    event: Event = PeopleEnrolled(cohort.uuid, len(came))
    if len(came) == 1:
        event = PersonEnrolled(cohort.uuid, came[0].person.uuid)
    publish(event, by=by, subject=("cohort", cohort.uuid))
    if is_told:
        joined = [row for row in came if row.person.joined_at]
        notifications.notify_each((row.person, messages.Enrolled(row.uuid)) for row in joined)
        _invite([row for row in came if row not in joined], by=by)


def _invite(rows: Sequence[Enrolment], *, by: Any) -> int:
    """Write to those who never signed in, in their language; answers how many have an address."""
    invited = [row for row in rows if row.person.email]
    for row in invited:
        scope = ("programme", row.course.programme.uuid)
        people.invite(row.person, by=by, scope=scope)
    return len(invited)


@transaction.atomic
def enrol_by_code(typed: str, person: Person, *, by: Any) -> Enrolment:
    """Enrol `person` in the cohort whose code was typed; raises `CodeOpensNothing` and as `enrol`."""
    code = normalised(typed)
    rows = Cohort.objects.standing().filter(way_in=Cohort.WayIn.CODE, code=code)
    found = rows.first() if code else None
    if found is None or found.moment == "over":
        raise problems.CodeOpensNothing
    return enrol(found, person, by=by)


# Ask, and be admitted or not.


@transaction.atomic
def ask(cohort: Cohort, person: Person, *, by: Any, reason: str = "") -> Enrolment:
    """`person` asks to take part; asking twice is asking once.

    Raises `CannotAskHere`, `CohortCancelled`, `TakesCourseElsewhere`.
    """
    cohort = _locked(cohort)
    if cohort.way_in != Cohort.WayIn.APPROVAL or cohort.moment == "over":
        raise problems.CannotAskHere
    row = _known(cohort, [person]).get(person.pk) or _made(cohort, person)
    if row.pk and row.state not in GONE:
        if row.cohort_id != cohort.pk:
            raise problems.TakesCourseElsewhere(name=str(person), cohort=str(row.cohort))
        return row
    row.cohort, row.state, row.reason = cohort, State.ASKED, reason
    row.edition, row.ended_at = cohort.edition, None
    row.save()
    event = EnrolmentAsked(cohort.uuid, person.uuid)
    publish(event, by=by, subject=("cohort", cohort.uuid))
    return row


@transaction.atomic
def admit(enrolment: Enrolment, *, by: Any) -> Enrolment:
    """Let somebody who asked take part; raises `EnrolmentMovedOn`, `CohortIsFull`."""
    row = _held(enrolment, "admit")
    cohort = _locked(row.cohort)
    _require_places(cohort, 1)
    _set(row, State.ACTIVE, enrolled_at=now(), reason="")
    _take_part(cohort, [row.person], by=by)
    _tell_enrolled(cohort, [row], by=by, is_told=True)
    return progress.refresh(row, by=by)


@transaction.atomic
def refuse(enrolment: Enrolment, *, reason: str, by: Any) -> Enrolment:
    """Do not admit somebody who asked, and tell them why; raises `EnrolmentMovedOn`."""
    row = _held(enrolment, "refuse")
    _set(row, State.REFUSED, ended_at=now(), reason=reason)
    event = EnrolmentRefused(row.cohort.uuid, row.person.uuid)
    publish(event, by=by, subject=("cohort", row.cohort.uuid))
    notifications.notify(row.person, messages.NotAdmitted(row.uuid))
    return row


# Out, and back.


@transaction.atomic
def withdraw(enrolment: Enrolment, *, reason: str, by: Any) -> Enrolment:
    """`enrolment` ends, with a reason; what was done stays. Raises `EnrolmentMovedOn`."""
    row = _held(enrolment, "withdraw")
    _set(row, State.WITHDRAWN, ended_at=now(), reason=reason)
    event = EnrolmentWithdrawn(row.cohort.uuid, row.person.uuid)
    publish(event, by=by, subject=("cohort", row.cohort.uuid))
    return row


@transaction.atomic
def withdraw_many(enrolments: Iterable[Enrolment], *, reason: str, by: Any) -> int:
    """Note that all of them withdraw, or nobody; whoever has left already stays as they are."""
    chosen = [one for one in enrolments if one.state not in GONE]
    for one in chosen:
        withdraw(one, reason=reason, by=by)
    return len(chosen)


@transaction.atomic
def come_back(enrolment: Enrolment, *, by: Any) -> Enrolment:
    """Somebody who left takes part again, where they were; raises as `enrol` does."""
    row = _held(enrolment, "come_back")
    return enrol(row.cohort, row.person, by=by)


@transaction.atomic
def reopen(enrolment: Enrolment, *, by: Any) -> Enrolment:
    """A completed enrolment goes on: what is missing since a correction is asked again."""
    row = _held(enrolment, "reopen")
    _set(row, State.ACTIVE, completed_at=None)
    return progress.refresh(row, by=by)


def _held(enrolment: Enrolment, verb: str) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",))
    found = rows.select_related("cohort__course", "course", "person").get(pk=enrolment.pk)
    if not found.can(verb):
        raise problems.EnrolmentMovedOn
    return found


def _set(row: Enrolment, state: State, **fields: Any) -> None:
    row.state = state
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *fields])


# To another cohort.


@transaction.atomic
def move(enrolment: Enrolment, to: Cohort, *, by: Any, reason: str = "") -> Enrolment:
    """Take the course in `to` from now on, with all that was done; raises as `move_many` does."""
    return move_many([enrolment], to, by=by, reason=reason)[0]


@transaction.atomic
def move_many(
    enrolments: Collection[Enrolment], to: Cohort, *, by: Any, reason: str = ""
) -> list[Enrolment]:
    """Move all of `enrolments`; whoever is there already stays. One person hears one message.

    Presence is counted by the sessions of the cohort in which they are now. Raises `AnotherCourse`,
    `CohortCancelled`, `CohortIsFull`, `EnrolmentMovedOn`; then nobody moves.
    """
    to = _locked(to)
    rows = Enrolment.objects.select_for_update(of=("self",)).exclude(cohort=to)
    found = list(
        rows.filter(pk__in=[one.pk for one in enrolments]).select_related("cohort", "person")
    )
    if any(row.course_id != to.course_id for row in found):
        raise problems.AnotherCourse
    if any(row.state not in (State.ACTIVE, State.COMPLETED) for row in found):
        raise problems.EnrolmentMovedOn
    _require_places(to, len(found))
    for row in found:
        _move(row, to, by=by, reason=reason)
    progress.refresh_many(to, people=[row.person.uuid for row in found], by=by)
    notifications.notify_each((row.person, messages.Moved(row.uuid, to.uuid)) for row in found)
    return found


def _move(row: Enrolment, to: Cohort, *, by: Any, reason: str) -> None:
    Move.objects.create(
        enrolment=row, from_cohort=row.cohort, to_cohort=to, reason=reason, at=now()
    )
    _set(row, State(row.state), cohort=to, edition=to.edition)
    event = EnrolmentMoved(row.uuid, to.uuid)
    publish(event, by=by, subject=("cohort", to.uuid))


# Words to those who take part.


@transaction.atomic
def remind(enrolments: Iterable[Enrolment], *, by: Any) -> int:
    """Say to each what comes next and what is missing; who has not joined is invited again.

    Answers how many were written to. Whoever was reminded today hears nothing a second time.
    """
    chosen = [one.pk for one in enrolments]
    rows = Enrolment.objects.active().filter(pk__in=chosen)
    found = list(rows.select_related("person__account", "course__programme"))
    joined = [row for row in found if row.person.joined_at]
    notifications.notify_each(
        (row.person, messages.Reminder(row.uuid, now().date().isoformat())) for row in joined
    )
    return len(joined) + _invite([row for row in found if not row.person.joined_at], by=by)
