"""What can be certified, and issuing it to many."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hilo.core.keeping import kept
from hilo.core.models import Job, Overtaken
from hilo.core.problems import Problem
from hilo.core.registries import thread_of
from hilo.credentials import access, archives, awardables, queries
from hilo.credentials.enums import Kind
from hilo.credentials.forms import AchievementForm, IssueForm
from hilo.credentials.models import Achievement, Batch
from hilo.credentials.problems import UnknownAddresses
from hilo.credentials.services import achievements as services
from hilo.credentials.services import batches
from hilo.credentials.views import drawn
from hilo.people import access as people
from hilo.people.models import Person
from hilo.ui import reader
from hilo.ui.lists import Facet, ListPage
from hilo.ui.tables import Column

show_or_send = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 50  # people who are named before they get their certificate


class AchievementList(ListPage):
    """Everything that can be certified in the reader's scopes."""

    title = gettext_lazy("What can be certified")
    lead = gettext_lazy("Courses enter this list by themselves; add what else people have done.")
    layout = "ui/office.html"
    template_name = "credentials/office/achievements.html"
    on_phone = "cards"
    order = ("-pk",)
    empty = gettext_lazy("Nothing yet. Add what people have done, and issue it to them.")
    columns = (
        Column(
            "name",
            gettext_lazy("What"),
            lambda row: row.name,
            href=lambda row: row.get_absolute_url(),
            is_row_name=True,
        ),
        Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
        Column("template", gettext_lazy("Template"), lambda row: row.template.name),
        Column("held", gettext_lazy("Valid certificates"), lambda row: row.held, is_numeric=True),
    )
    facets = (Facet("kind", gettext_lazy("Kind"), "kind", labels=dict(Kind.choices)),)

    def permit(self) -> None:
        self.scopes = people.require_anywhere(self.request.user, access.ISSUE)

    def rows(self) -> QuerySet[Any]:
        return access.achievements_kept_by(self.request.user)

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return queries.counted(rows)

    def bearing(self) -> Hashable:
        return self.scopes


@show_or_send
def achievement(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Who has earned it and holds it not; issue it to them."""
    found = access.achievement_for(request.user, uuid, to=access.ISSUE)
    key = ("achievement", found.pk, request.user.pk, *reader.eyes())
    told = kept(key, lambda: _told(found, request.user))
    form = IssueForm(request.POST or None, count=told["count"])
    waiting = queries.waiting_for(found) if form.is_bound else None
    if form.is_valid() and (batch := _ordered(form, found, waiting, request)):
        return redirect(batch)
    shown = {"achievement": found, "told": told, "fields": drawn.fields(form)}
    return render(request, "credentials/office/achievement.html", shown)


def _first_and_all(waiting: QuerySet[Person]) -> tuple[list[Person], int]:
    """Those who are named on the page, and how many there are; counted only where not all are named."""
    found = list(waiting[: SHOWN + 1])
    return found[:SHOWN], waiting.count() if len(found) > SHOWN else len(found)


def _ordered(
    form: IssueForm, found: Achievement, waiting: QuerySet[Person] | None, request: HttpRequest
) -> Batch | None:
    """The batch that was ordered; None where something speaks against it, which then stands on the form."""
    try:
        chosen = list(waiting or ()) if form.cleaned_data.get("waiting") else []
        chosen += _named(form.cleaned_data["addresses"], found, request.user)
        language = form.cleaned_data["language"]
        return batches.issue_many(chosen, achievement=found, language=language, by=request.user)
    except Problem as problem:
        problem.put_on(form)
        return None


def _named(addresses: list[str], found: Achievement, user: Any) -> list[Person]:
    """The people with these addresses who do not hold it; raises `UnknownAddresses`."""
    known = queries.by_addresses(people.visible_to(user), addresses)
    unknown = [one for one in addresses if one not in known]
    if unknown:
        raise UnknownAddresses(addresses=", ".join(unknown[:10]), field="addresses")
    holders = set(queries.holders_of(found).filter(pk__in=[one.pk for one in known.values()]))
    return [known[one] for one in addresses if known[one] not in holders]


def _told(found: Achievement, user: Any) -> dict[str, Any]:
    """What stands on its page, written: who waits for it, what it comes from and led to."""
    named, count = _first_and_all(queries.waiting_for(found))
    shown = _page(found, named, count)
    shown["back"], shown["forth"] = thread_of("achievement", found, user)
    parts = {
        "head": render_to_string("credentials/office/achievement_head.html", shown),
        "waiting": render_to_string("credentials/office/achievement_waiting.html", shown),
        "led_to": render_to_string("credentials/office/achievement_led_to.html", shown),
    }
    return {"count": count, "issue": shown["issue"], **parts}


def _page(found: Achievement, named: list[Person], count: int) -> dict[str, Any]:
    known = found.about_kind in awardables.awardables
    url = awardables.awardables.get(found.about_kind).url_of(found.about) if known else ""
    label = ngettext("Issue %(count)s certificate", "Issue %(count)s certificates", count)
    return {
        "achievement": found,
        "waiting": named,
        "more": max(0, count - SHOWN),
        "count": count,
        "knows": known,
        "about_url": url,
        "issue": label % {"count": count} if count else _("Issue certificates"),
        "held": found.certificates.valid().count(),
        "batches": list(found.batches.select_related("achievement")[:10]),
        "listed": found.list_url,
    }


@show_or_send
def new(request: HttpRequest) -> HttpResponse:
    """Something to certify that is no course."""
    people.require_anywhere(request.user, access.ISSUE)
    templates = access.templates_kept_by(request.user, access.ISSUE).current()
    form = AchievementForm(request.POST or None, templates=templates)
    if form.is_valid():
        told = form.told()
        made = services.add(kind=told["template"].kind, by=request.user, **told)
        messages.success(request, _("Added. Now issue it to those who have earned it."))
        return redirect(made)
    shown = {"form": form, "has_templates": templates.exists()}
    return render(request, "credentials/office/new_achievement.html", shown)


@show_or_send
def change(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change what is certified from now on."""
    found = access.achievement_for(request.user, uuid, to=access.ISSUE)
    name = found.name
    templates = access.templates_kept_by(request.user, access.ISSUE)
    form = AchievementForm(request.POST or None, instance=found, templates=templates)
    if form.is_valid() and _changed(form, request):
        messages.success(request, _("Saved, for what is issued from now on."))
        return redirect(found)
    shown = {"form": form, "achievement": found, "name": name}
    return render(request, "credentials/office/change_achievement.html", shown)


def _changed(form: AchievementForm, request: HttpRequest) -> bool:
    row = Achievement.objects.get(pk=form.instance.pk)
    try:
        services.change(row, by=request.user, expected=form.cleaned_data["version"], **form.told())
    except Overtaken:
        form.overtaken()
        return False
    return True


@require_safe
def batch(request: HttpRequest, uuid: Any) -> HttpResponse:
    """How far a batch has come, and what came of it."""
    found = access.batch_for(request.user, uuid)
    job = Job.objects.filter(uuid=found.job).first() if found.job else None
    issued = found.certificates.count()
    shown = {
        "batch": found,
        "job": job,
        "issued": issued,
        "ordered": len(found.people),
        "is_ready": issued and not found.certificates.unprinted().exists(),
        "holders": found.achievement.list_url,
    }
    return render(request, "credentials/office/batch.html", shown)


@require_safe
def archive(request: HttpRequest, uuid: Any) -> FileResponse:
    """All files of a batch in one ZIP."""
    found = access.batch_for(request.user, uuid)
    return archives.answer(found)
