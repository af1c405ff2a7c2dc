"""Invented organisations by the hundred thousand, in a demonstration only: to measure a full directory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models import ProtectedError

from hilo.core import search
from hilo.core.fold import fold
from hilo.core.installation import WrongMode, the_installation
from hilo.core.text import Text
from hilo.core.time import now
from hilo.network import documents
from hilo.network.enums import Audience, State
from hilo.network.models import Cluster, Membership, Organisation, Sector
from hilo.network.rules.inventing import Invented, invent
from hilo.places.models import Place

SYSTEM = "scale"
CHUNK = 250  # a bunch holds the database for a second; others write in between
TOLD = 2_000
AT_ONCE = 500  # deleted
SPOKEN = {
    "MX": ("es",),
    "DZ": ("ar", "fr"),
    "EG": ("ar",),
    "JO": ("ar",),
    "LB": ("ar", "fr"),
    "MA": ("ar", "fr"),
    "PS": ("ar",),
    "TN": ("ar", "fr"),
}
OF_MEXICO = (
    3  # places of the Mediterranean are so many times likelier than a municipality of Mexico
)
MEMBERS_OF_CLUSTERS = 50  # every so manieth

Tell = Callable[[int, int], None]  # how many are done, of how many


def grow(count: int, tell: Tell = lambda done, of: None) -> int:
    """Invent organisations until there are `count`; answers how many are new.

    Each bunch is found as soon as it is there; stopped midway, it goes on where it was. Raises
    `WrongMode` where the people are real.
    """
    _refuse_what_is_real()
    known = Organisation.objects.filter(source_system=SYSTEM).count()
    places, sectors = _places(), list(Sector.objects.current())
    clusters = list(Cluster.objects.listed())
    spoken = [SPOKEN[place.code[:2]] for place in places]
    for start in range(known, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        some = [invent(number, languages=spoken, sectors=len(sectors)) for number in numbers]
        _add(some, places, sectors, clusters)
        if numbers.stop % TOLD == 0 or numbers.stop == count:
            tell(numbers.stop, count)
    return max(0, count - known)


def _refuse_what_is_real() -> None:
    if not the_installation().is_demonstration:
        raise WrongMode("Invented organisations are put into a demonstration only.")


def _places() -> list[Place]:
    """Where invented organisations may be: municipalities of Mexico, divisions around the Mediterranean."""
    known = Place.objects.current().order_by("code")
    mexico = known.filter(kind=Place.Kind.MUNICIPALITY)
    others = known.filter(kind=Place.Kind.DIVISION, parent__code__in=[*SPOKEN][1:])
    return [*mexico, *list(others) * OF_MEXICO]


@transaction.atomic
def _add(
    some: Sequence[Invented],
    places: Sequence[Place],
    sectors: Sequence[Sector],
    clusters: Sequence[Cluster],
) -> None:
    made = Organisation.objects.bulk_create(
        [_row(one, places[one.place]) for one in some], batch_size=500
    )
    joints = Organisation.sectors.through
    joints.objects.bulk_create(
        [
            joints(organisation_id=row.pk, sector_id=sectors[number].pk)
            for row, one in zip(made, some, strict=True)
            for number in one.sectors
        ],
        batch_size=2_000,
    )
    _join(made[::MEMBERS_OF_CLUSTERS], clusters)
    rows = documents.organisations().filter(pk__in=[row.pk for row in made])
    search.index_many("organisation", rows)


def _join(some: Sequence[Organisation], clusters: Sequence[Cluster]) -> None:
    """Let some of them belong to clusters, in turn."""
    if clusters:
        Membership.objects.bulk_create(
            Membership(cluster=clusters[row.pk % len(clusters)], organisation=row) for row in some
        )


def _row(one: Invented, place: Place) -> Organisation:
    listed_at = None if one.is_draft else now() - dt.timedelta(days=one.days_ago)
    return Organisation(
        slug=f"{SYSTEM}-{one.number}",
        kind=one.kind,
        legal_name=one.name,
        folded=fold(one.name),
        stage=one.stage,
        size=one.size,
        women_led=one.women_led,
        women_owned=one.women_owned,
        place=place,
        email=f"{SYSTEM}-{one.number}@red.example",
        presentation=Text.of(one.language, one.about),
        audience=Audience.MEMBERS if one.is_for_members else Audience.PUBLIC,
        state=State.DRAFT if one.is_draft else State.LISTED,
        listed_at=listed_at,
        confirmed_at=listed_at,
        source_system=SYSTEM,
        source_id=str(one.number),
    )


def shrink(tell: Tell = lambda done, of: None) -> int:
    """Take away the invented organisations that nothing hangs on; answers how many."""
    _refuse_what_is_real()
    keys = list(Organisation.objects.filter(source_system=SYSTEM).values_list("pk", flat=True))
    gone = 0
    for start in range(0, len(keys), AT_ONCE):
        gone += _remove(keys[start : start + AT_ONCE])
        tell(start + AT_ONCE, len(keys))
    if gone:
        search.rebuild(["organisation"])
    return gone


def _remove(keys: Sequence[int]) -> int:
    """All of them in one go; one by one where somebody has hung something on one."""
    try:
        with transaction.atomic():
            Membership.objects.filter(organisation__in=keys).delete()
            Organisation.objects.filter(pk__in=keys).delete()
    except ProtectedError:
        return sum(_remove([key]) for key in keys) if len(keys) > 1 else 0
    return len(keys)
