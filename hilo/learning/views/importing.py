"""Files of questions in: choose one, look at what comes in and what does not, take it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hilo.core import storage
from hilo.core.actors import uuid_of
from hilo.core.models import StoredFile
from hilo.core.storage import FileRefused
from hilo.core.time import now
from hilo.learning import access
from hilo.learning.forms.bank import ImportForm
from hilo.learning.notices import in_words, kind_name, place_of
from hilo.learning.rules.questions import FORMATS, Problem, Read, guess_format
from hilo.learning.rules.questions.pictures import undescribed
from hilo.learning.rules.questions.problems import change
from hilo.learning.services import bank as services
from hilo.learning.services.bank_files import refused
from hilo.ui import numerals, reader

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
KEPT_FOR = dt.timedelta(days=1)
LARGEST = 10 * 1024 * 1024
HEAD = 2048  # bytes that tell a text from other files
WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which every second byte may be anything
NO_TEXT = set(range(32)) - set(b"\t\n\f\r\x1a\x1b")
NAMED = 200  # questions and problems that one page names
FORMAT_NAMES = {"moodle_xml": "Moodle XML", "gift": "GIFT", "aiken": "Aiken"}


@show_or_send
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a file; nothing changes yet."""
    programme = access.bank_for(request.user, slug)
    first = {"language": reader.language()}
    form = ImportForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid():
        kept = _kept(form, request.user)
        if kept:
            given = form.cleaned_data
            words = {"category": given["category"], "language": given["language"]}
            address = request.build_absolute_uri(f"{request.path}{kept.uuid}/?{urlencode(words)}")
            return redirect(address)
    shown = {"programme": programme, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "learning/office/import.html", shown, status=status)


def _kept(form: ImportForm, by: Any) -> StoredFile | None:
    upload = form.cleaned_data["file"]
    if upload.size > LARGEST:
        said = _(
            "This file has more than 10 MB. Export its questions in several files, or without pictures."
        )
        form.add_error("file", said)
        return None
    if not _is_text(upload):
        form.add_error(
            "file", _("This is not a text file. Send questions as Moodle XML, GIFT or Aiken.")
        )
        return None
    try:
        return storage.keep_unread(upload, by=by, expires_at=now() + KEPT_FOR)
    except FileRefused as problem:
        form.add_error("file", str(problem))
        return None


def _is_text(upload: Any) -> bool:
    """Whether a file begins as text does; pictures and archives hold signs that no text has."""
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    return head.startswith(WIDE) or not NO_TEXT & set(head)


@show_or_send
def look(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """What of the file comes in and what does not; then take it in."""
    programme = access.bank_for(request.user, slug)
    stored = StoredFile.objects.filter(uuid=uuid, by=uuid_of(request.user)).first()
    if stored is None:
        raise Http404
    with stored.file.open("rb") as file:
        content = file.read()
    form = guess_format(content)
    read: Read = FORMATS[form].read(content)
    language, category = _said(request)
    if request.method == "POST":
        return _take(request, programme, stored, read, language, category)
    refused = [one for one in read.problems if one.is_refusal]
    changed = [one for one in read.problems if not one.is_refusal] + _of_files(read)
    shown = {
        "programme": programme,
        "name": stored.name,
        "format": FORMAT_NAMES[form],
        "count": len(read.questions),
        "kinds": _kinds(read),
        "lines": _lines(read),
        "left": max(len(read.questions) - NAMED, 0),
        "refused": _told(refused),
        "changed": _told(changed),
        "action": _action(len(read.questions)),
    }
    return render(request, "learning/office/import_look.html", shown)


def _of_files(read: Read) -> list[Problem]:
    """What is to be said of the files that come along."""
    mute = [
        change("picture_without_words", file=name).of(one.name, None)
        for one in read.questions
        for name in undescribed(one)
    ]
    return [*mute, *(problem for one in read.questions for problem in refused(one))]


def _said(request: HttpRequest) -> tuple[str, str]:
    language = request.GET.get("language", "")
    known = [code for code, _name in ImportForm.base_fields["language"].choices]  # type: ignore[attr-defined]
    category = request.GET.get("category", "")[:250].replace("\0", "")
    return (language if language in known else reader.language()), category


def _take(
    request: HttpRequest,
    programme: Any,
    stored: StoredFile,
    read: Read,
    language: str,
    category: str,
) -> HttpResponse:
    taken = services.take_in(
        programme, read.questions, category=category, by=request.user, language=language
    )
    storage.remove(stored)
    messages.success(request, _came_of_it(taken))
    if taken.left_out:
        said = _("These files are damaged and were left out: %(files)s.")
        messages.warning(request, said % {"files": ", ".join(map(unquote, taken.left_out[:NAMED]))})
    return redirect("learning:bank", slug=programme.slug)


def _came_of_it(taken: services.Taken) -> str:
    told = {"made": taken.made, "changed": taken.changed, "same": taken.same}
    return (
        _("%(made)s are new, %(changed)s have a new version, %(same)s were there already.") % told
    )


def _kinds(read: Read) -> list[tuple[str, str]]:
    """How many of each kind."""
    kinds = [one.kind for one in read.questions]
    return [(kind_name(one), numerals.figure(kinds.count(one), 0)) for one in dict.fromkeys(kinds)]


def _lines(read: Read) -> list[tuple[str, str, str]]:
    return [
        (one.name or one.text[:80], kind_name(one.kind), one.category)
        for one in read.questions[:NAMED]
    ]


def _told(problems: list[Problem]) -> list[tuple[str, str, str]]:
    """The name of the question, what is wrong, and where."""
    return [(one.name, in_words(one), place_of(one)) for one in problems[:NAMED]]


def _action(count: int) -> str:
    said = ngettext("Take in %(count)s question", "Take in %(count)s questions", count)
    return said % {"count": numerals.figure(count, 0)}
