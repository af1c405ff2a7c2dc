"""What credentials tell the rest of the house about themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.core import registries
from hilo.core.registries import (
    Check,
    MenuEntry,
    ObjectKind,
    Panel,
    PersonalData,
    Schedule,
)
from hilo.credentials import (
    access,
    doctor,
    finding,
    handover,
    measures,
    messages,
    panels,
    threads,
)
from hilo.credentials.models import Achievement, Certificate, Template
from hilo.credentials.services import holders, printing
from hilo.people import access as people
from hilo.people import roles

# What enters registries by being imported.
BY_IMPORT = (measures, messages)
# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("number"),
    gettext_noop("code"),
    gettext_noop("certificate"),
    gettext_noop("name"),
    gettext_noop("issuer"),
    gettext_noop("issued"),
    gettext_noop("state"),
    gettext_noop("reason"),
    gettext_noop("address"),
    gettext_noop("badge"),
    gettext_noop("keeps the name"),
)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    verbs()
    kinds()
    menu()
    threads.everything()
    handover.enter()
    registries.search_sources.add(finding.SOURCE)
    for kind in ("person", "me"):
        registries.panels.add(
            Panel(f"certificates, {kind}", kind, panels.TEMPLATE, panels.of_person, order=25)
        )
    registries.panels.add(
        Panel("certified competence", "competence", panels.COUNT, panels.of_competence, order=40)
    )
    registries.personal_data.add(
        PersonalData(
            "certificates",
            _("Certificates that you hold"),
            holders.export,
            holders.erase,
            keeps=_(
                "Certificates can still be verified by their code, without your name. Keep your name on "
                "them, or download them, on the page of your certificates before you leave."
            ),
        )
    )
    registries.schedules.add(
        Schedule("credentials.print", printing.print_waiting, dt.timedelta(hours=1))
    )
    registries.checks.add(Check("credentials", doctor.look))
    measured_pages()


def verbs() -> None:
    roles.allow(access.EDIT, _("Edit templates of certificates."), roles.Coordinator)
    roles.allow(access.ISSUE, _("Issue certificates, revoke and replace them."), roles.Coordinator)


def kinds() -> None:
    """Kinds of objects that history and other chapters point to."""
    shown: tuple[tuple[str, Any, Any, Any, Any], ...] = (
        ("certificate", _("Certificate"), _("Certificates"), Certificate, access.visible_to),
        ("achievement", _("Achievement"), _("Achievements"), Achievement, achievements_seen_by),
        (
            "credential_template",
            _("Template of certificates"),
            _("Templates of certificates"),
            Template,
            access.templates_kept_by,
        ),
    )
    for name, label, plural, model, visible_to in shown:
        registries.kinds.add(
            ObjectKind(name, label, plural, model, visible_to, icon="learn", order=35)
        )


def achievements_seen_by(user: Any) -> QuerySet[Achievement]:
    return access.achievements_kept_by(user)


def menu() -> None:
    """Where anybody verifies, where members find theirs, where coordinators issue."""
    registries.menu.add(
        MenuEntry(
            "verify",
            "learn",
            _("Verify a certificate"),
            "credentials:verify",
            order=60,
            sentence=_(
                "By its code, its link or its file, from here or from elsewhere: is it genuine, and does it "
                "still hold?"
            ),
        )
    )
    registries.menu.add(
        MenuEntry(
            "my certificates",
            "learn",
            _("My certificates"),
            "credentials:mine",
            people.is_account,
            order=61,
            sentence=_("What you hold: to download, to print, to share."),
        )
    )
    registries.menu.add(
        MenuEntry(
            "certificates.office", "office", _("Certificates"), "credentials:office", issues, 64
        )
    )


def issues(viewer: Any) -> bool:
    """Whether the office shows the way to the certificates that somebody issues."""
    return bool(people.scopes_held(viewer, access.ISSUE))


def measured_pages() -> None:
    """Every kind of page of this chapter, for `bin/hilo bench`."""
    measured = registries.measured
    measured("verify a certificate", "credentials:verify", order=26)
    measured("my certificates", "credentials:mine", "member", order=31)
    measured("a certificate", "credentials:shown", args=a_code, order=26)
    for name, url_name, args in (
        ("certificates", "office", tuple),
        ("achievements", "achievements", tuple),
        ("templates of certificates", "templates", tuple),
        ("a new template of certificates", "new_template", tuple),
        ("a template of certificates", "template", a_template),
        ("what can be issued", "achievement", an_achievement),
        ("one certificate", "certificate", a_certificate),
    ):
        address = f"credentials:{url_name}"
        measured(f"office: {name}", address, "coordinator", args=args, is_whole=True, order=60)


def a_code() -> list[str]:
    """That of the last certificate, or one that nobody has: its page costs as much."""
    last = Certificate.objects.first()
    return [last.code if last else "23456789ABCD"]


def a_template() -> list[UUID]:
    return [Template.objects.all()[0].uuid]


def an_achievement() -> list[UUID]:
    return [Achievement.objects.all()[0].uuid]


def a_certificate() -> list[UUID]:
    return [Certificate.objects.all()[0].uuid]
