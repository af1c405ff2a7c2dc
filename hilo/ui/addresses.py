"""Addresses without arguments, looked up once per language: the frame of each page asks for forty."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language


def address(name: str) -> str:
    """The address called `name`, or nothing where this installation has none."""
    return _address(name, get_language(), settings.ROOT_URLCONF)


@lru_cache(maxsize=2048)
def _address(name: str, language: str | None, urls: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
