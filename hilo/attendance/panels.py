"""What attendance shows on one's own page and on one's home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.attendance import access, queries, words
from hilo.attendance.enums import ExcuseState
from hilo.attendance.models import Session
from hilo.core.keeping import kept
from hilo.core.registries import ToDo
from hilo.core.time import now
from hilo.people.models import Person

SOON = dt.timedelta(days=7)


def next_session(person: Person) -> Session | None:
    """The next one at which somebody is expected, kept until anything happens."""
    key = ("next session", person.pk)
    found = kept(key, lambda: list(queries.coming_of(person).standing()[:3]), is_small=True)
    return next((one for one in found if not one.is_over), None)


def own(person: Person, viewer: Any) -> dict[str, Any] | None:
    """One's next session, on one's own page alone."""
    if getattr(viewer, "person_id", None) != person.pk:
        return None
    session = next_session(person)
    if session is None:
        return {"session": None}
    return {"session": session, "when": words.when(session), "where": words.where(session)}


def to_do(viewer: Any) -> Iterator[ToDo]:
    """One's next session if it is near; for keepers, the lists that nobody has closed."""
    session = next_session(viewer.person)
    if session is not None and session.starts_at - now() < SOON:
        text = _("%(title)s: %(when)s · %(where)s") % {
            "title": session.title,
            "when": words.when(session),
            "where": words.where(session),
        }
        yield ToDo(text, session.get_absolute_url(), _("See the session"), due=session.starts_at)
    yield from _to_keep(viewer)


def _to_keep(viewer: Any) -> Iterator[ToDo]:
    """For keepers: lists that nobody has closed, announced absences that nobody has answered."""
    if not access.holds_anywhere(viewer):
        return
    reach = access.reach_of(viewer)
    count, announced = kept(("lists to keep", reach), lambda: _waiting(reach), is_small=True)
    if count:
        said = ngettext(
            "An attendance list is not closed yet.",
            "%(count)s attendance lists are not closed yet.",
            count,
        )
        address = f"{reverse('attendance:office')}?state=unclosed"
        yield ToDo(said % {"count": count}, address, _("Close them"), is_late=True)
    for session in announced:
        text = _("%(title)s: somebody announced that they cannot come.") % {"title": session.title}
        address = reverse("attendance:keep", args=[session.uuid])
        yield ToDo(text, address, _("Answer"), due=session.starts_at)


def _waiting(reach: access.Reach) -> tuple[int, list[Session]]:
    """How many lists are not closed, and the next sessions of which somebody announced an absence."""
    mine = access.sessions_within(reach)
    announced = mine.coming().filter(excuses__state=ExcuseState.ANNOUNCED).distinct()
    return mine.unclosed().count(), list(announced[:3])
