"""What holders decide, take along and leave behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from hilo.core import search, storage
from hilo.core.events import publish
from hilo.credentials import addresses, finding
from hilo.credentials.events import NameOnCertificates
from hilo.credentials.models import Certificate
from hilo.credentials.problems import NotYours
from hilo.people.models import Person

# Printed words that hold the name, or may.
WITH_THE_NAME = ("holder", "lead", "text", "remark")


@transaction.atomic
def keep_name(certificate: Certificate, *, keeps: bool, by: Any) -> None:
    """Whether the name stays on it once its holder was erased; only the holder decides."""
    if by is None or by.person_id != certificate.person_id:
        raise NotYours
    rows = Certificate.objects.filter(pk=certificate.pk).exclude(keeps_name=keeps)
    if rows.update(keeps_name=keeps):
        certificate.keeps_name = keeps
        event = NameOnCertificates(certificate.uuid, keeps)
        publish(event, by=by, subject=("certificate", certificate.uuid))


def export(person: Person) -> list[dict[str, Any]]:
    """A person's certificates, for their own copy."""
    return [
        {
            "number": one.number,
            "code": one.code,
            "certificate": one.content["achievement"],
            "name": one.holder,
            "issuer": one.content["issuer"],
            "issued": one.issued_on,
            "state": one.get_state_display(),
            "reason": one.reason,
            "address": addresses.of_certificate(one.code),
            "badge": one.badge,
            "keeps_the_name": one.keeps_name,
        }
        for one in Certificate.objects.filter(person=person)
    ]


def erase(person: Person, at: dt.datetime) -> None:
    """Take the name out of what `person` holds, but where they asked to keep it (decision 0142)."""
    rows = Certificate.objects.filter(person=person, keeps_name=False, erased_at__isnull=True)
    for row in rows.select_for_update(of=("self",)):
        _forget(row, at)


def _forget(row: Certificate, at: dt.datetime) -> None:
    """Words, badge and file go; number, code, what was certified, and the hash of the file stay."""
    row.content = row.content | dict.fromkeys(WITH_THE_NAME, "")
    file, row.file = row.file, None
    row.badge, row.erased_at = "", at
    row.save()
    search.forget(finding.KIND, row.uuid)
    if file is not None:
        storage.remove(file)
