"""The thread at certificates, at what they certify, at competences and people: nothing that is not recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hilo.competences.models import Competence
from hilo.core import registries
from hilo.core.keeping import kept
from hilo.core.registries import ThreadEnd, ThreadLink, thread_of
from hilo.core.text import Text
from hilo.credentials import panels, showing
from hilo.credentials.models import Achievement, Certificate
from hilo.people.models import Person
from hilo.ui import reader
from hilo.ui.numerals import figure

Ends = tuple[list[ThreadEnd], list[ThreadEnd]]
MOST_COMPETENCES = 4


def everything() -> None:
    """Enter the registry."""
    links = registries.thread_links
    links.add(ThreadLink("what is certified", "certificate", of_certificate, to_competences, 20))
    links.add(ThreadLink("certificates of it", "achievement", of_achievement, to_holders, 20))
    links.add(ThreadLink("certified competence", "competence", leads_to=of_competence, order=60))
    for kind in ("person", "me"):
        links.add(
            ThreadLink(f"certificates of {kind}", kind, leads_to=held_by_person, order=50),
        )


def for_everybody(certificate: Certificate) -> Ends:
    """Both directions at a certificate as strangers may know them; the same for all of one achievement.

    The page behind a code asks the database twice at most, so only time renews them: a minute.
    """
    key = ("thread of", certificate.achievement_id, certificate.standing, *reader.eyes())
    stranger = AnonymousUser()
    return kept(key, lambda: thread_of("certificate", certificate, stranger), whatever_happens=True)


def of_certificate(certificate: Certificate, viewer: Any) -> Iterator[ThreadEnd]:
    """Whose it is (a programme), and what it is about (a course)."""
    yield from of_achievement(certificate.achievement, viewer)


def of_achievement(achievement: Achievement, viewer: Any) -> Iterator[ThreadEnd]:
    """The owner of its template, and what it is about, as far as `viewer` may know of them."""
    named = (achievement.scope, (achievement.about_kind, achievement.about))
    found = (registries.end_at(kind, uuid, viewer) for kind, uuid in named)
    yield from (one for one in found if one is not None)


def to_competences(certificate: Certificate, viewer: Any) -> Iterator[ThreadEnd]:
    """What it proves, as long as it holds."""
    if certificate.standing != "valid":
        return
    for one in certificate.achievement.competences.all()[:MOST_COMPETENCES]:
        yield ThreadEnd(_("Competence"), one.name, one.get_absolute_url())


def to_holders(achievement: Achievement, viewer: Any) -> Iterator[ThreadEnd]:
    """How many certificates of it hold, and where they stand."""
    count = achievement.certificates.valid().count()
    if count:
        said = ngettext("%(count)s valid certificate", "%(count)s valid certificates", count)
        title = said % {"count": figure(count)}
        yield ThreadEnd(_("Certificates"), title, achievement.list_url)


def of_competence(competence: Competence, viewer: Any) -> Iterator[ThreadEnd]:
    """How many people hold a certificate of it, to those who issue them."""
    told = panels.of_competence(competence, viewer)
    if told is not None:
        said = ngettext("%(n)s person certified", "%(n)s people certified", told["count"])
        title = said % {"n": figure(told["count"])}
        yield ThreadEnd(_("Certificates"), title, reverse("credentials:verify"))


def held_by_person(person: Person, viewer: Any) -> Iterator[ThreadEnd]:
    """The certificates that somebody holds, to themselves and to those who issue."""
    told = panels.of_person(person, viewer)
    for one in told["certificates"] if told else ():
        state = "" if one.standing == "valid" else showing.STANDING[one.standing]
        remark = " · ".join(filter(None, [one.number, str(state)]))
        title = Text.of(one.language, one.content["achievement"])
        yield ThreadEnd(_("Certificate"), title, one.get_absolute_url(), remark)
