"""Forms about adopted policies: report one in a few words, write its page, answer it, tell what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hilo.core.text import Text
from hilo.core.time import today
from hilo.network import access as network
from hilo.network.forms.named import NamedField, organisation_remark
from hilo.network.forms.organisations import OneLineField, SectorsField
from hilo.places.forms import PlaceField
from hilo.programme.models import FollowUp, Policy, Programme
from hilo.programme.queries.policies import Beginning, programmes_to_report_to
from hilo.ui.forms import Form, VersionedForm

FIRST_DAY = dt.date(1900, 1, 1)
ASK_AGAIN_AFTER = dt.timedelta(days=180)
LONGEST = 1000
DOCUMENT_TYPES = ".pdf,.docx,.odt,.xlsx,.ods,.jpg,.jpeg,.png,.webp"


class ProgrammeField(forms.ModelChoiceField):
    """A programme that is under way or closed, or none."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Programme"))
        options.setdefault("empty_label", _("No programme, or I do not know"))
        super().__init__(Programme.objects.none(), required=False, **options)

    def offer(self, keeps: Programme | None = None) -> None:
        """Offer those that may be reported to, and the one that a report names already."""
        rows = programmes_to_report_to()
        self.queryset = rows | Programme.objects.filter(pk=keeps.pk) if keeps else rows


class OrganisationField(NamedField):
    """An organisation by its name."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Organisation in the network"))
        super().__init__(required=False, remark=organisation_remark, **options)

    def look_for(self, viewer: Any, keeps: Any = None) -> None:
        """Find those that `viewer` may find, and the one that a report names already."""
        self.rows = network.organisations_visible_to(viewer).select_related("place")
        self.keeps = keeps


class DecidedField(forms.DateField):
    """The day of a decision."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("When it was decided"))
        first = MinValueValidator(FIRST_DAY, _("Write the year with its four digits."))
        super().__init__(required=False, validators=[first], **options)


class DocumentField(forms.FileField):
    """The decision itself, a photograph of it, a page of the gazette."""

    kinds_in_words = _("PDF, Word, a spreadsheet or a photograph")

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Document"))
        widget = forms.FileInput(attrs={"accept": DOCUMENT_TYPES})
        super().__init__(required=False, widget=widget, **options)


class AskAgainField(forms.DateField):
    """A day to come on which somebody asks what became of it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Ask again on"))
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> dt.date | None:
        day: dt.date | None = super().clean(value)
        if day is not None and day <= today():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


def as_written(words: str) -> Text:
    """What somebody wrote, in the language in which they read the page."""
    return Text.of((get_language() or "es")[:2], words) if words else Text()


class ReportForm(Form):
    """The few answers with which a report begins."""

    title = OneLineField(
        label=_("What was decided"),
        max_length=200,
        help_text=_("In one line: a standing service of advice to local entrepreneurs."),
    )
    decided_by = OneLineField(
        label=_("Who decided"),
        max_length=200,
        help_text=_("The town council, a ministry, a chamber: its name."),
    )
    place = PlaceField(label=_("Where"), required=False)
    decided_on = DecidedField(help_text=_("As near as you know it; it can be corrected later."))
    nature = forms.ChoiceField(
        label=pgettext_lazy("of a policy", "What kind of measure"),
        choices=[("", _("Choose")), *Policy.Nature.choices],
    )
    came_from = forms.CharField(
        label=_("What it came from"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A course, a workshop, a visit: what moved somebody to do this."),
    )
    evidence_url = forms.URLField(
        label=_("Link to it"), max_length=300, required=False, assume_scheme="https"
    )
    document = DocumentField()
    programme = ProgrammeField()
    organisation = OrganisationField(
        help_text=_("The body that decided or carries it out, if it has a page here.")
    )
    is_public = forms.BooleanField(
        label=_("Everybody may see it once it is verified"),
        required=False,
        help_text=_("Without this, members of the network alone see it. Your name is not shown."),
    )
    origin = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, viewer: Any, beginning: Beginning, origin: str = "", **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "programme": beginning.programme,
            "organisation": beginning.organisation,
            "place": beginning.place,
            "origin": origin,
        }
        super().__init__(*args, **kwargs)
        self.fields["programme"].offer()  # type: ignore[attr-defined]
        self.fields["organisation"].look_for(viewer, beginning.organisation)  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the service takes; where it came from is looked up by the view."""
        given = {**self.cleaned_data}
        given["title"] = as_written(given["title"])
        given["came_from"] = as_written(given["came_from"])
        given["upload"] = given.pop("document")
        given.pop("origin")
        return given


FIELDS = (
    *("title", "decided_by", "decided_on", "nature", "scope", "place"),
    *("programme", "organisation", "sectors", "features", "results"),
    *("amount", "currency", "evidence_url", "came_from", "is_public", "follow_up_on"),
)


