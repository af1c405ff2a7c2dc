"""The attendance list: what keepers record of many people at once, and correct with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from hilo.attendance import problems
from hilo.attendance.enums import PresenceState, Way
from hilo.attendance.events import PresenceCorrected, PresenceRecorded
from hilo.attendance.models import Presence, PresenceChange, Session
from hilo.attendance.rosters import expected_at
from hilo.attendance.rules.counting import Record
from hilo.attendance.rules.merging import Difference, merge
from hilo.attendance.rules.ways import Verdict, by_keeper
from hilo.core.events import publish
from hilo.core.time import now
from hilo.people.models import Person

Said = Record | None  # None: nothing is recorded


@dataclass
class Kept:
    """What came of a list: who was recorded, whose record was corrected, where another keeper was faster."""

    recorded: list[Person] = field(default_factory=list)
    corrected: list[Person] = field(default_factory=list)
    differences: dict[int, Difference] = field(default_factory=dict)


@transaction.atomic
def record(
    session: Session,
    said: Mapping[int, Said],
    *,
    by: Any,
    seen: Mapping[int, Said] | None = None,
    way: str = Way.GRID,
    reason: str = "",
) -> Kept:
    """Write down what a keeper says of people (by primary key); the same again changes nothing.

    `seen` is what the keeper saw: rows they left alone are not touched, and where somebody else was
    faster nothing of that row is written (`Kept.differences`). Without it, `said` is compared with what
    is there now. Raises `IsCancelled`, `NotOnTheList`, `MinutesAreMissing`, `ReasonIsMissing`; then
    nothing is written.
    """
    # Lock: the session; two keepers of one list come after each other.
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.is_cancelled:
        raise problems.IsCancelled
    rows = {one.person_id: one for one in session.presences.filter(person__in=said)}
    there: dict[int, Said] = {person: row.record for person, row in rows.items()}
    merged = merge(there if seen is None else seen, said, there)
    _check_minutes(session, merged.changes)
    people = _people(session, merged.changes)
    writer = _Writer(session, rows, by, way, reason, Kept(differences=merged.differences))
    writer.write({people[key]: value for key, value in merged.changes.items()})
    return writer.kept


def _check_minutes(session: Session, changes: Mapping[int, Said]) -> None:
    """Whoever was there for a part has minutes, fewer than the session."""
    most = max(session.minutes - 1, 1)
    for value in changes.values():
        is_partial = value is not None and value.state == PresenceState.PARTIAL
        if is_partial and not 1 <= (value.minutes or 0) <= most:  # type: ignore[union-attr]
            raise problems.MinutesAreMissing(most=most)


def _people(session: Session, changes: Mapping[int, Said]) -> dict[int, Person]:
    """The people of `changes`; raises `NotOnTheList` for one neither expected nor on record."""
    wanted = set(changes)
    on_record = session.presences.filter(person__in=wanted).values_list("person", flat=True)
    known = {one.pk: one for one in expected_at(session).filter(pk__in=wanted)}
    left = Person.objects.filter(pk__in=set(on_record) - set(known))
    known |= {one.pk: one for one in left}
    if set(known) != wanted:
        raise problems.NotOnTheList
    return known


@dataclass
class _Writer:
    """Writes one list down: what is new at once, what corrects with its log."""

    session: Session
    rows: Mapping[int, Presence]
    by: Any
    way: str
    reason: str
    kept: Kept

    def write(self, changes: Mapping[Person, Said]) -> None:
        """Write down what the rules allow; raises `ReasonIsMissing` before anything is written."""
        verdicts = {person: self._verdict(person, said) for person, said in changes.items()}
        if wanting := [one for one, verdict in verdicts.items() if verdict == Verdict.REASON]:
            raise problems.ReasonIsMissing(count=len(wanting), field="reason")
        self.kept.recorded = [one for one in changes if verdicts[one] == Verdict.RECORD]
        self.kept.corrected = [one for one in changes if verdicts[one] == Verdict.CHANGE]
        self._record({one: changes[one] for one in self.kept.recorded})
        self._correct({one: changes[one] for one in self.kept.corrected})
        self._tell()

    def _verdict(self, person: Person, said: Said) -> Verdict:
        row = self.rows.get(person.pk)
        return by_keeper(
            row.kept if row else None,
            said,
            by=self.by.pk if self.by else None,
            is_closed=self.session.is_held,
            has_reason=bool(self.reason.strip()),
        )

    def _record(self, said: Mapping[Person, Said]) -> None:
        Presence.objects.bulk_create(
            [
                Presence(session=self.session, person=person, **self._fields(record))
                for person, record in said.items()
                if record is not None
            ],
            batch_size=500,
        )

    def _fields(self, record: Record) -> dict[str, Any]:
        told = {"state": record.state, "minutes": record.minutes, "way": self.way}
        return {**told, "recorded_at": now(), "by": self.by}

    def _correct(self, said: Mapping[Person, Said]) -> None:
        log = [self._logged(self.rows[person.pk], record) for person, record in said.items()]
        PresenceChange.objects.bulk_create(log, batch_size=500)
        for person, record in said.items():
            row = self.rows[person.pk]
            if record is None:
                row.delete()
                continue
            for name, value in self._fields(record).items():
                setattr(row, name, value)
            row.save()

    def _logged(self, row: Presence, record: Said) -> PresenceChange:
        return PresenceChange(
            session=self.session,
            person_id=row.person_id,
            before=row.state,
            before_minutes=row.minutes,
            before_way=row.way,
            after=record.state if record else "",
            after_minutes=record.minutes if record else None,
            way=self.way,
            reason=self.reason.strip(),
            at=now(),
            by=self.by,
        )

    def _tell(self) -> None:
        about, subject = self.session.roster, ("session", self.session.uuid)
        if new := tuple(one.uuid for one in self.kept.recorded):
            event = PresenceRecorded(self.session.uuid, *about, str(self.way), new, len(new))
            publish(event, by=self.by, subject=subject)
        if corrected := tuple(one.uuid for one in self.kept.corrected):
            told = PresenceCorrected(self.session.uuid, *about, corrected, len(corrected))
            publish(told, by=self.by, subject=subject)
