"""The groups by which numbers are split, in words: each code of a split with the name that its chapter gives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.competences.models import Competence
from hilo.core.text import Text
from hilo.core.text.values import own_name_of
from hilo.credentials.enums import Kind
from hilo.network.enums import ClusterKind, OrganisationKind, Size, Stakeholder, YesNo
from hilo.network.models import Cluster, Sector
from hilo.people.models import Gender
from hilo.places.models import Place
from hilo.programme.models import Audience, Policy, Programme

NOT_STATED = pgettext_lazy("group of a number", "Not stated")
AGES = {"0-14": _("under 15"), "65+": _("65 and over")}
LISTS: dict[str, Any] = {
    "gender": Gender,
    "organisation_kind": OrganisationKind,
    "size": Size,
    "women_led": YesNo,
    "cluster_kind": ClusterKind,
    "stakeholder": Stakeholder,
    "nature": Policy.Nature,
    "certificate_kind": Kind,
}
NAMED: dict[str, tuple[Any, str]] = {  # a model, and its field that codes name
    "sector": (Sector, "slug"),
    "place": (Place, "code"),
    "cluster": (Cluster, "uuid"),
    "programme": (Programme, "uuid"),
    "competence": (Competence, "code"),
}


def texts_of(split: str, codes: Iterable[str], programme: Programme) -> dict[str, Text]:
    """The names that were written for groups, in their languages; nothing for those of a fixed list."""
    wanted = [code for code in codes if code]
    if split == "audience":
        return {one.slug: one.name for one in Audience.objects.filter(programme=programme)}
    if split not in NAMED or not wanted:
        return {}
    model, field = NAMED[split]
    rows = model.objects.filter(**{f"{field}__in": wanted})
    return {str(getattr(one, field)): _text(one) for one in rows}


def _text(one: Any) -> Text:
    if not isinstance(one, Place):
        return one.name
    return Text("en", {"en": one.name, **one.names})


def name_of(split: str, code: str, texts: dict[str, Text]) -> Any:
    """What a group is called: by its own words, by those of its list, or by its code."""
    if not code:
        return NOT_STATED
    if code in texts:
        return texts[code]
    if split == "age":
        return AGES.get(code, code.replace("-", "\N{EN DASH}"))
    if split == "language":
        return own_name_of(code)
    return dict(LISTS[split].choices).get(code, code) if split in LISTS else code


def in_order(split: str, codes: Iterable[str]) -> list[str]:
    """Groups of a fixed list as it has them, others as they come; what is not stated stands last."""
    order = list(LISTS[split].values) if split in LISTS else []
    return sorted(codes, key=lambda code: (not code, order.index(code) if code in order else 99))
