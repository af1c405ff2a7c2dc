"""The file of a certificate, made from its record: the same record gives the same bytes."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from typing import Any
from uuid import UUID

import segno
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_noop
from PIL import Image, ImageChops

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.core.tasks import background, start
from hilo.core.time import now
from hilo.credentials.models import Certificate
from hilo.ui import papers

TEMPLATE = "credentials/papers/certificate.typ"
# For people who hear it read, and for whoever opens it in thirty years.
STANDARDS = ("ua-1", "a-2a")
MOST_AT_ONCE = 2_000
COTTON = "#fbf7f0"  # the paper's colour, as certificate.typ has it
WIDE_ENOUGH = 480  # pixels of a logo: 300 to the inch, at the size at which it is printed


def soon(certificate: Certificate) -> None:
    """Have the file made once this transaction is committed."""
    start(print_one, certificate=certificate.uuid)


@background(title=gettext_noop("Print a certificate"))
def print_one(certificate: UUID) -> None:
    """The file of one certificate that was just issued."""
    found = Certificate.objects.filter(uuid=certificate).first()
    if found is not None:
        print_it(found)


@background(retries=1, title=gettext_noop("Print the certificates that still wait for their file"))
def print_waiting() -> None:
    """Every hour: what a crash has left without a file, oldest first."""
    waiting = Certificate.objects.unprinted().filter(erased_at__isnull=True)
    for certificate in list(waiting.order_by("issued_at")[:MOST_AT_ONCE]):
        print_it(certificate)


def print_it(certificate: Certificate) -> None:
    """Make the file and keep it with its hash; nothing where it is there, or the name is gone.

    Called outside of a transaction: only the keeping is one.
    """
    if certificate.printed_at or certificate.erased_at:
        return
    pdf = pdf_of(certificate.content, at=certificate.issued_at)
    with transaction.atomic():
        row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        if row.printed_at or row.erased_at:
            return
        _keep(row, pdf)
    certificate.file, certificate.sha256 = row.file, row.sha256
    certificate.printed_at = row.printed_at


def _keep(row: Certificate, pdf: bytes) -> None:
    upload = ContentFile(pdf, name=f"{row.number}.pdf")
    row.file = storage.keep(upload, kinds=("document",), by=None)
    row.sha256 = hashlib.sha256(pdf).hexdigest()
    row.printed_at = now()
    row.save(update_fields=["file", "sha256", "printed_at"])


def pdf_of(content: dict[str, Any], *, at: Any = None) -> bytes:
    """The paper that shows `content`.

    A name in a script that our faces lack is printed with empty boxes rather than not at all: only the
    standards, which forbid them, are given up.
    """
    data = drawn(content)
    try:
        return papers.render(TEMPLATE, data, standards=STANDARDS, at=at)
    except papers.PaperFailed:
        return papers.render(TEMPLATE, data, at=at)


def drawn(content: dict[str, Any]) -> dict[str, Any]:
    """`content` with its pictures in place of their names."""
    return {
        **content,
        "qr": qr_of(content["url"]),
        "logos": [_picture(uuid) for uuid in content["logos"]],
        "signatories": [
            {**one, "signature": _picture(one["signature"])} for one in content["signatories"]
        ],
    }


def qr_of(url: str) -> str:
    """The address as a square that cameras read, as SVG, without a quiet zone (the paper leaves it)."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1c2750", xmldecl=False, nl=False
    )
    return out.getvalue().decode()


@lru_cache(maxsize=16)  # a batch has the same logos four hundred times
def _picture(uuid: str) -> str:
    """A stored picture as the paper takes it; empty where there is none any more."""
    if not uuid:
        return ""
    stored = StoredFile.objects.filter(uuid=uuid, kind=StoredFile.Kind.PICTURE).first()
    if stored is None:
        return ""
    with default_storage.open(stored.narrowest(WIDE_ENOUGH), "rb") as file:
        printed = _on_cotton(Image.open(file))
    out = io.BytesIO()
    printed.save(out, "PNG")
    size = {"width": printed.width, "height": printed.height}
    return papers.picture(out.getvalue(), kind="image/png", **size)


def _on_cotton(picture: Image.Image) -> Image.Image:
    """The picture as if printed on the paper of the certificate: its white is the paper's own."""
    whole = picture.convert("RGBA")
    alpha = whole.getchannel("A")
    inked = ImageChops.multiply(whole.convert("RGB"), Image.new("RGB", whole.size, COTTON))
    inked.putalpha(alpha)
    return inked
