"""A session: when, in which clock, where; and the same on several days."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.attendance import problems, zones
from hilo.attendance.models import Session
from hilo.attendance.rules import repeating
from hilo.attendance.services import sessions
from hilo.places.forms import PlaceField
from hilo.ui.forms import Form, VersionedForm

RHYTHMS = (
    ("7", _("Every week, on the same day")),
    ("14", _("Every two weeks")),
    ("1", _("Every day")),
)
FIRST_YEAR, LAST_YEAR = 2000, 2099
WHEN = ("day", "starts", "ends")


class SessionForm(VersionedForm):
    """A session that stands already."""

    kind = "session"
    day = forms.DateField(label=_("Day"))
    starts = forms.TimeField(
        label=pgettext_lazy("hour", "From"), help_text=_("Hour and minute: 10:00.")
    )
    ends = forms.TimeField(label=pgettext_lazy("hour", "To"))
    zone = forms.ChoiceField(
        label=_("By the clock of"), help_text=_("Everybody sees the session in this clock.")
    )
    link = forms.URLField(
        label=_("Link to join online"), required=False, max_length=500, assume_scheme="https"
    )
    place = PlaceField(
        label=_("Municipality"), required=False, help_text=_("For maps and for the count by place.")
    )

    class Meta:
        model = Session
        fields = ("title", "mode", "venue", "place", "directions", "link")
        labels = {
            "title": pgettext_lazy("of a session", "Title"),
            "mode": _("Where people meet"),
            "venue": _("Address"),
            "directions": _("How to get there"),
        }
        widgets = {"mode": forms.RadioSelect}
        help_texts = {
            "title": _("What it is about: «Planning with others»."),
            "venue": _("House, street and number, as a taxi driver needs it."),
            "directions": _("Bus, entrance, whom to ask for; also for those who use a wheelchair."),
        }

    field_order = (
        *("title", "day", "starts", "ends", "zone", "times", "every"),
        *("mode", "venue", "place", "directions", "link"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            known = {name: getattr(instance, name) for name in (*WHEN, "zone", "place")}
            kwargs["initial"] = known | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = zones.choices(also=self._zone())  # type: ignore[attr-defined]
        self.fields["mode"].choices = self.fields["mode"].choices[-3:]  # type: ignore[attr-defined]

    def _zone(self) -> str:
        return self.instance.zone if self.instance.pk else self.initial.get("zone", "")

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("Choose a day of this century."))
        return day

    def changes(self) -> dict[str, Any]:
        """The fields of the session that were typed; raises `HourDoesNotExist`, `EndsBeforeItBegins`."""
        told = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "zone")}
        start = self.at(self.cleaned_data["day"])
        return {**told, "starts_at": start, "ends_at": start + self.length()}

    def at(self, day: dt.date) -> dt.datetime:
        """The beginning on `day`."""
        return sessions.local_time(day, self.cleaned_data["starts"], self.cleaned_data["zone"])

    def length(self) -> dt.timedelta:
        """How long it lasts."""
        day, starts, ends = (self.cleaned_data[name] for name in WHEN)
        found = dt.datetime.combine(day, ends) - dt.datetime.combine(day, starts)
        if found <= dt.timedelta():
            raise problems.EndsBeforeItBegins(field="ends")
        return found


class NewSessionForm(SessionForm):
    """A session, or the same on several days."""

    times = forms.IntegerField(
        label=_("How many times"),
        initial=1,
        min_value=1,
        max_value=repeating.MOST,
        help_text=_("1 for a single day."),
    )
    every = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, initial="7")

    def beginnings(self) -> list[dt.datetime]:
        """Each of the days, at the same hour of the clock; raises `HourDoesNotExist`."""
        given = self.cleaned_data
        days = repeating.dates(given["day"], given["times"], every_days=int(given["every"]))
        return [self.at(day) for day in days]

    def given(self) -> dict[str, Any]:
        """What `services.sessions.plan` takes."""
        told = {name: self.cleaned_data[name] for name in (*self.Meta.fields, "zone")}
        return {**told, "beginnings": self.beginnings(), "length": self.length()}


class CancelForm(Form):
    """Why a session does not take place; everybody who is expected reads it."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Everybody who is expected reads it in their mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
