"""What machines read: health, robots, sitemap, feed, icon, where to report a weakness."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hilo.core import health
from hilo.core.access import open_to_all
from hilo.core.caching import kept_for_strangers
from hilo.core.installation import the_installation
from hilo.core.time import now
from hilo.site import news, sitemap

ATOM = "application/atom+xml; charset=utf-8"
XML = "application/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
CONTACT_LASTS = dt.timedelta(days=365)


@open_to_all
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"live": health.live()})


@open_to_all
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether requests may be sent here: 200, or 503 with what is missing. No names, no addresses."""
    missing = [finding for finding in health.ready() if not finding.is_well]
    return JsonResponse({"ready": not missing}, status=503 if missing else 200)


@open_to_all
@kept_for_strangers(minutes=60)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration shuts out every robot; a real house shows its public pages and its map."""
    lines = ["User-agent: *"]
    if settings.IS_DEMONSTRATION:
        lines.append("Disallow: /")
    else:
        lines += [
            f"Disallow: /{code}/{path}" for code, _name in settings.LANGUAGES for path in SHUT
        ]
        lines += ["", f"Sitemap: {settings.ADDRESS}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


SHUT = ("search/", "sign-in/", "language/", "me/", "office/")


@open_to_all
@kept_for_strangers(minutes=60)
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, each naming its sisters."""
    return HttpResponse(sitemap.drawn(), content_type=XML)


@open_to_all
@kept_for_strangers(minutes=60)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What is new in public, as an Atom feed in the language of its address."""
    entries = news.latest()
    context = {
        "entries": entries,
        "updated": entries[0].at if entries else the_installation().made_at,
        "address": settings.ADDRESS,
        "self": f"{settings.ADDRESS}{request.path}",
        "name": the_installation().name,
    }
    return render(request, "site/feed.xml", context, content_type=ATOM)


@open_to_all
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that ask for the old name are sent to the icon."""
    return HttpResponsePermanentRedirect(static("ui/icon.svg"))


@open_to_all
@kept_for_strangers(minutes=60)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); in force for a year from the day it is read."""
    until = (now() + CONTACT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    languages = ", ".join(code for code, _name in settings.LANGUAGES)
    lines = [
        f"Contact: mailto:{contact()}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {languages}",
        f"Canonical: {settings.ADDRESS}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


def contact() -> str:
    """The address from which this installation writes, without its name."""
    sender = settings.DEFAULT_FROM_EMAIL
    return sender.split("<")[-1].rstrip(">").strip()


@open_to_all
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows kept pages without a signal. At the root, because it may only serve what lies below it."""
    response = HttpResponse(_service_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _service_worker() -> str:
    found = finders.find("ui/service-worker.js")
    return Path(str(found)).read_text()
