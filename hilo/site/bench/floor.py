"""The floor: a plain Django view with the same middleware and a signed-in session.

Three queries (session, account, a hundred places), a fixed template of 24 kB with a hundred rows. It
is the ruler, so it is never edited to help a ratio; its checksum stands in every report.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string

from hilo.places.models import Place

TEMPLATE = "site/bench/floor.html"


def floor(request: HttpRequest) -> HttpResponse:
    """A table of a hundred places for whoever is signed in."""
    rows = Place.objects.order_by("pk")[:100].values_list("code", "name", "latitude", "longitude")
    return HttpResponse(render_to_string(TEMPLATE, {"reader": request.user, "rows": list(rows)}))


def checksum() -> str:
    """The first twelve hexadecimal digits of the SHA-256 of the floor's template."""
    source = get_template(TEMPLATE).template.source  # type: ignore[attr-defined]
    return hashlib.sha256(source.encode()).hexdigest()[:12]