class PolicyForm(VersionedForm):
    """The whole page, in the fields of UNESCO's policy monitoring platform."""

    kind = "policy"
    decided_by = OneLineField(label=_("Who decided"), max_length=200)
    decided_on = DecidedField()
    place = PlaceField(label=_("Where"), required=False)
    programme = ProgrammeField()
    organisation = OrganisationField()
    sectors = SectorsField()
    currency = OneLineField(
        label=_("Currency"),
        max_length=3,
        required=False,
        help_text=_("Three letters such as MXN or TND."),
    )
    evidence_url = forms.URLField(
        label=_("Link to it"), max_length=300, required=False, assume_scheme="https"
    )
    document = DocumentField()
    without_document = forms.BooleanField(label=_("Take the document away"), required=False)

    groups = (
        (_("Where it belongs"), ("scope", "place", "programme", "organisation", "sectors")),
        (_("What it does"), ("features", "results", "amount", "currency")),
        (_("Where it came from"), ("came_from",)),
        (_("What shows that it is so"), ("evidence_url", "document", "without_document")),
        (_("Who sees it, and when we ask again"), ("is_public", "follow_up_on")),
    )

    class Meta:
        model = Policy
        fields = FIELDS
        labels = {
            "title": _("What was decided"),
            "nature": pgettext_lazy("of a policy", "What kind of measure"),
            "scope": _("How far it reaches"),
            "features": _("Main features"),
            "results": _("Results so far"),
            "amount": _("Money"),
            "came_from": _("What it came from"),
            "is_public": _("Everybody may see it once it is verified"),
            "follow_up_on": _("Ask again on"),
        }
        help_texts = {
            "features": _("What it sets up, for whom, since when, who carries it out."),
            "results": _("What is different now. Numbers say of whom and of when they are."),
            "amount": _("What it costs in all, or in a year; say which in its main features."),
            "is_public": _("Without this, members of the network alone see it."),
            "follow_up_on": _("On this day whoever reported it is asked what came of it."),
        }

    def __init__(self, *args: Any, instance: Policy, viewer: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"organisation": instance.organisation}
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["place"].keeps = instance.place  # type: ignore[attr-defined]
        self.fields["programme"].offer(instance.programme)  # type: ignore[attr-defined]
        self.fields["organisation"].look_for(viewer, instance.organisation)  # type: ignore[attr-defined]
        self.fields["sectors"].keep(self.initial.get("sectors", ()))  # type: ignore[attr-defined]
        if instance.file is None:
            self.leave_out(["without_document"])

    def current(self, name: str) -> Any:
        """What is named by its name is compared by its row."""
        return self.instance.organisation if name == "organisation" else super().current(name)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def changes(self) -> dict[str, Any]:
        """What the service takes."""
        values = self.cleaned_data
        given = {name: values[name] for name in FIELDS if name in self.fields}
        if values.get("without_document"):
            given["file"] = None
        return {**given, "upload": values.get("document")}


class WordsForm(Form):
    """A step with a few words to whoever it concerns."""

    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They are kept with the report."),
    )


class QuestionForm(WordsForm):
    """What is missing, or why not."""

    prefix = "question"
    words = forms.CharField(
        label=_("Question or reason"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever reported it reads this: say what is missing and how to go on."),
    )


class VerifyForm(WordsForm):
    """On what evidence a coordinator says that it is so."""

    evidence = forms.ChoiceField(
        label=_("What you saw of it"), choices=Policy.Evidence.choices, widget=forms.RadioSelect
    )
    follow_up_on = AskAgainField(
        help_text=_("On this day whoever reported it is asked what came of it.")
    )
    field_order = ("evidence", "words", "follow_up_on")

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        later = policy.follow_up_on or today() + ASK_AGAIN_AFTER
        kwargs["initial"] = {"evidence": supposed(policy), "follow_up_on": later}
        super().__init__(*args, **kwargs)


def supposed(policy: Policy) -> str:
    """The evidence that a report itself shows."""
    has_seen = policy.file_id is not None or bool(policy.evidence_url)
    is_told = policy.evidence == Policy.Evidence.TOLD
    return str(Policy.Evidence.SEEN if has_seen and is_told else policy.evidence)


class FollowUpForm(Form):
    """Is it still in force, and what came of it?"""

    standing = forms.ChoiceField(
        label=_("Is it still in force?"),
        choices=FollowUp.Standing.choices,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What came of it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who has gained by it, how many, what was hard. Two sentences are enough."),
    )
    heard_on = forms.DateField(
        label=pgettext_lazy("day of a follow-up", "As of"),
        validators=[MinValueValidator(FIRST_DAY)],
    )
    follow_up_on = AskAgainField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        day = today()
        kwargs["initial"] = {"heard_on": day, "follow_up_on": day + ASK_AGAIN_AFTER}
        super().__init__(*args, **kwargs)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {**self.cleaned_data, "words": as_written(self.cleaned_data["words"])}
