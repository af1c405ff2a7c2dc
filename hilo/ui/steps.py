"""Forms that are filled in step by step, with a draft kept after each, and a look over everything.

    class Apply(StepForm):
        name = "selection.apply"
        title = _("Apply")
        steps = (Step("you", _("About you"), YouForm), Step("firm", _("Your firm"), FirmForm))

        def permit(self):                       # load and permit; raise what refuses
            self.call = access.call_for(self.request.user, self.kwargs["slug"], to="apply")

        def finish(self, answers):              # one domain call; a Problem is shown on top
            selection.submit(self.call, answers, by=self.request.user)
            return redirect(self.call)

    path("calls/<slug:slug>/apply/", Apply.as_view(), name="apply")

The step travels in the address (`?step=firm`), so the back button works; without it the first step
that still misses something opens. Nothing here needs JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from hilo.core.problems import Problem
from hilo.ui import conflicts, drafts

REVIEW = "review"


@dataclass(frozen=True)
class Step:
    """One page of a longer form."""

    name: str
    title: Any
    form: type[forms.Form]
    lead: Any = ""


class StepForm(View):
    """The base of every step-by-step form."""

    name = ""
    title: Any = ""
    steps: tuple[Step, ...] = ()
    template_name = "ui/steps.html"
    send_label: Any = _("Send")
    http_method_names = ["get", "head", "post"]

    def permit(self) -> None:
        """Load what the form is about and refuse whoever may not fill it in."""

    def subject(self) -> str:
        """What the draft is about, so that two of them do not mix."""
        return ""

    def initial(self, step: Step) -> dict[str, Any]:
        """What stands in a step before anything was typed."""
        return {}

    def finish(self, answers: dict[str, dict[str, Any]]) -> HttpResponse:
        """Do it: `answers` are the cleaned values of every step, by its name."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.problem = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.permit()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def draft(self) -> drafts.Kept:
        return drafts.draft_of(self.request, self.name, self.subject())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("step", "") or self._first_open()
        if wanted == REVIEW and self._first_open() == REVIEW:
            return self._review()
        step = self._step(wanted)
        return self._show(step, self._kept_form(step))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "send" in request.POST:
            return self._send()
        if "discard" in request.POST:
            self.draft.forget()
            return HttpResponseRedirect(request.path)
        step = self._step(request.GET.get("step", ""))
        self.draft.keep(step.name, _typed(request.POST))
        form = self._form(step, request.POST)
        if "later" in request.POST:
            return self._later(step)
        if not form.is_valid():
            return self._show(step, form, status=422)
        return self._go(self._after(step))

    def _later(self, step: Step) -> HttpResponse:
        """The draft is kept; say so, on the same step."""
        return self._show(step, self._kept_form(step), kept=True)

    def _send(self) -> HttpResponse:
        first_open = self._first_open()
        if first_open != REVIEW:
            return self._go(first_open)
        answers = {step.name: form.cleaned_data for step, form in self._filled()}
        try:
            answer = self.finish(answers)
        except Problem as problem:
            self.problem = str(problem)
            return self._review(status=422)
        self.draft.forget()
        return answer

    def _go(self, step: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(f"{self.request.path}?step={step}")

    def _step(self, name: str) -> Step:
        return next((step for step in self.steps if step.name == name), self.steps[0])

    def _after(self, step: Step) -> str:
        place = self.steps.index(step) + 1
        return self.steps[place].name if place < len(self.steps) else REVIEW

    def _first_open(self) -> str:
        """The first step that is not filled in rightly; the review once all are."""
        kept = self.draft.steps()
        for step in self.steps:
            if step.name not in kept or not self._form(step, kept[step.name]).is_valid():
                return step.name
        return REVIEW

    def _form(self, step: Step, typed: Any = None) -> forms.Form:
        data = (
            _query(typed) if isinstance(typed, dict) and not isinstance(typed, QueryDict) else typed
        )
        return step.form(data, initial=self.initial(step))

    def _kept_form(self, step: Step) -> forms.Form:
        """A step as it was left: wrong values come back with what is wrong about them."""
        return self._form(step, self.draft.steps().get(step.name))

    def _filled(self) -> Iterator[tuple[Step, forms.Form]]:
        kept = self.draft.steps()
        for step in self.steps:
            form = self._form(step, kept.get(step.name))
            form.is_valid()
            yield step, form

    def _show(
        self, step: Step, form: forms.Form, *, kept: bool = False, status: int = 200
    ) -> HttpResponse:
        context = {"step": step, "form": form, "is_kept": kept, **self._frame(step.name)}
        return render(self.request, self.template_name, context, status=status)

    def _review(self, status: int = 200) -> HttpResponse:
        answers = [(step, self._address(step.name), _said(form)) for step, form in self._filled()]
        context = {"answers": answers, "problem": self.problem, **self._frame(REVIEW)}
        return render(self.request, self.template_name, context, status=status)

    def _frame(self, here: str) -> dict[str, Any]:
        names = [step.name for step in self.steps] + [REVIEW]
        items = [(step.title, self._address(step.name)) for step in self.steps]
        return {
            "title": self.title,
            "items": [*items, (_("Look over everything"), "")],
            "place": names.index(here),
            "action": self._address(here),
            "send_label": self.send_label,
            "has_draft": bool(self.draft.steps()),
        }

    def _address(self, step: str) -> str:
        return f"{self.request.path}?step={step}"


def _typed(post: QueryDict) -> drafts.Typed:
    """What was typed, without tokens and buttons."""
    return {
        name: values
        for name, values in post.lists()
        if name not in {"csrfmiddlewaretoken", "later", "send", "discard"}
    }


def _query(typed: drafts.Typed) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data


def _said(form: forms.Form) -> list[tuple[Any, str]]:
    """What was answered, in words."""
    return [
        (field.label, conflicts.in_words(form.cleaned_data.get(field.name), field.field))
        for field in form.visible_fields()
    ]
