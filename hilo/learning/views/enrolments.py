"""The people of a cohort: how far each is, acting on many, one of them, new ones, those who ask."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from hilo.core.fold import fold
from hilo.core.keeping import kept
from hilo.core.problems import Problem
from hilo.core.registries import thread_of
from hilo.credentials.enums import Kind
from hilo.learning import access, words
from hilo.learning.forms.cohorts import LeaveForm, MoveForm, ReasonForm
from hilo.learning.models import Cohort, Enrolment
from hilo.learning.problems import cohorts as problems
from hilo.learning.queries import cohorts as queries
from hilo.learning.queries.own import stamp_of
from hilo.learning.queries.standing import STANDINGS, TONES, with_standing
from hilo.learning.services import enrolments as services
from hilo.learning.services import issuing
from hilo.learning.showing import cohorts as showing
from hilo.learning.views.keeping import done, drawn, show_or_send
from hilo.people import access as people
from hilo.people.models import Person
from hilo.ui import reader, tables
from hilo.ui.components.words import state
from hilo.ui.lists import Facet, ListPage
from hilo.ui.saving import part
from hilo.ui.tables import Bulk, BulkAction, Column, draw
from hilo.ui.tables.bulk import SHOWN

EVERYBODY = 1000  # rows of the page that shows all
FOUND = 30  # people that a search offers


REMIND = BulkAction(
    "remind",
    gettext_lazy("Remind"),
    lambda count: (
        ngettext("Remind %(count)s person?", "Remind %(count)s people?", count) % {"count": count}
    ),
    lambda count: (
        ngettext("Remind %(count)s person", "Remind %(count)s people", count) % {"count": count}
    ),
    warning=gettext_lazy(
        "Each reads what comes next and what is missing, in their own language. Who never signed in is "
        "invited again; who has completed or withdrawn is left out."
    ),
)
MOVE = BulkAction(
    "move",
    gettext_lazy("Move to another cohort"),
    lambda count: (
        ngettext(
            "Move %(count)s person to another cohort?",
            "Move %(count)s people to another cohort?",
            count,
        )
        % {"count": count}
    ),
    lambda count: (
        ngettext("Move %(count)s person", "Move %(count)s people", count) % {"count": count}
    ),
    warning=gettext_lazy("All that they have done and attended goes with them; each hears of it."),
)
WITHDRAW = BulkAction(
    "withdraw",
    gettext_lazy("Withdraw"),
    lambda count: (
        ngettext(
            "Note that %(count)s person withdraws?", "Note that %(count)s people withdraw?", count
        )
        % {"count": count}
    ),
    lambda count: (
        ngettext("Withdraw %(count)s person", "Withdraw %(count)s people", count) % {"count": count}
    ),
    warning=gettext_lazy("What they did stays on record, and they can come back."),
    look="danger",
)


def _standing(row: Any) -> Any:
    said = row.get_state_display() if row.standing == "gone" else STANDINGS[row.standing]
    return state(str(said), TONES.get(row.standing, ""))


def _missing(row: Any) -> str:
    """What is missing for whoever takes part; who has left is not told what they lack."""
    return "" if row.standing == "gone" else words.short(row)


def _seen(row: Any) -> Any:
    return row.seen_at.date() if row.seen_at else None


class EnrolmentList(ListPage):
    """Everybody of one cohort with their progress."""

    layout = "ui/office.html"
    template_name = "learning/office/cohort.html"
    search_in = ("person__folded",)
    search_label = gettext_lazy("Search by name")
    sort = "name"
    on_phone = "cards"
    empty = gettext_lazy(
        "Nobody takes part yet. Enrol people one by one, or many at once from a spreadsheet."
    )
    columns = (
        Column(
            "name",
            gettext_lazy("Name"),
            lambda row: row.person,
            href=lambda row: row.get_absolute_url(),
            is_sortable=True,
            order=("person__folded",),
            is_row_name=True,
        ),
        Column("place", gettext_lazy("Place"), lambda row: row.place),
        Column("standing", gettext_lazy("How it goes"), _standing),
        Column(
            "done",
            gettext_lazy("Steps done"),
            words.done,
            is_numeric=True,
            is_sortable=True,
            order=("done",),
        ),
        Column(
            "presence",
            gettext_lazy("Presence"),
            lambda row: words.presence(row.attendance),
            is_numeric=True,
            is_sortable=True,
            order=("attendance",),
        ),
        Column("missing", gettext_lazy("Still missing"), _missing),
        Column(
            "seen",
            gettext_lazy("Last seen"),
            _seen,
            is_sortable=True,
            order=("seen_at",),
        ),
    )
    facets = (
        Facet("standing", gettext_lazy("How it goes"), "standing", labels=STANDINGS),
        Facet(
            "gender",
            gettext_lazy("Gender"),
            "person__gender",
            labels=dict(Person._meta.get_field("gender").choices or ()),
            protects_small_groups=True,
        ),
    )

    def permit(self) -> None:
        self.cohort = access.cohort_for(self.request.user, self.kwargs["slug"], to=access.TEACH)
        self.title = self.cohort.name
        if self.query.get("rows") == "all":
            self.size = EVERYBODY

    def rows(self) -> QuerySet[Any]:
        return with_standing(Enrolment.objects.filter(cohort=self.cohort))

    def dressed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("person").annotate(place=F("person__territory__name"))

    def bearing(self) -> Hashable:
        return self.cohort.pk, self.may_enrol

    @cached_property
    def may_enrol(self) -> bool:
        return people.can(self.request.user, access.ENROL, "cohort", self.cohort.uuid)

    def counted(self, total: Any) -> str:
        said = ngettext("%(total)s person", "%(total)s people", total.count)
        return said % {"total": total}

    def bulk(self) -> Bulk | None:
        actions = (REMIND, MOVE, WITHDRAW) if self.may_enrol else (REMIND,)
        return self.bulk_of(actions, reverse("learning:act", args=[self.cohort.slug]))

    def context(self) -> Mapping[str, Any]:
        key = ("cohort", self.cohort.pk, self.cohort.version, self.may_enrol, *reader.eyes())
        head = kept(key, lambda: _head(self.cohort, may_enrol=self.may_enrol))
        back, forth = thread_of("cohort", self.cohort, self.request.user)
        # Its form has a token of its own for each reader.
        return {
            "cohort": self.cohort,
            "back": back,
            "forth": forth,
            "head": head,
            "may_enrol": self.may_enrol,
            "has_newer": self.cohort.edition_id != self.cohort.course.edition_id,
        }


def _head(cohort: Cohort, *, may_enrol: bool) -> str:
    """What the page of a cohort shows on top, written: its numbers, its twins, what waits."""
    numbers = queries.numbers_of([cohort])[cohort.pk]
    shown = {
        "cohort": cohort,
        "moment": words.moment(cohort),
        "tone": words.TONES[cohort.moment],
        "facts": showing.facts_of(cohort),
        "numbers": showing.numbers_facts(numbers),
        "asking": numbers.asked,
        "twins": [(one.name, showing.office_url(one)) for one in queries.twins_of(cohort)],
        "trainers": queries.trainers_of(cohort),
        "waiting": issuing.waiting_in(cohort, Kind.COMPLETION).count() if numbers.completed else 0,
        "may_enrol": may_enrol,
    }
    return render_to_string("learning/office/cohort_head.html", shown)


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind, move or withdraw the chosen people, after a look at who they are."""
    page = EnrolmentList.of(request, slug=slug)
    bulk: Any = page.bulk()
    picked = tables.chosen(request, page.found)
    action = bulk.action(picked.action)
    if action is None or not picked.count or (action is REMIND and not picked.is_confirmed):
        return tables.preview(request, picked, bulk, name=lambda row: row.person)
    if action is REMIND:
        return _remind(request, page, picked)
    return _ask_and_act(request, page, picked, action)


