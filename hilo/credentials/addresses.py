"""Addresses that are printed, signed and published, and therefore never change."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """`path` at the address of this installation."""
    return f"{settings.ADDRESS.rstrip('/')}{path}"


def of_certificate(code: str) -> str:
    """Where anybody verifies a certificate, in any language: https://hilo.example/v/7K3M9PQ2XV4H."""
    return absolute(reverse("certificate", args=[code]))


def in_print(code: str) -> str:
    """The same as it is printed, without what browsers add by themselves."""
    return of_certificate(code).split("://", 1)[1]


def of_status_list(number: int) -> str:
    return absolute(reverse("status_list", args=[number]))


def host() -> str:
    """The name, with its port, under which this installation signs."""
    return urlsplit(settings.ADDRESS).netloc
