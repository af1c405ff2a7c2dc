"""The verbs of adopted policies: report, change, verify, ask back, take back, follow up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hilo.core import search, storage
from hilo.core.events import Event, publish
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.network.models import Sector
from hilo.notifications import services as notifications
from hilo.people.models import Person
from hilo.programme import events, messages
from hilo.programme.models import FollowUp, Policy, PolicyStep, Programme
from hilo.programme.queries import policies as queries
from hilo.programme.services.programmes import require_kept

# Whoever has more to report is a coordinator, who has a sheet.
MOST_WAITING = 20
KINDS = ("document", "picture", "sheet")
ELSEWHERE = ("folded", "programme", "organisation", "place", "file", "reported_by")  # checked there


class PolicyMoved(Problem):
    sentence = _("This report is in another state now. Load the page again to see it.")


class NotDecidedYet(Problem):
    sentence = _("This day has not come yet. Report it once it is decided.")

    def __init__(self) -> None:
        super().__init__(field="decided_on")


class NotHeardYet(Problem):
    sentence = _("This day has not come yet. Write the day on which you heard it.")

    def __init__(self) -> None:
        super().__init__(field="heard_on")


class WordsAreMissing(Problem):
    sentence = _("Write what is missing or why; whoever reported it will read it.")

    def __init__(self) -> None:
        super().__init__(field="words")


class TooManyReports(Problem):
    sentence = _(
        "%(count)s reports of yours wait for an answer. Report the next one once some are answered."
    )


@transaction.atomic
def report(
    *,
    by: Any,
    person: Person | None = None,
    upload: UploadedFile | None = None,
    sectors: Iterable[Sector] = (),
    is_told: bool = True,
    **fields: Any,
) -> Policy:
    """Put a policy on record as `person` (the actor) reports it; the coordinators concerned are told.

    A sheet, which brings many at once, tells nobody (`is_told=False`). `fields` are those of `Policy`.
    Raises `TooManyReports`, `NotDecidedYet`, `ProgrammeIsArchived`, `FileRefused`, ValidationError.
    """
    policy = Policy(reported_by=person or by.person, reported_at=now(), **fields)
    if person is None:
        _refuse_too_many(policy.reported_by)
    _check(policy)
    if upload is not None:
        policy.file = storage.keep(upload, kinds=KINDS, by=by)
    policy.save()
    policy.sectors.set(sectors)
    _note(policy, "report", by=by)
    _tell(policy, events.PolicyReported(policy.uuid), by=by)
    if is_told:
        _tell_coordinators(policy, by=by)
    return policy


def _refuse_too_many(person: Person) -> None:
    waiting = Policy.objects.filter(reported_by=person, state=Policy.State.REPORTED).count()
    if waiting >= MOST_WAITING:
        raise TooManyReports(count=waiting)


def _check(policy: Policy) -> None:
    """What holds of every policy, whoever writes it."""
    if policy.programme is not None:
        require_kept(policy.programme)
    if policy.decided_on is not None and policy.decided_on > today():
        raise NotDecidedYet
    policy.full_clean(exclude=ELSEWHERE, validate_unique=False)


@transaction.atomic
def change(
    policy: Policy,
    *,
    by: Any,
    expected: int | None = None,
    upload: UploadedFile | None = None,
    **changes: Any,
) -> Policy:
    """Change the named fields, `sectors` among them; an `upload` takes the place of the document.

    Raises `Overtaken` if somebody saved since version `expected`, and what `report` raises.
    """
    _require_kept(policy.programme)
    before = policy.file
    if upload is not None:
        changes["file"] = storage.keep(upload, kinds=KINDS, by=by)
    changed = tuple(sorted(name for name in changes if _differs(policy, name, changes[name])))
    if not changed:
        return policy
    _write(policy, {name: changes[name] for name in changed}, expected)
    if "file" in changed and before is not None:
        storage.remove(before)
    _tell(policy, events.PolicyChanged(policy.uuid, changed), by=by)
    return policy


def _write(policy: Policy, changes: dict[str, Any], expected: int | None) -> None:
    sectors = changes.pop("sectors", None)
    for name, value in changes.items():
        setattr(policy, name, value)
    _check(policy)
    policy.save_version(expected=policy.version if expected is None else expected)
    if sectors is not None:
        policy.sectors.set(sectors)


def _differs(policy: Policy, name: str, new: Any) -> bool:
    if name == "sectors":
        return set(policy.sectors.all()) != set(new)
    return bool(getattr(policy, name) != new)


def show_to_all(policy: Policy, *, by: Any, is_public: bool = True) -> Policy:
    """Agree that everybody sees the policy once it is verified, or members alone."""
    return change(policy, by=by, is_public=is_public)


# The life of a report.


@transaction.atomic
def verify(
    policy: Policy,
    *,
    by: Any,
    evidence: str,
    words: str = "",
    follow_up_on: dt.date | None = None,
) -> None:
    """Say that it was adopted, on what evidence, and when to ask again; its reporter is told.

    Raises `PolicyMoved`, `ProgrammeIsArchived`.
    """
    also = {"evidence": evidence, "verified_at": now(), "follow_up_on": follow_up_on}
    _move(policy, "verify", by=by, words=words, **also)
    _tell(policy, events.PolicyVerified(policy.uuid), by=by)
    _tell_reporter(policy, messages.PolicyAccepted(policy.uuid, policy.verified_at), by=by)


@transaction.atomic
def send_back(policy: Policy, *, by: Any, words: str) -> None:
    """Return the report with a question; raises `WordsAreMissing`, `PolicyMoved`, `ProgrammeIsArchived`."""
    if not words.strip():
        raise WordsAreMissing
    _move(policy, "return", by=by, words=words)
    _tell(policy, events.PolicyReturned(policy.uuid), by=by)
    _tell_reporter(policy, messages.PolicyQuestioned(policy.uuid, now()), by=by)


@transaction.atomic
def report_again(policy: Policy, *, by: Any, words: str = "") -> None:
    """Send the report once more, with an answer; raises `PolicyMoved`, `ProgrammeIsArchived`."""
    _move(policy, "report", by=by, words=words)
    _tell(policy, events.PolicyReported(policy.uuid), by=by)
    _tell_coordinators(policy, by=by)


@transaction.atomic
def withdraw(policy: Policy, *, by: Any, words: str = "") -> None:
    """Take the report back; whoever does it to another's says why.

    Raises `WordsAreMissing`, `PolicyMoved`, `ProgrammeIsArchived`.
    """
    is_own = by is not None and by.person_id == policy.reported_by_id
    if not is_own and not words.strip():
        raise WordsAreMissing
    _move(policy, "withdraw", by=by, words=words)
    _tell(policy, events.PolicyWithdrawn(policy.uuid), by=by)
    if not is_own:
        _tell_reporter(policy, messages.PolicyTakenBack(policy.uuid, now()), by=by)


def _move(policy: Policy, verb: str, *, by: Any, words: str = "", **also: Any) -> None:
    _require_kept(policy.programme)
    before, after = Policy.TRANSITIONS[verb]
    rows = Policy.objects.filter(pk=policy.pk, state__in=before)
    # The version moves too: whoever writes the report at this moment must not undo the step.
    if not rows.update(state=after, changed_at=now(), version=F("version") + 1, **also):
        raise PolicyMoved
    policy.refresh_from_db()
    _note(policy, verb, by=by, words=words)


def _note(policy: Policy, verb: str, *, by: Any, words: str = "") -> None:
    language = (get_language() or "")[:2]
    person = getattr(by, "person", None)
    PolicyStep.objects.create(
        policy=policy, verb=verb, words=words.strip(), language=language, by=person, at=now()
    )


# What came of it.


@transaction.atomic
def follow_up(
    policy: Policy,
    *,
    by: Any,
    standing: str,
    heard_on: dt.date,
    words: Text | None = None,
    follow_up_on: dt.date | None = None,
    person: Person | None = None,
) -> FollowUp:
    """Tell where a verified policy stands and what came of it, and when to ask again.

    Raises `PolicyMoved`, `NotHeardYet`, `ProgrammeIsArchived`.
    """
    _require_kept(policy.programme)
    if heard_on > today():
        raise NotHeardYet
    is_over = standing == FollowUp.Standing.ENDED
    rows = Policy.objects.adopted().filter(pk=policy.pk)
    again = None if is_over else follow_up_on
    if not rows.update(follow_up_on=again, changed_at=now(), version=F("version") + 1):
        raise PolicyMoved
    policy.refresh_from_db()
    told = FollowUp.objects.create(
        policy=policy,
        standing=standing,
        words=words or Text(),
        heard_on=heard_on,
        by=person or by.person,
    )
    _tell(policy, events.PolicyFollowedUp(policy.uuid, told.uuid), by=by)
    return told


def remind_to_follow_up() -> int:
    """Ask reporters and coordinators what came of each policy whose day has come, once per day set."""
    asked = 0
    for policy in queries.to_be_asked_for().select_related("reported_by"):
        said = messages.PolicyToFollowUp(policy.uuid, policy.follow_up_on)
        people = [policy.reported_by, *queries.coordinators_of(policy)]
        asked += notifications.notify_many(people, said)
    return asked


# An office passes on.


@transaction.atomic
def pass_on(organisation: UUID, predecessor: UUID, successor: Person) -> None:
    """Let what `predecessor` reported of an organisation, and is not finished, be asked of `successor`."""
    own = Policy.objects.filter(
        organisation__uuid=organisation, reported_by__uuid=predecessor
    ).unfinished()
    for policy in own.select_for_update(of=("self",)):
        policy.reported_by = successor
        policy.save_version(expected=policy.version)
        _tell(policy, events.PolicyChanged(policy.uuid, ("reported_by",)), by=None)


# Taken off the record.


@transaction.atomic
def take_off(policies: Collection[Policy], *, by: Any) -> None:
    """Take off the record what was put there by mistake, as if it had never been there."""
    for policy in policies:
        search.forget("policy", policy.uuid)
        publish(events.PolicyTakenOff(policy.uuid), by=by, subject=("policy", policy.uuid))
    Policy.objects.filter(pk__in=[one.pk for one in policies]).delete()
    for file in [one.file for one in policies if one.file is not None]:
        storage.remove(file)


# Telling.


def _require_kept(programme: Programme | None) -> None:
    if programme is not None:
        require_kept(programme)


def _tell(policy: Policy, event: Event, *, by: Any) -> None:
    publish(event, by=by, subject=("policy", policy.uuid))
    search.index("policy", policy)


def _tell_coordinators(policy: Policy, *, by: Any) -> None:
    said = messages.PolicyWaits(policy.uuid, now())
    people = [one for one in queries.coordinators_of(policy) if one.pk != policy.reported_by_id]
    notifications.notify_many(people, said, by=by)


def _tell_reporter(policy: Policy, said: messages.OfPolicy, *, by: Any) -> None:
    """Nobody is written to about what they did themselves."""
    if getattr(by, "person_id", None) != policy.reported_by_id:
        notifications.notify(policy.reported_by, said)
