"""Agreeing to a purpose, in the words of the day, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from hilo.core.actors import uuid_of
from hilo.core.events import publish
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now
from hilo.people.events import ConsentGiven, ConsentWithdrawn
from hilo.people.models import Consent, NoticeVersion, Person
from hilo.people.models.consent import fingerprint
from hilo.people.problems import MustAgree
from hilo.people.purposes import Purpose, purposes

LATEST = Prepared(lambda: NoticeVersion.objects.filter(purpose=Given("purpose"))[:1])
STANDING = Prepared(
    lambda: Consent.objects.filter(person=Given("person"), withdrawn_at=None).select_related(
        "notice"
    )
)


def current_notice(purpose: str) -> NoticeVersion:
    """The words that are asked today; a text that has changed becomes a new version."""
    texts = purposes.get(purpose).texts()
    sha256 = fingerprint(texts)
    latest = LATEST.row(purpose=purpose)
    if latest is None or latest.sha256 != sha256:
        latest = _publish(purpose, texts, sha256, (latest.number if latest else 0) + 1)
    return latest


def _publish(purpose: str, texts: dict[str, str], sha256: str, number: int) -> NoticeVersion:
    try:
        with transaction.atomic():
            return NoticeVersion.objects.create(
                purpose=purpose, number=number, texts=texts, sha256=sha256, published_at=now()
            )
    except IntegrityError:  # another process published it in the same moment
        return NoticeVersion.objects.get(purpose=purpose, number=number)


@transaction.atomic
def give_consent(
    person: Person, purpose: str, *, by: Any, language: str, method: str = Consent.Method.FORM
) -> Consent:
    """Agree to the purpose as it is worded today; agreeing twice to the same words changes nothing."""
    notice = current_notice(purpose)
    standing = standing_consent(person, purpose)
    if standing is not None and standing.notice_id == notice.pk:
        return standing
    if standing is not None:
        Consent.objects.filter(pk=standing.pk).update(withdrawn_at=now())
    own = uuid_of(by) == person.uuid
    consent = Consent.objects.create(
        person=person,
        notice=notice,
        purpose=purpose,
        language=language,
        method=method,
        given_at=now(),
        recorded_by=None if own else uuid_of(by),
    )
    publish(
        ConsentGiven(person.uuid, purpose, notice.number), by=by, subject=("person", person.uuid)
    )
    return consent


@transaction.atomic
def withdraw_consent(person: Person, purpose: str, *, by: Any) -> None:
    """Take the agreement back from now on; raises `MustAgree` for what is required to take part."""
    if purposes.get(purpose).is_required:
        raise MustAgree
    withdrawn = Consent.objects.filter(
        person=person, purpose=purpose, withdrawn_at__isnull=True
    ).update(withdrawn_at=now())
    if withdrawn:
        publish(ConsentWithdrawn(person.uuid, purpose), by=by, subject=("person", person.uuid))


def give_required(person: Person, *, language: str, by: Any) -> None:
    """Agree to everything that taking part requires."""
    for purpose in purposes:
        if purpose.is_required:
            give_consent(person, purpose.name, by=by, language=language)


def standing_consent(person: Person, purpose: str) -> Consent | None:
    """The agreement in force, in whichever version."""
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True).first()


def agrees(person: Person, purpose: str) -> bool:
    """Whether `person` agrees to `purpose` now; chapters ask this before they rely on it."""
    return standing_consent(person, purpose) is not None


def standing_consents(person: Person) -> dict[str, Consent]:
    """The agreements in force with their notices, by purpose."""
    return {consent.purpose: consent for consent in STANDING.rows(person=person.pk)}


def waiting_for(person: Person) -> list[Purpose]:
    """The required purposes to whose present words `person` has not agreed."""
    required = [purpose for purpose in purposes if purpose.is_required]
    standing = standing_consents(person)
    agreed = {name: consent.notice_id for name, consent in standing.items()}
    return [
        purpose
        for purpose in required
        if agreed.get(purpose.name) != current_notice(purpose.name).pk
    ]
