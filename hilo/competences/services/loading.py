"""The competences that ship with Hilo, put into an installation that lacks them.

Each row remembers the print of the text with which it came. As long as its text still has that
print, nobody here has changed it, and a newer release may bring a better one.
"""

from __future__ import annotations

from django.db import transaction

from hilo.competences import shipped
from hilo.competences.events import CompetencesLoaded
from hilo.competences.models import Competence, CompetenceGroup
from hilo.competences.shipped import ShippedCompetence, ShippedGroup, print_of
from hilo.core import search
from hilo.core.events import publish
from hilo.core.locks import lock


@transaction.atomic
def load_shipped() -> tuple[int, int]:
    """Add what is missing, renew what nobody here has changed; answers how many of each.

    Loading twice changes nothing. What was retired stays retired.
    """
    lock("competences.load")
    groups = {one.code: one for one in CompetenceGroup.objects.all()}
    known = {one.code: one for one in Competence.objects.all()}
    added = renewed = 0
    for told in shipped.groups():
        group = groups.get(told.code) or _new_group(told)
        renewed += _renew_group(group, told)
        for one in told.competences:
            row = known.get(one.code)
            added += _add(group, one) if row is None else 0
            renewed += _renew(row, one) if row is not None else 0
    if added or renewed:
        publish(CompetencesLoaded(added, renewed))
        search.rebuild(["competence"])
    return added, renewed


def _new_group(told: ShippedGroup) -> CompetenceGroup:
    return CompetenceGroup.objects.create(
        code=told.code, name=told.name, order=told.order, shipped=told.print
    )


def _renew_group(group: CompetenceGroup, told: ShippedGroup) -> int:
    if group.shipped == told.print or group.shipped != print_of(group.name):
        return 0
    group.name, group.shipped = told.name, told.print
    group.save_version(expected=group.version)
    return 1


def _add(group: CompetenceGroup, told: ShippedCompetence) -> int:
    Competence.objects.create(
        group=group,
        code=told.code,
        name=told.name,
        about=told.about,
        order=told.order,
        shipped=told.print,
    )
    return 1


def _renew(row: Competence, told: ShippedCompetence) -> int:
    """Bring the text up to date; where it stands in the list stays the installation's own choice."""
    if row.shipped == told.print or row.shipped != print_of(row.name, row.about):
        return 0
    row.name, row.about, row.shipped = told.name, told.about, told.print
    row.save_version(expected=row.version)
    return 1
