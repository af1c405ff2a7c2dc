"""Every word of a certificate as it will be printed, in the language chosen, once and for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.core.text import Text, direction_of
from hilo.credentials import addresses
from hilo.credentials.models import Achievement, Template
from hilo.credentials.rules import codes, wording
from hilo.ui import calendar, reader
from hilo.ui.numerals import figure


@dataclass(frozen=True)
class Given:
    """What differs from one certificate of an achievement to the next."""

    holder: str
    language: str
    country: str  # ISO 3166-1, for dates and digits; empty: by language
    number: str
    code: str
    issued_on: dt.date
    expires_on: dt.date | None = None
    remark: str = ""


def language_for(template: Template, wanted: str) -> str:
    """`wanted` where the text of the certificate is written in it, else the language it was written in."""
    texts = template.text.texts
    return wanted if wanted in texts else template.text.original or wanted


def content_of(achievement: Achievement, given: Given) -> dict[str, Any]:
    """All that is printed, as plain texts."""
    with translation.override(given.language), reader.reading_as(given.country):
        return _words(achievement.template, achievement, given)


def _words(template: Template, achievement: Achievement, given: Given) -> dict[str, Any]:
    said = _Said(given.language)
    hours = _hours(achievement.hours)
    day = calendar.day(given.issued_on, "long")
    issuer, name = said(template.issuer), said(achievement.name)
    places = {
        "name": given.holder,
        "achievement": name,
        "hours": hours,
        "day": day,
        "issuer": issuer,
    }
    return {
        "language": given.language,
        "direction": direction_of(given.language),
        "paper": template.paper,
        "holder": given.holder,
        "title": said(template.title),
        "lead": wording.filled(said(template.lead), places),
        "text": wording.filled(said(template.text), places),
        "achievement": name,
        "description": said(achievement.description),
        "criteria": said(achievement.criteria),
        "competences": _competences(achievement, said),
        "hours": hours,
        "issuer": issuer,
        "issuer_url": template.issuer_url,
        "letterhead": said(template.letterhead),
        "issued": _issued(template.place, day, given.language),
        "expires": _expires(given.expires_on),
        "signatories": [_signatory(one, said) for one in template.signatories.all()],
        "logos": [str(one.uuid) for one in template.logos.order_by("pk")],
        "number": given.number,
        "code": given.code,
        "number_line": _("No. %(number)s") % {"number": given.number},
        "code_line": _("Code: %(code)s") % {"code": codes.shown(given.code)},
        "verify": _("Anybody can verify it at:"),
        "address": addresses.in_print(given.code),
        "url": addresses.of_certificate(given.code),
        "remark": given.remark,
        "demonstration": _demonstration(),
    }


class _Said:
    """A multilingual text as it is frozen: in the certificate's language, else as it was written."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: Text) -> str:
        return text.shown(self.language).value


def _competences(achievement: Achievement, said: _Said) -> list[str]:
    """Their names; a sample that was never saved has none."""
    return [said(one.name) for one in achievement.competences.all()] if achievement.pk else []


def _hours(hours: int | None) -> str:
    if not hours:
        return ""
    said = ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": figure(hours)}
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def _issued(place: str, day: str, language: str) -> str:
    """Where and when; a Latin place does not draw the day's number into its direction."""
    if not place:
        return day
    mark = "\N{RIGHT-TO-LEFT MARK}" if direction_of(language) == "rtl" else ""
    return _("%(place)s, %(day)s") % {"place": f"{place}{mark}", "day": day}


def _expires(day: dt.date | None) -> str:
    return _("Valid until %(day)s") % {"day": calendar.day(day, "long")} if day else ""


def _signatory(one: Any, said: _Said) -> dict[str, str]:
    signature = str(one.signature.uuid) if one.signature else ""
    return {"name": one.name, "role": said(one.role), "signature": signature}


def _demonstration() -> str:
    """What a certificate of an invented house says across itself; empty where people are real."""
    return _("Demonstration: it certifies nothing") if settings.IS_DEMONSTRATION else ""
