"""The forms of a course: its page, a new one, a copy, and the words that go with its way."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hilo.competences.models import Competence
from hilo.core.text import own_name_of
from hilo.learning.models import Course
from hilo.programme.models import Audience, Programme, Result
from hilo.ui import reader
from hilo.ui.forms import Form, VersionedForm


class ResultField(forms.ModelChoiceField):
    """An output of the results chain: its number, then its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} · {obj.title}"


class LanguagesField(forms.MultipleChoiceField):
    """The languages of a course, each called by its own name."""

    def __init__(self, **options: Any) -> None:
        choices = [(code, own_name_of(code)) for code, _label in settings.LANGUAGES]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **options)


class CourseForm(VersionedForm):
    """The whole page of a course."""

    kind = "course"
    audience = forms.ModelChoiceField(
        Audience.objects.none(),
        label=_("For whom"),
        required=False,
        empty_label=_("Everybody in the programme"),
    )
    result = ResultField(
        Result.objects.none(),
        label=_("Which output it serves"),
        required=False,
        empty_label=_("None yet"),
        help_text=_("From the results chain: so everybody sees why this course exists."),
    )
    competences = forms.ModelMultipleChoiceField(
        Competence.objects.none(),
        label=_("Competences"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = LanguagesField(
        label=_("Languages"), help_text=_("In which it is taught, the original among them.")
    )
    groups: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (
            _("For the certificate"),
            ("counts_lessons", "counts_quizzes", "counts_assignments", "attendance_percent"),
        ),
        (_("Where it belongs"), ("audience", "result", "languages", "competences", "order")),
    )

    class Meta:
        model = Course
        fields: tuple[str, ...] = (
            *("name", "summary", "aims", "hours", "counts_lessons", "counts_quizzes"),
            *("counts_assignments", "attendance_percent", "audience", "result", "languages"),
            *("competences", "order"),
        )
        labels = {
            "counts_lessons": _("Every lesson has to be read"),
            "counts_quizzes": _("Every quiz has to be passed"),
            "counts_assignments": _("Every assignment has to be accepted"),
            "order": _("Order in lists"),
        }
        help_texts = {
            "summary": _("One or two sentences: for whom, and what it is good for."),
            "aims": _("One line for each: “Make a diagnosis of four pages”."),
            "hours": _("Of work in all: lessons, quizzes, assignments and sessions."),
            "attendance_percent": _(
                "The least share of the sessions, on site and online together. Empty: presence does not count."
            ),
            "order": _("10 stands before 20."),
        }

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["audience"].queryset = programme.audiences.all()
        fields["result"].queryset = programme.results.filter(level=Result.Level.OUTPUT)
        if "competences" in fields:
            fields["competences"].queryset = Competence.objects.current().in_order()
        if "order" in fields:
            fields["order"].required = False

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class NewCourseForm(CourseForm):
    """The little that a course begins with; its address stays."""

    groups = ()

    class Meta(CourseForm.Meta):
        fields = ("name", "slug", "summary", "hours", "audience", "result", "languages")
        help_texts = {
            **CourseForm.Meta.help_texts,
            "slug": _("Small letters, digits and hyphens, such as gestion-cultural. It stays."),
        }

    competences = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["languages"] = [reader.language()]  # in which its original is being written


class ProgrammeChoiceForm(Form):
    """For which programme a course is begun."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=_("Programme"))

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes  # type: ignore[attr-defined]


class CopyForm(Form):
    """Under which address a copy is kept."""

    slug = forms.SlugField(
        label=_("Short name in the address"),
        max_length=60,
        help_text=_("Small letters, digits and hyphens, such as gestion-cultural-2027. It stays."),
    )


class RemarkForm(Form):
    """What its authors should change."""

    remark = forms.CharField(
        label=_("What should change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Its authors read this in the history of the course."),
    )


class NewsForm(Form):
    """What is new in an edition."""

    note = forms.CharField(
        label=_("What is new"),
        max_length=400,
        required=False,
        help_text=_("One sentence for those who read an earlier edition."),
    )
