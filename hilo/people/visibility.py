"""Who sees which field of a profile: what its person chose, honoured by every page, list and file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.people import access
from hilo.people.circles import share_a_circle
from hilo.people.models import Person, Visibility
from hilo.people.rules import showing

FIELDS = {
    "photo": _("photograph"),
    "territory": _("place"),
    "language": _("language"),
    "email": _("e-mail"),
    "phone": _("phone"),
    "gender": _("gender"),
    "birth_year": _("year of birth"),
}
ON_LINES = ("email", "phone", "gender", "birth_year", "language")


def shown_fields(person: Person, viewer: Any) -> frozenset[str]:
    """The names of `FIELDS` that `viewer` (an account, or anonymous) may see of `person`.

    Nobody but the person sees what is meant for "only me".
    """
    is_member = access.is_account(viewer)
    is_self = is_member and viewer.person_id == person.pk
    in_circle = is_member and not is_self and stands_in_circle(person, viewer)
    levels = {field: showing.level_of(person.visibility, field) for field in FIELDS}
    return frozenset(
        field
        for field, level in levels.items()
        if showing.is_shown(level, is_self=is_self, in_circle=in_circle, is_member=is_member)
    )


def is_seen_by_coordinators(person: Person, field: str) -> bool:
    """Whether those who coordinate `person` may see `field`: asked by lists, sheets and downloads."""
    level = showing.level_of(person.visibility, field)
    return showing.is_shown(level, is_self=False, in_circle=True, is_member=True)


def told_to_coordinators(person: Person) -> dict[str, Any]:
    """Who it is on a line of a file, without what they keep to themselves; nothing of whoever was erased."""
    if person.erased_at:
        return {"person_uuid": person.uuid, "name": ""} | dict.fromkeys(ON_LINES, "")
    seen = {name: is_seen_by_coordinators(person, name) for name in ON_LINES}
    told = {name: getattr(person, name) if seen[name] else "" for name in ON_LINES}
    return {"person_uuid": person.uuid, "name": str(person), **told}


def hidden_from_coordinators(person: Person) -> list[str]:
    """The fields that `person` keeps to themselves; nobody else reads or corrects them."""
    return [field for field in FIELDS if not is_seen_by_coordinators(person, field)]


def stands_in_circle(person: Person, viewer: Any) -> bool:
    """Whether `viewer` coordinates `person` (on duty), or is in an organisation with them."""
    return access.may(viewer, "people.see", person) or share_a_circle(person, viewer.person)


def choices_for(field: str) -> list[tuple[str, Any]]:
    """What a person may choose for `field`."""
    return [(level, Visibility(level).label) for level in showing.levels_for(field)]


def chosen_for(person: Person, field: str) -> str:
    """Who may see `field` of `person`, by their choice or by default."""
    return showing.level_of(person.visibility, field)
