"""Certificates in the search of the whole house: found by their holder and by those who issue them, by nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from hilo.core.registries import SearchDocument, SearchSource
from hilo.credentials.models import Certificate
from hilo.credentials.rules import codes

KIND = "certificate"


def objects() -> QuerySet[Certificate]:
    """All but those whose holder has left: nobody looks for them but by their code."""
    return Certificate.objects.filter(erased_at__isnull=True).defer("badge").order_by("pk")


def documents(certificate: Certificate) -> Iterator[SearchDocument]:
    """What stands on it, in its own language; nothing once its holder was erased."""
    if certificate.erased_at is not None:
        return
    content = certificate.content
    numbers = (certificate.number, certificate.code, codes.shown(certificate.code))
    said = [content["title"], certificate.holder, content["issuer"], *numbers]
    yield SearchDocument(
        certificate.language, content["achievement"], "\n".join(filter(None, said))
    )


def entered(certificate: Certificate) -> dt.datetime:
    """It can be found since it was issued."""
    return certificate.issued_at


def nobody_else(certificate: Any) -> bool:
    """It is public by its code alone: the search shows it only to those whom the kind shows it to."""
    return False


SOURCE = SearchSource(KIND, objects, documents, nobody_else, order=45, entered=entered)
