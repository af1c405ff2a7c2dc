"""What programmes tell the rest of the house about themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hilo.core import registries
from hilo.core.markdown import plain
from hilo.core.registries import (
    Dependents,
    HomeBlock,
    MenuEntry,
    ObjectKind,
    PersonalData,
    Scope,
    SearchDocument,
    SearchSource,
)
from hilo.core.sheets import sheets
from hilo.people import access as people
from hilo.people import circles, roles
from hilo.people.circles import Circle
from hilo.places.models import Region
from hilo.places.owners import Owner, owners
from hilo.programme import (
    access,
    dependents,
    handlers,
    homes,
    measures,
    messages,
    policies,
    results,
    threads,
)
from hilo.programme.models import Indicator, Participation, Programme
from hilo.programme.sheets import OF_A_PROGRAMME, TAKE_IN, ParticipantsSheet

# The pages of one programme that its keepers open, by the names of their addresses.
KEPT = (
    *("edit_programme", "programme_parties", "programme_audiences", "programme_tags"),
    "programme_vocabularies",
    *("programme_identifiers", "programme_regions", "programme_state", "budget"),
    *("new_result", "new_activity", "new_milestone", "new_budget_line"),
    *("new_indicator", "order_indicators"),
)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    assert handlers and measures and messages
    policies.everything()
    threads.everything()
    results.everything()
    roles.allow(access.EDIT, _("Edit programmes."), roles.Coordinator)
    roles.allow(access.VERIFY, _("Verify declared values and adopted policies."), roles.Coordinator)
    roles.allow(
        access.RESULTS,
        _("See results with their records."),
        roles.Coordinator,
        roles.Promoter,
    )
    roles.allow(TAKE_IN, _("Take people into a programme."), roles.Coordinator)
    sheets.add(ParticipantsSheet())
    for sheet in OF_A_PROGRAMME:
        sheets.add(sheet())
    registries.homes.add(HomeBlock("programme", _("Participants"), homes.to_do, order=30))
    registries.homes.add(
        HomeBlock("indicators", _("Indicators"), homes.values_to_declare, order=31)
    )
    registries.kinds.add(
        ObjectKind(
            "indicator",
            _("Indicator"),
            _("Indicators"),
            Indicator,
            access.indicators_visible_to,
            order=11,
        )
    )
    registries.measured("indicators", "programme:indicators", args=a_programme)
    registries.measured("indicator", "programme:indicator", args=an_indicator)
    registries.kinds.add(
        ObjectKind(
            "programme", _("Programme"), _("Programmes"), Programme, access.visible_to, order=10
        )
    )
    registries.scopes.add(Scope("programme", _("Programme"), inside, order=10))
    registries.search_sources.add(
        SearchSource("programme", Programme.objects.all, documents, is_public, order=10)
    )
    registries.menu.add(
        MenuEntry(
            "programmes",
            "network",
            _("Programmes"),
            "programme:programmes",
            order=10,
            sentence=_("What the network does together, who funds it, and how far it has come."),
        )
    )
    registries.personal_data.add(
        PersonalData(
            "participations",
            _("Programmes you take part in"),
            export,
            erase=lambda person, at: None,
            keeps=_("That somebody took part stays in the totals, without a name."),
        )
    )
    registries.measured("programmes", "programme:programmes")
    registries.measured("programme", "programme:programme", args=a_programme)
    registries.measured("programme: chain", "programme:chain", args=a_programme)
    registries.measured("programme: activities", "programme:activities", args=a_programme)
    registries.menu.add(
        MenuEntry(
            "programme.office", "office", _("Programmes"), "programme:office_programmes", keeps, 40
        )
    )
    office_pages()
    owners.add(Owner("programme", why_not=dependents.why_regions_stay))
    registries.dependents.add(Dependents("programme", "region", dependents.of_region))
    circles.circles.add(Circle("programme", "programme", people_of_programmes))
    circles.circles.add(Circle("programme_region", "region", people_of_regions))


def keeps(viewer: Any) -> bool:
    """Whether the office shows the way to the programmes that somebody keeps."""
    return bool(people.scopes_held(viewer, access.EDIT))


def office_pages() -> None:
    """The pages of those who keep a programme, as `bin/hilo bench` measures them."""
    office = partial(registries.measured, role="coordinator", is_whole=True, order=60)
    office("office: programmes", "programme:office_programmes")
    office("office: new programme", "programme:new_programme")
    for name in KEPT:
        office(f"programme: {name}", f"programme:{name}", args=a_programme)
    for name in ("edit_indicator", "targets", "values"):
        office(f"programme: {name}", f"programme:{name}", args=an_indicator)


def inside(uuid: Any) -> Iterator[tuple[str, UUID]]:
    """The regions of a programme: who coordinates it coordinates them."""
    regions = Region.objects.filter(owner_kind="programme", owner=uuid)
    yield from (("region", region) for region in regions.values_list("uuid", flat=True))


def documents(programme: Programme) -> Iterator[SearchDocument]:
    """One document for each language in which the programme has a name."""
    parties = [party.name for party in programme.parties.all()]
    for language, name in programme.name.texts.items():
        texts = (programme.summary, programme.about, *parties)
        body = [plain(text.texts.get(language, "")) for text in texts]
        title = name if programme.acronym in name else f"{name} ({programme.acronym})"
        yield SearchDocument(language, title, "\n".join(filter(None, [*body, programme.label])))


def is_public(programme: Programme) -> bool:
    return programme.state != Programme.State.DRAFT


def people_of_programmes(uuids: Iterable[Any]) -> QuerySet[Any, Any]:
    """The people who take part, or took part, in these programmes."""
    return Participation.objects.filter(programme__uuid__in=uuids).values("person")


def people_of_regions(uuids: Iterable[Any]) -> QuerySet[Any, Any]:
    """The people whom a programme counts in these regions."""
    return Participation.objects.filter(region__uuid__in=uuids).values("person")


def export(person: Any) -> list[dict[str, Any]]:
    """A person's participations, for their own copy."""
    rows = Participation.objects.filter(person=person)
    return [
        {
            "programme": str(row.programme),
            "audience": str(row.audience or ""),
            "region": str(row.region or ""),
            "since": row.joined_at,
            "until": row.left_at,
        }
        for row in rows.select_related("programme", "audience", "region")
    ]


def an_indicator() -> list[str]:
    """The first indicator that strangers may see, for measuring."""
    public = Indicator.objects.filter(programme__in=Programme.objects.public(), is_public=True)
    one = public.select_related("programme")[0]
    return [one.programme.slug, one.code]


def a_programme() -> list[str]:
    """The first public programme, for measuring."""
    return [Programme.objects.public()[0].slug]
