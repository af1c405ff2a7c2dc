"""Issuing: the frozen record with its number, its place in the list, its badge and the news of it, all or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hilo.core import search
from hilo.core.actors import uuid_of
from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.time import now, today
from hilo.credentials import finding
from hilo.credentials.events import CertificateIssued
from hilo.credentials.messages import CertificateReady
from hilo.credentials.models import Achievement, Batch, Certificate
from hilo.credentials.problems import HolderErased, TemplateRetired
from hilo.credentials.rules import wording
from hilo.credentials.services import badges, freezing, keys, numbers, printing, statuses
from hilo.notifications import services as notifications
from hilo.people.models import Person


@dataclass(frozen=True)
class Order:
    """What all certificates that are made together have in common."""

    achievement: Achievement
    language: str = ""  # empty: each person's own
    by: Any = None
    batch: Batch | None = None
    replaces: Certificate | None = None
    remark: str = ""
    issued_on: dt.date | None = None


@transaction.atomic
def issue(
    person: Person,
    *,
    achievement: Achievement,
    by: Any,
    language: str = "",
    remark: str = "",
    issued_on: dt.date | None = None,
) -> Certificate:
    """The valid certificate that `person` holds of `achievement`, or a new one.

    In `language` where the template is written in it (the person's own where none is given). The file
    follows in the background. Raises `TemplateRetired`, `HolderErased`, `NoSigningKey`.
    """
    hold(achievement)
    held = Certificate.objects.valid().filter(achievement=achievement, person=person).first()
    if held is not None:
        return held
    order = Order(achievement, language, by, remark=remark, issued_on=issued_on)
    made = make([person], order)[0]
    printing.soon(made)
    return made


def hold(achievement: Achievement) -> None:
    """Let nobody else issue certificates of `achievement` until this transaction ends."""
    lock(f"certificates of {achievement.uuid}")


def make(people: Sequence[Person], order: Order) -> list[Certificate]:
    """New certificates for `people`, who hold none; inside a transaction that has called `hold`."""
    _check(people, order.achievement)
    template, day = order.achievement.template, order.issued_on or today()
    serials = numbers.take(template.prefix, day.year, len(people))
    status_list, places = statuses.take(len(people))
    key = keys.signing()
    made = []
    for person, serial, place in zip(people, serials, places, strict=True):
        row = _record(person, order, serial=serial, day=day)
        row.status_list, row.status_index = status_list, place
        row.badge = badges.signed(row, key)
        row.save()
        made.append(row)
    search.index_many(finding.KIND, made)
    _tell(made, order)
    return made


def _check(people: Sequence[Person], achievement: Achievement) -> None:
    if achievement.template.retired_at:
        raise TemplateRetired
    if any(person.is_erased for person in people):
        raise HolderErased


def _record(person: Person, order: Order, *, serial: int, day: dt.date) -> Certificate:
    achievement = order.achievement
    template = achievement.template
    language = freezing.language_for(template, order.language or person.language)
    given = freezing.Given(
        holder=str(person),
        language=language,
        country=person.territory.code[:2] if person.territory else "",
        number=wording.number(template.prefix, day.year, serial),
        code=numbers.new_code(),
        issued_on=day,
        expires_on=_expiry(day, achievement.valid_months),
        remark=order.remark,
    )
    return Certificate(
        number=given.number,
        prefix=template.prefix,
        year=day.year,
        serial=serial,
        code=given.code,
        achievement=achievement,
        person=person,
        batch=order.batch,
        language=language,
        content=freezing.content_of(achievement, given),
        issued_at=now(),
        issued_on=day,
        expires_on=given.expires_on,
        by=uuid_of(order.by),
        replaces=order.replaces,
    )


def _expiry(day: dt.date, months: int | None) -> dt.date | None:
    """The last day of validity: so many months later, the day before."""
    if not months:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    first = dt.date(day.year + years, month + 1, 1)
    following = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    return dt.date(first.year, first.month, min(day.day, last)) - dt.timedelta(days=1)


def _tell(made: Sequence[Certificate], order: Order) -> None:
    """One line in the journal and one message for each."""
    for row in made:
        event = CertificateIssued(row.uuid, order.achievement.uuid, row.person.uuid, row.number)
        publish(event, by=order.by, subject=("certificate", row.uuid))
    notifications.notify_each((row.person, CertificateReady(row.uuid)) for row in made)
