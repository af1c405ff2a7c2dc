"""Invented ratings: before and after a course, training needs of the clusters, and what waits to be rated.

Each occasion is looked for first, so that loading twice changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from hilo.competences import services as competences
from hilo.competences.models import Competence, Occasion
from hilo.competences.services import Answer
from hilo.people.models import Person
from hilo.programme.models import Programme
from hilo.site.demonstration import files
from hilo.site.demonstration.compose import Urn
from hilo.site.demonstration.furnish import moment, text

LEFT_OPEN = 0.03  # of all answers


def load(day: dt.date) -> str:
    """Open what `ratings.toml` tells, and let people answer; answers how many occasions are new."""
    competences.load_shipped()
    made = [_occasion(told, day) for told in files.ratings()]
    return f"{sum(made)} occasions to rate"


@transaction.atomic
def _occasion(told: Mapping[str, Any], day: dt.date) -> bool:
    """One occasion with its answers; answers whether it is new."""
    name = text(told["name"], told["original"])
    if Occasion.objects.filter(purpose=told["purpose"], name=name).exists():
        return False
    programme = Programme.objects.filter(slug=told.get("programme", "")).first()
    audiences = programme.audiences.filter(slug__in=told["audiences"]) if programme else []
    codes = list(told["levels"])
    known = {one.code: one for one in Competence.objects.filter(code__in=codes)}
    occasion = competences.open_occasion(
        purpose=told["purpose"],
        name=name,
        lead=text(told["lead"], told["original"]),
        competences=[known[code] for code in codes],
        about=("programme", programme.uuid) if programme else ("", None),
        groups={one.slug: one.name for one in audiences},
        months=told.get("months"),
        opens_at=moment(day + dt.timedelta(days=told["opens"]), 9),
        closes_at=moment(day + dt.timedelta(days=told["closes"]), 20) if "closes" in told else None,
        by=None,
    )
    for audience in audiences:
        people = _people(audience, told["people"])
        competences.ask(occasion, people, group=audience.slug, by=None)
        _answer(occasion, told, people)
    if told.get("is_closed"):
        competences.close_occasion(occasion, by=None)
    return True


def _people(audience: Any, count: int) -> list[Person]:
    """Those of an audience who have signed in: the members to sign in as, then the first on record."""
    known = [row["email"] for row in files.sign_ins()]
    seats = audience.participations.present().arrived().select_related("person__account")
    people = [seat.person for seat in seats.order_by("person_id")]
    people.sort(key=lambda person: person.email not in known)
    return people[:count]


def _answer(occasion: Occasion, told: Mapping[str, Any], people: Sequence[Person]) -> None:
    """Let some of the people answer; whoever is there to sign in as leaves what is open to its visitor."""
    known = {row["email"] for row in files.sign_ins()}
    for person in people:
        urn = Urn(files.shares()["seed"], told["slug"], person.email)
        is_guest = person.email in known
        answers_now = told.get("is_closed") if is_guest else True
        if answers_now and (is_guest or urn.chance.random() < told["answering"]):
            said = _said(told["levels"], person, urn)
            competences.rate(occasion, person, said, by=person.account, is_finished=True)


def _said(levels: Mapping[str, Any], person: Person, urn: Urn) -> dict[str, Answer]:
    """One person's answers: around the levels, and each somewhat more or less sure of themselves."""
    leaning = Urn(files.shares()["seed"], "leaning", person.email).chance.gauss(0, 0.5)
    return {
        code: Answer(_drawn(urn, importance), _drawn(urn, ability + leaning))
        for code, (importance, ability) in levels.items()
    }


def _drawn(urn: Urn, level: float) -> int | None:
    """A number from 1 to 5 near `level`; now and then nothing."""
    if urn.chance.random() < LEFT_OPEN:
        return None
    return min(5, max(1, round(urn.chance.gauss(level, 0.7))))
