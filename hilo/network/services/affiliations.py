"""Belonging to an organisation: asked for or offered, answered, changed, ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction

from hilo.core.events import Event, publish
from hilo.core.time import now, today
from hilo.network import events, messages
from hilo.network.enums import AFFILIATION_TRANSITIONS, AffiliationState
from hilo.network.models import Affiliation, Organisation
from hilo.network.problems import AlreadyInOrganisation, NotPossibleNow
from hilo.network.queries import answerable
from hilo.notifications import services as notifications
from hilo.people.models import Person

DAY = dt.timedelta(days=1)


@transaction.atomic
def ask(person: Person, organisation: Organisation, *, by: Any, **told: Any) -> Affiliation:
    """Let `person` ask to belong to `organisation`; whoever answers for it is told.

    `told` are fields of `Affiliation` (role, words, starts_on, is_shown). Raises `AlreadyInOrganisation`.
    """
    asked = _begin(person, organisation, AffiliationState.REQUESTED, by=by, **told)
    _tell(asked, events.AffiliationAsked, by=by)
    answering = answerable.who_answers_for(organisation)
    notifications.notify_many(answering, messages.AffiliationAsked(asked.uuid), by=by)
    return asked


@transaction.atomic
def invite(person: Person, organisation: Organisation, *, by: Any, **told: Any) -> Affiliation:
    """Ask `person` to belong to `organisation`; they answer. Raises `AlreadyInOrganisation`."""
    offered = _begin(person, organisation, AffiliationState.INVITED, by=by, **told)
    _tell(offered, events.AffiliationOffered, by=by)
    notifications.notify(person, messages.AffiliationOffered(offered.uuid))
    return offered


@transaction.atomic
def record(person: Person, organisation: Organisation, *, by: Any, **told: Any) -> Affiliation:
    """Put on record that `person` belongs, without asking: for founders of a page and lists of coordinators.

    Raises `AlreadyInOrganisation`.
    """
    known = _begin(person, organisation, AffiliationState.ACTIVE, by=by, **_settled(by), **told)
    _tell(known, events.AffiliationBegan, by=by)
    return known


def approve(affiliation: Affiliation, *, by: Any, is_steward: bool = False) -> None:
    """Let somebody belong who asked to; raises `NotPossibleNow`."""
    _answer(affiliation, "approve", events.AffiliationBegan, by=by, is_steward=is_steward)


def accept(affiliation: Affiliation, *, by: Any, is_shown: bool = True) -> None:
    """The person says yes to an invitation; raises `NotPossibleNow`."""
    _answer(affiliation, "accept", events.AffiliationBegan, by=by, is_shown=is_shown)


def refuse(affiliation: Affiliation, *, by: Any, reason: str = "") -> None:
    """Say no, by whoever was asked; raises `NotPossibleNow`."""
    _answer(affiliation, "refuse", events.AffiliationRefused, by=by, answer=reason.strip())


@transaction.atomic
def change(affiliation: Affiliation, *, expected: int, by: Any, **changes: Any) -> Affiliation:
    """Change the named fields; raises `Overtaken` if somebody saved since version `expected`."""
    changed = tuple(sorted(name for name in changes if getattr(affiliation, name) != changes[name]))
    if not changed:
        return affiliation
    for name in changed:
        setattr(affiliation, name, changes[name])
    affiliation.full_clean(exclude=["person", "organisation", "asked_by", "settled_by"])
    affiliation.save_version(expected=expected)
    _tell(affiliation, events.AffiliationChanged, by=by, fields=changed)
    return affiliation


@transaction.atomic
def end(affiliation: Affiliation, *, by: Any, on: dt.date | None = None) -> None:
    """Note that somebody leaves on the day `on` (today); a day to come ends it by itself then.

    Raises `NotPossibleNow`.
    """
    day = on or today()
    # Who begins later never began: the last day may not lie before the first.
    last = max(day, affiliation.starts_on) if affiliation.starts_on else day
    rows = Affiliation.objects.filter(pk=affiliation.pk, state=AffiliationState.ACTIVE)
    state = AffiliationState.ENDED if day <= today() else AffiliationState.ACTIVE
    if not rows.update(ends_on=last, state=state, changed_at=now()):
        raise NotPossibleNow
    affiliation.refresh_from_db()
    if state == AffiliationState.ENDED:
        _tell(affiliation, events.AffiliationEnded, by=by)


def end_what_ran_out() -> int:
    """End the affiliations whose last day has passed; answers how many."""
    over = Affiliation.objects.filter(state=AffiliationState.ACTIVE, ends_on__lt=today())
    ended = list(over.select_related("person", "organisation"))
    for affiliation in ended:
        end(affiliation, by=None, on=affiliation.ends_on)
    return len(ended)


def _begin(
    person: Person, organisation: Organisation, state: AffiliationState, *, by: Any, **told: Any
) -> Affiliation:
    begun = Affiliation(
        person=person,
        organisation=organisation,
        state=state,
        asked_by=getattr(by, "person", None),
        **told,
    )
    begun.clean_fields(exclude=["person", "organisation", "asked_by", "settled_by"])
    try:
        with transaction.atomic():
            begun.save()
    except IntegrityError as clash:
        raise AlreadyInOrganisation(name=str(person)) from clash
    return begun


@transaction.atomic
def _answer(
    affiliation: Affiliation, verb: str, event: type[Event], *, by: Any, **changes: Any
) -> None:
    allowed, after = AFFILIATION_TRANSITIONS[verb]
    rows = Affiliation.objects.filter(pk=affiliation.pk, state__in=allowed)
    begins = {"starts_on": affiliation.starts_on or today()} if verb != "refuse" else {}
    if not rows.update(state=after, changed_at=now(), **_settled(by), **begins, **changes):
        raise NotPossibleNow
    affiliation.refresh_from_db()
    _tell(affiliation, event, by=by)
    _tell_other_side(affiliation, verb, by=by)


def _settled(by: Any) -> dict[str, Any]:
    return {"settled_at": now(), "settled_by": getattr(by, "person", None)}


def _tell_other_side(affiliation: Affiliation, verb: str, *, by: Any) -> None:
    """Whoever asked hears the answer; who answered knows it."""
    said = messages.AffiliationAnswered(affiliation.uuid, verb)
    answered_by = getattr(by, "person_id", None)
    if affiliation.person_id != answered_by:
        notifications.notify(affiliation.person, said)
    elif affiliation.asked_by is not None and affiliation.asked_by_id != answered_by:
        notifications.notify(affiliation.asked_by, said)


def _tell(affiliation: Affiliation, event: type[Event], *, by: Any, **more: Any) -> None:
    told = event(affiliation.uuid, affiliation.person.uuid, **more)  # type: ignore[call-arg]
    publish(told, by=by, subject=("organisation", affiliation.organisation.uuid))
