"""This installation in schema.org's words, for machines that read pages."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hilo.core.installation import the_installation

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def described(request: HttpRequest) -> SafeString:
    """An Organization and its WebSite with its search, as JSON-LD.

    A data block is not script: a strict content security policy lets it stand.
    """
    return in_html({"@context": "https://schema.org", "@graph": [organization(), site()]})


def organization() -> dict[str, Any]:
    """The network that runs this installation."""
    return {
        "@type": "Organization",
        "@id": f"{settings.ADDRESS}/#organization",
        "name": the_installation().name,
        "url": f"{settings.ADDRESS}/",
    }


def site() -> dict[str, Any]:
    """The website: its languages, and how to search in it."""
    target = f"{settings.ADDRESS}{reverse('search')}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{settings.ADDRESS}/#website",
        "name": the_installation().name,
        "url": f"{settings.ADDRESS}/{get_language()}/",
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "publisher": {"@id": f"{settings.ADDRESS}/#organization"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def in_html(value: Any) -> SafeString:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    for sign, escaped in _UNSAFE.items():
        text = text.replace(sign, escaped)
    return mark_safe(text)
