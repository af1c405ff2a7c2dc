"""Forms of the review: verdicts on criteria, a step with its reason, a criterion itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hilo.network.enums import ClusterKind, OrganisationKind, Verdict
from hilo.network.models import Criterion
from hilo.network.models.review import SUBJECTS
from hilo.network.problems import ReasonIsMissing
from hilo.network.queries.standings import Standing
from hilo.network.rules.criteria import AMOUNTS
from hilo.ui.forms import Form, VersionedForm

NOT_JUDGED = ("", _("Not judged yet"))


class VerdictsForm(Form):
    """What a reviewer says of each criterion that is not met by itself."""

    def __init__(self, *args: Any, standings: Sequence[Standing], **kwargs: Any) -> None:
        self.open = [one for one in standings if one.is_judged_by_people or not is_met(one)]
        super().__init__(*args, **kwargs)
        for one in self.open:
            key = str(one.criterion.uuid)
            self.fields[f"verdict-{key}"] = forms.ChoiceField(
                label=str(one.criterion.name),
                choices=_choices(one),
                required=False,
                initial=one.finding.verdict if one.finding else "",
                help_text=_counted(one),
            )
            if one.criterion.is_waivable:
                self.fields[f"reason-{key}"] = forms.CharField(
                    label=_("Reason, if you waive it"),
                    required=False,
                    max_length=500,
                    initial=one.finding.reason if one.finding else "",
                    help_text=_("Everybody reads it on the page."),
                )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.open:
            key = str(one.criterion.uuid)
            is_waived = told.get(f"verdict-{key}") == Verdict.WAIVED
            if is_waived and not told.get(f"reason-{key}", "").strip():
                self.add_error(f"reason-{key}", str(ReasonIsMissing()))
        return told

    def said(self) -> Iterator[tuple[Criterion, Verdict, str]]:
        """Each verdict that differs from what stands."""
        for one in self.open:
            key = str(one.criterion.uuid)
            verdict = self.cleaned_data.get(f"verdict-{key}", "")
            reason = self.cleaned_data.get(f"reason-{key}", "")
            before = (one.finding.verdict, one.finding.reason) if one.finding else ("", "")
            if verdict and (verdict, reason) != before:
                yield one.criterion, Verdict(verdict), reason


def is_met(standing: Standing) -> bool:
    return standing.ruling.verdict == Verdict.MET


def _choices(standing: Standing) -> list[tuple[str, Any]]:
    """What is counted cannot be declared met; it can only be waived."""
    judged = [(Verdict.MET.value, Verdict.MET.label)] if standing.is_judged_by_people else []
    waived = (
        [(Verdict.WAIVED.value, Verdict.WAIVED.label)] if standing.criterion.is_waivable else []
    )
    return [NOT_JUDGED, *judged, (Verdict.NOT_MET.value, Verdict.NOT_MET.label), *waived]


def _counted(standing: Standing) -> str:
    if standing.ruling.value is None:
        return ""
    told = {"count": standing.ruling.value, "least": standing.criterion.threshold or 1}
    return str(_("Counted: %(count)s. Wanted: at least %(least)s.")) % told


class ReasonForm(Form):
    """A step that somebody is owed a reason for."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text=_("Whoever writes the page reads it: say what is missing and how to go on."),
    )


KINDS = (
    ("", _("every kind")),
    (_("Organisations"), OrganisationKind.choices),
    (_("Clusters"), ClusterKind.choices),
)
WORDS = {
    "places": _("whether it says where it is"),
    "sectors": _("sectors"),
    "contacts": _("ways to reach it"),
    "letters": _("letters of its presentation or story"),
    "stewards": _("people who may change the page"),
    "members": _("members of the cluster"),
    "member_sides": _("kinds of stakeholder among the members"),
    "agents": _("agents who accompany the cluster"),
    "figures": _("figures of the last three years"),
    "seats": _("seats taken on the commission"),
}


class CriterionForm(VersionedForm):
    """A published condition, as coordinators of the installation write it."""

    kind = "criterion"
    subject = forms.ChoiceField(label=_("For"), choices=[("", _("Choose")), *SUBJECTS])
    of_kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    check_name = forms.ChoiceField(
        label=_("What is counted"),
        required=False,
        choices=[("", _("nothing: a reviewer judges")), *((one, WORDS[one]) for one in AMOUNTS)],
    )

    class Meta:
        model = Criterion
        fields = (
            *("subject", "of_kind", "code", "name", "check_name", "threshold"),
            *("is_waivable", "order"),
        )
        labels = {
            "code": _("Short name"),
            "name": _("Condition"),
            "threshold": _("At least"),
            "is_waivable": _("Can be waived with a reason"),
            "order": _("Order"),
        }
        help_texts = {
            "name": _("A sentence that whoever writes a page understands: «It says where it is.»"),
            "code": _("Small letters, digits and hyphens; it names the condition in downloads."),
        }


class NewCriterionForm(CriterionForm):
    """A condition that nobody has published yet."""
