"""Who may use which sheet, and see which batch."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet, UUIDField
from django.http import Http404

from hilo.core.access import Refused
from hilo.core.models import Batch
from hilo.core.prepared import Given, Prepared
from hilo.core.sheets.batches import scope_of
from hilo.core.sheets.declaration import WHOLE, Scope, Sheet, sheets

BATCH = Prepared(
    lambda: Batch.objects.select_related("file").filter(uuid=Given("uuid", UUIDField()))
)


def sheet_for(user: Any, name: str, scope: Scope = WHOLE) -> Sheet:
    """The sheet `name` in `scope`; raises Http404 where there is none, `Refused` where not for `user`."""
    if name not in sheets or scope.kind not in sheets.get(name).scopes:
        raise Http404
    sheet = sheets.get(name)
    sheet.require(user, scope)
    try:
        return sheet.within(scope)
    except LookupError:
        raise Http404 from None


def sheets_for(user: Any) -> list[tuple[Sheet, Scope]]:
    """The sheets that `user` may use, each as often as there are scopes for it, in their order."""
    return [(sheets.get(name).within(scope), scope) for name, scope in offered_to(user)]


def offered_to(user: Any) -> list[tuple[str, Scope]]:
    """The same by name: nothing is asked of the objects in which they live."""
    return [(sheet.name, scope) for sheet in sheets for scope in sheet.scopes_for(user)]


def way_in(user: Any) -> Refused | None:
    """The refusal that a staff session would lift; None where there is none, or nothing to lift."""
    for sheet in sheets:
        try:
            sheet.require_somewhere(user)
        except Refused as refused:
            if type(refused) is not Refused:
                return refused
    return None


def concerns(user: Any) -> bool:
    """Whether some sheet is for `user`, now or in a staff session; for menus."""
    return any(True for sheet in sheets for _ in sheet.scopes_for(user)) or way_in(user) is not None


def batch_for(user: Any, uuid: Any) -> Batch:
    """The batch `uuid`, for whoever may use its sheet where it belongs."""
    batch = BATCH.row(uuid=uuid)
    if batch is None:
        raise Http404
    sheet_for(user, batch.sheet, scope_of(batch))
    return batch


def batches_of(sheet: Sheet, scope: Scope = WHOLE) -> QuerySet[Batch]:
    """The uploads of one sheet in one scope, the latest first; ask `sheet_for` before."""
    return Batch.objects.filter(sheet=sheet.name, scope_kind=scope.kind, scope=scope.uuid)
