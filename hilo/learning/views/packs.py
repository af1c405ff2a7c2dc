"""Files to take along: what there is of a course, one file, and having them made."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core import storage
from hilo.learning import access, packing
from hilo.learning.models import Pack
from hilo.learning.queries.outline import outline_of
from hilo.learning.showing import along


@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: HttpRequest, slug: str) -> HttpResponse:
    """The files of the course and of each module; where none is there, the button to have them made."""
    reading = access.reading_for(request.user, slug)
    if request.method == "POST":
        if not Pack.objects.filter(edition=reading.edition).exists():
            packing.soon(reading.edition, by=request.user)
        messages.success(request, _("The files are being made. Look here again in a minute."))
        return redirect("learning:packs", slug=slug)
    shown = along.shown(reading.course, reading.edition, outline_of(reading.edition))
    return render(request, "learning/packs.html", shown)


@require_safe
def pack(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One file, for whoever reads its edition and for those who write the course."""
    found = Pack.objects.select_related("edition__course", "stored").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    course = found.edition.course
    reading = access.reading_for(request.user, course.slug)
    if reading.edition != found.edition and not access.may_write(request.user, course):
        raise Http404
    return storage.send(found.stored, request)
