"""What the directory knows of a page: its words in each language, and its facets as codes.

Words and codes alike tell what strangers may know of a listed page: no contact field is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from hilo.core.markdown import plain
from hilo.core.registries import Audience, SearchDocument
from hilo.core.text import Text
from hilo.network.enums import Audience as Chosen
from hilo.network.enums import ClusterKind, OrganisationKind, State
from hilo.network.models import Cluster, Membership, Organisation, Profile, Sector
from hilo.network.models.organisation import OrganisationQuerySet
from hilo.network.models.profile import ProfileQuerySet
from hilo.places.models import Place

Facets = dict[str, str | Sequence[str]]


def organisations() -> OrganisationQuerySet:
    """Organisations with everything that is said of them here, for reading many."""
    now_in = Membership.objects.in_force().filter(cluster__state=State.LISTED)
    memberships = Prefetch("memberships", now_in.select_related("cluster"), to_attr="joined")
    found: OrganisationQuerySet = _dressed(Organisation.objects.order_by("pk"))
    return found.prefetch_related(memberships)


def clusters() -> ProfileQuerySet:
    """Clusters with everything that is said of them here, for reading many."""
    found: ProfileQuerySet = _dressed(Cluster.objects.order_by("pk"))
    return found


def _dressed(profiles: Any) -> Any:
    mapped = Sector.objects.prefetch_related("classes__parent")
    return profiles.select_related("place__parent__parent").prefetch_related(
        Prefetch("sectors", mapped)
    )


def audience_of(profile: Profile) -> Audience:
    """Who finds a page: everybody, members, or (not listed) nobody in the directory."""
    if not profile.is_listed:
        return ""
    return "public" if profile.audience == Chosen.PUBLIC else "members"


def of_organisation(organisation: Organisation) -> Iterator[SearchDocument]:
    """A name has no language of its own: it is found in every one."""
    if not organisation.is_listed or organisation.merged_into_id:
        return
    facets = facets_of_organisation(organisation)
    for code in languages():
        body = [*organisation.names[1:], label_of(organisation.kind, code)]
        body += [said(organisation.presentation, code), *around(organisation, code)]
        yield SearchDocument(code, str(organisation), _lines(body), facets)


def of_cluster(cluster: Cluster) -> Iterator[SearchDocument]:
    """One document for each language; under its first name where it has none in that one."""
    if not cluster.is_listed:
        return
    facets = facets_of(cluster)
    first = str(cluster.name.texts.get(cluster.name.original, ""))
    for code in languages():
        body = [label_of(cluster.kind, code), cluster.town]
        body += [said(cluster.story, code), *around(cluster, code)]
        yield SearchDocument(code, cluster.name.texts.get(code, first), _lines(body), facets)


def said(text: Text, language: str) -> str:
    """What is written in `language`, without marks; most have nothing to say in most languages."""
    written = text.texts.get(language, "")
    return plain(written) if written else ""


def around(profile: Any, language: str) -> Iterator[str]:
    """Its sectors, and the places in which it lies."""
    for sector in profile.sectors.all():
        yield sector.name.texts.get(language, "")
    for place in upward(profile.place):
        yield place.name_in(language)


def of_sector(sector: Sector) -> Iterator[SearchDocument]:
    """One document for each language in which the sector has a name."""
    for code, name in sector.name.texts.items():
        yield SearchDocument(code, name, plain(sector.about.texts.get(code, "")))


def facets_of_organisation(organisation: Organisation) -> Facets:
    """The codes by which an organisation is narrowed to."""
    joined = getattr(organisation, "joined", None)
    if joined is None:
        joined = organisations().get(pk=organisation.pk).joined
    return facets_of(organisation) | {
        "stage": organisation.stage,
        "size": organisation.size,
        "women_led": organisation.women_led,
        "women_owned": organisation.women_owned,
        "cluster": sorted(one.cluster.slug for one in joined),
    }


def facets_of(profile: Any) -> Facets:
    """The codes that organisations and clusters share: kind, sectors with their classes, place."""
    sectors = list(profile.sectors.all())
    classes = [one for sector in sectors for one in sector.classes.all()]
    found: dict[str, set[str]] = {"fcs": set(), "unido": set()}
    for one in classes:
        found[one.scheme] |= {one.code, *([one.parent.code] if one.parent else [])}
    places = {one.kind: one.code for one in upward(profile.place)}
    return {
        "kind": profile.kind,
        "sector": sorted(sector.slug for sector in sectors),
        **{scheme: sorted(codes) for scheme, codes in found.items()},
        **{name: places.get(kind, "") for name, kind in KINDS_OF_PLACES.items()},
    }


KINDS_OF_PLACES = {
    "country": Place.Kind.COUNTRY,
    "division": Place.Kind.DIVISION,
    "municipality": Place.Kind.MUNICIPALITY,
}


def upward(place: Place | None) -> list[Place]:
    """The place and what it lies in."""
    found = []
    while place is not None:
        found.append(place)
        place = place.parent
    return found


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


@cache
def label_of(kind: str, language: str) -> str:
    """The word for a kind of organisation or cluster in `language`."""
    words = {**dict(OrganisationKind.choices), **dict(ClusterKind.choices)}
    with translation.override(language):
        return str(words[kind])


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(filter(None, parts))
