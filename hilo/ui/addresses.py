"""Addresses looked up once per language: the frame of each page asks for forty, a list for fifty."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

NOBODY = UUID(int=0)


def address(name: str) -> str:
    """The address called `name`, or nothing where this installation has none."""
    return _address(name, get_language(), settings.ROOT_URLCONF)


def address_of(name: str, uuid: UUID) -> str:
    """The address called `name` of the thing `uuid`: lists show hundreds of them."""
    before, after = _around_uuid(name, get_language(), settings.ROOT_URLCONF)
    return f"{before}{uuid}{after}"


@lru_cache(maxsize=2048)
def _around_uuid(name: str, language: str | None, urls: str) -> tuple[str, str]:
    before, _none, after = reverse(name, kwargs={"uuid": NOBODY}).partition(str(NOBODY))
    return before, after


@lru_cache(maxsize=2048)
def _address(name: str, language: str | None, urls: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
