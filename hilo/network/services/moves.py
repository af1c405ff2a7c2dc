"""What changes hands when two organisations become one, row by row, and how it is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hilo.core.time import today
from hilo.network.enums import AffiliationState
from hilo.network.models import Affiliation, Finding, HandOver, Membership, Organisation, Seat

LIVE = (AffiliationState.REQUESTED, AffiliationState.INVITED, AffiliationState.ACTIVE)
# Of two affiliations of one person the weaker stays behind, as if it were over.
STRENGTH = {state: strength for strength, state in enumerate(LIVE)}


@dataclass(frozen=True)
class Move:
    """One row: what it said `before` and says `after`, by column, as JSON holds it."""

    noun: str
    key: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @classmethod
    def of(cls, row: Model, **after: Any) -> Move:
        """That `row` will say `after`."""
        new = {name: plain(value) for name, value in after.items()}
        return cls(row._meta.model_name or "", row.pk, said_by(row, after), new)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Move:
        return cls(**stored)

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def do(self) -> None:
        self._say(self.after)

    def take_back(self) -> None:
        self._say(self.before)

    def still_holds(self) -> bool:
        """Whether nobody changed since what the merge wrote."""
        row = self._rows().first()
        return row is not None and said_by(row, self.after) == self.after

    @property
    def words(self) -> str:
        """What this is about, for people."""
        if self.noun == "organisation":
            field = Organisation._meta.get_field(next(iter(self.after)))
            return capfirst(str(getattr(field, "verbose_name", field.name)))
        row = self._rows().first()
        return _of_row(row) if row is not None else str(self._model._meta.verbose_name)

    def _say(self, values: Mapping[str, Any]) -> None:
        fields = {name: self._model._meta.get_field(name) for name in values}
        said = {name: _revived(fields[name], value) for name, value in values.items()}
        if "version" in {field.name for field in self._model._meta.fields}:
            said["version"] = F("version") + 1
        self._rows().update(**said)

    @property
    def _model(self) -> type[Model]:
        return apps.get_model("network", self.noun)

    def _rows(self) -> QuerySet[Any]:
        return self._model._default_manager.filter(pk=self.key)


def said_by(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """What the columns `names` of `row` say, a row they point to by its key."""
    fields = {name: row._meta.get_field(name) for name in names}
    return {name: plain(getattr(row, field.attname)) for name, field in fields.items()}  # type: ignore[union-attr]


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.stored() if hasattr(value, "stored") else value


def _revived(field: Any, value: Any) -> Any:
    return value if value is None or field.is_relation else field.to_python(value)


def _of_row(row: Any) -> str:
    """A row that somebody went on with, in words."""
    if isinstance(row, Affiliation):
        return _("what %(name)s does there") % {"name": row.person}
    if isinstance(row, Membership | Seat):
        return f"{capfirst(str(row._meta.verbose_name))} ({row.cluster})"
    return capfirst(str(row._meta.verbose_name))


def moves_of(kept: Organisation, gone: Organisation) -> Iterator[Move]:
    """What hangs on `gone` and goes to `kept`. Each is done before the next is asked for."""
    yield from _affiliations(kept, gone)
    yield from _memberships(kept, gone)
    for model in (Seat, HandOver):
        for row in model._default_manager.filter(organisation=gone).order_by("pk"):
            yield Move.of(row, organisation=kept)
    yield from _findings(kept, gone)


def _affiliations(kept: Organisation, gone: Organisation) -> Iterator[Move]:
    """Nobody belongs twice: where somebody is in both, the stronger affiliation is at `kept` afterwards."""
    there = {one.person_id: one for one in kept.affiliations.filter(state__in=LIVE)}
    for row in gone.affiliations.order_by("pk"):
        own = there.get(row.person_id) if row.state in STRENGTH else None
        if own is None:
            yield Move.of(row, organisation=kept)
        elif STRENGTH[row.state] > STRENGTH[own.state]:  # type: ignore[index]
            yield Move.of(own, organisation=gone, **_over(own))
            yield Move.of(row, organisation=kept)
        else:
            yield from _stay_behind(row, own)


def _stay_behind(row: Affiliation, own: Affiliation) -> Iterator[Move]:
    """`row` is over; what it allowed its person to do, `own` allows from now on."""
    yield Move.of(row, **_over(row))
    both_in_force = row.state == own.state == AffiliationState.ACTIVE
    if both_in_force and row.is_steward and not own.is_steward:
        yield Move.of(own, is_steward=True)


def _over(row: Affiliation) -> dict[str, Any]:
    if row.state != AffiliationState.ACTIVE:
        return {"state": AffiliationState.REFUSED}
    return {"state": AffiliationState.ENDED, "ends_on": row.ends_on or _last_day(row.starts_on)}


def _last_day(starts_on: dt.date | None) -> dt.date:
    return max(today(), starts_on) if starts_on else today()


def _memberships(kept: Organisation, gone: Organisation) -> Iterator[Move]:
    """An organisation belongs to a cluster once at a time; the second membership ends where it was."""
    clusters = set(kept.memberships.filter(ends_on=None).values_list("cluster", flat=True))
    for row in gone.memberships.order_by("pk"):
        if row.ends_on is None and row.cluster_id in clusters:
            yield Move.of(row, ends_on=_last_day(row.starts_on))
        else:
            yield Move.of(row, organisation=kept)


def _findings(kept: Organisation, gone: Organisation) -> Iterator[Move]:
    """What was found of `gone` holds for `kept` where nothing was found of it yet."""
    found = Finding.objects.filter(subject_kind="organisation")
    known = found.filter(subject_uuid=kept.uuid).values("criterion")
    for row in found.filter(subject_uuid=gone.uuid).exclude(criterion__in=known).order_by("pk"):
        yield Move.of(row, subject_uuid=kept.uuid)
