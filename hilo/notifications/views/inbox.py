"""A person's own notifications, and how often they want to hear by mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from hilo.core.models import Overtaken
from hilo.notifications import access, inbox, queries, recipients
from hilo.notifications import services as notifications
from hilo.notifications.categories import SECURITY, categories
from hilo.notifications.forms import HabitsForm
from hilo.notifications.models import Habits
from hilo.people.models import Person

LONGEST_BACK = 500  # letters


def _reader(request: HttpRequest) -> Person:
    """Whoever reads; these pages are for people who have signed in."""
    assert request.user.is_authenticated
    return request.user.person


@require_safe
def list_all(request: HttpRequest) -> HttpResponse:
    """What was said to me: unread first."""
    person = _reader(request)
    asked = request.GET.get("about", "")
    category = asked if asked in categories else ""
    only_unread = "unread" in request.GET
    said = queries.said_by_category(person)
    found = queries.notifications_of(person, category=category, only_unread=only_unread)
    pages = Paginator(found, queries.PER_PAGE)
    pages.count = _how_many(said, category, only_unread)  # known already: not asked again
    page = pages.get_page(request.GET.get("page"))
    if page.number == 1 and not category and not only_unread:
        page.object_list = queries.latest(person)
    to = recipients.of(person)
    return render(
        request,
        "notifications/list.html",
        {
            "lines": queries.lines(page.object_list, to),
            "page_object": page,
            "filters": _filters(said),
            "current": _address(asked, only_unread),
            "unread_in_all": _how_many(said, only_unread=True),
        },
    )


def _how_many(said: dict[str, queries.Said], category: str = "", only_unread: bool = False) -> int:
    """How many notifications a list narrowed like this holds."""
    counted = [one for name, one in said.items() if category in ("", name)]
    return sum(one.unread if only_unread else one.in_all for one in counted)


def _filters(said: dict[str, queries.Said]) -> list[tuple[str, str]]:
    """Links to what occurs in the list; each tells how many are unread there."""
    everything = (str(_("Everything")), _address("", False))
    only_unread = (_counted(_("Unread"), _how_many(said, only_unread=True)), _address("", True))
    some = [
        (_counted(one.label, said[one.name].unread), _address(one.name, False))
        for one in categories
        if one.name in said
    ]
    return [everything, only_unread, *some]


def _counted(label: Any, count: int) -> str:
    return f"{label} ({recipients.number(count)})" if count else str(label)


def _address(category: str, only_unread: bool) -> str:
    """The list as it is narrowed, for links and for telling which one is shown."""
    query = "?unread" if only_unread else f"?about={category}" if category else ""
    return reverse("notifications:list") + query


@require_POST
def mark(request: HttpRequest) -> HttpResponse:
    """Mark one, some or all as read (or one as unread), and go back to the list."""
    person = _reader(request)
    for uuid in _uuids(request.POST.getlist("unread")):
        notifications.mark_unread(person, uuid)
    chosen = None if "all" in request.POST else _uuids(request.POST.getlist("read"))
    marked = notifications.mark_read(person, chosen)
    if chosen is None and marked:
        notes.info(
            request,
            ngettext("One marked as read.", "%(count)s marked as read.", marked)
            % {"count": recipients.number(marked)},
        )
    return _back(request)


def _uuids(texts: list[str]) -> list[UUID]:
    """Those texts that are UUIDs; a form that was tampered with marks nothing."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _back(request: HttpRequest) -> HttpResponse:
    # Read and written anew, so that nothing but a query gets into the header.
    query = QueryDict(request.POST.get("back", "")[:LONGEST_BACK]).urlencode()
    return redirect(reverse("notifications:list") + (f"?{query}" if query else ""))


@require_safe
def open_one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Go where a notification leads; it counts as read from then on."""
    notification = access.notification_for(request.user, uuid)
    notifications.mark_read(_reader(request), [uuid])
    path = queries.path_of(notification, recipients.of(_reader(request)))
    return redirect(path or "notifications:list")


def preferences(request: HttpRequest) -> HttpResponse:
    """How often I want mail about what, and at which hour."""
    person = _reader(request)
    habits = inbox.habits_of(person)
    if request.method == "POST" and habits.pk is None:
        habits, _is_new = Habits.objects.get_or_create(person=person)
    form = HabitsForm(request.POST or None, instance=habits)
    if request.method == "POST" and form.is_valid():
        try:
            notifications.choose_habits(
                person,
                rhythms=form.rhythms(),
                mail_is_on=form.cleaned_data["mail_is_on"],
                hour=form.cleaned_data["hour"],
                weekday=form.cleaned_data["weekday"],
                expected=form.cleaned_data["version"],
            )
        except Overtaken:
            form.overtaken()
        else:
            notes.info(request, _("Kept. From now on mail comes as you chose."))
            return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form, "required": SECURITY})
