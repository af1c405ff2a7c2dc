"""Where a sheet is taken home and brought in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from hilo.core.sheets import Scope


def address_in(name: str, kind: str, uuid: Any) -> str:
    """The page of the sheet `name` that lives in the object (`kind`, `uuid`)."""
    return sheet_address(name, Scope(kind, uuid))


def sheet_address(name: str, scope: Scope) -> str:
    """The page of the sheet `name` in `scope`; of the whole house where that names nothing."""
    return reverse("ui:sheet", args=[name]) + query_of(scope)


def query_of(scope: Scope) -> str:
    """What an address of this scope ends with."""
    return f"?scope={scope}" if scope else ""
