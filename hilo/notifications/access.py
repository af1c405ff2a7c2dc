"""Who may look at which mails: operators at all, coordinators at those to people in their care."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from hilo.notifications.models import Notification, Outgoing
from hilo.people import access as people
from hilo.people.models import Person

SEE = "mail.see"
KEEP = "mail.keep"


def mails_for(user: Any, *, to: str = SEE) -> QuerySet[Outgoing]:
    """The mails that `user` may see (or keep); raises `Refused` where there can be none."""
    scopes = people.require_anywhere(user, to)
    mails = Outgoing.objects.all()
    if scopes.is_everywhere:
        return mails
    return mails.filter(person__in=Person.objects.filter(people.within(scopes)).values("pk"))


def mail_for(user: Any, uuid: UUID, *, to: str = SEE) -> Outgoing:
    """The mail `uuid`; Http404 where `user` may not know of it, `Refused` where they may not do this."""
    mail = mails_for(user).select_related("person__account").filter(uuid=uuid).first()
    if mail is None:
        raise Http404
    if to != SEE and not mails_for(user, to=to).filter(pk=mail.pk).exists():
        raise Http404
    return mail


def notification_for(user: Any, uuid: UUID) -> Notification:
    """The notification `uuid` of `user`; everybody has only their own."""
    found = Notification.objects.filter(person=user.person_id, uuid=uuid).first()
    if found is None:
        raise Http404
    return found
