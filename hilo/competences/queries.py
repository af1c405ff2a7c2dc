"""Reads across occasions, people and ratings. What is kept back is decided by `rules.summaries`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    Field,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hilo.competences.enums import OccasionState, Purpose
from hilo.competences.models import (
    Competence,
    CompetenceGroup,
    Occasion,
    OccasionQuerySet,
    Question,
    Rating,
    Respondent,
)
from hilo.competences.rules import summaries
from hilo.competences.rules.summaries import Course, Gain, Line
from hilo.core.time import now
from hilo.people.models import Person


@dataclass(frozen=True)
class Summary:
    """What an occasion comes to, for everybody or for one group of people.

    `asked`, `answered` and `finished` are people; `lines` say what each competence was given, in
    the order in which they were asked.
    """

    occasion: Occasion
    group: str | None
    asked: int
    answered: int
    finished: int
    lines: list[tuple[Competence, Line]]


@dataclass(frozen=True)
class Comparison:
    """Ability at two occasions, each person compared with themselves.

    `pairs` are people who rated at least one competence at both, `only_before` and `only_after`
    those who rated at one of them alone.
    """

    before: Occasion
    after: Occasion
    group: str | None
    pairs: int
    only_before: int
    only_after: int
    lines: list[tuple[Competence, Gain]]


def in_groups(
    competences: QuerySet[Competence] | None = None,
) -> list[tuple[CompetenceGroup, list[Competence]]]:
    """Competences (those in use, if not said otherwise) under their groups, in the order of the list."""
    rows = Competence.objects.current() if competences is None else competences
    found: dict[int, tuple[CompetenceGroup, list[Competence]]] = {}
    for one in rows.in_order():  # type: ignore[attr-defined]
        found.setdefault(one.group_id, (one.group, []))[1].append(one)
    return list(found.values())


def occasions_about(kind: str, uuid: Any) -> OccasionQuerySet:
    """The occasions that belong to one object of another chapter, the latest first."""
    return Occasion.objects.about(kind, uuid)


def to_rate(person: Person) -> QuerySet[Respondent]:
    """Where `person` is asked to rate now and has not finished, the soonest to close first."""
    return (
        Respondent.objects.filter(
            person=person, finished_at__isnull=True, occasion__in=Occasion.objects.taking()
        )
        .select_related("occasion")
        .order_by(F("occasion__closes_at").asc(nulls_last=True), "pk")
    )


def offered_to_all() -> OccasionQuerySet:
    """Where any member may rate now, for themselves."""
    return Occasion.objects.taking().filter(purpose=Purpose.OWN)


def own_ratings(person: Person) -> list[tuple[Respondent, list[Rating]]]:
    """Everything that `person` rated, under its occasion, the latest first; for themselves alone."""
    rated: dict[int, list[Rating]] = defaultdict(list)
    rows = Rating.objects.filter(person=person).select_related("competence__group")
    for row in rows.order_by("competence__group__order", "competence__order", "competence__code"):
        rated[row.occasion_id].append(row)
    asked = Respondent.objects.filter(person=person).select_related("occasion")
    return [(one, rated[one.occasion_id]) for one in asked.order_by("-asked_at", "-pk")]


def summary_of(occasion: Occasion, group: str | None = None) -> Summary:
    """What people said at an occasion: everybody, or one group of them ("" is those in no group).

    Nothing is told of fewer than five, nor while the occasion still takes ratings. Four queries,
    however many people there are.
    """
    people = occasion.respondents.all()
    rated = Rating.objects.filter(occasion=occasion)
    if group is not None:
        people, rated = people.filter(group=group), rated.filter(group=group)
    counted = people.aggregate(asked=Count("pk"), finished=Count("finished_at"))
    answered = rated.aggregate(people=Count("person", distinct=True))["people"]
    cells = _counted(occasion)
    lines = [
        (
            one,
            summaries.line_of(
                cells[one.pk],
                counted["asked"],
                occasion.scales,
                group,
                is_settled=occasion.is_settled,
            ),
        )
        for one in occasion.asked
    ]
    return Summary(occasion, group, counted["asked"], answered, counted["finished"], lines)


def _counted(occasion: Occasion) -> dict[int, list[tuple[str, Any, int]]]:
    """How many people of each group gave each pair of answers to each competence."""
    rows = Rating.objects.filter(occasion=occasion).order_by()
    counts = rows.values_list("competence", "group", "importance", "ability")
    found: dict[int, list[tuple[str, Any, int]]] = defaultdict(list)
    for competence, group, importance, ability, people in counts.annotate(people=Count("pk")):
        found[competence].append((group, (importance, ability), people))
    return found


def compare(before: Occasion, after: Occasion, group: str | None = None) -> Comparison:
    """How ability changed from one occasion to another, over the people who rated it at both.

    Competences that are asked only once are left out. `group` is the group of people at `after`.
    """
    paired = _paired(before, after)
    lines = _gains(before, after, _pairs_counted(paired), [group])[group]
    counts = _people_of(before, after, paired, group)
    return Comparison(before, after, group, *counts, lines)


def compare_groups(before: Occasion, after: Occasion) -> dict[str, list[tuple[Competence, Gain]]]:
    """The gains of each group of people that `after` names, by its short name; two queries."""
    named = [one.slug for one in after.groups.all()]
    counted = _pairs_counted(_paired(before, after))
    return {str(group): found for group, found in _gains(before, after, counted, named).items()}


def _gains(
    before: Occasion, after: Occasion, counted: Iterable[Any], groups: Sequence[str | None]
) -> dict[str | None, list[tuple[Competence, Gain]]]:
    """For each group, what changed in each competence that was asked twice."""
    cells: dict[int, list[tuple[str, Any, int]]] = defaultdict(list)
    for competence, people_group, first, second, people in counted:
        cells[competence].append((people_group, (first, second), people))
    is_settled = before.is_settled and after.is_settled
    twice = _asked_every_time([before, after])
    return {
        group: [
            (one, summaries.gain_of(cells[one.pk], group, is_settled=is_settled)) for one in twice
        ]
        for group in groups
    }


def _asked_every_time(occasions: Sequence[Occasion]) -> list[Competence]:
    """What was asked at all of them, in the order of the last."""
    *others, last = [one.asked for one in occasions]
    common = set(last).intersection(*others)
    return [one for one in last if one in common]


def _paired(before: Occasion, after: Occasion) -> QuerySet[Rating]:
    """The later ratings of those who rated the same competence earlier, with the earlier ability."""
    return Rating.objects.filter(
        occasion=after,
        ability__isnull=False,
        person__ratings__occasion=before,
        person__ratings__competence=F("competence"),
        person__ratings__ability__isnull=False,
    ).order_by()


def _pairs_counted(paired: QuerySet[Rating]) -> QuerySet[Any, Any]:
    counts = paired.values_list("competence", "group", "person__ratings__ability", "ability")
    return counts.annotate(people=Count("pk"))


def _people_of(
    before: Occasion, after: Occasion, paired: QuerySet[Rating], group: str | None
) -> tuple[int, int, int]:
    """How many people rated twice, only before, only after."""
    rows = Rating.objects.filter(ability__isnull=False)
    if group is not None:
        paired, rows = paired.filter(group=group), rows.filter(group=group)
    pairs = paired.aggregate(people=Count("person", distinct=True))["people"]
    first = rows.filter(occasion=before).aggregate(people=Count("person", distinct=True))
    second = rows.filter(occasion=after).aggregate(people=Count("person", distinct=True))
    return pairs, first["people"] - pairs, second["people"] - pairs


def earlier_than(occasion: Occasion) -> Occasion | None:
    """The occasion with which `occasion` is compared: the latest before, of the same object and things."""
    if not occasion.about_kind or occasion.purpose not in {Purpose.AFTER, Purpose.FOLLOW_UP}:
        return None
    same = Occasion.objects.about(occasion.about_kind, occasion.about)
    earlier = same.filter(
        purpose=Purpose.BEFORE, pk__lt=occasion.pk, questions__competence__in=occasion.asked
    )
    return earlier.order_by("-pk").first()


def series_of(occasion: Occasion) -> list[Occasion]:
    """Before, after, and months later: the occasions of one object that are compared with one another.

    Begins with the one before; up to the next one before. Empty where there is nothing to compare.
    """
    before = earlier_than(occasion)
    if before is None:
        return []
    same = Occasion.objects.about(before.about_kind, before.about).filter(pk__gt=before.pk)
    same = same.filter(questions__competence__in=before.asked).distinct()
    following = same.filter(purpose=Purpose.BEFORE).order_by("pk").values_list("pk", flat=True)
    later = same.filter(purpose__in=(Purpose.AFTER, Purpose.FOLLOW_UP))
    if end := following.first():
        later = later.filter(pk__lt=end)
    return [before, *sorted(later, key=_by_moment)]


def _by_moment(occasion: Occasion) -> tuple[bool, int, int]:
    return occasion.purpose != Purpose.AFTER, occasion.months or 0, occasion.pk


def courses_of(
    moments: Sequence[Occasion], group: str | None = None
) -> list[tuple[Competence, Course]]:
    """How ability went on from moment to moment, over those who rated it every time. One query.

    `group` is the group of people at the second moment.
    """
    rows: dict[int, list[tuple[str, list[int | None]]]] = defaultdict(list)
    for competence, _person, people_group, *said in _said_at_each(moments):
        rows[competence].append((people_group, said))
    is_settled = all(one.is_settled for one in moments)
    return [
        (one, summaries.course_of(rows[one.pk], group, is_settled=is_settled))
        for one in _asked_every_time(moments)
    ]


def _said_at_each(moments: Sequence[Occasion]) -> QuerySet[Any, Any]:
    """One line for each person and competence: the group, and the ability at each moment."""
    at_each = {f"at_{n}": Max("ability", filter=Q(occasion=one)) for n, one in enumerate(moments)}
    in_group = Coalesce(Max("group", filter=Q(occasion=moments[1])), Max("group"))
    rated = Rating.objects.filter(occasion__in=moments, ability__isnull=False).order_by()
    rows = rated.values("competence", "person").annotate(people_group=in_group, **at_each)
    return rows.values_list("competence", "person", "people_group", *at_each)


# Pairs of one person, for counting.


def pairs_about(kind: str) -> QuerySet[Any, Any]:
    """Who rated a competence before and after, at the occasions of each object of `kind`.

    `rise` is by how much their abilities after add up to more than before, over what they rated twice: above
    zero where their mean rose. `told_at` is the moment since which both occasions are settled. Which occasions
    those are is asked first, once for all who rated.
    """
    pairs = _settled_pairs(kind)
    rows = Respondent.objects.filter(occasion__in=list(pairs) or [NO_OCCASION])
    told = rows.annotate(
        before=_by_occasion({pk: pair[0] for pk, pair in pairs.items()}, BigIntegerField()),
        told_at=_by_occasion({pk: pair[1] for pk, pair in pairs.items()}, DateTimeField()),
    )
    return told.annotate(rise=Subquery(_rise())).filter(rise__isnull=False)


NO_OCCASION = 0  # no row has this key; an empty list would be no question at all


def _by_occasion(values: Mapping[int, Any], field: Field[Any, Any]) -> Case:
    """What `values` says of the occasion of a respondent."""
    return Case(
        *(When(occasion=pk, then=Value(value, field)) for pk, value in values.items()),
        default=Value(None, field),
        output_field=field,
    )


def _settled_pairs(kind: str) -> dict[int, tuple[int, dt.datetime]]:
    """By occasion after, the one before (as `earlier_than` finds it) and when the later of them was settled."""
    settled = Occasion.objects.annotate(settled_at=_settled_at()).filter(settled_at__isnull=False)
    after = settled.filter(purpose=Purpose.AFTER, about_kind=kind)
    found = list(after.annotate(first=Subquery(_before())).values_list("pk", "first", "settled_at"))
    firsts = settled.filter(pk__in={first for _pk, first, _at in found if first})
    moments = dict(firsts.values_list("pk", "settled_at"))
    return {pk: (first, max(at, moments[first])) for pk, first, at in found if first in moments}


def _before() -> QuerySet[Any, Any]:
    """The key of what `earlier_than` says of an occasion."""
    asks_the_same = Question.objects.filter(
        occasion=OuterRef("pk"), competence__questions__occasion=OuterRef(OuterRef("pk"))
    )
    same = Occasion.objects.filter(
        Exists(asks_the_same),
        purpose=Purpose.BEFORE,
        about_kind=OuterRef("about_kind"),
        about=OuterRef("about"),
        pk__lt=OuterRef("pk"),
    )
    return same.order_by("-pk").values("pk")[:1]


def _rise() -> QuerySet[Any, Any]:
    """The sum of all differences of one respondent; nothing where they rated no competence twice."""
    twice = Rating.objects.filter(
        occasion=OuterRef("occasion"),
        person=OuterRef("person"),
        ability__isnull=False,
        person__ratings__occasion=OuterRef("before"),
        person__ratings__competence=F("competence"),
        person__ratings__ability__isnull=False,
    )
    rise = Sum(F("ability") - F("person__ratings__ability"))
    return twice.order_by().values("person").annotate(rise=rise).values("rise")


def _settled_at() -> Case:
    """Since when nobody answers any more: it was closed, or its time passed; nothing while it is open.

    Closing is the last that happens to an occasion, so it is when the row changed.
    """
    was_closed = Q(state=OccasionState.CLOSED)
    was_closed &= Q(closes_at__isnull=True) | Q(closes_at__gt=F("changed_at"))
    return Case(
        When(was_closed, then=F("changed_at")), When(closes_at__lte=now(), then=F("closes_at"))
    )
