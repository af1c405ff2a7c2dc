"""What operators have decided about mail. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event


@dataclass(frozen=True)
class MailResent(Event):
    """An operator had `mail` sent again, knowing that it may arrive a second time."""

    mail: UUID
    sentence = _("%(actor)s had this mail sent again.")


@dataclass(frozen=True)
class MailSettled(Event):
    """An operator found out what became of `mail` and wrote it down: it is `state` now."""

    mail: UUID
    state: str
    sentence = _("%(actor)s wrote down what became of this mail.")