def _remind(request: HttpRequest, page: Any, picked: Any) -> HttpResponse:
    count = services.remind(picked.rows, by=request.user)
    said = ngettext("%(count)s person is written to.", "%(count)s people are written to.", count)
    messages.success(request, said % {"count": count})
    return redirect("learning:office_cohort", slug=page.cohort.slug)


def _ask_and_act(request: HttpRequest, page: Any, picked: Any, action: BulkAction) -> HttpResponse:
    """Where they go, or why they leave; then it is done to all of them or to nobody."""
    sent = request.POST if picked.is_confirmed else None
    form: Any = LeaveForm(sent)
    if action is MOVE:
        form = MoveForm(sent, targets=queries.targets_for(page.cohort))
    if form.is_valid() and done(form, lambda: _do(request, form, picked, action)):
        messages.success(request, _told(form, picked.count, action))
        return redirect("learning:office_cohort", slug=page.cohort.slug)
    shown = {"form": form, "picked": picked, "action": action, "cohort": page.cohort}
    shown |= {
        "names": [row.person for row in picked.rows.select_related("person")[:SHOWN]],
        "more": max(picked.count - SHOWN, 0),
        "question": action.question(picked.count),
        "button": action.button(picked.count),
        "address": request.get_full_path(),
    }
    return render(request, "learning/office/act.html", shown)


