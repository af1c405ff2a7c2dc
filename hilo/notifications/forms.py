"""What people choose about mail."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from babel import dates
from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.notifications.categories import Category, categories
from hilo.notifications.enums import Rhythm
from hilo.notifications.models import Habits
from hilo.ui import reader
from hilo.ui.forms import VersionedForm

FIELD = "about_{}"


class HabitsForm(VersionedForm):
    """One line for each category that may be stopped, then hour, day, and the switch for all of them."""

    kind = "habits"
    mail_is_on = forms.BooleanField(
        label=_("Send me e-mail"),
        required=False,
        help_text=_(
            "Without e-mail, everything still waits for you on this page. "
            "Only mail about your account and your data keeps coming."
        ),
    )
    hour = forms.TypedChoiceField(
        label=_("Hour of the collected mail"),
        coerce=int,
        help_text=_("In the time of the place where you live."),
    )
    weekday = forms.TypedChoiceField(label=_("Day of the weekly mail"), coerce=int)

    class Meta:
        model = Habits
        fields = ["mail_is_on", "hour", "weekday"]

    def __init__(self, *args: Any, instance: Habits, **kwargs: Any) -> None:
        initial = {FIELD.format(one.name): rhythm(instance, one) for one in stoppable()}
        # Labels and hours depend on the reader, so the fields are made for each form.
        self.__dict__["base_fields"] = self._with_categories()
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def _with_categories(self) -> dict[str, forms.Field]:
        """The fields of the class between those of the categories, labelled for this reader."""
        own = dict(type(self).base_fields)
        chosen = {FIELD.format(one.name): _rhythm_field(one) for one in stoppable()}
        own["hour"] = _choice(own["hour"], hours())
        own["weekday"] = _choice(own["weekday"], weekdays())
        return chosen | own

    def rhythms(self) -> dict[str, str]:
        """What was chosen, by category."""
        return {one.name: self.cleaned_data[FIELD.format(one.name)] for one in stoppable()}


def stoppable() -> list[Category]:
    """The categories of which people choose how often they hear."""
    return [one for one in categories if not one.is_required]


def rhythm(habits: Habits, category: Category) -> str:
    """What is in force for `category`."""
    return habits.rhythms.get(category.name, category.usual.value)


def hours() -> list[tuple[int, str]]:
    """0 to 23, as the reader's territory writes the time of day."""
    return [
        (hour, dates.format_time(dt.time(hour), format="short", locale=reader.locale()))
        for hour in range(24)
    ]


def weekdays() -> list[tuple[int, str]]:
    """Monday = 0 to Sunday = 6, in the order in which the reader's week runs."""
    locale = reader.locale()
    names = dates.get_day_names("wide", "stand-alone", locale)
    days = [(locale.first_week_day + step) % 7 for step in range(7)]
    return [(day, names[day]) for day in days]


def _rhythm_field(category: Category) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=category.label, help_text=category.sentence, choices=Rhythm.choices
    )


def _choice(field: forms.Field, choices: list[tuple[int, str]]) -> forms.Field:
    """A copy of `field` with those choices, so that readers of two languages never share one."""
    field = copy.deepcopy(field)
    field.choices = choices  # type: ignore[attr-defined]
    return field
