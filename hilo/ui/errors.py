"""Error pages."""

from django.http import HttpRequest, HttpResponse


def maintenance(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=503)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(status=403)
