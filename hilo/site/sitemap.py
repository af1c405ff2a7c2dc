"""Every public page, in every language: what search engines are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation

from hilo.core.registries import kinds
from hilo.site.addresses import url_of
from hilo.ui.doors import DOORS

FIXED = (
    *(
        "home",
        "about",
        "source",
        "guides",
        "programme:programmes",
        "competences:competences",
        "learning:courses",
    ),
    *(
        "network:directory",
        "network:clusters",
        "network:sectors",
        "places:places",
        "programme:policies",
        "people:privacy",
    ),
)
MOST = 50_000  # addresses in one sitemap (sitemaps.org)


@dataclass(frozen=True)
class Page:
    """One page in one language, with the addresses of the same page in all of them and in any other."""

    address: str
    sisters: list[tuple[str, str]]
    changed_at: dt.datetime | None = None


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def drawn() -> str:
    """The whole map as XML, written by hand: fourteen thousand addresses are too many for a template."""
    lines = (line_of(page) for page in pages())
    return f"{HEAD}{''.join(lines)}</urlset>\n"


def line_of(page: Page) -> str:
    """One page with its sisters."""
    changed = f"<lastmod>{page.changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if page.changed_at else ""
    sisters = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'
        for code, address in page.sisters
    )
    return f"<url><loc>{escape(page.address)}</loc>{changed}{sisters}</url>\n"


def pages() -> list[Page]:
    """Fixed pages first, then every public object of every kind."""
    found: list[Page] = []
    for path, changed_at in paths():
        here = {code: f"{settings.ADDRESS}/{code}/{path}" for code, _name in settings.LANGUAGES}
        sisters = [*here.items(), ("x-default", here[settings.LANGUAGE_CODE])]
        found += [Page(address, sisters, changed_at) for address in here.values()]
        if len(found) >= MOST:
            break
    return found[:MOST]


def paths() -> Iterator[tuple[str, dt.datetime | None]]:
    """Addresses without their language, and when what they show last changed."""
    prefix = f"/{settings.LANGUAGE_CODE}/"
    with translation.override(settings.LANGUAGE_CODE):
        names = [*FIXED, *(f"ui:{door.name}" for door in DOORS)]
        fixed = [reverse(name).removeprefix(prefix) for name in names]
        yield from ((path, None) for path in fixed)
        for kind in kinds:
            for one in kind.visible_to(AnonymousUser()).iterator(chunk_size=1_000):
                if url := url_of(one):
                    yield url.removeprefix(prefix), getattr(one, "changed_at", None)
