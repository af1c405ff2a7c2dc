"""Numbers of indicators in words: the value or its bounds, where it stands, what changed, the way to its records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from hilo.programme.counting.confidence import told_inside
from hilo.programme.models import Indicator
from hilo.programme.queries import indicators as reads
from hilo.programme.rules.joining import Joined
from hilo.programme.rules.periods import Period
from hilo.programme.showing.indicators import amount, amount_of
from hilo.ui import calendar
from hilo.ui.charts import KEPT_BACK
from hilo.ui.numerals import figure

STANDINGS = {
    "reached": (pgettext_lazy("where an indicator stands", "Reached"), "ok"),
    "on_course": (pgettext_lazy("where an indicator stands", "On course"), "ok"),
    "behind": (pgettext_lazy("where an indicator stands", "Behind"), "warn"),
    "missed": (pgettext_lazy("where an indicator stands", "Missed"), "error"),
    "unknown": (pgettext_lazy("where an indicator stands", "Not known"), "wait"),
}

CONFIDENCE = gettext_lazy(
    "What people rate is confidential: this is told once a month, nobody is listed, and what would tell of "
    "fewer than five people is not shown."
)


def told(indicator: Indicator, value: Joined) -> Any:
    """«42», «between 14 and 89», «75 % (30 of 40)», the words; or that it is not known, or not shown."""
    if value.is_hidden:
        return KEPT_BACK.words
    if value.words:
        return value.words
    if value.value is not None:
        shown = amount_of(indicator, value.value)
        if value.whole is None:
            return shown
        parts = {"part": amount(value.part), "whole": amount(value.whole)}
        of = pgettext("a part of a whole", "%(part)s of %(whole)s") % parts
        return format_html("{} <small>({})</small>", shown, of)
    if value.least is not None and value.most is not None:
        bounds = {
            "least": amount_of(indicator, value.least),
            "most": amount_of(indicator, value.most),
        }
        return _("between %(least)s and %(most)s") % bounds
    return _("not known")


def change(indicator: Indicator, now: Joined, before: Joined) -> str:
    """«+12 since the period before»; nothing where one of the two is not known."""
    if now.value is None or before.value is None:
        return ""
    difference = now.value - before.value
    if not difference:
        return _("as in the period before")
    sign = "+" if difference > 0 else "\N{MINUS SIGN}"
    value = f"{sign}{figure(abs(difference), 1 if difference % 1 else 0)}"
    if indicator.counting == Indicator.Counting.PERCENTAGE:
        return _("%(points)s percentage points since the period before") % {"points": value}
    return _("%(value)s since the period before") % {"value": value}


def answered(value: Joined, regions: int) -> str:
    """«3 of 9 regions have answered», where it was declared region by region."""
    count = len(value.answered)
    if not count or not regions:
        return ""
    words = ngettext(
        "%(count)s of %(all)s regions has answered",
        "%(count)s of %(all)s regions have answered",
        count,
    )
    return words % {"count": figure(count), "all": figure(regions)}


def key_of(period: Period) -> str:
    """A period as an address names it."""
    return f"{period.starts_on}/{period.ends_on}"


def records(indicator: Indicator, period: Period | None = None, **where: str) -> str:
    """The address of what is behind a number; `where` is a region's slug, a gender, an audience.

    Empty where it is counted in confidence: nobody is listed.
    """
    if indicator.is_confidential:
        return ""
    asked = {"period": key_of(period)} if period else {}
    asked |= {name: value for name, value in where.items() if value}
    path = reverse("programme:records", args=[indicator.programme.slug, indicator.code])
    return f"{path}?{urlencode(asked)}" if asked else path


def in_confidence(indicator: Indicator) -> str:
    """Of when the number is and why nobody is listed, where it is counted in confidence; otherwise nothing."""
    if not indicator.is_confidential:
        return ""
    made = told_inside(indicator.programme, reads.today_of(indicator.programme))
    of_day = _("As of %(day)s.") % {"day": calendar.day(made.as_of)} if made else ""
    return " ".join(filter(None, [of_day, str(CONFIDENCE)]))


def planned(target: Decimal, baseline: Decimal | None, elapsed: Decimal) -> Decimal:
    """What the time that has passed would ask for, between baseline and target."""
    start = baseline or Decimal(0)
    return start + (target - start) * elapsed
