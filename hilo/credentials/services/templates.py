"""Templates: the words, the issuer, the logos and who signs. What was issued never changes with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max

from hilo.core import storage
from hilo.core.events import publish
from hilo.core.text import Text
from hilo.core.time import now
from hilo.credentials import events
from hilo.credentials.models import Signatory, Template
from hilo.credentials.models.templates import MOST_LOGOS, MOST_SIGNATORIES
from hilo.credentials.problems import TooManyLogos, TooManySignatories, UnknownPlace
from hilo.credentials.rules import wording

TEXTS = ("title", "lead", "text", "issuer", "letterhead")
WITH_PLACES = ("lead", "text")


@transaction.atomic
def add(*, owner: tuple[str, UUID | None] = ("", None), by: Any, **told: Any) -> Template:
    """A new template of `owner`; raises `UnknownPlace`, ValidationError."""
    _check_places(told)
    made = Template(owner_kind=owner[0], owner=owner[1], **told)
    made.full_clean(exclude=TEXTS)
    made.save()
    publish(events.TemplateAdded(made.uuid), by=by, subject=_subject(made))
    return made


@transaction.atomic
def change(template: Template, *, by: Any, expected: int | None = None, **changes: Any) -> Template:
    """Change it for what is issued from now on; raises `UnknownPlace`, `Overtaken`."""
    _check_places(changes)
    changed = tuple(sorted(name for name in changes if getattr(template, name) != changes[name]))
    for name in changed:
        setattr(template, name, changes[name])
    if changed:
        template.save_version(expected=template.version if expected is None else expected)
        _tell(template, by, *changed)
    return template


def _check_places(told: dict[str, Any]) -> None:
    """Named places in the texts are those that a certificate fills."""
    for field in WITH_PLACES:
        for text in (told.get(field) or Text()).texts.values():
            if unknown := wording.unknown_in(text):
                raise UnknownPlace(place=unknown[0][:40], field=field)


@transaction.atomic
def add_signatory(
    template: Template, *, name: str, role: Text, by: Any, upload: File[Any] | None = None
) -> Signatory:
    """One more person who signs; raises `TooManySignatories`, `FileRefused`."""
    rows = Signatory.objects.filter(template=_held(template))
    if rows.count() >= MOST_SIGNATORIES:
        raise TooManySignatories
    last = rows.aggregate(last=Max("order"))["last"] or 0
    signature = storage.keep(upload, kinds=("picture",), by=by) if upload else None
    made = Signatory.objects.create(
        template=template, order=last + 1, name=name, role=role, signature=signature
    )
    _tell(template, by, "signatories")
    return made


@transaction.atomic
def remove_signatory(signatory: Signatory, *, by: Any) -> None:
    """They no longer sign what is issued from now on; the picture stays for what still waits for its file."""
    template = _held(signatory.template)
    signatory.delete()
    _tell(template, by, "signatories")


@transaction.atomic
def add_logo(template: Template, upload: File[Any], *, by: Any) -> None:
    """One more logo on top; raises `TooManyLogos`, `FileRefused`."""
    if _held(template).logos.count() >= MOST_LOGOS:
        raise TooManyLogos(field="logo")
    template.logos.add(storage.keep(upload, kinds=("picture",), by=by))
    _tell(template, by, "logos")


@transaction.atomic
def remove_logo(template: Template, uuid: UUID, *, by: Any) -> None:
    """Without this logo from now on; removing it again changes nothing."""
    for logo in _held(template).logos.filter(uuid=uuid):
        template.logos.remove(logo)
        _tell(template, by, "logos")


@transaction.atomic
def retire(template: Template, *, by: Any) -> None:
    """Certify nothing new with it; doing it again changes nothing."""
    rows = Template.objects.filter(pk=template.pk, retired_at__isnull=True)
    if rows.update(retired_at=now()):
        template.refresh_from_db()
        publish(events.TemplateRetired(template.uuid), by=by, subject=_subject(template))


@transaction.atomic
def take_up_again(template: Template, *, by: Any) -> None:
    """Offer a retired template again; doing it again changes nothing."""
    rows = Template.objects.filter(pk=template.pk, retired_at__isnull=False)
    if rows.update(retired_at=None):
        template.refresh_from_db()
        publish(events.TemplateTakenUpAgain(template.uuid), by=by, subject=_subject(template))


def _held(template: Template) -> Template:
    """The template, held until the transaction ends: two people may not both add the fourth signatory."""
    return Template.objects.select_for_update(of=("self",)).get(pk=template.pk)


def _tell(template: Template, by: Any, *fields: str) -> None:
    publish(events.TemplateChanged(template.uuid, fields), by=by, subject=_subject(template))


def _subject(template: Template) -> tuple[str, UUID]:
    return "credential_template", template.uuid
