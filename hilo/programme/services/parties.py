"""The verbs of parties: who stands behind a programme, and no longer does."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hilo.core import search
from hilo.core.problems import Problem
from hilo.core.text import Text
from hilo.programme.models import Party, Programme
from hilo.programme.services.programmes import tell_changed
from hilo.ui import reader


class PartyIsNameless(Problem):
    sentence = _("Write the name, or choose an organisation of the directory.")

    def __init__(self) -> None:
        super().__init__(field="name")


class PartyThere(Problem):
    sentence = _("«%(name)s» stands there in this role already.")


class PartyIsNeeded(Problem):
    sentence = _("«%(name)s» stays: it answers for indicators. Give these to another party first.")


@transaction.atomic
def add(
    programme: Programme, *, by: Any, role: str, name: Text | None = None, organisation: Any = None
) -> Party:
    """Let an organisation of the directory, or a name, stand behind the programme.

    Raises `PartyIsNameless`, `PartyThere`, `ProgrammeIsArchived`.
    """
    party = Party(programme=programme, order=programme.parties.count())
    _put(party, role=role, name=name, organisation=organisation)
    party.save()
    _tell(programme, by=by)
    return party


@transaction.atomic
def change(
    party: Party,
    *,
    expected: int,
    by: Any,
    role: str,
    name: Text | None = None,
    organisation: Any = None,
) -> Party:
    """Correct who it is, or as what it stands there; raises as `add` does, and `Overtaken`."""
    _put(party, role=role, name=name, organisation=organisation)
    party.save_version(expected=expected)
    _tell(party.programme, by=by)
    return party


@transaction.atomic
def remove(party: Party, *, by: Any) -> None:
    """Let a party no longer stand behind the programme; raises `PartyIsNeeded`, `ProgrammeIsArchived`."""
    if party.indicators.exists():
        raise PartyIsNeeded(name=str(party))
    party.delete()
    _tell(party.programme, by=by)


def _put(party: Party, *, role: str, name: Text | None, organisation: Any) -> None:
    """Take what was said; a party that is in the directory bears its name there, unless another is given."""
    named = name or (organisation and Text.of(reader.language(), str(organisation)))
    if not named:
        raise PartyIsNameless
    party.role, party.name, party.organisation = role, named, organisation
    others = party.programme.parties.filter(role=role).exclude(pk=party.pk)
    if any(_is_same(one, party) for one in others):
        raise PartyThere(name=str(party))


def _is_same(one: Party, other: Party) -> bool:
    if one.organisation_id or other.organisation_id:
        return one.organisation_id == other.organisation_id
    return str(one.name) == str(other.name)


def _tell(programme: Programme, *, by: Any) -> None:
    tell_changed(programme, "parties", by=by)
    search.index("programme", programme)
