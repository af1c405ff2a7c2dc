"""Two organisations that were one: merged, taken back, or told apart.

Every row that changes is written down with what it said before and after (`Merge.moved`), in the order in
which it changed. Taking back walks that list backwards; what says something else by now was changed by
somebody since, and is left alone or stands in the way (docs/algorithms/duplicates.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from hilo.core.events import publish
from hilo.core.time import now
from hilo.network import events, messages
from hilo.network.enums import State
from hilo.network.models import Distinction, Merge, Organisation
from hilo.network.problems import LaterWork, MergedAlready, NotPossibleNow, OneIsNotTwo
from hilo.network.queries import answerable
from hilo.network.rules import contact
from hilo.network.services import profiles
from hilo.network.services.moves import Move, moves_of
from hilo.notifications import services as notifications

# What the coordinator chooses between; sectors and further places are joined.
CHOSEN = (
    *("kind", "legal_name", "short_name", "presentation", "stage", "place", "web"),
    *("email", "phone", "address", "size", "women_owned", "women_led", "founded_year"),
    *("logo", "audience"),
)
JOINED = ("sectors", "other_places")
KEPT, GONE = "kept", "gone"


@transaction.atomic
def merge(kept: Organisation, gone: Organisation, *, choices: Mapping[str, str], by: Any) -> Merge:
    """Let `kept` stand for both: what hangs on `gone` hangs on `kept` now, and its page leads there.

    `choices` says for a field of `CHOSEN` whose value stays ("kept" where nothing is said). Where they
    are merged like that already, answers that merge. Raises `OneIsNotTwo`, `MergedAlready`.
    """
    kept, gone = _both(kept, gone)
    if gone.merged_into_id == kept.pk:
        return Merge.objects.get(gone=gone, undone_at=None)
    _refuse_merged(kept, gone)
    writing = {*answerable.stewards_of(kept), *answerable.stewards_of(gone)}
    done = Merge(kept=kept, gone=gone, at=now(), by=getattr(by, "person", None))
    done.moved = {
        "rows": [_done(move).stored() for move in _all_moves(kept, gone, choices)],
        "joined": {name: _join(kept, gone, name) for name in JOINED},
    }
    done.save()
    _tell(done, events.OrganisationsMerged, by=by)
    notifications.notify_many(list(writing), messages.PagesMerged(done.uuid), by=by)
    return done


def _all_moves(
    kept: Organisation, gone: Organisation, choices: Mapping[str, str]
) -> Iterator[Move]:
    for name, value in _taken_over(kept, gone, choices).items():
        yield Move.of(kept, **{name: value})
    yield from moves_of(kept, gone)
    yield Move.of(gone, state=State.ARCHIVED, merged_into=kept)


def _done(move: Move) -> Move:
    move.do()
    return move


@transaction.atomic
def undo_merge(done: Merge, *, by: Any, leave_later_work: bool = False) -> None:
    """Take a merge back: every row says again what it said before.

    Raises `LaterWork` where somebody went on with some of them since, unless that is to stay where it
    is now; `NotPossibleNow` where it was taken back already, or `kept` was merged on.
    """
    kept, gone = _both(done.kept, done.gone)
    done = Merge.objects.select_for_update(of=("self",)).get(pk=done.pk)
    if done.undone_at or kept.merged_into_id or gone.merged_into_id != kept.pk:
        raise NotPossibleNow
    moves = [Move.read(row) for row in done.moved["rows"]]
    later = [move for move in moves if not move.still_holds()]
    if later and not leave_later_work:
        raise LaterWork(what=", ".join(dict.fromkeys(move.words for move in later)))
    for move in reversed(moves):
        if move not in later:
            _take_back(move)
    for name, keys in done.moved["joined"].items():
        getattr(kept, name).remove(*keys)
    done.undone_at, done.undone_by = now(), getattr(by, "person", None)
    done.save(update_fields=["undone_at", "undone_by"])
    _tell(done, events.OrganisationsParted, by=by)


def later_work(done: Merge) -> list[str]:
    """What somebody went on with since the merge, in words."""
    moves = (Move.read(row) for row in done.moved["rows"])
    return list(dict.fromkeys(move.words for move in moves if not move.still_holds()))


def _take_back(move: Move) -> None:
    """Where its place is taken by what stays, a row stays as well."""
    with suppress(IntegrityError), transaction.atomic():
        move.take_back()


@transaction.atomic
def tell_apart(one: Organisation, other: Organisation, *, by: Any) -> None:
    """Note that two which seem to be one are two; nobody is asked about them again."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    if first == second:
        raise OneIsNotTwo
    told = {"at": now(), "by": getattr(by, "person", None)}
    _row, is_new = Distinction.objects.get_or_create(first=first, second=second, defaults=told)
    if is_new:
        event = events.OrganisationsDistinguished(first.uuid, second.uuid)
        publish(event, by=by, subject=("organisation", first.uuid))


def _both(kept: Organisation, gone: Organisation) -> tuple[Organisation, Organisation]:
    """Both rows as they are now, locked in one order, so that two merges never wait for each other."""
    if kept.pk == gone.pk:
        raise OneIsNotTwo
    rows = Organisation.objects.select_for_update(of=("self",)).order_by("pk")
    both = {one.pk: one for one in rows.filter(pk__in=(kept.pk, gone.pk))}
    return both[kept.pk], both[gone.pk]


def _refuse_merged(*organisations: Organisation) -> None:
    for one in organisations:
        if one.merged_into_id:
            raise MergedAlready(name=str(one))


def _taken_over(
    kept: Organisation, gone: Organisation, choices: Mapping[str, str]
) -> dict[str, Any]:
    """What `kept` says afterwards where that is new; by the names of `gone` it is found as well."""
    after = {name: getattr(gone, name) for name in CHOSEN if choices.get(name) == GONE}
    levels = {
        name: gone.visibility[name]
        for name in contact.FIELDS
        if name in after and name in gone.visibility
    }
    after["visibility"] = {**kept.visibility, **levels}
    names = {"short_name": kept.short_name, "legal_name": kept.legal_name, **after}
    shown = {names["short_name"], names["legal_name"]}
    after["other_names"] = _fitting([one for one in [*kept.names, *gone.names] if one not in shown])
    return {name: value for name, value in after.items() if value != getattr(kept, name)}


def _fitting(names: list[str]) -> str:
    """As many of `names` as the column holds, one a line."""
    most = Organisation._meta.get_field("other_names").max_length or 0
    lines = ""
    for name in dict.fromkeys(names):
        longer = f"{lines}\n{name}".strip()
        lines = longer if len(longer) <= most else lines
    return lines


def _join(kept: Organisation, gone: Organisation, name: str) -> list[int]:
    """Give `kept` what only `gone` has of a set; answers the keys that were added."""
    own = getattr(kept, name)
    missing = set(getattr(gone, name).values_list("pk", flat=True))
    added = sorted(missing - set(own.values_list("pk", flat=True)))
    own.add(*added)
    return added


def _tell(done: Merge, event: type[Any], *, by: Any) -> None:
    """Both pages moved on: whoever edits one of them now is told; the directory says what they say."""
    both = Organisation.objects.filter(pk__in=(done.kept_id, done.gone_id))
    both.update(version=F("version") + 1, changed_at=now())
    for one in both:
        one.save(update_fields=["folded"])  # worked out anew from the names
    profiles.refresh(*both)
    kept, gone = done.kept.uuid, done.gone.uuid
    publish(event(kept, gone, done.uuid), by=by, subject=("organisation", kept))
