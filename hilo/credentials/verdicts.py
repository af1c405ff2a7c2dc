"""What a check found, as a sentence in the reader's language (codes of `rules.checking`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hilo.core.text import own_name_of
from hilo.credentials.rules.checking import Check, Report
from hilo.credentials.rules.fetching import Unfetched
from hilo.ui import calendar

NAMES = {
    "structure": gettext_lazy("Structure"),
    "types": gettext_lazy("Types"),
    "proof": gettext_lazy("Signature"),
    "dates": gettext_lazy("Dates"),
    "status": pgettext_lazy("of a badge", "Taken back?"),
}
SAID = {
    "ok": pgettext_lazy("result of a check", "In order"),
    "failed": pgettext_lazy("result of a check", "Not in order"),
    "not_checked": pgettext_lazy("result of a check", "Could not be checked"),
}
TONES = {"ok": "ok", "failed": "error", "not_checked": "warn"}

SENTENCES = {
    "structure.ok": gettext_lazy("It is built as Open Badges 3.0 demands (data model %(model)s)."),
    "structure.missing": gettext_lazy("“%(path)s” is missing."),
    "structure.kind": gettext_lazy("“%(path)s” is not what it must be: %(expected)s."),
    "structure.context": gettext_lazy(
        "It does not say that it follows Open Badges: %(expected)s is missing at its head."
    ),
    "structure.empty": gettext_lazy("There was nothing in it."),
    "structure.too_large": gettext_lazy("It is larger than 5 MB."),
    "structure.not_recognised": gettext_lazy(
        "This is neither a badge (a token or JSON) nor a picture with one in it."
    ),
    "structure.not_json": gettext_lazy(
        "It begins like a badge, but is no valid JSON, or says something twice."
    ),
    "structure.token_broken": gettext_lazy("It begins like a token, but is damaged or cut off."),
    "structure.picture_broken": gettext_lazy("The picture is damaged."),
    "structure.picture_empty": gettext_lazy(
        "The picture has no badge in it. Screenshots and pictures that were saved anew lose it: send "
        "the file as it was downloaded."
    ),
    "types.ok": gettext_lazy("All its parts are of the types that Open Badges knows."),
    "types.missing": gettext_lazy(
        "“%(path)s” does not say of which type it is; it must be %(expected)s."
    ),
    "types.wrong": gettext_lazy("“%(path)s” must be %(expected)s, and is %(found)s."),
    "proof.ok": gettext_lazy("The signature fits, and the key is the issuer’s."),
    "proof.missing": gettext_lazy("Nobody signed it."),
    "proof.broken": gettext_lazy(
        "The signature does not fit: something was changed after it was signed, or another key signed it."
    ),
    "proof.claims": gettext_lazy(
        "The token and the badge inside it contradict each other (%(claim)s)."
    ),
    "proof.unsafe": gettext_lazy("It is signed in a way that proves nothing (%(algorithm)s)."),
    "proof.purpose": gettext_lazy("The signature was made for another purpose (%(purpose)s)."),
    "proof.expired": gettext_lazy("The signature was valid until %(until)s."),
    "proof.value_unreadable": gettext_lazy("The signature cannot be read."),
    "proof.method_unknown": gettext_lazy("The address of the key leads nowhere: %(method)s."),
    "proof.method_unreadable": gettext_lazy("The key is damaged: %(method)s."),
    "proof.document_of_another": gettext_lazy(
        "At %(url)s stands the document of somebody else (%(found)s)."
    ),
    "proof.key_not_found": gettext_lazy(
        "The issuer does not publish the key %(key)s, or no longer does."
    ),
    "proof.key_not_for_this": gettext_lazy(
        "The issuer publishes the key %(key)s, but not for signing badges."
    ),
    "proof.key_of_another": gettext_lazy(
        "The signature fits a key that is not that of %(issuer)s."
    ),
    "proof.key_unbound": gettext_lazy(
        "The signature fits, but nothing ties its key to %(issuer)s."
    ),
    "proof.key_brought_along": gettext_lazy(
        "The signature fits a key that the badge itself brings along; nobody says whose it is."
    ),
    "proof.key_unnamed": gettext_lazy("It does not say which key signed it."),
    "proof.key_unreachable": gettext_lazy(
        "The key of the issuer could not be fetched from %(url)s: %(why)s."
    ),
    "proof.key_unconfirmed": gettext_lazy(
        "The signature fits the key that it names; whether that is the issuer’s could not be asked at "
        "%(url)s: %(why)s."
    ),
    "proof.key_kind": gettext_lazy("The key is of a kind that Hilo does not know."),
    "proof.method_unsupported": gettext_lazy(
        "The key stands in a register that Hilo does not ask (%(method)s)."
    ),
    "proof.algorithm": gettext_lazy("It is signed by %(algorithm)s, which Hilo does not know."),
    "proof.suite": gettext_lazy("It is signed by %(suite)s, which Hilo does not know."),
    "proof.context_unknown": gettext_lazy("It uses words of %(detail)s, which Hilo does not know."),
    "proof.ambiguous": gettext_lazy(
        "“%(detail)s” is written so that the signature and a reader may understand it differently."
    ),
    "proof.words_unsigned": gettext_lazy(
        "It holds words that the signature does not cover (“%(detail)s”)."
    ),
    "proof.unreadable_terms": gettext_lazy(
        "Its words cannot be brought into the order in which they were signed."
    ),
    "proof.too_much": gettext_lazy("It is too tangled to be checked in reasonable time."),
    "dates.open": gettext_lazy("It is valid and has no end."),
    "dates.until": gettext_lazy("It is valid until %(until)s."),
    "dates.early": gettext_lazy("It is valid only from %(from)s."),
    "dates.expired": gettext_lazy("It was valid until %(until)s."),
    "dates.backwards": gettext_lazy("It ends (%(until)s) before it begins (%(from)s)."),
    "dates.none": gettext_lazy("It does not say when it was issued."),
    "dates.unreadable": gettext_lazy("Its dates cannot be read."),
    "status.none": gettext_lazy("Its issuer keeps no list of what was taken back."),
    "status.ok": gettext_lazy("Its issuer has not taken it back."),
    "status.revoked": gettext_lazy("Its issuer has taken it back."),
    "status.suspended": gettext_lazy("Its issuer has suspended it."),
    "status.pointless": gettext_lazy("Not asked, because the signature is not in order."),
    "status.unreachable": gettext_lazy(
        "The list of the issuer could not be fetched from %(url)s: %(why)s."
    ),
    "status.kind": gettext_lazy(
        "The issuer keeps a list of a kind that Hilo does not know (%(kind)s)."
    ),
    "status.entry_unreadable": gettext_lazy("Where its status stands cannot be read."),
    "status.list_unreadable": gettext_lazy("The list of the issuer at %(url)s cannot be read."),
    "status.list_of_another": gettext_lazy("The list at %(url)s is not the issuer’s."),
    "status.list_unproven": gettext_lazy("That the list at %(url)s is the issuer’s is not proven."),
    "status.list_outdated": gettext_lazy("The list at %(url)s is outdated."),
}
NOTHING = gettext_lazy("There was nothing to check.")
WHY = {
    "scheme": gettext_lazy("it is no https address"),
    "port": gettext_lazy("it names another port than that of https"),
    "address": gettext_lazy("it is no address"),
    "private": gettext_lazy("it leads into a private network"),
    "name": gettext_lazy("nobody knows this name"),
    "time": gettext_lazy("it took too long"),
    "large": gettext_lazy("it is larger than 1 MB"),
    "redirects": gettext_lazy("it was sent on too often"),
    "answer": gettext_lazy("it answered %(status)s"),
    "connection": gettext_lazy("the connection broke off, or its certificate is not valid"),
    "not_json": gettext_lazy("what came is no JSON"),
    "many": gettext_lazy("the badge asks for too many addresses"),
}
EXPECTED = {
    "text": gettext_lazy("a text"),
    "plain": gettext_lazy("a text in one language"),
    "date": gettext_lazy("a moment"),
    "number": gettext_lazy("a number"),
    "flag": gettext_lazy("true or false"),
    "object": gettext_lazy("an object"),
    "one": gettext_lazy("one thing, not several"),
    "filled": gettext_lazy("a list with something in it"),
}
SUMMARIES = {
    "ok": gettext_lazy("Genuine and valid"),
    "failed": gettext_lazy("Not in order"),
    "partly": gettext_lazy("Nothing speaks against it, but not all could be checked"),
}


@dataclass(frozen=True)
class Told:
    """One check as a reader gets it."""

    name: Any
    said: Any
    tone: str
    sentence: str


def checks_of(report: Report) -> list[Told]:
    """The checks of a report, each as a sentence."""
    return [
        Told(NAMES[one.name], SAID[one.verdict], TONES[one.verdict], sentence_of(one))
        for one in report.checks
    ]


def sentence_of(check: Check) -> str:
    """What was found, with how much more of the same."""
    said = str(SENTENCES.get(check.code, NOTHING)) % _values(check)
    more = check.parameters.get("more", 0)
    if not isinstance(more, int) or not more:
        return said
    rest = ngettext("And %(more)s more of this kind.", "And %(more)s more of this kind.", more)
    return f"{said} {rest % {'more': more}}"


class _Values(dict[str, str]):
    """What a sentence names; a check that found nothing to name says so."""

    def __missing__(self, name: str) -> str:
        return _("something else")


def _values(check: Check) -> _Values:
    told: dict[str, Any] = dict(check.parameters)
    values = _Values((name, _value(name, value)) for name, value in told.items())
    if "why" in told:
        values["why"] = str(WHY.get(str(told["why"]), told["why"])) % values
    return values


def _value(name: str, value: Any) -> str:
    if isinstance(value, dt.datetime):
        return calendar.local_moment(value, "long")
    if name == "expected":
        return str(EXPECTED.get(value, value))
    return str(value)


def summary_of(report: Report) -> tuple[Any, str]:
    """The whole in a few words, and its tone."""
    tones = {"ok": "ok", "failed": "error", "partly": "warn"}
    return SUMMARIES[report.verdict], tones[report.verdict]


def facts_of(report: Report) -> Iterator[tuple[str, Any]]:
    """What it says of itself: true only as far as the checks bear it out."""
    yield _("What"), report.achievement.name or report.name
    yield _("Who holds it"), report.holder.name or _hidden(report)
    yield _("Who issued it"), report.issuer.name or report.issuer.id
    yield _("Issued"), _day(report.awarded or report.valid_from)
    yield _("Valid until"), _day(report.valid_until)
    yield _("What it takes"), report.achievement.criteria
    yield _("Language"), own_name_of(report.language) if report.language else ""


def _hidden(report: Report) -> str:
    return _("Named only in a hidden form (a hash of the address)") if report.holder.hashes else ""


def _day(at: dt.datetime | None) -> str:
    return calendar.day(at.date(), "long") if at else ""


def unfetched(problem: Unfetched, url: str) -> str:
    """Why nothing came from an address."""
    values = {name: str(value) for name, value in problem.parameters.items()}
    why = str(WHY.get(problem.code, problem.code)) % values
    return _("Nothing could be fetched from %(url)s: %(why)s.") % {"url": url[:200], "why": why}