def _told(form: Any, count: int, action: BulkAction) -> str:
    if action is MOVE:
        said = ngettext(
            "%(count)s person takes the course in “%(cohort)s” from now on.",
            "%(count)s people take the course in “%(cohort)s” from now on.",
            count,
        )
        return said % {"count": count, "cohort": form.target.name}
    said = ngettext("%(count)s person is withdrawn.", "%(count)s people are withdrawn.", count)
    return said % {"count": count}


def _do(request: HttpRequest, form: Any, picked: Any, action: BulkAction) -> None:
    rows, reason = list(picked.rows), form.cleaned_data["reason"]
    if action is MOVE:
        services.move_many(rows, form.target, reason=reason, by=request.user)
        return
    services.withdraw_many(rows, reason=reason, by=request.user)


# One of them.


@show_or_send
def enrolment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person in a cohort: what is done and missing, where they were before; move, withdraw, come back."""
    found = access.enrolment_for(request.user, uuid, to=access.TEACH)
    may_enrol = people.can(request.user, access.ENROL, "cohort", found.cohort.uuid)
    if request.method == "POST":
        access.enrolment_for(request.user, uuid, to=access.ENROL)
        move, leave, is_done = _acted(request, found, _move_form(found), LeaveForm())
        if is_done:
            messages.success(request, _("Saved."))
            return redirect(found)
        fields = _fields(move, leave)
    else:
        key = ("what can be done with an enrolment", found.cohort.pk, *reader.eyes())
        fields = kept(key, lambda: _fields(_move_form(found), LeaveForm()))
    moves = found.moves.select_related("from_cohort", "to_cohort")
    shown = {
        "enrolment": found,
        "state": found.get_state_display(),
        "tone": words.TONES[found.state],
        "facts": showing.enrolment_facts(found),
        "missing": words.missing(found),
        "steps": kept(
            ("steps of", *stamp_of(found), *reader.eyes()),
            lambda: draw(showing.steps_table(found)),
            is_small=True,
        ),
        "moves": kept(("moves of an enrolment", found.pk), lambda: list(moves), is_small=True),
        "may_enrol": may_enrol,
        **fields,
        **{f"can_{verb}": found.can(verb) for verb in ("withdraw", "come_back", "reopen")},
    }
    return render(request, "learning/office/enrolment.html", shown)


def _move_form(found: Enrolment) -> MoveForm:
    return MoveForm(targets=queries.targets_for(found.cohort))


def _fields(move: MoveForm, leave: Any) -> dict[str, Any]:
    """The fields of what can be done with an enrolment, written."""
    return {"move": drawn(move), "leave": drawn(leave), "has_targets": bool(move.targets)}


def _acted(
    request: HttpRequest, found: Enrolment, move: Any, leave: Any
) -> tuple[MoveForm, LeaveForm, bool]:
    """Do what was asked of one enrolment; answers the forms, and whether it was done."""
    verb, by = request.POST.get("do", ""), request.user
    form: Any = LeaveForm(request.POST) if verb == "withdraw" else ReasonForm(request.POST)
    acts = {
        "withdraw": lambda: services.withdraw(found, reason=form.cleaned_data["reason"], by=by),
        "come_back": lambda: services.come_back(found, by=by),
        "reopen": lambda: services.reopen(found, by=by),
    }
    if verb == "move":
        form = MoveForm(request.POST, targets=queries.targets_for(found.cohort))
        acts["move"] = lambda: services.move(
            found, form.target, reason=form.cleaned_data["reason"], by=by
        )
    is_done = verb in acts and form.is_valid() and done(form, acts[verb])
    return (form, leave, is_done) if verb == "move" else (move, form, is_done)


# New ones.


@show_or_send
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Search people on record, and enrol those who are ticked."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    problem = None
    if request.method == "POST":
        try:
            count = _enrol(request, cohort)
        except Problem as found:
            problem = found
        else:
            said = ngettext(
                "%(count)s person is enrolled.", "%(count)s people are enrolled.", count
            )
            messages.success(request, said % {"count": count})
            return redirect("learning:office_cohort", slug=slug)
    asked = request.GET.get("q", "").replace("\0", "")[:100].strip()
    sheet = showing.sheet_url(cohort.course.programme)
    shown = {"cohort": cohort, "asked": asked, "problem": problem, "sheet": sheet}
    shown["ticks"] = part(
        "learning/office/enrol_ticks.html",
        *(cohort.pk, asked, request.user.pk),
        shown=lambda: {"people": _offered(request.user, cohort, asked)},
    )
    return render(request, "learning/office/enrol.html", shown)


def _enrol(request: HttpRequest, cohort: Cohort) -> int:
    """Enrol the ticked people among those whom the coordinator may see; answers how many are new."""
    chosen = [key for key in request.POST.getlist("person")[:200] if _is_uuid(key)]
    found = list(people.visible_to(request.user).filter(uuid__in=chosen))
    if not found:
        raise problems.NobodyChosen
    came = services.enrol_many(cohort, found, by=request.user)
    if came.elsewhere:
        one = came.elsewhere[0]
        name, where = str(one.person), str(one.cohort)
        raise problems.TakesCourseElsewhere(name=name, cohort=where)
    return len(came.new) + len(came.back)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _offered(user: Any, cohort: Cohort, asked: str) -> list[Person]:
    """People whose name has these words; without words, those of the region and audience who are not in yet."""
    rows = queries.enrollable(cohort, people.visible_to(user)).select_related("territory")
    for word in fold(asked).split():
        rows = rows.filter(folded__contains=word)
    if not asked:
        inside = cohort.course.programme.participations.present()
        inside = inside.filter(region=cohort.region, audience=cohort.audience)
        rows = rows.filter(pk__in=inside.values("person"))
    return list(rows.order_by("folded", "pk")[:FOUND])


@require_safe
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks to take part."""
    cohort = access.cohort_for(request.user, slug, to=access.ENROL)
    shown = {"cohort": cohort, "rows": queries.requests_of(cohort), "form": ReasonForm()}
    return render(request, "learning/office/requests.html", shown)


@require_POST
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Admit somebody who asked, or do not, with the reason."""
    found = access.enrolment_for(request.user, uuid, to=access.ENROL)
    form = ReasonForm(request.POST)
    try:
        if request.POST.get("admit"):
            services.admit(found, by=request.user)
        elif form.is_valid():
            services.refuse(found, reason=form.cleaned_data["reason"], by=request.user)
    except Problem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("%(name)s hears of it.") % {"name": found.person})
    return redirect("learning:requests", slug=found.cohort.slug)
