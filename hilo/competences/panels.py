"""What competences show on the pages of others, and on one's home: what waits to be rated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.competences import queries
from hilo.competences.models import Respondent
from hilo.core.keeping import kept
from hilo.core.registries import ToDo
from hilo.people.models import Person


def waiting(person: Person) -> list[Respondent]:
    """Where somebody is still to rate, kept until anything happens."""
    return kept(("to rate", person.pk), lambda: list(queries.to_rate(person)))


def to_do(viewer: Any) -> Iterator[ToDo]:
    """A line on the home of whoever is asked to rate and has not finished."""
    for one in waiting(viewer.person):
        text = _("Rate your competences: %(occasion)s.") % {"occasion": one.occasion}
        yield ToDo(text, one.occasion.get_absolute_url(), _("Rate"), due=one.occasion.closes_at)


def own(person: Person, viewer: Any) -> dict[str, Any] | None:
    """The way to one's own ratings, on one's own page alone."""
    if getattr(viewer, "person_id", None) != person.pk:
        return None
    return {"waiting": waiting(person)}
