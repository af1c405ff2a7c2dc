"""What people tells the rest of the house about itself; called once, when the application starts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.signals import post_delete
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hilo.core import actors, registries
from hilo.core.access import decide_with
from hilo.core.keeping import kept
from hilo.core.registries import (
    HomeBlock,
    MenuEntry,
    ObjectKind,
    PersonalData,
    Schedule,
    SearchDocument,
    SearchSource,
    ToDo,
)
from hilo.core.sheets import sheets
from hilo.people import access, holdings, measures, pages, second_factor, services, tasks
from hilo.people.models import Person, Visibility
from hilo.people.purposes import Purpose, purposes
from hilo.people.roles import Coordinator, Operator, allow
from hilo.people.services.erasure import erase_own
from hilo.people.sheets import PeopleSheet
from hilo.people.visibility import chosen_for
from hilo.ui import calendar, header

__all__ = ["everything", "measures"]


def everything() -> None:
    verbs()
    decide_with(may=access.can, require=access.require, may_anywhere=access.can_anywhere)
    notices()
    kinds()
    sheets.add(PeopleSheet())
    menu()
    actors.name_actors_with(names)
    registries.homes.add(HomeBlock("people", _("Your account"), to_do, order=5))
    registries.schedules.add(Schedule("people.sweep", tasks.sweep, dt.timedelta(hours=1)))
    header.strips.add(header.Strip("duty", duty_strip, order=10))
    post_delete.connect(forget_deleted_scope, dispatch_uid="people.forget_deleted_scope")
    pages.measured_pages()


def verbs() -> None:
    allow("people.see", _("See people's profiles and how to reach them."), Coordinator)
    allow("people.invite", _("Invite people and see who has come."), Coordinator)
    allow("people.change", _("Correct people's profiles and download lists."), Coordinator)
    allow("people.grant", _("Give and take back roles."), Coordinator)
    allow("people.answer_requests", _("Answer requests about personal data."), Coordinator)
    # Places lies below and knows no roles (core.access.decide_with); its verb is named here.
    allow("places.change_regions", _("Make and change the regions of a programme."), Coordinator)
    allow("system.keep", _("See how the installation fares: mail, tasks, checks."), Operator)


def notices() -> None:
    purposes.add(
        Purpose(
            "membership",
            _("Taking part in the network"),
            _(
                "I agree that the network keeps my name, my e-mail address and what I tell about "
                "myself, together with what I do here (courses, workshops, messages), so that I can "
                "take part. Only those whom I chose, and the coordinators of what I take part in, see "
                "it. Statistics show groups of five and more. I can see, correct, take along and "
                "erase my data at any time."
            ),
            is_required=True,
            order=10,
        )
    )
    purposes.add(
        Purpose(
            "pictures",
            _("Pictures and stories"),
            _(
                "I agree that photographs and short stories of the network's activities in which I can "
                "be recognised are shown in reports and on public pages. I can take this back at any "
                "time; then they are taken down, except from what has been printed."
            ),
            order=20,
        )
    )


def kinds() -> None:
    registries.kinds.add(
        ObjectKind(
            "person", _("Person"), _("People"), Person, access.visible_to, icon="person", order=10
        )
    )
    registries.personal_data.add(
        PersonalData(
            "people",
            _("Profile and account"),
            holdings.export,
            erase_own,
            keeps=_(
                "Gender, language, state or country, and the days of invitation and joining stay, "
                "without any name, so that totals do not change."
            ),
            order=10,
        )
    )
    registries.search_sources.add(
        SearchSource(
            "person",
            people_to_find,
            documents,
            audience=lambda person: person.audience,
            order=40,
        )
    )


def people_to_find() -> Any:
    """Whom somebody may find: who chose everybody, and of those who came, who chose members."""
    chosen = Q(shown_to=Visibility.PUBLIC)
    chosen |= Q(shown_to=Visibility.MEMBERS, joined_at__isnull=False)
    return Person.objects.present().filter(chosen).select_related("territory")


# Which choices for a field let it be read by everybody of an audience.
READ_BY = {
    "public": {Visibility.PUBLIC},
    "members": {Visibility.PUBLIC, Visibility.MEMBERS},
}


def documents(person: Person) -> Iterable[SearchDocument]:
    """A name has no language of its own: it is found in every one, with the place if all who find it may read it."""
    if not person.audience:
        return
    is_read = chosen_for(person, "territory") in READ_BY[person.audience]
    shown = is_read and person.territory is not None
    for code, _name in settings.LANGUAGES:
        yield SearchDocument(code, str(person), body=str(person.territory) if shown else "")


NAMES = ("given_name", "family_name", "name_order", "erased_at")


def names(uuids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of actors for the history; who was erased is missing."""
    people = Person.objects.present().filter(uuid__in=list(uuids)).only("uuid", *NAMES)
    return {person.uuid: str(person) for person in people}


def menu() -> None:
    lines = (
        ("people", _("People"), "people:list", "people.see", 10),
        ("invitations", _("Invitations"), "people:invitations", "people.invite", 11),
        ("who_may", _("Who may do what"), "people:who_may", "people.grant", 12),
        ("requests", _("Data requests"), "people:requests", "people.answer_requests", 13),
    )
    for name, label, url_name, verb, order in lines:
        registries.menu.add(
            MenuEntry(f"people.{name}", "office", label, url_name, _holders_of(verb), order)
        )


def _holders_of(verb: str) -> Any:
    """Shown to whoever holds the verb, on duty or not: the page leads to the staff session."""
    return lambda viewer: bool(access.scopes_held(viewer, verb))


def to_do(viewer: Any) -> Iterable[ToDo]:
    """What somebody should still do about their own account."""
    if kept(("agreements", viewer.person_id), lambda: bool(services.waiting_for(viewer.person))):
        text = _("Read what we keep of you, and say whether you agree.")
        yield ToDo(text, reverse("people:agreements"), _("Read"), is_late=True)
    # A staff session begins with a second factor, so whoever is in one has it.
    is_without = (
        access.is_staff(viewer) and viewer.duty is None and not second_factor.has_one(viewer)
    )
    if is_without:
        text = _("Your role needs a second factor at sign-in.")
        yield ToDo(text, reverse("people:second_factor"), _("Set it up"), is_late=True)
    if viewer.person.territory_id is None:
        text = _("Tell us where you are, so that we show what is near you.")
        yield ToDo(text, reverse("people:edit_me"), _("Finish your profile"))


def duty_strip(request: HttpRequest) -> header.Line | None:
    """Above every page for as long as a staff session lasts: until when, and the way out."""
    duty = getattr(request.user, "duty", None)
    if duty is None:
        return None
    until = calendar.hour(localtime(duty.ends_at))
    said = gettext("Staff session until %(time)s") % {"time": until}
    url = reverse("people:end_duty")
    return header.Line(said, action=gettext("End it"), url=url, method="post", tone="warn")


def forget_deleted_scope(sender: Any, instance: Any, **_told: Any) -> None:
    """A scope that is deleted takes its grants along, in the same transaction."""
    for kind in registries.kinds:
        if kind.model is sender and kind.name in registries.scopes:
            services.forget_scope(kind.name, instance.uuid)
