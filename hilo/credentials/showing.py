"""What the page of a certificate tells, in the reader's language, of words that are frozen in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from hilo.core.text import Text, direction_of
from hilo.credentials import addresses
from hilo.credentials.models import Certificate
from hilo.credentials.rules import codes
from hilo.credentials.rules.codes import Reading
from hilo.ui import calendar
from hilo.ui.numerals import figure

STANDING = {
    "valid": pgettext_lazy("state of a certificate", "Valid"),
    "revoked": pgettext_lazy("state of a certificate", "Revoked"),
    "replaced": pgettext_lazy("state of a certificate", "Replaced"),
    "expired": pgettext_lazy("state of a certificate", "Run out"),
}
TONES = {"valid": "ok", "revoked": "error", "replaced": "warn", "expired": "warn"}
SENTENCES = {
    "valid": gettext_lazy("This certificate is genuine and valid."),
    "revoked": gettext_lazy(
        "This certificate was revoked on %(ended)s. It proves nothing any more."
    ),
    "replaced": gettext_lazy("This certificate was replaced on %(ended)s by another one."),
    "expired": gettext_lazy("This certificate is genuine. It was valid until %(expires)s."),
}


@dataclass(frozen=True)
class Fact:
    """One line of the page; `is_theirs` where its words are in the language of the certificate."""

    label: str
    value: str
    is_theirs: bool = False
    is_code: bool = False


def page_of(certificate: Certificate) -> dict[str, Any]:
    """All that the public page shows."""
    standing = certificate.standing
    successor = getattr(certificate, "replaced_by", None)
    return {
        "certificate": certificate,
        "content": certificate.content,
        "here": Text.of(certificate.language, certificate.content["achievement"]),
        "language": certificate.language,
        "direction": direction_of(certificate.language),
        "standing": standing,
        "tone": TONES[standing],
        "state": STANDING[standing],
        "sentence": str(SENTENCES[standing]) % _moments(certificate),
        "facts": [one for one in facts_of(certificate) if one.value],
        "successor": successor.get_absolute_url() if successor else "",
    }


def _moments(certificate: Certificate) -> dict[str, str]:
    ended, expires = certificate.ended_at, certificate.expires_on
    return {
        "ended": calendar.day(ended.date(), "long") if ended else "",
        "expires": calendar.day(expires, "long") if expires else "",
    }


def facts_of(certificate: Certificate) -> Iterator[Fact]:
    """What it says, line by line."""
    content = certificate.content
    yield Fact(_("Reason"), certificate.reason, is_theirs=True)
    yield Fact(_("Issued by"), content["issuer"], is_theirs=True)
    yield Fact(_("Issued on"), calendar.day(certificate.issued_on, "long"))
    yield Fact(_("Valid until"), _moments(certificate)["expires"])
    yield Fact(_("What it takes"), content["criteria"], is_theirs=True)
    yield Fact(_("Hours"), content["hours"], is_theirs=True)
    yield Fact(_("Competences"), " · ".join(content["competences"]), is_theirs=True)
    yield Fact(_("Remark"), content["remark"], is_theirs=True)
    yield Fact(pgettext("of a certificate", "Number"), certificate.number, is_code=True)
    yield Fact(pgettext("of a certificate", "Code"), codes.shown(certificate.code), is_code=True)


def no_such_code(reading: Reading) -> dict[str, Any]:
    """What is told where a code leads to nothing."""
    return {"typed": codes.shown(reading.code)[:40], "why": why_no_code(reading)}


def why_no_code(reading: Reading, typed: str = "") -> str:
    """What is the matter with a code, and what to look at."""
    if codes.is_number(typed):
        return _("That is the number of a certificate. Write its code: it stands below the number.")
    said = {
        "empty": _("Write the code that stands beside the square on the certificate."),
        "letters": _("A code has no sign like %(strange)s. Look at it again."),
        "length": _("A code has %(wanted)s signs, this one has %(length)s. Look at it again."),
        "check": _("This code has a mistake in it: one sign is wrong, or two changed places."),
    }
    told = said.get(reading.problem, _("No certificate has this code. Compare each sign."))
    return told % {
        "strange": f"“{reading.strange[:5]}”",
        "wanted": figure(codes.LENGTH),
        "length": figure(reading.length),
    }


def share_link(certificate: Certificate) -> str:
    """The address to give to others, in full: it speaks the language of whoever opens it."""
    return addresses.of_certificate(certificate.code)
