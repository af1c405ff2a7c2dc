"""Occasions to rate: opened with what is asked, people asked, closed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.competences.enums import Purpose
from hilo.competences.events import OccasionClosed, OccasionOpened, OccasionReopened, PeopleAsked
from hilo.competences.models import Competence, Occasion, PeopleGroup, Question, Respondent
from hilo.competences.problems import NothingToRate, OccasionMovedOn, UnknownPeopleGroup
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now
from hilo.people.models import Person


@transaction.atomic
def open_occasion(
    *,
    purpose: str,
    name: Text,
    competences: Sequence[Competence],
    by: Any,
    about: tuple[str, UUID | None] = ("", None),
    lead: Text | None = None,
    scales: Sequence[str] = ("importance", "ability"),
    groups: Mapping[str, Text] | None = None,
    months: int | None = None,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
) -> Occasion:
    """An occasion at which these competences are rated, in this order, each in these scales.

    `about` is (kind, uuid) of what it belongs to; `groups` the groups of people by short name;
    `months` how long after the end a follow-up asks. Raises `NothingToRate`, ValidationError.
    """
    if not competences:
        raise NothingToRate(field="competences")
    kind, uuid = about
    made = Occasion(
        purpose=purpose,
        months=months,
        name=name,
        lead=lead or Text(),
        about_kind=kind,
        about=uuid,
        asks_importance="importance" in scales,
        asks_ability="ability" in scales,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    made.full_clean(exclude=["name", "lead", "competences"])
    made.save()
    _write_down(made, competences, groups or {})
    publish(OccasionOpened(made.uuid), by=by, subject=_subject(made))
    return made


@transaction.atomic
def follow_up(
    after: Occasion,
    *,
    months: int,
    name: Text,
    by: Any,
    lead: Text | None = None,
    opens_at: dt.datetime | None = None,
    closes_at: dt.datetime | None = None,
) -> Occasion:
    """The occasion that asks the people of `after` the same again, so many months later.

    Whoever asks twice gets the one that is there; people who joined `after` meanwhile are asked too.
    """
    # Lock: the occasion, so that two who ask at once do not open two.
    Occasion.objects.select_for_update(of=("self",)).get(pk=after.pk)
    same = Occasion.objects.about(after.about_kind, after.about)
    found = same.filter(purpose=Purpose.FOLLOW_UP, months=months, pk__gt=after.pk).first()
    made = found or open_occasion(
        purpose=Purpose.FOLLOW_UP,
        months=months,
        name=name,
        lead=lead,
        competences=after.asked,
        about=(after.about_kind, after.about),
        groups={one.slug: one.label for one in after.groups.all()},
        scales=after.scales,
        opens_at=opens_at,
        closes_at=closes_at,
        by=by,
    )
    _ask_again(after, made, by=by)
    return made


def _ask_again(earlier: Occasion, later: Occasion, *, by: Any) -> None:
    """Ask whoever was asked at `earlier`, in the same groups."""
    by_group: dict[str, list[Person]] = defaultdict(list)
    for one in earlier.respondents.select_related("person"):
        by_group[one.group].append(one.person)
    for group, people in by_group.items():
        ask(later, people, by=by, group=group)


def _write_down(
    occasion: Occasion, competences: Sequence[Competence], groups: Mapping[str, Text]
) -> None:
    """Keep what is asked and who is asked, as they were then."""
    once = list({one.pk: one for one in competences}.values())
    Question.objects.bulk_create(
        Question(occasion=occasion, competence=one, order=order)
        for order, one in enumerate(once, start=1)
    )
    PeopleGroup.objects.bulk_create(
        PeopleGroup(occasion=occasion, slug=slug, label=label, order=order)
        for order, (slug, label) in enumerate(groups.items(), start=1)
    )


@transaction.atomic
def ask(occasion: Occasion, people: Iterable[Person], *, by: Any, group: str = "") -> int:
    """Ask people to rate; whoever is asked already stays as they are. Answers how many are new.

    Raises `UnknownPeopleGroup` where the occasion has no such group.
    """
    check_group(occasion, group)
    # Lock: the occasion, so that two who ask the same people do not both count them.
    Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    known = set(occasion.respondents.values_list("person", flat=True))
    wanted = {person.pk: person for person in people if person.pk not in known}
    Respondent.objects.bulk_create(
        (
            Respondent(occasion=occasion, person=person, group=group, asked_at=now())
            for person in wanted.values()
        ),
        batch_size=500,
    )
    if wanted:
        publish(PeopleAsked(occasion.uuid, len(wanted)), by=by, subject=_subject(occasion))
    return len(wanted)


def check_group(occasion: Occasion, group: str) -> None:
    """Do nothing if the occasion names this group of people, or none is meant."""
    if group and not occasion.groups.filter(slug=group).exists():
        raise UnknownPeopleGroup(field="group")


def close_occasion(occasion: Occasion, *, by: Any) -> None:
    """Take no more ratings; the figures are settled. Raises `OccasionMovedOn`."""
    _move(occasion, "close", OccasionClosed(occasion.uuid), by=by)


def reopen_occasion(occasion: Occasion, *, by: Any) -> None:
    """Take ratings again, without an end if the one that was set has passed. Raises `OccasionMovedOn`."""
    _move(occasion, "reopen", OccasionReopened(occasion.uuid), by=by)


@transaction.atomic
def _move(occasion: Occasion, verb: str, event: Any, *, by: Any) -> None:
    before, after = Occasion.TRANSITIONS[verb]
    rows = Occasion.objects.filter(pk=occasion.pk, state__in=before)
    changes: dict[str, Any] = {"state": after, "changed_at": now()}
    if verb == "reopen" and occasion.closes_at and occasion.closes_at <= now():
        changes["closes_at"] = None
    if not rows.update(**changes):
        raise OccasionMovedOn
    occasion.refresh_from_db()
    publish(event, by=by, subject=_subject(occasion))


def _subject(occasion: Occasion) -> tuple[str, Any]:
    return "occasion", occasion.uuid
