"""What certificates may be about: kinds of objects that later chapters name.

awardables.add(Awardable("course", earned_by=people_who_completed))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from hilo.core.registry import Registry
from hilo.people.models import Person


@dataclass(frozen=True)
class Awardable:
    """A kind of object (of `core.registries.kinds`) that can be completed, attended or taught.

    `earned_by(uuid, kind)` answers the people who have earned a certificate of `kind` about the object
    `uuid`, whether they hold it or not; `url_of(uuid)` where the object is seen.
    """

    name: str
    earned_by: Callable[[UUID, str], QuerySet[Person]]
    url_of: Callable[[UUID], str] = lambda uuid: ""
    order: int = 50


awardables: Registry[Awardable] = Registry("what certificates may be about")


def earned_by(achievement: Any) -> QuerySet[Person]:
    """Who has earned `achievement`, as the chapter that knows tells it; nobody where none does."""
    if achievement.about_kind not in awardables:
        return Person.objects.none()
    return awardables.get(achievement.about_kind).earned_by(achievement.about, achievement.kind)
