"""What indicators may count here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core.measuring import Noon, age_band
from hilo.core.registries import measure
from hilo.credentials.enums import State
from hilo.credentials.models import Certificate
from hilo.network.measures import sector_of_person

OF_PEOPLE = ("gender", "age", "place", "certificate_kind", "programme", "language", "sector")


@measure(
    "certificates_issued",
    label=_("People who were certified"),
    unit="people",
    split=OF_PEOPLE,
    explanation=_(
        "A person counts from the day their certificate was issued. Revoked ones do not count; one that "
        "replaces another counts from its own day."
    ),
    kind="person",
)
def certificates_issued(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """Valid certificates by the day that stands on them."""
    return told(issued_between(since, until))


@measure(
    "competences_certified",
    label=_("People with a certified competence"),
    unit="people",
    split=("competence", *OF_PEOPLE),
    explanation=_(
        "A person counts once for each competence of a valid certificate, from the day it was issued."
    ),
    kind="person",
)
def competences_certified(since: dt.datetime, until: dt.datetime) -> QuerySet[Any, Any]:
    """One fact for each competence of each valid certificate."""
    rows = issued_between(since, until).filter(achievement__competences__isnull=False)
    return told(rows, by_competence=F("achievement__competences__code"))


def issued_between(since: dt.datetime, until: dt.datetime) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(state=State.VALID).annotate(issued=Noon("issued_on"))
    return rows.filter(issued__gte=since, issued__lt=until)


def told(rows: QuerySet[Certificate], **more: Any) -> QuerySet[Any, Any]:
    """Certificates as facts about their holders."""
    return rows.values(
        unit_id=F("person_id"),
        at=F("issued"),
        fact_id=F("pk"),
        by_gender=F("person__gender"),
        by_age=age_band("person__birth_year", "issued"),
        by_place=F("person__territory__code"),
        by_certificate_kind=F("achievement__kind"),
        by_programme=F("achievement__template__owner"),
        by_language=F("language"),
        by_sector=sector_of_person("person", "issued"),
        **more,
    )
