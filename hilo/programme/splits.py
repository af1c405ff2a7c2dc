"""What numbers are split by and restricted to: the words, and the choices that a programme has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.core import registries
from hilo.people.models import Gender
from hilo.programme import queries
from hilo.programme.models import Programme

Choices = list[tuple[str, Any]]  # codes with names, each in the language in which it is asked for

LABELS = {
    "gender": pgettext_lazy("what numbers are split by", "Women and men"),
    "age": pgettext_lazy("what numbers are split by", "Age"),
    "place": pgettext_lazy("what numbers are split by", "Place"),
    "region": pgettext_lazy("what numbers are split by", "Region"),
    "audience": pgettext_lazy("what numbers are split by", "Audience"),
    "programme": pgettext_lazy("what numbers are split by", "Programme"),
    "language": pgettext_lazy("what numbers are split by", "Language"),
    "organisation_kind": pgettext_lazy("what numbers are split by", "Kind of organisation"),
    "cluster_kind": pgettext_lazy("what numbers are split by", "Kind of cluster"),
    "size": pgettext_lazy("what numbers are split by", "Size"),
    "sector": pgettext_lazy("what numbers are split by", "Sector"),
    "women_led": pgettext_lazy("what numbers are split by", "Led by women"),
    "cluster": pgettext_lazy("what numbers are split by", "Cluster"),
    "certificate_kind": pgettext_lazy("what numbers are split by", "Kind of certificate"),
    "competence": pgettext_lazy("what numbers are split by", "Competence"),
    "nature": pgettext_lazy("what numbers are split by", "Kind of measure"),
    "stakeholder": pgettext_lazy("what numbers are split by", "Kind of stakeholder"),
}
# By which a number may be restricted, or declared for one group.
RESTRICTING = ("audience", "region", "gender")
GROUPING = ("gender", "audience")
UNITS = {
    "people": _("people"),
    "organisations": _("organisations"),
    "clusters": _("clusters"),
    "municipalities": _("municipalities"),
    "regions": _("regions"),
    "policies": _("policies and measures"),
}


def label_of(split: str) -> Any:
    return LABELS.get(split, split)


def splits_of(measure: str) -> tuple[str, ...]:
    """By what a number can be split: what its measure tells, or the groups that people declare.

    What happens at a place can be split by region too: the programme knows which region holds a place.
    """
    if not measure:
        return GROUPING
    if measure not in registries.measures:
        return ()
    told = registries.measures.get(measure).split
    return told if "region" in told or "place" not in told else (*told, "region")


class Divisions:
    """The groups of one programme, read when they are first asked for."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme

    @cached_property
    def regions(self) -> list[Any]:
        return queries.regions_of(self.programme)

    @cached_property
    def _choices(self) -> dict[str, Choices]:
        return {
            "audience": [(one.slug, one.name) for one in self.programme.audiences.all()],
            "region": [(one.slug, one.name) for one in self.regions],
            "gender": list(Gender.choices),
        }

    def choices_of(self, split: str) -> Choices:
        """The groups of `split` as (code, name); nothing where the programme knows none."""
        return self._choices.get(split, [])

    def name_of(self, split: str, code: str) -> str:
        return str(dict(self.choices_of(split)).get(code, code))

    def in_words(self, where: dict[str, Iterable[str]]) -> list[tuple[Any, str]]:
        """«Audience: directors»: what a number is restricted to, as (label, names)."""
        return [
            (label_of(split), ", ".join(self.name_of(split, code) for code in codes))
            for split, codes in where.items()
        ]

    def groups(self) -> Choices:
        """The groups for which a value may be declared, as («gender=woman», name)."""
        return [
            (f"{split}={code}", name) for split in GROUPING for code, name in self.choices_of(split)
        ]
