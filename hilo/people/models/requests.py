"""Requests about one's own data, with the day by which the law wants an answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core.models import Identified
from hilo.core.time import today
from hilo.people.models.person import Person


class DataRequest(Identified):
    """One request of a person, on this platform or by letter, and what became of it."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("See my data")
        RECTIFICATION = "rectification", _("Correct my data")
        ERASURE = "erasure", _("Erase my data")
        OBJECTION = "objection", _("Object to a use of my data")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a request", "Open")
        GRANTED = "granted", pgettext_lazy("state of a request", "Done")
        REFUSED = "refused", _("Refused, with the reason")
        WITHDRAWN = "withdrawn", _("Taken back by the person")

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    kind = models.CharField(_("what is asked"), max_length=13, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    regime = models.CharField(max_length=8)
    words = models.TextField(_("in the person's own words"), blank=True, max_length=4000)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("answer by"))
    execute_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=4000)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="request_closed_when",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="erasure", state="open"),
                name="erasure_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.received_on}"

    @property
    def is_late(self) -> bool:
        return self.state == self.State.OPEN and self.due_on < today()
