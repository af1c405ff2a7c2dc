"""Who may use which sheet, and see which batch."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from hilo.core.models import Batch
from hilo.core.sheets.batches import scope_of
from hilo.core.sheets.declaration import WHOLE, Scope, Sheet, sheets


def sheet_for(user: Any, name: str, scope: Scope = WHOLE) -> Sheet:
    """The sheet `name` in `scope`; raises Http404 where there is none, `Refused` where not for `user`."""
    if name not in sheets or scope.kind not in sheets.get(name).scopes:
        raise Http404
    sheet = sheets.get(name)
    sheet.require(user, scope)
    return sheet


def sheets_for(user: Any, scope: Scope = WHOLE) -> list[Sheet]:
    """The sheets that `user` may use in `scope`, in their order."""
    return [sheet for sheet in sheets if sheet.may(user, scope)]


def batch_for(user: Any, uuid: Any) -> Batch:
    """The batch `uuid`, for whoever may use its sheet where it belongs."""
    batch = Batch.objects.select_related("file").filter(uuid=uuid).first()
    if batch is None:
        raise Http404
    sheet_for(user, batch.sheet, scope_of(batch))
    return batch


def batches_of(sheet: Sheet, scope: Scope = WHOLE) -> QuerySet[Batch]:
    """The uploads of one sheet in one scope, the latest first; ask `sheet_for` before."""
    return Batch.objects.filter(sheet=sheet.name, scope_kind=scope.kind, scope=scope.uuid)
