"""What this chapter enters in the registries of earlier ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hilo.core.registries import (
    Check,
    Demonstration,
    Finding,
    HomeBlock,
    MenuEntry,
    PersonalData,
    Schedule,
    ToDo,
    checks,
    demonstrations,
    homes,
    measured,
    menu,
    personal_data,
    schedules,
)
from hilo.notifications import access, keeping, queries, recipients, rounds, watching
from hilo.notifications import services as notifications
from hilo.notifications.models import Outgoing
from hilo.notifications.standard import Welcome
from hilo.people import access as people
from hilo.people import roles
from hilo.people.models import Person
from hilo.ui import header


def everything() -> None:
    """Enter all of it; called once, when the application starts."""
    roles.allow(
        access.SEE,
        _("See which mails were sent, and what became of them."),
        roles.Operator,
        roles.Coordinator,
    )
    roles.allow(
        access.KEEP,
        _("Send a mail again, or write down what became of it."),
        roles.Operator,
        roles.Coordinator,
    )
    menu.add(
        MenuEntry(
            "notifications.mails",
            "office",
            _("Outgoing mail"),
            "notifications:mails",
            shown_to=lambda viewer: people.can_anywhere(viewer, access.SEE),
            order=90,
        )
    )
    header.badges.add(
        header.Badge(
            "notifications", _("Notifications"), "notifications:list", _unread, icon="bell"
        )
    )
    homes.add(HomeBlock("notifications", _("New for you"), _to_do, order=40))
    personal_data.add(
        PersonalData(
            "notifications",
            _("Notifications and mail"),
            keeping.export,
            keeping.erase,
            keeps=_("How many mails were sent, without the address and without what they said."),
            order=80,
        )
    )
    demonstrations.add(Demonstration("notifications", _furnish, order=80))
    checks.add(Check("mail_queue", _look_at_mail, order=40))
    _measured_pages()
    _schedules()


def _measured_pages() -> None:
    """Every kind of page of this chapter, for `bin/hilo bench`."""
    measured("notifications", "notifications:list", "coordinator")
    measured("notification preferences", "notifications:preferences", "member")
    measured("office: outgoing mail", "notifications:mails", "operator", order=60)
    measured("office: one mail", "notifications:mail", "operator", args=_a_mail, order=60)


def _a_mail() -> list[Any]:
    """The mail that was written first."""
    return [Outgoing.objects.order_by("pk").values_list("uuid", flat=True)[0]]


def _schedules() -> None:
    minute, hour = dt.timedelta(minutes=1), dt.timedelta(hours=1)
    schedules.add(Schedule("notifications.send_mail", rounds.send_mail, minute))
    schedules.add(Schedule("notifications.make_digests", rounds.make_digests, 5 * minute))
    schedules.add(
        Schedule("notifications.finished_work", watching.tell_of_finished_work, 5 * minute)
    )
    schedules.add(Schedule("notifications.new_notices", watching.tell_of_new_notices, hour))
    schedules.add(Schedule("notifications.forget", rounds.forget, 24 * hour))


def _unread(viewer: Any) -> int:
    """Counted once per request: the header and the home say the same."""
    known: dict[str, Any] = viewer.__dict__
    if "_unread" not in known:
        known["_unread"] = queries.unread_count(viewer.person_id)
    count: int = known["_unread"]
    return count


def _to_do(viewer: Any) -> Iterator[ToDo]:
    """One line for all that is unread, and one for operators where mail asks for them."""
    unread = _unread(viewer)
    if unread:
        text = ngettext(
            "One notification is unread.", "%(count)s notifications are unread.", unread
        )
        yield ToDo(
            text % {"count": recipients.number(unread)},
            reverse("notifications:list"),
            _("Read them"),
        )
    if people.can(viewer, access.KEEP):
        yield from _mail_to_do()


def _mail_to_do() -> Iterator[ToDo]:
    queue = queries.recent_queue()
    if queue.uncertain:
        text = ngettext(
            "One mail was perhaps sent, perhaps not.",
            "%(count)s mails were perhaps sent, perhaps not.",
            queue.uncertain,
        )
        address = reverse("notifications:mails") + "?state=uncertain"
        yield ToDo(
            text % {"count": recipients.number(queue.uncertain)}, address, _("Decide"), is_late=True
        )


def _look_at_mail() -> Iterator[Finding]:
    """What the doctor says of mail."""
    queue = queries.queue()
    if queue.is_stuck():
        yield Finding(
            False,
            str(
                _("Mail is not leaving: the oldest has waited for more than a quarter of an hour.")
            ),
            str(_("Check that the worker runs (bin/hilo worker) and that SMTP_URL is right.")),
        )
    for count, text in (
        (queue.uncertain, _("Mails that were perhaps sent: %(count)s.")),
        (queue.failed, _("Mails that could not be sent or came back: %(count)s.")),
    ):
        if count:
            remedy = _("Look at them in the office, under Outgoing mail, and decide.")
            yield Finding(False, str(text) % {"count": count}, str(remedy))
    if not queue.is_stuck():
        yield Finding(
            True, str(_("Mail leaves as it should; waiting: %(count)s.")) % {"count": queue.waiting}
        )


def _furnish(day: dt.date) -> str:
    """Greet whoever has a role in the demonstration, so that lists and /dev/mail/ are not empty."""
    staff = (
        Person.objects.present().filter(grants__isnull=False, joined_at__isnull=False).distinct()
    )
    known = staff.select_related("account", "territory__parent", "mail_habits").order_by("pk")[:40]
    new = notifications.notify_each((person, Welcome(person.uuid)) for person in known)
    return str(len(new))
