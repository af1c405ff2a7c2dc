"""The verbs of identifiers: under which numbers others know a programme."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core.problems import Problem
from hilo.programme.models import Identifier, Programme
from hilo.programme.services.programmes import tell_changed


class IdentifierThere(Problem):
    sentence = _("This number is on record already.")

    def __init__(self) -> None:
        super().__init__(field="value")


@transaction.atomic
def add(programme: Programme, *, scheme: str, value: str, by: Any) -> Identifier:
    """Put a number on record; raises `IdentifierThere`, `ProgrammeIsArchived`."""
    known = programme.identifiers
    if known.filter(scheme=scheme, value=value).exists():
        raise IdentifierThere
    made = known.create(scheme=scheme, value=value, order=known.count())
    tell_changed(programme, "identifiers", by=by)
    return made


@transaction.atomic
def remove(identifier: Identifier, *, by: Any) -> None:
    """Take a number off the record; raises `ProgrammeIsArchived`."""
    identifier.delete()
    tell_changed(identifier.programme, "identifiers", by=by)
