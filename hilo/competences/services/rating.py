"""What people say of themselves, kept: partly, again, until the occasion closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from hilo.competences.enums import LEAST, MOST
from hilo.competences.events import RatingsFinished, RatingsKept
from hilo.competences.models import Competence, Occasion, Rating, Respondent
from hilo.competences.problems import NotAskedHere, NotOnTheScale, NotOpen, NotYetOpen
from hilo.competences.services.occasions import check_group
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people.models import Person
from hilo.ui import calendar


@dataclass(frozen=True)
class Answer:
    """How somebody rates one competence; None leaves a scale open."""

    importance: int | None = None
    ability: int | None = None

    @property
    def is_empty(self) -> bool:
        return self.importance is None and self.ability is None


@transaction.atomic
def rate(
    occasion: Occasion,
    person: Person,
    answers: Mapping[str, Answer],
    *,
    by: Any,
    group: str = "",
    is_finished: bool = False,
) -> Respondent:
    """Keep what `person` says of the competences named by code; those not named stay as they are.

    An empty answer takes an earlier one back. The same answers again change nothing. Whoever was
    not asked becomes a respondent of `group`. Raises `NotOpen`, `NotYetOpen`, `NotAskedHere`,
    `NotOnTheScale`, `UnknownPeopleGroup`; then nothing is kept.
    """
    _check_moment(occasion)
    check_group(occasion, group)
    asked = {one.code: one for one in occasion.asked}
    settled = {code: _settled(occasion, asked, code, said) for code, said in answers.items()}
    respondent = _respondent(occasion, person, group)
    if _keep(respondent, {asked[code]: said for code, said in settled.items()}):
        event = RatingsKept(occasion.uuid, person.uuid)
        publish(event, by=by, subject=("occasion", occasion.uuid))
    if is_finished and respondent.finished_at is None:
        respondent.finished_at = now()
        respondent.save(update_fields=["finished_at"])
        done = RatingsFinished(occasion.uuid, person.uuid)
        publish(done, by=by, subject=("occasion", occasion.uuid))
    return respondent


def _check_moment(occasion: Occasion) -> None:
    if occasion.moment == "coming":
        assert occasion.opens_at is not None  # otherwise it would have come
        raise NotYetOpen(day=calendar.day(localtime(occasion.opens_at).date()))
    if not occasion.takes_ratings:
        raise NotOpen


def _settled(
    occasion: Occasion, asked: Mapping[str, Competence], code: str, said: Answer
) -> Answer:
    """An answer with only what is asked; raises what is wrong with it."""
    if code not in asked:
        raise NotAskedHere
    for value in (said.importance, said.ability):
        if value is not None and not LEAST <= value <= MOST:
            raise NotOnTheScale
    return Answer(
        said.importance if occasion.asks_importance else None,
        said.ability if occasion.asks_ability else None,
    )


def _respondent(occasion: Occasion, person: Person, group: str) -> Respondent:
    """Who answers, made one where nobody had asked them."""
    Respondent.objects.get_or_create(
        occasion=occasion, person=person, defaults={"group": group, "asked_at": now()}
    )
    # Lock: one person's ratings of one occasion, so that two tabs do not mix.
    rows = Respondent.objects.select_for_update(of=("self",))
    return rows.get(occasion=occasion, person=person)


def _keep(respondent: Respondent, answers: Mapping[Competence, Answer]) -> bool:
    """Write down what differs from what is kept; answers whether anything did."""
    known = {
        row.competence_id: row
        for row in Rating.objects.filter(
            occasion=respondent.occasion_id, person=respondent.person_id
        )
    }
    changed = {one: said for one, said in answers.items() if said != _as_answer(known.get(one.pk))}
    gone = [known[one.pk].pk for one, said in changed.items() if said.is_empty]
    Rating.objects.filter(pk__in=gone).delete()
    Rating.objects.bulk_create(
        [_row(respondent, one, said) for one, said in changed.items() if not said.is_empty],
        update_conflicts=True,
        unique_fields=["occasion", "person", "competence"],
        update_fields=["importance", "ability", "rated_at"],
    )
    return bool(changed)


def _as_answer(row: Rating | None) -> Answer:
    return Answer(row.importance, row.ability) if row else Answer()


def _row(respondent: Respondent, competence: Competence, said: Answer) -> Rating:
    return Rating(
        occasion_id=respondent.occasion_id,
        person_id=respondent.person_id,
        competence=competence,
        importance=said.importance,
        ability=said.ability,
        group=respondent.group,
        rated_at=now(),
    )
