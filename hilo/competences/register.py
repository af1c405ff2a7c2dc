"""What competences tell the rest of the house about themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hilo.competences import access, own, panels
from hilo.competences.models import Competence, CompetenceGroup, Occasion
from hilo.competences.sheets import CompetencesSheet
from hilo.core import registries
from hilo.core.markdown import plain
from hilo.core.registries import (
    HomeBlock,
    MenuEntry,
    ObjectKind,
    Panel,
    PersonalData,
    SearchDocument,
    SearchSource,
)
from hilo.core.sheets import sheets
from hilo.people import access as people
from hilo.people import roles

# The keys of a person's own copy, as the catalogues know them (see people.archive.word).
WORDS = (
    gettext_noop("ratings"),
    gettext_noop("occasion"),
    gettext_noop("competence"),
    gettext_noop("importance"),
    gettext_noop("ability"),
    gettext_noop("rated"),
)


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
    verbs()
    kinds()
    menu()
    sheets.add(CompetencesSheet())
    registries.homes.add(HomeBlock("competences", _("Competences"), panels.to_do, order=15))
    for kind in ("person", "me"):
        registries.panels.add(
            Panel(f"own ratings, {kind}", kind, "competences/asked.html", panels.own, order=60)
        )
    registries.personal_data.add(
        PersonalData(
            "ratings",
            _("How you rated competences"),
            own.export,
            erase=lambda person, at: None,
            keeps=_("Ratings stay in the means, without a name, so that totals do not change."),
        )
    )
    measured_pages()


def verbs() -> None:
    roles.allow(access.EDIT, _("Edit the list of competences."), roles.Coordinator)
    roles.allow(
        access.SEE,
        _("See what ratings of competences come to; never those of one person."),
        roles.Coordinator,
        roles.Trainer,
    )
    roles.allow(
        access.CLOSE,
        _("Close ratings of competences, and open them again."),
        roles.Coordinator,
        roles.Trainer,
    )


def kinds() -> None:
    registries.kinds.add(
        ObjectKind(
            "competence",
            _("Competence"),
            _("Competences"),
            Competence,
            access.visible_to,
            icon="learn",
            order=30,
        )
    )
    registries.kinds.add(
        ObjectKind(
            "competence_group",
            _("Group of competences"),
            _("Groups of competences"),
            CompetenceGroup,
            access.groups_visible_to,
            icon="learn",
            order=95,
        )
    )
    registries.kinds.add(
        ObjectKind(
            "occasion",
            _("Occasion to rate"),
            _("Ratings"),
            Occasion,
            access.occasions_visible_to,
            icon="learn",
            order=95,
        )
    )
    registries.search_sources.add(SearchSource("competence", in_use, documents, order=30))


def in_use() -> Any:
    return Competence.objects.current().select_related("group")


def documents(competence: Competence) -> Iterator[SearchDocument]:
    """One document for each language in which the competence has a name."""
    for language, name in competence.name.texts.items():
        about = plain(competence.about.texts.get(language, ""))
        group = competence.group.name.texts.get(language, "")
        yield SearchDocument(language, name, "\n".join(filter(None, [about, group])))


def menu() -> None:
    """Lines of the menu; those of the office for whoever holds the verb, on duty or not."""
    registries.menu.add(
        MenuEntry(
            "competences",
            "learn",
            _("Competences"),
            "competences:competences",
            order=40,
            sentence=_(
                "What someone can do. Training needs, courses, certificates and gains all point to "
                "one of these."
            ),
        )
    )
    lines = (
        ("competences.list", "office", _("Competences"), "competences:office", holds_edit, 62),
        ("competences.ratings", "office", _("Ratings"), "competences:occasions", holds_see, 63),
    )
    for name, door, label, url_name, shown_to, order in lines:
        registries.menu.add(MenuEntry(name, door, label, url_name, shown_to, order))


def holds_edit(viewer: Any) -> bool:
    return people.scopes_held(viewer, access.EDIT).is_everywhere


def holds_see(viewer: Any) -> bool:
    return bool(people.scopes_held(viewer, access.SEE))


def measured_pages() -> None:
    """Every kind of page of this chapter, for `bin/hilo bench`."""
    measured = registries.measured
    measured("competences", "competences:competences", order=25)
    measured("competence", "competences:competence", args=a_competence, order=25)
    measured("rate", "competences:rate", "member", args=an_open_occasion, order=31)
    measured("my ratings", "competences:mine", "member", order=31)
    for name, url_name, args in (
        ("competences", "office", tuple),
        ("new competence", "add", tuple),
        ("change a competence", "change", a_competence),
        ("groups of competences", "groups", tuple),
        ("ratings", "occasions", tuple),
        ("a summary of ratings", "summary", an_occasion),
        ("what changed", "gain", an_occasion),
    ):
        address = f"competences:{url_name}"
        measured(f"office: {name}", address, "coordinator", args=args, is_whole=True, order=60)


def a_competence() -> list[str]:
    """The competence that comes first in the list."""
    return [Competence.objects.current().in_order()[0].code]


def an_open_occasion() -> list[Any]:
    """One that every member may rate at."""
    found = Occasion.objects.taking().filter(purpose="own").first()
    assert found is not None, "the demonstration has one"
    return [found.uuid]


def an_occasion() -> list[Any]:
    """The last one with a before and an after."""
    return [Occasion.objects.filter(purpose="after").values_list("uuid", flat=True)[0]]
