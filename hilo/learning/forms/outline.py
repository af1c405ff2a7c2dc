"""The forms of the outline: a module, a step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.learning.models import Course, Module, Step
from hilo.ui.forms import VersionedForm


class ModuleForm(VersionedForm):
    """A module: its title, and what people can do afterwards."""

    class Meta:
        model = Module
        fields = ("title", "aims")
        help_texts = {"aims": _("One line for each.")}


class NewModuleForm(ModuleForm):
    """A module that is added."""


class StepForm(VersionedForm):
    """A step: its title, how long it takes, whether it counts, in which module it stands."""

    module = forms.ModelChoiceField(Module.objects.none(), label=_("Module"), empty_label=None)

    class Meta:
        model = Step
        fields: tuple[str, ...] = ("title", "minutes", "is_required", "module")
        help_texts = {"minutes": _("How long it takes most people.")}

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = course.modules.all()  # type: ignore[attr-defined]


class NewStepForm(VersionedForm):
    """A step that is added at the end of a module."""

    class Meta:
        model = Step
        fields = ("kind", "title", "minutes", "is_required")
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"minutes": _("How long it takes most people.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Step.Kind.choices  # type: ignore[attr-defined]
