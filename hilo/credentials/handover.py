"""What is handed over of certificates that a programme issued, signed as their holders have them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.handover import Held
from hilo.core.registries import WholePart
from hilo.credentials import access
from hilo.credentials.models import Achievement, Certificate, Template
from hilo.people import access as people

CONTENTS = (
    (
        "json, csv: certificate_templates, achievements, certificates",
        _("What was certified, to whom, with the signed badge, which stays valid where it can be looked up."),
    ),
)  # fmt: skip


def enter() -> None:
    """Called once, when the application starts."""
    registries.wholes.add(WholePart("certificates", "programme", files, CONTENTS, order=30))


def files(programme: Any, viewer: Any) -> Iterator[tuple[str, Any]]:
    """The templates that `programme` owns, what they certify, and who was certified."""
    templates = Template.objects.filter(owner_kind="programme", owner=programme.uuid)
    yield from Held("certificate_templates", templates).files()
    yield from Held("achievements", Achievement.objects.filter(template__in=templates)).files()
    if people.can(viewer, access.ISSUE, "programme", programme.uuid):
        rows = Certificate.objects.filter(achievement__template__in=templates)
        rows = rows.select_related("person").order_by("pk")
        yield from Held("certificates", rows, _holder, frozenset({"folded", "file_id"})).files()


def _holder(certificate: Certificate) -> dict[str, Any]:
    return {"person_uuid": certificate.person.uuid}
