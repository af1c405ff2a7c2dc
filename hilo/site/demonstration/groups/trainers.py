"""Who teaches the groups: one invented trainer for each region, of both audiences."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hilo.learning.models import Cohort
from hilo.people import services
from hilo.people.demonstration import add_member
from hilo.people.roles import Trainer
from hilo.site.demonstration.furnish import moment

NAMES = (
    ("Abril", "Santoyo Béjar", "woman"),
    ("Efraín", "Quijada Luna", "man"),
    ("Mirna", "Treviño Salas", "woman"),
    ("Citlali", "Ochoa Prado", "woman"),
    ("Gonzalo", "Arriaga Meza", "man"),
    ("Nayeli", "Cuautle Rojas", "woman"),
    ("Rubén", "Ortigoza Vera", "man"),
    ("Dalia", "Zárate Cruz", "woman"),
    ("Renán", "Canché Pech", "man"),
)


def of(plan: Any, cohort: Cohort) -> None:
    """Let the trainer of the region teach this group."""
    given, family, gender = NAMES[plan.number % len(NAMES)]
    person = add_member(
        email=f"formacion.{plan.region.slug}@paralelo9.example",
        joined_at=moment(plan.starts_on - dt.timedelta(days=30), 9),
        given_name=given,
        family_name=family,
        gender=gender,
        language="es",
        territory=plan.people[0].territory if plan.people else None,
    )
    services.grant(
        person, Trainer, by=None, scope=("cohort", cohort.uuid), starts_on=plan.starts_on
    )
