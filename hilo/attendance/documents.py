"""The sign-in sheet: what stands on it, as a page and as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hilo.attendance import words
from hilo.attendance.models import Session
from hilo.attendance.queries import lists
from hilo.attendance.rosters import title_of
from hilo.attendance.rules.codes import in_groups
from hilo.core.text import direction_of
from hilo.ui import papers, reader
from hilo.ui.numerals import figure

TEMPLATE = "attendance/papers/signin.typ"
EMPTY_LINES = 5  # for whoever comes without standing on the list


@dataclass(frozen=True)
class SignInSheet:
    """What is printed of a session for people to sign."""

    session: Session
    names: list[str]

    @property
    def title(self) -> str:
        return str(self.session.title)

    @property
    def roster(self) -> str:
        return title_of(*self.session.roster)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """When and where."""
        return [
            (pgettext("of a session", "When"), words.when(self.session)),
            (pgettext("of a session", "Where"), words.where(self.session)),
        ]

    @property
    def code(self) -> str:
        """The code at its foot: with it the scan finds its session again."""
        return in_groups(self.session.sheet_code)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Number and name; then some lines to write a name into."""
        named = [(figure(number), name) for number, name in enumerate(self.names, start=1)]
        return named + [("", "")] * EMPTY_LINES


def sheet_of(session: Session) -> SignInSheet:
    """The sheet of whoever is expected now."""
    return SignInSheet(session, [str(person) for person in lists.people_on(session)])


def pdf_of(sheet: SignInSheet) -> bytes:
    """The sheet as PDF, on the reader's paper, in their language and direction."""
    return papers.render(TEMPLATE, _data(sheet))


def _data(sheet: SignInSheet) -> dict[str, Any]:
    language = reader.language()
    return {
        "paper": reader.paper(),
        "language": language,
        "direction": direction_of(language),
        "title": sheet.title,
        "roster": sheet.roster,
        "facts": sheet.facts,
        "lines": sheet.lines,
        "words": {
            "sheet": _("Sign-in sheet"),
            "number": "#",
            "name": _("Name"),
            "signature": _("Signature"),
            "minutes": _("If not all the time: minutes"),
            "keeper": _("Kept by"),
            "code": _("Code of the sheet"),
        },
        "code": sheet.code,
        "digits": [figure(number) for number in range(1, 60)],
    }
