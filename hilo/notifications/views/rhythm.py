"""The links at the foot of our mails: hear of this less often, or not at all, also when signed out.

A GET changes nothing, because mail programs and scanners follow links by themselves; the page shows
one button per rhythm. The POST of RFC 8058 comes from the mail provider, without cookie or referrer,
and may come twice: the signature in the address is all the proof there is and all that is needed.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from hilo.core.access import open_to_all
from hilo.notifications import inbox, links
from hilo.notifications import services as notifications
from hilo.notifications.categories import Category, categories
from hilo.notifications.enums import Rhythm
from hilo.notifications.problems import CannotBeStopped
from hilo.people.models import Person


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mail about the categories of a mail (RFC 8058: the provider presses for the person)."""
    return _answer(request, token, "never" if request.method == "POST" else "")


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rhythm(request: HttpRequest, token: str) -> HttpResponse:
    """Choose how often mail about the categories of a mail comes."""
    return _answer(request, token, request.POST.get("rhythm", ""))


def _answer(request: HttpRequest, token: str, chosen: str) -> HttpResponse:
    try:
        person, about = _read(token)
    except links.SpoiltLink as spoilt:
        return render(request, "notifications/spoilt.html", {"problem": spoilt}, status=404)
    problem = _choose(person, about, _known(chosen)) if chosen else None
    shown = {
        "about": about,
        "chosen": chosen if not problem else "",
        "choices": Rhythm.choices,
        "in_force": _in_force(person, about),
        "token": token,
        "problem": problem,
    }
    return render(request, "notifications/rhythm.html", shown)


def _read(token: str) -> tuple[Person, list[Category]]:
    """Whom the link was made for, and about what; raises SpoiltLink."""
    ids = links.read("rhythm", token)
    person = Person.objects.present().filter(uuid=ids["person"]).first()
    about = [categories.get(name) for name in ids["about"] if name in categories]
    if person is None or not about:
        raise links.SpoiltLink
    return person, about


def _choose(person: Person, about: list[Category], rhythm: str) -> CannotBeStopped | None:
    """Choose `rhythm`; answers the problem, if there is one."""
    try:
        notifications.choose_rhythm(person, [one.name for one in about], rhythm)
    except CannotBeStopped as problem:
        return problem
    return None


def _known(chosen: str) -> str:
    if chosen not in Rhythm.values:
        raise Http404
    return chosen


def _in_force(person: Person, about: list[Category]) -> str:
    """The rhythm of all those categories, or nothing where they differ."""
    habits = inbox.habits_of(person)
    found = {str(inbox.rhythm_of(person, one.name, habits)) for one in about}
    return found.pop() if len(found) == 1 else ""
