"""Reads across certificates, people and what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hilo.core.models import StoredFile
from hilo.core.prepared import Given, Prepared
from hilo.credentials import awardables
from hilo.credentials.enums import State
from hilo.credentials.models import (
    Achievement,
    Certificate,
    CertificateQuerySet,
    Signatory,
    Template,
)
from hilo.people.models import Person

# Asked on every page of a person, and by everybody who scans a code.
OF_PERSON = Prepared(
    lambda: (
        Certificate.objects.filter(person=Given("person"))
        .select_related("file", "replaced_by")
        .order_by("-issued_at", "-pk")
    )
)
BY_CODE = Prepared(
    lambda: (
        Certificate.objects.filter(code=Given("code"))
        .select_related("achievement", "replaced_by", "replaces")
        .defer("badge", "folded")
    )
)

SIGNATORIES = Prepared(
    lambda: Signatory.objects.filter(template=Given("template")).select_related("signature")
)
LOGOS: Prepared[Any] = Prepared(
    lambda: (
        Template.logos.through.objects.filter(template=Given("template"))
        .select_related("storedfile")
        .order_by("storedfile")
    )
)


def signatories_of(template: Template) -> list[Signatory]:
    """Who signs, in their order."""
    return SIGNATORIES.rows(template=template.pk)


def logos_of(template: Template) -> list[StoredFile]:
    """The logos, in the order in which they came."""
    return [one.storedfile for one in LOGOS.rows(template=template.pk)]


def of_person(person: Person) -> list[Certificate]:
    """All certificates of `person`, the latest first."""
    return OF_PERSON.rows(person=person.pk)


def by_code(code: str) -> Certificate | None:
    """The certificate that bears `code`, as it is normalised."""
    return BY_CODE.row(code=code)


def holders_of(achievement: Achievement) -> QuerySet[Person]:
    """The people who hold a valid certificate of `achievement`."""
    held = Certificate.objects.valid().filter(achievement=achievement)
    return Person.objects.filter(pk__in=held.values("person"))


def waiting_for(achievement: Achievement) -> QuerySet[Person]:
    """Who has earned `achievement` and holds no valid certificate of it, by name."""
    held = Certificate.objects.valid().filter(achievement=achievement)
    earned = awardables.earned_by(achievement).filter(erased_at__isnull=True)
    return earned.exclude(pk__in=held.values("person")).order_by("folded", "pk")


def certificates_about(kind: str, uuid: UUID) -> CertificateQuerySet:
    """All certificates of what `(kind, uuid)` names."""
    return Certificate.objects.filter(achievement__about_kind=kind, achievement__about=uuid)


def counted(rows: QuerySet[Achievement]) -> QuerySet[Any]:
    """Achievements with how many certificates of each are valid."""
    valid = Count("certificates", filter=Q(certificates__state=State.VALID))
    return rows.annotate(held=valid).select_related("template")


def templates_counted(rows: QuerySet[Template]) -> QuerySet[Any]:
    """Templates with how many certificates were issued with each."""
    return rows.annotate(issued=Count("achievements__certificates"))


def by_addresses(people: QuerySet[Person], addresses: Iterable[str]) -> dict[str, Person]:
    """The people among `people` with these e-mail addresses, by address in small letters."""
    wanted = {one.lower() for one in addresses}
    found = people.filter(account__email__in=wanted).select_related("account")
    return {person.email.lower(): person for person in found}
