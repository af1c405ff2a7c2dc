"""The certificates of the region that finished first; in the others that are over they wait to be issued.

One of them was revoked, and one issued anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from hilo.credentials.enums import Kind, Paper
from hilo.credentials.models import Certificate, Template
from hilo.credentials.services import ending, templates
from hilo.credentials.services import issuing as certificates
from hilo.learning.models import Cohort
from hilo.learning.services import issuing
from hilo.programme.models import Programme
from hilo.site.demonstration import files
from hilo.site.demonstration.furnish import text
from hilo.site.demonstration.groups.paces import is_guest

WORDS = {Kind.COMPLETION: "text", Kind.ATTENDANCE: "attended", Kind.TRAINER: "taught"}
MORE = 2  # so many certificates of a group remain as they are at least
AFTER = 9  # days after the last day of a group on which its certificates were issued


def load(day: dt.date) -> None:
    """Templates of all kinds, what the courses certify, and the first region's certificates."""
    told = files.cohorts()
    programme = Programme.objects.filter(slug=told["programme"]).first()
    if programme is None or not Cohort.objects.exists():
        return
    owner = ("programme", programme.uuid)
    if not Template.objects.owned_by(*owner).exists():
        for kind in WORDS:
            _template(told["template"], told["original"], kind, owner)
    first = Cohort.objects.order_by("starts_on").values_list("region", flat=True)[0]
    for cohort in Cohort.objects.filter(region=first).select_related("course__programme"):
        _issue(cohort)


def _template(told: dict[str, Any], original: str, kind: Kind, owner: tuple[str, Any]) -> None:
    made = templates.add(
        owner=owner,
        by=None,
        kind=kind,
        name=told["names"][kind],
        title=text(told["title"], original),
        lead=text(told["lead"], original),
        text=text(told[WORDS[kind]], original),
        issuer=text(told["issuer"], original),
        letterhead=text(told["letterhead"], original),
        place=told["place"],
        prefix=told["prefix"],
        paper=Paper.LETTER,
    )
    templates.add_logo(made, _picture(told["logo"]), by=None)
    role, signature = text(told["role"], original), _picture(told["signature"])
    templates.add_signatory(made, name=told["signatory"], role=role, upload=signature, by=None)


def _picture(name: str) -> ContentFile[bytes]:
    return ContentFile((files.DATA / name).read_bytes(), name=name)


@transaction.atomic
def _issue(cohort: Cohort) -> None:
    """Records and badges of all who completed; the files are made by the worker."""
    achievement = issuing.ensure(cohort.course, Kind.COMPLETION, by=None)
    if Certificate.objects.filter(achievement=achievement).exists():
        return
    certificates.hold(achievement)
    assert cohort.ends_on is not None
    day = cohort.ends_on + dt.timedelta(days=AFTER)
    people = list(issuing.waiting_in(cohort).select_related("account", "territory"))
    if people:
        made = certificates.make(people, certificates.Order(achievement, issued_on=day))
        _ended([one for one in made if not is_guest(one.person)])


def _ended(made: Sequence[Certificate]) -> None:
    """The last one was revoked, the one before it replaced."""
    why = files.cohorts()["ended"]
    if len(made) > MORE:
        ending.revoke(made[-1], reason=why["revoked"], by=None)
        ending.reissue(made[-2], reason=why["replaced"], by=None)
