"""Places in published lists of bits, drawn at random so that a place tells nothing of its holder."""

from __future__ import annotations

import secrets
from typing import Any

from hilo.core.keeping import kept
from hilo.core.locks import lock
from hilo.core.time import now
from hilo.credentials import addresses
from hilo.credentials.enums import State
from hilo.credentials.models import Certificate, StatusList
from hilo.credentials.models.keys import MOST_GIVEN, PLACES
from hilo.credentials.rules import statuslists, tokens
from hilo.credentials.services import keys


def take(count: int) -> tuple[StatusList, list[int]]:
    """`count` free places in one list; a new list is begun where the last one is half full."""
    lock("places in status lists")
    last = StatusList.objects.order_by("-number").first()
    given = Certificate.objects.filter(status_list=last).count() if last else 0
    if last is None or given + count > MOST_GIVEN:
        number = last.number + 1 if last else 1
        last = StatusList.objects.create(number=number, made_at=now())
    return last, _free(last, count)


def _free(of: StatusList, count: int) -> list[int]:
    """Places that nobody has; drawn again where some are taken, so that each is as likely as another."""
    chosen: set[int] = set()
    while len(chosen) < count:
        drawn = {secrets.randbelow(PLACES) for _ in range(count - len(chosen))}
        taken = Certificate.objects.filter(status_list=of, status_index__in=drawn)
        chosen |= drawn - set(taken.values_list("status_index", flat=True))
    return list(chosen)


def signed(of: StatusList) -> str:
    """The list as anybody may read it, signed; kept until something happens, at most a minute."""
    return kept(("status list", of.pk, addresses.host()), lambda: _sign(of))


def _sign(of: StatusList) -> str:
    ended = Certificate.objects.filter(status_list=of).exclude(state=State.VALID)
    said: dict[str, Any] = statuslists.build(
        id=addresses.of_status_list(of.number),
        issuer=keys.issuer_did(),
        revoked=ended.values_list("status_index", flat=True),
        valid_from=of.made_at,
    )
    return tokens.sign(said, keys.signing())
