"""Values as JSON carries them, and back: for what the journal and the queue keep."""

from __future__ import annotations

import datetime as dt
import json
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.dateparse import parse_datetime

_READERS: dict[Any, Callable[[Any], Any]] = {
    UUID: UUID,
    Decimal: Decimal,
    dt.datetime: parse_datetime,
    dt.date: dt.date.fromisoformat,
    dt.time: dt.time.fromisoformat,
}


def plain(value: Any) -> Any:
    """`value` with UUIDs, decimals, days and times as text; raises TypeError for anything odder."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def revived(hint: Any, value: Any) -> Any:
    """`value` as JSON kept it, turned back into what the type `hint` says."""
    if value is None:
        return None
    kind = typing.get_origin(hint) or hint
    inner = [one for one in typing.get_args(hint) if one not in (type(None), Ellipsis)]
    if kind in (types.UnionType, typing.Union):
        return revived(inner[0], value)
    if kind in (tuple, list, frozenset, set):
        return kind(revived(inner[0] if inner else Any, one) for one in value)
    reader = _READERS.get(kind)
    return reader(value) if reader and isinstance(value, str) else value
