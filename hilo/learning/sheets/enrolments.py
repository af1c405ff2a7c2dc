"""The one sheet: a row puts a person on record, where they work, in the programme, and into a cohort.

Built on the sheet of participants: whoever is on record is recognised by e-mail alone (or by the key of an
export), and what is known of them is neither shown nor changed (decision 0074). The cohort follows from
region and audience where a row names none. Sheets of Moodle come in with their own headings
(`firstname`, `cohort1`, `course1`): docs/algorithms/enrolment-sheet.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext, gettext_noop, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.sheets import (
    ChoiceColumn,
    Column,
    Message,
    Scope,
    TextColumn,
    Values,
    error,
    warning,
)
from hilo.learning.access import ENROL
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.services import enrolments, progress
from hilo.learning.services.mistakes import take_back, what_rests_on
from hilo.learning.sheets.workplaces import KINDS, Workplace
from hilo.network.models import Affiliation
from hilo.network.services.mistakes import take_back_affiliations
from hilo.people.models import Person
from hilo.programme.sheets.participants import AudiencesColumn, ParticipantsSheet

State = Enrolment.State
GONE = (State.WITHDRAWN, State.REFUSED)
# Headings of Moodle's lists of users, beside those of the house.
MOODLE = {
    "given_name": ("firstname",),
    "family_name": ("lastname",),
    "place": ("city",),
    "language": ("lang",),
    "phone": ("phone1",),
    "organisation": ("institution",),
    "role": ("department",),
}
WORK = frozenset({"organisation", "kind", "role"})


class EnrolmentsSheet(ParticipantsSheet):
    """One row per person who takes part in the programme, with the cohorts in which they learn."""

    name = "enrolments"
    explanation = _(
        "Enrol many people at once. A given name, a municipality and an audience are enough: whoever is new is "
        "put on record with the place where they work, taken into the programme, and enrolled in the cohort of "
        "their region and audience. Nobody is written to unless the column «Invite» says yes."
    )
    order = 4
    verb = ENROL
    erasable = ParticipantsSheet.erasable

    @property
    def title(self) -> str:  # type: ignore[override]
        if self.programme is None:
            return gettext("Enrolments")
        return gettext("Enrolments of %(programme)s") % {"programme": self.called}

    # What stands in it.

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        *own, invite = super().columns
        own = [self._as_here(one) for one in own if one.name != "takes_part"]
        return (*own, *self._working(), *self._learning(), invite)

    def _as_here(self, column: Column) -> Column:
        """A column of participants, under Moodle's headings too; a place helps and is not needed."""
        more = MOODLE.get(column.name, ())
        needed = column.is_required and column.name != "place"
        return replace(column, aliases=(*column.aliases, *more), is_required=needed)

    def _working(self) -> Iterator[Column]:
        yield TextColumn(
            "organisation",
            _("Organisation"),
            hint=_("Where the person works; put on record where nobody bears this name there."),
            longest=200,
            aliases=("organización", "institución", "ayuntamiento", "المنظمة", "institution"),
            width=30,
        )
        yield ChoiceColumn(
            "kind",
            _("Kind of organisation"),
            hint=_("Needed where it is new and its name does not say that it is a town’s."),
            choices=lambda: KINDS,
            aliases=("tipo de organización", "type d’organisation"),
        )
        yield TextColumn(
            "role",
            pgettext_lazy("work", "Role"),
            longest=120,
            aliases=("cargo", "puesto", "fonction", "الصفة", "department"),
        )

    def _learning(self) -> Iterator[Column]:
        if len(self.courses) > 1:
            yield ChoiceColumn(
                "course",
                _("Course"),
                hint=_("Leave it empty: it follows from the audience."),
                choices=lambda: list(self.courses.items()),
                is_heard_only=True,
                aliases=("course1", "curso", "cours", "الدورة"),
                width=26,
            )
        if self.cohorts:
            yield AudiencesColumn(
                "cohort",
                _("Cohort"),
                hint=_("Leave it empty: it follows from the region and the audience."),
                choices=lambda: [(slug, one.name) for slug, one in self.cohorts.items()],
                aliases=("cohort1", "cohorte", "grupo", "groupe", "الفوج"),
                width=34,
            )

    @cached_property
    def cohorts(self) -> dict[str, Cohort]:
        """The cohorts of the programme in which one can be enrolled, by slug."""
        rows = Cohort.objects.standing().filter(course__programme=self.programme)
        joined = ("course", "region", "audience")
        return {one.slug: one for one in rows.select_related(*joined).defer("edition__outline")}

    @cached_property
    def courses(self) -> dict[str, Any]:
        return {one.course.slug: one.course.name for one in self.cohorts.values()}

    # What is there.

    def known(self, scope: Scope) -> QuerySet[Person]:
        """Everybody in the network, with their seats, their enrolments here, and where they work."""
        here = Enrolment.objects.filter(course__programme=self.programme).exclude(state__in=GONE)
        work = Affiliation.objects.in_force().select_related("organisation").order_by("pk")
        rows = super().known(scope)
        return rows.prefetch_related(
            Prefetch("enrolments", here.select_related("cohort").order_by("pk"), "learning"),
            Prefetch("affiliations", work, "work"),
        )

    def current(self, thing: Any) -> Values:
        work = thing.work[0] if thing.work else None
        found = super().current(thing)
        found.pop("takes_part", None)
        return found | {
            "organisation": str(work.organisation) if work else None,
            "kind": work.organisation.kind if work else None,
            "role": work.role if work else None,
            "cohort": sorted(one.cohort.slug for one in thing.learning),
        }

    def closed(self, thing: Any) -> frozenset[str]:
        """What is the person's own; and where they work, once that is on record."""
        return super().closed(thing) | (WORK if thing.work else frozenset())

    # What is said of a row.

    def look(self, values: Values, thing: Any | None) -> Iterable[Message]:
        yield from super().look(values, thing)
        here: Any = thing if thing is not None and self.is_here(thing) else None
        place = values.get("place") or (here.territory if here else None)
        if values.get("organisation") and not (here and here.work):
            yield from Workplace.of(values, place).look()
        yield from self._look_at_cohorts(values, here)

    def _look_at_cohorts(self, values: Values, thing: Any | None) -> Iterator[Message]:
        chosen = [self.cohorts[slug] for slug in values.get("cohort") or ()]
        courses = [one.course_id for one in chosen]
        if len(set(courses)) < len(courses):
            yield error(TWICE, "cohort")
        for one in chosen:
            if one.edition_id is None and one.course.edition_id is None:
                yield error(UNPUBLISHED, "cohort", cohort=str(one.name))
        if thing is None and self.cohorts and not (chosen or self._usual(values)):
            yield warning(NOWHERE, "cohort")

    def _usual(self, values: Values) -> list[Cohort]:
        """The cohorts of a row's region and audiences; of its course alone, where that has one cohort."""
        region = self._region(values)
        audiences = {one.pk for one in self._audiences(values) if one}
        course = values.get("course")
        near = [one for one in self.cohorts.values() if course in (None, one.course.slug)]
        fits = [
            one
            for one in near
            if one.audience_id in audiences and region and one.region_id == region.pk
        ]
        if not fits and course and len(near) == 1:
            return near
        return fits

    # What rows do.

    def create(self, values: Values, *, by: Any, scope: Scope) -> Person:
        person = super().create(values, by=by, scope=scope)
        if values.get("organisation"):
            Workplace.of(values, values.get("place") or person.territory).record(person, by=by)
        chosen = [self.cohorts[slug] for slug in values.get("cohort") or ()]
        self._enrol_newcomer(chosen or self._usual(values), person, by=by)
        return person

    def change(self, thing: Any, values: Values, *, by: Any, scope: Scope) -> None:
        super().change(thing, values, by=by, scope=scope)
        if values.get("organisation") and not thing.work:
            Workplace.of(values, values.get("place") or thing.territory).record(thing, by=by)
        if "cohort" in values:
            self._let_learn(thing, [self.cohorts[one] for one in values["cohort"] or ()], by=by)

    def _let_learn(self, thing: Any, wanted: list[Cohort], *, by: Any) -> None:
        """Enrol, move within a course, and end what is no longer wanted."""
        held = {one.course_id: one for one in thing.learning}
        for cohort in wanted:
            row = held.pop(cohort.course_id, None)
            if row is None:
                self._enrol(cohort, thing, by=by)
            elif row.cohort_id != cohort.pk:
                enrolments.move(row, cohort, by=by)
        for row in held.values():
            if what_rests_on([row]):
                enrolments.withdraw(row, reason="", by=by)
            else:
                take_back([row], by=by)

    def _enrol_newcomer(self, chosen: list[Cohort], person: Person, *, by: Any) -> None:
        """Enrol with the others of this chunk; at once where the row may be refused, which it shall hear."""
        learns_already = person.enrolments.exists()
        waits = [one for one in chosen if one.places is None and not learns_already]
        for cohort in chosen:
            if cohort not in waits:
                self._enrol(cohort, person, by=by)
        for cohort in waits:
            self._newcomers[cohort].append(person)

    def _enrol(self, cohort: Cohort, person: Person, *, by: Any) -> None:
        enrolments.enrol(cohort, person, by=by, is_told=False, is_counted=False)
        self._uncounted[cohort].append(person.uuid)

    @cached_property
    def _newcomers(self) -> dict[Cohort, list[Person]]:
        """Whom the rows of one chunk bring to each cohort: enrolled together at its end."""
        return defaultdict(list)

    @cached_property
    def _uncounted(self) -> dict[Cohort, list[UUID]]:
        """Who of each cohort was enrolled already and is counted at the end of the chunk."""
        return defaultdict(list)

    def finish(self, *, by: Any) -> None:
        for cohort, people in self._newcomers.items():
            enrolments.enrol_many(cohort, people, by=by, is_told=False)
        for cohort, uuids in self._uncounted.items():
            progress.refresh_many(cohort, people=uuids, by=by)
        self._newcomers.clear()
        self._uncounted.clear()

    # How it is taken back.

    @transaction.atomic
    def remove_all(self, things: Collection[Any], *, by: Any, scope: Scope) -> None:
        """Take back enrolments and workplaces that came with the rows, then what participants take back."""
        take_back([row for one in things for row in one.learning], by=by)
        new = [one for one in things if not super(EnrolmentsSheet, self).closed(one)]
        take_back_affiliations([work for one in new for work in one.work], by=by)
        for one in new:
            one.work = []
        super().remove_all(things, by=by, scope=scope)

    def dependents(self, things: Collection[Any]) -> dict[UUID, Message]:
        found = super().dependents(things)
        people = {row.pk: one.uuid for one in things for row in one.learning}
        rests = what_rests_on([row for one in things for row in one.learning])
        for key, what in rests.items():
            found.setdefault(people[key], error(RESTS, what=what))
        return found


TWICE = gettext_noop("One course is taken in one cohort: leave one of these out.")
UNPUBLISHED = gettext_noop("The course of «%(cohort)s» is not published yet.")
NOWHERE = gettext_noop(
    "No cohort takes this region and audience. The person comes into the programme and is not enrolled yet."
)
RESTS = gettext_noop("Later work rests on this enrolment: %(what)s.")
