"""What is said to whoever sits on a commission."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from hilo.network.models import Seat
from hilo.notifications import recipients
from hilo.notifications.messages import Message, NothingToSay
from hilo.notifications.recipients import Recipient


@dataclass(frozen=True)
class Seated(Message):
    """Somebody entered this person as a member of a cluster's commission."""

    seat: UUID

    name = "network.seated"
    category = "invitations"
    about = _("A seat on a commission")
    subject = _("You sit on the commission of “%(cluster)s”")
    template = "network/messages/seated.txt"
    action = _("See your seat")
    reason = _("You get this because somebody entered you as a member of a commission.")

    @cached_property
    def _seat(self) -> Seat:
        rows = Seat.objects.filter(uuid=self.seat, person__isnull=False)
        found = rows.select_related("cluster", "organisation").first()
        if found is None:
            raise NothingToSay(str(self.seat))
        return found

    def values(self, to: Recipient) -> dict[str, Any]:
        return {"name": to.name, "cluster": str(self._seat.cluster)}

    def facts(self, to: Recipient) -> list[tuple[Any, Any]]:
        seat = self._seat
        return [
            (gettext("Cluster"), str(seat.cluster)),
            (gettext("Kind of stakeholder"), str(seat.get_stakeholder_display())),
            (pgettext("on a commission", "Task"), seat.task),
            (gettext("From"), recipients.day(seat.starts_on) if seat.starts_on else ""),
            (gettext("To"), recipients.day(seat.ends_on) if seat.ends_on else ""),
        ]

    def path(self, to: Recipient) -> str:
        return reverse("network:my_commissions")
