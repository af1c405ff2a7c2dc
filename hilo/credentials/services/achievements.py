"""What can be certified: put on record once for each kind about one object, and kept up to date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from hilo.competences.models import Competence
from hilo.core.events import publish
from hilo.core.locks import lock
from hilo.core.text import Text
from hilo.credentials.events import AchievementAdded, AchievementChanged
from hilo.credentials.models import Achievement, Template

About = tuple[str, UUID | None]
NOTHING: About = ("", None)


@transaction.atomic
def ensure(
    *,
    about: About,
    template: Template,
    name: Text,
    by: Any,
    kind: str = "",
    description: Text | None = None,
    criteria: Text | None = None,
    competences: Iterable[Competence] = (),
    hours: int | None = None,
    valid_months: int | None = None,
) -> Achievement:
    """The achievement of `kind` (the template's where none is given) about that object, as told here.

    Made where there is none, changed where it differs; what was issued stays as it was.
    """
    kind = kind or template.kind
    lock(f"achievement {about[0]} {about[1]} {kind}")
    told: dict[str, Any] = {
        "template": template,
        "name": name,
        "description": description or Text(),
        "criteria": criteria or Text(),
        "hours": hours,
        "valid_months": valid_months,
    }
    found = Achievement.objects.about(*about).filter(kind=kind).first() if about[1] else None
    if found is None:
        return add(about=about, kind=kind, competences=competences, by=by, **told)
    return change(found, by=by, competences=competences, **told)


@transaction.atomic
def add(
    *,
    about: About = NOTHING,
    kind: str,
    competences: Iterable[Competence] = (),
    by: Any,
    **told: Any,
) -> Achievement:
    """A new achievement; raises ValidationError where a field does not fit."""
    made = Achievement(about_kind=about[0], about=about[1], kind=kind, **told)
    made.full_clean(exclude=("name", "description", "criteria"))
    made.save()
    made.competences.set(competences)
    publish(AchievementAdded(made.uuid), by=by, subject=("achievement", made.uuid))
    return made


@transaction.atomic
def change(
    achievement: Achievement,
    *,
    by: Any,
    expected: int | None = None,
    competences: Iterable[Competence] | None = None,
    **changes: Any,
) -> Achievement:
    """Change what is certified from now on; `expected` is the version that the editor saw.

    Raises `Overtaken` if somebody saved since. Without a difference nothing happens.
    """
    changed = [name for name in changes if getattr(achievement, name) != changes[name]]
    for name in changed:
        setattr(achievement, name, changes[name])
    if competences is not None and set(competences) != set(achievement.competences.all()):
        changed.append("competences")
    if changed:
        achievement.save_version(expected=achievement.version if expected is None else expected)
        if competences is not None:
            achievement.competences.set(competences)
        event = AchievementChanged(achievement.uuid, tuple(sorted(changed)))
        publish(event, by=by, subject=("achievement", achievement.uuid))
    return achievement
