"""Keeping what was typed until it is sent: for people in the database, for strangers in their session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import UUIDField
from django.http import HttpRequest

from hilo.core.actors import uuid_of
from hilo.core.prepared import Given, Prepared
from hilo.core.time import now
from hilo.ui.models import Draft

DRAFT = Prepared(
    lambda: Draft.objects.filter(
        owner=Given("owner", UUIDField()), form=Given("form"), subject=Given("subject")
    )
)
KEPT_FOR = dt.timedelta(days=60)

Typed = dict[str, list[str]]


class Kept(Protocol):
    """Where the steps of one form are kept."""

    def steps(self) -> dict[str, Typed]: ...
    def keep(self, step: str, typed: Typed) -> None: ...
    def forget(self) -> None: ...


def draft_of(request: HttpRequest, form: str, subject: str = "") -> Kept:
    """The draft of `form` about `subject` that this reader has begun, or an empty one."""
    viewer = getattr(request, "user", None)
    if getattr(viewer, "is_authenticated", False):
        return _InDatabase(uuid_of(viewer), form, subject)
    return _InSession(request, f"draft {form} {subject}")


@dataclass
class _InDatabase:
    owner: Any
    form: str
    subject: str

    def _row(self) -> Any:
        return Draft.objects.filter(owner=self.owner, form=self.form, subject=self.subject)

    def steps(self) -> dict[str, Typed]:
        row = DRAFT.row(owner=self.owner, form=self.form, subject=self.subject)
        return row.steps if row else {}

    def keep(self, step: str, typed: Typed) -> None:
        Draft.objects.update_or_create(
            owner=self.owner,
            form=self.form,
            subject=self.subject,
            defaults={"steps": {**self.steps(), step: _storable(typed)}},
        )

    def forget(self) -> None:
        self._row().delete()


def _storable(typed: Typed) -> Typed:
    """`typed` without the one character that PostgreSQL keeps in no text."""
    return {name: [value.replace("\x00", "") for value in values] for name, values in typed.items()}


@dataclass
class _InSession:
    request: HttpRequest
    key: str

    def steps(self) -> dict[str, Typed]:
        return self.request.session.get(self.key, {})

    def keep(self, step: str, typed: Typed) -> None:
        self.request.session[self.key] = {**self.steps(), step: typed}

    def forget(self) -> None:
        self.request.session.pop(self.key, None)


def export(person: Any) -> list[dict[str, Any]]:
    """The drafts of a person, for "my data"."""
    rows = Draft.objects.filter(owner=person.uuid).order_by("pk")
    kept = rows.values("form", "subject", "steps", "created_at", "changed_at")
    return [dict(row) for row in kept]


def erase(person: Any, at: dt.datetime) -> None:
    """Drafts go with their writer: nobody else ever saw them."""
    Draft.objects.filter(owner=person.uuid).delete()


def prune(*, at: dt.datetime | None = None) -> int:
    """Remove drafts that nobody touched for 60 days; answers how many."""
    count, _by_model = Draft.objects.filter(changed_at__lt=(at or now()) - KEPT_FOR).delete()
    return count
